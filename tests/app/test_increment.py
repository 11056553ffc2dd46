"""A corrected, a new and a withdrawn file in a lake of two regions: what an increment leaves equals a full build."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import openpyxl
import pytest

from dagster_project.settings import REPO_ROOT, SAMPLES_DIR, Settings
from tests.app.tables import assert_same_tables, rows_of, warehouse_rows
from tests.conftest import run_rsoko

PROTOCOL = "reg01/2022/4/Математика.xlsx"
NEW_FILE = "reg01/2021/5/Проведение работы по математике, 5 класс. ВПР 2021.xlsx"
SAMPLES = ("ГИА/2026", "Планы")  # of region 99, with the region in every protocol
WORKS = "select rowid, hash(works) from marts.fct_vpr_result as works where region_code = ? order by rowid"
RUN_AND_DIE = """
import os, signal
from dagster_project.warehouse.slices import increment
increment.changes.record_built = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # the last statement before the commit
from dagster_project.cli.main import app
app(["run"])
"""


class Lake:
    """A home that goes through the changes in order, and its tables before the first."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(landing=folder / "landing", home=folder / "home")
        self.held_back = folder / "held.xlsx"
        size = ("--works", "4000", "--regions", "2", "--years", "2")
        assert run_rsoko(self.settings, "generate", *size, "--out", str(self.settings.landing)).returncode == 0
        for name in SAMPLES:
            shutil.copytree(SAMPLES_DIR / name, self.settings.landing / name)
        (self.settings.landing / NEW_FILE).rename(self.held_back)
        self.printed = self.run()
        self.before = warehouse_rows(self.settings)

    def run(self, settings: Settings | None = None) -> str:
        done = run_rsoko(settings or self.settings, "run")
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done.stdout

    def works(self, region: str) -> list[tuple[int, int]]:
        with duckdb.connect(str(self.settings.warehouse_path), read_only=True) as connection:
            return connection.execute(WORKS, [region]).fetchall()


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    return Lake(tmp_path_factory.mktemp("increment"))


@pytest.fixture(scope="module")
def corrected(lake: Lake) -> Iterator[str]:
    """The protocol of one school with other points, and what the run over it printed. The tests go on from there."""
    path = lake.settings.landing / PROTOCOL
    book = openpyxl.load_workbook(path)
    for row in book["Протокол"].iter_rows(min_row=2, max_row=4):
        points = row[10]
        points.value = "0" if points.value == "2" else "2"
    book.save(path)
    yield path.name


def test_a_first_run_builds_everything_and_says_so(lake: Lake) -> None:
    assert "целиком" in lake.printed


def test_a_killed_increment_leaves_the_old_warehouse(lake: Lake, corrected: str) -> None:
    environment = {**os.environ, "RSOKO_LANDING": str(lake.settings.landing), "RSOKO_HOME": str(lake.settings.home)}
    killed = subprocess.run(
        [sys.executable, "-c", RUN_AND_DIE], env=environment, cwd=REPO_ROOT, capture_output=True, check=False
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    built = {"marts", "indicators", "publish", "restricted", "qc", "seeds"}  # staging is views of the lake
    assert_same_tables(
        warehouse_rows(lake.settings, built), {k: rows for k, rows in lake.before.items() if k.split(".")[0] in built}
    )


def test_the_next_run_repairs_and_leaves_the_other_region_where_it_lies(lake: Lake, corrected: str) -> None:
    """A row that is written again gets another number."""
    of_99, of_01 = lake.works("99"), lake.works("01")
    printed = lake.run()
    assert "регионы 01;" in printed
    assert lake.works("99") == of_99
    now = lake.works("01")
    assert 0 < len(set(now) - set(of_01)) < len(now) / 2  # the works of the one protocol
    assert warehouse_rows(lake.settings) != lake.before


def test_a_new_file_after_a_corrected_one_equals_a_full_build(lake: Lake, corrected: str, tmp_path: Path) -> None:
    shutil.copy2(lake.held_back, lake.settings.landing / NEW_FILE)
    assert "только изменившееся" in lake.run()
    whole = replace(lake.settings, home=tmp_path / "whole")
    for folder in (
        lake.settings.raw_dir,
        lake.settings.ledger_dir,
        lake.settings.quarantine_dir,
        lake.settings.findings_dir,
    ):
        shutil.copytree(folder, whole.home / folder.name)
    assert "целиком" in lake.run(whole)
    assert_same_tables(warehouse_rows(lake.settings), warehouse_rows(whole))
    assert_same_tables(rows_of(lake.settings.bi_path), rows_of(whole.bi_path))


def test_without_the_files_it_is_as_before(lake: Lake, corrected: str) -> None:
    """Their parts leave the lake; the landing folder holds what was there at first."""
    settings = lake.settings
    withdrawn = sorted(settings.ledger_dir.glob("[0-9a-f]*.parquet"), key=lambda part: part.stat().st_mtime)[-2:]
    for part in withdrawn:
        for raw in settings.raw_dir.glob(f"*/{part.name}"):
            raw.unlink()
        part.unlink()
    (settings.landing / NEW_FILE).unlink()
    (settings.landing / PROTOCOL).unlink()
    assert "только изменившееся" in lake.run()
    assert_same_tables(warehouse_rows(settings), lake.before)
