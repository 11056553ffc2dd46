"""Superset roles of ours: what a reader may do, and which datasets are open to him."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dagster_project.bi.access import PREFIX
from dagster_project.bi.port import SupersetPort

PARKED = f"{PREFIX} без доступа"
PROBE_ROLE = f"{PREFIX} проверка"
_RESOURCE = "security/roles"

READER: frozenset[tuple[str, str]] = frozenset(
    {
        ("can_read", "Dashboard"),
        ("can_dashboard", "Superset"),
        ("can_view_chart_as_table", "Dashboard"),
        ("can_read", "Chart"),
        ("can_csv", "Superset"),
        ("can_read", "DashboardFilterStateRestApi"),
        ("can_write", "DashboardFilterStateRestApi"),
        ("can_read", "DashboardPermalinkRestApi"),
        ("can_read", "CurrentUserRestApi"),
        ("can_read", "Theme"),
        ("can_read", "SecurityRestApi"),
        ("can_get", "MenuApi"),
        ("can_language_pack", "Superset"),
        ("can_log", "Superset"),
        ("can_recent_activity", "Log"),
        ("can_userinfo", "UserDBModelView"),
        ("resetmypassword", "UserDBModelView"),
        ("can_this_form_get", "ResetMyPasswordView"),
        ("can_this_form_post", "ResetMyPasswordView"),
        ("menu_access", "Home"),
        ("menu_access", "Dashboards"),
    }
)
"""All a reader needs to look at dashboards, download their tables and change his password."""


class Permissions:
    """Ids of the permissions of one server."""

    def __init__(self, port: SupersetPort) -> None:
        rows = port.rows("security/permissions-resources")
        self._ids = {(row["permission"]["name"], row["view_menu"]["name"]): int(row["id"]) for row in rows}

    def reader(self) -> set[int]:
        """Permissions of `READER` this server knows."""
        return {found for name, found in self._ids.items() if name in READER}

    def dataset(self, dataset_id: int) -> int:
        """Permission to read one dataset; its name ends with the dataset's id."""
        end = f"](id:{dataset_id})"
        return next(
            found for (what, on), found in self._ids.items() if what == "datasource_access" and on.endswith(end)
        )


def read_roles(port: SupersetPort) -> dict[str, int]:
    """Ids of all roles by name."""
    return {row["name"]: int(row["id"]) for row in port.rows(_RESOURCE)}


def is_ours(role_name: str) -> bool:
    return role_name.startswith(f"{PREFIX} ")


def create_role(port: SupersetPort, name: str) -> int:
    return int(port.call("POST", f"{_RESOURCE}/", json={"name": name})["id"])


def delete_role(port: SupersetPort, role_id: int) -> None:
    port.delete(_RESOURCE, role_id)


def permissions_of(port: SupersetPort, role_id: int) -> dict[int, tuple[str, str]]:
    """Permissions of a role by id: what, on what."""
    rows: list[dict[str, Any]] = port.call("GET", f"{_RESOURCE}/{role_id}/permissions/")["result"]
    return {int(row["id"]): (row["permission_name"], row["view_menu_name"]) for row in rows}


def set_permissions(port: SupersetPort, role_id: int, wanted: Iterable[int], current: Mapping[int, Any]) -> None:
    """Give a role exactly these permissions."""
    if set(wanted) != set(current):
        port.call("POST", f"{_RESOURCE}/{role_id}/permissions", json={"permission_view_menu_ids": sorted(wanted)})
