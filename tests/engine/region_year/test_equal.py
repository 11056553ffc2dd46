"""`rsoko run` over a region's year on both engines gives the same tables, cell by cell."""

from __future__ import annotations

from dataclasses import replace

import duckdb

from dagster_project.settings import DUCKDB, Settings
from dagster_project.warehouse.build import warehouse_is_current
from tests.engine.compare import differences, tables


def test_every_table_is_equal(region_on_duckdb: Settings, region_on_spark: Settings) -> None:
    assert differences(region_on_duckdb.warehouse_path, region_on_spark.warehouse_path) == []


def test_what_bi_reads_is_equal(region_on_duckdb: Settings, region_on_spark: Settings) -> None:
    assert differences(region_on_duckdb.bi_path, region_on_spark.bi_path) == []


def test_tables_of_spark_are_read_where_spark_wrote_them(region_on_spark: Settings) -> None:
    """The warehouse file of Spark holds views only, over every model and seed of the project."""
    with duckdb.connect(region_on_spark.warehouse_path, read_only=True) as connection:
        views = connection.execute("select count(*) from duckdb_views() where not internal").fetchone()
        stored = connection.execute("select count(*) from duckdb_tables() where not internal").fetchone()
    assert views is not None and views[0] > 440
    assert stored == (0,)


def test_most_tables_have_rows(region_on_duckdb: Settings) -> None:
    """Equal tables prove nothing while they are empty."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{region_on_duckdb.warehouse_path}' as warehouse (read_only)")
        names = tables(connection, "warehouse")
        filled = [name for name in names if connection.execute(f"select 1 from warehouse.{name} limit 1").fetchone()]
    assert len(filled) > 0.9 * len(names)


def test_the_engine_is_part_of_what_a_warehouse_is_made_from(region_on_spark: Settings) -> None:
    assert warehouse_is_current(region_on_spark)
    assert not warehouse_is_current(replace(region_on_spark, engine=DUCKDB))
