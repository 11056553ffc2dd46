"""X23 and X24 through the pipeline: a document that contradicts itself keeps both its rows, and a person is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest

from dagster_project.settings import Settings


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(sample_warehouse.warehouse_path), read_only=True) as connection:
        yield connection


def test_two_numbers_of_one_document_are_kept_and_flagged(warehouse: duckdb.DuckDBPyConnection) -> None:
    """003: the order № 1028, the stamp of approval № 1048."""
    kept = warehouse.execute(
        "select document_no, document_date from marts.fct_document"
        " where region_code = '99' and municipality_code is null and school_id is null order by 1"
    ).fetchall()
    assert kept == [("1028", date(2021, 8, 9)), ("1048", date(2021, 8, 9))]
    flagged = warehouse.execute(
        "select document_kind, first_no, last_no from qc.document_conflict where municipality_code is null"
    ).fetchall()
    assert flagged == [("concept", "1028", "1048")]


def test_two_dates_of_one_document_are_kept_and_flagged(warehouse: duckdb.DuckDBPyConnection) -> None:
    """004: the decree of 19.03.2022 № 99п, its annexes of 11.03.2022 № 99-р. Nothing else is flagged."""
    kept = warehouse.execute(
        "select document_no, document_date from marts.fct_document where document_kind = 'road_map' order by 1"
    ).fetchall()
    assert kept == [("99-р", date(2022, 3, 11)), ("99п", date(2022, 3, 19))]
    flagged = warehouse.execute(
        "select municipality_code, document_kind, first_date, last_date from qc.document_conflict"
        " where municipality_code is not null"
    ).fetchall()
    assert flagged == [("reg99_m001", "road_map", date(2022, 3, 11), date(2022, 3, 19))]
