"""S10 and S11 of the samples once more, by their definitions: no scipy, no scikit-learn, no code of the product.

Inputs are the school indices and factors the warehouse publishes (`fct_school_index`, `fct_school_factor`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import atan2, cos, dist, pi, sin, sqrt

import duckdb
import pandas as pd
import pytest

from dagster_project.settings import Settings

YEARS = (2021, 2022)
LEAST_SCHOOLS, ALPHA = 10, 0.05  # METHODS 6: n ≥ 10, 5 %
NEAR = {"abs": 1e-9}


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(sample_warehouse.warehouse_path), read_only=True) as connection:
        yield connection


def wide(warehouse: duckdb.DuckDBPyConnection, kind: str, year: int) -> pd.DataFrame:
    """Schools × indices (kind index) or factors (kind factor) of a year; a gap is NaN."""
    name = f"{kind}_id"
    told = warehouse.execute(
        f"select school_id, {name}, value from marts.fct_school_{kind} where year = ? and value is not null", [year]
    ).df()
    return told.pivot(index="school_id", columns=name, values="value")


def pearson(first: pd.Series, second: pd.Series) -> float:
    """Σ(a − ā)(b − b̄) ÷ √(Σ(a − ā)² · Σ(b − b̄)²)."""
    a, b = first - first.mean(), second - second.mean()
    return float((a * b).sum() / sqrt(float((a * a).sum()) * float((b * b).sum())))


def two_sided(rho: float, n: int) -> float:
    """P(|T| > t) of t = ρ·√((n − 2) ÷ (1 − ρ²)) with n − 2 degrees of freedom.

    The finite series of Abramowitz and Stegun 26.7.3–4.
    """
    freedom = n - 2
    angle = atan2(abs(rho), sqrt(1 - rho * rho))  # t ÷ √ν = ρ ÷ √(1 − ρ²)
    odd = freedom % 2
    term = total = cos(angle) if odd else 1.0
    for k in range(1 + odd, freedom - 1, 2):
        term *= cos(angle) ** 2 * k / (k + 1)
        total += term
    if odd:
        return 1 - 2 / pi * (angle + (sin(angle) * total if freedom > 1 else 0))
    return 1 - sin(angle) * total


def benjamini_hochberg(values: list[float]) -> list[float]:
    """The least of p(j) · m ÷ j over j ≥ i, in the order of the p-values."""
    order = sorted(range(len(values)), key=values.__getitem__)
    scaled = [values[which] * len(values) / place for place, which in enumerate(order, start=1)]
    found = {which: min(scaled[place:]) for place, which in enumerate(order)}
    return [min(found[which], 1.0) for which in range(len(values))]


@pytest.mark.parametrize(
    ("rho", "n", "p"),
    [
        (0.5, 3, 2 / 3),  # ν = 1, Cauchy: 1 − 2/π · atan(1/√3)
        (0.8, 4, 0.2),  # ν = 2: 1 − sin θ, and sin θ is ρ
        (0.6, 6, 1 - 0.6 * (1 + 0.64 / 2)),  # ν = 4: 1 − sin θ (1 + cos²θ / 2)
        (0.8, 5, 1 - 2 / pi * (atan2(0.8, 0.6) + 0.8 * 0.6)),  # ν = 3
    ],
)
def test_the_series_of_t_is_right_where_it_can_be_written_out(rho: float, n: int, p: float) -> None:
    assert two_sided(rho, n) == pytest.approx(p, abs=1e-12)


def test_benjamini_hochberg_on_paper() -> None:
    assert benjamini_hochberg([0.04, 0.01, 0.03, 0.5]) == pytest.approx([0.16 / 3, 0.04, 0.16 / 3, 0.5])


def links(warehouse: duckdb.DuckDBPyConnection, year: int) -> dict[tuple[str, str], tuple[int, float, float, float]]:
    """n, ρ, p and corrected p of every index and factor with enough schools that are not all equal."""
    indices, factors = wide(warehouse, "index", year), wide(warehouse, "factor", year)
    found: dict[tuple[str, str], tuple[int, float, float]] = {}
    for index in indices:
        for factor in factors:
            both = pd.concat([indices[index], factors[factor]], axis=1, join="inner").dropna()
            if len(both) >= LEAST_SCHOOLS and both.nunique().min() > 1:
                ranks = both.round(10).rank()  # equal values share the mean of their ranks
                rho = pearson(ranks[index], ranks[factor])
                found[str(index), str(factor)] = (len(both), rho, two_sided(rho, len(both)))
    corrected = benjamini_hochberg([p for _, _, p in found.values()])
    return {key: (*link, q) for (key, link), q in zip(found.items(), corrected, strict=True)}


@pytest.mark.parametrize("year", YEARS)
def test_correlations_are_those_of_ranks(warehouse: duckdb.DuckDBPyConnection, year: int) -> None:
    rows = warehouse.execute(
        """
        select index_id, factor_id, school_count, rho, p_value, p_adjusted
        from marts.fct_context_correlation where year = ? and status = 'ok'
        """,
        [year],
    ).fetchall()
    expected = links(warehouse, year)
    assert len(expected) > 20
    assert {row[:2] for row in rows} == set(expected)
    for index, factor, *figures in rows:
        assert figures == pytest.approx(expected[index, factor], **NEAR), (index, factor)


def test_s10_of_2022_follows(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Tested factors, schools of the widest link, factors with a significant positive link: the golden row."""
    codes = dict(warehouse.execute("select factor_id, factor_code from seeds.context_factor").fetchall())
    found = links(warehouse, 2022)
    linked = {codes[factor] for (_, factor), (_, rho, _, q) in found.items() if q < ALPHA and rho > 0}
    counted = (len({codes[factor] for _, factor in found}), max(link[0] for link in found.values()), len(linked))
    row = warehouse.execute(
        "select numerator, denominator, value from indicators.fct_indicator_values"
        " where indicator_id = 'context_correlation' and year = 2022 and entity_level = 'region'"
    ).fetchall()
    assert [counted] == row == [(8, 59, 0)]


