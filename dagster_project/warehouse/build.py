"""The dbt part of a run: a fresh database beside the old one, renamed over it when every test passed.

Two passes with the statistics between them (ADR 0009): they read what the first pass built, the second stages them.
When only files came or went, the regions they concern are rebuilt in the present warehouse instead (ADR 0013).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from dagster_project.lib.claims import delivered_parts
from dagster_project.lib.tables import ensure_empty_parts
from dagster_project.settings import SPARK, Settings
from dagster_project.statistics.compute import compute_statistics
from dagster_project.warehouse.bi_copy import origin, remember_change
from dagster_project.warehouse.dbt_runner import DbtOutcome, OnNode, parse_dbt, run_dbt
from dagster_project.warehouse.files import Stamp, swap_in
from dagster_project.warehouse.fingerprint import build_fingerprint, differ_in_day_only
from dagster_project.warehouse.frozen_ledger import freeze_ledger, thaw_ledger
from dagster_project.warehouse.slices.changes import FullBuildNeeded, parts_of, record_built
from dagster_project.warehouse.slices.increment import increment
from dagster_project.warehouse.slices.plan import save_plan

BUILD_COMMAND = ("build", "--exclude-resource-type", "unit_test")
NEW_DAY_COMMAND = (*BUILD_COMMAND, "--select", "tag:as_of+")
STATISTICS_INPUT = "+tag:statistics_input"
# cautious: a test runs in the pass that has all its tables, and only there
INPUT_PASS = (*BUILD_COMMAND, "--indirect-selection", "cautious", "--select", STATISTICS_INPUT)
REST_PASS = (*BUILD_COMMAND, "--indirect-selection", "cautious", "--exclude", STATISTICS_INPUT)


def warehouse_stamp(settings: Settings) -> Stamp:
    return Stamp(settings.state_dir / "warehouse.json", settings.warehouse_path)


def warehouse_is_current(settings: Settings) -> bool:
    """A build would make the same tables again."""
    return warehouse_stamp(settings).matches(build_fingerprint(settings))


def start_build(settings: Settings) -> str:
    """Clear what a killed build left, fix what this one reads and return its fingerprint."""
    ensure_empty_parts(settings)
    for unfinished in unfinished_builds(settings):
        unfinished.unlink(missing_ok=True)
    parts = delivered_parts(settings)
    freeze_ledger(settings, parts)
    return build_fingerprint(settings, parts)


def unfinished_builds(settings: Settings) -> list[Path]:
    """Databases killed builds left, with their logs."""
    return sorted(file for kind in ("build", "slice") for file in settings.home.glob(f"warehouse.{kind}*.duckdb*"))


def finish_build(settings: Settings, fingerprint: str, is_whole: bool = True) -> None:
    """Show the finished build to readers.

    Args:
        is_whole: all tables are in the file and of the ledger the build began with; it is then noted in the file.
    """
    if is_whole:
        import duckdb

        with duckdb.connect(str(settings.warehouse_build_path)) as connection:
            record_built(connection, settings, parts_of(settings))
    swap_in(settings.warehouse_build_path, settings.warehouse_path)
    warehouse_stamp(settings).write(fingerprint)
    thaw_ledger(settings)


def build_warehouse(settings: Settings, on_node: OnNode | None = None) -> DbtOutcome:
    """Seeds, models and data tests, statistics between them. When anything fails the old warehouse stays as it was.

    When only the day differs from the present warehouse, what is judged by the day is built on a copy of it; when files
    came or went, the slice they concern (DuckDB both). On Spark the new file is a catalogue of views over the tables of
    the cluster. The caller holds the writer lock.
    """
    present = warehouse_stamp(settings).fingerprint()
    fingerprint = start_build(settings)
    if settings.engine == SPARK:
        from dagster_project.engine.build import build_on_spark

        outcome = build_on_spark(settings, on_node)
    elif present is not None and differ_in_day_only(present, fingerprint):
        shutil.copyfile(settings.warehouse_path, settings.warehouse_build_path)
        outcome = run_dbt(settings, NEW_DAY_COMMAND, settings.warehouse_build_path, on_node)
        outcome = outcome.told("новый день: пересчитано то, что судят по дню")
    else:
        try:
            return build_increment(settings, fingerprint, on_node)
        except FullBuildNeeded as why:
            outcome = _build_in_two_passes(settings, on_node).told(f"целиком: {why}")
    if outcome.success:
        finish_build(settings, fingerprint, is_whole=settings.engine != SPARK)
    return outcome


def build_increment(settings: Settings, fingerprint: str, on_node: OnNode | None = None) -> DbtOutcome:
    """Rebuild what the files that came or went concern, in the present warehouse. `start_build` came before.

    Raises:
        FullBuildNeeded: they concern more than some regions.
    """
    before = origin(settings) if settings.warehouse_path.exists() else ""
    outcome = increment(settings, on_node)
    if outcome.success:
        remember_change(settings, before, outcome.tables or {})
        warehouse_stamp(settings).write(fingerprint)
        thaw_ledger(settings)
    return outcome


def _build_in_two_passes(settings: Settings, on_node: OnNode | None) -> DbtOutcome:
    warehouse = settings.warehouse_build_path
    project = parse_dbt(settings, warehouse)
    outcome = run_dbt(settings, INPUT_PASS, warehouse, on_node, project)
    if outcome.success:
        compute_statistics(settings)
        outcome += run_dbt(settings, REST_PASS, warehouse, on_node, project)
    if outcome.success and project is not None:
        save_plan(settings, project.manifest)
    return outcome
