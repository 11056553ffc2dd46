"""A build on Spark: the same passes of the same project, and a catalogue of its tables for a database file."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from dagster_project.engine.cluster import Cluster, found, running, shape_of_environment, spark_environment
from dagster_project.engine.spark_dbt import run_dbt_on_spark, spark_target, variables
from dagster_project.engine.tables import folder_in_use, show_tables
from dagster_project.settings import SPARK, Settings
from dagster_project.statistics.compute import compute_statistics
from dagster_project.warehouse.dbt_runner import DbtOutcome, OnNode, environment


def dbt_program() -> Path:
    """The dbt that speaks to the engine of `RSOKO_ENGINE`; Spark's may be missing until it is asked for."""
    if os.environ.get("RSOKO_ENGINE") == SPARK:
        return spark_environment() / "bin" / "dbt"
    return Path(sys.executable).with_name("dbt")


@contextmanager
def engine_of(settings: Settings) -> Iterator[Callable[[Path], None]]:
    """The engine for the length of a block, for a dbt that is started by others (Dagster).

    Yields what to call with dbt's target folder when a pass is over, so that its tables can be read.
    """
    if settings.engine != SPARK:
        yield lambda _: None
        return
    with cluster_for(settings) as cluster, environment(variables(cluster)):
        yield lambda target: show_what_is_built(settings, cluster, target)


@contextmanager
def cluster_for(settings: Settings) -> Iterator[Cluster]:
    """A cluster for one build, its tables in a folder of their own: those that are read now stay as they are."""
    remove_old_tables(settings)
    folder = settings.spark_dir / f"{datetime.now(UTC):%Y%m%dT%H%M%S}"
    with running(folder, shape_of_environment()) as cluster:
        yield cluster


def remove_old_tables(settings: Settings) -> None:
    """Delete what earlier builds wrote, unless the present warehouse reads it, and stop what a killed build left."""
    for folder in sorted(settings.spark_dir.glob("*T*")):
        left = found(folder)
        if left:
            left.stop()
        if not folder_in_use(settings.warehouse_path, folder):
            shutil.rmtree(folder)


def show_what_is_built(settings: Settings, cluster: Cluster, target: Path) -> None:
    """Make the build file a catalogue of the cluster's tables: statistics, reports and BI read it like any warehouse.

    Args:
        target: dbt's target folder, where its manifest is.
    """
    show_tables(settings.warehouse_build_path, cluster.tables, target / "manifest.json")


def build_on_spark(settings: Settings, on_node: OnNode | None = None) -> DbtOutcome:
    """Seeds, models and data tests in two passes, statistics between them. The caller swaps the catalogue in."""
    from dagster_project.warehouse.build import INPUT_PASS, REST_PASS

    with cluster_for(settings) as cluster:
        outcome = run_dbt_on_spark(settings, cluster, INPUT_PASS, on_node)
        if outcome.success:
            show_what_is_built(settings, cluster, spark_target(settings))
            compute_statistics(settings)
            outcome += run_dbt_on_spark(settings, cluster, REST_PASS, on_node)
            show_what_is_built(settings, cluster, spark_target(settings))
    return outcome
