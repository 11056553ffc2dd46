"""A real PostgreSQL server for the tests: own folder, loopback, an account that writes and one that reads."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

READER = "bi_reader"


@dataclass(frozen=True)
class Postgres:
    writer_url: str
    reader_url: str


def _program(name: str) -> str:
    found = shutil.which(name) or next(map(str, sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))), None)
    assert found, f"{name} is not installed: run `make test-bi`, it installs PostgreSQL"
    return found


@contextmanager
def postgres_server(folder: Path) -> Iterator[Postgres]:
    """Start a server in `folder`, stop it at the end. PostgreSQL refuses to run as root, so root becomes `postgres`."""
    folder.mkdir()
    data, account = folder / "data", None
    if os.geteuid() == 0:
        account = "postgres"
        who = pwd.getpwnam(account)
        os.chown(folder, who.pw_uid, who.pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(*command: str) -> None:
        subprocess.run(command, user=account, cwd=folder, check=True, capture_output=True, env={"PATH": os.defpath})

    password = secrets.token_urlsafe(12)
    run(_program("initdb"), "--pgdata", str(data), "--username", "writer", "--auth", "trust", "--encoding", "UTF8")
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= -c fsync=off"
    run(_program("pg_ctl"), "--pgdata", str(data), "--wait", "--log", str(folder / "log"), "-o", options, "start")
    try:
        place = f"127.0.0.1:{port}"
        with psycopg.connect(f"postgresql://writer@{place}/postgres", autocommit=True) as connection:
            connection.execute("create database marts")
            connection.execute(
                sql.SQL("create role {} login password {}").format(sql.Identifier(READER), sql.Literal(password))
            )
        yield Postgres(f"postgresql://writer@{place}/marts", f"postgresql://{READER}:{password}@{place}/marts")
    finally:
        run(_program("pg_ctl"), "--pgdata", str(data), "--mode", "immediate", "stop")
