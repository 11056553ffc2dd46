"""The dbt part of a run: a fresh database beside the old one, renamed over it when every test passed."""

from __future__ import annotations

import shutil

from dagster_project.lib.tables import ensure_empty_parts
from dagster_project.settings import Settings
from dagster_project.warehouse.dbt_runner import DbtOutcome, OnNode, run_dbt
from dagster_project.warehouse.files import Stamp, discard, swap_in
from dagster_project.warehouse.fingerprint import build_fingerprint, differ_in_day_only

BUILD_COMMAND = ("build", "--exclude-resource-type", "unit_test")
NEW_DAY_COMMAND = (*BUILD_COMMAND, "--select", "tag:as_of+")


def warehouse_stamp(settings: Settings) -> Stamp:
    return Stamp(settings.state_dir / "warehouse.json", settings.warehouse_path)


def warehouse_is_current(settings: Settings) -> bool:
    """A build would make the same tables again."""
    return warehouse_stamp(settings).matches(build_fingerprint(settings))


def start_build(settings: Settings) -> str:
    """Clear what a killed build left and return the fingerprint of what this one reads."""
    ensure_empty_parts(settings)
    discard(settings.warehouse_build_path)
    return build_fingerprint(settings)


def finish_build(settings: Settings, fingerprint: str) -> None:
    """Show the finished build to readers."""
    swap_in(settings.warehouse_build_path, settings.warehouse_path)
    warehouse_stamp(settings).write(fingerprint)


def build_warehouse(settings: Settings, on_node: OnNode | None = None) -> DbtOutcome:
    """Seeds, models and data tests. When anything fails the old warehouse stays as it was.

    When only the day differs from the present warehouse, what is judged by the day is built on a copy of it.
    The caller holds the writer lock.
    """
    present = warehouse_stamp(settings).fingerprint()
    fingerprint = start_build(settings)
    command: tuple[str, ...] = BUILD_COMMAND
    if present is not None and differ_in_day_only(present, fingerprint):
        shutil.copyfile(settings.warehouse_path, settings.warehouse_build_path)
        command = NEW_DAY_COMMAND
    outcome = run_dbt(settings, command, settings.warehouse_build_path, on_node)
    if outcome.success:
        finish_build(settings, fingerprint)
    return outcome
