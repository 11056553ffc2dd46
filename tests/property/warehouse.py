"""The compiled SQL of the project, from staged works to indicators, over tables a test fills, without a run of dbt."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.settings import Settings

LEAVES = (
    "stg_vpr__work",
    "stg_vpr__task",
    "int_vpr_slice",
    "int_vpr_scale",
    "dim_school",
    "fct_project_school",
    "stg_register__pupil",
    "stg_register__journal_mark",
    "agg_enrolment",
    "indicator_spine",
)
"""Models whose rows the test gives; seeds keep the rows they have."""


class Warehouse:
    """Tables in memory under the names of the real warehouse, and the models between the leaves and the targets."""

    def __init__(self, built: Settings, targets: Iterable[str], leaves: Sequence[str] = LEAVES) -> None:
        self._leaves = leaves
        target = built.dbt_target_dir
        nodes = json.loads((target / "manifest.json").read_text())["nodes"]
        # Not run_results.json: the build is more than one run of dbt, and it tells of the last one.
        self._compiled = {
            path.stem: path.read_text() for path in (target / "compiled" / "rsoko" / "models").rglob("*.sql")
        }
        self._nodes = {node["name"]: node for node in nodes.values() if node["resource_type"] in ("model", "seed")}
        self._by_id = {node["unique_id"]: node for node in self._nodes.values()}
        self._connection = duckdb.connect(config={"threads": 1})
        self._connection.execute("attach ':memory:' as warehouse")
        self._connection.execute("use warehouse")
        self._chain: list[str] = []
        seeds: set[str] = set()
        for name in targets:
            self._follow(name, seeds)
        self._copy(built.warehouse_path, seeds)

    def _follow(self, name: str, seeds: set[str]) -> None:
        if name in self._chain or name in self._leaves or name in seeds:
            return
        node = self._nodes[name]
        if node["resource_type"] == "seed":
            seeds.add(name)
            return
        for parent in node["depends_on"]["nodes"]:
            self._follow(self._by_id[parent]["name"], seeds)
        self._chain.append(name)

    def _copy(self, path: Path, seeds: set[str]) -> None:
        """Empty leaves and whole seeds of the built warehouse."""
        for schema in {str(self._nodes[name]["schema"]) for name in (*self._leaves, *seeds, *self._chain)}:
            self._connection.execute(f"create schema if not exists {schema}")
        with duckdb.connect(str(path), read_only=True) as built:
            for name in (*self._leaves, *seeds):
                table = f"{self._nodes[name]['schema']}.{self._nodes[name]['alias']}"
                columns = built.execute(f"describe {table}").fetchall()
                self._connection.execute(f"create table {table} ({', '.join(f'{c[0]} {c[1]}' for c in columns)})")
                if name in seeds:
                    self.fill(name, [c[0] for c in columns], built.execute(f"from {table}").fetchall())

    def fill(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Replace the rows of a leaf; columns not given are NULL."""
        table = f"{self._nodes[name]['schema']}.{self._nodes[name]['alias']}"
        self._connection.execute(f"delete from {table}")
        if rows:
            marks = ", ".join(["(" + ", ".join("?" * len(columns)) + ")"] * len(rows))
            values = [value for row in rows for value in row]
            self._connection.execute(f"insert into {table} ({', '.join(columns)}) values {marks}", values)

    def build(self) -> None:
        """Run the models in order."""
        for name in self._chain:
            node = self._nodes[name]
            self._connection.execute(
                f"create or replace table {node['schema']}.{node['alias']} as {self._compiled[name]}"
            )

    def rows(self, name: str, columns: Sequence[str]) -> list[tuple[Any, ...]]:
        """Rows of a model."""
        node = self._nodes[name]
        return self._connection.execute(f"select {', '.join(columns)} from {node['schema']}.{node['alias']}").fetchall()
