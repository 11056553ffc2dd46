"""ГИА from protocols to published rows, on the sample run: appeals, sittings, unknown schools, and not one name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from dagster_project.generator.gia import NAMES, SURNAMES
from dagster_project.generator.gia_plan import TREND_YEARS
from dagster_project.lib.indicator_meta import read_indicators
from dagster_project.settings import Settings

SECRETS = [word.lower() for word in (*SURNAMES, *(name for pair in NAMES for name in pair))]
GIA = [i.name for i in read_indicators() if i.meta.family == "gia"]


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(sample_warehouse.warehouse_path), read_only=True) as connection:
        yield connection


def rows(warehouse: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return warehouse.execute(query).fetchall()


def test_appeals_and_second_sittings_decide(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        warehouse,
        """
        select school_id, grade, subject_code, test_score, mark, appeal_state, attempt_count
        from marts.fct_gia_result
        where year = 2026 and (appeal_state <> 'none' or attempt_count > 1)
        order by all
        """,
    )
    assert found == [
        ("990005", 9, "soc", None, 3, "rejected", 1),
        ("990071", 9, "ma", None, 3, "none", 2),
        ("990071", 9, "soc", None, 4, "satisfied", 1),
        ("990071", 11, "inf", 81, None, "satisfied", 1),
        ("990071", 11, "soc", 60, None, "none", 2),
    ]


def test_an_unknown_school_counts_in_the_region_only(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert rows(warehouse, "select school_code, row_count from qc.unmatched_gia_schools") == [("5999", 2)]
    whole, placed = rows(
        warehouse,
        """
        select entity_level, sum(result_count)
        from publish.pub_gia_result
        where year = 2026 and grade = 11 and entity_level in ('region', 'school')
        group by entity_level
        order by entity_level
        """,
    )
    assert (whole, placed) == (("region", 70), ("school", 68))


def test_the_shifted_row_is_held_back(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(warehouse, "select rule, value from qc.quarantined_rows where file like 'ГИА/%'")
    assert found == [("class_malformed", "(скрыто)")]


@pytest.mark.parametrize("indicator", GIA)
def test_every_entity_and_year_has_a_row(warehouse: duckdb.DuckDBPyConnection, indicator: str) -> None:
    """Absence is a status; values stand in the years of protocols that can be judged, and nowhere else."""
    pooled = f"indicator_id = '{indicator}' and subject_code = 'all' and grade = 0"
    levels = rows(warehouse, f"select distinct entity_level from indicators.fct_indicator_values where {pooled}")
    for (level,) in levels:
        expected = f"""
            select year, entity_id from indicators.indicator_spine
            where entity_level = '{level}' and subject_code = 'all' and grade = 0"""
        present = (
            f"select year, entity_id from indicators.fct_indicator_values where {pooled} and entity_level = '{level}'"
        )
        assert rows(warehouse, f"({expected} except {present}) union all ({present} except {expected})") == []
    years = rows(
        warehouse,
        f"select distinct year from indicators.fct_indicator_values where {pooled} and status = 'ok' order by 1",
    )
    needs_minima = indicator.startswith("ege_base_index")
    trend = [(year,) for year in TREND_YEARS] if indicator.startswith("ege_") and not needs_minima else []
    assert years == [*trend, (2025,), (2026,)]


def test_the_base_index_waits_for_every_minimum(warehouse: duckdb.DuckDBPyConnection) -> None:
    """2021: only base mathematics has a minimum. Its 25 % is no index of the region; 2025 and 2026 have all of them."""
    found = rows(
        warehouse,
        """
        select subject_code, entity_level, status, value, no_data_reason
        from publish.pub_indicator_value
        where indicator_id = 'ege_base_index' and year = 2021 and grade = 0
            and entity_id in ('99', 'reg99_m005') and subject_code in ('all', 'ma_base', 'phys')
        order by subject_code, entity_level
        """,
    )
    assert [row[:4] for row in found] == [
        ("all", "municipality", "no_data", None),
        ("all", "region", "no_data", None),
        ("ma_base", "municipality", "ok", 25),
        ("ma_base", "region", "ok", 25),
        ("phys", "municipality", "no_data", None),
        ("phys", "region", "no_data", None),
    ]
    reasons = {row[0]: row[4] for row in found}
    assert reasons["ma_base"] is None
    assert reasons["phys"].startswith("Нет минимального балла ЕГЭ за 2021 год: Физика, 11 кл. По неполному набору")
    assert reasons["all"].startswith(
        "Нет минимального балла ЕГЭ за 2021 год: Английский язык, 11 кл.; Биология, 11 кл.;"
    )
    years = rows(warehouse, "select distinct year from qc.scale_gap where scale = 'ege_min' order by year")
    assert years == [(year,) for year in TREND_YEARS]


def test_what_reads_the_base_index_waits_too(warehouse: duckdb.DuckDBPyConnection) -> None:
    """No colour, no verdict and no printed table of a year whose base index is not known; the high index has them."""
    years = {
        indicator: [
            year
            for (year,) in rows(
                warehouse,
                "select distinct year from indicators.fct_indicator_values where status in ('ok', 'too_few') "
                f"and subject_code = 'all' and indicator_id = '{indicator}' order by year",
            )
        ]
        for indicator in ("ege_base_index_quartile", "ege_high_index_quartile")
    }
    assert years == {"ege_base_index_quartile": [2025, 2026], "ege_high_index_quartile": [*TREND_YEARS, 2025, 2026]}
    facts = "select distinct year from indicators.fct_index_verdict where fact is not null and indicator_id ="
    assert rows(warehouse, f"{facts} 'ege_base_index' order by year") == [(2025,), (2026,)]
    assert rows(warehouse, "select distinct base_printed from publish.pub_index_ege where year < 2025") == [(None,)]
    assert rows(
        warehouse, "select count(*) from marts.fct_school_index where index_id = 'ege_base_index' and year < 2025"
    ) == [(0,)]


def test_absence_says_why(warehouse: duckdb.DuckDBPyConnection) -> None:
    """990005 teaches to grade 9; 2022 has no protocols."""
    found = rows(
        warehouse,
        """
        select indicator_id, year, status
        from indicators.fct_indicator_values
        where entity_id = '990005' and subject_code = 'all' and grade = 0 and year in (2022, 2026)
            and indicator_id in ('ege_base_index', 'gia9_good_excellent_share', 'medalists_70plus_share')
        order by all
        """,
    )
    assert found == [
        ("ege_base_index", 2022, "not_applicable"),
        ("ege_base_index", 2026, "not_applicable"),
        ("gia9_good_excellent_share", 2022, "no_data"),
        ("gia9_good_excellent_share", 2026, "ok"),
        ("medalists_70plus_share", 2022, "not_applicable"),
        ("medalists_70plus_share", 2026, "not_applicable"),
    ]


def test_subjects_of_exams_stay_out_of_vpr(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        warehouse, "select distinct subject_code from indicators.indicator_spine where subject_code like 'ma%'"
    )
    assert found == [("ma",)]
    found = rows(
        warehouse,
        "select distinct subject_code from indicators.fct_indicator_values where indicator_id = 'ege_high_index' "
        "and subject_code like 'ma%'",
    )
    assert found == [("ma_prof",)]


def test_colours_of_the_indices(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        warehouse,
        """
        select indicator_id, entity_id, cast(value as int)
        from indicators.fct_indicator_values
        where indicator_id like 'ege\\_%quartile' escape '\\' and year = 2026
            and subject_code = 'all' and grade = 0 and status = 'ok'
        """,
    )
    colours = {(name.split("_")[1], entity[-4:]): value for name, entity, value in found}
    assert colours == {
        ("base", "m001"): -1,
        ("base", "m003"): -1,
        ("base", "m004"): 1,
        ("base", "m005"): 1,
        ("base", "m070"): 1,
        ("high", "m001"): 1,
        ("high", "m003"): -1,
        ("high", "m004"): -1,
        ("high", "m005"): 0,
        ("high", "m070"): 1,
    }


def test_no_name_is_in_any_file_of_the_run(sample_warehouse: Settings) -> None:
    searched = 0
    for path in sample_warehouse.home.rglob("*"):
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "replace").lower()
            if path.suffix == ".parquet":
                text += str(pq.ParquetFile(path).read().to_pylist()).lower()
            searched += 1
            assert not [secret for secret in SECRETS if secret in text], path
    assert searched > 20


@pytest.mark.parametrize("name", ["warehouse_path", "bi_path"])
def test_no_name_is_in_any_table(sample_warehouse: Settings, name: str) -> None:
    """Tables are compressed: every text column is asked."""
    path: Path = getattr(sample_warehouse, name)
    with duckdb.connect(str(path), read_only=True) as connection:
        columns = connection.execute(
            """
            select table_schema, table_name, string_agg('coalesce(lower("' || column_name || '"), '''')', ' || ')
            from information_schema.columns
            where data_type = 'VARCHAR' and table_schema not in ('information_schema', 'staging')
            group by table_schema, table_name
            """
        ).fetchall()
        assert len(columns) > 5
        pattern = "|".join(SECRETS)
        for schema, table, texts in columns:
            found = connection.execute(
                f'select count(*) from "{schema}"."{table}" where regexp_matches({texts}, ?)', [pattern]
            ).fetchone()
            assert found == (0,), f"{schema}.{table}"
