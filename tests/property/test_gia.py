"""Random small results of the ЕГЭ: the base index in SQL against persons counted one by one, with minima that lack."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dagster_project.settings import Settings
from tests.property.warehouse import Warehouse

SUBJECTS = ("ru", "phys", "ma_base")
SCHOOLS = {"990001": "reg99_m001", "990002": "reg99_m002"}
YEARS = (2025, 2026)
ENTITIES = (*(("school", s) for s in SCHOOLS), *(("municipality", m) for m in SCHOOLS.values()), ("region", "99"))

Result = tuple[int, str, str, int]
"""year, school, subject, score (of base mathematics: mark)."""
Minima = dict[tuple[int, str], int]

RESULT = st.tuples(
    st.sampled_from(YEARS), st.sampled_from(sorted(SCHOOLS)), st.sampled_from(SUBJECTS), st.integers(2, 5)
)
MINIMA = st.dictionaries(st.sampled_from(list(product(YEARS, SUBJECTS))), st.integers(2, 5))


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Settings) -> Warehouse:
    leaves = ("int_gia_attempt", "indicator_spine_gia", "dim_school", "ege_min_score")
    return Warehouse(sample_warehouse, ["ind_ege_base_index"], leaves)


def fill(warehouse: Warehouse, results: list[Result], minima: Minima) -> None:
    attempts = [
        (y, 11, "ege", "2026-06-01", subject, "99", school, school, f"p{n}",
         None if subject == "ma_base" else score, score if subject == "ma_base" else None, "f", n)
        for n, (y, school, subject, score) in enumerate(results)
    ]  # fmt: skip
    columns = ("year", "grade", "exam_kind", "exam_date", "subject_code", "region_code", "school_id", "school_code",
               "person_id", "test_score", "mark", "source_file", "source_row")  # fmt: skip
    warehouse.fill("int_gia_attempt", columns, attempts)
    known = [(year, subject, "standard", score) for (year, subject), score in minima.items()]
    warehouse.fill("ege_min_score", ("year", "subject_code", "kind", "min_test_score"), known)
    schools = [(school, municipality, "99") for school, municipality in SCHOOLS.items()]
    warehouse.fill("dim_school", ("school_id", "municipality_code", "region_code"), schools)
    asked = [(y, *entity, s, g) for y in YEARS for entity in ENTITIES for s in (*SUBJECTS, "all") for g in (0, 11)]
    columns = ("year", "entity_level", "entity_id", "subject_code", "grade")
    warehouse.fill("indicator_spine_gia", columns, asked)


def expected(results: list[Result], minima: Minima, year: int, entity: str, subject: str) -> tuple[int, int] | None:
    """Results not below the minimum, and all of them; None: one of the subjects written that year has no minimum."""
    of_year = [r for r in results if r[0] == year and subject in ("all", r[2])]
    if any((year, r[2]) not in minima for r in of_year):
        return None
    mine = [r for r in of_year if entity in ("99", r[1], SCHOOLS[r[1]])]
    return sum(r[3] >= minima[year, r[2]] for r in mine), len(mine)


@settings(derandomize=True, max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(results=st.lists(RESULT, max_size=12), minima=MINIMA)
def test_the_base_index_of_the_ege(warehouse: Warehouse, results: list[Result], minima: Minima) -> None:
    fill(warehouse, results, minima)
    warehouse.build()
    columns = ("year", "entity_id", "subject_code", "grade", "numerator", "denominator", "value", "status")
    found = warehouse.rows("ind_ege_base_index", columns)
    assert len(found) == len(YEARS) * len(ENTITIES) * (len(SUBJECTS) + 1) * 2
    for year, entity, subject, grade, above, below, value, status in found:
        counted = expected(results, minima, year, entity, subject)
        where = (year, entity, subject, grade)
        if counted is None or not counted[1]:
            assert (value, status) == (None, "no_data"), where
            assert not below, where
        else:
            assert (above, below, status) == (*counted, "ok"), where
            assert value == 100 * counted[0] / counted[1], where
