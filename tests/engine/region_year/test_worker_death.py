"""A worker that dies in the middle of a build costs time and nothing else."""

from __future__ import annotations

import os
import signal

import pytest

from dagster_project.engine.cluster import Shape, running
from dagster_project.engine.spark_dbt import run_dbt_on_spark, spark_target
from dagster_project.engine.tables import show_tables
from dagster_project.settings import Settings
from tests.engine.compare import differences
from tests.engine.conftest import copy_of_the_lake

# Works down to the cells that indicators are made of, and an indicator with its spine.
BUILT = ("fct_vpr_result", "agg_vpr_cell", "agg_vpr_score", "ind_vpr_not_confirmed_share")
COMMAND = ("run", "--select", *(f"+{model}" for model in BUILT))
NODES_BEFORE_DEATH = 12


@pytest.fixture(scope="module")
def survived(region_on_duckdb: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], str]:
    """How the tables of a cluster that lost a worker differ from those of DuckDB, and what its driver wrote."""
    folder = tmp_path_factory.mktemp("death")
    settings = copy_of_the_lake(region_on_duckdb, folder / "home")
    with running(folder / "cluster", Shape(workers=2)) as cluster:
        seeded = run_dbt_on_spark(settings, cluster, ("seed",))
        assert seeded.success, seeded.failures

        def kill_a_worker(done: int, total: int, label: str) -> None:
            if done == NODES_BEFORE_DEATH:
                os.kill(cluster.worker_pids[0], signal.SIGKILL)

        outcome = run_dbt_on_spark(settings, cluster, COMMAND, kill_a_worker)
        assert outcome.success, outcome.failures
        assert outcome.nodes > 2 * NODES_BEFORE_DEATH, "the worker did not die in the middle"
        show_tables(folder / "catalogue.duckdb", cluster.tables, spark_target(settings) / "manifest.json")
        log = (cluster.folder / "thrift.log").read_text("utf-8", errors="replace")
        differ = differences(
            region_on_duckdb.warehouse_path,
            folder / "catalogue.duckdb",
            {
                "marts.fct_vpr_result",
                "marts.agg_vpr_cell",
                "marts.agg_vpr_score",
                "indicators.ind_vpr_not_confirmed_share",
            },
        )
    return differ, log


def test_the_driver_lost_an_executor(survived: tuple[list[str], str]) -> None:
    assert "Lost executor" in survived[1]


def test_what_is_built_is_equal_nevertheless(survived: tuple[list[str], str]) -> None:
    assert survived[0] == []
