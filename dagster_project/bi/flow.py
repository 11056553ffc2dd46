"""Publish as people start it: from the command line, from Dagster, or only checked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from dagster_project.bi.accounts import passwords_from_env, read_accounts
from dagster_project.bi.check import check
from dagster_project.bi.exposures import read_exposures
from dagster_project.bi.manifest import Table, read_tables
from dagster_project.bi.port import SupersetPort
from dagster_project.bi.publish import Published, move_database, publish_objects
from dagster_project.bi.spec import Project, read_project
from dagster_project.bi.stores import Connection, prepare_store, settle_store
from dagster_project.settings import Settings
from dagster_project.warehouse.dbt_runner import parse_dbt
from dagster_project.warehouse.errors import RunError, UsageError
from dagster_project.warehouse.lock import writer_lock

_VARIABLES = ("RSOKO_SUPERSET_URL", "RSOKO_SUPERSET_USER", "RSOKO_SUPERSET_PASSWORD")


@dataclass(frozen=True)
class Server:
    """Address and account of a Superset."""

    url: str
    username: str
    password: str = field(repr=False)

    @classmethod
    def from_env(cls) -> Server:
        """Read `RSOKO_SUPERSET_URL`, `RSOKO_SUPERSET_USER`, `RSOKO_SUPERSET_PASSWORD`.

        Raises:
            UsageError: one of them is not set.
        """
        if missing := [name for name in _VARIABLES if not os.environ.get(name)]:
            raise UsageError(f"Не заданы переменные окружения: {', '.join(missing)}.")
        return cls(*(os.environ[name] for name in _VARIABLES))


def checked(settings: Settings) -> tuple[Project, dict[str, Table]]:
    """The objects of the repository and the tables of dbt, every link between them sound.

    Raises:
        BrokenLinkError: a link is broken.
        RunError: the dbt project does not parse.
    """
    if parse_dbt(settings, settings.warehouse_path) is None:
        raise RunError("Проект dbt не разбирается: выполните `rsoko run`, он назовёт ошибку.")
    manifest = settings.dbt_target_dir / "manifest.json"
    project, tables = read_project(), read_tables(manifest)
    check(project, tables, read_exposures(manifest))
    return project, tables


def publish(settings: Settings, server: Server) -> Published:
    """Put the repository's objects over the current copy of the marts on a server.

    Raises:
        BrokenLinkError: a link is broken; nothing was sent.
        SupersetError: the server refused.
        RunError: there is no copy for BI yet.
    """
    return publish_checked(settings, server, *checked(settings))


def publish_checked(
    settings: Settings,
    server: Server,
    project: Project,
    tables: dict[str, Table],
    passwords: Mapping[str, str] | None = None,
) -> Published:
    """`publish` of objects that `checked` returned before.

    Args:
        passwords: of users not on the server yet; `RSOKO_SUPERSET_PASSWORDS` where None.
    """
    accounts = read_accounts()
    passwords = passwords_from_env() if passwords is None else passwords
    with writer_lock(settings):
        connection = prepare_store(settings, project.datasets)
        port = SupersetPort(server.url, server.username, server.password)
        done = publish_objects(port, project, tables, connection, accounts, passwords)
        settle_store(settings, server.url, connection)
    return done


def refresh(settings: Settings, server: Server) -> Connection:
    """Let a server that has the dashboards read the newest copy; the dashboards stay as they are.

    Raises:
        SupersetError: the server refused, or nothing was published there yet.
        RunError: there is no copy for BI yet, or PostgreSQL refused.
    """
    with writer_lock(settings):
        connection = prepare_store(settings, read_project().datasets)
        move_database(SupersetPort(server.url, server.username, server.password), connection)
        settle_store(settings, server.url, connection)
    return connection
