"""One run, whoever starts it: ingest, then under the lock build and BI copy. No Dagster import."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from dagster_project.lib.pipeline import IngestSummary, ingest
from dagster_project.settings import Settings
from dagster_project.warehouse.bi_copy import bring_up_to_date
from dagster_project.warehouse.build import build_warehouse, warehouse_is_current
from dagster_project.warehouse.lock import writer_lock

if TYPE_CHECKING:
    from dagster_project.warehouse.dbt_runner import DbtOutcome


class Watcher(Protocol):
    """What a run tells while it works."""

    def waiting(self) -> None: ...

    def on_file(self, done: int, total: int, label: str) -> None: ...

    def on_node(self, done: int, total: int, label: str) -> None: ...


@dataclass(frozen=True)
class RunReport:
    """What a run did.

    Args:
        outcome: result of the dbt part; None when nothing had changed.
    """

    ingest: IngestSummary
    outcome: DbtOutcome | None
    seconds: float

    @property
    def success(self) -> bool:
        return self.outcome is None or self.outcome.success


def run(settings: Settings, watcher: Watcher) -> RunReport:
    """Bring the warehouse and the BI copy up to date with the landing folder.

    A failed dbt node leaves the old warehouse and the old copy. Runs of one home ingest beside each other and build one
    after the other; the second builds only what the first did not see.

    Raises:
        RunError: a database file is held by another program.
    """
    started = time.monotonic()
    outcome: DbtOutcome | None = None
    summary = ingest(settings, on_progress=watcher.on_file, on_wait=watcher.waiting)
    with writer_lock(settings, watcher.waiting):
        if not warehouse_is_current(settings):
            outcome = build_warehouse(settings, watcher.on_node)
        report = RunReport(summary, outcome, time.monotonic() - started)
        if report.success:
            bring_up_to_date(settings)
    return report
