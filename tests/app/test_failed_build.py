"""A failed data test fails the run, names the file and the row, and keeps the old warehouse."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from dagster_project.cli.main import app
from dagster_project.settings import DBT_DIR, SAMPLES_DIR, SEEDS_DIR, Settings

FAILING_TEST = """
-- What: a work of the fourth grade exists. When it matters: never, it is here to fail. How to resolve: remove it.
select school_id, source_file, source_row from {{ ref('fct_vpr_result') }} where grade = 4
"""


@pytest.fixture
def broken_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the dbt project with one data test that fails."""
    project = tmp_path / "project" / "dbt"
    shutil.copytree(DBT_DIR, project, ignore=shutil.ignore_patterns("target", "logs"))
    shutil.copytree(SEEDS_DIR, project.parent / "seeds")
    (project / "tests" / "fct_vpr_result__has_no_fourth_grade.sql").write_text(FAILING_TEST, encoding="utf-8")
    for module in ("dbt_runner", "fingerprint"):
        monkeypatch.setattr(f"dagster_project.warehouse.{module}.DBT_DIR", project)
    monkeypatch.setattr("dagster_project.warehouse.fingerprint.SEEDS_DIR", project.parent / "seeds")
    return project


def test_failed_test_is_shown_with_its_rows_and_the_old_warehouse_stays(
    broken_project: Path, sample_warehouse: Settings, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(sample_warehouse.home, home, ignore=shutil.ignore_patterns("dbt_target", "logs"))
    settings = Settings(landing=SAMPLES_DIR, home=home)
    before = settings.warehouse_path.read_bytes()
    done = CliRunner().invoke(app, ["run", "--landing", str(SAMPLES_DIR), "--home", str(home)])
    assert done.exit_code == 1, done.output
    assert "fct_vpr_result__has_no_fourth_grade" in done.output
    with duckdb.connect(str(settings.warehouse_path), read_only=True) as connection:
        files = connection.execute("select distinct source_file from marts.fct_vpr_result where grade = 4").fetchall()
    assert any(file in done.output for (file,) in files)
    assert "source_row" in done.output
    assert "Прежнее хранилище оставлено" in done.output
    assert settings.warehouse_path.read_bytes() == before
    again = CliRunner().invoke(app, ["run", "--landing", str(SAMPLES_DIR), "--home", str(home)])
    assert again.exit_code == 1, "a failed build must not be taken for a finished one"
