"""Leftovers of killed runs. They are invisible to the warehouse; this only frees the disk."""

from __future__ import annotations

from pathlib import Path

from dagster_project.lib.claims import no_batch_in_hand, planning
from dagster_project.lib.tables import EMPTY_PART
from dagster_project.settings import Settings
from dagster_project.warehouse.bi_copy import remove_old_versions, unfinished_copy
from dagster_project.warehouse.build import unfinished_builds
from dagster_project.warehouse.files import wal_of
from dagster_project.warehouse.frozen_ledger import thaw_ledger
from dagster_project.warehouse.lock import writer_lock


def remove_leftovers(settings: Settings) -> list[Path]:
    """Delete parts whose batch never reached the ledger, temporary files and unfinished databases.

    While an ingest is writing, its unfinished parts look the same: then only databases go.
    """
    with writer_lock(settings), planning(settings), no_batch_in_hand(settings) as nobody_writes:
        committed = {part.stem for part in settings.ledger_dir.glob("*.parquet")} | {Path(EMPTY_PART).stem}
        part_dirs = [*settings.raw_dir.glob("*"), settings.quarantine_dir, settings.findings_dir]
        orphans = [part for folder in part_dirs for part in folder.glob("*.parquet") if part.stem not in committed]
        temporaries = [
            file for folder in (*part_dirs, settings.ledger_dir, settings.state_dir) for file in folder.glob("*.tmp*")
        ]
        databases = [file for file in (unfinished_copy(settings), wal_of(unfinished_copy(settings))) if file.exists()]
        databases += unfinished_builds(settings)
        leftovers = sorted({*orphans, *temporaries, *databases} if nobody_writes else databases)
        for file in leftovers:
            file.unlink()
        thaw_ledger(settings)
        return leftovers + remove_old_versions(settings)
