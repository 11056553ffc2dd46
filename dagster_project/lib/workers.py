"""Processes that read files for the ingest: a broken workbook may end the reader, never the program.

Not `ProcessPoolExecutor`: its workers import the parent's main module again (a second of Dagster in each), and they
survive a SIGKILL of the parent. These read jobs from their standard input and end when it closes.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import queue
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, cast

from dagster_project.settings import REPO_ROOT

try:
    import resource
except ImportError:  # not on Windows
    resource = None  # type: ignore[assignment]

_ENVIRONMENT = {
    # glibc gives big blocks back to the system after every workbook and takes them again: page faults, 4 % of reading
    "MALLOC_MMAP_THRESHOLD_": str(1 << 30),
    "MALLOC_TRIM_THRESHOLD_": str(1 << 31),
    "OPENBLAS_NUM_THREADS": "1",  # numpy starts a thread per core for algebra nobody asks of a reader
}

_MAX_ADDRESS_SPACE = 16 << 30

Job = tuple[Callable[..., Any], tuple[Any, ...]]


class WorkerDied(RuntimeError):
    """A process ended before it answered: a file its reader cannot survive, no memory, or somebody killed it."""


class Worker:
    """One process, started on first use and again after it died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def call(self, job: Job) -> Any:
        """The answer of `function(*arguments)`; raises what it raised, or `WorkerDied`."""
        process = self._process or self._start()
        assert process.stdin is not None and process.stdout is not None
        try:
            pickle.dump(job, process.stdin)
            process.stdin.flush()
            answer = pickle.load(process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self.close(kill=True)
            raise WorkerDied(f"Процесс чтения {process.pid} прерван") from error
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self, *, kill: bool = False) -> None:
        """End the process: at once, or after the job in hand."""
        process, self._process = self._process, None
        if process is None:
            return
        if kill:
            process.kill()
        assert process.stdin is not None and process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        process.wait()
        process.stdout.close()

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dagster_project.lib.workers"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=REPO_ROOT,
            env={**os.environ, **_ENVIRONMENT},
        )
        return self._process


class Pool:
    """Several workers. `map_unordered` yields (job number, answer) as they come."""

    def __init__(self, size: int) -> None:
        self._workers = [Worker() for _ in range(max(1, size))]
        self._closed = threading.Event()

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed.set()
        for worker in self._workers:
            worker.close(kill=error is not None)

    def map_unordered(self, jobs: Sequence[Job]) -> Iterator[tuple[int, Any]]:
        """Run jobs. A job whose process died is answered with `WorkerDied`; any other error is raised here."""
        todo: queue.SimpleQueue[tuple[int, Job]] = queue.SimpleQueue()
        done: queue.SimpleQueue[tuple[int, Any]] = queue.SimpleQueue()
        for numbered in enumerate(jobs):
            todo.put(numbered)
        for worker in self._workers[: len(jobs)]:
            threading.Thread(target=self._feed, args=(worker, todo, done), daemon=True).start()
        for _ in jobs:
            number, answer = done.get()
            if isinstance(answer, Exception) and not isinstance(answer, WorkerDied):
                raise answer
            yield number, answer

    def _feed(
        self, worker: Worker, todo: queue.SimpleQueue[tuple[int, Job]], done: queue.SimpleQueue[tuple[int, Any]]
    ) -> None:
        while not self._closed.is_set():
            try:
                number, job = todo.get_nowait()
            except queue.Empty:
                return
            try:
                done.put((number, worker.call(job)))
            except Exception as error:
                done.put((number, error))


def _limit_memory() -> None:
    """A sheet with one cell in its last row and column asks for 500 GB: let that fail, not the machine."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (_MAX_ADDRESS_SPACE, _MAX_ADDRESS_SPACE))


def _serve() -> None:
    _limit_memory()
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
        answers.write(_pickled(answer))
        answers.flush()


def _pickled(answer: Any) -> bytes:
    """An exception that cannot be rebuilt on the other side would leave half a message in the pipe: send its text."""
    pickled = pickle.dumps(answer)
    if isinstance(answer, Exception):
        try:
            pickle.loads(pickled)
        except Exception:
            return pickle.dumps(RuntimeError("".join(traceback.format_exception(answer))))
    return pickled


if __name__ == "__main__":
    _serve()
