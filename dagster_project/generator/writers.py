"""Files whose bytes depend only on their content: xlsx, xls, csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

Value = int | float | str | None
Cell = Value | date
Rows = Sequence[Sequence[Value]]

_CREATED = datetime(2022, 6, 1, 9, 0)


class Formula(str):
    """A formula whose stored value is 0, as in the empty rows of a collection form."""


def write_xlsx(path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> Path:
    """Write sheets; strings stay text, numbers numbers, dates are cells of a date format, None leaves a cell empty."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": _CREATED, "author": "rsoko generator"})
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row_number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, Formula):
                        sheet.write_formula(row_number, column, value, None, 0)
                    elif isinstance(value, str):
                        sheet.write_string(row_number, column, value)
                    elif isinstance(value, date):
                        sheet.write_datetime(row_number, column, value, day)
                    elif value is not None:
                        sheet.write_number(row_number, column, value)
    return path


def write_xls(path: Path, sheet_name: str, rows: Rows) -> Path:
    """Write the old binary format. Needs xlwt, which only the development environment has."""
    import xlwt  # type: ignore[import-untyped]

    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(sheet_name)
    for row_number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(row_number, column, value)
    book.save(str(path))
    return path


def write_csv(path: Path, rows: Rows, encoding: str, delimiter: str) -> Path:
    """Write text with the given encoding (`utf-8-sig` for a BOM) and delimiter."""
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path.write_bytes(buffer.getvalue().encode(encoding))
    return path
