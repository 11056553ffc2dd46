"""Progress bars of a run."""

from __future__ import annotations

import threading
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class ProgressWatcher:
    """Shows a bar for files and a bar for dbt nodes; without a terminal only the finished bars are printed."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[label]}"),
            console=console,
        )
        self._tasks: dict[str, TaskID] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> ProgressWatcher:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def waiting(self) -> None:
        self._console.print("[yellow]Другой запуск пишет в эту же папку: жду, пока он закончит…")

    def on_file(self, done: int, total: int, label: str) -> None:
        self._show("Приём файлов     ", done, total, label)

    def on_work(self, done: int, total: int, label: str) -> None:
        self._show("Работ создано    ", done, total, label)

    def on_node(self, done: int, total: int, label: str) -> None:
        self._show("Расчёт и проверки", done, total, label)

    def _show(self, title: str, done: int, total: int, label: str) -> None:
        with self._lock:  # dbt reports from several threads
            if title not in self._tasks:
                self._tasks[title] = self._progress.add_task(title, total=total, label="")
        self._progress.update(
            self._tasks[title], completed=done, total=total, label="" if done == total else label[-60:]
        )
