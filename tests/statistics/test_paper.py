"""The whole statistics package on two samples small enough for paper: warehouse in, Parquet files out."""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, pi, sqrt
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from dagster_project.settings import Settings
from dagster_project.statistics.compute import compute_statistics

PARAMETERS = {
    "context_min_schools": 5,
    "cluster_count": 2,
    "cluster_seed": 2022,
    "cluster_min_schools": 4,
    "cluster_min_factor_pct": 50,
}


def computed(folder: Path, base: list[tuple[float, float]], factors: dict[str, list[float]]) -> dict[str, list[Any]]:
    """Rows of every statistic for schools 1, 2 …: base index as passed of written works, and factors."""
    settings = Settings(landing=folder, home=folder)
    schools = range(1, len(base) + 1)
    with duckdb.connect(str(settings.warehouse_build_path)) as connection:
        connection.execute("create schema marts")
        connection.execute("create schema seeds")
        tables: dict[str, tuple[str, Iterable[tuple[Any, ...]]]] = {
            "marts.fct_school_index": (
                "region_code text, year int, school_id text, index_id text,"
                " numerator double, denominator double, value double",
                [
                    ("99", 2022, str(n), "vpr_base_index", a, b, 100 * a / b)
                    for n, (a, b) in zip(schools, base, strict=True)
                ],
            ),
            "marts.fct_school_factor": (
                "region_code text, year int, school_id text, factor_id text, value double",
                [
                    ("99", 2022, str(n), f, v)
                    for f, values in factors.items()
                    for n, v in zip(schools, values, strict=True)
                ],
            ),
            "seeds.context_factor": ("factor_id text", [(factor,) for factor in factors]),
            "seeds.parameter": ("parameter_id text, value text", [(k, str(v)) for k, v in PARAMETERS.items()]),
        }
        for name, (columns, rows) in tables.items():
            connection.execute(f"create table {name} ({columns})")
            for row in rows:
                connection.execute(f"insert into {name} values ({', '.join('?' * len(row))})", row)
    compute_statistics(settings)
    names = ("context_correlation", "school_cluster", "cluster_centroid")
    return {name: pq.read_table(settings.statistics_dir / f"{name}.parquet").to_pylist() for name in names}


def test_links_of_five_schools(tmp_path: Path) -> None:
    """Ranks of the index 1 2 3 4 5.

    near: 2 1 4 3 5, Σd² = 4, ρ = 1 − 6·4/120 = 0.8. far: 3 5 1 4 2, Σd² = 4 + 9 + 4 + 0 + 9 = 26, ρ = −0.3.
    tied: 1.5 1.5 3.5 3.5 5, Pearson of ranks 9 / √(10 · 9) = 0.9486833.
    Three degrees of freedom: p = 1 − 2/π · (θ + sin θ cos θ) with sin θ = |ρ|.
    Of three links: p(1)·3, p(2)·3/2, p(3).
    """
    base = [(1, 10), (2, 10), (5, 20), (5, 10), (9, 10)]  # 10, 20, 25, 50, 90 %
    factors = {"near": [20, 10, 400, 30, 5000], "far": [3, 5, 1, 4, 2], "tied": [1, 1, 7, 7, 8.5]}
    rows = {row["factor_id"]: row for row in computed(tmp_path, base, factors)["context_correlation"]}

    def p(rho: float) -> float:
        return 1 - 2 / pi * (asin(abs(rho)) + abs(rho) * sqrt(1 - rho * rho))

    rhos = {"near": 0.8, "far": -0.3, "tied": 9 / sqrt(90)}
    assert {factor: row["rho"] for factor, row in rows.items()} == pytest.approx(rhos, abs=1e-9)
    assert {factor: row["p_value"] for factor, row in rows.items()} == pytest.approx(
        {factor: p(rho) for factor, rho in rhos.items()}, abs=1e-9
    )
    assert p(0.8) == pytest.approx(0.104, abs=0.001)  # of the tables of Spearman's t
    adjusted = {"tied": 3 * p(rhos["tied"]), "near": 1.5 * p(0.8), "far": p(0.3)}
    assert {factor: row["p_adjusted"] for factor, row in rows.items()} == pytest.approx(adjusted, abs=1e-9)
    assert {(row["school_count"], row["status"]) for row in rows.values()} == {(5, "ok")}


def test_two_groups_on_a_line(tmp_path: Path) -> None:
    """Schools at 0, 2 and at 10, 12 of one factor; the upper pair has the better results.

    Mean 6, variance (36 + 16 + 16 + 36) / 4 = 26. Centres 1 and 11, ±5/√26 standardised;
    every school is 1/√26 from its centre.
    Silhouettes: outer (11 − 2)/11, inner (9 − 2)/9, their mean 79/99. Results 30/40 and 80/100.
    """
    found = computed(tmp_path, [(10, 20), (20, 20), (10, 20), (70, 80)], {"place": [0, 2, 10, 12]})
    members = {row["school_id"]: (row["cluster_no"], row["distance"]) for row in found["school_cluster"]}
    near = pytest.approx(1 / sqrt(26), abs=1e-9)
    assert members == {"1": (2, near), "2": (2, near), "3": (1, near), "4": (1, near)}
    rows = {row["cluster_no"]: row for row in found["cluster_centroid"]}
    assert {number: row["centroid"] for number, row in rows.items()} == pytest.approx({1: 11, 2: 1}, abs=1e-9)
    assert {number: row["centroid_z"] for number, row in rows.items()} == pytest.approx(
        {1: 5 / sqrt(26), 2: -5 / sqrt(26)}, abs=1e-9
    )
    assert {number: row["index_value"] for number, row in rows.items()} == {1: 80, 2: 75}
    assert [row["silhouette"] for row in rows.values()] == [pytest.approx(79 / 99, abs=1e-9)] * 2
    assert {row["factor_median"] for row in rows.values()} == {6}
