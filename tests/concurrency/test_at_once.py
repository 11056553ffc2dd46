"""Two regions ingested at once, five years loaded again, new files meanwhile, BI reading: nothing lost, nothing half.

`make drill` runs the same with whole builds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dagster_project.lib.pipeline import ingest
from dagster_project.settings import REPO_ROOT, Settings
from tests.app.tables import assert_same_tables, warehouse_rows
from tests.concurrency import deliveries
from tests.concurrency.deliveries import BACKFILL_YEARS, GRADES, SUBJECTS, WORKS

SELECTED = "" if os.environ.get("RSOKO_DRILL") else "+pub_import +pub_score_distribution"
SCHOOLS, FORM_SCHOOLS = 14, 11
REGIONS = {"one": "11", "two": "22", "years": "33"}
LOCK_WORDS = ("lock", "conflict", "открыта на запись")


# By reader, then each answer that differed from the one before: region, files, works.
Answers = list[list[list[tuple[str, int, int]]]]


class Scene:
    """Landing folders over one home, and processes that work there."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.home = home
        self.stop = folder / "stop"
        self.landings = {name: folder / name for name in REGIONS}
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


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("at_once").resolve()
    scene = Scene(folder, folder / "home")
    for name in ("one", "two"):
        deliveries.write_region(scene.landings[name], REGIONS[name], SCHOOLS)
    deliveries.write_forms(scene.landings["years"], REGIONS["years"], FORM_SCHOOLS)
    yield scene
    scene.end()


def new_files(scene: Scene) -> None:
    """A school that was late, in a region that is being taken and in a year that is loaded again."""
    deliveries.write_export(scene.landings["one"], REGIONS["one"], SCHOOLS + 1, 5, SUBJECTS[0])
    deliveries.write_form(scene.landings["years"], REGIONS["years"], BACKFILL_YEARS[0], FORM_SCHOOLS + 1, SUBJECTS[0])


@pytest.fixture(scope="module")
def seen(scene: Scene) -> Answers:
    """What two readers saw, each a list of answers; everybody worked at once."""
    scene.start("one", "one", "run")
    scene.start("two", "two", "run")
    scene.start("years", "years", "backfill")
    scene.start("reader 1", "one", "read")
    scene.start("reader 2", "two", "read")
    scene.wait_for("ledger/[0-9a-f]*.parquet")
    new_files(scene)
    scene.start("late one", "one", "run")
    told = json.loads(scene.finish("years")[-1])
    assert set(told) == {str(year) for year in BACKFILL_YEARS}
    assert all(rows >= FORM_SCHOOLS * len(SUBJECTS) * WORKS for rows in told.values())
    for label in ("one", "two", "late one"):
        scene.finish(label)
    scene.start("late years", "years", "run")  # the file that came after the backfill had listed the folder
    scene.finish("late years")
    scene.stop.touch()
    answers = []
    for label in ("reader 1", "reader 2"):
        *lines, questions = [json.loads(line) for line in scene.finish(label)]
        assert questions > len(lines) > 1, f"{label} must have read before and after a change"
        answers.append(lines)
    return answers


def test_a_reader_sees_deliveries_whole(seen: Answers) -> None:
    """Files of a region as delivered, never a part of them; works of exactly these files."""
    whole = {
        REGIONS["one"]: SCHOOLS * len(GRADES) * len(SUBJECTS),
        REGIONS["two"]: SCHOOLS * len(GRADES) * len(SUBJECTS),
        REGIONS["years"]: FORM_SCHOOLS * len(BACKFILL_YEARS) * len(SUBJECTS),
    }
    for answers in seen:
        for answer in answers:
            for region, files, works in answer:
                assert files in (whole[region], whole[region] + 1)
                assert works == files * WORKS
        with_late = {**whole, REGIONS["one"]: whole[REGIONS["one"]] + 1, REGIONS["years"]: whole[REGIONS["years"]] + 1}
        assert answers[-1] == [[region, files, files * WORKS] for region, files in sorted(with_late.items())]


def test_every_row_of_every_file_is_in_the_lake_once(seen: Answers, scene: Scene) -> None:
    assert seen
    with duckdb.connect() as connection:
        found = dict(
            connection.execute(
                "select _source_file, count(*) from read_parquet(?) group by 1",
                [str(scene.home / "raw" / "vpr_work" / "*.parquet")],
            ).fetchall()
        )
    landings = scene.landings.values()
    files = {path.relative_to(landing).as_posix(): WORKS for landing in landings for path in landing.rglob("*.csv")}
    assert found == files  # also of parts no ledger knows: nothing was read twice


def test_the_warehouse_is_that_of_one_run_after_another(seen: Answers, scene: Scene, tmp_path: Path) -> None:
    assert seen
    alone = Scene(scene.landings["one"].parent, tmp_path / "home")
    for name in ("one", "two"):
        ingest(alone.settings(name))
    alone.start("alone", "years", "run")
    alone.finish("alone")
    assert_same_tables(warehouse_rows(scene.settings("one")), warehouse_rows(alone.settings("one")))


def test_nothing_is_left_behind(seen: Answers, scene: Scene) -> None:
    assert seen
    unfinished = ("*.tmp*", "*.build*", "*.new", "state/claims/*")
    assert [path for pattern in unfinished for path in scene.home.rglob(pattern)] == []
