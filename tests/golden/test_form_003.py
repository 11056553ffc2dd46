"""The form of document 003 on the samples: 42 criteria in the printed order, each with a value or a reason."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import duckdb
import pytest

from dagster_project.lib.indicator_meta import read_indicators
from dagster_project.settings import SEEDS_DIR, Settings

HERE_NOTHING = (
    "Выгрузки за 2022 год есть, но по ним не посчитать: нет строк этого объекта, предмета и класса, отметок или шкалы"
)
PRINTED = [f"T{number:02d}" for number in range(1, 43)]


def seed(name: str) -> list[dict[str, str]]:
    with (SEEDS_DIR / "reference" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(sample_warehouse.warehouse_path), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize(("municipality", "year"), [("reg99_m001", 2022), ("reg99_m070", 2021)])
def test_every_criterion_has_a_row_in_the_printed_order(
    warehouse: duckdb.DuckDBPyConnection, municipality: str, year: int
) -> None:
    codes = warehouse.execute(
        """
        select criterion_code from publish.pub_indicator_form_003
        where municipality_code = ? and year = ? order by position
        """,
        [municipality, year],
    ).fetchall()
    assert [code for (code,) in codes] == PRINTED


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("T01", (85.0, 81.25, 3.75, "Достигнута", None)),
        ("T03", (80.0, 80.0, 0.0, "Не достигнута", None)),  # DD = 0 is no positive dynamics
        ("T08", (80.0, None, None, "Нет базового года", "Нет значения за 2021 год: изменение не посчитать")),
        ("T24", (None, None, None, "Нет данных", HERE_NOTHING)),  # the answers of 2022 are of another municipality
        ("T30", (None, 75.0, None, "Нет данных", HERE_NOTHING)),
    ],
)
def test_value_base_dynamics_status_and_reason(
    warehouse: duckdb.DuckDBPyConnection, code: str, expected: tuple[object, ...]
) -> None:
    found = warehouse.execute(
        """
        select value, base_value, delta, target_status_name, explanation from publish.pub_indicator_form_003
        where municipality_code = 'reg99_m001' and year = 2022 and criterion_code = ?
        """,
        [code],
    ).fetchall()
    assert found == [expected]


def test_annual_marks_stand_beside_the_value(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        """
        select numerator, denominator, journal_mark_kind, annual_mark_count, term_mark_count, remark_codes
        from publish.pub_indicator_form_003
        where municipality_code = 'reg99_m001' and year = 2021 and criterion_code = 'T30'
        """
    ).fetchall()
    assert found == [(6, 8, "annual", 8, 0, "X13, X14")]


def test_printed_target_is_the_target_compared() -> None:
    """«положительная динамика» is compared as dynamics, a printed number as itself (X12: 75, 10, 75, 10)."""
    by_code = {indicator.meta.code: indicator.meta for indicator in read_indicators()}
    wrong = []
    for row in seed("criterion_003.csv"):
        meta, text = by_code.get(row["code"]), row["target_ru"]
        if meta is None:
            continue
        digits = "".join(symbol for symbol in text if symbol.isdigit())
        stated = ("dynamics", 0) if "динамика" in text else ("value", int(digits or 0))
        if (meta.target_kind, meta.target_value) != stated:
            wrong.append((row["code"], text, meta.target_kind, meta.target_value))
    assert wrong == []
    assert [row["code"] for row in seed("criterion_003.csv")] == PRINTED
