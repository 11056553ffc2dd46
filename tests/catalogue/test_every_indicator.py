"""Every id of the documents' catalogue has a model, a Russian label, a unit test, a golden case and a docs line.

`catalogue_ids.csv` is the promise; `missing.txt` names what is still open and only shrinks: a complete id leaves it.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from dagster_project.lib.indicator_meta import Indicator, read_indicators
from dagster_project.settings import REPO_ROOT, SEEDS_DIR

HERE = Path(__file__).parent
REFERENCE = REPO_ROOT / "docs" / "reference" / "indicators.md"


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_missing() -> list[str]:
    lines = (HERE / "missing.txt").read_text(encoding="utf-8").splitlines()
    return [line.split()[0] for line in lines if line and not line.startswith("#")]


PROMISED = read_csv(HERE / "catalogue_ids.csv")
BY_ID = pytest.mark.parametrize("row", PROMISED, ids=[f"{r['code']}-{r['indicator_id']}" for r in PROMISED])


@cache
def indicators() -> dict[str, Indicator]:
    return {indicator.name: indicator for indicator in read_indicators()}


@cache
def golden_ids() -> set[str]:
    return {row["indicator_id"] for row in read_csv(SEEDS_DIR / "golden" / "expected_indicator_value.csv")}


@cache
def reference_lines() -> frozenset[str]:
    return frozenset(REFERENCE.read_text(encoding="utf-8").splitlines())


def gaps(row: dict[str, str]) -> list[str]:
    """What the id lacks, in words; empty when it is complete."""
    models = row["served_by"].split()
    found = [gap for name in models for gap in _model_gaps(name, row)]
    if not golden_ids() & set(models):
        found.append("no golden case in seeds/golden/expected_indicator_value.csv")
    return found


def _model_gaps(name: str, row: dict[str, str]) -> list[str]:
    indicator = indicators().get(name)
    if indicator is None:
        return [f"no model ind_{name}"]
    meta = indicator.meta
    found = []
    # S05 is served by one model per index: S05A, S05B …
    codes = rf"{row['code']}[A-Z]" if row["served_by"] != row["indicator_id"] else row["code"]
    if not re.fullmatch(codes, meta.code):
        found.append(f"ind_{name} has the code {meta.code}")
    if meta.source_document != row["source_document"]:
        found.append(f"ind_{name} names the document {meta.source_document}, not {row['source_document']}")
    if len(re.findall("[А-Яа-яЁё]{3,}", meta.label_ru)) < 2:
        found.append(f"ind_{name} has no Russian label")
    if not any(test["model"] == f"ind_{name}" and test["expect"].get("rows") for test in indicator.unit_tests):
        found.append(f"ind_{name} has no unit test")
    if f"### {meta.code} · {meta.label_ru}" not in reference_lines():
        found.append(f"{name} is not in docs/reference/indicators.md")
    return found


@BY_ID
def test_indicator_is_complete(row: dict[str, str]) -> None:
    found = gaps(row)
    if row["indicator_id"] in read_missing():
        assert found, f"{row['indicator_id']} is complete: delete its line from tests/catalogue/missing.txt"
    else:
        assert found == []


def test_the_list_is_the_whole_catalogue() -> None:
    """003: 42 indicators, 2 derived, 13 expected results and goals; 000: 15; 001: 6; 004: 20; 002: 6."""
    count = {letter: sum(r["code"].startswith(letter) for r in PROMISED) for letter in "TSKMI"}
    assert count == {"T": 57, "S": 15, "K": 6, "M": 20, "I": 6}
    assert len({r["indicator_id"] for r in PROMISED}) == len({r["code"] for r in PROMISED}) == len(PROMISED) == 104


def test_what_is_missing_is_promised() -> None:
    listed = read_missing()
    assert len(listed) == len(set(listed))
    assert set(listed) <= {row["indicator_id"] for row in PROMISED}


def test_a_gap_is_seen() -> None:
    """The check itself: an id of nobody, and a served id under a wrong code and document."""
    unknown = {"code": "T99", "indicator_id": "nothing", "source_document": "003", "served_by": "nothing"}
    assert gaps(unknown) == ["no model ind_nothing", "no golden case in seeds/golden/expected_indicator_value.csv"]
    confused = {**unknown, "indicator_id": "project_school_count", "served_by": "project_school_count"}
    assert gaps(confused) == [
        "ind_project_school_count has the code K06",
        "ind_project_school_count names the document 001, not 003",
    ]
