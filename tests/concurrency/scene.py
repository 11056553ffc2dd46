"""Processes that work over one home at once, and what they printed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from dagster_project.settings import REPO_ROOT, Settings

SELECTED = "" if os.environ.get("RSOKO_DRILL") else "+pub_import +pub_score_distribution"
LOCK_WORDS = ("lock", "conflict", "открыта на запись")


class Scene:
    """Landing folders over one home, and processes that work there."""

    def __init__(self, folder: Path, home: Path, names: Iterable[str]) -> None:
        self.home = home
        self.stop = folder / "stop"
        self.landings = {name: folder / name for name in names}
        self._processes: dict[str, subprocess.Popen[str]] = {}

    def settings(self, name: str) -> Settings:
        return Settings(landing=self.landings[name], home=self.home)

    def start(self, label: str, name: str, command: str) -> None:
        self._processes[label] = subprocess.Popen(
            [sys.executable, "-m", "tests.concurrency.driver", command, str(self.stop)],
            env={
                **os.environ,
                "RSOKO_LANDING": str(self.landings[name]),
                "RSOKO_HOME": str(self.home),
                "RSOKO_WORKERS": "1",
                "RSOKO_TEST_SELECT": SELECTED,
            },
            cwd=REPO_ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def first_line(self, label: str) -> str:
        """What the process prints first; waits for it."""
        output = self._processes[label].stdout
        assert output is not None
        return output.readline()

    def kill(self, label: str) -> None:
        self._processes[label].kill()
        self._processes[label].wait()

    def finish(self, label: str) -> list[str]:
        """Lines the process printed; it must have ended well and never spoken of a lock."""
        process = self._processes[label]
        printed, _ = process.communicate(timeout=600)
        assert process.returncode == 0, f"{label}:\n{printed}"
        assert not any(word in printed.lower() for word in LOCK_WORDS), f"{label}:\n{printed}"
        return printed.splitlines()

    def end(self) -> None:
        """Nothing goes on after a test that failed."""
        for process in self._processes.values():
            if process.poll() is None:
                process.kill()
                process.communicate()

    def wait_for(self, pattern: str) -> None:
        """Until a file appears in the home, while every process is well."""
        while next(self.home.glob(pattern), None) is None:
            assert all(process.poll() in (None, 0) for process in self._processes.values())
            time.sleep(0.01)
