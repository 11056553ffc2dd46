"""A run killed with SIGKILL at any point and repeated ends in the tables of an undisturbed run."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dagster_project.settings import REPO_ROOT, SAMPLES_DIR, Settings
from dagster_project.warehouse.build import warehouse_stamp
from dagster_project.warehouse.fingerprint import build_fingerprint
from tests.app.tables import assert_same_tables, warehouse_rows
from tests.conftest import run_rsoko

DRIVER = Path(__file__).with_name("kill_driver.py")
OTHER_DAY = "2022-12-26"


def run_until(settings: Settings, point: str, day: str | None = None) -> None:
    """Start a run that dies at `point`, on `day` if given; fails when the point was never reached."""
    workers = "2" if point.startswith("file:") else "1"
    folders = {"RSOKO_LANDING": str(settings.landing), "RSOKO_HOME": str(settings.home)}
    environment = {**os.environ, **folders, "RSOKO_WORKERS": workers}
    if day is not None:
        environment["RSOKO_AS_OF"] = day
    done = subprocess.run(
        [sys.executable, str(DRIVER), point],
        env={**environment, "PYTHONPATH": str(REPO_ROOT)},
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    assert done.returncode == -signal.SIGKILL, f"{point}: the run was not killed\n{done.stdout}\n{done.stderr}"


def test_killed_while_reading_then_while_building(sample_warehouse: Settings, tmp_path: Path) -> None:
    """One moment of reading stands for all: `tests/ingest/test_kill.py` has the others."""
    settings = Settings(landing=SAMPLES_DIR, home=tmp_path / "home")
    for moment in ("file:1", "node:5"):
        run_until(settings, moment)
        assert not settings.warehouse_path.exists(), moment
    assert run_rsoko(settings, "run").returncode == 0
    assert_same_tables(warehouse_rows(settings), warehouse_rows(sample_warehouse))


def test_killed_while_building_over_an_older_warehouse(sample_warehouse: Settings, tmp_path: Path) -> None:
    """The older one is the samples' of another day, swapped in by a run that died before it wrote that down."""
    settings = Settings(landing=SAMPLES_DIR, home=tmp_path / "home")
    shutil.copytree(sample_warehouse.home, settings.home, ignore=shutil.ignore_patterns("dbt_target*", "logs"))
    wanted = warehouse_rows(sample_warehouse)
    warehouse_stamp(settings).write(build_fingerprint(settings))
    run_until(settings, "after:warehouse.duckdb", OTHER_DAY)
    before = warehouse_rows(settings, {"marts", "publish"})
    assert before["publish.deadlines"] != wanted["publish.deadlines"], "the older warehouse must be told from the new"

    def is_killed_and_the_older_stays(point: str) -> None:
        run_until(settings, point)
        assert_same_tables(warehouse_rows(settings, {"marts", "publish"}), before)

    is_killed_and_the_older_stays("node:40")
    for part in settings.ledger_dir.glob("[0-9a-f]*.parquet"):
        part.unlink()  # every file is new again
    is_killed_and_the_older_stays("after:statistics/school_cluster.parquet")
    is_killed_and_the_older_stays("before:warehouse.duckdb")
    for point in ("before:bi/marts.duckdb", "after:bi/marts.duckdb"):
        run_until(settings, point)
    assert run_rsoko(settings, "run").returncode == 0
    assert_same_tables(warehouse_rows(settings), wanted)


@pytest.mark.parametrize("leftover", ["warehouse.build.duckdb", "warehouse.build.duckdb.wal"])
def test_clean_removes_what_a_killed_run_left(tmp_path: Path, leftover: str) -> None:
    settings = Settings(landing=SAMPLES_DIR, home=tmp_path)
    for folder in (settings.ledger_dir, settings.raw_dir / "vpr_work"):
        folder.mkdir(parents=True)
    (settings.ledger_dir / "20260101-a.parquet").touch()
    kept = settings.raw_dir / "vpr_work" / "20260101-a.parquet"
    orphan = settings.raw_dir / "vpr_work" / "20260102-b.parquet"
    for file in (kept, orphan, tmp_path / leftover):
        file.touch()
    done = run_rsoko(settings, "clean")
    assert done.returncode == 0
    assert kept.exists()
    assert not orphan.exists()
    assert not (tmp_path / leftover).exists()
    assert "Удалено файлов: 2" in done.stdout
