"""Publish the repository's objects to one Superset: bundle in, leftovers out."""

from __future__ import annotations

from dataclasses import dataclass

from dagster_project.bi.bundle import build_files, zip_files
from dagster_project.bi.errors import SupersetError
from dagster_project.bi.ids import DATABASE_NAME, OWNER, object_id
from dagster_project.bi.manifest import Table
from dagster_project.bi.port import SupersetPort
from dagster_project.bi.spec import Project
from dagster_project.bi.stores import Connection


@dataclass(frozen=True)
class Published:
    """What is on the server now.

    Args:
        removed: titles of objects of ours that had left the repository.
    """

    datasets: int
    charts: int
    dashboards: int
    removed: tuple[str, ...]


def publish_objects(
    port: SupersetPort, project: Project, tables: dict[str, Table], connection: Connection
) -> Published:
    """Import the bundle and remove what is ours and no longer in it.

    Raises:
        SupersetError: the server refused something.
    """
    port.import_assets(zip_files(build_files(project, tables, connection)))
    removed = remove_leftovers(port, project)
    charts = sum(len(dashboard.charts) for dashboard in project.dashboards)
    return Published(len(project.datasets), charts, len(project.dashboards), tuple(removed))


def remove_leftovers(port: SupersetPort, project: Project) -> list[str]:
    """Delete certified objects of ours that the repository does not name; objects of other owners stay."""
    kept = {object_id("dataset", name) for name in project.datasets}
    for dashboard in project.dashboards:
        kept |= {object_id("dashboard", dashboard.key)}
        kept |= {object_id("chart", dashboard.key, key) for key in dashboard.charts}
    removed = []
    for resource, title in (("dashboard", "dashboard_title"), ("chart", "slice_name")):
        for found in port.rows(resource):
            if found["certified_by"] == OWNER and found["uuid"] not in kept:
                port.delete(resource, found["id"])
                removed.append(found[title])
    for found in port.rows("dataset"):
        ours = found["database"]["database_name"] == DATABASE_NAME and OWNER in (found.get("extra") or "")
        if ours and found["uuid"] not in kept:
            port.delete("dataset", found["id"])
            removed.append(found["table_name"])
    return removed


def move_database(port: SupersetPort, connection: Connection) -> None:
    """Point the database at another copy of the marts; nothing else changes.

    Raises:
        SupersetError: there is no such database yet, or the server refused.
    """
    for found in port.rows("database"):
        if found["uuid"] == object_id("database"):
            port.call("PUT", f"database/{found['id']}", json={"sqlalchemy_uri": connection.uri})
            return
    raise SupersetError(f"В Superset нет базы «{DATABASE_NAME}»: сначала опубликуйте дашборды.")
