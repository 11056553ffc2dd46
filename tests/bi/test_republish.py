"""Publishing again changes nothing; what left the repository goes; what others made stays."""

from __future__ import annotations

from typing import Any

import pytest

from dagster_project.bi.admission import dataset_ids
from dagster_project.bi.flow import Server, checked, publish_checked
from dagster_project.bi.port import SupersetPort
from dagster_project.bi.rules import read_rules
from dagster_project.bi.spec import Chart, Dashboard, Dataset, Place, Project
from dagster_project.settings import Settings

MOVING = {
    "changed_on", "changed_on_utc", "changed_on_delta_humanized", "changed_on_humanized", "last_saved_at", "last_login",
    "changed_by", "changed_by_name", "last_saved_by", "login_count", "created_on_delta_humanized", "thumbnail_url",
    "fail_login_count", "created_on_humanized",
}  # fmt: skip
"""Times and authors of the last change, which an import renews by its nature. Ids stay in the comparison."""
OBJECTS = ("dashboard", "chart", "dataset", "database")
EXTRA = "pub_rule"


def settled(value: Any) -> Any:
    """A value without what moves, lists in a fixed order."""
    if isinstance(value, dict):
        return {key: settled(item) for key, item in value.items() if key not in MOVING}
    return sorted((settled(item) for item in value), key=repr) if isinstance(value, list) else value


def state(port: SupersetPort) -> dict[str, Any]:
    """Every object of the server with ids of its parts, the rights of every role, every rule and user."""
    found: dict[str, Any] = {}
    for resource in OBJECTS:
        for row in port.rows(resource):
            found[f"{resource} {row['id']}"] = settled(port.call("GET", f"{resource}/{row['id']}")["result"])
    for row in port.rows("security/roles"):
        rights = port.call("GET", f"security/roles/{row['id']}/permissions/")["result"]
        found[f"role {row['id']} {row['name']}"] = settled(rights)
    for row in port.rows("security/users"):
        if row["username"] != "rsoko.probe":
            found[f"user {row['id']}"] = settled(row)
    return found | {f"rule {rule_id}": rule for rule_id, rule in read_rules(port).items()}


def test_publishing_twice_changes_nothing(
    server: Server, admin: SupersetPort, sample_warehouse: Settings, passwords: dict[str, str]
) -> None:
    project, tables = checked(sample_warehouse)
    publish_checked(sample_warehouse, server, project, tables, passwords)
    before = state(admin)
    done = publish_checked(sample_warehouse, server, project, tables, dict.fromkeys(passwords, "another password"))
    after = state(admin)
    assert set(before) == set(after)
    assert {key: (before[key], after[key]) for key in before if before[key] != after[key]} == {}
    assert (done.removed, done.kept, done.people.created) == ((), (), ())


def test_password_of_a_user_outlives_a_publish(server: Server, passwords: dict[str, str]) -> None:
    for username, password in passwords.items():
        assert SupersetPort(server.url, username, password).call("GET", "me/")["result"]["username"] == username


@pytest.fixture
def own(sample_warehouse: Settings) -> tuple[Project, dict[str, Any]]:
    return checked(sample_warehouse)


def with_extra(project: Project) -> Project:
    chart = Chart(title="Лишняя диаграмма", kind="table", dataset=EXTRA, columns=("rule_id",))
    rows = ((Place(chart="extra"),),)
    board = Dashboard(
        key="extra",
        position=90,
        title="Лишний дашборд",
        description="",
        audience=(),
        charts={"extra": chart},
        rows=rows,
    )
    datasets = {**project.datasets, EXTRA: Dataset(audience=("region",), rows="open")}
    return Project(datasets=datasets, dashboards=(*project.dashboards, board))


def test_what_left_the_repository_goes_and_what_others_made_stays(
    server: Server, admin: SupersetPort, sample_warehouse: Settings, own: Any, passwords: dict[str, str]
) -> None:
    project, tables = own
    assert EXTRA not in project.datasets, "choose a table the repository does not publish"
    before = state(admin)
    publish_checked(sample_warehouse, server, with_extra(project), tables, passwords)
    dataset = dataset_ids(admin)[EXTRA]
    foreign = {"slice_name": "Чужая", "viz_type": "table", "datasource_id": dataset, "datasource_type": "table"}
    chart = admin.call("POST", "chart/", json=foreign)["id"]

    done = publish_checked(sample_warehouse, server, project, tables, passwords)
    assert set(done.removed) == {"Лишний дашборд", "Лишняя диаграмма"}
    assert done.kept == (EXTRA,)
    assert chart in {row["id"] for row in admin.rows("chart")}
    rules = [rule for rule in read_rules(admin).values() if dataset in rule.tables]
    assert [(rule.filter_type, rule.clause) for rule in rules] == [("Base", "1 = 0")], "its readers are gone"

    admin.delete("chart", chart)
    done = publish_checked(sample_warehouse, server, project, tables, passwords)
    assert (done.removed, done.kept) == ((EXTRA,), ())
    assert state(admin) == before
