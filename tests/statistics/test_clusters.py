"""Four kinds of schools are found again, numbered by results, and absence has a reason."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from dagster_project.statistics.clusters import school_clusters
from dagster_project.statistics.inputs import Inputs

PARAMETERS = {"cluster_count": 4.0, "cluster_seed": 2022.0, "cluster_min_schools": 20.0, "cluster_min_factor_pct": 50.0}
# kind of school: (factors a, b, c), base index of its schools
KINDS = {"A": ((0, 0, 10), 60), "B": ((100, 0, 10), 90), "C": ((0, 50, 10), 80), "D": ((100, 50, 99), 70)}
SIZE = 5


def schools() -> list[tuple[str, str, int]]:
    return [(f"{kind}{n}", kind, n) for kind in KINDS for n in range(SIZE)]


def inputs(gaps: dict[tuple[str, str], None] | None = None, indexed: bool = True, **changed: float) -> Inputs:
    """Five schools of each kind, a little apart; `gaps` are answers not given."""
    place = {"region_code": "99", "year": 2022}
    factors = [
        place | {"school_id": school, "factor_id": name, "value": float(KINDS[kind][0][i] + n * (i + 1) / 10)}
        for school, kind, n in schools()
        for i, name in enumerate("abc")
        if (school, name) not in (gaps or {})
    ]
    indices = [
        place
        | {"school_id": school, "index_id": "vpr_base_index", "numerator": KINDS[kind][1] * (n + 1)}
        | {"denominator": 100 * (n + 1), "value": float(KINDS[kind][1])}
        for school, kind, n in schools()
        if indexed
    ]
    columns = ["region_code", "year", "school_id", "index_id", "numerator", "denominator", "value"]
    return Inputs(pd.DataFrame(indices, columns=columns), pd.DataFrame(factors), ("a", "b", "c"), PARAMETERS | changed)


def numbers(members: list[dict[str, Any]]) -> dict[str, set[Any]]:
    found: dict[str, set[Any]] = {}
    for row in members:
        found.setdefault(row["school_id"][0], set()).add(row["cluster_no"])
    return found


def test_kinds_are_found_and_numbered_from_the_highest_index() -> None:
    members, centroids = school_clusters(inputs())
    assert numbers(members) == {"B": {1}, "C": {2}, "D": {3}, "A": {4}}
    assert {row["status"] for row in members} == {"ok"}
    assert {row["cluster_no"]: row["index_value"] for row in centroids} == {1: 90, 2: 80, 3: 70, 4: 60}
    assert {row["school_count"] for row in centroids} == {SIZE}
    assert all(0.5 < row["silhouette"] < 1 for row in centroids)


def test_a_centroid_is_the_mean_of_its_schools_in_the_units_of_the_factor() -> None:
    _, centroids = school_clusters(inputs())
    lowest = {row["factor_id"]: row["centroid"] for row in centroids if row["cluster_no"] == 4}
    assert lowest == pytest.approx({"a": 0.2, "b": 0.4, "c": 10.6})  # kind A, means of n · 0.1, 0.2, 0.3
    standardised = [row["centroid_z"] * row["school_count"] for row in centroids if row["factor_id"] == "a"]
    assert sum(standardised) == pytest.approx(0, abs=1e-8)


def test_a_gap_takes_the_median_and_is_counted() -> None:
    members, centroids = school_clusters(inputs({("A1", "c"): None}))
    by_school = {row["school_id"]: row for row in members}
    assert (by_school["A1"]["imputed_count"], by_school["A2"]["imputed_count"]) == (1, 0)
    assert by_school["A1"]["factor_count"] == 3
    medians = {row["factor_median"] for row in centroids if row["factor_id"] == "c"}
    answers = sorted(KINDS[kind][0][2] + n * 0.3 for school, kind, n in schools() if school != "A1")
    assert list(medians) == [pytest.approx(answers[9])]


def test_a_school_with_few_answers_and_a_factor_with_few_schools_stay_out() -> None:
    silent = {("B1", "a"): None, ("B1", "b"): None}
    rare = {(school, "c"): None for school, _, _ in schools()[:11]}
    members, _ = school_clusters(inputs(silent, cluster_min_schools=19))
    assert {row["school_id"] for row in members if row["status"] == "no_data"} == {"B1"}
    members, centroids = school_clusters(inputs(rare))
    assert {row["factor_id"] for row in centroids} == {"a", "b"}
    assert {row["factor_count"] for row in members} == {2}


@pytest.mark.parametrize(("least", "status"), [(20, "ok"), (21, "too_few")])
def test_a_small_region_has_no_clusters(least: float, status: str) -> None:
    members, centroids = school_clusters(inputs(cluster_min_schools=least))
    assert {(row["status"], row["school_count"]) for row in members} == {(status, 20)}
    assert bool(centroids) == (status == "ok")


def test_without_results_clusters_have_no_numbers() -> None:
    members, centroids = school_clusters(inputs(indexed=False))
    assert {(row["status"], row["cluster_no"]) for row in members} == {("no_data", None)}
    assert centroids == []


def test_order_of_the_rows_changes_nothing() -> None:
    told = inputs()
    shuffled = Inputs(told.indices, told.factors.sample(frac=1, random_state=7), told.factor_ids, told.parameters)
    first, second = school_clusters(told), school_clusters(shuffled)
    for row in (*first[0], *first[1], *second[0], *second[1]):
        row.pop("version")  # tells the order of the rows apart; the build reads them sorted
    assert first == second
