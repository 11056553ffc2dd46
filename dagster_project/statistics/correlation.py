"""S10: Spearman correlation of school indices with context factors, corrected for the number of links looked at."""

from __future__ import annotations

from itertools import product

import pandas as pd

from dagster_project.statistics.inputs import Inputs
from dagster_project.statistics.rows import DIGITS, Row


def context_correlations(inputs: Inputs) -> list[Row]:
    """One row per region, year, index and factor: n, rho, p, p after Benjamini–Hochberg within the region and year.

    status: ok, too_few (fewer schools than `context_min_schools`), no_variance (all schools equal), no_data.
    """
    rows: list[Row] = []
    for region, year in inputs.region_years():
        told = inputs.of(region, year)
        index_ids = inputs.index_ids_of(region)
        indices = told[0].pivot(index="school_id", columns="index_id", values="value")
        factors = told[1].pivot(index="school_id", columns="factor_id", values="value")
        family = [
            {"region_code": region, "year": year, "index_id": index_id, "factor_id": factor_id}
            | _link(indices, factors, index_id, factor_id, inputs.parameters["context_min_schools"])
            for index_id, factor_id in product(index_ids, inputs.factor_ids)
        ]
        rows.extend(_adjusted(family))
    return rows


def _link(indices: pd.DataFrame, factors: pd.DataFrame, index_id: str, factor_id: str, least: float) -> Row:
    from scipy.stats import spearmanr

    empty: Row = {"rho": None, "p_value": None, "p_adjusted": None}
    if index_id not in indices or factor_id not in factors:
        return {"school_count": 0, "status": "no_data"} | empty
    pairs = pd.concat([indices[index_id], factors[factor_id]], axis=1, join="inner").dropna()
    count = len(pairs)
    if count < least or count == 0:
        return {"school_count": count, "status": "too_few" if count else "no_data"} | empty
    if (pairs.nunique() == 1).any():
        return {"school_count": count, "status": "no_variance"} | empty
    found = spearmanr(pairs[index_id].round(DIGITS), pairs[factor_id].round(DIGITS))
    return {
        "school_count": count,
        "status": "ok",
        "rho": round(float(found.statistic), DIGITS),
        "p_value": round(float(found.pvalue), DIGITS),
        "p_adjusted": None,
    }


def _adjusted(family: list[Row]) -> list[Row]:
    from scipy.stats import false_discovery_control

    tested = [row for row in family if row["status"] == "ok"]
    if tested:
        adjusted = false_discovery_control([row["p_value"] for row in tested], method="bh")
        for row, value in zip(tested, adjusted.tolist(), strict=True):
            row["p_adjusted"] = round(value, DIGITS)
    return family
