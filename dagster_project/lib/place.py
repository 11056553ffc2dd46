"""Which year, subject, grade and school a sheet is about: content first, then names of sheet, file and folders."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from dagster_project.lib.contract import Place as PlaceContract
from dagster_project.lib.disk import stem
from dagster_project.lib.reader import Rows
from dagster_project.lib.text import cell_text, header_key, moment, number
from dagster_project.settings import SEEDS_DIR

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_VPR_YEAR = re.compile(r"впр\s*-?\s*(20[0-9]{2})(?![0-9])")
_GRADE = re.compile(r"(?<![0-9])(1[01]|[1-9])\s*[-_]?(?:\s*(?:й|ые|ого))?\s*(?:класс|кл(?![а-я]))")
_SAMPLE = re.compile(r"по образцу (1[01]|[1-9]) класса")
_FOLDER_GRADE = re.compile(r"1[01]|[1-9]")
_LOGIN = re.compile(r"(?<![a-z0-9])(?:sch|edu|ksh|spo)[0-9]{6}(?![0-9])")
_TEXTBOOK = re.compile(r"^([a-z]+)(1[01]|[1-9])\.[0-9]+\s*\|")
_SHORT_ALIAS = 3
_NAMES_RU = {
    "year": "год",
    "subject_code": "предмет",
    "grade": "класс",
    "title": "заголовок отчёта",
    "upload_date": "дата загрузки",
    "textbook": "учебник",
    "sheet_name": "имя листа",
    "file_name": "имя файла",
    "folder": "папка",
}


@dataclass(frozen=True)
class Place:
    """What a sheet is about. None = not told."""

    year: int | None = None
    subject_code: str | None = None
    grade: int | None = None
    mode: str | None = None
    login: str | None = None
    school_name: str | None = None
    delivered_at: str | None = None
    report_date: str | None = None
    max_score: str | None = None
    conflicts: tuple[str, ...] = field(default=(), compare=False)


@lru_cache(maxsize=1)
def subject_aliases() -> dict[str, str]:
    """Spelling (header_key form) → subject_code, from the crosswalk seed."""
    with (SEEDS_DIR / "crosswalk" / "subject_alias.csv").open(encoding="utf-8", newline="") as file:
        return {header_key(row["alias"]): row["subject_code"] for row in csv.DictReader(file)}


@lru_cache(maxsize=1)
def _subject_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    aliases = sorted(subject_aliases(), key=len, reverse=True)
    long = "|".join(re.escape(alias) for alias in aliases if len(alias) > _SHORT_ALIAS)
    short = "|".join(re.escape(alias) for alias in aliases if len(alias) <= _SHORT_ALIAS)
    edge, end = "(?<![а-яa-z0-9])", "(?![а-яa-z])"
    return (
        re.compile(f"{edge}({long}){end}"),
        re.compile(f"{edge}({short})\\s*[-_]?\\s*(1[01]|[1-9])(?![0-9])"),
        re.compile(f"(?<![0-9])(1[01]|[1-9])\\s*[-_]?\\s*({short}){end}"),
    )


@lru_cache(maxsize=4096)
def read_text(raw: str) -> Place:
    """Year, subject, grade and mode told by one line of text.

    Two- and three-letter aliases count only beside a grade («РУ 4», «5 МА»): «об» is also a preposition.
    """
    text = header_key(raw).replace("_", " ")
    long, short, short_after = _subject_patterns()
    year = _VPR_YEAR.search(text) or _YEAR.search(text)
    grade = _GRADE.search(text)
    subject = grade_number = None
    if found := long.search(text):
        subject = subject_aliases()[found[1]]
    elif found := short.search(text):
        subject, grade_number = subject_aliases()[found[1]], int(found[2])
    elif found := short_after.search(text):
        subject, grade_number = subject_aliases()[found[2]], int(found[1])
    elif text in subject_aliases():
        subject = subject_aliases()[text]
    if grade:
        grade_number = int(grade[1])
    mode = "base" if "базов" in text else "advanced" if "углубл" in text else None
    if sample := _SAMPLE.search(text):
        grade_number, mode = int(sample[1]), "sample"
    return Place(int(year[1]) if year else None, subject, grade_number, mode)


@lru_cache(maxsize=4096)
def read_folder(name: str) -> Place:
    """Like `read_text`; a folder named by a bare number is a grade."""
    if _FOLDER_GRADE.fullmatch(name.strip()):
        return Place(grade=int(name))
    return read_text(name)


def read_title(rows: Rows, header_row: int) -> Place:
    """The block above a table: title, «Предмет:», «Максимальный первичный балл:», «Дата:»; the school of a form."""
    place = Place()
    for row in rows[:header_row]:
        cells = [text for text in map(cell_text, row) if text]
        if not cells:
            continue
        key, value = header_key(cells[0]), cells[1] if len(cells) > 1 else None
        if key.startswith("впр"):
            told = read_text(cells[0])
            place = replace(place, year=told.year, subject_code=told.subject_code, grade=told.grade, mode=told.mode)
        elif key == "предмет:" and value and place.subject_code is None:
            place = replace(place, subject_code=read_text(value).subject_code)
        elif key == "максимальный первичный балл:" and value:
            place = replace(place, max_score=number(value))
        elif key == "дата:" and value:
            place = replace(place, report_date=moment(value))
        elif key == "отчетный год:" and value and (told_year := _YEAR.search(value)):
            place = replace(place, year=int(told_year[1]))
        elif key == "логин оо:" and value:
            place = replace(place, login="".join(value.lower().split()))
        elif key == "наименование образовательной организации:" and value:
            place = replace(place, school_name=value)
    return place


def read_column(rows: Rows, header_row: int, header: str | None) -> set[Any]:
    """Distinct cells below the first header spelled like `header`; empty when there is none."""
    if header is None:
        return set()
    key = header_key(header)
    column = next((n for n, cell in enumerate(rows[header_row]) if header_key(cell) == key), None)
    return set() if column is None else {row[column] for row in rows[header_row + 1 :]}


def _read_textbooks(cells: Iterable[Any]) -> Place:
    found = {match.groups() for text in map(cell_text, cells) if text and (match := _TEXTBOOK.match(text.lower()))}
    told = {(subject_aliases().get(prefix), int(grade)) for prefix, grade in found}
    if len(told) != 1:
        return Place()
    subject, grade = told.pop()
    return Place(subject_code=subject, grade=grade)


def _read_upload_dates(cells: Iterable[Any]) -> Place:
    dates = [iso for text in map(cell_text, cells) if text and (iso := moment(text))]
    return Place(year=int(max(dates)[:4]), delivered_at=max(dates)) if dates else Place()


def locate(
    rows: Rows,
    header_row: int,
    sheet_name: str,
    source_file: str,
    contract: PlaceContract,
    years: list[int],
    beside: dict[str, set[Any]],
) -> Place:
    """Everything the sheet, its names and its file tell; the first source that answers wins, others are compared.

    Args:
        beside: distinct cells of headers found in any sheet of the file, by header (upload date, textbook).
    """
    *folders, name = source_file.split("/")
    name, nearest_first = stem(name), folders[::-1]
    told = {
        "title": [read_title(rows, header_row)],
        "upload_date": [_read_upload_dates(beside.get(contract.upload_date_header or "", ()))],
        "textbook": [_read_textbooks(beside.get(contract.textbook_header or "", ()))],
        "sheet_name": [read_text(sheet_name)],
        "file_name": [read_text(name)],
        "folder": list(map(read_folder, nearest_first)),
    }
    conflicts: list[str] = []

    def first(attribute: str, sources: list[str]) -> Any:
        answers = [
            (source, value)
            for source in sources
            for place in told.get(source, ())
            if (value := getattr(place, attribute)) is not None
        ]
        if answers and (others := {value for _, value in answers[1:]} - {answers[0][1]}):
            source, value = answers[0]
            also = ", ".join(sorted(map(str, others)))
            conflicts.append(f"{_NAMES_RU[attribute]}: взято «{value}» ({_NAMES_RU[source]}), указано и «{also}»")
        return answers[0][1] if answers else None

    year = first("year", list(contract.year))
    if year is None and "column" not in contract.year and len(years) == 1:
        year = years[0]
    title, upload = told["title"][0], told["upload_date"][0]
    modes = [place.mode for place in (title, told["file_name"][0]) if place.mode]
    return Place(
        year=year,
        subject_code=first("subject_code", list(contract.subject)),
        grade=first("grade", list(contract.grade)),
        mode=modes[0] if modes and contract.grade else None,
        login=(title.login if "title" in contract.login else None) or _find_login(name, nearest_first, contract),
        school_name=title.school_name,
        delivered_at=title.report_date if contract.delivered_at == "report_date" else upload.delivered_at,
        report_date=title.report_date,
        max_score=title.max_score,
        conflicts=tuple(conflicts),
    )


def share_title(places: list[Place]) -> list[Place]:
    """What one sheet's title tells and others leave open holds for all sheets of the file."""
    names = ("year", "login", "school_name", "delivered_at", "report_date")
    told: dict[str, Any] = {name: {value for p in places if (value := getattr(p, name)) is not None} for name in names}
    alone = {name: values.pop() for name, values in told.items() if len(values) == 1}
    return [replace(p, **{name: value for name, value in alone.items() if getattr(p, name) is None}) for p in places]


def _find_login(name: str, folders: list[str], contract: PlaceContract) -> str | None:
    texts = {"file_name": [name], "folder": folders}
    for source in contract.login:
        for text in texts.get(source, []):
            if found := _LOGIN.search(text.lower()):
                return found[0]
    return None
