"""All statistics of one build: read the first pass, compute, write Parquet by rename."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import version

import pyarrow as pa

from dagster_project.lib.lake_schema import STATISTICS
from dagster_project.lib.tables import write_parts
from dagster_project.settings import Settings
from dagster_project.statistics.rows import Row

LIBRARIES = ("numpy", "pandas", "scikit-learn", "scipy")
RUN_TABLE = "statistics_run"


@dataclass(frozen=True)
class StatisticRun:
    """What was computed: a table, its rows, and everything that decided them."""

    name: str
    version: str
    input_hash: str
    row_count: int
    parameters: dict[str, float]
    libraries: dict[str, str]


def compute_statistics(settings: Settings) -> list[StatisticRun]:
    """Statistics of the build file of the warehouse. Equal inputs give equal files."""
    from dagster_project.statistics.clusters import METHOD, school_clusters
    from dagster_project.statistics.correlation import context_correlations
    from dagster_project.statistics.inputs import read_inputs

    inputs = read_inputs(settings.warehouse_build_path)
    members, centroids = school_clusters(inputs)
    tables = {
        "context_correlation": ("spearman-1", context_correlations(inputs)),
        "school_cluster": (METHOD, members),
        "cluster_centroid": (METHOD, centroids),
    }
    libraries = {name: version(name) for name in LIBRARIES}
    runs = [
        StatisticRun(name, method, inputs.hash, len(rows), inputs.parameters, libraries)
        for name, (method, rows) in tables.items()
    ]
    for name, (_, rows) in tables.items():
        _write(settings, name, rows)
    _write(settings, RUN_TABLE, [_run_row(run) for run in runs])
    return runs


def _write(settings: Settings, name: str, rows: list[Row]) -> None:
    table = pa.Table.from_pylist(rows, schema=STATISTICS[name])
    write_parts(settings.statistics_dir / f"{name}.parquet", [table])


def _run_row(run: StatisticRun) -> Row:
    return {
        "statistic_id": run.name,
        "version": run.version,
        "input_hash": run.input_hash,
        "row_count": run.row_count,
        "parameters": json.dumps(run.parameters, sort_keys=True),
        "libraries": json.dumps(run.libraries, sort_keys=True),
    }
