"""One real Superset for the whole session, with the sample region published. Started by `make test-bi`."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from dagster_project.bi.accounts import read_accounts
from dagster_project.bi.flow import Server, checked, publish_checked
from dagster_project.bi.port import SupersetPort
from dagster_project.bi.server.local import ADMIN, LocalServer
from dagster_project.bi.spec import BI_DIR
from dagster_project.settings import Settings
from tests.bi.readers import PROBES


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session", autouse=True)
def users_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demo users and a coordinator of another region, who may see nothing of this one."""
    users = yaml.safe_load((BI_DIR / "access.yml").read_text(encoding="utf-8"))["users"]
    users.append({"username": "region22", "full_name": "Соседний регион", "kind": "region", "code": "22"})
    path = tmp_path_factory.mktemp("users") / "users.yml"
    path.write_text(yaml.safe_dump({"users": users}, allow_unicode=True), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RSOKO_SUPERSET_USERS", str(path))
        yield path


@pytest.fixture(scope="session")
def passwords(users_file: Path) -> dict[str, str]:
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


@pytest.fixture
def admin(server: Server) -> SupersetPort:
    """A fresh session for each test: a token lives a quarter of an hour, a session of tests longer."""
    return SupersetPort(server.url, server.username, server.password)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many requests the attack took."""
    if PROBES:
        terminalreporter.write_line(f"probes of the attack: {PROBES.total()}  {dict(sorted(PROBES.items()))}")
