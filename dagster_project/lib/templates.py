"""Fill-in templates for registers that no system exports: all they show comes from the contract of the layout."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from dagster_project.lib.contract import Catalogue, Column, Contract, SheetContract, Template
from dagster_project.lib.text import moment

SHEET, LISTS, HELP = "Реестр", "Списки", "Как заполнять"
EXAMPLE_LOGIN = "edu000000"
_LAST_ROW = 2000
_FIRST_DAY, _LAST_DAY = date(2010, 1, 1), date(2040, 12, 31)
_LARGEST = 1_000_000_000

_HOW_BY_NAME = {"owner_code": "Логин ОО, код муниципалитета (reg99_m001) или две цифры региона."}
_HOW = {
    "year": "Год, которым заканчивается учебный год: 2021/22 записывается как 2022.",
    "login": "Логин в ФИС ОКО: sch, edu, ksh или spo и шесть цифр.",
    "date": "Дата, например 15.03.2022.",
    "number": "Число.",
    "yes_no": "«да» или «нет».",
    "list": "Выберите из списка.",
    "term": "Срок словами или датой: «Октябрь-декабрь 2023г», «15.03.2022», «В течение года»; можно оставить пустым.",
    "code": "Код, не имя: например У-0001. По нему узнают одного и того же человека в разных файлах.",
    "text": "Текст.",
}
_GENERAL = (
    "Заполняйте лист «Реестр» с третьей строки; первую строку (заголовок) не меняйте и не переставляйте слова в ней.",
    "Столбцы с оранжевым заголовком обязательны, со светло-серым — по возможности.",
    "Имена обучающихся, педагогов и родителей не указывают: только коды.",
    f"Серая строка с логином {EXAMPLE_LOGIN} — пример, при загрузке она пропускается; её можно удалить.",
    "Исправленный файл присылайте целиком: он заменит то, что прислали раньше.",
)


def with_template(catalogue: Catalogue) -> list[Contract]:
    """Contracts that have a template, in order of layout."""
    return [contract for contract in catalogue.contracts if contract.template]


def write_template(contract: Contract, path: Path) -> Path:
    """Write the xlsx template of a layout: register with an example, drop-down lists, help.

    Raises:
        ValueError: the contract has no template.
    """
    if contract.template is None:
        raise ValueError(f"{contract.layout} has no template")
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": contract.title_ru, "comments": f"{contract.layout} {contract.version}"})
        _Book(book, contract, contract.template).write()
    return path


class _Book:
    """The three sheets of one template."""

    def __init__(self, book: Any, contract: Contract, template: Template) -> None:
        self.book, self.contract, self.template = book, contract, template
        self.spec: SheetContract = contract.sheets[0]
        head = {"bold": True, "border": 1, "text_wrap": True, "valign": "top"}
        self.required = book.add_format({**head, "bg_color": "#F8CBAD"})
        self.optional = book.add_format({**head, "bg_color": "#EDEDED"})

    def write(self) -> None:
        register, help_sheet, lists = (self.book.add_worksheet(name) for name in (SHEET, HELP, LISTS))
        register.freeze_panes(1, 0)
        list_number = 0
        for number, column in enumerate(self.spec.form_columns):
            kind = self._kind(column)
            cells = self.book.add_format({"num_format": _NUMBER_FORMAT.get(kind, "@")})
            register.set_column(number, number, _width(column, kind), cells)
            register.write_string(0, number, column.title, self._head(column))
            self._write_example(register, number, column, kind)
            rule = _rule(kind)
            if column.words:
                rule |= {"validate": "list", "source": _write_list(lists, list_number, column)}
                list_number += 1
            if rule:
                rule |= {"input_title": column.title[:32], "input_message": self._how(column)[:255]}
                register.data_validation(1, number, _LAST_ROW, number, rule)
        lists.hide()
        self._write_help(help_sheet)

    def _head(self, column: Column) -> Any:
        return self.required if column.required else self.optional

    def _kind(self, column: Column) -> str:
        if column.values:
            return "yes_no" if column.read == "yes_no" else "list"
        term = any(other.read == "term_from" and other.title == column.title for other in self.spec.columns)
        return "term" if term else column.read

    def _how(self, column: Column) -> str:
        told = self.template.columns_ru.get(column.name) or _HOW_BY_NAME.get(column.name)
        return told or _HOW.get(self._kind(column), _HOW["text"])

    def _write_example(self, register: Any, row_column: int, column: Column, kind: str) -> None:
        look = {"italic": True, "font_color": "#7F7F7F", "num_format": _NUMBER_FORMAT.get(kind, "@")}
        value = self.template.example.get(column.name)
        day = moment(value) if kind == "date" and isinstance(value, str) else None
        if day:
            register.write_datetime(1, row_column, datetime.fromisoformat(day), self.book.add_format(look))
        elif value is not None:
            register.write(1, row_column, value, self.book.add_format(look))

    def _write_help(self, sheet: Any) -> None:
        bold, wrap = self.book.add_format({"bold": True}), self.book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 1, 16)
        sheet.set_column(2, 2, 90)
        sheet.write_string(0, 0, self.contract.title_ru, bold)
        titles = {column.name: column.title for column in self.spec.columns}
        key = ", ".join(f"«{titles[name]}»" for name in self.spec.key if name in titles)
        lines = [*self.template.help_ru, f"Одна строка на каждое сочетание столбцов: {key}.", *_GENERAL]
        for row, line in enumerate(lines, start=1):
            sheet.write_string(row, 0, line)
        top = len(lines) + 2
        for number, title in enumerate(("Столбец", "Обязателен", "Что писать")):
            sheet.write_string(top, number, title, self.optional)
        for row, column in enumerate(self.spec.form_columns, start=top + 1):
            sheet.write_string(row, 0, column.title, self._head(column))
            sheet.write_string(row, 1, "да" if column.required else "нет", wrap)
            words = f" Значения: {'; '.join(column.words)}." if self._kind(column) == "list" else ""
            sheet.write_string(row, 2, self._how(column) + words, wrap)


_NUMBER_FORMAT = {"date": "dd.mm.yyyy", "number": "General", "year": "0"}


def _width(column: Column, kind: str) -> int:
    if kind in _NUMBER_FORMAT or kind == "yes_no":
        return 14
    longest = max((len(word) for word in column.words), default=0)
    return min(max(len(column.title) + 2, longest + 4, 16), 44)


def _rule(kind: str) -> dict[str, Any]:
    """What Excel lets a person type; text is free."""
    if kind == "date":
        rule: dict[str, Any] = {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
    elif kind == "year":
        years = {"minimum": _FIRST_DAY.year, "maximum": _LAST_DAY.year}
        rule = {"validate": "integer", "criteria": "between", **years}
    elif kind == "number":
        rule = {"validate": "decimal", "criteria": "between", "minimum": -_LARGEST, "maximum": _LARGEST}
    elif kind in ("list", "yes_no"):
        rule = {}
    else:
        return {}
    return rule | {"error_title": "Значение не подходит", "error_message": _HOW[kind]}


def _write_list(lists: Any, number: int, column: Column) -> str:
    """Words of a drop-down on the hidden sheet (Excel limits a list inside the rule to 255 characters): its range."""
    lists.write_string(0, number, column.title)
    for row, word in enumerate(column.words, start=1):
        lists.write_string(row, number, word)
    letters = xlsxwriter.utility.xl_col_to_name(number, col_abs=True)
    return f"={LISTS}!{letters}$2:{letters}${len(column.words) + 1}"
