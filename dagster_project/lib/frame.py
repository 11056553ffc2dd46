"""Sheets of one layout → one frame of canonical columns; rows that are no data are marked, not dropped."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from dagster_project.lib.columns import NULL, Codes, Column, Encoder, Mask, combine, per_file
from dagster_project.lib.contract import Column as ColumnContract
from dagster_project.lib.contract import Exclusion, SheetContract
from dagster_project.lib.identify import ReadSheet
from dagster_project.lib.lake_schema import TASK_COLUMNS
from dagster_project.lib.personal import DOCUMENT_KEY, PERSON_KEY
from dagster_project.lib.protocol import prepare, section_name
from dagster_project.lib.recognise import Plan, level_row
from dagster_project.lib.text import READS, header_key

BLANK_ROW = Exclusion(rule="blank_row", reason_ru="Пустая строка")
SECTION_ROW = Exclusion(rule="section_row", reason_ru="Строка экзамена, региона или колонтитула")
REPEATED_HEADER = Exclusion(rule="repeated_header", reason_ru="Повтор заголовка таблицы")


@dataclass(frozen=True)
class Part:
    """The data rows of one sheet of one file, as codes of the batch's encoder."""

    file: int
    read: ReadSheet
    codes: npt.NDArray[np.int32]
    header_codes: npt.NDArray[np.int32]  # one row, two for a split header
    levels: dict[int, str]
    question_offset: int = 0
    stated: dict[str, Codes] = field(default_factory=dict)  # columns that are not in the table itself
    sections: Mask | None = None

    @property
    def first_row(self) -> int:
        """Row number in Excel of the first data row."""
        return self.read.recognised.data_row + 1


@dataclass(frozen=True)
class Frame:
    """Rows of many sheets. `origin` is the row of the source frame a reshaped row came from."""

    columns: dict[str, Column]
    part_of_row: Codes
    source_row: Codes
    origin: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.origin)


def encode_part(
    file: int,
    read: ReadSheet,
    encoder: Encoder,
    question_offset: int = 0,
    file_name: str = "",
    salt: bytes = b"",
) -> Part:
    """Code the rows of one sheet and let go of its cells: a region's file holds 200 MB of them."""
    recognised = read.recognised
    prepared = prepare(recognised, file_name, salt)
    levels = level_row(recognised)
    table = encoder.encode(recognised.sheet.rows[recognised.header_row :], len(recognised.header))
    height = recognised.data_row - recognised.header_row
    header_codes, codes = table[:height], table[height:]
    for name in recognised.spec.fill_down:
        if name in recognised.plan.columns:
            column = recognised.plan.columns[name]
            codes[:, column] = _filled(codes[:, column], encoder)
    for contract in recognised.spec.columns:
        place = recognised.plan.columns.get(contract.name, 0)
        if contract.or_left and place and not recognised.header[place - 1]:
            blank = encoder.column(codes[:, place]).is_null()
            codes[blank, place] = codes[blank, place - 1]
    recognised.sheet.rows.clear()
    stated = {name: encoder.encode([[text] for text in texts], 1)[:, 0] for name, texts in prepared.columns.items()}
    sections = np.array(prepared.is_section, np.bool_) if prepared.is_section else None
    return Part(file, read, codes, header_codes, levels, question_offset, stated, sections)


def _filled(codes: Codes, encoder: Encoder) -> Codes:
    """Blank cells take the value above (merged cells read as a value and blanks)."""
    filled = encoder.column(codes).codes != NULL
    last = np.maximum.accumulate(np.where(filled, np.arange(len(codes)), -1))
    return np.where(last >= 0, codes[last], codes).astype(np.int32)


@dataclass(frozen=True)
class Alike:
    """Parts of one header: what is asked of a plan is asked once, and of all their rows together."""

    plan: Plan
    codes: npt.NDArray[np.int32]
    headers: npt.NDArray[np.int32]  # height of the header × part × column
    sizes: list[int]
    rows: npt.NDArray[np.int64]  # places of these rows among the rows of the source


def _alike(parts: list[Part], starts: npt.NDArray[np.int64]) -> list[Alike]:
    groups: dict[tuple[int, int], list[int]] = {}
    for number, part in enumerate(parts):
        groups.setdefault((id(part.read.recognised.plan), len(part.header_codes)), []).append(number)
    return [
        Alike(
            parts[numbers[0]].read.recognised.plan,
            np.concatenate([parts[n].codes for n in numbers]),
            np.stack([parts[n].header_codes for n in numbers], axis=1),
            [len(parts[n].codes) for n in numbers],
            np.concatenate([np.arange(*starts[n : n + 2]) for n in numbers]),
        )
        for numbers in groups.values()
    ]


