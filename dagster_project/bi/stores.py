"""Where Superset reads the marts from: the newest DuckDB copy or, by one setting, PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from dagster_project.settings import Settings
from dagster_project.warehouse.bi_copy import newest_version, remember_pointer, remove_old_versions
from dagster_project.warehouse.errors import UsageError

STORE_URL = "RSOKO_STORE_URL"
"""`postgresql://writer:…@host/database`: load the marts there and let Superset read them from there."""
READER_URL = "RSOKO_STORE_READER_URL"
"""The same database as Superset sees it, with the account it reads by; by default `RSOKO_STORE_URL` itself."""
_HIDDEN = "XXXXXXXXXX"


@dataclass(frozen=True)
class Connection:
    """How Superset reaches the marts.

    Args:
        uri: SQLAlchemy address, the password hidden.
        password: of the account Superset reads by; None where there is none.
        engine_params: arguments of the engine, stored in the database's `extra`.
        version: the DuckDB copy behind it; None for PostgreSQL.
    """

    uri: str
    password: str | None = field(default=None, repr=False)
    engine_params: dict[str, Any] = field(default_factory=dict)
    version: Path | None = None


def prepare_store(settings: Settings, tables: Collection[str]) -> Connection:
    """Bring the serving store up to the newest copy and say how to reach it.

    Raises:
        RunError: there is no copy yet, or PostgreSQL refused.
        UsageError: a setting is no PostgreSQL address.
    """
    copy = newest_version(settings)
    url = os.environ.get(STORE_URL)
    if not url:
        return duckdb_connection(copy)
    from dagster_project.bi.postgres import load_postgres

    connection, reader = postgres_connection(os.environ.get(READER_URL) or url)
    load_postgres(copy, url, tables, reader)
    return connection


def settle_store(settings: Settings, server: str, connection: Connection) -> None:
    """Note what the server reads now and remove copies nobody needs."""
    if connection.version:
        remember_pointer(settings, server, connection.version)
    remove_old_versions(settings)


def duckdb_connection(copy: Path) -> Connection:
    """Read-only, without files or network: a query of a chart can reach nothing but the copy."""
    config = {"enable_external_access": False, "lock_configuration": True}
    arguments = {"connect_args": {"read_only": True, "config": config}}
    return Connection(f"duckdb:///{copy}", engine_params=arguments, version=copy)


def postgres_connection(url: str) -> tuple[Connection, str]:
    """The address for SQLAlchemy and the name of the account in it.

    Raises:
        UsageError: not `postgresql://user:…@host/database`.
    """
    parts = urlsplit(url)
    if parts.scheme != "postgresql" or not parts.username or not parts.hostname or not parts.path.strip("/"):
        raise UsageError(f"{STORE_URL}: нужен адрес вида postgresql://учётная_запись:пароль@узел/база.")
    secret = f":{_HIDDEN}" if parts.password else ""
    port = f":{parts.port}" if parts.port else ""
    place = f"{parts.username}{secret}@{parts.hostname}{port}"
    uri = urlunsplit(("postgresql+psycopg2", place, parts.path, parts.query, ""))
    read_only = {"connect_args": {"options": "-c default_transaction_read_only=on"}}
    return Connection(uri, parts.password, read_only), parts.username
