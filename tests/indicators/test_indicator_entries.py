"""Every indicator's entry says what its model does. No database: the files themselves are read."""

from __future__ import annotations

import ast
import csv
import re
from typing import Any

import pytest
from pydantic import ValidationError

from dagster_project.lib.indicator_meta import Indicator, IndicatorMeta, read_indicator, read_indicators
from dagster_project.settings import SEEDS_DIR

INDICATORS = read_indicators()
BY_NAME = pytest.mark.parametrize("indicator", INDICATORS, ids=[i.name for i in INDICATORS])

FINAL_MACROS = (
    "ratio_indicator|pooled_indicator|count_indicator|indicator_rows|school_flag_indicator|quartile_colour_indicator"
    "|quartile_flag_indicator|index_target_indicator"
)
CALL = re.compile(rf"\{{\{{\s*(?:{FINAL_MACROS})\(([^{{}}]*)\)\s*\}}\}}")

# Codes of the source documents' catalogue this warehouse promises; a letter after the code marks a variant of it.
PROMISED = [
    *(f"T{n}" for n in range(26, 37)),
    *("S01", "S02", "S05", "S08"),
    *(f"K0{n}" for n in range(1, 7)),
    *("M01", "M02", "M03", "M04", "M18", "I05"),
]
TARGETS = {code: (">=", 10 if code in ("T27", "T29") else 75) for code in PROMISED if code.startswith("T")}

GOOD: dict[str, Any] = {
    "code": "V99",
    "label_ru": "Проверочный показатель",
    "short_label_ru": "Проверка",
    "family": "vpr",
    "unit": "%",
    "decimals": 1,
    "direction": "higher",
    "levels": ["school"],
    "sources": ["vpr_work"],
    "subjects": ["ru"],
    "grades": "all",
    "counts": "works",
    "hidden_with": "vpr",
    "formula_ru": "100 × а ÷ б",
    "source_document": "003",
    "source_clause": "Раздел 1",
    "basis": "seed",
    "target_kind": "value",
    "target_op": ">=",
    "target_value": 75,
    "parameters": [],
    "why_ru": "Для проверки",
    "valid_from_year": 2021,
    "owner": "data-engineering",
    "checked_by": "methodology",
    "next_review": "2027-09-01",
}


def macro_call(indicator: Indicator) -> str:
    calls = CALL.findall(indicator.sql)
    assert len(calls) == 1, f"{indicator.path.stem}.sql must end in one of {FINAL_MACROS}"
    return str(calls[0])


def list_argument(call: str, name: str) -> Any:
    found = re.search(rf"\b{name}=(\[[^\]]*\])", call)
    return ast.literal_eval(found.group(1)) if found else "all"


def test_a_good_entry_is_accepted() -> None:
    assert IndicatorMeta.model_validate(GOOD).target_value == 75


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("colour", "green"),
        ("label_ru", "Quality share"),
        ("unit", "percent"),
        ("family", "unknown"),
        ("direction", "up"),
        ("basis", "guess"),
        ("subjects", ["math"]),
        ("grades", [12]),
        ("grades", []),
        ("levels", ["class"]),
        ("sources", []),
        ("sources", ["nothing"]),
        ("source_document", "005"),
        ("decimals", "1"),
        ("target_op", None),
        ("target_kind", "none"),
        ("target_kind", "dynamics"),
        ("code", "vpr"),
        ("next_review", "soon"),
        ("parameters", ["Порог"]),
    ],
)
def test_a_wrong_entry_is_refused(key: str, value: object) -> None:
    with pytest.raises(ValidationError):
        IndicatorMeta.model_validate({**GOOD, key: value})


@pytest.mark.parametrize("key", sorted(set(GOOD) - {"target_op", "target_value"}))
def test_every_required_field_is_required(key: str) -> None:
    with pytest.raises(ValidationError):
        IndicatorMeta.model_validate({k: v for k, v in GOOD.items() if k != key})