class Source:
    """Raw columns of a group of parts: a place of their plans → codes; blank where a part does not have it."""

    def __init__(self, parts: list[Part], encoder: Encoder) -> None:
        self.parts, self.encoder = parts, encoder
        self.spec: SheetContract = parts[0].read.recognised.spec
        self.blank = int(encoder.encode([[""]], 1)[0, 0])
        sizes = [len(part.codes) for part in parts]
        self.size = sum(sizes)
        self.part_of_row = np.repeat(np.arange(len(parts), dtype=np.int32), sizes)
        starts = np.cumsum([0, *sizes])
        first_rows = np.array([part.first_row for part in parts])
        self.source_row = (np.arange(self.size) + np.repeat(first_rows - starts[:-1], sizes)).astype(np.int32)
        texts = encoder.texts()
        self._is_blank = np.fromiter((text is None for text in texts), np.bool_, len(texts))
        self.task_count = max((len(part.read.recognised.plan.tasks) for part in parts), default=0)
        self.alike = _alike(parts, starts)
        places = dict.fromkeys(place for like in self.alike for place in like.plan.places)
        self._slots = {place: number for number, place in enumerate(places)}
        self.cells = self._spread()

    def _spread(self) -> npt.NDArray[np.int32]:
        """All rows, one column per place of any plan."""
        cells = np.full((self.size, len(self._slots)), self.blank, np.int32)
        for like in self.alike:
            slots = np.array([self._slots[place] for place in like.plan.places])
            cells[np.ix_(like.rows, slots)] = like.codes[:, list(like.plan.places.values())]
        return cells

    def raw(self, kind: str, name: str | int) -> Codes:
        """Codes of one place of the plans."""
        slot = self._slots.get((kind, name))
        return np.full(self.size, self.blank, np.int32) if slot is None else self.cells[:, slot]

    def is_blank(self, codes: Codes) -> Mask:
        mask: Mask = self._is_blank[codes]
        return mask

    def named(self, name: str) -> Codes:
        if any(name in part.stated for part in self.parts):
            return self.stated(name)
        return self.raw("column", name)

    def stated(self, name: str) -> Codes:
        """Codes of a column that stands outside the table: a section row, a key made of names."""
        blanks = [np.full(len(part.codes), self.blank, np.int32) for part in self.parts]
        return np.concatenate([part.stated.get(name, blank) for part, blank in zip(self.parts, blanks, strict=True)])

    def task(self, number: int) -> Codes:
        return self.raw("task", number)

    def extras(self) -> dict[str, Codes]:
        return {str(label): self.raw("extra", label) for label in self.names("extra")}

    def names(self, kind: str) -> list[str | int]:
        """Names of the places of one kind, in the order of the files."""
        return [name for known, name in self._slots if known == kind]

    def per_part(self, value: Callable[[Part], object]) -> Column:
        values = [value(part) for part in self.parts]
        return per_file([None if item is None else str(item) for item in values], self.part_of_row)


def build_frame(source: Source) -> Frame:
    """Canonical columns of the group, before exclusions and reshaping."""
    spec, encoder = source.spec, source.encoder
    place = {
        "year": source.per_part(lambda part: part.read.place.year),
        "subject_code": source.per_part(lambda part: part.read.place.subject_code),
        "grade": source.per_part(lambda part: part.read.place.grade),
        "mode": source.per_part(lambda part: part.read.place.mode),
        "report_date": source.per_part(lambda part: part.read.place.report_date),
        "max_score_raw": source.per_part(lambda part: part.read.place.max_score),
        "layout": source.per_part(lambda part: part.read.recognised.contract.layout),
        "_source_sheet": source.per_part(lambda part: part.read.recognised.sheet.name),
    }
    if source.parts[0].read.recognised.contract.place.login:
        place["login"] = source.per_part(lambda part: part.read.place.login)
    if source.parts[0].read.recognised.contract.place.title_of_file:
        place["school_name"] = source.per_part(lambda part: part.read.place.school_name)
    columns = dict(place)
    for name, value in spec.constants.items():
        columns[name] = source.per_part(lambda _, v=value: v)  # type: ignore[misc]
    for column in spec.columns:
        if any(column.name in part.read.recognised.plan.columns for part in source.parts):
            columns[column.name] = encoder.column(source.named(column.name), _reader(column))
    for number, section in enumerate(spec.sections):
        for name, read in section.columns.items():
            columns[name] = encoder.column(source.stated(section_name(number)), READS[read])
    for name in (PERSON_KEY, DOCUMENT_KEY) if spec.personal else ():
        columns[name] = encoder.column(source.stated(name))
    for number in range(source.task_count):
        columns[TASK_COLUMNS[number]] = encoder.column(source.task(number))
    if spec.shape != "questions":
        columns["extra"] = _extra(source)
    return Frame(columns, source.part_of_row, source.source_row, np.arange(source.size))


