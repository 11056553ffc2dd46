"""Layouts whose rows are not the rows of the lake: questionnaires, forms and wide reports become long."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from dagster_project.lib.columns import NULL, Codes, Column, column_of
from dagster_project.lib.frame import Frame, Part, Source
from dagster_project.lib.text import READS, header_key

CATEGORIES = ("total", "lowered", "confirmed", "raised")
_CATEGORY_STARTS = {"всего": "total", "понизили": "lowered", "подтвердили": "confirmed", "повысили": "raised"}
_NOTHING = ("-", "–", "—")  # how forms say that there is nothing to count
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_GROUP_COLUMNS = {"group_kind": "group_kind", "group_code": "group_code", "group_name": "pair_name"}


def reshape(source: Source, frame: Frame) -> Frame:
    """The frame in the shape of its dataset."""
    shape = source.spec.shape
    if shape == "questions":
        return _questions(source, frame)
    if shape == "journal_wide":
        return _journal_wide(frame)
    if shape == "journal_long":
        return _journal_long(source, frame)
    if shape == "pivot":
        return _pivot(source, frame)
    if shape == "grid":
        return _grid(source, frame)
    return frame


def _take(frame: Frame, rows: npt.NDArray[np.int64], columns: dict[str, Column]) -> Frame:
    taken = {name: column.take(rows) for name, column in frame.columns.items()}
    return Frame({**taken, **columns}, frame.part_of_row[rows], frame.source_row[rows], frame.origin[rows])


def _stack(columns: list[Column], width: int) -> Column:
    """One column of `columns` row by row: row 0 of each, then row 1 of each."""
    numbers: dict[str, int] = {}
    pieces = []
    for column in columns:
        mapping = [numbers.setdefault(value, len(numbers)) for value in column.values]
        pieces.append(np.array([*mapping, NULL], np.int32)[column.codes])
    return Column(np.stack(pieces, axis=1).reshape(-1) if width else np.zeros(0, np.int32), list(numbers))


def _questions(source: Source, frame: Frame) -> Frame:
    """One row per school and question; questions are the headers the contract does not name, in their order."""
    rows: list[npt.NDArray[np.int64]] = []
    numbers: list[str | None] = []
    questions: list[str | None] = []
    answers: list[Codes] = []
    start = 0
    for part in source.parts:
        extra = part.read.recognised.plan.extra
        size = len(part.codes)
        rows.append(np.repeat(np.arange(start, start + size), len(extra)))
        numbers.extend([str(part.question_offset + n) for n in range(1, len(extra) + 1)] * size)
        questions.extend(list(extra) * size)
        answers.append(part.codes[:, list(extra.values())].reshape(-1))
        start += size
    columns = {
        "question_no": column_of(numbers),
        "question": column_of(questions),
        "answer": source.encoder.column(np.concatenate(answers)),
    }
    return _take(frame, np.concatenate(rows), columns)


def _pivot(source: Source, frame: Frame, read_value: str = "number") -> Frame:
    """One row per row and pivot column of the sheet, in the order of the columns."""
    pivot = source.spec.pivot
    assert pivot is not None  # the contract says so
    rows: list[npt.NDArray[np.int64]] = []
    labels: list[str | None] = []
    values: list[Codes] = []
    start = 0
    for part in source.parts:
        places = part.read.recognised.plan.pivot
        size = len(part.codes)
        rows.append(np.repeat(np.arange(start, start + size), len(places)))
        labels.extend([*places] * size)
        values.append(part.codes[:, list(places.values())].reshape(-1))
        start += size
    told = column_of(labels)
    columns = {
        name: column_of([READS[read](told.values[code]) for code in told.codes]) for name, read in pivot.columns.items()
    }
    columns[pivot.value] = source.encoder.column(np.concatenate(values), READS[read_value])
    return _take(frame, np.concatenate(rows), columns)


def _grid(source: Source, frame: Frame) -> Frame:
    """One row per line («строка») and graph («графа») of a statistical form, blank cells included."""
    cells = _pivot(source, frame, "form_cell")
    values = cells.columns["value_raw"]
    states = column_of([*map(_cell_state, values.values), "blank"])
    columns = {
        "section": source.per_part(_section).take(cells.origin),
        "state": Column(states.codes[values.codes], states.values),
    }
    return Frame({**cells.columns, **columns}, cells.part_of_row, cells.source_row, cells.origin)


def _section(part: Part) -> str | None:
    recognised = part.read.recognised
    match = recognised.spec.sheet_pattern.search(header_key(recognised.sheet.name))
    return match["section"] if match else None


def _cell_state(value: str) -> str:
    if value == "х":
        return "x"
    if value in _NOTHING:
        return "blank"
    return "value" if _NUMBER.fullmatch(value) else "unreadable"


def _journal_wide(frame: Frame) -> Frame:
    size = len(frame)
    missing = Column(np.full(size, NULL, np.int32), [])
    counts = [frame.columns.get(f"{category}_count", missing) for category in CATEGORIES]
    shares = [frame.columns.get(f"{category}_share", missing) for category in CATEGORIES]
    columns = {
        "category": Column(np.tile(np.arange(len(CATEGORIES), dtype=np.int32), size), list(CATEGORIES)),
        "participant_count_raw": _stack(counts, size),
        "share_raw": _stack(shares, size),
    }
    return _take(frame, np.repeat(np.arange(size), len(CATEGORIES)), columns)


def _journal_long(source: Source, frame: Frame) -> Frame:
    """Category rows take the group from the nearest row above that is not a category."""
    raw = source.named("group")
    texts = source.encoder.column(raw)
    category = [_category(value) for value in texts.values]
    kinds = column_of([*category, None])
    codes = np.where(texts.codes == NULL, NULL, kinds.codes[texts.codes]).astype(np.int32)
    is_group = (codes == NULL) & ~texts.is_null()
    last = np.maximum.accumulate(np.where(is_group, np.arange(len(frame)), -1))
    same_sheet = (last >= 0) & (frame.part_of_row[last] == frame.part_of_row)
    group = np.where(same_sheet, raw[last], source.blank).astype(np.int32)
    columns = {name: source.encoder.column(group, READS[read]) for name, read in _GROUP_COLUMNS.items()}
    columns["category"] = Column(
        np.where(is_group, len(kinds.values), codes).astype(np.int32), [*kinds.values, "total"]
    )
    return _take(frame, np.arange(len(frame)), columns)


def _category(text: str) -> str | None:
    words = header_key(text).split()
    return _CATEGORY_STARTS.get(words[0].rstrip(":")) if words else None
