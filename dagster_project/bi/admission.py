"""Access brought to a server in an order that never shows more than allowed: narrow, (import), rules, proof, widen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dagster_project.bi.access import Role
from dagster_project.bi.accounts import Account
from dagster_project.bi.ids import object_id
from dagster_project.bi.manifest import Table
from dagster_project.bi.people import People, narrow_people, widen_people
from dagster_project.bi.port import SupersetPort
from dagster_project.bi.probe import Proof
from dagster_project.bi.roles import (
    PARKED,
    PROBE_ROLE,
    Permissions,
    create_role,
    delete_role,
    is_ours,
    permissions_of,
    read_roles,
    set_permissions,
)
from dagster_project.bi.rules import audience, read_rules, sync_rules, tables_to_change, wanted_rules
from dagster_project.bi.spec import AUDIENCES, Project


@dataclass(frozen=True)
class Admission:
    """Who may see what: the datasets of the project and the users of a file."""

    project: Project
    tables: dict[str, Table]
    accounts: Sequence[Account]

    @property
    def roles(self) -> list[Role]:
        """Roles the users need, each once."""
        return sorted({user.role for user in self.accounts}, key=lambda role: (AUDIENCES.index(role.kind), role.code))

    def narrow(self, port: SupersetPort) -> None:
        """Take away what the repository no longer gives. Run it before new objects and new data reach the server.

        Raises:
            SupersetError: the server refused, or the file of users names an administrator.
        """
        narrow_people(port, self.accounts)
        permissions, ids = Permissions(port), dataset_ids(port)
        found = read_roles(port)
        roles = {role.name: role for role in self.roles}
        known = {name: found.get(name, 0) for name in roles} | found
        changing = tables_to_change(read_rules(port).values(), wanted_rules(self.project, roles.values(), ids, known))
        for name, role_id in found.items():
            if is_ours(name):
                current = permissions_of(port, role_id)
                open_now = self._open(permissions, roles.get(name), ids, changing)
                set_permissions(port, role_id, set(current) & open_now, current)

    def _open(self, permissions: Permissions, role: Role | None, ids: Mapping[str, int], closed: set[int]) -> set[int]:
        """Permissions of a role without the datasets that are closed for now; none for a role that is not wanted."""
        if role is None:
            return set()
        names = [name for name in ids if audience(self.project, [role], name) and ids[name] not in closed]
        return permissions.reader() | {permissions.dataset(ids[name]) for name in names}

    def widen(self, port: SupersetPort, passwords: Mapping[str, str]) -> People:
        """Rules first, then their proof by real queries, then the permissions and the users.

        Raises:
            SupersetError: the server refused, or a rule did not prove itself; no new permission is given then.
        """
        found = read_roles(port)
        roles = {role.name: role for role in self.roles}
        role_ids = found | {name: create_role(port, name) for name in roles if name not in found}
        ids = dataset_ids(port)
        before = read_rules(port)
        wanted = wanted_rules(self.project, roles.values(), ids, role_ids)
        changed = tables_to_change(before.values(), wanted)
        sync_rules(port, before, wanted)
        permissions = Permissions(port)
        pairs = self._pairs(ids, changed)
        Proof(self.project, self.tables, ids, role_ids).run(port, permissions, pairs)
        for name, role in roles.items():
            current = permissions_of(port, role_ids[name])
            set_permissions(port, role_ids[name], self._open(permissions, role, ids, set()), current)
        people = widen_people(port, self.accounts, role_ids, passwords)
        for name, role_id in found.items():
            if is_ours(name) and name not in roles and name not in (PARKED, PROBE_ROLE):
                delete_role(port, role_id)
        return people

    def _pairs(self, ids: Mapping[str, int], changed: set[int]) -> list[tuple[Role, str]]:
        """What to prove: one role of every kind on every dataset, and every role where a rule has just changed."""
        first = {role.kind: role for role in reversed(self.roles)}
        pairs = [(role, name) for name in ids for role in audience(self.project, self.roles, name)]
        return [(role, name) for role, name in pairs if role == first[role.kind] or ids[name] in changed]


def dataset_ids(port: SupersetPort) -> dict[str, int]:
    """Datasets of ours on the server: id by name. Somebody else's dataset of the same name is not one."""
    rows = port.rows("dataset")
    return {row["table_name"]: int(row["id"]) for row in rows if row["uuid"] == object_id("dataset", row["table_name"])}
