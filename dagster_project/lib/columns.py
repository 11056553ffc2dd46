"""Dictionary-coded columns: every distinct cell is handled once, rows only as numpy codes.

pyarrow arrays are built from buffers: `pa.array` on Python objects imports pandas, 0.15 s per worker process.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dagster_project.lib.reader import Rows
from dagster_project.lib.text import cell_text

Codes = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
NULL = -1


@dataclass(frozen=True)
class Column:
    """`values[codes[i]]` is the text of row i; code -1 is null."""

    codes: Codes
    values: list[str]

    def at(self, row: int) -> str | None:
        code = int(self.codes[row])
        return None if code == NULL else self.values[code]

    def take(self, rows: npt.NDArray[np.int64]) -> Column:
        return Column(self.codes[rows], self.values)

    def compact(self) -> Column:
        """Without values no row has: a dictionary is written whole, also what only held-back rows said."""
        used, codes = np.unique(self.codes, return_inverse=True)
        shift = int(len(used) > 0 and used[0] == NULL)
        return Column(
            (codes.reshape(-1) - shift).astype(np.int32), [self.values[code] for code in used[shift:].tolist()]
        )

    def is_null(self) -> Mask:
        mask: Mask = self.codes == NULL
        return mask

    def where(self, test: Callable[[str], bool]) -> Mask:
        """Rows whose value passes; nulls do not."""
        passed = np.fromiter(map(test, self.values), np.bool_, len(self.values))
        mask: Mask = np.append(passed, False)[self.codes]
        return mask


class Encoder:
    """Gives each distinct cell of a batch a number, shared by all files of the batch."""

    def __init__(self) -> None:
        self._codes: defaultdict[Any, int] = defaultdict(count().__next__)
        self._texts: list[str | None] = []

    def encode(self, rows: Rows, width: int) -> npt.NDArray[np.int32]:
        """Codes of a rectangle of cells, one row per row."""
        flat = np.fromiter(map(self._codes.__getitem__, chain.from_iterable(rows)), np.int32, len(rows) * width)
        return flat.reshape(len(rows), width)

    def texts(self) -> list[str | None]:
        """Clean text of every code so far."""
        if len(self._texts) < len(self._codes):
            fresh = list(self._codes)[len(self._texts) :]
            self._texts.extend(map(cell_text, fresh))
        return self._texts

    def column(self, codes: Codes, read: Callable[[str], str | None] | None = None) -> Column:
        """A clean column of raw codes; `read` turns the text of a cell into the value of the column."""
        texts = self.texts()
        present = np.flatnonzero(np.bincount(codes, minlength=len(texts)))
        numbers: dict[str, int] = {}
        mapping = np.full(len(texts), NULL, np.int32)
        for code in present.tolist():
            text = texts[code]
            value = read(text) if read and text is not None else text
            if value is not None:
                mapping[code] = numbers.setdefault(value, len(numbers))
        return Column(mapping[codes], list(numbers))


def column_of(values: Sequence[str | None]) -> Column:
    """A column of Python texts, one per row."""
    numbers: dict[str, int] = {}
    codes = [NULL if value is None else numbers.setdefault(value, len(numbers)) for value in values]
    return Column(np.array(codes, np.int32), list(numbers))


def per_file(values: Sequence[str | None], file_of_row: Codes) -> Column:
    """A column that has one value per file."""
    column = column_of(values)
    return Column(column.codes[file_of_row], column.values)


def combine(columns: Sequence[Column]) -> Codes:
    """Number the distinct combinations of several columns, nulls included."""
    keys = np.zeros(len(columns[0].codes), np.int64)
    for column in columns:
        keys = keys * (len(column.values) + 1) + (column.codes + 1)
        keys = np.unique(keys, return_inverse=True)[1].astype(np.int64)
    return keys.astype(np.int32)


def to_arrow(column: Column) -> pa.DictionaryArray:
    """Dictionary array of strings."""
    return pa.DictionaryArray.from_arrays(_int32_array(column.codes), text_array(column.values))


def _int32_array(codes: Codes) -> pa.Array:
    codes = np.ascontiguousarray(codes, np.int32)
    return _number_array(pa.int32(), codes, codes != NULL)


def text_array(values: Iterable[str], valid: Mask | None = None) -> pa.Array:
    """String array, without nulls unless `valid` says which values are there."""
    encoded = [value.encode("utf-8", "replace") for value in values]
    offsets = np.zeros(len(encoded) + 1, np.int32)
    np.cumsum(np.fromiter(map(len, encoded), np.int32, len(encoded)), out=offsets[1:])
    buffers = [_bitmap(valid), pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(encoded), buffers)


def integer_array(column: Column, kind: pa.DataType) -> pa.Array:
    """Integers of a column whose values are digits; nulls stay null."""
    width = np.dtype(kind.to_pandas_dtype())
    numbers = np.append(np.fromiter(map(int, column.values), width, len(column.values)), 0).astype(width)
    return _number_array(kind, numbers[column.codes], column.codes != NULL)


def _number_array(kind: pa.DataType, numbers: npt.NDArray[Any], valid: Mask) -> pa.Array:
    return pa.Array.from_buffers(kind, len(numbers), [_bitmap(valid), pa.py_buffer(numbers)])


def _bitmap(valid: Mask | None) -> pa.Buffer | None:
    return None if valid is None or valid.all() else pa.py_buffer(np.packbits(valid, bitorder="little"))


def table_of(schema: pa.Schema, rows: Sequence[Sequence[Any]]) -> pa.Table:
    """A small table from Python rows of str, int, datetime (UTC, without zone) or None."""
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    arrays = []
    for field, column in zip(schema, cells, strict=True):
        if pa.types.is_string(field.type):
            valid = np.array([cell is not None for cell in column], np.bool_)
            arrays.append(text_array([cell or "" for cell in column], valid))
        elif pa.types.is_timestamp(field.type):
            moments = np.array(column, "datetime64[us]")
            arrays.append(_number_array(field.type, moments.astype(np.int64), ~np.isnat(moments)))
        else:
            valid = np.array([cell is not None for cell in column], np.bool_)
            numbers = np.array([cell or 0 for cell in column], field.type.to_pandas_dtype())
            arrays.append(_number_array(field.type, numbers, valid))
    return pa.Table.from_arrays(arrays, schema=schema)
