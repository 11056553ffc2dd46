"""Data at scale: the lake form is what ingest makes of the export form; sizes, shapes and seeds hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pytest

from dagster_project.generator.atscale.generate import LANDING, Order, blocks, generate_exports, generate_lake
from dagster_project.generator.atscale.scores import CELLS, lift
from dagster_project.generator.atscale.territory import YEARS, plan_territories, region_names
from dagster_project.generator.atscale.works import turns
from dagster_project.generator.population import mark_of
from dagster_project.generator.work import WORKS
from dagster_project.lib.lake_schema import DATASETS
from dagster_project.lib.ledger import read_ledger
from dagster_project.lib.pipeline import ingest
from dagster_project.lib.tables import EMPTY_PART
from dagster_project.settings import SAMPLES_DIR, Settings
from dagster_project.warehouse.errors import UsageError
from tests.conftest import run_rsoko

ORDER = Order(works=6_000, regions=2, years=3, seed=11)
# What names the bytes of files and the batches cut by them; the lake form has no files.
_OF_BYTES = {"import_id", "batch_id", "sha256", "file_size", "modified_at", "imported_at"}


def silent(done: int, total: int, label: str) -> None:
    """Nobody watches."""


def rows_of(home: Path, dataset: str) -> Counter[tuple[object, ...]]:
    with duckdb.connect() as connection:
        relation = f"read_parquet('{home}/raw/{dataset}/*.parquet')"
        return Counter(connection.execute(f"select * exclude (_import_id, _batch_id) from {relation}").fetchall())


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("scale") / "lake"
    generate_lake(home, ORDER, silent)
    return home


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("scale_exports")
    generate_exports(folder / "exports", ORDER, silent)
    settings = Settings(landing=folder / "exports", home=folder / "home", workers=2)
    ingest(settings)
    return settings


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_lake_form_has_the_rows_ingest_reads_from_the_exports(lake: Path, ingested: Settings, dataset: str) -> None:
    assert rows_of(lake, dataset) == rows_of(ingested.home, dataset)


def test_the_comparison_is_not_of_empty_lakes(lake: Path) -> None:
    filled = {dataset for dataset in DATASETS if rows_of(lake, dataset)}
    assert filled == {
        "vpr_work", "vpr_task", "vpr_class", "vpr_task_spec", "school_context", "fisoko_mark_statistics"
    }  # fmt: skip
    assert rows_of(lake, "vpr_work").total() == ORDER.works


def test_the_ledger_is_that_of_ingest(lake: Path, ingested: Settings) -> None:
    def told(settings: Settings) -> list[dict[str, object]]:
        return [
            {name: value for name, value in vars(outcome).items() if name not in _OF_BYTES}
            for outcome in read_ledger(settings)
        ]

    assert told(Settings(landing=lake / LANDING, home=lake)) == told(ingested)


def test_every_part_is_committed_and_named_as_ingest_names_it(lake: Path) -> None:
    ledger = {outcome.batch_id: outcome for outcome in read_ledger(Settings(landing=lake / LANDING, home=lake))}
    parts = [path for path in (lake / "raw").rglob("*.parquet") if path.name != EMPTY_PART]
    assert {path.stem for path in parts} <= set(ledger)
    pairs = "select distinct _import_id, _batch_id"
    with duckdb.connect() as connection:
        for dataset in ("vpr_work", "vpr_task"):
            found = connection.execute(f"{pairs} from read_parquet('{lake}/raw/{dataset}/*.parquet')").fetchall()
            works = [(o.import_id, o.batch_id) for o in ledger.values() if o.source == "vpr_work"]
            assert set(works) <= set(found)


@pytest.mark.parametrize("change", [{"part_rows": 500}, {"workers": 2}], ids=["smaller parts", "two processes"])
def test_rows_depend_on_the_seed_and_not_on_batches(lake: Path, tmp_path: Path, change: dict[str, int]) -> None:
    generate_lake(tmp_path / "again", replace(ORDER, **change), silent)
    assert rows_of(tmp_path / "again", "vpr_work") == rows_of(lake, "vpr_work")


def test_another_seed_gives_other_works() -> None:
    first, other = (next(blocks(seed, plan_territories(5_000, 1, 1, 1)[0], 2021)) for seed in (1, 2))
    assert (first.school == other.school).all()
    assert (first.cells != other.cells).any()


@pytest.mark.parametrize(("works", "regions", "years"), [(1_000, 1, 1), (123_457, 3, 2), (1_000_003, 40, 3)])
def test_the_plan_adds_up_exactly(works: int, regions: int, years: int) -> None:
    territories = plan_territories(works, regions, years, seed=5)
    assert sum(int(table.sum()) for territory in territories for table in territory.listed.values()) == works
    assert [territory.code for territory in territories] == list(region_names())[:regions]
    assert all(list(territory.listed) == list(YEARS[:years]) for territory in territories)
    assert all((table >= 0).all() for territory in territories for table in territory.listed.values())


def test_schools_are_many_small_and_few_large() -> None:
    (territory,) = plan_territories(400_000, 1, 1, seed=5)
    sizes = territory.pupils[2021][:, 0]
    assert 350 < len(territory.schools) < 700
    assert 10 < np.median(sizes) < 35
    assert sizes.mean() > 1.3 * np.median(sizes)
    assert (sizes <= 8).mean() > 0.1 and sizes.max() > 150
    assert {school.max_grade for school in territory.schools} == {4, 9, 11}


def test_marks_absence_and_journal_are_plausible() -> None:
    (territory,) = plan_territories(60_000, 1, 1, seed=5)
    block = next(block for block in blocks(5, territory, 2021) if block.work is WORKS["ru", 5])
    pupils = block.pupils()
    marks = Counter(mark_of(block.work, pupil) for pupil in pupils if pupil.is_present)
    shares = {mark: marks[mark] / sum(marks.values()) for mark in (2, 3, 4, 5)}
    assert 0.05 < shares[2] < 0.25 and 0.2 < shares[3] < 0.5 and 0.2 < shares[4] < 0.5 and 0.03 < shares[5] < 0.25
    assert 0.04 < 1 - sum(pupil.is_present for pupil in pupils) / len(pupils) < 0.10
    confirmed = [str(mark_of(block.work, pupil)) == pupil.journal for pupil in pupils if pupil.is_present]
    assert 0.55 < sum(confirmed) / len(confirmed) < 0.85


def test_scores_bump_on_the_lower_bound_of_a_mark() -> None:
    (territory,) = plan_territories(200_000, 1, 1, seed=5)
    block = next(block for block in blocks(5, territory, 2021) if block.work is WORKS["ru", 5])
    totals = np.bincount(block.total[~block.is_absent], minlength=50)
    for bound in WORKS["ru", 5].bounds or ():
        assert totals[bound] > 1.2 * totals[bound - 1]


def test_lifted_works_stand_on_the_bound_and_no_task_is_over_its_maximum() -> None:
    work = WORKS["ma", 5]
    assert work.bounds == (7, 11, 15)
    points = np.zeros((4, len(work.tasks)), np.int8)
    for row, total in enumerate((4, 5, 6, 7)):
        points[row, :total] = 1
    lift(np.random.default_rng(1), work, points, np.full(4, 1.0))
    assert points.sum(axis=1).tolist() == [4, 7, 7, 7]
    assert (points <= [top for _, top in work.tasks]).all()


def test_the_states_of_real_exports_are_there(lake: Path) -> None:
    rows = duckdb.sql(f"select * from read_parquet('{lake}/raw/vpr_work/*.parquet')").fetchall()
    typed = {cell for row in rows for cell in row if isinstance(cell, str)}
    assert {"X", "x", "Х", "не пройд.", "отсутствовал", "Отсутствовал", "нет отметки", "нет"} <= typed
    assert set(CELLS) >= {"?", "41"}


def test_every_work_of_the_plan_has_the_maximum_of_its_scale() -> None:
    assert {turn.work.grade for turn in turns()} == {4, 5, 6, 7, 8, 10, 11}
    for turn in turns():
        assert turn.work.bounds is not None
        assert turn.work.bounds[2] <= turn.work.max_score
    assert [turn.work.max_score for turn in turns() if turn.work.subject_code == "env"] == [32]


@pytest.mark.parametrize(
    ("order", "message"),
    [
        (Order(0, 1, 1, 1), "не меньше 1000"),
        (Order(-5, 1, 1, 1), "не меньше 1000"),
        (Order(5_000, 3, 2, 1), "то есть 6000"),
        (Order(10_000, 0, 1, 1), "Регионов может быть от 1"),
        (Order(10_000, 500, 1, 1), "Регионов может быть от 1"),
        (Order(10_000, 1, 0, 1), "Лет может быть от 1 до 3"),
        (Order(10_000, 1, 9, 1), "Лет может быть от 1 до 3"),
        (Order(30_000_000, 1, 1, 1), "возьмите больше регионов"),
    ],
)
def test_nonsense_is_refused_in_words(tmp_path: Path, order: Order, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        generate_exports(tmp_path / "out", order, silent)
    assert not (tmp_path / "out").exists()


def test_a_folder_with_data_is_not_mixed_into(lake: Path) -> None:
    with pytest.raises(UsageError, match="не пуста"):
        generate_lake(lake, ORDER, silent)


def test_the_command_says_what_it_made_and_what_next(tmp_path: Path) -> None:
    settings = Settings(landing=SAMPLES_DIR, home=tmp_path / "unused")
    out = tmp_path / "lake"
    done = run_rsoko(settings, "generate", "--works", "1500", "--as", "lake", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert "1500/1500" in done.stdout and "rsoko run" in done.stdout
    assert rows_of(out, "vpr_work").total() == 1_500
    refused = run_rsoko(settings, "generate", "--works", "10", "--out", str(tmp_path / "few"))
    assert (refused.returncode, "не меньше 1000" in refused.stderr) == (2, True)
