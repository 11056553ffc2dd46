"""All pupils of one work and year, quirks included, and what is true about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from random import Random

from dagster_project.generator.plan import groups
from dagster_project.generator.pupil import Group, Pupil, pupils
from dagster_project.generator.quirks import apply_quirks
from dagster_project.generator.region import SCHOOLS
from dagster_project.generator.work import WORKS, Work


def population(seed: int, year: int, subject: str, grade: int) -> list[Pupil]:
    """Rows of one regional export, schools in order."""
    work = WORKS[subject, grade]
    rows = draw(seed, year, work, groups(seed, year, subject, grade))
    apply_quirks(rows, (year, subject, grade))
    return rows


def draw(seed: int, year: int, work: Work, planned: dict[int, Group]) -> list[Pupil]:
    """Pupils of the planned schools. In autumn 2020 the programme of grade g is written by grade g + 1."""
    first_code = (work.grade + (year == 2020)) * 10000
    rows: list[Pupil] = []
    for number in sorted(planned):
        rng = Random(f"{seed}/{year}/{work.subject_code}/{work.grade}/{number}")
        rows += pupils(rng, work, SCHOOLS[number], planned[number], first_code)
    return rows


def mark_counts(work: Work, rows: Iterable[Pupil]) -> Counter[int]:
    """Works by mark, of rows that belong to the facts and have a mark."""
    return Counter(mark for mark in (mark_of(work, row) for row in rows) if mark is not None)


def journal_counts(work: Work, rows: Iterable[Pupil]) -> Counter[str]:
    """Works by «Понизили / Подтвердили / Повысили»; works without a journal mark are left out."""
    counts: Counter[str] = Counter()
    for row in rows:
        mark = mark_of(work, row)
        if mark is None or row.journal not in ("2", "3", "4", "5"):
            continue
        before = int(row.journal)
        counts["Понизили" if mark < before else "Повысили" if mark > before else "Подтвердили"] += 1
    return counts


def mark_of(work: Work, row: Pupil) -> int | None:
    if row.fault or not row.is_present or row.score > work.max_score:
        return None
    return work.mark(row.score)
