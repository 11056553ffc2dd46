"""Every kind of broken link between dashboard, chart, dataset, model and column is named; a sound chain is silent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dagster_project.bi.check import check, problems
from dagster_project.bi.errors import BrokenLinkError
from dagster_project.bi.manifest import Table
from dagster_project.bi.spec import Project
from tests.publish.test_bundle import column, sample, table


def changed(project: Project, **dashboard: Any) -> Project:
    """The project with a change in its first dashboard."""
    first, *others = project.dashboards
    return project.model_copy(update={"dashboards": (first.model_copy(update=dashboard), *others)})


def chart(project: Project, key: str, **changes: Any) -> Project:
    first = project.dashboards[0]
    return changed(project, charts={**first.charts, key: first.charts[key].model_copy(update=changes)})


def dataset(project: Project, name: str, **changes: Any) -> Project:
    datasets = {**project.datasets, name: project.datasets[name].model_copy(update=changes)}
    return project.model_copy(update={"datasets": datasets})


def columns(found: Table, *added: Any) -> Table:
    return replace(found, columns={**found.columns, **{c.name: c for c in added}})


def filters(project: Project, **changes: Any) -> Project:
    return changed(project, filters=(project.dashboards[0].filters[0].model_copy(update=changes),))


PROJECT, TABLES = sample()
A = TABLES["pub_a"]
YEAR = A.columns["year"]
BROKEN_PROJECTS = {
    "нет среди моделей publish": PROJECT.model_copy(
        update={"datasets": {**PROJECT.datasets, "pub_gone": PROJECT.datasets["pub_a"]}}
    ),
    "не имеет столбца municipality_code": dataset(PROJECT, "pub_a", rows="municipality"),
    "не имеет столбца school_id": dataset(PROJECT, "pub_a", rows="school"),
    "открытым данным их не дают": dataset(PROJECT, "pub_a", rows="school", audience=("region", "public")),
    "нет в datasets.yml": chart(PROJECT, "list", dataset="pub_none"),
    "закрыт для": changed(PROJECT, audience=("region", "municipality")),
    "нет столбца colour": chart(PROJECT, "list", columns=("year", "colour")),
    "нет столбца height": chart(PROJECT, "line", measures=("height",)),
    "нет столбца mark": chart(PROJECT, "list", order=("-mark",)),
    "region_code — не число": chart(PROJECT, "line", measures=("region_code",)),
    "фильтр по pub_a.mark": filters(PROJECT, column="mark"),
    "а таких фильтров нет": filters(PROJECT, first=None, parent=("region",)),
}
BROKEN_TABLES = {
    "у модели нет описания": replace(A, description=""),
    "столбцы не описаны": replace(A, columns={}),
    "нет русской подписи": columns(A, replace(YEAR, label="")),
    "или описания": columns(A, replace(YEAR, description="")),
    "в Superset пропадает": columns(A, replace(YEAR, label="Значение")),
    "у двух столбцов": columns(A, replace(column("other"), label=YEAR.label)),
}


def test_sound_chain_is_silent() -> None:
    assert list(problems(PROJECT, TABLES)) == []


@pytest.mark.parametrize("said", BROKEN_PROJECTS)
def test_broken_object_is_named(said: str) -> None:
    assert any(said in problem for problem in problems(BROKEN_PROJECTS[said], TABLES))


@pytest.mark.parametrize("said", BROKEN_TABLES)
def test_broken_table_is_named(said: str) -> None:
    found = list(problems(PROJECT, {**TABLES, "pub_a": BROKEN_TABLES[said]}))
    assert any(said in problem and "pub_a" in problem for problem in found)


def test_all_faults_come_at_once() -> None:
    broken = chart(dataset(PROJECT, "pub_a", rows="school"), "list", columns=("year", "colour"))
    with pytest.raises(BrokenLinkError) as error:
        check(broken, {**TABLES, "pub_b": replace(table("pub_b"), description="")}, {})
    for said in ("school_id", "colour", "нет описания", "exposure"):
        assert said in str(error.value)
