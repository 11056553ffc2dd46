"""dbt exposures of the dashboards: lineage runs from a raw file to the chart people look at."""

from __future__ import annotations

import json
import re
from pathlib import Path

import yaml

from dagster_project.bi.ids import OWNER
from dagster_project.bi.spec import Dashboard, Project
from dagster_project.settings import DBT_DIR

PUBLISH_DIR = DBT_DIR / "models" / "publish"
EXPOSURES_PATH = PUBLISH_DIR / "exposures.yml"
_ALIAS = re.compile(r"alias\s*=\s*'(\w+)'")


class _Indented(yaml.SafeDumper):
    """Lists indented under their key, as yamllint asks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def models_by_table(folder: Path = PUBLISH_DIR) -> dict[str, str]:
    """Name of the dbt model behind each published table, from the SQL files alone."""
    found = {}
    for path in sorted(folder.rglob("*.sql")):
        alias = _ALIAS.search(path.read_text(encoding="utf-8"))
        found[alias.group(1) if alias else path.stem] = path.stem
    return found


def exposure_name(dashboard: Dashboard) -> str:
    return f"superset_{dashboard.key}"


def render_exposures(project: Project, models: dict[str, str], notice: str) -> str:
    """The YAML of dbt: one exposure a dashboard, depending on every model it shows or filters by.

    Raises:
        ValueError: a dashboard reads a table no model of `publish` makes.
    """
    exposures = []
    for dashboard in project.dashboards:
        if unknown := dashboard.datasets - set(models):
            raise ValueError(f"dashboards/{dashboard.key}.yml: no model of publish makes {sorted(unknown)}")
        exposures.append(
            {
                "name": exposure_name(dashboard),
                "label": dashboard.title,
                "type": "dashboard",
                "maturity": "high",
                "description": dashboard.description,
                "depends_on": sorted(f"ref('{models[name]}')" for name in dashboard.datasets),
                "owner": {"name": OWNER},
                "config": {"meta": {"slug": dashboard.slug}},
            }
        )
    document = {"version": 2, "exposures": exposures}
    body = yaml.dump(document, Dumper=_Indented, allow_unicode=True, sort_keys=False, width=1000)
    return f"# {notice}\n{body}"


def read_exposures(manifest: Path) -> dict[str, set[str]]:
    """Models each exposure depends on, by its name, from a `manifest.json` of dbt."""
    found = json.loads(manifest.read_text(encoding="utf-8"))["exposures"].values()
    return {e["name"]: {node.split(".")[-1] for node in e["depends_on"]["nodes"]} for e in found}
