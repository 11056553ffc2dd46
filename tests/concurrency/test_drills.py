"""A builder killed while another waits, and a disk without space."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dagster_project.cli.common import DISK_IS_FULL_RU
from dagster_project.settings import REPO_ROOT
from tests.concurrency import deliveries
from tests.concurrency.scene import Scene


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    scene = Scene(tmp_path, tmp_path / "home", ("one", "two"))
    deliveries.write_export(scene.landings["one"], "11", 1, 5, "Математика")
    deliveries.write_export(scene.landings["two"], "22", 1, 5, "Математика")
    yield scene
    scene.end()


def test_who_waited_for_a_killed_builder_builds_everything(scene: Scene) -> None:
    scene.start("one", "one", "run")
    scene.wait_for("warehouse.build.duckdb")
    scene.start("two", "two", "run")
    assert scene.first_line("two") == "waiting\n"
    scene.kill("one")
    scene.finish("two")
    with duckdb.connect(scene.settings("two").bi_path, read_only=True) as connection:
        regions = connection.execute("select region_code, rows_accepted from publish.pub_import order by 1").fetchall()
    assert regions == [("11", deliveries.WORKS), ("22", deliveries.WORKS)]
    assert list(scene.home.glob("*.build*")) == []


def test_a_full_disk_is_told_in_words(scene: Scene) -> None:
    """No file may grow over a kilobyte: to the program it looks like a disk that takes no more."""
    settings = scene.settings("one")
    done = subprocess.run(
        [sys.executable, "-m", "dagster_project.cli.main", "run"],
        env={**os.environ, "RSOKO_LANDING": str(settings.landing), "RSOKO_HOME": str(settings.home)},
        cwd=REPO_ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )
    assert done.returncode == 1
    assert " ".join(done.stderr.split()).startswith(DISK_IS_FULL_RU), done.stderr
    assert "Traceback" not in done.stderr
