"""Every rule of every register: one bad row is held back or remarked on by that rule, its neighbours go on."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from dagster_project.lib.contract import Contract, load_catalogue
from dagster_project.lib.gate import Expectation, load_suite
from dagster_project.lib.personal import hide_words
from dagster_project.lib.register_schema import REGISTERS
from tests.ingest.conftest import Lake
from tests.ingest.registers import CONTRACTS, filled, put_register, titles

NAME = "Сидорова-Тестова Мария Петровна"
LAYOUTS = sorted(CONTRACTS)


def _bad_cell(rule: Expectation) -> Any:
    """A value that breaks the rule, as a person could leave it in the cell."""
    column = rule.shown
    if rule.type.endswith("not_be_null"):
        return None
    if rule.type.endswith("be_between"):
        return 2009
    if rule.type.endswith("not_match_regex"):
        return NAME
    if rule.type.endswith("be_in_set"):
        return "как обычно"
    assert rule.type.endswith("match_regex"), rule.type
    return "31.02.2022" if "date" in column else 12 if column == "grade" else "школа №1"


def _bad_row(contract: Contract, rule: Expectation) -> dict[str, Any]:
    if rule.type.endswith("be_unique"):
        return filled(contract, 1)
    return filled(contract, 3, **{rule.shown: _bad_cell(rule)})


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_rule_finds_its_row_and_no_other(layout: str, lake: Lake) -> None:
    contract = CONTRACTS[layout]
    rules = {f"{rule.rule}.xlsx": rule for rule in load_suite(contract.dataset)}
    for name, rule in rules.items():
        put_register(lake, layout, [filled(contract, 1), filled(contract, 2), _bad_row(contract, rule)], name)
    outcomes = {outcome.source_file: outcome for outcome in lake.ingest().outcomes}
    held_back = {row["source_file"]: row for row in lake.quarantine()}
    remarks = {row["source_file"]: row for row in lake.findings()}
    assert len(held_back) == len(lake.quarantine()) and len(remarks) == len(lake.findings())
    for name, rule in rules.items():
        outcome, critical = outcomes[name], rule.severity == "critical"
        counts = (outcome.rows_accepted, outcome.rows_quarantined, outcome.rows_excluded)
        assert (outcome.rows_read, counts) == (3, (2, 1, 0) if critical else (3, 0, 0)), name
        remark = (held_back if critical else remarks)[name]
        assert (remark["rule"], remark["source_row"], remark["message"]) == (rule.rule, 4, rule.message_ru)
        assert remark["column_name"] == titles(layout)[rule.shown]
        assert remark["value"] == _shown(contract, rule)
    assert held_back.keys() | remarks.keys() == rules.keys()


def _shown(contract: Contract, rule: Expectation) -> str | None:
    """The value a remark shows; of a form that may have columns of names no words are shown."""
    value = _told(contract, rule)
    return hide_words(value) if contract.sheets[0].personal else value


def _told(contract: Contract, rule: Expectation) -> str | None:
    if rule.type.endswith("be_unique"):
        value = filled(contract, 1).get(rule.shown)
        column = next(column for column in contract.sheets[0].columns if column.name == rule.shown)
        return None if value is None else column.values.get(str(value), str(value))
    if rule.type.endswith("not_match_regex"):
        return "(скрыто)"
    bad = _bad_cell(rule)
    return None if bad is None else str(bad).replace(" ", "") if _is_login(contract, rule) else str(bad)


def _is_login(contract: Contract, rule: Expectation) -> bool:
    return next(column.read for column in contract.sheets[0].columns if column.name == rule.shown) == "login"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_missing_required_column_is_named(layout: str, lake: Lake) -> None:
    """Words that recognise the form are looked for by the refusal too: it names the layout and the column."""
    contract = CONTRACTS[layout]
    required = [column.title for column in contract.sheets[0].form_columns if column.required]
    for title in required:
        put_register(lake, layout, [filled(contract, 1)], f"без {required.index(title)}.xlsx")
        path = lake.landing / f"без {required.index(title)}.xlsx"
        book = openpyxl.load_workbook(path)
        sheet = book.active
        header = [cell.value for cell in sheet[1]]
        sheet.delete_cols(header.index(title) + 1)
        book.save(path)
    outcomes = lake.ingest().outcomes
    assert len(outcomes) == len(required)
    for outcome in outcomes:
        title = required[int(re.sub("[^0-9]", "", outcome.source_file))]
        assert outcome.status == "refused" and outcome.message is not None
        assert f"«{title}»" in outcome.message or f"«{title.lower()}»" in outcome.message
        assert f"«{contract.title_ru}»" in outcome.message


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_other_layout_may_be_taken_for_it(layout: str) -> None:
    """Its recognising words do not all stand in another form: that form without one column would become this one."""
    words = CONTRACTS[layout].sheets[0].token_keys
    others = [contract for contract in load_catalogue().contracts if contract.layout != layout]
    assert [c.layout for c in others if any(words <= sheet.known_keys for sheet in c.sheets)] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_date_column_refuses_days_that_do_not_exist(layout: str) -> None:
    dated = {column.name for column in CONTRACTS[layout].sheets[0].columns if column.read == "date"}
    rules = {rule.shown: rule for rule in load_suite(CONTRACTS[layout].dataset) if rule.rule.endswith("date_malformed")}
    assert rules.keys() == dated
    for rule in rules.values():
        fits = re.compile(rule.kwargs["regex"]).search
        assert fits("2024-02-29") and fits("2022-12-31")
        assert not any(map(fits, ("2022-02-31", "2023-02-29", "2022-04-31", "2022-13-01", "0022-03-15", "15.03.2022")))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_repeated_row_is_told_by_the_columns_of_the_key(layout: str) -> None:
    contract = CONTRACTS[layout]
    (rule,) = [rule for rule in load_suite(contract.dataset) if rule.type.endswith("be_unique")]
    key = [name for name in rule.columns if not name.startswith("_")]
    assert key == contract.sheets[0].key
    if contract.dataset in REGISTERS and rule.severity == "critical":
        assert rule.message_ru.endswith("совпали " + ", ".join(f"«{titles(layout)[name]}»" for name in key))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_code_of_a_person_is_guarded_against_names(layout: str) -> None:
    contract = CONTRACTS[layout]
    codes = {column.name for column in contract.sheets[0].columns if column.read == "code"}
    about = r"(?:pupil|teacher|expert|observer|participant|vpr|gia)_code|respondent_no"
    assert codes == {column.name for column in contract.sheets[0].columns if re.fullmatch(about, column.name)}
    guards = {rule.shown for rule in load_suite(contract.dataset) if rule.rule.endswith("_is_a_name")}
    assert guards == codes


def _everything_written(lake: Lake) -> list[str]:
    written = [str(pq.ParquetFile(part).read().to_pylist()) for part in lake.settings.home.rglob("*.parquet")]
    pages = [json.loads(page.read_text("utf-8")) for page in lake.settings.home.rglob("*.json")]
    return [*written, *map(str, pages)]


@pytest.mark.parametrize("name", [NAME, "Сидорова-Тестова", "Сидорова-Тестова М.П.", "М. П. Сидорова-Тестова"])
def test_a_name_in_place_of_a_code_is_written_nowhere(name: str, lake: Lake) -> None:
    contract = CONTRACTS["pupil_register"]
    rows = [filled(contract, 1), filled(contract, 2, pupil_code=name), filled(contract, 3, vpr_code=name)]
    put_register(lake, "pupil_register", rows)
    path = lake.landing / "Реестр.xlsx"
    book = openpyxl.load_workbook(path)
    width = book.active.max_column
    for number, text in enumerate(["Фамилия", name, name, name], start=1):
        book.active.cell(number, width + 1, text)
        book.active.cell(number + 1, width + 3, name)  # without a header, behind a gap
    book.save(path)
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_accepted, outcome.rows_quarantined) == (1, 2)
    assert [(row["rule"], row["value"]) for row in lake.quarantine()] == [
        ("pupil_code_is_a_name", "(скрыто)"),
        ("vpr_code_is_a_name", "(скрыто)"),
    ]
    (finding,) = lake.findings("unknown_column")
    assert finding["column_name"] == "Фамилия" and "не сохранён" in finding["message"]
    written = _everything_written(lake)
    assert any("edu990001" in text for text in written)
    assert [text for text in written if "Тестова" in text] == []


def test_a_full_name_in_a_shifted_row_is_hidden_too(lake: Lake) -> None:
    contract = CONTRACTS["pupil_register"]
    rows = [filled(contract, 1, grade=NAME), filled(contract, 2, study_form="Тестова М.П.")]
    put_register(lake, "pupil_register", rows)
    lake.ingest()
    found = [(row["rule"], row["value"], "скрыто" in row["row_json"]) for row in lake.quarantine()]
    assert found == [("grade_malformed", "(скрыто)", True), ("study_form_unknown", "(скрыто)", True)]
    assert [text for text in _everything_written(lake) if "Тестова" in text] == []


@pytest.mark.parametrize("code", ["У-0001", "50001", "П-01", "5А-12", "ABC-17", "Э1"])
def test_codes_of_people_are_taken_as_they_are(code: str, lake: Lake) -> None:
    contract = CONTRACTS["pupil_register"]
    put_register(lake, "pupil_register", [filled(contract, 1, pupil_code=code, vpr_code="нет")])
    (outcome,) = lake.ingest().outcomes
    assert outcome.rows_accepted == 1
    assert [(row["pupil_code"], row["vpr_code"]) for row in lake.rows("pupil_register")] == [(code, None)]


def test_spellings_of_yes_and_no(lake: Lake) -> None:
    contract = CONTRACTS["site_check"]
    yes = ["да", "Да", "ДА ", "+", 1, "1", "true", "ИСТИНА", "д", "имеется"]
    no = ["нет", "НЕТ", 0, "false", "Ложь", "н"]
    unclear = ["-", "—", "да?", 2]
    cells = [*yes, *no, *unclear]
    put_register(lake, "site_check", [filled(contract, n, is_actual=cell) for n, cell in enumerate(cells, start=1)])
    (outcome,) = lake.ingest().outcomes
    assert lake.column("site_check", "is_actual") == ["1"] * len(yes) + ["0"] * len(no)
    assert [row["value"] for row in lake.quarantine()] == ["-", "—", "да?", "2"]
    assert {row["rule"] for row in lake.quarantine()} == {"is_actual_unknown"}
    assert outcome.rows_quarantined == len(unclear)


def test_dates_as_excel_has_them_as_text_and_with_a_time(lake: Lake) -> None:
    contract = CONTRACTS["appeal_register"]
    cells = [
        date(2022, 4, 1),
        "01.04.2022",
        "1.4.2022",
        "2022-04-01",
        "01.04.2022 10:15",
        "1 апреля 2022 г.",
        "1.04.22",
    ]
    wrong = ["31.02.2022", "апрель 2022", 44652, "2022-02-31"]
    rows = [filled(contract, 1, appeal_no=str(n), received_date=cell) for n, cell in enumerate([*cells, *wrong])]
    put_register(lake, "appeal_register", rows)
    path = lake.landing / "Реестр.xlsx"
    book = openpyxl.load_workbook(path)
    book.active.append([2022, "edu990001", None, None, "ВПР", "99", datetime(2022, 4, 1, 10, 15), "да"])
    book.save(path)
    (outcome,) = lake.ingest().outcomes
    assert outcome.rows_accepted == len(rows) + 1
    told = lake.column("appeal_register", "received_date")
    assert told == ["2022-04-01"] * len(cells) + ["31.02.2022", "апрель 2022", "44652", "2022-02-31", "2022-04-01"]
    malformed = [row["value"] for row in lake.findings("received_date_malformed")]
    assert malformed == ["31.02.2022", "апрель 2022", "44652", "2022-02-31"]


def test_a_repeated_row_is_found_when_an_optional_part_of_the_key_is_blank(lake: Lake) -> None:
    contract = CONTRACTS["expert_register"]
    commission = {"subject_raw": None, "grade": None, "class_label": None}
    rows = [filled(contract, 1, **commission), filled(contract, 1), filled(contract, 1, **commission)]
    put_register(lake, "expert_register", rows)
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_accepted, outcome.rows_quarantined) == (2, 1)
    assert [(row["rule"], row["source_row"]) for row in lake.quarantine()] == [("duplicate_row", 4)]


def test_words_of_the_lists_are_read_whatever_the_case_and_blanks(lake: Lake) -> None:
    contract = CONTRACTS["staff_register"]
    cells = ["Учитель", " УЧИТЕЛЬ ", "Иной  педагогический\nработник", "руководитель"]
    rows = [filled(contract, 1, teacher_code=f"П-{n}", position_kind=cell) for n, cell in enumerate(cells)]
    put_register(lake, "staff_register", rows)
    lake.ingest()
    assert lake.column("staff_register", "position_kind") == ["teacher", "teacher", "other_teaching", "head"]


def test_a_csv_saved_by_excel_is_taken_as_well(lake: Lake) -> None:
    contract = CONTRACTS["decision_register"]
    put_register(lake, "decision_register", [filled(contract, 1)], "Решения.csv")
    (outcome,) = lake.ingest().outcomes
    assert (outcome.layout, outcome.rows_accepted) == ("decision_register", 1)
    (row,) = lake.rows("decision_register")
    assert (row["term_from"], row["term_to"], row["term_kind"]) == ("2023-09-01", "2023-11-30", "dated")
