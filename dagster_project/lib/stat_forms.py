"""Sections, lines and graphs of ФСН № ОО-1 and ОО-2, from the seeds that also feed the warehouse."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache

from dagster_project.settings import SEEDS_DIR

FORM_TITLES = {"oo1": "ОО-1", "oo2": "ОО-2"}
HEADER = ("Наименование показателей", "№ строки", "Код ОКЕИ")
CONSOLIDATED = ("Логин ОО", "Наименование ОО", "Муниципалитет")
TITLE_LOGIN, TITLE_SCHOOL, TITLE_YEAR = "Логин ОО:", "Наименование образовательной организации:", "Отчётный год:"


@dataclass(frozen=True)
class Line:
    """One line («строка»); `not_applicable` are its graphs with «х»."""

    code: str
    name: str
    okei: str
    not_applicable: frozenset[int]


@dataclass(frozen=True)
class Section:
    """One section («раздел») of a form: its lines and its graphs (number → name)."""

    form: str
    number: str
    name: str
    lines: tuple[Line, ...]
    graphs: dict[int, str]

    @property
    def sheet_name(self) -> str:
        return f"{FORM_TITLES[self.form]} {self.number}"


def _rows(name: str) -> list[dict[str, str]]:
    with (SEEDS_DIR / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=1)
def form_sections() -> tuple[Section, ...]:
    """All sections of both forms in the order of the seeds."""
    lines, graphs = _rows("stat_form_line"), _rows("stat_form_column")
    return tuple(
        Section(
            row["form_code"],
            row["section"],
            row["section_name"],
            tuple(
                Line(
                    line["row_code"],
                    line["row_name"],
                    line["okei"],
                    frozenset(map(int, filter(None, line["x_columns"].split(";")))),
                )
                for line in lines
                if (line["form_code"], line["section"]) == (row["form_code"], row["section"])
            ),
            {
                int(graph["column_no"]): graph["column_name"]
                for graph in graphs
                if (graph["form_code"], graph["section"]) == (row["form_code"], row["section"])
            },
        )
        for row in _rows("stat_form_section")
    )


def controls_of(form: str) -> list[tuple[str, str]]:
    """Control sums of `oo1` or `oo2`: section and what must hold."""
    return [(row["section"], row["label_ru"]) for row in _rows("stat_form_control") if row["form_code"] == form]


def sections_of(form: str) -> list[Section]:
    """Sections of `oo1` or `oo2`."""
    return [section for section in form_sections() if section.form == form]
