"""The gate refuses exactly the rows that Great Expectations' own pandas engine refuses, suite by suite."""

from __future__ import annotations

import os
import re
from typing import Any

import pandas as pd
import pytest

from dagster_project.lib.columns import column_of
from dagster_project.lib.gate import Expectation, apply_suite, load_suite
from dagster_project.lib.lake_schema import DATASETS
from dagster_project.lib.register_schema import REGISTERS
from dagster_project.settings import GX_DIR

os.environ["GX_ANALYTICS_ENABLED"] = "false"
SUITES = sorted(path.stem for path in (GX_DIR / "expectations").glob("*.json"))
INTEGERS = {"year", "grade", "question_no", "task_no"}
VALUES: dict[str, list[Any]] = {
    "login": ["sch990001", "sch990001", "edu990002", "SCH990001", "sch99001", "sch9900012", None, "", "ksh990003\n"],
    "participant_code": ["50001", "50001", "50001", "12", "1234567", "5000а", None, "50 001", "50001\n"],
    "variant_raw": ["1", "0", "Var1", "var2", "отсутствовал", "ОТСУТствовал", None, "12", "1 "],
    "journal_mark_raw": ["2", "5", "6", "нет отметки", "НЕТ ОТМЕТКИ", "з", None, "4 ", "н/а"],
    "sex_raw": ["м", "Ж", "м.", "д", "4", "", None, "муж", "ж"],
    "t01": ["0", "10", "X", "Х", "не пройд.", "N", None, "?", "-1"],
    "t02": ["x", "х", "n", "не пройд", "H", "*", "100", "1.5", ""],
    "total_raw": ["0", "12.5", "-1", "12,5", None, "много", "9", "", "1e3"],
    "year": [2021, 2021, 2009, 2041, None, 2010, 2040, 2021, 2021],
    "grade": [1, 11, 0, 12, None, 5, 5, 5, 5],
    "list_kind": ["shnor", "project_500", "leader", "ШНОР", None, "", "shnor", "shnor", "shnor"],
    "group_kind": ["sample", "region", "municipality", "school", "pupil", None, "school", "school", ""],
    "category": ["total", "lowered", "confirmed", "raised", "всего", None, "total", "total", ""],
    "kind": ["kes", "kt", "ks", None, "", "kes", "kes", "kes", "kes"],
    "group_code": [None, None, "reg99_m001", "sch990001", "reg99_vpr_m001", "edu99", "", "reg99_m1", "edu990001"],
    "participant_count_raw": ["10", "0", "10.5", "1 000", None, "", "-1", "x", "7"],
}
VALUES["question_no"] = VALUES["task_no"] = [1, 2, 3, 4, 5, 6, 7, 8, None]
_DEFAULT = ["1", "2", "а", "", None, "1", "5", "-3.5", "Б"]


@pytest.fixture(scope="module")
def engine() -> Any:
    import great_expectations as gx

    context = gx.get_context(mode="ephemeral")
    asset = context.data_sources.add_pandas("gate").add_dataframe_asset("batch")
    return asset.add_batch_definition_whole_dataframe("whole")


def _frame(dataset: str) -> dict[str, list[Any]]:
    columns = {name: [*VALUES.get(name, _DEFAULT), *_sound_rows(dataset, name)] for name in DATASETS[dataset].names}
    for name in ("_import_id", "_source_sheet"):
        columns[name] = [name] * len(columns["_import_id"])
    return columns


def _sound_rows(dataset: str, column: str) -> list[Any]:
    """Of a register: a sound row, the same again, the same twice with every optional cell blank, two odd cells."""
    if dataset not in REGISTERS:
        return []
    sound: Any = 2022 if column == "year" else "5"
    for rule in load_suite(dataset):
        if rule.kwargs.get("column") == column:
            regex = rule.kwargs.get("regex", "")
            options = ["5", "edu990001", "reg99_m001", "2022-03-15"]
            sound = next((option for option in options if regex and re.search(regex, option)), sound)
            sound = rule.kwargs["value_set"][0] if "value_set" in rule.kwargs else sound
    required = any(r.kwargs.get("column") == column and r.type.endswith("not_be_null") for r in load_suite(dataset))
    blank = sound if required else None
    rows = [sound, sound, blank, blank]
    if column in INTEGERS:
        return [None if cell is None else int(cell) for cell in rows] + [0, 2041]
    return [*rows, "2022-02-31", "(скрыто)"]


def _gx_rows(engine: Any, dataset: str, columns: dict[str, list[Any]]) -> dict[str, tuple[bool, set[int]]]:
    from great_expectations.core import ExpectationSuite

    typed = {
        name: pd.array(values, dtype="Int64") if name in INTEGERS else pd.Series(values, dtype=object)
        for name, values in columns.items()
    }
    batch = engine.get_batch(batch_parameters={"dataframe": pd.DataFrame(typed)})
    rules = load_suite(dataset)
    suite = ExpectationSuite(name=f"{dataset}_parity", expectations=[rule.raw() for rule in rules])
    result = batch.validate(suite, result_format="COMPLETE")
    assert len(result.results) == len(rules)
    found = {}
    for item in result.results:
        assert not item.exception_info.get("raised_exception"), item.exception_info
        meta, kwargs = item.expectation_config.meta, item.expectation_config.kwargs
        key = f"{meta['rule']}:{kwargs.get('column', kwargs.get('column_list'))}"
        found[key] = (item.success, set(item.result.get("unexpected_index_list") or []))
    return found


def _key(rule: Expectation) -> str:
    return f"{rule.rule}:{rule.kwargs.get('column', rule.kwargs.get('column_list'))}"


def _with_first_of_each(rule: Expectation, rows: set[int], columns: dict[str, list[Any]]) -> set[int]:
    """GX names every member of a duplicate group; the gate keeps the first one."""
    keys = list(zip(*(columns[name] for name in rule.columns), strict=True))
    return rows | {keys.index(keys[row]) for row in rows}


@pytest.mark.parametrize("dataset", SUITES)
def test_same_failing_rows_as_great_expectations(engine: Any, dataset: str) -> None:
    columns = _frame(dataset)
    coded = {name: column_of([None if v is None else str(v) for v in values]) for name, values in columns.items()}
    outcomes = apply_suite(load_suite(dataset), coded, coded["_import_id"].codes >= 0)
    theirs = _gx_rows(engine, dataset, columns)
    assert len(outcomes) == len(theirs)
    failing = 0
    for outcome in outcomes:
        rows = set(outcome.rows.tolist())
        failing += len(rows)
        if outcome.expectation.type == "expect_compound_columns_to_be_unique":
            rows = _with_first_of_each(outcome.expectation, rows, columns)
        assert (not rows, rows) == theirs[_key(outcome.expectation)], _key(outcome.expectation)
    assert failing > 0
