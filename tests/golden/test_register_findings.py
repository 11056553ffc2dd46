"""Rows of the sample registers that contradict themselves are named, and stay out of the figures."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from dagster_project.settings import Settings


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(sample_warehouse.warehouse_path), read_only=True) as connection:
        yield connection


def test_more_pupils_at_the_base_level_than_pupils(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute("select year, school_id, grade, message from qc.programme_progress").fetchall()
    assert rows == [(2022, "990004", 5, "Базовый уровень не учтён: достигли больше, чем обучающихся")]


def test_works_of_functional_literacy_without_sound_levels(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select school_id, grade, direction, message from qc.functional_literacy where file is not null order by 1"
    ).fetchall()
    assert rows == [
        ("990003", 8, "science", "Сумма по уровням не равна числу выполнявших работу: строка не учтена"),
        ("990055", 9, "reading", "Уровни не указаны: строка не учтена в долях по направлению"),
    ]


def test_risk_factors_are_counted_by_municipality(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        """
        select factor, profiled_school_count, low_count, medium_count, high_count
        from publish.pub_risk_profile_municipality where municipality_code = 'reg99_m001' and year = 2022 order by 1
        """
    ).fetchall()
    assert rows == [("Дефицит педагогических кадров", 2, 1, 0, 1), ("Низкая учебная мотивация", 2, 0, 1, 0)]
