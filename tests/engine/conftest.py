"""Lakes that both engines build: the sample region, and with it a region's year. DuckDB's side of each, built once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dagster_project.engine.cluster import Cluster, running
from dagster_project.generator.atscale.generate import Order, generate_lake
from dagster_project.settings import DUCKDB, SAMPLES_DIR, SPARK, Settings
from tests.conftest import run_rsoko

REGION_YEAR = 400_000
WORKS = int(os.environ.get("RSOKO_ENGINE_WORKS") or REGION_YEAR)
LAKE = ("raw", "ledger", "quarantine", "findings")


def copy_of_the_lake(built: Settings, home: Path) -> Settings:
    """A home with the same lake and nothing built."""
    for part in LAKE:
        shutil.copytree(built.home / part, home / part)
    return replace(built, home=home)


def run_with(settings: Settings, engine: str) -> Settings:
    """`rsoko run` over this home on one of the engines."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("RSOKO_ENGINE", engine)
        done = run_rsoko(settings, "run")
    assert done.returncode == 0, f"rsoko run failed on {engine}:\n{done.stdout[-6000:]}\n{done.stderr[-3000:]}"
    return replace(settings, engine=engine)


@pytest.fixture(scope="session")
def samples_on_duckdb(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return run_with(Settings(landing=SAMPLES_DIR, home=tmp_path_factory.mktemp("samples") / "duckdb"), DUCKDB)


@pytest.fixture(scope="session")
def region_on_duckdb(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home = tmp_path_factory.mktemp("region") / "duckdb"
    generate_lake(home, Order(works=WORKS, regions=1, years=1, seed=5), lambda done, total, label: None)
    return run_with(Settings(landing=SAMPLES_DIR, home=home), DUCKDB)


@pytest.fixture(scope="session")
def region_on_spark(region_on_duckdb: Settings) -> Settings:
    return run_with(copy_of_the_lake(region_on_duckdb, region_on_duckdb.home.with_name("spark")), SPARK)


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with running(tmp_path_factory.mktemp("cluster")) as started:
        yield started
