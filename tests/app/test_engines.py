"""Which engine builds is one setting; what Spark left is shown by a catalogue. No Spark is needed here."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from dagster_project.engine.build import remove_old_tables
from dagster_project.engine.cluster import Shape, shape_of_environment, start
from dagster_project.engine.tables import folder_in_use, show_tables
from dagster_project.settings import DUCKDB, SPARK, Settings
from dagster_project.warehouse.errors import RunError, UsageError
from dagster_project.warehouse.fingerprint import build_fingerprint

MANIFEST = {
    "nodes": {
        "model.rsoko.fct": {"resource_type": "model", "schema": "marts", "alias": "fct"},
        "model.rsoko.absent": {"resource_type": "model", "schema": "marts", "alias": "absent"},
        "seed.rsoko.school_alias": {
            "resource_type": "seed",
            "schema": "seeds",
            "alias": "school_alias",
            "original_file_path": "../seeds/crosswalk/school_alias.csv",
            "config": {"column_types": {"login": "string", "school_id": "string"}},
        },
        "test.rsoko.any": {"resource_type": "test", "schema": "marts", "alias": "any"},
    }
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(landing=tmp_path / "landing", home=tmp_path / "home")


@pytest.fixture
def tables(settings: Settings) -> Path:
    """What a build on Spark leaves: a table of two files, a seed without rows and so without a file."""
    folder = settings.spark_dir / "20221220T000000" / "tables"
    (folder / "marts.db" / "fct").mkdir(parents=True)
    (folder / "seeds.db" / "school_alias").mkdir(parents=True)
    for part in (1, 2):
        duckdb.sql(f"select {part} as key").write_parquet(str(folder / "marts.db" / "fct" / f"part-{part}.parquet"))
    return folder


def test_the_setting_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RSOKO_ENGINE", raising=False)
    assert Settings.from_env().engine == DUCKDB
    monkeypatch.setenv("RSOKO_ENGINE", "spark")
    assert Settings.from_env().engine == SPARK
    monkeypatch.setenv("RSOKO_ENGINE", "hive")
    with pytest.raises(UsageError, match="duckdb или spark"):
        Settings.from_env()


def test_the_size_of_the_cluster_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shape_of_environment() == Shape()
    for name, value in (("WORKERS", "3"), ("CORES", "4"), ("MEMORY", "6g"), ("DATA", "large")):
        monkeypatch.setenv(f"RSOKO_SPARK_{name}", value)
    assert shape_of_environment() == Shape(3, 4, "6g", partitions=96, conf={}, java="")
    monkeypatch.setenv("RSOKO_SPARK_DATA", "huge")
    with pytest.raises(UsageError, match="small или large"):
        shape_of_environment()


def test_another_engine_is_another_warehouse(settings: Settings) -> None:
    assert build_fingerprint(settings, []) != build_fingerprint(replace(settings, engine=SPARK), [])


def test_the_catalogue_shows_what_is_built(settings: Settings, tables: Path) -> None:
    manifest = settings.home / "manifest.json"
    manifest.write_text(json.dumps(MANIFEST))
    assert show_tables(settings.warehouse_path, tables, manifest) == 2
    with duckdb.connect(settings.warehouse_path, read_only=True) as connection:
        assert connection.execute("select key from marts.fct order by key").fetchall() == [(1,), (2,)]
        empty = connection.execute("select * from seeds.school_alias")
        assert [column[0] for column in empty.description] == ["login", "school_id"]
        assert empty.fetchall() == []


def test_only_tables_nobody_reads_are_removed(settings: Settings, tables: Path) -> None:
    manifest = settings.home / "manifest.json"
    manifest.write_text(json.dumps(MANIFEST))
    show_tables(settings.warehouse_path, tables, manifest)
    left = settings.spark_dir / "20221219T000000"
    left.mkdir()
    remove_old_tables(settings)
    assert folder_in_use(settings.warehouse_path, tables.parent)
    assert [folder.name for folder in settings.spark_dir.iterdir()] == [tables.parent.name]
    settings.warehouse_path.unlink()
    remove_old_tables(settings)
    assert list(settings.spark_dir.iterdir()) == []


def test_without_spark_the_message_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RSOKO_SPARK_VENV", str(tmp_path / "nowhere"))
    with pytest.raises(RunError, match="make spark"):
        start(tmp_path / "cluster")
