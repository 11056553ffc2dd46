"""The ledger as one build reads it: what was delivered when the build began, whatever arrives meanwhile."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from dagster_project.settings import Settings


def freeze_ledger(settings: Settings, parts: Iterable[Path]) -> None:
    """Give these parts a second name in the folder the build reads."""
    thaw_ledger(settings)
    settings.ledger_build_dir.mkdir(parents=True)
    for part in parts:
        os.link(part, settings.ledger_build_dir / part.name)


def thaw_ledger(settings: Settings) -> None:
    shutil.rmtree(settings.ledger_build_dir, ignore_errors=True)


def ledger_to_read(settings: Settings) -> Path:
    """The frozen ledger while a build runs; without one the ledger as it is."""
    return settings.ledger_build_dir if settings.ledger_build_dir.exists() else settings.ledger_dir
