"""A run killed with SIGKILL at any moment, then repeated, gives the lake of an undisturbed run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dagster_project.lib.pipeline import read_ledger
from dagster_project.settings import REPO_ROOT, Settings
from tests.ingest import files
from tests.ingest.conftest import Lake
from tests.ingest.test_ledger import RUN

FILES = 450  # three batches
Moment = Callable[[Path], bool]


def _after(seconds: float) -> Moment:
    limit = time.monotonic() + seconds
    return lambda _: time.monotonic() > limit


def _appears(pattern: str, number: int = 1) -> Moment:
    return lambda home: len(list(home.glob(pattern))) >= number


MOMENTS: dict[str, Callable[[], Moment]] = {
    "before anything": lambda: _after(0.05),
    "while starting": lambda: _after(0.4),
    "first temporary part": lambda: _appears("raw/*/*.tmp-*"),
    "first raw part": lambda: _appears("raw/vpr_work/[0-9a-f]*.parquet"),
    "first findings": lambda: _appears("findings/[0-9a-f]*.parquet"),
    "first commit": lambda: _appears("ledger/[0-9a-f]*.parquet"),
    "second commit": lambda: _appears("ledger/[0-9a-f]*.parquet", 2),
}


@pytest.fixture(scope="module")
def landing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kill_landing").resolve()
    for n in range(FILES):
        works = [files.work_2021(f"5{n:03d}{k}", ("1", "?", "X")) for k in range(3)]
        shifted = files.work_2021(f"5{n:03d}9", variant="Var1")
        files.write_csv(folder / f"2021/5/{n:03d}/Математика.csv", files.table_2021(*works, shifted))
    return folder


@pytest.fixture(scope="module")
def undisturbed(landing: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    lake = Lake(Settings(landing, tmp_path_factory.mktemp("kill_home").resolve(), 2))
    lake.ingest()
    return _contents(lake)


def _contents(lake: Lake) -> dict[str, Any]:
    """What readers see, without the names of batches and the time of import."""
    rows = [{k: v for k, v in row.items() if k != "_batch_id"} for row in lake.rows("vpr_work")]
    tasks = [{k: v for k, v in row.items() if k != "_batch_id"} for row in lake.rows("vpr_task")]
    batches = {outcome.batch_id for outcome in read_ledger(lake.settings)}
    remarks = {
        name: {
            (r["import_id"], r["source_row"], r["rule"], r["value"], r["row_json"])
            for r in found
            if r["batch_id"] in batches
        }
        for name, found in (("quarantine", lake.quarantine()), ("findings", lake.findings()))
    }
    ledger = [replace(o, batch_id="", imported_at=o.modified_at) for o in read_ledger(lake.settings)]
    return {"rows": rows, "tasks": tasks, "ledger": ledger, **remarks}


def _run_and_kill(settings: Settings, moment: Moment) -> bool:
    """Start a run and SIGKILL it with its workers at the moment; False when it was faster."""
    command = [sys.executable, "-c", RUN, str(settings.landing), str(settings.home), "2"]
    run = subprocess.Popen(command, cwd=REPO_ROOT, start_new_session=True)
    while run.poll() is None:
        if moment(settings.home):
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
            return True
        time.sleep(0.0002)
    return False


def _group_is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("name", MOMENTS)
def test_killed_and_repeated(name: str, landing: Path, undisturbed: dict[str, Any], tmp_path: Path) -> None:
    lake = Lake(Settings(landing, (tmp_path / "home").resolve(), 2))
    killed = _run_and_kill(lake.settings, MOMENTS[name]())
    if name in ("before anything", "while starting"):
        assert killed
    lake.ingest()
    contents = _contents(lake)
    assert len(contents["rows"]) == FILES * 3
    for what, expected in undisturbed.items():
        assert contents[what] == expected, what
    assert lake.ingest().files_new == 0


def test_killed_again_and_again(landing: Path, undisturbed: dict[str, Any], tmp_path: Path) -> None:
    lake = Lake(Settings(landing, (tmp_path / "home").resolve(), 2))
    delay = 0.3
    kills = 0
    while _run_and_kill(lake.settings, _after(delay)):
        delay += 0.15
        kills += 1
    assert kills >= 1
    assert _contents(lake) == undisturbed


def test_workers_end_when_only_the_parent_is_killed(landing: Path, undisturbed: dict[str, Any], tmp_path: Path) -> None:
    lake = Lake(Settings(landing, (tmp_path / "home").resolve(), 2))
    command = [sys.executable, "-c", RUN, str(landing), str(lake.settings.home), "2"]
    run = subprocess.Popen(command, cwd=REPO_ROOT, start_new_session=True)
    started = _appears("raw/*/*.tmp-*")
    while not started(lake.settings.home):
        assert run.poll() is None
    run.kill()
    run.wait()
    lake.ingest()  # beside the orphans
    limit = time.monotonic() + 30
    while not _group_is_gone(run.pid):
        assert time.monotonic() < limit
        time.sleep(0.05)
    assert _contents(lake) == undisturbed
