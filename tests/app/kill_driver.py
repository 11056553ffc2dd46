"""`rsoko run` that kills itself, workers included, with SIGKILL at a chosen point.

Points: `before:<glob>` and `after:<glob>` a rename onto a path below the home folder made by this process,
`seen:<glob>` the first sight of a path a reader process wrote, `file:<n>` n files told as read, `node:<n>` n finished
dbt nodes.
"""

from __future__ import annotations

import fnmatch
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from dagster_project.cli.main import app
from dagster_project.report.progress import ProgressWatcher
from dagster_project.settings import Settings


def die() -> None:
    os.killpg(os.getpgid(0), signal.SIGKILL)


def die_when_seen(home: Path, place: str) -> None:
    while next(home.glob(place), None) is None:
        pass
    die()


def kill_at(point: str) -> None:
    moment, _, place = point.partition(":")
    if moment in ("file", "node"):
        told = getattr(ProgressWatcher, f"on_{moment}")

        def watched(self: ProgressWatcher, done: int, total: int, label: str) -> None:
            if done >= int(place):
                die()
            told(self, done, total, label)

        setattr(ProgressWatcher, f"on_{moment}", watched)
        return
    home = Settings.from_env().home
    if moment == "seen":
        threading.Thread(target=die_when_seen, args=(home, place), daemon=True).start()
        return
    replace = os.replace

    def watched_replace(source: Any, target: Any, **options: Any) -> None:
        path = Path(target)
        hit = path.is_relative_to(home) and fnmatch.fnmatch(str(path.relative_to(home)), place)
        if hit and moment == "before":
            die()
        replace(source, target, **options)
        if hit and moment == "after":
            die()

    os.replace = watched_replace


if __name__ == "__main__":
    kill_at(sys.argv[1])
    app(["run"])
