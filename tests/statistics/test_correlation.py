"""Spearman and Benjamini–Hochberg against figures worked out by hand, and the four absences."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pandas as pd
import pytest

from dagster_project.statistics.correlation import context_correlations
from dagster_project.statistics.inputs import Inputs

PARAMETERS = {"context_min_schools": 4.0}


def inputs(
    indices: dict[str, list[Any]], factors: dict[str, list[Any]], region: str = "99", year: int = 2022
) -> Inputs:
    """Columns of values by school 1, 2, 3 …; None is no answer."""

    def long(columns: dict[str, list[Any]], name: str) -> pd.DataFrame:
        rows = [
            {"region_code": region, "year": year, "school_id": str(n), name: column, "value": value}
            for column, values in columns.items()
            for n, value in enumerate(values, start=1)
            if value is not None
        ]
        return pd.DataFrame(rows, columns=["region_code", "year", "school_id", name, "value"])

    told = long(indices, "index_id")
    told["numerator"], told["denominator"] = told["value"], 100.0
    return Inputs(told, long(factors, "factor_id"), tuple(sorted(factors)), PARAMETERS)


def one(found: list[dict[str, Any]], index_id: str, factor_id: str) -> dict[str, Any]:
    (row,) = [row for row in found if (row["index_id"], row["factor_id"]) == (index_id, factor_id)]
    return row


def test_rho_is_spearmans() -> None:
    # ranks 1 2 3 4 5 against 2 1 4 3 5: 1 − 6·(1+1+1+1+0)/(5·24) = 0.8; a straight line would give another figure
    found = context_correlations(inputs({"i": [10, 20, 30, 40, 1000]}, {"f": [2, 1, 40, 30, 50]}))
    row = one(found, "i", "f")
    assert (row["school_count"], row["status"], row["rho"]) == (5, "ok", 0.8)
    assert row["p_value"] == pytest.approx(0.1040880387, abs=1e-9)  # t = 0.8·sqrt(3/0.36), three degrees of freedom


def test_ties_share_their_rank() -> None:
    # ranks 1.5 1.5 3 4 and 1 2 3.5 3.5: their deviations give 4 / sqrt(4.5 · 4.5)
    found = context_correlations(inputs({"i": [5, 5, 6, 7]}, {"f": [1, 2, 3, 3]}))
    assert one(found, "i", "f")["rho"] == pytest.approx(4 / 4.5, abs=1e-9)


def test_p_is_adjusted_within_the_region_and_year() -> None:
    values = {"i": [1, 2, 3, 4, 5, 6]}
    factors = {
        "a": [1, 2, 3, 4, 6, 5],
        "b": [2, 1, 3, 6, 5, 4],
        "c": [3, 6, 1, 5, 2, 4],
        "d": [1, 2, 3, None, None, None],
    }
    found = context_correlations(inputs(values, factors))
    p = {row["factor_id"]: row["p_value"] for row in found if row["status"] == "ok"}
    assert set(p) == {"a", "b", "c"}, "a link that was not tested is no test"
    order = sorted(p, key=lambda name: p[name])
    wanted = [min(p[later] * 3 / rank for rank, later in enumerate(order, 1) if rank >= first) for first in (1, 2, 3)]
    for name, value in zip(order, wanted, strict=True):
        assert one(found, "i", name)["p_adjusted"] == pytest.approx(min(value, 1), abs=1e-9)
    assert one(found, "i", "d")["p_adjusted"] is None


@pytest.mark.parametrize(
    ("values", "count", "status"),
    [
        ([1, 2, 3, None], 3, "too_few"),
        ([1, 2, 3, 4], 4, "ok"),
        ([7, 7, 7, 7], 4, "no_variance"),
        ([None, None, None, None], 0, "no_data"),
    ],
)
def test_absence_has_a_reason(values: list[Any], count: int, status: str) -> None:
    found = one(context_correlations(inputs({"i": [4, 3, 2, 1]}, {"f": values, "g": [1, 2, 3, 5]})), "i", "f")
    assert (found["school_count"], found["status"], found["rho"] is not None) == (count, status, status == "ok")


def test_regions_and_years_stand_apart() -> None:
    first = inputs({"i": [1, 2, 3, 4]}, {"f": [1, 2, 3, 4]})
    for region, year in (("98", 2022), ("99", 2021)):
        second = inputs({"i": [1, 2, 3, 4]}, {"f": [4, 3, 2, 1]}, region, year)
        both = Inputs(
            pd.concat([first.indices, second.indices]), pd.concat([first.factors, second.factors]), ("f",), PARAMETERS
        )
        rho = {(row["region_code"], row["year"]): row["rho"] for row in context_correlations(both)}
        assert rho == {("99", 2022): 1.0, (region, year): -1.0}


def test_order_of_the_rows_changes_nothing() -> None:
    told = inputs({"i": [3, 1, 2, 5]}, {"f": [1, 4, 2, 3]})
    wanted = context_correlations(told)
    for order in list(permutations(range(4)))[::7]:
        shuffled = Inputs(told.indices.iloc[list(order)], told.factors.iloc[list(order)], ("f",), PARAMETERS)
        assert context_correlations(shuffled) == wanted
