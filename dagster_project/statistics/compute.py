"""All statistics of one build: read the first pass, compute, write Parquet by rename."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dagster_project.lib.lake_schema import STATISTICS
from dagster_project.lib.tables import write_parts
from dagster_project.settings import Settings
from dagster_project.statistics.rows import Row

if TYPE_CHECKING:
    from dagster_project.statistics.inputs import Inputs

LIBRARIES = ("numpy", "pandas", "scikit-learn", "scipy")
RUN_TABLE = "statistics_run"


@dataclass(frozen=True)
class StatisticRun:
    """What was computed: a table of one region, its rows, and everything that decided them."""

    region_code: str
    name: str
    version: str
    input_hash: str
    row_count: int
    parameters: dict[str, float]
    libraries: dict[str, str]


def compute_statistics(settings: Settings) -> list[StatisticRun]:
    """Statistics of the build file of the warehouse. Equal inputs give equal files."""
    import duckdb

    from dagster_project.statistics.inputs import read_inputs

    with duckdb.connect(str(settings.warehouse_build_path), read_only=True) as connection:
        runs, tables = statistics_of(read_inputs(connection))
    for name, table in tables.items():
        write_parts(settings.statistics_dir / f"{name}.parquet", [table])
    return runs


def replace_regions(settings: Settings, regions: frozenset[str], tables: dict[str, pa.Table]) -> None:
    """Put the statistics of some regions in place of what the files say about them."""
    for name, table in tables.items():
        path = settings.statistics_dir / f"{name}.parquet"
        old = pq.ParquetFile(path).read().select(STATISTICS[name].names)
        rest = old.filter(pc.invert(pc.is_in(old["region_code"], pa.array(sorted(regions), pa.string()))))
        write_parts(path, [pa.concat_tables([rest.cast(STATISTICS[name]), table])])


def statistics_of(inputs: Inputs) -> tuple[list[StatisticRun], dict[str, pa.Table]]:
    """What was computed and the tables of `STATISTICS` by name. Every region is computed from its own rows."""
    from dagster_project.statistics.clusters import METHOD, school_clusters
    from dagster_project.statistics.correlation import context_correlations

    members, centroids = school_clusters(inputs)
    tables = {
        "context_correlation": ("spearman-1", context_correlations(inputs)),
        "school_cluster": (METHOD, members),
        "cluster_centroid": (METHOD, centroids),
    }
    libraries = {name: version(name) for name in LIBRARIES}
    runs = [
        StatisticRun(region, name, method, inputs.hash_of(region), _rows_of(rows, region), inputs.parameters, libraries)
        for region in inputs.regions()
        for name, (method, rows) in tables.items()
    ]
    rows_by_name = {name: rows for name, (_, rows) in tables.items()} | {RUN_TABLE: [_run_row(run) for run in runs]}
    return runs, {name: pa.Table.from_pylist(rows, schema=STATISTICS[name]) for name, rows in rows_by_name.items()}


def _rows_of(rows: list[Row], region: str) -> int:
    return sum(row["region_code"] == region for row in rows)


def _run_row(run: StatisticRun) -> Row:
    return {
        "region_code": run.region_code,
        "statistic_id": run.name,
        "version": run.version,
        "input_hash": run.input_hash,
        "row_count": run.row_count,
        "parameters": json.dumps(run.parameters, sort_keys=True),
        "libraries": json.dumps(run.libraries, sort_keys=True),
    }
