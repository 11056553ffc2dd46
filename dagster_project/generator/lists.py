"""Lists that other bodies send: schools with markers of bias (FORMATS B.7), project schools."""

from __future__ import annotations

from dagster_project.generator.region import (
    BIG,
    INFLATED,
    MUNICIPALITIES,
    OTHER_SPELLINGS,
    PROJECT_NUMBERS,
    SCHOOLS,
    School,
    municipality_code,
)
from dagster_project.generator.writers import Value

BIASED_SHEET = "Признаки необъективности папка "  # the trailing blank is in the real file
PROJECT_HEAD = ("Год", "Логин ОО", "Муниципалитет", "Наименование ОО", "Перечень")

# (year, school): markers of 4 РУ, 4 МА, 5 РУ, 5 МА
_BIASED: dict[tuple[int, int], tuple[Value, Value, Value, Value]] = {
    (2021, INFLATED): (None, 1, 1, 1),
    (2021, BIG): (None, None, 1, None),
    (2021, 46): (0, 0, None, 1),
    (2022, INFLATED): (1, 1, None, None),
    (2022, 4): (None, None, None, 1),
}


def biased_rows() -> list[list[Value]]:
    """Only listed schools; the year is text, an absent marker is blank or 0."""
    head: list[Value] = ["Год", "Логин", "Муниципалитет", "ОО", "4 РУ", "4 МА", "5 РУ", "5 МА", "Количество маркеров"]
    rows = [head]
    for (year, number), markers in _BIASED.items():
        school = SCHOOLS[number]
        name = OTHER_SPELLINGS.get(school.municipality, school.municipality_name)
        count = sum(1 for marker in markers if marker)
        rows.append([str(year), school.login, name, school.name + " ", *markers, count])
    unknown = "Неизвестный муниципальный район"  # no such municipality: it has to be listed as unmatched
    rows.append(["2022", "edu990090", unknown, "МБОУ СОШ № 90 с. Неизвестное", None, None, 1, None, 1])
    return rows


def project_rows(year: int) -> list[list[Value]]:
    """The 50 schools of «500+»; logins of their time; a municipality by code, by name and by short name."""
    rows: list[list[Value]] = [list(PROJECT_HEAD)]
    for number in PROJECT_NUMBERS:
        school = SCHOOLS[number]
        login = school.old_login if year < 2022 else school.login
        rows.append([year, login, _written(school), school.name, "500+"])
    return rows


def low_result_rows() -> list[list[Value]]:
    """ШНОР and leading schools of 2022, in one list."""
    listed = [(n, "ШНОР") for n in (2, 7, 11, 29, 53, 54)] + [(n, "Школы-лидеры") for n in (16, 46, 51)]
    rows: list[list[Value]] = [list(PROJECT_HEAD)]
    for number, kind in listed:
        school = SCHOOLS[number]
        rows.append(["2022", school.login, school.municipality_name, school.name, kind])
    return rows


def _written(school: School) -> str:
    spellings = [
        MUNICIPALITIES[school.municipality],
        municipality_code(school.municipality),
        OTHER_SPELLINGS.get(school.municipality, MUNICIPALITIES[school.municipality]),
    ]
    return spellings[(school.number - 1) % 3]
