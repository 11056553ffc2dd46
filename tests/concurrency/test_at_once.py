"""Two regions ingested at once, five years loaded again, new files meanwhile, BI reading: nothing lost, nothing half.

`make drill` runs the same with whole builds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dagster_project.lib.pipeline import ingest
from tests.app.tables import assert_same_tables, warehouse_rows
from tests.concurrency import deliveries
from tests.concurrency.deliveries import BACKFILL_YEARS, GRADES, SUBJECTS, WORKS
from tests.concurrency.scene import Scene

SCHOOLS, FORM_SCHOOLS = 14, 11
REGIONS = {"one": "11", "two": "22", "years": "33"}


# By reader, then each answer that differed from the one before: region, files, works.
Answers = list[list[list[tuple[str, int, int]]]]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("at_once").resolve()
    scene = Scene(folder, folder / "home", REGIONS)
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
    alone = Scene(scene.landings["one"].parent, tmp_path / "home", REGIONS)
    for name in ("one", "two"):
        ingest(alone.settings(name))
    alone.start("alone", "years", "run")
    alone.finish("alone")
    assert_same_tables(warehouse_rows(scene.settings("one")), warehouse_rows(alone.settings("one")))


def test_nothing_is_left_behind(seen: Answers, scene: Scene) -> None:
    assert seen
    unfinished = ("*.tmp*", "*.build*", "*.new", "state/claims/*")
    assert [path for pattern in unfinished for path in scene.home.rglob(pattern)] == []
