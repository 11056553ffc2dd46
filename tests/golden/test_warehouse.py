"""The warehouse built from the samples shows the golden figures of the source documents (seeds/golden)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
import pytest

from dagster_project.settings import Settings

EXPECTED = Path(__file__).resolve().parents[2] / "seeds" / "golden" / "expected_indicator_value.csv"


def _rows() -> list[dict[str, str]]:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _name(row: dict[str, str]) -> str:
    return "-".join(row[key] for key in ("indicator_id", "year", "entity_id", "subject_code", "grade"))


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(sample_warehouse.warehouse_path), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("row", _rows(), ids=_name)
def test_value_is_golden(warehouse: duckdb.DuckDBPyConnection, row: dict[str, str]) -> None:
    found = warehouse.execute(
        """
        select numerator, denominator, value, status, unit
        from indicators.fct_indicator_values
        inner join indicators.dim_indicator using (indicator_id)
        where indicator_id = ? and year = ? and entity_level = ? and entity_id = ? and subject_code = ? and grade = ?
        """,
        [row[key] for key in ("indicator_id", "year", "entity_level", "entity_id", "subject_code", "grade")],
    ).fetchall()
    assert len(found) == 1, f"expected one row, found {found}"
    numerator, denominator, value, status, unit = found[0]
    assert status == "ok"
    if row["numerator"]:
        assert (numerator, denominator) == (int(row["numerator"]), int(row["denominator"]))
        if unit == "%":
            assert value == pytest.approx(100 * numerator / denominator, abs=1e-9)
    shown = Decimal(repr(value)).quantize(Decimal(1).scaleb(-int(row["decimals"])), ROUND_HALF_UP)
    assert str(shown) == row["value_display"]


@pytest.mark.parametrize(
    ("indicator", "entity", "expected"),
    [
        ("vpr_journal_confirmed_share_ru", "990051", "met"),  # 9 of 12, exactly the target of 75 %
        ("vpr_journal_confirmed_share_ru", "990052", "not_met"),  # 20 of 27
    ],
)
def test_target_is_not_less_than(
    warehouse: duckdb.DuckDBPyConnection, indicator: str, entity: str, expected: str
) -> None:
    status = warehouse.execute(
        """
        select target_status from indicators.fct_indicator_values
        where indicator_id = ? and entity_id = ? and year = 2022 and subject_code = 'ru' and grade = 5
        """,
        [indicator, entity],
    ).fetchall()
    assert status == [(expected,)]


@pytest.mark.parametrize(("entity", "expected"), [("990053", 0), ("990054", 1)])
def test_recheck_starts_above_half(warehouse: duckdb.DuckDBPyConnection, entity: str, expected: int) -> None:
    """M04 of 2022 looks at 2021: exactly 50 % not confirmed is no ground, more is one."""
    value = warehouse.execute(
        """
        select value from indicators.fct_indicator_values
        where indicator_id = 'recheck_required_flag' and entity_id = ? and year = 2022
            and subject_code = 'all' and grade = 0
        """,
        [entity],
    ).fetchall()
    assert value == [(expected,)]


def test_correction_replaces_the_school_whole(warehouse: duckdb.DuckDBPyConnection) -> None:
    files = warehouse.execute(
        """
        select count(distinct import_id), count(*), max(source_file) from marts.fct_vpr_result
        where year = 2022 and subject_code = 'ma' and grade = 6 and school_id = '990010'
        """
    ).fetchone()
    assert files == (1, 12, "2022/исправлено/6/Математика.xlsx")


@pytest.mark.parametrize(
    ("table", "what", "expected"),
    [
        ("reconciliation_scores", "primary_score", ("990002", "0", 7.77)),
        ("reconciliation_tasks", "task_label", ("990002", "1К1", 7.77)),
        ("reconciliation_requirements", "requirement", ("99", "Понимать текст", 7.77)),
    ],
)
def test_published_figures_differ_where_it_was_planted(
    warehouse: duckdb.DuckDBPyConnection, table: str, what: str, expected: tuple[str, str, float]
) -> None:
    """Every published figure has one of ours beside it; only the planted one differs (0.005 is rounding)."""
    found = warehouse.execute(
        f"""
        select entity_id, cast({what} as varchar), published_pct, own_pct, abs(difference_pp) > 0.005 + 1e-9
        from qc.{table}
        """
    ).fetchall()
    assert len(found) > 20
    assert [row for row in found if row[3] is None] == []
    assert [row[:3] for row in found if row[4]] == [expected]
