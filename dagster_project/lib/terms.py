"""Terms as people write them: «Октябрь-декабрь 2023г», «15.03.2022», «В течение года» → an interval or nothing.

A general date library guesses what is not written (this year, the first of the month): here it stays unsaid.
Source: CATALOGUE 6, the register of document 002.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

Kind = Literal["dated", "all_year", "ongoing", "no_year", "unreadable"]

_MONTHS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма[йяе]",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
_MONTH = re.compile("|".join(f"(?P<m{number}>{stem}[а-я]*)" for number, stem in enumerate(_MONTHS, start=1)))
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_DAY = re.compile(r"(?<![0-9])([0-9]{1,2})[.]([0-9]{1,2})[.](20[0-9]{2})(?![0-9])")
_ISO = re.compile(r"(?<![0-9])(20[0-9]{2})-([0-9]{2})-([0-9]{2})(?![0-9])")
_DAY_OF_MONTH = re.compile(r"(?<![0-9.])([0-9]{1,2})\s+$")
_HALF = re.compile(r"(?P<half>перво[а-я]*|1-?е?|i|второ[а-я]*|2-?е?|ii)\s+полугоди")
_ALL_YEAR = re.compile(r"в течени[еи] (?:[а-я0-9/ –-]*)?(?:года|уч)|весь год|ежегодно")
_ONGOING = re.compile(r"постоянно|по мере|согласно|регулярно|ежемесячно|по графику|по плану")


@dataclass(frozen=True)
class Term:
    """First and last day in ISO form, both None unless `kind` is `dated`."""

    kind: Kind
    date_from: str | None = None
    date_to: str | None = None


@lru_cache(maxsize=1 << 12)
def read_term(text: str) -> Term:
    """The interval a text names. Months without a year are `no_year`: the year is never guessed."""
    plain = " ".join(text.lower().replace("ё", "е").split())
    days = _days(plain)
    if days is None:
        return Term("unreadable")
    if days:
        return _interval(days[0], days[-1])
    months = list(_MONTH.finditer(plain))
    years = [int(year) for year in _YEAR.findall(plain)]
    if months:
        return _months(plain, months, years)
    if half := _HALF.search(plain):
        first = half["half"][0] in "п1" or half["half"] == "i"
        return _span(years, (1, 6) if first else (7, 12))
    if _ALL_YEAR.search(plain):
        return Term("all_year")
    if _ONGOING.search(plain):
        return Term("ongoing")
    if len(years) == 1 and re.fullmatch(r"20[0-9]{2} ?(?:г\.?|год[а-я]*)?", plain):
        return _span(years, (1, 12))
    return Term("unreadable")


def _days(plain: str) -> list[date] | None:
    """Full dates in the order written; None when one of them does not exist."""
    found = [(m.start(), int(m[3]), int(m[2]), int(m[1])) for m in _DAY.finditer(plain)]
    found += [(m.start(), int(m[1]), int(m[2]), int(m[3])) for m in _ISO.finditer(plain)]
    try:
        return [date(year, month, day) for _, year, month, day in sorted(found)]
    except ValueError:
        return None


def _months(plain: str, months: list[re.Match[str]], years: list[int]) -> Term:
    if not years:
        return Term("no_year")
    first, last = (int(str(match.lastgroup)[1:]) for match in (months[0], months[-1]))
    last_year = years[-1]
    first_year = years[0] if len(years) > 1 else last_year - (1 if first > last else 0)
    day = _DAY_OF_MONTH.search(plain[: months[-1].start()])
    end = int(day[1]) if day else monthrange(last_year, last)[1]
    start = end if day and len(months) == 1 else 1
    try:
        return _interval(date(first_year, first, start), date(last_year, last, end))
    except ValueError:
        return Term("unreadable")


def _span(years: list[int], months: tuple[int, int]) -> Term:
    if len(years) != 1:
        return Term("no_year")
    return _interval(date(years[0], months[0], 1), date(years[0], months[1], monthrange(years[0], months[1])[1]))


def _interval(first: date, last: date) -> Term:
    if first > last:
        return Term("unreadable")
    return Term("dated", first.isoformat(), last.isoformat())
