"""Every table of a warehouse as comparable rows."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dagster_project.settings import Settings

# When and in which batch a file was read differs between runs; what was read must not.
VOLATILE_COLUMNS = {"imported_at", "batch_id", "_batch_id"}


def warehouse_rows(settings: Settings, schemas: set[str] | None = None) -> dict[str, list[str]]:
    return rows_of(settings.warehouse_path, schemas)


def rows_of(database: Path, schemas: set[str] | None = None) -> dict[str, list[str]]:
    """Rows of every table and view, sorted, as text, without the columns that name the batch."""
    tables: dict[str, list[str]] = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        names = connection.execute(
            "select table_schema, table_name from information_schema.tables order by 1, 2"
        ).fetchall()
        for schema, name in names:
            if schema == "slices" if schemas is None else schema not in schemas:
                continue  # `slices` names the home and the parts of its ledger
            described = connection.execute(f'describe "{schema}"."{name}"').fetchall()
            columns = ", ".join(f'"{column[0]}"' for column in described if column[0] not in VOLATILE_COLUMNS)
            rows = connection.execute(f'select {columns} from "{schema}"."{name}"').fetchall()
            tables[f"{schema}.{name}"] = sorted(repr(row) for row in rows)
    return tables


def assert_same_tables(actual: dict[str, list[str]], expected: dict[str, list[str]]) -> None:
    assert sorted(actual) == sorted(expected)
    differing = [name for name in expected if actual[name] != expected[name]]
    assert not differing, f"tables differ: {differing}"
