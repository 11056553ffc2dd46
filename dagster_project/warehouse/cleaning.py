"""Leftovers of killed runs. They are invisible to the warehouse; this only frees the disk."""

from __future__ import annotations

from pathlib import Path

from dagster_project.settings import Settings
from dagster_project.warehouse.bi_copy import remove_old_versions, unfinished_copy
from dagster_project.warehouse.files import wal_of
from dagster_project.warehouse.lock import writer_lock


def remove_leftovers(settings: Settings) -> list[Path]:
    """Delete parts whose batch never reached the ledger, temporary files and unfinished databases."""
    with writer_lock(settings):
        committed = {part.stem for part in settings.ledger_dir.glob("*.parquet")} | {"_empty"}
        part_dirs = [*settings.raw_dir.glob("*"), settings.quarantine_dir, settings.findings_dir]
        orphans = [part for folder in part_dirs for part in folder.glob("*.parquet") if part.stem not in committed]
        temporaries = [
            file for folder in (*part_dirs, settings.ledger_dir, settings.state_dir) for file in folder.glob("*.tmp*")
        ]
        databases = [
            file
            for database in (settings.warehouse_build_path, unfinished_copy(settings))
            for file in (database, wal_of(database))
            if file.exists()
        ]
        leftovers = sorted({*orphans, *temporaries, *databases})
        for file in leftovers:
            file.unlink()
        return leftovers + remove_old_versions(settings)
