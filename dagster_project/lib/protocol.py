"""What a table says outside its own columns: section rows, cells of merged headers, people behind keys."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dagster_project.lib.contract import Section
from dagster_project.lib.personal import DOCUMENT_KEY, PERSON_KEY, take_keys
from dagster_project.lib.reader import Rows
from dagster_project.lib.recognise import Recognised
from dagster_project.lib.text import cell_text

_SECTION_CELLS = 2  # a section row has one text; two when the page number stands beside it


@dataclass(frozen=True)
class Prepared:
    """Columns by name, one text per data row, and which data rows are sections. Empty for a plain table."""

    columns: dict[str, list[str | None]] = field(default_factory=dict)
    is_section: list[bool] = field(default_factory=list)


def section_name(number: int) -> str:
    """Name of the column that holds the text of section `number` of the contract."""
    return f"section {number}"


def prepare(recognised: Recognised, file_name: str, salt: bytes) -> Prepared:
    """Read sections and keys of a sheet, move cells of merged headers, and blank names in its rows for good."""
    spec, plan, rows = recognised.spec, recognised.plan, recognised.sheet.rows
    data = rows[recognised.data_row :]
    if spec.merged:
        _move_to_headers(data, recognised.header)
    prepared = _sections(spec.sections, rows, recognised, file_name) if spec.sections else Prepared()
    if spec.personal:
        for row in data:
            for place in plan.dropped.values():
                row[place] = ""
        keys = [take_keys(row, plan.personal, salt) for row in data]
        prepared.columns[PERSON_KEY] = [person for person, _ in keys]
        prepared.columns[DOCUMENT_KEY] = [document for _, document in keys]
    return prepared


def _move_to_headers(data: Rows, header: tuple[str, ...]) -> None:
    """A value under the blank part of a merged header moves under its text."""
    spans: list[tuple[int, int]] = []
    start: int | None = None
    for number, label in enumerate([*header, "end"]):
        if label:
            if start is not None and number - start > 1:
                spans.append((start, number))
            start = number
    for row in data:
        for start, end in spans:
            for place in range(start + 1, end):
                if cell_text(row[place]) is not None:
                    if cell_text(row[start]) is None:
                        row[start] = row[place]
                    row[place] = ""


def _sections(sections: list[Section], rows: Rows, recognised: Recognised, file_name: str) -> Prepared:
    patterns = [re.compile(section.pattern, re.IGNORECASE) for section in sections]
    name = cell_text(file_name) or ""
    current: list[str | None] = [
        name if section.file_name and pattern.match(name) else None
        for section, pattern in zip(sections, patterns, strict=True)
    ]
    told: list[list[str | None]] = [[] for _ in sections]
    is_section: list[bool] = []
    for number, row in enumerate(rows):
        texts = [text for text in map(cell_text, row) if text]
        found = False
        if 0 < len(texts) <= _SECTION_CELLS:
            for place, pattern in enumerate(patterns):
                if pattern.match(texts[0]):
                    current[place] = texts[0]
                    found = True
        if number >= recognised.data_row:
            is_section.append(found)
            for place, text in enumerate(current):
                told[place].append(text)
    columns = {section_name(place): texts for place, texts in enumerate(told)}
    return Prepared(columns, is_section)
