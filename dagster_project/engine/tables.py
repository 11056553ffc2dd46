"""Tables of Spark as a DuckDB catalogue: views over their Parquet, so that every reader of the warehouse reads them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.settings import REPO_ROOT
from dagster_project.warehouse.files import quoted


def show_tables(catalogue: Path, tables: Path, manifest: Path) -> int:
    """Write a DuckDB file of views over everything that is built; returns their number. No row is copied.

    Args:
        catalogue: replaced whole.
        tables: folder of the tables, `<schema>.db/<table>/*.parquet`.
        manifest: of the dbt project; says what a seed without rows, which has no file, looks like.
    """
    catalogue.unlink(missing_ok=True)
    count = 0
    with duckdb.connect(catalogue) as connection:
        for schema, name, empty in _relations(manifest):
            folder = tables / f"{schema}.db" / name
            if any(folder.glob("*.parquet")):
                query = f"select * from read_parquet('{quoted(folder)}/*.parquet')"
            elif empty and folder.is_dir():
                query = empty
            else:
                continue
            connection.execute(f'create schema if not exists "{schema}"')
            connection.execute(f'create view "{schema}"."{name}" as {query}')
            count += 1
    return count


def folder_in_use(warehouse: Path, folder: Path) -> bool:
    """Whether views of this DuckDB file read tables below `folder`."""
    if not warehouse.exists():
        return False
    with duckdb.connect(warehouse, read_only=True) as connection:
        found = connection.execute("select 1 from duckdb_views() where contains(sql, ?) limit 1", [f"{folder}/"])
        return found.fetchone() is not None


def _relations(manifest: Path) -> Iterator[tuple[str, str, str | None]]:
    """Schema, table and, of a seed, the query of the empty one."""
    nodes: dict[str, dict[str, Any]] = json.loads(manifest.read_text("utf-8"))["nodes"]
    for node in nodes.values():
        if node["resource_type"] in ("model", "seed"):
            yield node["schema"], node["alias"], _empty(node) if node["resource_type"] == "seed" else None


def _empty(seed: dict[str, Any]) -> str:
    types = seed["config"].get("column_types") or {}
    path = (REPO_ROOT / "dbt" / seed["original_file_path"]).resolve()
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    columns = ", ".join(f'cast(null as {types.get(column, "string")}) as "{column}"' for column in header)
    return f"select {columns} where false"
