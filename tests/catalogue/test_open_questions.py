"""The twelve open questions are parameters: with basis and clause, shown beside an indicator, changing the number."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml

from dagster_project.lib.indicator_meta import read_indicators
from dagster_project.settings import DBT_DIR, SEEDS_DIR
from dagster_project.statistics import clusters


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


QUESTIONS = read_csv(SEEDS_DIR / "reference" / "open_question.csv")
PARAMETERS = {row["parameter_id"]: row for row in read_csv(SEEDS_DIR / "thresholds" / "parameter.csv")}
ASKED = sorted({row["parameter_id"] for row in QUESTIONS})
BY_PARAMETER = pytest.mark.parametrize("parameter_id", ASKED)


@cache
def values_tried() -> dict[str, set[float]]:
    """Parameter → values it takes in unit tests of dbt."""
    tried: dict[str, set[float]] = defaultdict(set)
    for path in (DBT_DIR / "models").rglob("*.yml"):
        for test in yaml.safe_load(path.read_text("utf-8")).get("unit_tests") or ():
            for given in test["given"]:
                if given["input"] == "ref('parameter')":
                    for row in _rows(given):
                        tried[row["parameter_id"]].add(float(row["value"]))
    return tried


def _rows(given: dict[str, Any]) -> list[dict[str, Any]]:
    rows = given["rows"]
    return list(csv.DictReader(io.StringIO(rows))) if isinstance(rows, str) else rows


def test_all_twelve_questions_are_asked() -> None:
    assert {int(row["question_no"]) for row in QUESTIONS} == set(range(1, 13))


@BY_PARAMETER
def test_parameter_has_a_value_a_basis_and_a_clause(parameter_id: str) -> None:
    row = PARAMETERS[parameter_id]
    assert float(row["value"]) == float(row["value"])
    assert row["basis"] in ("seed", "inferred", "sourced")
    assert row["source_clause"] and row["label_ru"]


@BY_PARAMETER
def test_parameter_stands_beside_an_indicator(parameter_id: str) -> None:
    """`dim_indicator.parameters` shows it with the value in force."""
    assert [i.name for i in read_indicators() if parameter_id in i.meta.parameters]


SQL_ONLY = [name for name in ASKED if not name.startswith("cluster_")]


@pytest.mark.parametrize("parameter_id", SQL_ONLY)
def test_another_value_is_tried(parameter_id: str) -> None:
    """Unit tests run with the default or near it, and with another value: the expected rows say what changes."""
    assert len(values_tried()[parameter_id]) >= 2, f"{parameter_id}: only {sorted(values_tried()[parameter_id])}"


def _grouped(count: int, seed: int) -> dict[str, int]:
    """Cluster number of 40 schools strewn at random over two factors."""
    points = np.random.default_rng(1).normal(size=(40, 2))
    schools = [f"9900{number:02d}" for number in range(40)]
    factors = pd.DataFrame(
        [
            {"school_id": school, "factor_id": f"F0{column + 1}", "value": value}
            for school, row in zip(schools, points, strict=True)
            for column, value in enumerate(row)
        ]
    )
    indices = pd.DataFrame(
        {"school_id": schools, "index_id": "vpr_base_index", "numerator": range(40), "denominator": [40] * 40}
    )
    parameters = {"cluster_count": count, "cluster_seed": seed, "cluster_min_factor_pct": 50, "cluster_min_schools": 20}
    return clusters._cluster_region(factors, indices, parameters).numbers


def test_another_number_of_clusters_gives_other_clusters() -> None:
    assert set(_grouped(4, 2022).values()) == {1, 2, 3, 4}
    assert set(_grouped(3, 2022).values()) == {1, 2, 3}


def test_the_seed_of_clusters_is_the_parameter(monkeypatch: pytest.MonkeyPatch) -> None:
    """One start instead of many: where k-means stops then depends on the seed, and on nothing else."""
    monkeypatch.setattr(clusters, "_RESTARTS", 1)
    found = [_grouped(4, seed) for seed in range(12)]
    assert found == [_grouped(4, seed) for seed in range(12)]
    assert len({tuple(numbers.items()) for numbers in found}) > 1
