"""The quirks of real exports (FORMATS B.5), each put at one known place. None of them touches a golden figure."""

from __future__ import annotations

from copy import deepcopy

from dagster_project.generator.pupil import ABSENT, Cell, Pupil
from dagster_project.generator.region import BIG, INFLATED, PRIMARY, UNPLACED

# (year, subject, grade): (school, quirk, value)
QUIRKS: dict[tuple[int, str, int], tuple[tuple[int, str, str], ...]] = {
    (2020, "ma", 5): (
        (BIG, "cell", ""),
        (BIG, "cell", "?"),
        (BIG, "sex", "4"),
        (BIG, "journal", "12"),
    ),
    (2020, "ru", 4): ((PRIMARY, "cell", "-1"), (PRIMARY, "class", "а(2)"), (PRIMARY, "total", "+1")),
    (2021, "ma", 4): ((PRIMARY, "over", "41"), (PRIMARY, "journal", "З"), (PRIMARY, "sex", "д")),
    (2021, "ma", 5): (
        (BIG, "cell", "H"),
        (BIG, "cell", "X "),
        (BIG, "cell", "х"),  # Cyrillic
        (BIG, "cell", "N"),
        (BIG, "journal", "н/а"),
        (BIG, "journal", "ж"),
        (BIG, "journal", "1"),
        (BIG, "sex", "м."),
        (BIG, "class", "НЕТ"),
        (BIG, "total", "+2"),
        (BIG, "total", "=92"),
        (BIG, "absent", "Отсутствовал"),
        (BIG, "absent", "ОТСУТствовал"),
        (BIG, "fault", "var1"),
        (BIG, "fault", "no_code"),
    ),
    (2021, "ru", 5): ((BIG, "cell", "Ч"), (BIG, "absent", "не присутствовал"), (BIG, "fault", "bad_login")),
    (2021, "bio", 11): ((UNPLACED, "cell", "*"), (UNPLACED, "class", "11а")),
    (2022, "ma", 5): (
        (INFLATED, "cell", "-2"),
        (INFLATED, "total", "+3"),
        (INFLATED, "total", "=56"),
        (INFLATED, "fault", "repeated"),
    ),
    (2022, "ru", 6): ((INFLATED, "class", "11а"), (INFLATED, "sex", "В"), (INFLATED, "journal", "6")),
}


def apply_quirks(rows: list[Pupil], key: tuple[int, str, int]) -> None:
    """Put the quirks of one file into its pupils; each takes a pupil of its own."""
    used: set[int] = set()
    for number, quirk, value in QUIRKS.get(key, ()):
        candidates = [row for row in rows if row.school.number == number and id(row) not in used and not row.fault]
        pupil = next(row for row in candidates if _suits(row, quirk))
        used.add(id(pupil))
        if quirk == "fault":
            rows.insert(rows.index(pupil) + 1, _faulty(rows, pupil, value))
        else:
            _change(pupil, quirk, value)


def _suits(row: Pupil, quirk: str) -> bool:
    if quirk == "absent":
        return row.variant == ABSENT
    return row.is_present and (quirk != "cell" or any(cell in (0, "X", "x") for cell in row.cells))


def _change(row: Pupil, quirk: str, value: str) -> None:
    match quirk:
        case "cell":
            row.cells[next(i for i, cell in enumerate(row.cells) if cell in (0, "X", "x"))] = value
        case "over":  # a typing error that makes the score greater than the maximum
            row.cells[0] = int(value)
            row.total = row.score
        case "total":
            row.total = int(value[1:]) if value[0] == "=" else row.score + int(value)
        case "absent":
            row.variant = value
        case "sex":
            row.sex = value
        case "class":
            row.class_label = value
        case "journal":
            row.journal = value
        case _:
            raise ValueError(f"unknown quirk {quirk}")


def _faulty(rows: list[Pupil], pupil: Pupil, fault: str) -> Pupil:
    """An additional row which the gate has to hold back."""
    copy = deepcopy(pupil)
    copy.fault = fault
    if fault != "repeated":
        copy.code = 1 + max(row.code for row in rows if row.school.number == pupil.school.number)
    return copy


def damage(row: list[Cell | None], fault: str, login: int, code: int, variant: int) -> list[Cell | None]:
    """Damage a printed row; the numbers are positions of columns."""
    match fault:
        case "":
            return row
        case "repeated":  # the same school and code once more
            return row
        case "no_code":
            return [*row[:code], None, *row[code + 1 :]]
        case "bad_login":
            return [*row[:login], "школа № 55", *row[login + 1 :]]
        case "var1":  # an inserted cell shifts the rest to the right
            return [*row[:variant], "Var1", *row[variant:-1]]
        case _:
            raise ValueError(f"unknown fault {fault}")
