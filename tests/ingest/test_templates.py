"""Every template: what its contract says, taken by the gate as it is handed out and as a person fills it in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dagster_project.lib.contract import Contract, load_catalogue
from dagster_project.lib.templates import EXAMPLE_LOGIN, HELP, LISTS, SHEET, with_template, write_template
from dagster_project.lib.text import header_key
from tests.ingest.conftest import Lake

CONTRACTS = {contract.layout: contract for contract in with_template(load_catalogue())}
REAL_LOGIN = "edu990001"


@pytest.fixture(params=sorted(CONTRACTS))
def contract(request: pytest.FixtureRequest) -> Contract:
    return CONTRACTS[request.param]


def _lists(book: Any) -> dict[int, list[str]]:
    """Words of each drop-down of the register, by column number from 1, read through the ranges of its rules."""
    found = {}
    for rule in book[SHEET].data_validations.dataValidation:
        if rule.type == "list":
            match = re.fullmatch(rf"{LISTS}!\$([A-Z]+)\$2:\$\1\$([0-9]+)", rule.formula1)
            assert match, rule.formula1
            cells = book[LISTS][f"{match[1]}2:{match[1]}{match[2]}"]
            (area,) = rule.sqref.ranges
            assert (area.min_row, area.max_row) == (2, 2001)
            found[area.min_col] = [row[0].value for row in cells]
    return found


def test_header_lists_and_help_are_those_of_the_contract(contract: Contract, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_template(contract, tmp_path / "t.xlsx"))
    columns = contract.sheets[0].form_columns
    sheet = book[SHEET]
    assert [cell.value for cell in sheet[1]] == [column.title for column in columns]
    assert sheet.freeze_panes == "A2" and book[LISTS].sheet_state == "hidden"
    lists = _lists(book)
    assert set(lists) == {number for number, column in enumerate(columns, start=1) if column.values}
    for number, words in lists.items():
        values = columns[number - 1].values
        assert sorted(values[word] for word in words) == sorted(set(values.values()))
    colours = {sheet.cell(1, n).fill.fgColor.rgb[2:]: c.required for n, c in enumerate(columns, start=1)}
    assert colours in ({"F8CBAD": True, "EDEDED": False}, {"F8CBAD": True})
    told = {row[0]: row[1:3] for row in book[HELP].iter_rows(values_only=True) if row[1]}
    assert [told[column.title][0] for column in columns] == ["да" if c.required else "нет" for c in columns]
    assert all(re.search("[а-я]", told[column.title][1]) for column in columns)


def test_dates_and_texts_keep_their_kind_in_excel(contract: Contract, tmp_path: Path) -> None:
    """Without a text format Excel makes a date of «Март 2021» and of item «1.1»."""
    sheet = openpyxl.load_workbook(write_template(contract, tmp_path / "t.xlsx"))[SHEET]
    for number, column in enumerate(contract.sheets[0].form_columns, start=1):
        wanted = {"date": "dd.mm.yyyy", "number": "General", "year": "0"}.get(column.read, "@")
        letter = openpyxl.utils.get_column_letter(number)
        assert sheet.column_dimensions[letter].number_format == wanted, column.name
        if sheet.cell(2, number).value is not None:
            assert sheet.cell(2, number).number_format == wanted, column.name


def test_as_handed_out_it_is_recognised_and_holds_no_data(contract: Contract, lake: Lake) -> None:
    write_template(contract, lake.landing / "Шаблон.xlsx")
    (outcome,) = lake.ingest().outcomes
    assert (outcome.status, outcome.layout) == ("accepted", contract.layout)
    assert (outcome.rows_read, outcome.rows_accepted, outcome.rows_excluded) == (1, 0, 1)
    assert [row["rule"] for row in lake.findings()] == ["excluded_example_row"]


def test_a_filled_row_is_accepted_without_a_remark(contract: Contract, lake: Lake) -> None:
    path = write_template(contract, lake.landing / "Заполнено.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    for number in range(1, sheet.max_column + 1):
        value = sheet.cell(2, number).value
        sheet.cell(3, number, REAL_LOGIN if value == EXAMPLE_LOGIN else value)
        sheet.cell(3, number).number_format = sheet.cell(2, number).number_format
    book.save(path)
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_accepted, outcome.rows_quarantined, outcome.rows_excluded) == (1, 0, 1), lake.quarantine()
    assert [row["rule"] for row in lake.findings()] == ["excluded_example_row"]
    (row,) = lake.rows(contract.dataset)
    assert contract.template is not None
    for column in contract.sheets[0].form_columns:
        told = contract.template.example.get(column.name)
        assert (row[column.name] is None) == (told is None), column.name
        if column.values and told is not None:
            spelled = {header_key(spelling): value for spelling, value in column.values.items()}
            assert row[column.name] == spelled[header_key(str(told))]


def test_every_required_column_has_an_example(contract: Contract) -> None:
    assert contract.template is not None
    missing = [
        c.name for c in contract.sheets[0].form_columns if c.required and c.name not in contract.template.example
    ]
    unknown = set(contract.template.example) - {column.name for column in contract.sheets[0].form_columns}
    assert (missing, unknown) == ([], set())
    assert set(contract.template.columns_ru) <= {column.name for column in contract.sheets[0].form_columns}


def test_a_layout_without_a_template_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="vpr_region_2021 has no template"):
        write_template(load_catalogue().by_layout("vpr_region_2021"), tmp_path / "t.xlsx")
