"""Registers about pupils and parents: programmes, functional literacy, parents' answers, journal marks, risks.

Figures are written by hand so that every golden value can be checked with a pencil.
"""

from __future__ import annotations

from dagster_project.generator.region import BIG, PRIMARY, SCHOOLS, School
from dagster_project.generator.register_file import RegisterFiles, Row

Progress = tuple[int, int, int, int]
"""Pupils, of them at the base level; pupils at the advanced level, of them reached."""

# The whole municipality m001, the same in every grade of a stage: (school, first grade of the stage) → 2021, 2022.
_PROGRESS: dict[tuple[int, int], tuple[Progress, Progress]] = {
    (1, 1): ((20, 16, 5, 3), (20, 17, 5, 4)),
    (2, 1): ((10, 8, 0, 0), (10, 8, 0, 0)),
    (3, 1): ((15, 12, 0, 0), (15, 12, 0, 0)),
    (BIG, 1): ((25, 20, 10, 5), (25, 22, 10, 5)),
    (PRIMARY, 1): ((10, 9, 0, 0), (10, 9, 0, 0)),
    (1, 5): ((20, 16, 5, 3), (20, 16, 5, 3)),
    (2, 5): ((10, 8, 0, 0), (10, 8, 0, 0)),
    (3, 5): ((15, 12, 0, 0), (15, 12, 0, 0)),
    (BIG, 5): ((25, 20, 10, 5), (25, 20, 10, 4)),
    (1, 10): ((20, 16, 0, 0), (20, 17, 5, 4)),
    (2, 10): ((10, 8, 0, 0), (10, 8, 0, 0)),
    (3, 10): ((15, 12, 0, 0), (15, 12, 0, 0)),
    (BIG, 10): ((25, 20, 0, 0), (25, 20, 10, 8)),
}
_STAGES = {1: range(1, 5), 5: range(5, 10), 10: range(10, 12)}
_IMPOSSIBLE = (4, 5, (20, 21, 0, 0))  # school 4: more at the base level than pupils


def files(seed: int) -> RegisterFiles:
    """The registers; only codes of VPR participants depend on the seed."""
    return {
        "Реестры/Освоение программ 2021.csv": ("programme_progress", _progress(2021)),
        "Реестры/Освоение программ 2022.xlsx": ("programme_progress", _progress(2022)),
    }


def _school(year: int, number: int) -> dict[str, str | int]:
    school: School = SCHOOLS[number]
    return {
        "year": year,
        "login": school.old_login if year < 2022 else school.login,
        "municipality_raw": school.municipality_name,
        "school_name": school.name,
    }


def _progress(year: int) -> list[Row]:
    rows = [
        _progress_row(year, number, grade, by_year[year - 2021])
        for (number, first), by_year in _PROGRESS.items()
        for grade in _STAGES[first]
    ]
    if year == 2022:
        number, grade, counts = _IMPOSSIBLE
        rows += [_progress_row(year, number, grade, counts), _progress_row(year, number, grade + 1, (20, 15, 0, 0))]
    return rows


def _progress_row(year: int, number: int, grade: int, counts: Progress) -> Row:
    names = ("pupil_count", "base_reached_count", "advanced_pupil_count", "advanced_reached_count")
    return {**_school(year, number), "grade": grade, **dict(zip(names, counts, strict=True))}
