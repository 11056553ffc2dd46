"""What the statistics are computed from: the tables dbt built in its first pass, read-only."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_QUERIES = {
    "indices": "select region_code, year, school_id, index_id, numerator, denominator, value"
    " from marts.fct_school_index order by all",
    "factors": "select region_code, year, school_id, factor_id, value"
    " from marts.fct_school_factor where value is not null order by all",
    "factor_ids": "select factor_id from seeds.context_factor order by all",
    "parameters": "select parameter_id, value from seeds.parameter"
    " where parameter_id like 'context_%' or parameter_id like 'cluster_%' order by all",
}


@dataclass(frozen=True)
class Inputs:
    """School indices and factors, long; the factors there are; the parameters of the statistics.

    Args:
        indices: region_code, year, school_id, index_id, numerator, denominator, value (percent).
        factors: region_code, year, school_id, factor_id, value.
    """

    indices: pd.DataFrame
    factors: pd.DataFrame
    factor_ids: tuple[str, ...]
    parameters: dict[str, float]

    def region_years(self) -> list[tuple[str, int]]:
        """Regions and years in which a school has an index or a factor."""
        frames = (self.indices, self.factors)
        found = {(str(r), int(y)) for f in frames for r, y in zip(f["region_code"], f["year"], strict=True)}
        return sorted(found)

    def regions(self) -> list[str]:
        return sorted({region for region, _ in self.region_years()})

    def index_ids_of(self, region: str) -> list[str]:
        """Indices a school of the region has in some year."""
        return sorted(self.indices.loc[self.indices["region_code"] == region, "index_id"].unique())

    def of(self, region: str, year: int) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Indices and factors of one region and year."""
        first, second = (f[(f["region_code"] == region) & (f["year"] == year)] for f in (self.indices, self.factors))
        return first, second

    def hash_of(self, region: str) -> str:
        """First 16 hex digits of sha256 over every value of a region that goes in."""
        digest = hashlib.sha256(json.dumps([self.factor_ids, self.parameters], sort_keys=True).encode())
        for frame in (self.indices, self.factors):
            digest.update(frame[frame["region_code"] == region].to_csv(index=False).encode())
        return digest.hexdigest()[:16]


def read_inputs(connection: duckdb.DuckDBPyConnection) -> Inputs:
    """Read a finished first pass; raises duckdb.Error when the tables are not there."""
    frames = {name: connection.execute(query).df() for name, query in _QUERIES.items()}
    parameters = frames["parameters"]
    return Inputs(
        frames["indices"],
        frames["factors"],
        tuple(frames["factor_ids"]["factor_id"]),
        {str(name): float(value) for name, value in parameters.itertuples(index=False)},
    )
