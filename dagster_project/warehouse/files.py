"""Swapping database files in by rename, so that a reader or a kill never meets a half-written one."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from dagster_project.warehouse.errors import RunError

if TYPE_CHECKING:
    import duckdb


def quoted(text: object) -> str:
    """Inside single quotes of SQL."""
    return str(text).replace("'", "''")


def wal_of(path: Path) -> Path:
    return path.with_name(path.name + ".wal")


def discard(path: Path) -> None:
    """Remove a database a killed run left, with its write-ahead log."""
    path.unlink(missing_ok=True)
    wal_of(path).unlink(missing_ok=True)


def settle(path: Path) -> None:
    """Fold a write-ahead log into its database: a log left beside a renamed file would be replayed on it.

    Raises:
        RunError: another program holds the database open for writing.
    """
    if not wal_of(path).exists():
        return
    if not path.exists():
        wal_of(path).unlink()
        return
    import duckdb

    try:
        with duckdb.connect(path) as connection:
            connection.execute("checkpoint")
    except duckdb.Error as error:
        raise RunError(f"{path} открыта на запись другой программой: закройте её и повторите. ({error})") from error


def swap_in(new: Path, target: Path) -> None:
    """Rename a finished, closed database over the one readers see."""
    settle(new)
    settle(target)
    with new.open("rb") as handle:
        os.fsync(handle.fileno())
    new.replace(target)


def open_for_reading(path: Path, patience_seconds: float = 60.0) -> duckdb.DuckDBPyConnection:
    """Open a database read-only. A writer holds it for the moment of a change: that moment is waited for.

    Raises:
        RunError: it is held for longer than `patience_seconds`.
    """
    import duckdb

    limit = time.monotonic() + patience_seconds
    while True:
        try:
            return duckdb.connect(path, read_only=True)
        except duckdb.IOException as error:
            if "Could not set lock" not in str(error):
                raise
            if time.monotonic() > limit:
                raise RunError(f"{path} открыта на запись другой программой: повторите позже. ({error})") from error
        time.sleep(0.05)


class Stamp:
    """Remembers from what a file was made. Written after the file, so a kill in between only repeats the work."""

    def __init__(self, stamp: Path, file: Path) -> None:
        self._stamp = stamp
        self._file = file

    def matches(self, fingerprint: str) -> bool:
        """The file is there, untouched since it was made from `fingerprint`."""
        return self.fingerprint() == fingerprint

    def fingerprint(self) -> str | None:
        """From what the file was made; None when it is not there, was touched since or nothing is known."""
        try:
            facts = json.loads(self._stamp.read_text())
            fingerprint = str(facts["fingerprint"])
            return fingerprint if facts == self._facts(fingerprint) else None
        except (FileNotFoundError, json.JSONDecodeError, KeyError, TypeError):
            return None

    def write(self, fingerprint: str) -> None:
        self._stamp.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._stamp.with_suffix(".tmp")
        temporary.write_text(json.dumps(self._facts(fingerprint)))
        temporary.replace(self._stamp)

    def _facts(self, fingerprint: str) -> dict[str, object]:
        stat = self._file.stat()
        return {"fingerprint": fingerprint, "size": stat.st_size, "mtime_ns": stat.st_mtime_ns}
