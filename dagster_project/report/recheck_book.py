"""The workbook of a re-check: cover, grounds, and the protocol in the form its contract reads."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from dagster_project.lib.contract import load_catalogue
from dagster_project.lib.templates import SHEET
from dagster_project.report.recheck import RecheckPackage

COVER, GROUNDS = "Титул", "Основания"
_LIST_UP_TO = 10
_HOW = (
    "Лист «Реестр» — протокол: впишите второй балл по каждому заданию, которое перепроверили, дату и код эксперта.",
    "Второй балл — от 0 до наибольшего за задание. Пустой второй балл — задание не перепроверяли.",
    "Дата перепроверки нужна в каждой строке, которую загружают.",
    "Первые баллы взяты из выгрузки ВПР: не меняйте их.",
    "Имён в пакете нет: работы названы кодами участников. Эксперты указываются кодами.",
    "Заполненный файл положите в папку выгрузок как есть.",
)
_STRATUM_HEAD = (
    ("school_name", "Школа", 40),
    ("subject_name", "Предмет", 20),
    ("grade", "Класс", 8),
    ("participant_count", "Участников", 12),
    ("sampled_count", "Работ в выборке", 12),
    ("grounds_ru", "Основания (004, п. 6.3)", 70),
    ("markers_ru", "Собственные маркеры (не основание)", 50),
)


def write_recheck_book(package: RecheckPackage, path: Path) -> Path:
    """Write the package; the folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": f"Перепроверка работ ВПР {package.year}", "comments": "recheck_protocol"})
        cover, grounds, protocol = (book.add_worksheet(name) for name in (COVER, GROUNDS, SHEET))
        _write_cover(book, cover, package)
        _write_grounds(book, grounds, package)
        _write_protocol(book, protocol, package)
    return path


def _write_cover(book: Any, sheet: Any, package: RecheckPackage) -> None:
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    first = package.works[0]
    due = f"{package.due_date:%d.%m.%Y}" if package.due_date else "неизвестен: школ муниципалитета нет в графике ВПР"
    facts: list[tuple[str, object]] = [
        ("Муниципалитет", f"{package.municipality_name} ({package.municipality_code})"),
        ("Год", package.year),
        ("Срок перепроверки (004, п. 6.5)", due),
        ("Работ участников ВПР", package.work_count),
        ("Требуется перепроверить (004, п. 6.4)", package.required_count),
        ("Работ в выборке", len(package.works)),
        ("Зерно случайного отбора", first["seed"]),
        ("Доля по порядку, %", first["share_pct"]),
        ("Работ на школу, предмет и класс, не меньше", first["min_per_stratum"]),
        ("У границы отметки: баллов ниже", first["boundary_below"]),
        ("У границы отметки: баллов выше", first["boundary_above"]),
    ]
    sheet.set_column(0, 0, 48)
    sheet.set_column(1, 1, 70)
    sheet.write_string(0, 0, "Муниципальная перепроверка работ ВПР", bold)
    for number, (name, value) in enumerate(facts, start=2):
        sheet.write_string(number, 0, name)
        sheet.write(number, 1, value, wrap)
    for number, text in enumerate(_HOW, start=len(facts) + 3):
        sheet.merge_range(number, 0, number, 1, text, wrap)


def _write_grounds(book: Any, sheet: Any, package: RecheckPackage) -> None:
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top", "bg_color": "#EDEDED"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    for number, (name, title, width) in enumerate(_STRATUM_HEAD):
        sheet.set_column(number, number, width, wrap)
        sheet.write_string(0, number, title, head)
        for row, stratum in enumerate(package.strata, start=1):
            sheet.write(row, number, stratum[name])
    start = len(package.strata) + 2
    titles = ("Школа", "Предмет", "Класс", "Код участника", "Первый балл", "Почему в выборке")
    for number, title in enumerate(titles):
        sheet.write_string(start, number, title, head)
    for row, work in enumerate(package.works, start=start + 1):
        names = ("school_name", "subject_name", "grade", "participant_code", "primary_score", "reason_ru")
        for number, name in enumerate(names):
            sheet.write(row, number, work[name])


def _write_protocol(book: Any, sheet: Any, package: RecheckPackage) -> None:
    """Header of the contract, a row per task; only the columns the commission fills in are unlocked in colour."""
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top", "bg_color": "#EDEDED"})
    fill_head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top", "bg_color": "#F8CBAD"})
    to_fill = {
        "recheck_date": book.add_format({"num_format": "dd.mm.yyyy", "bg_color": "#FFF2CC"}),
        "second_score": book.add_format({"bg_color": "#FFF2CC"}),
        "expert_code": book.add_format({"num_format": "@", "bg_color": "#FFF2CC"}),
    }
    columns = load_catalogue().by_layout("recheck_protocol").sheets[0].form_columns
    place = {column.name: number for number, column in enumerate(columns)}
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, 14)
        sheet.write_string(0, number, column.title, fill_head if column.name in to_fill else head)
    row = 0
    for row, (values, maximum) in enumerate(package.protocol_rows(), start=1):
        for name, value in values.items():
            sheet.write(row, place[name], value)
        for name, look in to_fill.items():
            sheet.write_blank(row, place[name], None, look)
        sheet.data_validation(row, place["second_score"], row, place["second_score"], _limits(maximum))
    first_day = {"validate": "date", "criteria": ">=", "value": datetime(package.year, 1, 1)}
    sheet.data_validation(1, place["recheck_date"], max(row, 1), place["recheck_date"], first_day)


def _limits(maximum: int | None) -> dict[str, Any]:
    told = {"error_title": "Второй балл", "error_message": f"Целое число от 0 до {maximum}."}
    if maximum is None:
        return {"validate": "integer", "criteria": ">=", "value": 0}
    if maximum <= _LIST_UP_TO:
        return {"validate": "list", "source": [str(points) for points in range(maximum + 1)], **told}
    return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": maximum, **told}
