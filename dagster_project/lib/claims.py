"""Ingests beside each other in one home: what each takes is claimed, so no file is taken twice (ADR 0012).

A claim is a file in `state/claims` its process holds locked: the system frees it when the process dies, and a claim
nobody holds is void. Builds leave out the batches of living claims: a delivery is seen whole or not at all.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from filelock import FileLock

from dagster_project.settings import Settings

_FILE, _BATCH = "file", "batch"


@contextmanager
def planning(settings: Settings) -> Iterator[None]:
    """Who takes what is decided by one process at a time: held for moments, never while a file is read."""
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    with FileLock(settings.state_dir / "ingest.lock"):
        yield


class Claim:
    """Files only this process takes until the claim ends. Make it while `planning`.

    Args:
        files: sha256 of the files.
    """

    def __init__(self, settings: Settings, files: Iterable[str]) -> None:
        self._settings = settings
        self._path = _folder(settings) / f"{os.getpid()}-{secrets.token_hex(4)}"
        self._path.parent.mkdir(exist_ok=True)
        self._handle = self._path.open("x", encoding="ascii")
        fcntl.flock(self._handle, fcntl.LOCK_EX)
        self._write(_FILE, files)

    def __enter__(self) -> Claim:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._path.unlink(missing_ok=True)
        self._handle.close()

    def add_batches(self, batch_ids: Iterable[str]) -> None:
        """Name the batches before they are written: builds leave them out while the claim lives."""
        with planning(self._settings):
            self._write(_BATCH, batch_ids)

    def _write(self, kind: str, names: Iterable[str]) -> None:
        self._handle.writelines(f"{kind} {name}\n" for name in names)
        self._handle.flush()


@dataclass(frozen=True)
class LiveClaim:
    """What another running ingest takes."""

    path: Path
    files: frozenset[str]
    batches: frozenset[str]

    def wait(self) -> None:
        """Return when the claim has ended, however it ended."""
        try:
            with self.path.open("rb") as handle:
                fcntl.flock(handle, fcntl.LOCK_SH)
        except FileNotFoundError:
            return


def live_claims(settings: Settings) -> list[LiveClaim]:
    """Claims of running ingests; those of dead ones are removed. The caller is `planning`."""
    found = []
    for path in sorted(_folder(settings).glob("*")):
        try:
            with path.open(encoding="ascii") as handle:
                if _is_held(handle.fileno()):
                    lines = [line.split() for line in handle]
                    files, batches = (frozenset(n for k, n in lines if k == kind) for kind in (_FILE, _BATCH))
                    found.append(LiveClaim(path, files, batches))
                else:
                    path.unlink(missing_ok=True)
        except FileNotFoundError:
            continue
    return found


def _folder(settings: Settings) -> Path:
    return settings.state_dir / "claims"


def _is_held(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


@contextmanager
def batch_in_hand(settings: Settings) -> Iterator[None]:
    """Held by a reader process from the first part of a batch to its commit, also when its ingest was killed."""
    with _writing(settings).open("ab") as handle:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield


@contextmanager
def no_batch_in_hand(settings: Settings) -> Iterator[bool]:
    """True when nobody is writing a batch; until the block ends nobody begins one."""
    with _writing(settings).open("ab") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _writing(settings: Settings) -> Path:
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    return settings.state_dir / "writing.lock"


def delivered_parts(settings: Settings) -> list[Path]:
    """Parts of the ledger a build may show, by name: all but those of ingests that are still running."""
    with planning(settings):
        unfinished = {batch for claim in live_claims(settings) for batch in claim.batches}  # first: one may end now
        return [part for part in sorted(settings.ledger_dir.glob("*.parquet")) if part.stem not in unfinished]
