"""The serving store in a real PostgreSQL: same rows, swapped whole under readers, read by Superset."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import psycopg
import pytest

from dagster_project.bi.flow import Server, publish
from dagster_project.bi.port import SupersetPort
from dagster_project.bi.postgres import load_postgres
from dagster_project.bi.spec import read_project
from dagster_project.bi.stores import READER_URL, STORE_URL
from dagster_project.settings import Settings
from dagster_project.warehouse.bi_copy import newest_version
from dagster_project.warehouse.errors import RunError
from tests.bi.postgres_server import Postgres, postgres_server

TABLES = sorted(read_project().datasets)
ROUNDS = 5


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    folder = tmp_path_factory.mktemp("postgres")
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o755)
    with postgres_server(folder / "server") as server:
        yield server


def small_copy(path: Path, value: int) -> Path:
    """A copy with two tables that always carry the same number."""
    with duckdb.connect(path) as connection:
        connection.execute("create schema publish")
        for table in ("a", "b"):
            connection.execute(
                f"create table publish.{table} as select {value} as value, null::varchar as empty, '' as blank,"
                " 'a,\"b\"' as quoted, date '2022-12-20' as day, 0.5::double as share, true as flag from range(200)"
            )
    return path


def test_rows_arrive_as_they_were(postgres: Postgres, sample_warehouse: Settings) -> None:
    copy = newest_version(sample_warehouse)
    loaded = load_postgres(copy, postgres.writer_url, TABLES, "bi_reader")
    with duckdb.connect(copy, read_only=True) as marts, psycopg.connect(postgres.reader_url) as store:
        for table in TABLES:
            there = marts.execute(f'select * from publish."{table}"').fetchall()
            here = store.execute(f'select * from publish."{table}"').fetchall()
            assert loaded[table] == len(there)
            assert sorted(map(repr, here)) == sorted(map(repr, there)), table


def test_reader_cannot_write(postgres: Postgres, tmp_path: Path) -> None:
    load_postgres(small_copy(tmp_path / "1.duckdb", 1), postgres.writer_url, ["a", "b"], "bi_reader")
    with (
        psycopg.connect(postgres.reader_url) as store,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        store.execute("delete from publish.a")


def test_readers_meet_no_error_and_no_half_while_schemas_change(postgres: Postgres, tmp_path: Path) -> None:
    copies = [small_copy(tmp_path / f"{n}.duckdb", n) for n in range(ROUNDS)]
    load_postgres(copies[0], postgres.writer_url, ["a", "b"], "bi_reader")
    stop, seen, errors = threading.Event(), set(), []

    def read() -> None:
        with psycopg.connect(postgres.reader_url, autocommit=True) as store:
            while not stop.is_set():
                try:
                    rows = store.execute(
                        "select distinct a.value, b.value from publish.a as a cross join publish.b as b"
                    ).fetchall()
                except psycopg.Error as error:
                    errors.append(repr(error))
                    return
                seen.update(rows)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for copy in copies[1:]:
        load_postgres(copy, postgres.writer_url, ["a", "b"], "bi_reader")
    stop.set()
    for reader in readers:
        reader.join()
    assert errors == []
    assert seen, "nobody read anything"
    assert {a for a, b in seen if a != b} == set(), "a reader saw one table of the old and one of the new marts"


def test_a_load_that_fails_leaves_the_old_marts(postgres: Postgres, tmp_path: Path) -> None:
    load_postgres(small_copy(tmp_path / "1.duckdb", 7), postgres.writer_url, ["a", "b"], "bi_reader")
    broken = small_copy(tmp_path / "2.duckdb", 8)
    with duckdb.connect(broken) as connection:
        connection.execute("create table publish.c as select [1, 2] as list")
    with pytest.raises(RunError, match="INTEGER"):
        load_postgres(broken, postgres.writer_url, ["a", "b", "c"], "bi_reader")
    with psycopg.connect(postgres.reader_url) as store:
        assert store.execute("select distinct value from publish.a").fetchall() == [(7,)]


def test_superset_reads_from_postgres(
    postgres: Postgres,
    server: Server,
    admin: SupersetPort,
    sample_warehouse: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One setting moves every chart to PostgreSQL, taking it away moves them back."""

    def counts() -> dict[str, int]:
        found = {}
        for row in admin.rows("chart"):
            answer = admin.call("GET", f"chart/{row['id']}/data/", params={"force": "true"})["result"][0]
            assert answer["error"] is None
            found[row["uuid"]] = answer["rowcount"]
        return found

    before = counts()
    monkeypatch.setenv(STORE_URL, postgres.writer_url)
    monkeypatch.setenv(READER_URL, postgres.reader_url)
    try:
        publish(sample_warehouse, server)
        [database] = [d for d in admin.rows("database") if d["database_name"] == "РСОКО"]
        assert database["backend"] == "postgresql"
        assert counts() == before
    finally:
        monkeypatch.delenv(STORE_URL)
        publish(sample_warehouse, server)
    assert counts() == before
