"""A table by batches of regions: every row once, rows of no region too, and only what may be cut is cut."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from tests.dbt.small_project import run_models

BATCHES = "02,03"  # 01 is the first by itself, the last takes 99 as well
PARENT = "select * from (values ('01', 1), ('02', 2), ('03', 3), ('99', 4), (null, 5)) as rows_of (region_code, n)"
MODELS = {
    "parent": PARENT,
    "named": "select p.region_code, q.n from {{ ref('parent') }} as p"
    " inner join {{ ref('parent') }} as q on p.region_code is not distinct from q.region_code",
    "unnamed": "select parent.region_code, parent.n from {{ ref('parent') }}",
    "with_common": "select p.region_code, c.n from {{ ref('parent') }} as p"
    " inner join {{ ref('parent') }} as c on c.region_code is null",
    "of_school": "select region_code || '0001' as school_id, n from {{ ref('parent') }}",
    "by_school": "select school_id, n from {{ ref('of_school') }}",
    "of_entity": "select * from (values ('01', 1), ('010001', 1), ('reg01_m001', 1), ('02', 2), ('020001', 2),"
    " ('030001', 3), ('990001', 4), ('reg02_m001', 2), ('reg99_m001', 4), ('a', 5), ('region', 6))"
    " as rows_of (entity_id, n)",
    "by_entity": "select entity_id, n from {{ ref('of_entity') }}",
    "seen_of_entity": "select entity_id, count(*) over () as n from {{ ref('of_entity') }}",
    "seen": "select region_code, count(*) over () as n from {{ ref('parent') }}",
    "of_all": "{{ config(meta={'slice': 'whole'}) }}"
    " select region_code, count(*) over () as n from {{ ref('parent') }}",
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The models built by batches, `seen` saying how many rows of its parent a statement saw."""
    codes = {
        name: "school_id" if "school" in name else "entity_id" if "entity" in name else "region_code" for name in MODELS
    }
    path, done = run_models(
        tmp_path_factory.mktemp("batches"),
        MODELS,
        (f"{{name: {name}, columns: [{{name: {code}}}, {{name: n}}]}}" for name, code in codes.items()),
        {"RSOKO_BATCHES": BATCHES, "RSOKO_BATCH_ROWS": "1"},
    )
    assert done.returncode == 0, done.stdout
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def rows(database: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str | None, int]]:
    return database.execute(f"from {table} order by 1 nulls last").fetchall()


@pytest.mark.parametrize("table", ["named", "unnamed"])
def test_every_row_is_there_once(database: duckdb.DuckDBPyConnection, table: str) -> None:
    assert rows(database, table) == [("01", 1), ("02", 2), ("03", 3), ("99", 4), (None, 5)]


def test_rows_of_no_region_are_read_by_every_batch(database: duckdb.DuckDBPyConnection) -> None:
    assert rows(database, "with_common") == [("01", 5), ("02", 5), ("03", 5), ("99", 5), (None, 5)]


def test_a_region_is_told_by_the_school(database: duckdb.DuckDBPyConnection) -> None:
    assert rows(database, "by_school") == [("010001", 1), ("020001", 2), ("030001", 3), ("990001", 4), (None, 5)]


def test_a_statement_sees_its_regions_only(database: duckdb.DuckDBPyConnection) -> None:
    assert rows(database, "seen") == [("01", 2), ("02", 2), ("03", 3), ("99", 3), (None, 3)]


def test_codes_of_every_kind_and_of_none_are_there_once(database: duckdb.DuckDBPyConnection) -> None:
    assert rows(database, "by_entity") == rows(database, "of_entity")


def test_regions_municipalities_and_schools_of_a_region_go_together(database: duckdb.DuckDBPyConnection) -> None:
    seen = dict(rows(database, "seen_of_entity"))
    assert {code: seen[code] for code in ("01", "010001", "reg01_m001")} == {"01": 3, "010001": 3, "reg01_m001": 3}
    assert {code: seen[code] for code in ("02", "020001", "reg02_m001")} == {"02": 3, "020001": 3, "reg02_m001": 3}
    assert seen["990001"] == seen["reg99_m001"] == 5


def test_what_is_about_all_regions_sees_all(database: duckdb.DuckDBPyConnection) -> None:
    assert rows(database, "of_all") == [("01", 5), ("02", 5), ("03", 5), ("99", 5), (None, 5)]
