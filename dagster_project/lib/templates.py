"""Fill-in templates for lists that no system exports."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

PROJECT_LISTS_RU = ("ШНОР", "500+", "Школы-лидеры")
EXAMPLE_LOGIN = "edu000000"
_HEADERS = ("Год", "Логин ОО", "Муниципалитет", "Наименование ОО", "Перечень")
_WIDTHS = (8, 14, 34, 60, 16)
_EXAMPLE = (
    2026,
    EXAMPLE_LOGIN,
    "Пример: Первомайский муниципальный район",
    "Пример: МБОУ «СОШ № 1»",
    PROJECT_LISTS_RU[0],
)
_HELP = (
    "Одна строка — одна школа в одном перечне одного года.",
    "Год — календарный год, в котором школа состояла в перечне.",
    "Логин ОО — логин в ФИС ОКО: sch, edu, ksh или spo и шесть цифр.",
    "Перечень выбирается из списка: ШНОР, 500+ или Школы-лидеры.",
    f"Строка с логином {EXAMPLE_LOGIN} — пример, при загрузке она пропускается.",
)
_LAST_ROW = 2000


def write_project_list_template(path: Path) -> None:
    """Write the xlsx template of layout `project_list`: header, example row, drop-down for «Перечень», help sheet."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Перечень школ")
        header = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True})
        example = book.add_format({"italic": True, "font_color": "#7F7F7F"})
        for column, (title, width) in enumerate(zip(_HEADERS, _WIDTHS, strict=True)):
            sheet.write(0, column, title, header)
            sheet.write(1, column, _EXAMPLE[column], example)
            sheet.set_column(column, column, width)
        sheet.data_validation(1, 4, _LAST_ROW, 4, {"validate": "list", "source": list(PROJECT_LISTS_RU)})
        sheet.freeze_panes(1, 0)
        help_sheet = book.add_worksheet("Как заполнять")
        help_sheet.set_column(0, 0, 90)
        for row, line in enumerate(_HELP):
            help_sheet.write(row, 0, line)
