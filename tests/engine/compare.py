"""Two warehouses, table by table and row by row: what differs, in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

TOLERANCE = 1e-9
MEMORY = "3GB"  # a region's year is sorted row by row; what does not fit spills
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")


def tables(connection: duckdb.DuckDBPyConnection, warehouse: str) -> set[str]:
    """`schema.table` of everything an attached warehouse shows; its notes on itself (`slices`) apart."""
    found = connection.execute(
        "select table_schema || '.' || table_name from information_schema.tables"
        " where table_catalog = ? and table_schema <> 'slices'",
        [warehouse],
    ).fetchall()
    return {str(name) for (name,) in found}


def differences(expected: Path, actual: Path, only: set[str] | None = None) -> list[str]:
    """What is not the same in two DuckDB files: tables, columns, kinds of types, rows, values.

    Whole numbers, texts, dates and booleans must be equal, numbers with a fraction within 1e-9 (absolute below 1,
    relative above).

    Args:
        only: tables to compare; all where None.
    """
    with duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": f"{actual}.compared"}) as connection:
        connection.execute(f"attach '{expected}' as warehouse (read_only)")
        connection.execute(f"attach '{actual}' as actual (read_only)")
        wanted, got = tables(connection, "warehouse"), tables(connection, "actual")
        if only is not None:
            wanted, got = wanted & only, got & only
            assert wanted == only, f"not in the expected warehouse: {sorted(only - wanted)}"
        found = [f"{name}: only in one of the warehouses" for name in sorted(wanted ^ got)]
        for name in sorted(wanted & got):
            found += [f"{name}: {what}" for what in _table_differences(connection, name)]
    return found


def _table_differences(connection: duckdb.DuckDBPyConnection, name: str) -> Iterator[str]:
    kinds = [_kinds(connection, f"{warehouse}.{name}") for warehouse in ("warehouse", "actual")]
    if kinds[0] != kinds[1]:
        yield f"columns {sorted(kinds[0].items() ^ kinds[1].items())}"
        return
    rows = [_count(connection, f"{warehouse}.{name}") for warehouse in ("warehouse", "actual")]
    if rows[0] != rows[1]:
        yield f"{rows[0]} and {rows[1]} rows"
        return
    fractions = [column for column, kind in kinds[0].items() if kind == "fraction"]
    others = [column for column in kinds[0] if column not in fractions]
    order = ", ".join(f'"{column}" nulls first' for column in (*others, *fractions))
    row_hash = _row_hash(connection, name)
    if not _find_unlike(connection, name, row_hash):
        return
    for warehouse in ("warehouse", "actual"):
        connection.execute(
            f"create or replace temp table {warehouse}_rows as select *, row_number() over (order by {order}) as place"
            f" from {warehouse}.{name} where {row_hash} in (select row_hash from unlike)"
        )
    for column in kinds[0]:
        differ = _differ(column, column in fractions)
        pairs = "from warehouse_rows as e inner join actual_rows as a on e.place = a.place"
        query = f'select count(*), any_value(e."{column}"), any_value(a."{column}") {pairs} where {differ}'
        count, one, other = connection.execute(query).fetchone() or (0, None, None)
        if count:
            yield f"{column} differs in {count} of {rows[0]} rows, as {one!r} and {other!r}"


def _find_unlike(connection: duckdb.DuckDBPyConnection, name: str, row_hash: str) -> int:
    """Put the hashes of rows one side has more of than the other into `unlike`; returns their number."""
    sides = " full join ".join(
        f"(select {row_hash} as row_hash, count(*) as row_count from {warehouse}.{name} group by 1) as {warehouse}_side"
        for warehouse in ("warehouse", "actual")
    )
    connection.execute(
        f"create or replace temp table unlike as select row_hash from {sides} using (row_hash)"
        " where warehouse_side.row_count is distinct from actual_side.row_count"
    )
    return _count(connection, "unlike")


def _row_hash(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """A 64-bit hash of the whole row, whatever the widths of its whole numbers."""
    described = connection.execute(f"describe warehouse.{name}").fetchall()
    return "hash(" + ", ".join(f'cast("{row[0]}" as {row[1]})' for row in described) + ")"


def _differ(column: str, is_fraction: bool) -> str:
    expected, actual = f'e."{column}"', f'a."{column}"'
    if not is_fraction:
        return f"{expected} is distinct from {actual}"
    is_near = f"abs({expected} - {actual}) <= {TOLERANCE} * greatest(1, abs({expected}))"
    return f"{expected} is distinct from {actual} and not coalesce({is_near}, false)"


def _kinds(connection: duckdb.DuckDBPyConnection, relation: str) -> dict[str, str]:
    """Kind of each column: widths of whole numbers are an engine's own affair where no contract fixes them."""
    described = connection.execute(f"describe {relation}").fetchall()
    return {str(row[0]): _kind(str(row[1])) for row in described}


def _kind(data_type: str) -> str:
    if data_type in _WHOLE:
        return "whole"
    if data_type in ("FLOAT", "DOUBLE"):
        return "fraction"
    return data_type


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    counted = connection.execute(f"select count(*) from {relation}").fetchone()
    return int(counted[0]) if counted else 0
