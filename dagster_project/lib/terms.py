"""Terms as people write them: «Октябрь-декабрь 2023г», «до 25.12.2022», «В течение года» → an interval or nothing.

A general date library guesses what is not written (this year, the first of the month): here it stays unsaid.
Source: CATALOGUE 6, the register of document 002; CATALOGUE 9, the road maps of 003 and 004.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

Kind = Literal["dated", "all_year", "ongoing", "no_year", "unreadable"]
Years = tuple[int, int]  # a calendar year twice, or the two years of a school year

_MONTHS = (
    "янв(?:ар[а-я]+)?",
    "фев(?:р(?:ал[а-я]+)?)?",
    "мар(?:т[а-я]*)?",
    "апр(?:ел[а-я]+)?",
    "ма[йяею]",
    "июн[а-я]*",
    "июл[а-я]*",
    "авг(?:уст[а-я]*)?",
    "сен(?:т(?:ябр[а-я]+)?)?",
    "окт(?:ябр[а-я]+)?",
    "ноя(?:б(?:р[а-я]+)?)?",
    "дек(?:абр[а-я]+)?",
)
_MONTH = "|".join(f"(?P<month{number}>{spelling})" for number, spelling in enumerate(_MONTHS, start=1))
_ORDINALS = {"1": 1, "i": 1, "перв": 1, "2": 2, "ii": 2, "втор": 2, "3": 3, "iii": 3, "трет": 3, "4": 4, "iv": 4}
_ORDINAL = r"(?:[1-4]|iii|ii|iv|i|перв|втор|трет|четверт)"
_SCAN = re.compile(
    "|".join(
        (
            r"(?P<iso>(?<!\d)(?P<iso_year>20\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?!\d))",
            r"(?P<day>(?<![\d.])(?:(?P<day_from>\d\d?) ?- ?)?(?P<day_to>\d\d?)[./](?P<day_month>\d\d?)"
            r"(?:[./](?P<day_year>20\d\d|[1-3]\d))?(?!\d|[./]\d))",
            r"(?P<dotted>(?<![\d.])(?P<dotted_month>\d\d?)[./](?P<dotted_year>20\d\d)(?!\d))",
            r"(?P<word>(?<![а-я])(?:(?<![\d.])(?:(?P<word_from>\d\d?) ?(?:-|по) ?)?(?P<word_to>\d\d?)(?:-?го)? )?"
            rf"(?:{_MONTH})(?![а-я]))",
            rf"(?P<part>(?<![а-я\d.])(?P<part_from>{_ORDINAL})(?:-?[а-я]{{1,3}})?"
            rf"(?: ?(?:-|и) ?(?P<part_to>{_ORDINAL})(?:-?[а-я]{{1,3}})?)? ?"
            r"(?P<part_kind>кв(?:арт|\.|\b)|полугод)[а-я.]*)",
            r"(?P<pair>(?<!\d)(?P<pair_from>20\d\d) ?[-/] ?(?P<pair_to>20\d\d|\d\d)(?!\d))",
            r"(?P<year>(?<!\d)20\d\d(?!\d))",
        )
    )
)
_SCHOOL_YEAR = re.compile(r"уч(?:\.|ебн)")
_DEADLINE = re.compile(r"(?<![а-я])(?:до|к|не позднее|не позже)(?P<end> конца)? ?$")
_START = re.compile(r"(?<![а-я])(?:с|со|от|после) ?$")
_RANGE = re.compile(r"-|(?<![а-я])(?:по|до)(?![а-я])")
_DOCUMENT = re.compile(r"приказ|протокол|распоряжени|письм|№")
_YEAR_WORDS = re.compile(
    r"(?:в течени[еи]|весь|конца|с|по|до|на|и|в|г{1,2}|год(?:а|у|ы|ов)?|календарн[а-я]*|[-–,.]| )*"
)
_ALL_YEAR = re.compile(r"в течени[еи] .*(?:года|уч)|весь (?:уч[а-я.]* )?год|ежегодно|круглогодично|круглый год")
_ONGOING = re.compile(
    r"постоянно|регулярно|систематически|по мере|согласно|в соответствии|при необходимости|раза? в "
    r"|по (?:графику|плану|планам|необходимости|итогам)|еже(?:дневно|недельно|месячно|квартально)"
)


@dataclass(frozen=True)
class Term:
    """First and last day in ISO form.

    `dated` has a last day; its first day is None for a mere deadline («до 25.12.2022») and where the year of the first
    month is not written («ноябрь – февраль 2024»). `ongoing` may have a first day. Other kinds have neither.
    """

    kind: Kind
    date_from: str | None = None
    date_to: str | None = None


@dataclass(frozen=True)
class _Point:
    """A day, month, quarter or half-year of the text; the year may stand after several of them."""

    start: int
    end: int
    months: tuple[int, int]
    days: tuple[int | None, int | None] = (None, None)
    years: Years | None = None
    is_half: bool = False

    @property
    def first(self) -> date:
        return date(self._year(self.months[0]), self.months[0], self.days[0] or 1)

    @property
    def last(self) -> date:
        year, month = self._year(self.months[1]), self.months[1]
        return date(year, month, self.days[1] or monthrange(year, month)[1])

    def _year(self, month: int) -> int:
        assert self.years is not None
        return self.years[0] if month >= 9 else self.years[1]


@lru_cache(maxsize=1 << 12)
def read_term(text: str) -> Term:
    """The interval a text names. Months without a year are `no_year`: the year is never guessed. Never raises."""
    plain = re.sub("[‐‑‒–—−]", "-", " ".join(text.lower().replace("ё", "е").split()))
    try:
        points, years = _scan(plain)
        if points:
            return _interval(plain, points)
        if years:
            return _years_only(plain, years)
    except ValueError:  # 31 February, month 13
        return Term("unreadable")
    if _ALL_YEAR.search(plain):
        return Term("all_year")
    return Term("ongoing" if _ONGOING.search(plain) else "unreadable")


def one_day(text: str) -> str | None:
    """The day a text names, in ISO form; None when it names none, several or a deadline."""
    term = read_term(text)
    return term.date_from if term.date_from == term.date_to else None


def _scan(plain: str) -> tuple[list[_Point], list[Years]]:
    """Points with the year written after them, and years that stand alone. Raises ValueError for a wrong number."""
    points: list[_Point] = []
    years: list[Years] = []
    for match in _SCAN.finditer(plain):
        if match.lastgroup in ("pair", "year"):
            found = _pair(match) if match.lastgroup == "pair" else (int(match["year"]), int(match["year"]))
            years.append(found)
        else:
            point = _point(match)
            points.append(point)
            if point.years is None:
                continue
            found = point.years
        points = [point if point.years else replace(point, years=found) for point in points]
    if len(years) == 1 and not any(point.years for point in points):  # «2022 год: март, май»
        points = [replace(point, years=years[0]) for point in points]
    return points, years


def _pair(match: re.Match[str]) -> Years:
    first, second = int(match["pair_from"]), match["pair_to"]
    last = int(second) if len(second) == 4 else first - first % 100 + int(second)
    if last != first + 1:
        raise ValueError(match[0])
    return first, last


def _point(match: re.Match[str]) -> _Point:
    span, kind = match.span(), match.lastgroup
    if kind == "part":
        return _part(match)
    if kind == "word":
        month = next(n for n in range(1, 13) if match[f"month{n}"])
        return _Point(*span, (month, month), _days(match["word_from"], match["word_to"]))
    if kind == "iso":
        month, year, day = int(match["iso_month"]), int(match["iso_year"]), int(match["iso_day"])
        return _Point(*span, (month, month), (day, day), (year, year))
    if kind == "dotted":
        month, year = int(match["dotted_month"]), int(match["dotted_year"])
        return _Point(*span, (month, month), years=(year, year))
    month, told = int(match["day_month"]), match["day_year"]
    point = _Point(*span, (month, month), _days(match["day_from"], match["day_to"]))
    if not told:
        return point
    year = int(told) + (2000 if len(told) == 2 else 0)
    return replace(point, years=(year, year))


def _days(first: str | None, last: str | None) -> tuple[int | None, int | None]:
    if last is None:
        return None, None
    days = int(first or last), int(last)
    if not 1 <= days[0] <= days[1]:
        raise ValueError(days)
    return days


def _part(match: re.Match[str]) -> _Point:
    first = _ORDINALS.get(match["part_from"], 4)
    last = _ORDINALS.get(match["part_to"], 4) if match["part_to"] else first
    is_half = match["part_kind"] == "полугод"
    length = 6 if is_half else 3
    if last > 12 // length or first > last:
        raise ValueError(match[0])
    return _Point(*match.span(), (length * (first - 1) + 1, length * last), is_half=is_half)


def _interval(plain: str, points: list[_Point]) -> Term:
    if _DOCUMENT.search(plain):
        return Term("unreadable")
    if any(point.years is None for point in points):
        return Term("no_year" if not any(point.years for point in points) else "unreadable")
    points = list(_of_school_year(points, bool(_SCHOOL_YEAR.search(plain))))
    first, last = points[0], points[-1]
    before = plain[: first.start]
    if deadline := _DEADLINE.search(before):
        inclusive = deadline["end"] or first.days[1] or "не поз" in deadline[0]
        return Term("dated", None, max(p.last for p in points).isoformat()) if inclusive else Term("unreadable")
    if len(points) == 1 and first.days[0] == first.days[1] and _START.search(before):
        return Term("ongoing", first.first.isoformat())
    if last.first < first.first and _RANGE.search(plain[first.end : last.start]):
        same = first.years == last.years and not re.search(r"20\d\d", plain[first.start : last.start])
        return Term("dated", None, last.last.isoformat()) if same else Term("unreadable")
    start, end = min(p.first for p in points), max(p.last for p in points)
    return Term("dated", start.isoformat(), end.isoformat()) if start <= end else Term("unreadable")


def _of_school_year(points: list[_Point], is_school_year: bool) -> Iterator[_Point]:
    """Halves of a school year are September – December and January – August; its quarters have no known dates."""
    for point in points:
        assert point.years is not None
        is_pair = point.years[0] != point.years[1]
        if is_school_year and is_pair and point.is_half:
            halves = (9, 1)[point.months[0] > 6], (12, 8)[point.months[1] > 6]
            yield replace(point, months=halves)
        elif (is_school_year or is_pair) and point.months[0] != point.months[1]:
            raise ValueError("parts of a school year")
        elif is_school_year and not is_pair and point.days == (None, None):
            raise ValueError("a school year has two years")
        else:
            yield point


def _years_only(plain: str, years: list[Years]) -> Term:
    rest = _SCAN.sub(" ", plain)
    first, last = years[0], years[-1]
    if _SCHOOL_YEAR.search(rest):
        if len(years) == 1 and first[0] != first[1]:
            return Term("dated", f"{first[0]}-09-01", f"{first[1]}-08-31")
        return Term("unreadable")
    pairs = any(pair[0] != pair[1] for pair in years)
    if not _YEAR_WORDS.fullmatch(rest) or (pairs and not re.search(r"гг|годы|годов", rest)):
        return Term("ongoing" if _ONGOING.search(plain) else "unreadable")
    if deadline := _DEADLINE.search(plain[: plain.index(str(first[0]))]):
        return Term("dated", None, f"{last[1]}-12-31") if deadline["end"] else Term("unreadable")
    if first[0] > last[1]:
        return Term("unreadable")
    return Term("dated", f"{first[0]}-01-01", f"{last[1]}-12-31")
