"""dbt once: every unit test as a fixture, an expectation and the SQL of the model between them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import sqlglot
from sqlglot import exp

from dagster_project.lib.tables import ensure_empty_parts
from dagster_project.settings import Settings
from dagster_project.warehouse.dbt_runner import run_dbt

DIALECT = "duckdb"
FIXTURE_PREFIX = "__dbt__cte__"
# A table alias in fct_school_dynamics; sqlglot takes the bare word for an index hint of MySQL.
RESERVED_BY_SQLGLOT = re.compile(r"\bforce\b")
# Marts that only describe schools, places and lists; what they say is not a formula.
DESCRIBING = ("core", "list", "school")
ROOTS = ("fct_indicator_values", "fct_indicator_quality")
DBT_COMMAND = ("build", "--select", *(f"+{name}" for name in ROOTS), "--exclude-resource-type", "test")


@dataclass(frozen=True)
class UnitCase:
    """One dbt unit test.

    Args:
        fixtures: select statement of every mocked input, by the name the model reads it under.
        comparison: what dbt runs: actual and expected rows, told apart by the last column.
    """

    name: str
    fixtures: dict[str, str]
    comparison: str


@dataclass(frozen=True)
class ModelUnderTest:
    """A model without its fixtures (`sql`), and the unit tests that should protect it."""

    name: str
    sql: str
    cases: tuple[UnitCase, ...]


def compile_models(home: Path, patterns: Sequence[str] = ("*",)) -> list[ModelUnderTest]:
    """Build the warehouse over an empty lake under `home`, run its unit tests and read what dbt compiled.

    Raises:
        SystemExit: dbt failed, a test is red already, or a model has no unit test.
    """
    settings = Settings(landing=home, home=home)
    ensure_empty_parts(settings)
    outcome = run_dbt(settings, DBT_COMMAND, settings.warehouse_build_path)
    if not outcome.success:
        names = ", ".join(sorted(f.name for f in outcome.failures))
        raise SystemExit(f"dbt is not green before anything was mutated: {names}")
    target = settings.dbt_target_dir
    manifest = json.loads((target / "manifest.json").read_text())
    compiled = {
        result["unique_id"]: result["compiled_code"]
        for result in json.loads((target / "run_results.json").read_text())["results"]
    }
    return [_model_under_test(name, manifest, compiled, target) for name in _names(manifest, patterns)]


def _names(manifest: dict[str, Any], patterns: Sequence[str]) -> list[str]:
    """Every indicator, and what stands between it and the staged rows: marts above `ROOTS` that have unit tests."""
    nodes = {n["unique_id"]: n for n in manifest["nodes"].values() if n["resource_type"] == "model"}
    tested = {test["model"] for test in manifest["unit_tests"].values()}
    above: set[str] = set()
    open_ids = [unique_id for unique_id, node in nodes.items() if node["name"] in ROOTS]
    while open_ids:
        unique_id = open_ids.pop()
        if unique_id in nodes and unique_id not in above:
            above.add(unique_id)
            open_ids += nodes[unique_id]["depends_on"]["nodes"]
    names = (nodes[unique_id]["name"] for unique_id in above if _carries_a_formula(nodes[unique_id], tested))
    return sorted(name for name in names if any(fnmatch(name, pattern) for pattern in patterns))


def _carries_a_formula(node: dict[str, Any], tested: set[str]) -> bool:
    _, layer, *folders = node["fqn"]
    if node["name"].startswith("ind_") or node["name"] in ROOTS:
        return True
    return layer == "marts" and folders[0] not in DESCRIBING and node["name"] in tested


def _model_under_test(name: str, manifest: dict[str, Any], compiled: dict[str, str], target: Path) -> ModelUnderTest:
    tests = sorted((t["name"], unique_id) for unique_id, t in manifest["unit_tests"].items() if t["model"] == name)
    if not tests:
        raise SystemExit(f"{name} has no unit test")
    parts = [_split(compiled[unique_id]) for _, unique_id in tests]
    if len({sql for sql, _ in parts}) > 1:
        raise SystemExit(f"{name}: unit tests compile the model to different SQL")
    cases = (
        UnitCase(test, fixtures, next((target / "run").rglob(f"{test}.sql")).read_text())
        for (test, _), (_, fixtures) in zip(tests, parts, strict=True)
    )
    return ModelUnderTest(name, parts[0][0], tuple(cases))


def _split(compiled: str) -> tuple[str, dict[str, str]]:
    """The model's own query, and the fixtures dbt put before it as CTEs."""
    query = sqlglot.parse_one(RESERVED_BY_SQLGLOT.sub(r'"\g<0>"', compiled), dialect=DIALECT)
    fixtures = {}
    for cte in [c for c in query.find_all(exp.CTE) if c.alias.startswith(FIXTURE_PREFIX)]:
        fixtures[cte.alias] = cte.this.sql(DIALECT)
        cte.pop()
    empty_with = query.find(exp.With)
    if empty_with is not None and not empty_with.expressions:
        empty_with.pop()
    return query.sql(DIALECT, comments=False), fixtures
