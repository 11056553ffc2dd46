"""Swapping databases by rename, and one writer at a time."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from dagster_project.settings import Settings
from dagster_project.warehouse.errors import RunError
from dagster_project.warehouse.files import Stamp, open_for_reading, swap_in, wal_of
from dagster_project.warehouse.lock import writer_lock

KILLED_WRITER = """
import duckdb, os, sys
connection = duckdb.connect(sys.argv[1])
connection.execute("create table answer as select 'old' as value")
os._exit(9)
"""

HOLDER = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1])
connection.execute("create table answer as select 'old' as value")
print("ready", flush=True)
sys.stdin.read()
"""


def write(path: Path, value: str) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table answer as select ? as value", [value])


def read(path: Path) -> object:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute("select value from answer").fetchone()


def test_log_of_a_killed_writer_is_not_replayed_on_the_new_file(tmp_path: Path) -> None:
    new, target = tmp_path / "x.new.duckdb", tmp_path / "x.duckdb"
    subprocess.run([sys.executable, "-c", KILLED_WRITER, str(target)], check=False)
    assert wal_of(target).exists(), "the killed writer must leave a log, or this test shows nothing"
    write(new, "new")
    swap_in(new, target)
    assert read(target) == ("new",)
    assert not wal_of(target).exists()


def test_rows_only_in_the_log_of_the_new_file_are_not_lost(tmp_path: Path) -> None:
    new, target = tmp_path / "x.new.duckdb", tmp_path / "x.duckdb"
    subprocess.run([sys.executable, "-c", KILLED_WRITER, str(new)], check=False)
    assert wal_of(new).exists()
    swap_in(new, target)
    assert read(target) == ("old",)


def test_a_database_open_for_writing_elsewhere_is_told_to_people(tmp_path: Path) -> None:
    new, target = tmp_path / "x.new.duckdb", tmp_path / "x.duckdb"
    write(new, "new")
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLDER,
            str(target),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout and holder.stdout.readline() == "ready\n"
        with pytest.raises(RunError, match="открыта на запись"):
            swap_in(new, target)
    finally:
        holder.communicate()
    assert read(target) == ("old",)


def test_a_reader_waits_for_the_moment_of_a_change(tmp_path: Path) -> None:
    target = tmp_path / "x.duckdb"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout and holder.stdout.readline() == "ready\n"
    with pytest.raises(RunError, match="открыта на запись"):
        open_for_reading(target, patience_seconds=0.1)
    release = threading.Timer(0.3, holder.communicate)
    release.start()
    with open_for_reading(target) as connection:
        assert connection.execute("select value from answer").fetchone() == ("old",)
    release.join()


def test_stamp_matches_only_the_file_it_was_written_for(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("one")
    stamp = Stamp(tmp_path / "stamp.json", file)
    assert not stamp.matches("print")
    stamp.write("print")
    assert stamp.matches("print")
    assert not stamp.matches("another")
    file.write_text("changed")
    assert not stamp.matches("print")
    file.unlink()
    assert not stamp.matches("print")


def test_second_writer_says_that_it_waits_and_waits(tmp_path: Path) -> None:
    settings = Settings(landing=tmp_path, home=tmp_path)
    settings.state_dir.mkdir()
    other = FileLock(settings.state_dir / "run.lock")
    other.acquire()
    told: list[str] = []

    def on_wait() -> None:
        told.append("waiting")
        other.release()

    with writer_lock(settings, on_wait):
        assert told == ["waiting"]
    told.clear()
    with writer_lock(settings, on_wait):
        assert told == []
