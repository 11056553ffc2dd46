"""Each of the 52 rules of the documents points to something that exists; each open question has its parameters."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from dagster_project.lib.indicator_meta import Indicator, read_indicators
from dagster_project.lib.lake_schema import DATASETS
from dagster_project.settings import DBT_DIR, REPO_ROOT, SEEDS_DIR


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


RULES = {row["rule_id"]: row for row in read_csv(SEEDS_DIR / "reference" / "rule.csv")}
IMPLEMENTATIONS = read_csv(SEEDS_DIR / "reference" / "rule_implementation.csv")
QUESTIONS = read_csv(SEEDS_DIR / "reference" / "open_question.csv")
OBJECTS = sorted({(row["kind"], row["object_id"]) for row in IMPLEMENTATIONS})
POINTED = sorted({("parameter", row["parameter_id"]) for row in QUESTIONS} | set(OBJECTS))


@cache
def parameters() -> dict[str, str]:
    return {row["parameter_id"]: row["value"] for row in read_csv(SEEDS_DIR / "thresholds" / "parameter.csv")}


@cache
def indicators() -> dict[str, Indicator]:
    return {indicator.name: indicator for indicator in read_indicators()}


@cache
def models() -> frozenset[str]:
    return frozenset(path.stem for path in (DBT_DIR / "models").rglob("*.sql"))


def exists(kind: str, object_id: str) -> bool:
    if kind == "parameter":
        return object_id in parameters()
    if kind == "indicator":
        return object_id in indicators()
    if kind == "model":
        return object_id in models()
    if kind == "contract":
        dataset, _, column = object_id.partition(".")
        return dataset in DATASETS and column in DATASETS[dataset].names
    if kind == "document":
        path, _, anchor = object_id.partition("#")
        return f'<a id="{anchor}"></a>' in (REPO_ROOT / path).read_text(encoding="utf-8").splitlines()
    raise AssertionError(f"unknown kind {kind!r}")


@pytest.mark.parametrize(("kind", "object_id"), POINTED, ids=[f"{kind}-{name}" for kind, name in POINTED])
def test_what_a_rule_or_question_points_to_exists(kind: str, object_id: str) -> None:
    assert exists(kind, object_id)


def test_all_rules_and_only_rules_are_implemented() -> None:
    assert list(RULES) == [f"R{number:03d}" for number in range(1, 53)]
    assert {row["rule_id"] for row in IMPLEMENTATIONS} == set(RULES)
    assert len({tuple(row.values()) for row in IMPLEMENTATIONS}) == len(IMPLEMENTATIONS)


def test_all_twelve_questions_have_parameters() -> None:
    assert {int(row["question_no"]) for row in QUESTIONS} == set(range(1, 13))


def thresholds() -> list[tuple[str, str, float, float]]:
    """Rules with a number beside the target of their indicator or the parameter of their name."""
    found = []
    for row in IMPLEMENTATIONS:
        rule, name = RULES[row["rule_id"]], row["object_id"]
        if not rule["value"].replace(".", "", 1).isdigit():
            continue
        if row["kind"] == "parameter" and name == rule["rule_name"] and name in parameters():
            found.append((row["rule_id"], name, float(parameters()[name]), float(rule["value"])))
        if row["kind"] == "indicator" and name in indicators():
            meta = indicators()[name].meta
            if meta.target_kind == "value" and meta.unit == rule["unit"] and meta.target_value is not None:
                found.append((row["rule_id"], name, float(meta.target_value), float(rule["value"])))
    return found


@pytest.mark.parametrize(("rule_id", "name", "ours", "printed"), thresholds(), ids=lambda part: str(part))
def test_a_numeric_rule_has_the_value_of_its_target_or_threshold(
    rule_id: str, name: str, ours: float, printed: float
) -> None:
    """R024 «не менее 75 %» is the target of T26, R001 «более 50 %» the threshold of the re-check."""
    assert ours == printed


def test_thresholds_are_compared() -> None:
    assert {"R001", "R024", "R025", "R026"} <= {rule_id for rule_id, *_ in thresholds()}
