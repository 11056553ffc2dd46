"""One run over the real region for the whole session; everything here skips where the region is absent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from dagster_project.settings import REPO_ROOT, Settings
from tests.conftest import run_rsoko

REGION = REPO_ROOT.parent / "shared" / "data" / "vpr_altai"


@pytest.fixture(scope="session")
def real_region() -> Path:
    """Landing folder of the real region."""
    if not REGION.exists():
        pytest.skip("real region is not present")
    return REGION


@pytest.fixture(scope="session")
def real_home(real_region: Path, shared_folder: Path) -> Settings:
    """Folders of a finished `rsoko run` over the real region. Do not write there."""
    settings = Settings(landing=real_region, home=shared_folder / "real_home")
    with FileLock(shared_folder / "real_home.lock"):
        if not settings.warehouse_path.exists():
            done = run_rsoko(settings, "run")
            assert done.returncode == 0, f"rsoko run failed on the real region:\n{done.stdout}\n{done.stderr}"
    return settings


@pytest.fixture(scope="session")
def real_warehouse(real_home: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Read-only connection to the warehouse built from the real region."""
    with duckdb.connect(str(real_home.warehouse_path), read_only=True) as connection:
        yield connection
