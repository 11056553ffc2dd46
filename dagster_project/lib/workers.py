"""A pool of worker processes for the ingest.

Not `ProcessPoolExecutor`: its workers import the parent's main module again (a second of Dagster in each), and they
survive a SIGKILL of the parent. These read jobs from their standard input and end when it closes.
"""

from __future__ import annotations

import gc
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, cast

from dagster_project.settings import REPO_ROOT

# glibc gives big blocks back to the system after every workbook and takes them again: page faults, 4 % of reading.
_KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(1 << 30), "MALLOC_TRIM_THRESHOLD_": str(1 << 31)}

Job = tuple[Callable[..., Any], tuple[Any, ...]]


class WorkerDied(RuntimeError):
    """A worker process ended before it answered (out of memory, killed)."""


class Pool:
    """Processes started on first use. `map_unordered` yields (job number, answer) as they come."""

    def __init__(self, size: int) -> None:
        self._size = max(1, size)
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            if error is not None:
                process.kill()
            if process.stdin:
                process.stdin.close()
            process.wait()
            if process.stdout:
                process.stdout.close()

    def map_unordered(self, jobs: Sequence[Job]) -> Iterator[tuple[int, Any]]:
        """Run jobs; the first error of a worker is raised here, after which the pool is of no use."""
        while len(self._processes) < min(self._size, len(jobs)):
            self._processes.append(self._start())
        todo: queue.SimpleQueue[tuple[int, Job]] = queue.SimpleQueue()
        done: queue.SimpleQueue[tuple[int, Any]] = queue.SimpleQueue()
        for numbered in enumerate(jobs):
            todo.put(numbered)
        for process in self._processes:
            threading.Thread(target=_feed, args=(process, todo, done), daemon=True).start()
        for _ in jobs:
            number, answer = done.get()
            if isinstance(answer, BaseException):
                raise answer
            yield number, answer

    @staticmethod
    def _start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dagster_project.lib.workers"]
        environment = {**os.environ, **_KEEP_MEMORY}
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=REPO_ROOT, env=environment)


def _feed(
    process: subprocess.Popen[bytes],
    todo: queue.SimpleQueue[tuple[int, Job]],
    done: queue.SimpleQueue[tuple[int, Any]],
) -> None:
    assert process.stdin is not None and process.stdout is not None
    while True:
        try:
            number, job = todo.get_nowait()
        except queue.Empty:
            return
        try:
            pickle.dump(job, process.stdin)
            process.stdin.flush()
            done.put((number, pickle.load(process.stdout)))
        except (EOFError, OSError, pickle.UnpicklingError):
            message = (
                f"Процесс чтения {process.pid} прерван (нехватка памяти или остановка). Запустите загрузку ещё раз."
            )
            done.put((number, WorkerDied(message)))
            return


def _serve() -> None:
    gc.disable()  # a workbook is a million cells and not one cycle; the collector costs a tenth of the reading
    answers = sys.stdout.buffer
    sys.stdout = cast(Any, sys.stderr)  # a stray print must not break the protocol
    while True:
        try:
            function, arguments = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            answer: Any = function(*arguments)
        except Exception as error:
            error.add_note(f"in worker, {function.__name__}")
            answer = error
        pickle.dump(answer, answers)
        answers.flush()


if __name__ == "__main__":
    _serve()