def test_the_yml_describes_the_model_of_its_name(tmp_path: Any) -> None:
    wrong = tmp_path / "ind_one.yml"
    wrong.write_text("models: [{name: ind_two}]")
    with pytest.raises(ValueError, match="must describe the model ind_one"):
        read_indicator(wrong)


def test_a_model_without_yml_is_refused(tmp_path: Any) -> None:
    (tmp_path / "ind_one.sql").write_text("select 1")
    with pytest.raises(ValueError, match=r"no yml beside: ind_one\.sql"):
        read_indicators(tmp_path)


@pytest.mark.parametrize("field", ["code", "label_ru", "short_label_ru"])
def test_names_people_see_are_unique(field: str) -> None:
    seen: dict[str, list[str]] = {}
    for indicator in INDICATORS:
        seen.setdefault(getattr(indicator.meta, field), []).append(indicator.name)
    assert {text: names for text, names in seen.items() if len(names) > 1} == {}


def test_every_promised_code_is_there() -> None:
    codes = {i.meta.code for i in INDICATORS}
    missing = [p for p in PROMISED if not any(re.fullmatch(rf"{p}[A-Z]?", code) for code in codes)]
    assert missing == []


def test_targets_are_those_of_document_003() -> None:
    stated = {i.meta.code: (i.meta.target_op, i.meta.target_value) for i in INDICATORS if i.meta.code in TARGETS}
    assert stated == TARGETS


@BY_NAME
def test_the_id_is_the_same_everywhere(indicator: Indicator) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", indicator.name)
    assert macro_call(indicator).split(",")[0].strip() == f"'{indicator.name}'"
    assert indicator.path.parent.name == indicator.meta.family


@BY_NAME
def test_scope_of_the_entry_is_scope_of_the_model(indicator: Indicator) -> None:
    call = macro_call(indicator)
    assert indicator.meta.subjects == list_argument(call, "subjects")
    assert indicator.meta.grades == list_argument(call, "grades")
    if "levels=" in call:
        assert indicator.meta.levels == list_argument(call, "levels")


@BY_NAME
def test_the_scale_is_stated_where_results_are_judged(indicator: Indicator) -> None:
    """A model that hides what it cannot judge names the scale, and every model over marks of ВПР does hide it."""
    hides = "gaps=true" in indicator.sql
    reads_another = re.search(r"index_model|'ind_|index_id=", indicator.sql) is not None
    assert indicator.meta.scale is None or hides or reads_another
    assert not hides or indicator.meta.scale is not None
    pools = re.search(r"(ratio|pooled)_indicator\(", indicator.sql) is not None
    judged = (
        re.search(r"\b(marked_count|journal_both_count|ege_judged_count|passed_count)\b", indicator.sql) is not None
    )
    if pools and judged and "agg_journal_mark" not in indicator.sql:
        assert hides


@BY_NAME
def test_the_indicator_has_unit_tests_of_its_own(indicator: Indicator) -> None:
    assert indicator.unit_tests
    for test in indicator.unit_tests:
        assert test["model"] == f"ind_{indicator.name}"
        assert test["name"].startswith(f"{indicator.name}__")
        assert test["expect"].get("rows"), f"{test['name']} expects nothing"


@BY_NAME
def test_parameters_used_are_parameters_stated(indicator: Indicator) -> None:
    with (SEEDS_DIR / "thresholds" / "parameter.csv").open(encoding="utf-8") as file:
        known = {row["parameter_id"] for row in csv.DictReader(file)}
    used = set(re.findall(r"param\('(\w+)'\)", indicator.sql))
    assert used <= set(indicator.meta.parameters) <= known


@BY_NAME
def test_sql_has_no_cyrillic_outside_comments(indicator: Indicator) -> None:
    code = re.sub(r"\{#.*?#\}|--[^\n]*", "", indicator.sql, flags=re.DOTALL)
    assert re.findall(r"[А-Яа-яЁё]+", code) == []
