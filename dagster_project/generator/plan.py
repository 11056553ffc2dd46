"""Who writes what, and how well: the golden figures of the sample region are built here.

CATALOGUE 7.4: «500+» schools by direction of the share of passed works, 2021 → 2022.
"""

from __future__ import annotations

from random import Random

from dagster_project.generator.pupil import Group, passing
from dagster_project.generator.region import (
    BIG,
    CONFIRMED_MET,
    CONFIRMED_NOT_MET,
    INFLATED,
    PELYM_NUMBERS,
    PRIMARY,
    PROJECT_NUMBERS,
    RECHECK_NO,
    RECHECK_YES,
    SCHOOLS,
    UNPLACED,
)

# (subject, grade): schools up, down, without change; the rest of the 50 lacks one year or both.
DYNAMICS: dict[tuple[str, int], tuple[int, int, int]] = {
    ("ru", 5): (26, 17, 7),
    ("ru", 6): (25, 24, 0),
    ("ma", 5): (24, 14, 2),
    ("ma", 6): (24, 17, 3),
}
CORRECTED_SCHOOL = 10  # delivered «down» first in 2022 ma 6, then corrected to «up»

# Equal shares with different numbers of works: 2021 works, passed; 2022 works, passed.
_EQUAL = (
    (10, 8, 15, 12),
    (12, 8, 15, 10),
    (10, 10, 12, 12),
    (12, 9, 16, 12),
    (12, 6, 10, 5),
    (10, 7, 10, 7),
    (11, 8, 11, 8),
)

# ГО Пелым 2021: 20 of 27 works of grades 10 and 11 are 3 or better (74 %), 2 are 5 (7 %).
_PELYM = {
    ("geo", 10): {71: (2, 4, 2, 1)},
    ("geo", 11): {71: (2, 3, 2, 0), 72: (1, 2, 1, 0)},
    ("bio", 11): {72: (2, 3, 1, 1)},
}

Groups = dict[int, Group]


def groups(seed: int, year: int, subject: str, grade: int) -> Groups:
    """Schools of one work in one year, by school number."""
    rng = Random(f"{seed}/plan/{year}/{subject}/{grade}")
    if grade >= 10:
        return _upper(rng, subject, grade)
    if year == 2020:
        return _thin(rng, subject, grade)
    planned = _project(seed, year, subject, grade) if (subject, grade) in DYNAMICS else _thin(rng, subject, grade)
    return planned | _extra(rng, year, subject, grade)


def _project(seed: int, year: int, subject: str, grade: int) -> Groups:
    """The 50 project schools, with the planned direction between 2021 and 2022."""
    rng = Random(f"{seed}/dynamics/{subject}/{grade}")
    up, down, same = DYNAMICS[subject, grade]
    lacking = len(PROJECT_NUMBERS) - up - down - same
    kinds = ["up"] * up + ["down"] * down + ["same"] * same + [f"lacks_{i % 3}" for i in range(lacking)]
    rng.shuffle(kinds)
    swap = CORRECTED_SCHOOL - 1
    first_up = kinds.index("up")
    kinds[swap], kinds[first_up] = kinds[first_up], kinds[swap]
    result: Groups = {}
    equal = 0
    for number, kind in zip(PROJECT_NUMBERS, kinds, strict=True):
        if kind == "same":
            n_before, passed_before, n_after, passed_after = _EQUAL[equal]
            equal += 1
        else:
            n_before, passed_before, n_after, passed_after = _moved(rng, kind)
        if year == 2022 and kind == "lacks_2":
            result[number] = Group((0, 0, 0, 0), absent=3)  # listed, nobody came: no data for this year
        elif not (year == 2021 and kind == "lacks_0") and not (year == 2022 and kind == "lacks_1"):
            count, passed = (n_before, passed_before) if year == 2021 else (n_after, passed_after)
            draw = Random(f"{seed}/marks/{year}/{subject}/{grade}/{number}")
            result[number] = Group(passing(draw, count, passed), absent=draw.choice((0, 0, 1, 1, 2)))
    return result


def _moved(rng: Random, kind: str) -> tuple[int, int, int, int]:
    """Works and passed works before and after, one or two pupils apart: a small change is a change."""
    n_low, n_high = rng.randint(10, 13), rng.randint(10, 13)
    low = rng.randint((n_low + 1) // 2, n_low - 2)
    high = min(n_high, low * n_high // n_low + rng.randint(1, 2))
    return (n_high, high, n_low, low) if kind == "down" else (n_low, low, n_high, high)


def _thin(rng: Random, subject: str, grade: int) -> Groups:
    """A part of the schools, for works without golden figures."""
    if subject in ("hist", "bio"):
        return {n: Group(_ordinary(rng, rng.randint(8, 11))) for n in PROJECT_NUMBERS if n % 4 == 1}
    numbers = [n for n in PROJECT_NUMBERS if n % 2 == 1] + [BIG]
    if grade == 4:
        numbers.append(PRIMARY)
    return {n: Group(_ordinary(rng, rng.randint(8, 12)), absent=rng.choice((0, 1, 2))) for n in numbers}


def _ordinary(rng: Random, count: int) -> tuple[int, int, int, int]:
    return passing(rng, count, round(count * rng.uniform(0.7, 1.0)))


def _extra(rng: Random, year: int, subject: str, grade: int) -> Groups:
    """Schools outside the project: the inflated one, the big one, and the journal cases checked by hand."""
    result: Groups = {INFLATED: Group((0, 0, 3, 15), absent=0, has_perfect=True)}
    if year == 2021 and (subject, grade) in (("ru", 5), ("ma", 5)):
        result[BIG] = Group(_ordinary(rng, 54), absent=3)
    if (year, subject, grade) == (2022, "ru", 5):
        result[CONFIRMED_MET] = Group((2, 5, 3, 2), journal=(1, 9, 2), absent=1)
        result[CONFIRMED_NOT_MET] = Group((4, 12, 8, 3), journal=(4, 20, 3), absent=2)
    if (year, subject, grade) == (2022, "ma", 4):  # works to be re-checked on the grounds of 2021
        result |= {number: Group((1, 4, 4, 1), journal=(2, 7, 1)) for number in (RECHECK_NO, RECHECK_YES)}
        result |= {number: Group((1, 4, 3, 2)) for number in PELYM_NUMBERS}  # the export that states their code
    if year == 2021 and (subject, grade) in (("ru", 5), ("ma", 5)):
        result[RECHECK_NO] = Group((2, 4, 3, 1), journal=(3, 5, 2), absent=0)
        confirmed, works = (4, (2, 4, 3, 1)) if subject == "ma" else (5, (2, 4, 3, 2))
        result[RECHECK_YES] = Group(works, journal=(4, confirmed, 2), absent=0)
    return result


def _upper(rng: Random, subject: str, grade: int) -> Groups:
    numbers = [n for n in PROJECT_NUMBERS if n % 6 == 1 and SCHOOLS[n].max_grade == 11] + [UNPLACED]
    result = {n: Group(_ordinary(rng, rng.randint(5, 9)), absent=rng.choice((0, 1))) for n in numbers}
    result[INFLATED] = Group((0, 0, 2, 5), absent=0, has_perfect=True)
    pelym = _PELYM[subject, grade]
    return result | {n: Group(marks, absent=1) for n, marks in pelym.items()}
