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


@pytest.mark.parametrize("title", sorted({chart.title for d in PROJECT.dashboards for chart in d.charts.values()}))
def test_chart_answers_with_rows(admin: SupersetPort, title: str) -> None:
    """A chart and its copy over the open twin answer; the copy may be empty where all groups are small."""
    charts = [row["id"] for row in admin.rows("chart") if row["slice_name"] == title]
    answers = [admin.call("GET", f"chart/{number}/data/")["result"][0] for number in charts]
    assert [answer["error"] for answer in answers] == [None] * len(charts)
    assert max(answer["rowcount"] for answer in answers) > 0, f"{title}: no rows"
