"""Descriptions of the open twins: `pub_x_public` has the columns of `pub_x`, so its yml is written from that one's.

`python -m dagster_project.generated` writes the file; the SQL of a twin is in `dbt/models/publish/public`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from dagster_project.settings import DBT_DIR

PUBLISH_DIR = DBT_DIR / "models" / "publish"
TWIN_DIR = PUBLISH_DIR / "public"
TWINS_PATH = TWIN_DIR / "_public_twins.yml"
SUFFIX = "_public"
HIDDEN_NOTE = "Открытая таблица: малые группы и те, по которым малую можно вычислить, скрыты."
WORKING_NOTE = re.compile(r"Рабочая витрина[^.]*\. ?")
"""What only the working table says of itself."""
SUPPRESSION = {
    "name": "suppression_name",
    "data_type": "string",
    "description": "Почему в строке нет чисел: «Скрыто (малая группа)»; пусто, если ничего не скрыто",
    "config": {"meta": {"label_ru": "Скрытие"}},
}


def read_published(folder: Path = PUBLISH_DIR) -> dict[str, dict[str, Any]]:
    """Entries of the published models by name, twins left out."""
    files = sorted(path for path in folder.glob("*.yml"))
    entries = (
        model for path in files for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models") or []
    )
    return {entry["name"]: entry for entry in entries}


def twin_entry(name: str, original: dict[str, Any]) -> dict[str, Any]:
    """Entry of the twin `name` of a published model."""
    meta = (original.get("config") or {}).get("meta") or {}
    kept = [c for c in original["columns"] if c["name"] != SUPPRESSION["name"]]
    columns = [{k: v for k, v in c.items() if k not in ("constraints", "data_tests")} for c in kept]
    description = WORKING_NOTE.sub("", " ".join(original["description"].split()))
    entry: dict[str, Any] = {"name": name, "description": f"{description} {HIDDEN_NOTE}"}
    if meta:
        entry["config"] = {
            "meta": {key: " ".join(text.split()) if isinstance(text, str) else text for key, text in meta.items()}
        }
    return {**entry, "columns": [*columns, SUPPRESSION]}


def _flow(value: Any) -> str:
    """A value in YAML's flow style, quoted as JSON; what JSON writes is YAML too."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def render_twins(notice: str, twins: Path = TWIN_DIR) -> str:
    """The yml of every twin whose SQL is in `twins`.

    Raises:
        ValueError: a twin has no original.
    """
    published = read_published()
    lines = [f"# {notice}", "version: 2", "", "models:"]
    for path in sorted(twins.glob(f"pub_*{SUFFIX}.sql")):
        original = published.get(path.stem.removesuffix(SUFFIX))
        if original is None:
            raise ValueError(f"{path.name}: there is no model {path.stem.removesuffix(SUFFIX)}")
        entry = twin_entry(path.stem, original)
        lines += [f"  - name: {entry['name']}", f"    description: {_flow(entry['description'])}"]
        if "config" in entry:
            lines.append(f"    config: {_flow(entry['config'])}")
        lines.append("    columns:")
        for column in entry["columns"]:
            (first, *rest) = column.items()
            lines.append(f"      - {first[0]}: {_flow(first[1])}")
            lines += [f"        {key}: {_flow(value)}" for key, value in rest]
    return "\n".join(lines) + "\n"
