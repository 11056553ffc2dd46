"""Synthetic exports of region 99, one builder per layout. Small enough to count by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

Rows = Sequence[Sequence[Any]]

HEADER_2021 = [
    "логин школы",
    "регион",
    "номер обучающегося",
    "код обучающегося",
    "отметка за предыдущую четверть/триместр",
    "пол",
    "класс",
    "вариант",
    "всего баллов",
    "балл за 1",
    "балл за 2",
    "балл за 3",
    "Учебник",
    "Др.уч. автор",
    "Др.уч. название",
]
NAME_2021 = "2021/5/Проведение работы по математике, 5 класс. ВПР 2021.xlsx"
TAGS = "99-RU-XXX,EAST,VPR_99,reg99_vpr_m007,reg99_vpr.2017.m007,vpr2020.ma5"
UPLOADED = "17.03.2022 05:09:18"
SCHOOL_2022 = ["edu990001", 99, "reg990000 | Край", "reg99_m001 | Первый район", "edu990001 | МБОУ «СОШ № 1»", UPLOADED]
HEADER_IDS_2022 = ["Пользователь", "Код региона", "Регион", "Муниципалитет", "Школа", "Дата загрузки"]
JOURNAL_HEADER = "Отметка за предыдущий триместр/ четверть/полугодие"


def work_2021(code: str, cells: Sequence[str] = ("1", "0", "2"), **other: str) -> list[str]:
    """One row of the 2021 layout; `other` overrides login, region, mark, sex, klass, variant, total, textbook."""
    cell = {"login": "sch990001", "region": "Первый район", "mark": "4", "sex": "м", "klass": "а", "variant": "1"}
    cell |= {"total": "3", "textbook": "Учебник 5 класс"} | other
    head = [cell["login"], cell["region"], "1", code, cell["mark"], cell["sex"], cell["klass"], cell["variant"]]
    return [*head, cell["total"], *cells, cell["textbook"], "", ""]


def table_2021(*works: Sequence[str], header: Sequence[str] = HEADER_2021) -> Rows:
    return [header, *works]


def absent_2021(code: str, variant: str = "отсутствовал") -> list[str]:
    return work_2021(code, ("", "", ""), mark="", sex="", klass="", variant=variant, total="", textbook="")


def table_2020(*works: Sequence[Any], tasks: int = 3, width: int = 6) -> Rows:
    """Header of 2020: «Учебник» stands in place of one a-N-grade."""
    names = [f"a-{n}-grade" for n in range(1, width + 1)]
    names[tasks] = "Учебник"
    return [["groups", "user", "id", "code", "otc", "gender", "klass", "var-1", "var-2", "sum", *names], *works]


def work_2020(code: float, cells: Sequence[Any] = ("1", "0", "X"), **other: Any) -> list[Any]:
    cell = {"groups": TAGS, "login": "sch990001", "mark": "4", "sex": "ж", "klass": "б", "variant": "1", "total": 1.0}
    cell |= {"var2": "", "tail": ["", "", ""]} | other
    head = [cell["groups"], cell["login"], 1.0, code, cell["mark"], cell["sex"], cell["klass"], cell["variant"]]
    return [*head, cell["var2"], cell["total"], *cells, *cell["tail"]]


def protocol_2022(*works: Sequence[Any], tasks: Sequence[str] = ("1 (1б)", "5(1) (1б)", "10К1 (2б)")) -> Rows:
    tail = ["Наименование класса", "Пол", JOURNAL_HEADER, "Итого баллов"]
    return [[*HEADER_IDS_2022, "Код", "Вариант", *tasks, *tail], *works]


def work_2022(code: float, cells: Sequence[Any] = (1.0, 0.0, 2.0), school: Sequence[Any] = SCHOOL_2022) -> list[Any]:
    return [*school, code, 1.0, *cells, "нет", "ж", 3.0, 3.0]


def classes_2022(*rows: Sequence[Any]) -> Rows:
    header = [
        *HEADER_IDS_2022,
        'Буква (цифра) класса. Введите "нет" - если отсутствует',
        "Основной учебник по предмету",
        "Другое (автор учебника)",
        "Другое (название учебника)",
    ]
    return [header, *(rows or [[*SCHOOL_2022, "нет", "ma5.8 | 1.2.4.1.8.1 | Автор Математика 5 класс", "", ""]])]


def title_block(report: str, about: str, maximum: int, date: str = "20.04.2026") -> list[list[Any]]:
    """Rows 1–7 above a FIS OKO table."""
    subject = about.split(" ", 2)[2].rsplit(" ", 2)[0]
    return [
        [report],
        [],
        [about],
        ["Предмет:", subject],
        ["Максимальный первичный балл:", maximum],
        ["Дата:", date],
        [],
    ]


INDIVIDUAL_HEADER = [
    "ОО",
    "Муниципалитет",
    "Название ОО",
    "Код участника",
    "Класс",
    "Вариант",
    "1 (2б)",
    "4К1 (3б)",
    "9.1 (1б)",
    "Первичный балл",
    "Отметка",
    "Отметка по журналу",
]
SCHOOL_NAME = "МБОУ «СОШ №1»(edu990001)"
INDIVIDUAL_LEVELS = ["", "", "Уровень сложности задания", "", "", "", "Б", "Б", "П"]


def individual(*pupils: Sequence[Any], about: str = "ВПР 2026 Русский язык 4 класс", section: bool = True) -> Rows:
    top = title_block("Индивидуальные результаты", about, 6)
    top[6] = INDIVIDUAL_LEVELS
    sections = [[f"{SCHOOL_NAME} | Кол-во участников: {len(pupils)}"]] if section else []
    return [*top, INDIVIDUAL_HEADER, *sections, *pupils]


def pupil(code: int, cells: Sequence[Any] = (2, 1, "X"), mark: int = 4, journal: Any = 4) -> list[Any]:
    return ["edu990001", "Первый муниципальный район", SCHOOL_NAME, code, 1, 1, *cells, 3, mark, journal]


def school_form(*works: Sequence[Any], blank_rows: int = 20) -> Rows:
    """The form to its last pre-formatted row, helper lists in columns P–U of the first rows."""
    header = [
        "Код участника",
        "Вариант",
        "1 (5б)",
        "4К1 (3б)",
        "Порядковый номер класса",
        JOURNAL_HEADER,
        "Итого баллов",
    ]
    blank: list[list[Any]] = [["", "", "", "", "", "", 0] for _ in range(blank_rows)]
    rows: list[list[Any]] = [[*row] for row in [*works, *blank]]
    for number, row in enumerate(rows[:4]):
        row.extend([""] * (15 - len(row)))
        row.extend([number, "X", 1, "X", 2, 0])
    return [header, *rows]


def write_xlsx(path: Path, sheets: dict[str, Rows], merge: Iterable[tuple[str, str, Any]] = ()) -> Path:
    """`merge`: (sheet, range, value) of merged cells."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell != "":
                        sheet.write(number, column, cell)
            for wanted, place, value in merge:
                if wanted == name:
                    sheet.merge_range(place, value)
    return path


def write_xls(path: Path, sheets: dict[str, Rows]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
    book.save(str(path))
    return path


def write_csv(path: Path, rows: Rows, *, encoding: str = "utf-8", delimiter: str = ";") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    path.write_bytes(buffer.getvalue().encode(encoding))
    return path
