"""Registers in the form of their templates: rows of codes by column name → the table a person would hand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from dagster_project.generator.writers import Cell, write_csv, write_xlsx
from dagster_project.lib.contract import Column, SheetContract, load_catalogue

SHEET = "Реестр"

Row = Mapping[str, Cell]
RegisterFiles = dict[str, tuple[str, Sequence[Row]]]
"""Path below the samples folder (.xlsx or .csv) → layout and rows."""


def register_table(layout: str, rows: Sequence[Row]) -> list[list[Cell]]:
    """Header and rows of a layout, all columns in the order of its contract.

    Args:
        rows: values by canonical column name; a code of a column with `values` (`"vpr"`, `"1"`) is written as its
            first Russian word, any other value as it is, so that a quirk can be spelled out. A term is given as
            `<x>_text`. `datetime.date` becomes a date cell, None or a missing name an empty cell.

    Raises:
        KeyError: a row names a column that the form does not have.
        StopIteration: no such layout.
    """
    sheet: SheetContract = load_catalogue().by_layout(layout).sheets[0]
    columns = sheet.form_columns
    names = {column.name for column in columns}
    table: list[list[Cell]] = [[column.title for column in columns]]
    for row in rows:
        if unknown := row.keys() - names:
            raise KeyError(f"{layout}: no columns {sorted(unknown)} in the form")
        table.append([_word(column, row.get(column.name)) for column in columns])
    return table


def _word(column: Column, value: Cell) -> Cell:
    spellings = [spelling for spelling, code in column.values.items() if code == str(value)]
    return spellings[0] if spellings else value


def write_register(path: Path, layout: str, rows: Sequence[Row]) -> Path:
    """Write one register as .xlsx (sheet «Реестр») or .csv (UTF-8 with BOM and `;`, as Excel saves it in Russia).

    Raises:
        ValueError: another extension.
    """
    table = register_table(layout, rows)
    if path.suffix == ".xlsx":
        return write_xlsx(path, {SHEET: table})
    if path.suffix == ".csv":
        return write_csv(path, [list(map(_printed, row)) for row in table], "utf-8-sig", ";")
    raise ValueError(f"a register is written as .xlsx or .csv, not {path.suffix!r}")


def _printed(value: Cell) -> str | int | float | None:
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else value
