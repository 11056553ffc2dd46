"""Inconsistencies X01–X32 of the documents: what is done about each, and that what proves it is really there.

Proofs in `edge_cases.csv`: `dbt:<unit test>`, `pytest:<file>::<test>`, `text:<file>#<text in it>`, separated by «; ».
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from dagster_project.lib.contract import load_catalogue
from dagster_project.lib.indicator_meta import read_indicators
from dagster_project.settings import DBT_DIR, REPO_ROOT, SEEDS_DIR

HERE = Path(__file__).parent


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CASES = read_csv(HERE / "edge_cases.csv")
PROOFS = [(row["case_id"], proof) for row in CASES for proof in row["proof"].split("; ")]


@cache
def dbt_unit_tests() -> frozenset[str]:
    files = (yaml.safe_load(path.read_text("utf-8")) for path in (DBT_DIR / "models").rglob("*.yml"))
    return frozenset(test["name"] for content in files for test in content.get("unit_tests") or ())


def stands(proof: str) -> bool:
    """Whether the named test, or the text in the named file, exists."""
    kind, _, what = proof.partition(":")
    if kind == "dbt":
        return what in dbt_unit_tests()
    path, _, part = what.partition("::" if kind == "pytest" else "#")
    file = REPO_ROOT / path
    if not part or not file.is_file():
        return False
    text = file.read_text(encoding="utf-8")
    return f"\ndef {part}(" in text if kind == "pytest" else kind == "text" and part in text


@pytest.mark.parametrize(("case_id", "proof"), PROOFS, ids=[f"{case}-{proof}"[:90] for case, proof in PROOFS])
def test_proof_exists(case_id: str, proof: str) -> None:
    assert stands(proof), f"{case_id}: {proof}"


def test_every_case_is_listed_once_with_a_proof() -> None:
    assert [row["case_id"] for row in CASES] == [f"X{number:02d}" for number in range(1, 33)]
    assert all(
        row["what_we_do"] and row["proof"] and row["document"] in ("000", "001", "002", "003", "004") for row in CASES
    )


@pytest.mark.parametrize(
    "proof",
    [
        "dbt:nothing__of_this_name",
        "pytest:tests/catalogue/test_edge_cases.py::test_nothing",
        "pytest:tests/catalogue/absent.py::test_proof_exists",
        "text:seeds/thresholds/parameter.csv#no such text",
        "text:seeds/thresholds/parameter.csv",
        "pytest_file:tests/catalogue/test_edge_cases.py",
    ],
)
def test_a_missing_proof_is_seen(proof: str) -> None:
    assert not stands(proof)


def _printed_texts() -> list[str]:
    metas = [indicator.meta for indicator in read_indicators()]
    return [text for m in metas for text in (m.label_ru, m.formula_ru, m.numerator_ru, m.denominator_ru) if text]


def test_no_letter_damaged_by_the_scan() -> None:
    damaged = re.compile(r"Q[_а-яА-Я]|Чра-1|Чр3|общекомплексн|\bРПП\b|\bне повышенном\b|[а-яё][A-Za-z]|[A-Za-z][а-яё]")
    assert [text for text in _printed_texts() if damaged.search(text)] == []


def test_no_page_number_inside_a_text() -> None:
    """«эффективности 34 работы»: a lower-case word, a number of a page, a lower-case word."""
    page = re.compile(r"(?:эффективности|результатов|подготовки) \d{1,3} [а-яё]{4,}")
    assert page.search("эффективности 34 работы")
    assert [text for text in _printed_texts() if page.search(text)] == []


def test_three_names_of_one_list() -> None:
    columns = load_catalogue().by_layout("project_list").sheets[0].columns
    (kinds,) = [column.values for column in columns if column.name == "list_kind"]
    assert {kinds[name] for name in ("ШНОР", "ШНРО", "ШФНСУ")} == {"shnor"}


def test_rounded_shares_of_mathematics_6_add_up_to_101() -> None:
    rows = read_csv(SEEDS_DIR / "golden" / "expected_indicator_value.csv")
    shares = [
        int(row["value_display"])
        for row in rows
        if row["indicator_id"].startswith("schools_") and (row["subject_code"], row["grade"]) == ("ma", "6")
    ]
    assert sorted(shares) == [7, 39, 55]
    assert sum(shares) == 101
