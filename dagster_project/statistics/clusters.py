"""S11: clusters of schools by context (METHODS 6), numbered by results: №1 has the highest, the last the lowest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dagster_project.statistics.inputs import Inputs
from dagster_project.statistics.rows import DIGITS, Row

METHOD = "kmeans-1"  # raised by hand when the method changes, not its inputs
ORDER_INDEX = "vpr_base_index"
_RESTARTS = 20

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class _Space:
    """Schools × factors of one region and year, standardised; gaps filled with the median."""

    raw: pd.DataFrame
    medians: pd.Series[float]
    spread: pd.Series[float]

    @property
    def points(self) -> Numbers:
        filled = self.raw.fillna(self.medians)
        points: Numbers = ((filled - filled.mean()) / self.spread).to_numpy(np.float64)
        return points


def school_clusters(inputs: Inputs) -> tuple[list[Row], list[Row]]:
    """Schools with their cluster, and centroids; every school that has an index or a factor gets a row.

    status: ok; too_few (the region has fewer comparable schools than `cluster_min_schools`, or no more different ones
    than clusters); no_data (the school answers fewer than `cluster_min_factor_pct` percent of the factors, or no
    school has results to number clusters by).
    """
    members: list[Row] = []
    centroids: list[Row] = []
    for region, year in inputs.region_years():
        place = {"region_code": region, "year": year, "version": f"{METHOD}-{inputs.hash_of(region)[:8]}"}
        indices, factors = inputs.of(region, year)
        found = _cluster_region(factors, indices, inputs.parameters)
        schools = sorted({*indices["school_id"], *factors["school_id"]})
        members.extend(place | row for row in _members(schools, found))
        centroids.extend(place | row for row in found.centroids)
    return members, centroids


@dataclass(frozen=True)
class _Found:
    comparable: list[str]
    factor_count: int
    imputed: dict[str, int]
    numbers: dict[str, int]
    distances: dict[str, float]
    centroids: list[Row]


def _members(schools: list[str], found: _Found) -> list[Row]:
    rows = []
    for school in schools:
        status = "ok" if school in found.numbers else "too_few" if school in found.comparable else "no_data"
        rows.append(
            {
                "school_id": school,
                "cluster_no": found.numbers.get(school),
                "school_count": len(found.comparable),
                "factor_count": found.factor_count,
                "imputed_count": found.imputed.get(school),
                "distance": found.distances.get(school),
                "status": status,
            }
        )
    return rows


def _space(factors: pd.DataFrame, least_pct: float) -> _Space:
    """Factors that enough schools answer and that differ, schools that answer enough of them."""
    wide = factors.pivot(index="school_id", columns="factor_id", values="value").sort_index()
    wide = wide[sorted(wide.columns)]
    wide = wide.loc[:, 100 * wide.notna().mean() >= least_pct]
    wide = wide.loc[:, wide.nunique() > 1]
    wide = wide[100 * wide.notna().mean(axis=1) >= least_pct]
    medians = wide.median()
    spread = wide.fillna(medians).std(ddof=0)
    kept = list(spread.index[spread > 0])
    return _Space(wide[kept], medians[kept], spread[kept])


def _cluster_region(factors: pd.DataFrame, indices: pd.DataFrame, parameters: dict[str, float]) -> _Found:
    space = _space(factors, parameters["cluster_min_factor_pct"])
    schools = list(space.raw.index)
    imputed = dict(zip(schools, space.raw.isna().sum(axis=1).tolist(), strict=True))
    count = int(parameters["cluster_count"])
    points = space.points
    enough = len(schools) >= parameters["cluster_min_schools"] and len(np.unique(points, axis=0)) > count
    if not enough:
        return _Found(schools, len(space.medians), imputed, {}, {}, [])
    labels, centres, silhouette = _kmeans(points, count, int(parameters["cluster_seed"]))
    results = _results(labels, schools, indices)
    if not any(value is not None for value in results.values()):  # numbers would say nothing about results
        return _Found([], len(space.medians), imputed, {}, {}, [])
    order = _order(results, labels, centres)
    numbers = {label: number for number, label in enumerate(order, start=1)}
    mean = space.raw.fillna(space.medians).mean()
    centroids: list[Row] = []
    for label in order:
        for column, factor_id in enumerate(space.raw.columns):
            centre = float(centres[label, column])
            centroids.append(
                {
                    "cluster_no": numbers[label],
                    "factor_id": factor_id,
                    "school_count": int((labels == label).sum()),
                    "centroid": round(float(mean[factor_id] + centre * space.spread[factor_id]), DIGITS),
                    "centroid_z": round(centre, DIGITS),
                    "factor_median": round(float(space.medians[factor_id]), DIGITS),
                    "index_value": results[label],
                    "silhouette": silhouette,
                }
            )
    distances = np.linalg.norm(points - centres[labels], axis=1).round(DIGITS).tolist()
    return _Found(
        schools,
        len(space.medians),
        imputed,
        {school: numbers[label] for school, label in zip(schools, labels.tolist(), strict=True)},
        dict(zip(schools, distances, strict=True)),
        centroids,
    )


def _kmeans(points: Numbers, count: int, seed: int) -> tuple[npt.NDArray[np.int32], Numbers, float]:
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):  # the order of additions, and with it the last bits, must not depend on the machine
        model: Any = KMeans(n_clusters=count, n_init=_RESTARTS, random_state=seed).fit(points)
        silhouette = round(float(silhouette_score(points, model.labels_)), DIGITS)
    return model.labels_, model.cluster_centers_, silhouette


def _results(labels: npt.NDArray[np.int32], schools: list[str], indices: pd.DataFrame) -> dict[int, float | None]:
    """Base index of each cluster, pooled over the works of its schools; None where no school has one."""
    base = indices[indices["index_id"] == ORDER_INDEX].set_index("school_id")
    results: dict[int, float | None] = {}
    for label in sorted(set(labels.tolist())):
        own = base.reindex([s for s, found in zip(schools, labels.tolist(), strict=True) if found == label])
        works = float(own["denominator"].sum())
        results[label] = round(100 * float(own["numerator"].sum()) / works, DIGITS) if works else None
    return results


def _order(results: dict[int, float | None], labels: npt.NDArray[np.int32], centres: Numbers) -> list[int]:
    """Best results first; clusters without results stand before the lowest one, which must have earned its number."""
    middle = float(np.mean([value for value in results.values() if value is not None]))

    def rank(label: int) -> tuple[float, int, tuple[float, ...]]:
        value = results[label]
        size = int((labels == label).sum())
        return -(middle if value is None else value), -size, tuple(centres[label].round(DIGITS).tolist())

    return sorted(results, key=rank)
