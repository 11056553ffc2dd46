"""PostgreSQL as the serving store for many concurrent users: the same marts, swapped by renaming schemas."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from pathlib import Path

import duckdb
import psycopg
from psycopg import sql

from dagster_project.bi.manifest import PUBLISH_SCHEMA
from dagster_project.warehouse.errors import RunError

_NEW = f"{PUBLISH_SCHEMA}_new"
_OLD = f"{PUBLISH_SCHEMA}_old"
_CHUNK = 1 << 20
_LOCK_KEY = 7_240_113
_TYPES = {
    "VARCHAR": "text",
    "DOUBLE": "double precision",
    "TINYINT": "smallint",
    "SMALLINT": "smallint",
    "INTEGER": "integer",
    "BIGINT": "bigint",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "timestamp",
}


def load_postgres(copy: Path, url: str, tables: Collection[str], reader: str | None = None) -> dict[str, int]:
    """Load tables of a BI copy into PostgreSQL and put them in place of the old ones in one transaction.

    A reader sees the old schema until the commit and the new one after it; a load that fails leaves the old one.

    Args:
        copy: the DuckDB copy.
        url: `postgresql://…` of an account that may create schemas.
        tables: tables of schema `publish` to load.
        reader: role that may read them, such as Superset's own.

    Returns:
        Rows by table.

    Raises:
        RunError: PostgreSQL does not answer or refuses, or a column has a type nobody mapped.
    """
    try:
        with psycopg.connect(url, connect_timeout=10) as connection, duckdb.connect(copy, read_only=True) as marts:
            connection.execute("select pg_advisory_xact_lock(%s)", (_LOCK_KEY,))
            _drop(connection, _NEW)
            connection.execute(sql.SQL("create schema {}").format(sql.Identifier(_NEW)))
            rows = {table: _load(connection, marts, table) for table in sorted(tables)}
            if reader:
                _grant(connection, reader)
            _swap(connection)
        with psycopg.connect(url, connect_timeout=10, autocommit=True) as connection:
            connection.execute("set lock_timeout = '30s'")
            _drop(connection, _OLD)
    except psycopg.Error as error:
        raise RunError(f"PostgreSQL: {error}") from error
    return rows


def _drop(connection: psycopg.Connection, schema: str) -> None:
    connection.execute(sql.SQL("drop schema if exists {} cascade").format(sql.Identifier(schema)))


def _swap(connection: psycopg.Connection) -> None:
    _drop(connection, _OLD)
    rename = sql.SQL("alter schema {} rename to {}")
    there = connection.execute("select 1 from pg_namespace where nspname = %s", (PUBLISH_SCHEMA,)).fetchone()
    if there:
        connection.execute(rename.format(sql.Identifier(PUBLISH_SCHEMA), sql.Identifier(_OLD)))
    connection.execute(rename.format(sql.Identifier(_NEW), sql.Identifier(PUBLISH_SCHEMA)))


def _grant(connection: psycopg.Connection, reader: str) -> None:
    names = {"schema": sql.Identifier(_NEW), "reader": sql.Identifier(reader)}
    connection.execute(sql.SQL("grant usage on schema {schema} to {reader}").format(**names))
    connection.execute(sql.SQL("grant select on all tables in schema {schema} to {reader}").format(**names))


def _load(connection: psycopg.Connection, marts: duckdb.DuckDBPyConnection, table: str) -> int:
    columns = marts.execute(
        "select column_name, data_type from information_schema.columns"
        " where table_schema = ? and table_name = ? order by ordinal_position",
        (PUBLISH_SCHEMA, table),
    ).fetchall()
    if unknown := sorted({kind for _, kind in columns} - set(_TYPES)):
        raise RunError(f"{table}: для типов {unknown} не задан тип PostgreSQL.")
    target = sql.Identifier(_NEW, table)
    described = [sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(_TYPES[kind])) for name, kind in columns]
    connection.execute(sql.SQL("create table {} ({})").format(target, sql.SQL(", ").join(described)))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.csv"
        marts.execute(f"copy {PUBLISH_SCHEMA}.\"{table}\" to '{file}' (format csv, header false, nullstr '\\N')")
        command = sql.SQL("copy {} from stdin (format csv, null '\\N')").format(target)
        with connection.cursor() as cursor:
            with cursor.copy(command) as stream, file.open("rb") as rows:
                while chunk := rows.read(_CHUNK):
                    stream.write(chunk)
            loaded = cursor.rowcount
    connection.execute(sql.SQL("analyze {}").format(target))
    return loaded
