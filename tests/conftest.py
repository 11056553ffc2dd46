"""Shared fixtures: one real run over the shipped samples for the whole session, whatever the number of workers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from dagster_project.settings import REPO_ROOT, SAMPLES_DIR, Settings

# Terms are judged on one day in every test, whatever the clock says.
os.environ["RSOKO_AS_OF"] = "2022-12-20"
# Homes of one test run are compared with each other: the keys of people must not differ by a home's own salt.
os.environ["RSOKO_SALT"] = "salt of the tests"

# Each file is one worker's (--dist loadfile), so that a module's fixtures are made once; the longest start first.
# The first two begin without each other: one does not wait for the samples the other builds.
SLOWEST_FIRST = (
    "dagster/test_materialise.py",
    "app/test_kill.py",
    "dbt/test_unit_tests.py",
    "concurrency/test_at_once.py",
    "real_region/test_against_pandas.py",
    "app/test_cli.py",
    "app/test_failed_build.py",
    "property/test_indicators.py",
    "app/test_recheck.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files to the front, in the order of the list; the others stay as they were."""
    here = Path(__file__).parent
    places = {here / file: place for place, file in enumerate(SLOWEST_FIRST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


def run_rsoko(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed program as a person would, over the given folders."""
    environment = {**os.environ, "RSOKO_LANDING": str(settings.landing), "RSOKO_HOME": str(settings.home)}
    command = [sys.executable, "-m", "dagster_project.cli.main", *arguments]
    return subprocess.run(command, env=environment, cwd=REPO_ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One temporary folder for all pytest-xdist workers of the session."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def sample_warehouse(shared_folder: Path) -> Settings:
    """Folders of a finished `rsoko run` over the samples; what it printed is in `home/run.txt`. Do not write there."""
    settings = Settings(landing=SAMPLES_DIR, home=shared_folder / "sample_home")
    with FileLock(shared_folder / "sample_home.lock"):
        printed = settings.home / "run.txt"
        if not printed.exists():
            settings.home.mkdir(exist_ok=True)
            done = run_rsoko(settings, "run")
            assert done.returncode == 0, f"rsoko run failed on the samples:\n{done.stdout}\n{done.stderr}"
            printed.write_text(done.stdout)
    return settings
