"""Fill-in books of ФСН № ОО-1 and ОО-2: a sheet per section, «х» where nothing applies, help with an example."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

from dagster_project.lib.contract import Catalogue, Contract
from dagster_project.lib.stat_forms import (
    HEADER,
    TITLE_LOGIN,
    TITLE_SCHOOL,
    TITLE_YEAR,
    Section,
    controls_of,
    sections_of,
)

HELP = "Как заполнять"
_GENERAL = (
    "Один файл — одна школа. Наименование, логин и год пишут один раз, на первом листе.",
    "Отчётный год: ОО-1 — год, на 20 сентября которого подсчитано; ОО-2 — год, за который отчитываются.",
    "В ячейках только числа. «х» — показатель неприменим, не меняйте. Пустая ячейка — явления нет.",
    "Не переименовывайте листы, не меняйте номера строк и граф: по ним форму узнают.",
    "Исправленную форму присылайте целиком: она заменит то, что прислали раньше.",
)
_EXAMPLE = (12, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0)
_FIRST_GRAPH = len(HEADER)


def form_contracts(catalogue: Catalogue) -> list[Contract]:
    """Contracts of statistical forms, in order of layout."""
    return [contract for contract in catalogue.contracts if contract.sheets[0].shape == "grid"]


def write_form_template(contract: Contract, path: Path) -> Path:
    """Write the book a school fills in.

    Args:
        contract: one of `form_contracts`.
    """
    form = contract.sheets[0].constants["form_code"]
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": contract.title_ru, "comments": f"{contract.layout} {contract.version}"})
        looks = {
            "head": book.add_format({"bold": True, "border": 1, "text_wrap": True, "bg_color": "#EDEDED"}),
            "asked": book.add_format({"border": 1, "bg_color": "#FFF2CC"}),
            "none": book.add_format({"border": 1, "align": "center", "font_color": "#7F7F7F"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for number, section in enumerate(sections_of(form)):
            _write_section(book.add_worksheet(section.sheet_name), section, looks, titled=number == 0)
        _write_help(book.add_worksheet(HELP), contract, form, looks)
    return path


def _write_section(sheet: Any, section: Section, looks: dict[str, Any], titled: bool) -> None:
    sheet.set_column(0, 0, 52)
    sheet.write_string(0, 0, f"Раздел {section.number}. {section.name}")
    top = 1
    for title in (TITLE_SCHOOL, TITLE_LOGIN, TITLE_YEAR, "Дата:") if titled else ():
        sheet.write_string(top, 0, title)
        sheet.write_blank(top, 1, None, looks["asked"])
        top += 1
    for column, label in enumerate(HEADER):
        sheet.write_string(top + 1, column, label, looks["head"])
    for column, (graph, name) in enumerate(section.graphs.items(), start=_FIRST_GRAPH):
        sheet.write_string(top, column, name, looks["head"])
        sheet.write_number(top + 1, column, graph, looks["head"])
    for row, line in enumerate(section.lines, start=top + 2):
        for column, text in enumerate((line.name, line.code, line.okei)):
            sheet.write_string(row, column, text, looks["wrap"])
        for column, graph in enumerate(section.graphs, start=_FIRST_GRAPH):
            if graph in line.not_applicable:
                sheet.write_string(row, column, "х", looks["none"])
            else:
                sheet.write_blank(row, column, None, looks["asked"])
                sheet.data_validation(
                    row,
                    column,
                    row,
                    column,
                    {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": "Только число, не меньше 0"},
                )


def _write_help(sheet: Any, contract: Contract, form: str, looks: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 90)
    lines = [contract.title_ru, *_GENERAL, "Контрольные соотношения:"]
    lines += [f"Раздел {section}: {label}" for section, label in controls_of(form)]
    section = sections_of(form)[0]
    lines.append(f"Пример, раздел {section.number}, строка {section.lines[0].code}:")
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, looks["wrap"])
    first = section.lines[0]
    for column, (graph, value) in enumerate(zip(section.graphs, _EXAMPLE, strict=False), start=1):
        sheet.write_number(len(lines), column, graph, looks["head"])
        sheet.write_number(len(lines) + 1, column, value)
    sheet.write_string(len(lines) + 1, 0, first.name)
