"""A full build by batches of regions leaves the tables a build in one piece leaves."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dagster_project.settings import SAMPLES_DIR, Settings
from dagster_project.warehouse.batches import first_of_batches
from tests.app.tables import assert_same_tables, rows_of, warehouse_rows
from tests.conftest import run_rsoko


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Every sample and works of three regions, built in one piece."""
    folder = tmp_path_factory.mktemp("batches")
    settings = Settings(landing=folder / "landing", home=folder / "home")
    size = ("--works", "3000", "--regions", "3", "--years", "1")
    assert run_rsoko(settings, "generate", *size, "--out", str(settings.landing)).returncode == 0
    shutil.copytree(SAMPLES_DIR, settings.landing, dirs_exist_ok=True)
    assert run_rsoko(settings, "run").returncode == 0
    return settings


@pytest.mark.parametrize(("rows", "starts"), [(1, ["02", "99"]), (2500, ["99"]), (10**9, [])])
def test_regions_go_together_as_long_as_their_works_fit(built: Settings, rows: int, starts: list[str]) -> None:
    assert first_of_batches(replace(built, batch_rows=rows)) == starts


def test_batches_are_the_whole(built: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_one_piece, shown = warehouse_rows(built), rows_of(built.bi_path)
    built.warehouse_path.unlink()
    monkeypatch.setenv("RSOKO_BATCH_ROWS", "1")
    assert run_rsoko(built, "run").returncode == 0
    assert_same_tables(warehouse_rows(built), in_one_piece)
    assert_same_tables(rows_of(built.bi_path), shown)
