"""Dagster builds on Spark by the same setting, and gives the tables of DuckDB."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

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


@pytest.fixture(scope="module")
def built(on_duckdb: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = copy_of_the_lake(on_duckdb, tmp_path_factory.mktemp("dagster") / "home")
    places = {"RSOKO_HOME": str(settings.home), "RSOKO_LANDING": str(settings.landing), "RSOKO_ENGINE": SPARK}
    done = subprocess.run(
        [sys.executable, "-c", MATERIALISE],
        env={**os.environ, **places},
        cwd=REPO_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-6000:]
    assert int(done.stdout.split()[-1]) > 440, done.stdout
    return settings


def test_dagster_on_spark_gives_the_same_tables(on_duckdb: Settings, built: Settings) -> None:
    assert differences(on_duckdb.warehouse_path, built.warehouse_path) == []
