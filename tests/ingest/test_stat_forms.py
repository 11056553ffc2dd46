"""ФСН № ОО-1 and ОО-2: the book of a school and the consolidated table become one row per line and graph."""

from __future__ import annotations

import csv
from typing import Any

import openpyxl
import pytest

from dagster_project.generator import stat_form
from dagster_project.generator.region import SCHOOLS
from dagster_project.lib.contract import load_catalogue
from dagster_project.lib.form_templates import write_form_template
from dagster_project.lib.identify import Refusal
from dagster_project.lib.pipeline import identify
from dagster_project.lib.stat_forms import form_sections
from dagster_project.settings import SEEDS_DIR
from tests.ingest.conftest import Lake
from tests.ingest.files import write_xlsx

HEADER = ["Наименование показателей", "№ строки", "Код ОКЕИ", 3, 4, 5]
TITLE = [
    ["Раздел 2.6. Обучающиеся по сменам"],
    ["Наименование образовательной организации:", "МБОУ «СОШ № 1»"],
    ["Логин ОО:", "EDU990001 "],
    ["Отчётный год:", 2023.0],
    ["Дата:", "25.09.2023"],
]
NAMES = [None, None, None, "Всего", "1–4 классы", "5–9 классы"]
CELLS = ("section", "row_code", "column_no", "state", "value_raw")


def book(*lines: list[Any], title: list[list[Any]] = TITLE, header: list[Any] = HEADER) -> list[list[Any]]:
    return [*title, NAMES[: len(header)], header, *lines]


def cells(lake: Lake) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in CELLS) for row in lake.rows("stat_form_cell")]


def test_cells_have_a_state_and_the_title_speaks_for_every_sheet(lake: Lake) -> None:
    sheets = {
        "ОО-1 2.6": book(["Всего", 1, 792, 1234.5, "х", ""]),
        "ОО-1 2.7": book(["Подвоз", "02", "792", "1 234,5", "X", "-"], title=[]),
    }
    write_xlsx(lake.landing / "form.xlsx", sheets)
    (outcome,) = lake.ingest().outcomes
    assert (outcome.layout, outcome.year, outcome.rows_accepted) == ("form_oo1", 2023, 2)
    assert str(outcome.delivered_at) == "2023-09-25 00:00:00"
    assert cells(lake) == [
        ("2.6", "01", 3, "value", "1234.5"),
        ("2.6", "01", 4, "x", "х"),
        ("2.6", "01", 5, "blank", None),
        ("2.7", "02", 3, "value", "1234.5"),
        ("2.7", "02", 4, "x", "х"),
        ("2.7", "02", 5, "blank", "-"),
    ]
    rows = lake.rows("stat_form_cell")
    assert {(row["form_code"], row["login"], row["school_name"], row["year"]) for row in rows} == {
        ("oo1", "edu990001", "МБОУ «СОШ № 1»", 2023)
    }
    assert [row["_source_row"] for row in rows] == [8, 8, 8, 3, 3, 3]


def test_a_consolidated_table_holds_many_schools(lake: Lake) -> None:
    header = ["Логин ОО", "Наименование ОО", "Муниципалитет", *HEADER]
    lines = [[f"edu99000{n}", f"Школа {n}", "Район", "Кабинеты", "01", "642", n, 0, 0] for n in (1, 2)]
    write_xlsx(lake.landing / "all.xlsx", {"ОО-2 1.1": [["Отчётный год:", 2022], header, *lines]})
    (outcome,) = lake.ingest().outcomes
    assert (outcome.layout, outcome.year, outcome.rows_accepted) == ("form_oo2", 2022, 2)
    rows = lake.rows("stat_form_cell")
    found = {(row["form_code"], row["login"], row["school_name"], row["municipality_raw"]) for row in rows}
    assert found == {("oo2", f"edu99000{n}", f"Школа {n}", "Район") for n in (1, 2)}
    assert [row["value_raw"] for row in rows if row["column_no"] == 3] == ["1", "2"]


def test_what_is_no_number_is_named_with_its_graph_and_the_row_goes_on(lake: Lake) -> None:
    write_xlsx(lake.landing / "form.xlsx", {"ОО-1 2.6": book(["Всего", "01", "792", 5, "12 чел.", 7])})
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_accepted, outcome.rows_quarantined) == (1, 0)
    assert [(c[2], c[3]) for c in cells(lake)] == [(3, "value"), (4, "unreadable"), (5, "value")]
    (finding,) = lake.findings("cell_unreadable")
    assert (finding["column_name"], finding["value"], finding["source_row"]) == ("графа 4", "12 чел.", 8)