class Clusters:
    """Schools of a year in the space of the factors the clusters were made in, each with its number."""

    def __init__(self, warehouse: duckdb.DuckDBPyConnection, year: int) -> None:
        self.numbers: dict[str, int] = dict(
            warehouse.execute(
                "select school_id, cluster_no from marts.fct_school_cluster where year = ? and status = 'ok'", [year]
            ).fetchall()
        )
        asked = wide(warehouse, "factor", year)
        told = asked.loc[:, (asked.notna().mean() >= 0.5) & (asked.nunique() > 1)].loc[list(self.numbers)]
        self.raw = told.fillna(told.median())
        spread = self.raw.std(ddof=0)
        scaled = (self.raw - self.raw.mean()) / spread
        self.points = {
            str(school): tuple(values) for school, values in zip(scaled.index, scaled.to_numpy(), strict=True)
        }

    def members(self, number: int) -> list[str]:
        return [school for school, found in self.numbers.items() if found == number]

    def centre(self, number: int) -> tuple[float, ...]:
        own = [self.points[school] for school in self.members(number)]
        return tuple(sum(axis) / len(own) for axis in zip(*own, strict=True))

    def silhouette(self) -> float:
        """Mean of (b − a) ÷ max(a, b): a is the mean distance to one's own cluster, b to the nearest other; alone 0."""
        total = 0.0
        for school, point in self.points.items():
            apart = {
                number: [dist(point, self.points[other]) for other in self.members(number) if other != school]
                for number in set(self.numbers.values())
            }
            own = apart.pop(self.numbers[school])
            if own:
                a, b = sum(own) / len(own), min(sum(others) / len(others) for others in apart.values())
                total += (b - a) / max(a, b)
        return total / len(self.points)


@pytest.fixture(scope="module", params=YEARS)
def clusters(warehouse: duckdb.DuckDBPyConnection, request: pytest.FixtureRequest) -> tuple[int, Clusters]:
    return request.param, Clusters(warehouse, request.param)


def published(warehouse: duckdb.DuckDBPyConnection, year: int, column: str) -> dict[int, float]:
    query = f"select distinct cluster_no, {column} from marts.fct_cluster_centroid where year = ?"
    return dict(warehouse.execute(query, [year]).fetchall())


def test_every_school_stands_nearest_to_its_own_centre(clusters: tuple[int, Clusters]) -> None:
    """What k-means ends with; the centres are recounted from the members."""
    _, found = clusters
    centres = {number: found.centre(number) for number in set(found.numbers.values())}
    assert sorted(centres) == [1, 2, 3, 4]
    for school, point in found.points.items():
        distances = {number: dist(point, centre) for number, centre in centres.items()}
        assert min(distances, key=distances.__getitem__) == found.numbers[school], school


def test_centroids_are_means_of_their_schools(
    warehouse: duckdb.DuckDBPyConnection, clusters: tuple[int, Clusters]
) -> None:
    year, found = clusters
    rows = warehouse.execute(
        "select cluster_no, factor_id, school_count, centroid from marts.fct_cluster_centroid where year = ?", [year]
    ).fetchall()
    assert {row[1] for row in rows} == set(found.raw.columns)
    for number, factor, count, centroid in rows:
        own = found.raw.loc[found.members(number), factor]
        assert (count, centroid) == (len(own), pytest.approx(own.mean(), **NEAR)), (number, factor)


def test_silhouette_is_that_of_the_definition(
    warehouse: duckdb.DuckDBPyConnection, clusters: tuple[int, Clusters]
) -> None:
    year, found = clusters
    assert list(published(warehouse, year, "silhouette").values()) == [pytest.approx(found.silhouette(), **NEAR)] * 4


def test_clusters_are_numbered_by_their_results(
    warehouse: duckdb.DuckDBPyConnection, clusters: tuple[int, Clusters]
) -> None:
    """Base index pooled over the works of the schools; the best is № 1, the lowest the last."""
    year, found = clusters
    works = warehouse.execute(
        "select school_id, numerator, denominator from marts.fct_school_index"
        " where year = ? and index_id = 'vpr_base_index'",
        [year],
    ).df()
    works["number"] = works["school_id"].map(found.numbers)
    sums = works.dropna().groupby("number")[["numerator", "denominator"]].sum()
    results = (100 * sums["numerator"] / sums["denominator"]).to_dict()
    shown = {number: value for number, value in published(warehouse, year, "index_value").items() if value is not None}
    assert shown == pytest.approx(results, **NEAR)
    assert all(better > worse for better, worse in pairwise(results[number] for number in sorted(results)))
    assert max(results) == 4


def test_s11_of_the_school_without_results_follows(warehouse: duckdb.DuckDBPyConnection) -> None:
    """990056 is alone and wrote no ВПР: its cluster stands before the lowest one, which is № 4 of 4."""
    found = Clusters(warehouse, 2022)
    number = found.numbers["990056"]
    assert found.members(number) == ["990056"]
    assert published(warehouse, 2022, "index_value")[number] is None
    assert number == 3
