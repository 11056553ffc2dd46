"""Rules proved on the server before anyone relies on them: a user of ours asks for rows as each role would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from dagster_project.bi.access import PREFIX, SCOPE_COLUMNS, Role
from dagster_project.bi.errors import SupersetError
from dagster_project.bi.manifest import Table
from dagster_project.bi.people import new_password, switch_off
from dagster_project.bi.port import SupersetPort
from dagster_project.bi.roles import PROBE_ROLE, Permissions, create_role, permissions_of, read_roles, set_permissions
from dagster_project.bi.spec import Project

PROBE_USER = "rsoko.probe"
_LIMIT = 50_000


@dataclass(frozen=True)
class Prober:
    """A user who may open some datasets and takes on one role after another."""

    admin: SupersetPort
    own: SupersetPort
    user_id: int
    role_id: int

    def become(self, role_id: int) -> None:
        self.admin.call("PUT", f"security/users/{self.user_id}", json={"roles": [self.role_id, role_id]})

    def rows(self, dataset_id: int, columns: list[Any]) -> list[dict[str, Any]]:
        """Distinct values of columns of a dataset, as this user sees them.

        Raises:
            SupersetError: the query failed.
        """
        query = {"columns": columns, "metrics": [], "row_limit": _LIMIT}
        body = {"datasource": {"id": dataset_id, "type": "table"}, "queries": [query], "force": True}
        return list(self.own.call("POST", "chart/data", json=body)["result"][0]["data"])


@contextmanager
def prober(port: SupersetPort, permissions: Permissions, dataset_ids: Iterable[int]) -> Iterator[Prober]:
    """A prober that may open these datasets. Afterwards it stays on the server asleep: inactive, its role empty."""
    role_id = read_roles(port).get(PROBE_ROLE) or create_role(port, PROBE_ROLE)
    password = new_password()
    user_id = _awake(port, role_id, password)
    try:
        wanted = permissions.reader() | {permissions.dataset(found) for found in dataset_ids}
        set_permissions(port, role_id, wanted, permissions_of(port, role_id))
        yield Prober(port, SupersetPort(port.url, PROBE_USER, password), user_id, role_id)
    finally:
        set_permissions(port, role_id, (), permissions_of(port, role_id))
        switch_off(port, user_id)


def _awake(port: SupersetPort, role_id: int, password: str) -> int:
    now = {"roles": [role_id], "active": True, "password": password}
    for row in port.rows("security/users"):
        if row["username"] == PROBE_USER:
            port.call("PUT", f"security/users/{row['id']}", json=now)
            return int(row["id"])
    name = {
        "username": PROBE_USER,
        "first_name": PREFIX,
        "last_name": "проверка",
        "email": f"{PROBE_USER}@rsoko.invalid",
    }
    return int(port.call("POST", "security/users/", json={**name, **now})["id"])


@dataclass(frozen=True)
class Proof:
    """What the rules are checked against.

    Args:
        role_ids, dataset_ids: ids on the server by name.
    """

    project: Project
    tables: dict[str, Table]
    dataset_ids: dict[str, int]
    role_ids: dict[str, int]

    def run(self, port: SupersetPort, permissions: Permissions, pairs: Iterable[tuple[Role, str]]) -> None:
        """Ask for the rows of every pair of role and dataset, of every dataset without a role, and with SQL of our own.

        Raises:
            SupersetError: a rule breaks the query or lets a row through, or the server runs SQL written by a reader.
        """
        by_role: dict[Role, list[str]] = {}
        for role, name in pairs:
            by_role.setdefault(role, []).append(name)
        names = sorted({name for listed in by_role.values() for name in listed})
        if not names:
            return
        with prober(port, permissions, [self.dataset_ids[name] for name in names]) as asked:
            for name in names:
                if asked.rows(self.dataset_ids[name], self._columns(name)):
                    raise SupersetError(f"Набор {name} отдаёт строки пользователю без роли: доступ читателям не дан.")
            for role, listed in by_role.items():
                asked.become(self.role_ids[role.name])
                for name in listed:
                    self._prove(asked, role, name)
            _refuses_sql(asked, self.dataset_ids[names[0]])

    def _columns(self, name: str) -> list[str]:
        return list(SCOPE_COLUMNS[self.project.datasets[name].rows]) or list(self.tables[name].columns)[:1]

    def _prove(self, asked: Prober, role: Role, name: str) -> None:
        for row in asked.rows(self.dataset_ids[name], self._columns(name)):
            if not role.allows(self.project.datasets[name].rows, row):
                raise SupersetError(f"Правило «{role.name}» пропускает в {name} чужую строку {row}: доступ не дан.")


def _refuses_sql(asked: Prober, dataset_id: int) -> None:
    try:
        asked.rows(dataset_id, [{"label": "x", "expressionType": "SQL", "sqlExpression": "1 + 1"}])
    except SupersetError:
        return
    raise SupersetError(
        "Superset выполняет SQL, который прислал читатель, а им обходят правила строк. Подключите на сервере"
        " reader_security.py (docs/how-to/superset.md, «Доступ»). Доступ читателям не дан."
    )
