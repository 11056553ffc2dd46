"""Schools with low results recounted from the files; registers of a school's own quality system as they land."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import duckdb
import pandas as pd
import pytest

from dagster_project.settings import Settings
from tests.golden.test_independent import marks_2021, marks_2022

PROCEDURES = (("ru", 5), ("ma", 5), ("ru", 6), ("ma", 6))
OFFICIAL_2022 = {"990002", "990007", "990011", "990029", "990053", "990054"}


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(sample_warehouse.warehouse_path), read_only=True) as connection:
        yield connection


def failed(works: pd.DataFrame) -> pd.DataFrame:
    """Participants and share with «2», by school."""
    low = (works["mark"] == 2).groupby(works["school"])
    return pd.DataFrame({"count": low.size(), "share": 100 * low.mean()})


def test_rule_of_two_failed_procedures_decides_without_a_list(warehouse: duckdb.DuckDBPyConnection) -> None:
    """2021 has no official list: at least 30 % with «2» in at least two procedures of at least ten participants."""
    counted, low = Counter[str](), Counter[str]()
    for key in PROCEDURES:
        table = failed(marks_2021(*key))
        enough = table[table["count"] >= 10]
        counted.update(enough.index)
        low.update(enough.index[enough["share"] >= 30])
    expected = {school: low[school] >= 2 if number >= 2 else None for school, number in counted.items()}
    found = warehouse.execute("select school_id, is_shnor from marts.fct_shnor where year = 2021").fetchall()
    assert dict(found) == expected
    assert 5 < sum(1 for value in expected.values() if value) < sum(1 for value in expected.values() if value is False)


def test_an_official_list_decides_alone(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        "select school_id, basis from marts.fct_shnor where year = 2022 and is_shnor order by school_id"
    ).fetchall()
    assert found == [(school, "official") for school in sorted(OFFICIAL_2022)]


def test_positive_dynamics_of_the_listed_schools(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Share with «2» fell in one procedure at least and rose in none, 2021 → 2022."""
    changes: dict[str, list[float]] = {}
    for key in PROCEDURES:
        before, after = failed(marks_2021(*key))["share"], failed(marks_2022(*key))["share"]
        for school in OFFICIAL_2022 & set(before.index) & set(after.index):
            changes.setdefault(school, []).append(round(before[school] - after[school], 2))
    expected = {
        school: (min(changes[school]) >= 0 < max(changes[school])) if school in changes else None
        for school in OFFICIAL_2022
    }
    found = warehouse.execute(
        "select school_id, is_positive from marts.fct_shnor_dynamics where year = 2022"
    ).fetchall()
    assert dict(found) == expected
    assert list(expected.values()).count(True) == 1


def test_register_of_decisions_lands_whole(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Document 002: 8 meetings, 23 decisions and an empty row «2.», terms as people write them."""
    meetings, decisions, empty = warehouse.execute(
        """
        select count(distinct meeting_no), count(*) filter (where not is_empty), count(*) filter (where is_empty)
        from marts.fct_decision where year = 2024
        """
    ).fetchall()[0]
    assert (meetings, decisions, empty) == (8, 23, 1)
    kinds = warehouse.execute(
        "select term_kind, count(*) from marts.fct_decision where year = 2024 group by 1"
    ).fetchall()
    assert dict(kinds) == {"dated": 10, "all_year": 6, "ongoing": 2, "no_year": 1, None: 5}
    spellings = warehouse.execute(
        "select distinct term_text, cast(term_from as varchar), cast(term_to as varchar) from marts.fct_decision"
        " where year = 2024 and meeting_no in (1, 3) and term_kind = 'dated' order by 2, 3"
    ).fetchall()
    assert [row[1:] for row in spellings] == [
        ("2023-09-01", "2023-09-30"),
        ("2023-09-01", "2023-10-31"),
        ("2023-09-01", "2023-11-30"),
        ("2023-10-01", "2023-12-31"),
    ]


def test_oddities_are_listed_and_nothing_is_lost(warehouse: duckdb.DuckDBPyConnection) -> None:
    """CATALOGUE X28: a term before its meeting, a stale year, a number twice, an empty row, a term without a year."""
    found = warehouse.execute(
        "select year, problem, count(*) from qc.decision_problems group by year, problem order by year, problem"
    ).fetchall()
    assert found == [
        (2023, "duplicate_number", 2),
        (2023, "term_before_meeting", 1),
        (2024, "empty_row", 1),
        (2024, "stale_year", 2),
        (2024, "term_without_year", 1),
    ]
    assert warehouse.execute("select count(*) from marts.fct_decision where year = 2023").fetchall() == [(4,)]


def test_change_of_the_method_is_no_change_of_the_count(warehouse: duckdb.DuckDBPyConnection) -> None:
    """2022 has a list, 2021 only the computation: no base year for T61."""
    found = warehouse.execute(
        "select year, status, target_status from indicators.fct_indicator_values"
        " where indicator_id = 'shnor_count_change' and entity_id = '99' and year in (2022, 2023) order by year"
    ).fetchall()
    assert found == [(2022, "no_base", "no_data"), (2023, "ok", "met")]