def _reader(column: ColumnContract) -> Callable[[str], str | None]:
    read = READS[column.read]
    if not column.values:
        return read
    values = {header_key(spelling): value for spelling, value in column.values.items()}

    def mapped(text: str) -> str | None:
        value = read(text)
        return None if value is None else values.get(header_key(value), value)

    return mapped


def _extra(source: Source) -> Column:
    """Columns outside the contract as one JSON object per row; null where all are blank."""
    extras = {name: source.encoder.column(codes) for name, codes in source.extras().items()}
    extras = {name: column for name, column in extras.items() if column.values}
    if not extras:
        return Column(np.full(source.size, NULL, np.int32), [])
    codes = combine(list(extras.values()))
    _, examples = np.unique(codes, return_index=True)
    texts = []
    for row in examples.tolist():
        cells = {name: value for name, column in extras.items() if (value := column.at(row)) is not None}
        texts.append(json.dumps(cells, ensure_ascii=False))
    numbers = np.array([NULL if text == "{}" else number for number, text in enumerate(texts)], np.int32)
    return Column(numbers[codes], texts)


def exclusions(source: Source) -> list[tuple[Exclusion, Mask]]:
    """Masks of rows that are no data; a row belongs to the first rule that names it."""
    left = np.ones(source.size, np.bool_)
    found = []
    rules = [(BLANK_ROW, _blank_rows(source)), (REPEATED_HEADER, _repeated_headers(source))]
    if source.spec.sections:
        rules.append((SECTION_ROW, _section_rows(source)))
    rules.extend((rule, _excluded(source, rule)) for rule in source.spec.exclude)
    for rule, mask in rules:
        found.append((rule, mask & left))
        left &= ~mask
    return found


def _section_rows(source: Source) -> Mask:
    nothing = [np.zeros(len(part.codes), np.bool_) for part in source.parts]
    masks = [none if part.sections is None else part.sections for part, none in zip(source.parts, nothing, strict=True)]
    return np.concatenate(masks)


def _blank_rows(source: Source) -> Mask:
    mask: Mask = np.logical_and.reduce(source.is_blank(source.cells), axis=1)
    for name in (PERSON_KEY, DOCUMENT_KEY) if source.spec.personal else ():
        mask &= source.is_blank(source.stated(name))
    return mask & ~_section_rows(source)


def _repeated_headers(source: Source) -> Mask:
    """Rows where at least half of the named columns repeat their own header.

    A blank cell repeats nothing: above a split header most cells of a column are blank.
    """
    mask = np.zeros(source.size, np.bool_)
    for like in source.alike:
        named = sorted(set(like.plan.columns.values()))
        for headers in like.headers:
            own = headers[:, named]
            own[source.is_blank(own)] = NULL
            hits = (like.codes[:, named] == np.repeat(own, like.sizes, axis=0)).sum(axis=1)
            mask[like.rows] |= hits * 2 >= len(named)
    return mask


def _excluded(source: Source, rule: Exclusion) -> Mask:
    mask = np.ones(source.size, np.bool_)
    if rule.column and rule.pattern:
        pattern = re.compile(rule.pattern, re.IGNORECASE)
        texts = source.encoder.column(source.named(rule.column))
        mask &= texts.where(lambda text: pattern.search(text) is not None)
    for name in rule.blank:
        if name == "tasks":
            for number in range(source.task_count):
                mask &= source.is_blank(source.task(number))
        elif name == "cells":
            for label in source.names("pivot"):
                mask &= source.is_blank(source.raw("pivot", label))
        else:
            mask &= source.is_blank(source.named(name))
    return mask
