"""Small deliveries of three regions: many files, few schools, each file another slice and other bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.ingest import files

WORKS = 3
SUBJECTS = ("Математика", "Русский язык", "Биология", "История")
GRADES = (5, 6, 7, 8)
BACKFILL_YEARS = (2021, 2022, 2023, 2024, 2025)


def write_region(landing: Path, region: str, schools: int) -> int:
    """Exports of 2021, one per school, subject and grade; returns how many."""
    return sum(1 for school in range(1, schools + 1) for _ in _exports(landing, region, school))


def _exports(landing: Path, region: str, school: int) -> Iterator[Path]:
    for grade in GRADES:
        for subject in SUBJECTS:
            yield write_export(landing, region, school, grade, subject)


def write_export(landing: Path, region: str, school: int, grade: int, subject: str) -> Path:
    """Written beside and renamed, as people are told to: a file appears in the folder when it is whole."""
    first = 10_000 + WORKS * ((school * len(GRADES) + GRADES.index(grade)) * len(SUBJECTS) + SUBJECTS.index(subject))
    works = [
        files.work_2021(
            str(first + n),
            (str(n % 2), "1", "X" if n == 2 else "0"),
            login=f"sch{region}{school:04d}",
            total=str(1 + n % 2),
        )
        for n in range(WORKS)
    ]
    name = f"2021/{grade}/{region}{school:04d}/{subject}.csv"
    return _put(landing, name, files.table_2021(*works))


def write_forms(landing: Path, region: str, schools: int) -> int:
    """Forms of five years, one per year, school and subject; returns how many."""
    written = 0
    for year in BACKFILL_YEARS:
        for school in range(1, schools + 1):
            for subject in SUBJECTS:
                write_form(landing, region, year, school, subject)
                written += 1
    return written


def write_form(landing: Path, region: str, year: int, school: int, subject: str) -> Path:
    of_year = school * len(SUBJECTS) + SUBJECTS.index(subject)
    first = 10_000 + WORKS * (of_year * len(BACKFILL_YEARS) + BACKFILL_YEARS.index(year))
    works: list[list[Any]] = [[first + n, 1, n % 3, 1, 1, 4, n % 3 + 1] for n in range(WORKS)]
    name = f"{year}/edu{region}{school:04d}/Форма сбора результатов {subject} 5 класс ВПР {year}.csv"
    return _put(landing, name, files.school_form(*works, blank_rows=2))


def _put(landing: Path, name: str, rows: files.Rows) -> Path:
    beside = files.write_csv(landing.with_name(f"{landing.name}.beside") / name, rows)
    target = landing / name
    target.parent.mkdir(parents=True, exist_ok=True)
    return beside.replace(target)
