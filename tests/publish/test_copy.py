"""Copies for BI: each under its own name, the newest under the stable one, old ones kept while somebody needs them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dagster_project.settings import Settings
from dagster_project.warehouse.bi_copy import (
    copy_for_bi,
    newest_version,
    remember_pointer,
    remove_old_versions,
    versions,
)
from dagster_project.warehouse.errors import RunError

READER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
print("open", flush=True)
sys.stdin.readline()
print(connection.execute("select value from publish.t").fetchone()[0])
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(landing=tmp_path, home=tmp_path / "home")
    made.home.mkdir()
    return made


def build(settings: Settings, value: int) -> Path:
    """A warehouse that publishes one number, and its copy."""
    settings.warehouse_path.unlink(missing_ok=True)
    with duckdb.connect(settings.warehouse_path) as connection:
        connection.execute("create schema publish")
        connection.execute(f"create table publish.t as select {value} as value")
    copy_for_bi(settings)
    return newest_version(settings)


def value_of(copy: Path) -> int:
    with duckdb.connect(copy, read_only=True) as connection:
        found = connection.execute("select value from publish.t").fetchone()
    assert found
    return int(found[0])


def test_stable_name_is_the_newest_copy(settings: Settings) -> None:
    first, second = build(settings, 1), build(settings, 2)
    assert first != second
    assert value_of(settings.bi_path) == value_of(second) == 2
    assert settings.bi_path.samefile(second)


def test_a_copy_nobody_reads_goes_with_the_next_one(settings: Settings) -> None:
    first, second = build(settings, 1), build(settings, 2)
    assert versions(settings) == [second]
    assert not first.exists()


def test_a_copy_somebody_reads_stays_until_it_is_closed(settings: Settings) -> None:
    first = build(settings, 1)
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(first)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout and reader.stdin
        assert reader.stdout.readline() == "open\n"
        second = build(settings, 2)
        assert versions(settings) == [first, second]
        printed, _ = reader.communicate("\n")
    assert printed == "1\n"
    assert remove_old_versions(settings) == [first]


def test_a_copy_a_server_points_at_stays_until_it_moves(settings: Settings) -> None:
    first = build(settings, 1)
    remember_pointer(settings, "https://bi.example.org", first)
    second = build(settings, 2)
    assert versions(settings) == [first, second]
    remember_pointer(settings, "https://bi.example.org", second)
    assert remove_old_versions(settings) == [first]


def test_without_a_copy_there_is_nothing_to_point_at(settings: Settings) -> None:
    with pytest.raises(RunError, match="rsoko run"):
        newest_version(settings)
