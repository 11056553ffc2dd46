"""Regions, municipalities and schools of realistic sizes, and how many pupils of each write what."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from dagster_project.generator.atscale.works import SPRING_GRADES, turns
from dagster_project.generator.region import REGION_CODE, School
from dagster_project.settings import SEEDS_DIR
from dagster_project.warehouse.errors import UsageError

Counts = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

YEARS = (2021, 2022, 2020)  # springs and the autumn whose regional layouts are known, in the order they are taken
WORKS_OF_A_SCHOOL = 780  # a year; 30 million works a year are the country's 38,000 schools
MIN_WORKS = 1_000  # of a region-year
MAX_SCHOOLS = 9_000  # of a region: a login has four digits for them
PUPILS_OF_A_CLASS = 24
_SEARCHES = 24


@dataclass(frozen=True)
class ScaleSchool(School):
    """A school of an invented population that lives in any region code of the seed."""

    code: str = REGION_CODE
    region: str = ""
    is_town: bool = False
    is_sample = False

    @property
    def region_code(self) -> str:
        return self.code

    @property
    def region_name(self) -> str:
        return self.region

    @property
    def municipality_name(self) -> str:
        number = int(self.municipality[1:])
        return f"город Примерск-{number}" if self.is_town else f"Примерный муниципальный район № {number}"

    @property
    def place(self) -> str:
        return f"г. Примерск-{int(self.municipality[1:])}" if self.is_town else "с. Примерное"


@dataclass(frozen=True)
class Territory:
    """Schools of one region and what they are like.

    Args:
        quality: of a school, in standard deviations of pupils.
        lift: share of works just below a mark that a school lifts to it.
        base: pupils of one grade.
        listed: rows of the protocol by year, school and work of the plan.
        pupils: pupils by year, school and grade of `SPRING_GRADES`.
    """

    code: str
    name: str
    schools: tuple[ScaleSchool, ...]
    quality: Numbers
    lift: Numbers
    pupils: dict[int, Counts]
    listed: dict[int, Counts]


@cache
def region_names() -> dict[str, str]:
    """Region codes of the seed, the invented region first."""
    with (SEEDS_DIR / "reference" / "region.csv").open(encoding="utf-8", newline="") as file:
        names = {row["region_code"]: row["region_name"] for row in csv.DictReader(file)}
    return {REGION_CODE: names.pop(REGION_CODE), **names}


def plan_territories(works: int, regions: int, years: int, seed: int) -> list[Territory]:
    """Regions whose protocols have exactly `works` rows in all.

    Raises:
        UsageError: the numbers do not fit together.
    """
    _check(works, regions, years)
    rng = np.random.default_rng([seed, 0])
    weight = rng.lognormal(0, 0.6, regions)
    schools = works / years / WORKS_OF_A_SCHOOL * weight / weight.sum()
    counts = np.clip(np.rint(schools).astype(np.int64), 3, None)
    if counts.max() > MAX_SCHOOLS:
        raise UsageError(
            f"{works:,} работ за {years} г. в {regions} регионах — до {counts.max():,} школ в регионе, "
            f"а логин вмещает {MAX_SCHOOLS:,}: возьмите больше регионов.".replace(",", " ")
        )
    starts = np.concatenate([[0], np.cumsum(counts)])
    base = rng.lognormal(3.1, 1.0, starts[-1])  # median 22 pupils in a grade, mean 36: rural schools and large ones
    top = np.where(
        base < 5, rng.choice([4, 9, 9, 11], len(base)), np.where(base < 14, rng.choice([9, 11], len(base)), 11)
    )
    plan_years = YEARS[:years]
    jitter = {born: rng.lognormal(0, 0.15, len(base)) for born in range(min(plan_years) - 11, max(plan_years) - 3)}
    takes = rng.random((len(turns()), len(base)))
    pupils, listed = _fit(works, plan_years, base, top, jitter, takes)
    quality = rng.normal(0, 0.45, len(base)) + 0.12 * np.log(base / 22)
    lift = np.where(rng.random(len(base)) < 0.06, 0.8, rng.beta(2, 6, len(base)))
    result = []
    for number, (code, name) in enumerate(list(region_names().items())[:regions]):
        own = slice(int(starts[number]), int(starts[number + 1]))
        result.append(
            Territory(
                code,
                name,
                _schools(code, name, base[own], top[own]),
                quality[own],
                lift[own],
                {year: table[own] for year, table in pupils.items()},
                {year: table[own] for year, table in listed.items()},
            )
        )
    return result


def _check(works: int, regions: int, years: int) -> None:
    if not 1 <= regions <= len(region_names()):
        raise UsageError(
            f"Регионов может быть от 1 до {len(region_names())} (seeds/reference/region.csv), не {regions}."
        )
    if not 1 <= years <= len(YEARS):
        known = ", ".join(map(str, sorted(YEARS)))
        raise UsageError(f"Лет может быть от 1 до {len(YEARS)} (макеты региональных выгрузок: {known}), не {years}.")
    if works < MIN_WORKS * regions * years:
        raise UsageError(
            f"Работ должно быть не меньше {MIN_WORKS} на регион и год, то есть {MIN_WORKS * regions * years}, "
            f"не {works}."
        )


def class_count(pupils: Counts) -> Counts:
    """Classes a grade of so many pupils is divided into."""
    return np.maximum(1, np.rint(pupils / PUPILS_OF_A_CLASS).astype(np.int64))


def _fit(
    works: int,
    years: tuple[int, ...],
    base: Numbers,
    top: npt.NDArray[np.int64],
    jitter: dict[int, Numbers],
    takes: Numbers,
) -> tuple[dict[int, Counts], dict[int, Counts]]:
    """Pupils and rows: the size of schools that gives at least `works` rows, then one row less where there are most."""
    low, high = 0.0, 64.0
    for _ in range(_SEARCHES):
        middle = (low + high) / 2
        enough = sum(int(_rows(table, takes).sum()) for table in _pupils(years, base * middle, top, jitter).values())
        low, high = (low, middle) if enough >= works else (middle, high)
    pupils = _pupils(years, base * high, top, jitter)
    listed = {year: _rows(table, takes) for year, table in pupils.items()}
    whole = np.concatenate([table.reshape(-1) for table in listed.values()])
    surplus = int(whole.sum()) - works
    while surplus > 0:  # more than once only where rows are few and schools many
        richest = np.argsort(-whole, kind="stable")[: min(surplus, int((whole > 0).sum()))]
        whole[richest] -= 1
        surplus -= len(richest)
    pieces = np.split(whole, len(listed))
    return pupils, {year: piece.reshape(len(base), -1) for year, piece in zip(listed, pieces, strict=True)}


def _pupils(
    years: tuple[int, ...], base: Numbers, top: npt.NDArray[np.int64], jitter: dict[int, Numbers]
) -> dict[int, Counts]:
    thinner = {10: 0.5, 11: 0.45}
    return {
        year: np.stack(
            [
                np.where(top >= grade, np.rint(base * jitter[year - grade] * thinner.get(grade, 1.0)), 0).astype(
                    np.int64
                )
                for grade in SPRING_GRADES
            ],
            axis=1,
        )
        for year in years
    }


def _rows(pupils: Counts, takes: Numbers) -> Counts:
    """Rows by school and work of the plan."""
    columns = []
    for turn in turns():
        count = pupils[:, SPRING_GRADES.index(turn.work.grade)]
        if turn.of > 1:
            classes = class_count(count)
            own = np.zeros_like(count)
            for number in range(turn.own, int(classes.max(initial=1)), turn.of):
                size = (number + 1) * count // classes - number * count // classes
                own += np.where(number < classes, size, 0)
            count = own
        columns.append(np.where(takes[turn.number] < turn.school_share, count, 0))
    return np.stack(columns, axis=1)


def _schools(code: str, name: str, base: Numbers, top: npt.NDArray[np.int64]) -> tuple[ScaleSchool, ...]:
    """The larger schools stand in towns; a municipality has about 25 schools, a town twice as many."""
    order = np.argsort(-base, kind="stable")
    rank = np.empty(len(base), np.int64)
    rank[order] = np.arange(len(base))
    in_town = rank < len(base) * 0.4
    towns = max(1, round(len(base) * 0.4 / 50))
    districts = max(1, round(len(base) * 0.6 / 25))
    schools = []
    for number, (place, town, highest) in enumerate(
        zip(rank.tolist(), in_town.tolist(), top.tolist(), strict=True), start=1
    ):
        municipality = 1 + place % towns if town else 1 + towns + place % districts
        kind = {4: "НОШ", 9: "ООШ"}.get(highest, "СОШ")
        key = f"m{municipality:03d}"
        school = ScaleSchool(number, key, "", 1, highest, code, name, town)
        named = ScaleSchool(number, key, f"МБОУ {kind} № {number} {school.place}", 1, highest, code, name, town)
        schools.append(named)
    return tuple(schools)
