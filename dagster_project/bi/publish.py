"""Publish the repository's objects to one Superset: bundle in, leftovers out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dagster_project.bi.accounts import Account
from dagster_project.bi.admission import Admission
from dagster_project.bi.bundle import build_files, zip_files
from dagster_project.bi.errors import SupersetError
from dagster_project.bi.ids import DATABASE_NAME, OWNER, object_id
from dagster_project.bi.manifest import Table
from dagster_project.bi.people import People
from dagster_project.bi.port import SupersetPort
from dagster_project.bi.spec import Project
from dagster_project.bi.stores import Connection


@dataclass(frozen=True)
class Published:
    """What is on the server now.

    Args:
        removed: titles of objects of ours that had left the repository.
        kept: datasets of ours that left it while somebody's chart still reads them.
    """

    datasets: int
    charts: int
    dashboards: int
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    people: People


def publish_objects(
    port: SupersetPort,
    project: Project,
    tables: dict[str, Table],
    connection: Connection,
    accounts: Sequence[Account],
    passwords: Mapping[str, str],
) -> Published:
    """Take away access that is no longer due, import the bundle, remove what left it, give access.

    Raises:
        SupersetError: the server refused something, or a rule did not prove itself.
    """
    secrets = {"databases/rsoko.yaml": connection.password} if connection.password else {}
    admission = Admission(project, tables, accounts)
    admission.narrow(port)
    port.import_assets(zip_files(build_files(project, tables, connection)), secrets)
    removed, kept = remove_leftovers(port, project)
    people = admission.widen(port, passwords)
    charts = sum(len(dashboard.charts) for dashboard in project.dashboards)
    return Published(len(project.datasets), charts, len(project.dashboards), tuple(removed), tuple(kept), people)


def remove_leftovers(port: SupersetPort, project: Project) -> tuple[list[str], list[str]]:
    """Delete objects of ours that the repository does not name; objects of other owners stay.

    Returns:
        Titles of what went, and of datasets that stay because a chart of somebody else's reads them.
    """
    kept = {object_id("dataset", name) for name in project.datasets}
    for dashboard in project.dashboards:
        kept |= {object_id("dashboard", dashboard.key)}
        kept |= {object_id("chart", dashboard.key, key) for key in dashboard.charts}
    removed, kept_back = [], []
    for resource, title in (("dashboard", "dashboard_title"), ("chart", "slice_name")):
        for found in port.rows(resource):
            if found["certified_by"] == OWNER and found["uuid"] not in kept:
                port.delete(resource, found["id"])
                removed.append(found[title])
    for found in port.rows("dataset"):
        ours = found["database"]["database_name"] == DATABASE_NAME and OWNER in _extra(found).values()
        if not ours or found["uuid"] in kept:
            continue
        if port.call("GET", f"dataset/{found['id']}/related_objects")["charts"]["count"]:
            kept_back.append(found["table_name"])
        else:
            port.delete("dataset", found["id"])
            removed.append(found["table_name"])
    return removed, kept_back


def _extra(dataset: Mapping[str, Any]) -> dict[str, Any]:
    certification = json.loads(dataset.get("extra") or "{}").get("certification")
    return dict(certification or {})


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
