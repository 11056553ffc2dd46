"""The bundle on a real server: everything arrives, every chart answers."""

from __future__ import annotations

import pytest

from dagster_project.bi.port import SupersetPort
from dagster_project.bi.spec import read_project

PROJECT = read_project()


def test_every_object_is_there(admin: SupersetPort) -> None:
    assert {row["slug"] for row in admin.rows("dashboard")} == {d.slug for d in PROJECT.dashboards}
    titles = sorted(chart.title for d in PROJECT.dashboards for chart in d.charts.values())
    assert sorted(row["slice_name"] for row in admin.rows("chart")) == titles
    assert {row["table_name"] for row in admin.rows("dataset")} == set(PROJECT.datasets)


@pytest.mark.parametrize("title", [chart.title for d in PROJECT.dashboards for chart in d.charts.values()])
def test_chart_answers_with_rows(admin: SupersetPort, title: str) -> None:
    for row in admin.rows("chart"):
        if row["slice_name"] == title:
            answer = admin.call("GET", f"chart/{row['id']}/data/")["result"][0]
            assert answer["error"] is None
            assert answer["rowcount"] > 0, f"{title}: no rows"
