"""The statistics of a run: files with their schema, a record of what made them, the same again from the same input."""

from __future__ import annotations

import json
import shutil
from importlib.metadata import version
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from dagster_project.lib.lake_schema import STATISTICS
from dagster_project.lib.tables import ensure_empty_parts
from dagster_project.settings import Settings
from dagster_project.statistics.compute import compute_statistics


def test_before_the_first_build_the_files_are_empty_with_their_schema(tmp_path: Path) -> None:
    settings = Settings(landing=tmp_path, home=tmp_path)
    ensure_empty_parts(settings)
    for name, schema in STATISTICS.items():
        table = pq.read_table(settings.statistics_dir / f"{name}.parquet")
        assert table.num_rows == 0 and table.schema.equals(schema)


def test_the_same_input_gives_the_same_files(sample_warehouse: Settings, tmp_path: Path) -> None:
    again = Settings(landing=tmp_path, home=tmp_path)
    shutil.copyfile(sample_warehouse.warehouse_path, again.warehouse_build_path)
    runs = compute_statistics(again)
    assert {run.name: run.row_count for run in runs}["school_cluster"] > 0
    for name in STATISTICS:
        first, second = (s.statistics_dir / f"{name}.parquet" for s in (sample_warehouse, again))
        assert pq.read_table(first).equals(pq.read_table(second)), name


@pytest.mark.parametrize("name", ["context_correlation", "school_cluster", "cluster_centroid"])
def test_the_warehouse_keeps_what_made_the_numbers(sample_warehouse: Settings, name: str) -> None:
    with duckdb.connect(str(sample_warehouse.warehouse_path), read_only=True) as connection:
        record = connection.execute(
            "select row_count, parameters, libraries, input_hash from marts.fct_statistics_run where statistic_id = ?",
            [name],
        ).fetchall()
        rows = connection.execute(f"select count(*) from marts.fct_{name}").fetchall()
        seeds = connection.execute("select value from seeds.parameter where parameter_id = 'cluster_seed'").fetchall()
    ((row_count, parameters, libraries, input_hash),) = record
    assert [(row_count,)] == rows
    assert json.loads(parameters)["cluster_seed"] == seeds[0][0]
    assert json.loads(libraries)["scikit-learn"] == version("scikit-learn")
    assert len(input_hash) == 16
