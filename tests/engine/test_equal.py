"""The same project on both engines gives the same tables, cell by cell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from dagster_project.settings import DUCKDB, Settings
from dagster_project.warehouse.build import warehouse_is_current
from tests.engine.compare import differences, tables


def test_every_table_is_equal(on_duckdb: Settings, on_spark: Settings) -> None:
    assert differences(on_duckdb.warehouse_path, on_spark.warehouse_path) == []


def test_what_bi_reads_is_equal(on_duckdb: Settings, on_spark: Settings) -> None:
    assert differences(on_duckdb.bi_path, on_spark.bi_path) == []


def test_tables_of_spark_are_read_where_spark_wrote_them(on_spark: Settings) -> None:
    """The warehouse file of Spark holds views only, over every model and seed of the project."""
    with duckdb.connect(on_spark.warehouse_path, read_only=True) as connection:
        views = connection.execute("select count(*) from duckdb_views() where not internal").fetchone()
        stored = connection.execute("select count(*) from duckdb_tables() where not internal").fetchone()
    assert views is not None and views[0] > 440
    assert stored == (0,)


def test_most_tables_have_rows(on_duckdb: Settings) -> None:
    """Equal tables prove nothing while they are empty."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{on_duckdb.warehouse_path}' as warehouse (read_only)")
        names = tables(connection, "warehouse")
        filled = [name for name in names if connection.execute(f"select 1 from warehouse.{name} limit 1").fetchone()]
    assert len(filled) > 0.9 * len(names)


def test_the_engine_is_part_of_what_a_warehouse_is_made_from(on_spark: Settings) -> None:
    assert warehouse_is_current(on_spark)
    assert not warehouse_is_current(replace(on_spark, engine=DUCKDB))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ("select 1 as key, 0.5::double as share, 'a' as word", "1 rows"),
        ("select * from (values (1, 0.5::double, 'a'), (2, 0.25000001::double, 'b')) as t (key, share, word)", "share"),
        ("select * from (values (1, 0.5::double, 'a'), (2, 0.25::double, null)) as t (key, share, word)", "word"),
        ("select * from (values (1, 0.5::double, 'a'), (3, 0.25::double, 'b')) as t (key, share, word)", "key"),
        ("select * from (values (1, 0.5::double, 'a'), (2, null, 'b')) as t (key, share, word)", "share"),
        ("select * from (values (1, '0.5', 'a'), (2, '0.25', 'b')) as t (key, share, word)", "columns"),
    ],
)
def test_a_difference_is_seen(tmp_path: Path, changed: str, told: str) -> None:
    query = "select * from (values (1, 0.5::double, 'a'), (2, 0.25::double, 'b')) as t (key, share, word)"
    for name, text in (("one", query), ("same", query.replace("0.25", "0.2500000000001")), ("other", changed)):
        with duckdb.connect(tmp_path / f"{name}.duckdb") as connection:
            connection.execute("create schema publish")
            connection.execute(f"create table publish.shown as {text}")
    assert differences(tmp_path / "one.duckdb", tmp_path / "same.duckdb") == []
    (found, *_) = differences(tmp_path / "one.duckdb", tmp_path / "other.duckdb")
    assert told in found
