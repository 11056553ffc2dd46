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

import dagster as dg
import duckdb
import openpyxl
import pytest
from dagster_dbt import DbtCliResource

from dagster_project.defs.lake import Lake as LakeResource
from dagster_project.defs.publish.assets import bi_copy
from dagster_project.defs.warehouse.dbt import DBT_EXECUTABLE, DBT_PROJECT, dbt_warehouse
from dagster_project.lib.pipeline import ingest
from dagster_project.settings import REPO_ROOT, SAMPLES_DIR, Settings
from tests.app.tables import assert_same_tables, rows_of, warehouse_rows
from tests.conftest import run_rsoko

PROTOCOL = "reg01/2022/4/Математика.xlsx"
OF_ALL = "reg01/2021/6/Проведение работы по математике, 6 класс. ВПР 2021.xlsx"
ONE_SCHOOL = "reg01/2021/6/Исправлено. Проведение работы по математике, 6 класс. ВПР 2021.xlsx"
NEW_SCHOOL = "reg01/2021/6/Новая школа. Проведение работы по математике, 6 класс. ВПР 2021.xlsx"
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
        size = ("--works", "16000", "--regions", "2", "--years", "2")
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

    def prints(self, table: str, column: str) -> dict[str, int]:
        """Rows of a table as one number for each value of a column."""
        with duckdb.connect(str(self.settings.warehouse_path), read_only=True) as connection:
            return dict(
                connection.execute(
                    f"select {column}, sum(hash(counted)) from {table} as counted group by {column}"
                ).fetchall()
            )

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


def protocol_of_one_school(source: Path, target: Path, rename: str | None = None, rows: int = 999) -> str:
    """The rows of the school with most pupils in a later file, a point for every task; returns its login.

    Args:
        rename: login the rows are given; rows: how many of them there are.
    """
    book = openpyxl.load_workbook(source)
    sheet = book["Sheet"]
    tasks = [place for place, cell in enumerate(sheet[1]) if str(cell.value).startswith("балл за")]
    pupils = [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]
    logins = [str(pupil[0]) for pupil in pupils]
    login = max(sorted(set(logins)), key=logins.count)
    sheet.delete_rows(2, sheet.max_row)
    for pupil in [pupil for pupil in pupils if pupil[0] == login][:rows]:
        pupil[0] = rename or login
        for place in tasks:
            pupil[place] = "1" if pupil[place] is not None else None
        sheet.append(pupil)
    book.save(target)
    return login


MOVED_WITH_ONE_SCHOOL = {
    "publish.pub_school_benchmark": "entity_id",
    "publish.pub_item_analysis": "entity_id",
}


def test_one_school_moves_what_others_are_compared_with(lake: Lake, corrected: str) -> None:
    before = {table: lake.prints(table, column) for table, column in MOVED_WITH_ONE_SCHOOL.items()}
    works = lake.prints("marts.fct_vpr_result", "school_id")
    landing = lake.settings.landing
    school = protocol_of_one_school(landing / OF_ALL, landing / ONE_SCHOOL).removeprefix("sch")
    assert "регионы 01;" in lake.run()
    now = lake.prints("marts.fct_vpr_result", "school_id")
    assert {key for key in works if works[key] != now[key]} == {school}
    for table, column in MOVED_WITH_ONE_SCHOOL.items():
        after = lake.prints(table, column)
        assert {key for key in after if after[key] != before[table].get(key)} - {school, "01"}, table


def test_a_new_small_school_hides_figures_of_another(lake: Lake, corrected: str) -> None:
    landing = lake.settings.landing
    before = lake.prints("publish.pub_indicator_value_public", "entity_id")
    protocol_of_one_school(landing / OF_ALL, landing / NEW_SCHOOL, "sch010999", rows=2)
    assert "регионы 01;" in lake.run()
    after = lake.prints("publish.pub_indicator_value_public", "entity_id")
    assert "010999" in after.keys() - before.keys()
    assert {key for key in before if key.startswith("010") and after[key] != before[key]}


def test_dagster_takes_a_new_file_as_an_increment(lake: Lake, corrected: str) -> None:
    settings = lake.settings
    shutil.copy2(lake.held_back, settings.landing / NEW_FILE)
    ingest(settings)
    (settings.state_dir / "plan.json").unlink()  # a home that only Dagster built has none
    of_99 = lake.works("99")
    resources = {
        "lake": LakeResource(landing=str(settings.landing), home=str(settings.home)),
        "dbt": DbtCliResource(project_dir=DBT_PROJECT, dbt_executable=DBT_EXECUTABLE),
    }
    with dg.DagsterInstance.ephemeral() as instance:
        done = dg.materialize([dbt_warehouse, bi_copy], resources=resources, instance=instance)
    told = {
        event.asset_key.to_user_string(): {name: value.value for name, value in event.materialization.metadata.items()}
        for event in done.get_asset_materialization_events()
        if event.asset_key
    }
    works = sum(len(lake.works(region)) for region in ("01", "99"))
    assert told["marts/fct_vpr_result"] == {"строки изменились": True, "dagster/row_count": works}
    assert told["seeds/code_label"] == {"строки изменились": False}
    assert told.keys() >= {spec.key.to_user_string() for spec in dbt_warehouse.specs}
    assert lake.works("99") == of_99


def test_a_new_file_after_a_corrected_one_equals_a_full_build(lake: Lake, corrected: str, tmp_path: Path) -> None:
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
    withdrawn = sorted(settings.ledger_dir.glob("[0-9a-f]*.parquet"), key=lambda part: part.stat().st_mtime)[-4:]
    for part in withdrawn:
        for raw in settings.raw_dir.glob(f"*/{part.name}"):
            raw.unlink()
        part.unlink()
    for name in (NEW_FILE, PROTOCOL, ONE_SCHOOL, NEW_SCHOOL):
        (settings.landing / name).unlink()
    assert "только изменившееся" in lake.run()
    assert_same_tables(warehouse_rows(settings), lake.before)
