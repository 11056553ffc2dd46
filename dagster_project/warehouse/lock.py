"""One writer at a time under `RSOKO_HOME`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from dagster_project.settings import Settings


@contextmanager
def writer_lock(settings: Settings, on_wait: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the lock of the home folder. The system frees it when the holder dies, however it dies.

    Args:
        on_wait: called once when another run holds the lock, before waiting for it.
    """
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    lock = FileLock(settings.state_dir / "run.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if on_wait:
            on_wait()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
