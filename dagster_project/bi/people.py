"""Users of ours on the server: exactly the role of the file; a password is set once, at creation."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dagster_project.bi.accounts import Account
from dagster_project.bi.errors import SupersetError
from dagster_project.bi.port import SupersetPort
from dagster_project.bi.roles import PARKED, create_role, is_ours, read_roles
from dagster_project.bi.rules import ADMIN_ROLE

_RESOURCE = "security/users"


@dataclass(frozen=True)
class People:
    """What became of the users.

    Args:
        created: user names made now.
        without_password: named in the file, not on the server, and no password given: not created.
    """

    created: tuple[str, ...]
    without_password: tuple[str, ...]


def new_password() -> str:
    return secrets.token_urlsafe(12)


def narrow_people(port: SupersetPort, accounts: Sequence[Account]) -> None:
    """Take roles away from users who should not have them: before anything is published.

    Superset refuses a user without roles: who has none left is switched off and gets a role that may do nothing.

    Raises:
        SupersetError: the file names an administrator, or the server refused.
    """
    wanted = {account.username: account for account in accounts}
    for row in port.rows(_RESOURCE):
        names = {role["name"]: role["id"] for role in row["roles"]}
        account = wanted.get(row["username"])
        if account and ADMIN_ROLE in names:
            raise SupersetError(f"{row['username']} — администратор Superset: уберите его из файла пользователей.")
        if account:
            kept = {name: found for name, found in names.items() if name == account.role.name}
        else:
            kept = {name: found for name, found in names.items() if not is_ours(name)}
        if kept == names:
            continue
        if kept:
            port.call("PUT", f"{_RESOURCE}/{row['id']}", json={"roles": sorted(kept.values())})
        elif list(names) != [PARKED]:
            switch_off(port, row["id"])


def switch_off(port: SupersetPort, user_id: int) -> None:
    """Leave a user on the server who can do nothing and cannot log in."""
    parked = read_roles(port).get(PARKED) or create_role(port, PARKED)
    port.call("PUT", f"{_RESOURCE}/{user_id}", json={"roles": [parked], "active": False})


def widen_people(
    port: SupersetPort, accounts: Sequence[Account], role_ids: Mapping[str, int], passwords: Mapping[str, str]
) -> People:
    """Create users and give them their roles: after the rules hold.

    Raises:
        SupersetError: the server refused.
    """
    rows = {row["username"]: row for row in port.rows(_RESOURCE)}
    created, without = [], []
    for account in accounts:
        role_id = role_ids[account.role.name]
        if row := rows.get(account.username):
            _update(port, row, account, role_id)
        elif password := passwords.get(account.username):
            port.call("POST", f"{_RESOURCE}/", json={**_body(account, role_id), "password": password})
            created.append(account.username)
        else:
            without.append(account.username)
    return People(tuple(created), tuple(without))


def _update(port: SupersetPort, row: Mapping[str, Any], account: Account, role_id: int) -> None:
    body = _body(account, role_id)
    current = {**{key: row[key] for key in body}, "roles": [role["id"] for role in row["roles"]]}
    if current != body:
        port.call("PUT", f"{_RESOURCE}/{row['id']}", json=body)


def _body(account: Account, role_id: int) -> dict[str, Any]:
    first, _, last = account.full_name.partition(" ")
    return {
        "username": account.username,
        "first_name": first,
        "last_name": last,
        "email": f"{account.username}@rsoko.invalid",
        "active": True,
        "roles": [role_id],
    }
