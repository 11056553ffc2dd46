"""One real Superset for the whole session, with the sample region published. Started by `make test-bi`."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Iterator

import pytest

from dagster_project.bi.accounts import read_accounts
from dagster_project.bi.flow import Server, checked, publish_checked
from dagster_project.bi.port import SupersetPort
from dagster_project.bi.server.local import ADMIN, LocalServer
from dagster_project.settings import Settings


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def passwords() -> dict[str, str]:
    """Passwords of the users."""
    return {user.username: secrets.token_urlsafe(12) for user in read_accounts()}


@pytest.fixture(scope="session")
def server(sample_warehouse: Settings, passwords: dict[str, str]) -> Iterator[Server]:
    """Address and administrator of a running Superset with the repository's objects and the demo users in it."""
    project, tables = checked(sample_warehouse)
    local = LocalServer(sample_warehouse.home / "superset", free_port())
    password = secrets.token_urlsafe(12)
    local.start(password)
    try:
        found = Server(local.url, ADMIN, password)
        publish_checked(sample_warehouse, found, project, tables, passwords)
        yield found
    finally:
        local.stop()


@pytest.fixture(scope="session")
def admin(server: Server) -> SupersetPort:
    return SupersetPort(server.url, server.username, server.password)