def test_repeated_and_numberless_lines_are_held_back_and_headings_are_not_data(lake: Lake) -> None:
    lines = [
        ["Всего", "01", "792", 5, 5, 0],
        ["в том числе:", "", "", "", "", ""],
        ["Всего", "1", "792", 6, 6, 0],
        ["Вторая", "", "792", 7, 7, 0],
        ["Третья", "3а", "792", 8, 8, 0],
    ]
    write_xlsx(lake.landing / "form.xlsx", {"ОО-1 2.6": book(*lines)})
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_read, outcome.rows_accepted, outcome.rows_quarantined, outcome.rows_excluded) == (5, 1, 3, 1)
    assert [row["rule"] for row in lake.quarantine()] == ["duplicate_line", "row_code_missing", "row_code_malformed"]
    assert [row["rule"] for row in lake.findings()] == ["excluded_heading_row"]


def test_a_form_without_login_or_year_is_held_back_with_advice(lake: Lake) -> None:
    line = ["Всего", "01", "792", 5, 5, 0]
    for name, kept in (("no_login", TITLE[3:]), ("no_year", TITLE[:3])):
        write_xlsx(lake.landing / f"{name}.xlsx", {"ОО-1 2.6": book(line, title=kept)})
    lake.ingest()
    assert [row["rule"] for row in lake.quarantine()] == ["login_missing", "year_missing"]
    assert "Логин ОО" in lake.quarantine()[0]["message"]


def test_the_name_of_the_sheet_tells_the_form_and_a_wrong_one_is_explained(lake: Lake) -> None:
    path = write_xlsx(lake.landing / "form.xlsx", {"Лист1": book(["Всего", "01", "792", 5, 5, 0])})
    answer = identify(path, lake.settings)
    assert isinstance(answer, Refusal) and answer.rule == "unknown_layout"
    assert "имя листа вида ОО-1 2.1.3" in answer.message


def test_a_table_without_graphs_is_refused(lake: Lake) -> None:
    path = write_xlsx(lake.landing / "form.xlsx", {"ОО-1 2.6": book(["Всего", "01", "792"], header=HEADER[:3])})
    answer = identify(path, lake.settings)
    assert isinstance(answer, Refusal) and answer.rule == "missing_column"


def test_the_generated_book_is_read_back_cell_by_cell(lake: Lake) -> None:
    told = stat_form.form_cells(1, "oo1", 2023, SCHOOLS[1])
    write_xlsx(lake.landing / "form.xlsx", stat_form.school_sheets("oo1", 2023, SCHOOLS[1], told, "25.09.2023"))
    (outcome,) = lake.ingest().outcomes
    assert outcome.rows_quarantined == 0 and lake.findings() == []
    for row in lake.rows("stat_form_cell"):
        if row["state"] == "value":
            wanted = told.get((row["section"], row["row_code"], row["column_no"]), 0)
            assert float(row["value_raw"]) == wanted, row


@pytest.mark.parametrize("layout", ["form_oo1", "form_oo2"])
def test_the_template_is_filled_and_taken_whole(lake: Lake, layout: str) -> None:
    contract = load_catalogue().by_layout(layout)
    path = write_form_template(contract, lake.landing / "form.xlsx")
    workbook = openpyxl.load_workbook(path)
    first, *others = workbook.worksheets
    for row, value in enumerate(["МБОУ «СОШ № 1»", "edu990001", 2023, "25.09.2023"], start=2):
        first.cell(row, 2, value)
    asked = 0
    for sheet in (first, *others[:-1]):
        header = next(row for row in sheet.iter_rows() if row[0].value == HEADER[0])
        assert all(cell.offset(-1).value for cell in header[3:]), "every graph has its name above it"
        for line in sheet.iter_rows(min_row=header[0].row + 1, min_col=4):
            for cell in line:
                if cell.value is None:
                    cell.value = 7
                    asked += 1
    workbook.save(path)
    (outcome,) = lake.ingest().outcomes
    assert (outcome.layout, outcome.year, outcome.rows_quarantined) == (layout, 2023, 0)
    assert lake.findings() == []
    rows = lake.rows("stat_form_cell")
    wanted = [section for section in form_sections() if layout == f"form_{section.form}"]
    assert {row["section"] for row in rows} == {section.number for section in wanted}
    assert sum(row["state"] == "value" for row in rows) == asked
    assert sum(row["state"] == "x" for row in rows) == sum(len(n.not_applicable) for s in wanted for n in s.lines)


def test_control_sums_name_lines_and_graphs_of_the_form() -> None:
    with (SEEDS_DIR / "reference" / "stat_form_control.csv").open(encoding="utf-8") as file:
        controls = {row["control_id"]: row for row in csv.DictReader(file)}
    with (SEEDS_DIR / "reference" / "stat_form_control_term.csv").open(encoding="utf-8") as file:
        terms = list(csv.DictReader(file))
    assert {term["control_id"] for term in terms} == set(controls)
    sections = {(section.form, section.number): section for section in form_sections()}
    for term in terms:
        control = controls[term["control_id"]]
        section = sections[control["form_code"], control["section"]]
        known = {line.code for line in section.lines} if control["axis"] == "row" else set(map(str, section.graphs))
        assert term["code"] in known, term
