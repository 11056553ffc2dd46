"""Dagster builds the sample region on Spark by the same setting; a worker dies on the way; the tables are DuckDB's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

import pytest

from dagster_project.engine.cluster import Cluster, found
from dagster_project.settings import REPO_ROOT, SPARK, Settings
from tests.engine.compare import differences
from tests.engine.conftest import copy_of_the_lake

# A process of its own: the code location reads RSOKO_ENGINE when it is loaded.
MATERIALISE = """
import sys
import dagster as dg
from dagster_project.definitions import defs
with dg.DagsterInstance.ephemeral() as instance:
    done = defs.resolve_job_def("warehouse_job").execute_in_process(instance=instance, raise_on_error=False)
print("assets", len({event.asset_key for event in done.get_asset_materialization_events()}))
sys.exit(0 if done.success else 1)
"""
TABLES_BEFORE_DEATH = 200
LOOK_SECONDS = 0.2


@dataclass(frozen=True)
class Built:
    """What Dagster made, and what the driver wrote about its executors."""

    settings: Settings
    assets: int
    driver_log: str


def tables_of(cluster: Cluster) -> int:
    """How many tables are written or being written."""
    return sum(1 for _ in cluster.tables.glob("*.db/*"))


@pytest.fixture(scope="module")
def built(samples_on_duckdb: Settings, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("dagster")
    settings = copy_of_the_lake(samples_on_duckdb, folder / "home")
    places = {"RSOKO_HOME": str(settings.home), "RSOKO_LANDING": str(settings.landing), "RSOKO_ENGINE": SPARK}
    told = folder / "told.txt"
    wounded: Cluster | None = None
    with told.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", MATERIALISE],
            env={**os.environ, **places},
            cwd=REPO_ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        while process.poll() is None:
            clusters = [found(place) for place in settings.spark_dir.glob("*T*")]
            for cluster in filter(None, clusters):
                if not wounded and tables_of(cluster) >= TABLES_BEFORE_DEATH:
                    os.kill(cluster.worker_pids[0], signal.SIGKILL)
                    wounded = cluster
            time.sleep(LOOK_SECONDS)
    printed = told.read_text("utf-8")
    assert process.returncode == 0, printed[-8000:]
    assert wounded, "the build ended before a worker was killed"
    assets = int(printed.rpartition("assets ")[2].split()[0])
    return Built(settings, assets, (wounded.folder / "thrift.log").read_text("utf-8", errors="replace"))


def test_dagster_built_everything(built: Built) -> None:
    assert built.assets > 440


def test_the_driver_lost_an_executor(built: Built) -> None:
    assert "Lost executor" in built.driver_log


def test_every_table_is_equal_nevertheless(samples_on_duckdb: Settings, built: Built) -> None:
    assert differences(samples_on_duckdb.warehouse_path, built.settings.warehouse_path) == []


def test_what_bi_reads_is_equal(samples_on_duckdb: Settings, built: Built) -> None:
    assert differences(samples_on_duckdb.bi_path, built.settings.bi_path) == []
