"""The whole chain dashboard → chart → dataset → dbt model → column, checked offline. Nothing here talks to a server."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dagster_project.bi.access import SCOPE_COLUMNS
from dagster_project.bi.errors import BrokenLinkError
from dagster_project.bi.exposures import exposure_name
from dagster_project.bi.manifest import Column, Table
from dagster_project.bi.spec import Chart, Dashboard, Project

BLANK_HEADER = "Значение"
"""Superset 6.1 in Russian draws an empty header for a column labelled exactly so."""


def check(project: Project, tables: dict[str, Table], exposures: dict[str, set[str]]) -> None:
    """Raise with every broken link at once.

    Args:
        exposures: models of each exposure of dbt (`exposures.py`).

    Raises:
        BrokenLinkError: names the file, the object and what it points to.
    """
    if broken := [*problems(project, tables), *exposure_problems(project, tables, exposures)]:
        raise BrokenLinkError("\n".join(broken))


def problems(project: Project, tables: dict[str, Table]) -> Iterator[str]:
    """Every broken link in plain Russian words."""
    for name, dataset in project.datasets.items():
        if name not in tables:
            yield f"datasets.yml: набора «{name}» нет среди моделей publish в dbt"
            continue
        yield from table_problems(tables[name])
        if dataset.rows == "school" and "public" in dataset.audience:
            yield f"datasets.yml: «{name}» — строки школ (rows: school), открытым данным их не дают"
        for column in SCOPE_COLUMNS[dataset.rows]:
            if column not in tables[name].columns:
                yield f"datasets.yml: «{name}» (rows: {dataset.rows}) не имеет столбца {column} для правил доступа"
    for dashboard in project.dashboards:
        yield from _dashboard(dashboard, project, tables)


def exposure_problems(project: Project, tables: dict[str, Table], exposures: dict[str, set[str]]) -> Iterator[str]:
    """Dashboards whose exposure in dbt is missing or names other models than the dashboard reads."""
    for dashboard in project.dashboards:
        models = {tables[name].model for name in dashboard.datasets if name in tables}
        if exposures.get(exposure_name(dashboard)) != models:
            yield f"dashboards/{dashboard.key}.yml: exposure в dbt устарел, выполните make indicators"


def table_problems(table: Table) -> Iterator[str]:
    """What Superset would show wrong: no description or Russian label, columns alike, a fraction of unknown length."""
    if not table.description:
        yield f"{table.model}: у модели нет описания"
    if not table.columns:
        yield f"{table.model}: столбцы не описаны"
    labels: dict[str, str] = {}
    for column in table.columns.values():
        for problem in _column_problems(column):
            yield f"{table.model}.{column.name}: {problem}"
        if column.label in labels:
            yield f"{table.model}: подпись «{column.label}» у двух столбцов: {labels[column.label]}, {column.name}"
        labels[column.label] = column.name


def _column_problems(column: Column) -> Iterator[str]:
    if not column.label or not column.description:
        yield "нет русской подписи (meta.label_ru) или описания"
    if column.label == BLANK_HEADER:
        yield f"подпись «{BLANK_HEADER}» в Superset пропадает, назовите точнее"
    if re.search("[A-Za-z]", column.label):
        yield f"подпись «{column.label}» не по-русски"
    if column.data_type == "double" and column.decimals is None:
        yield "не сказано, сколько знаков показывать (meta.decimals)"


def _dashboard(dashboard: Dashboard, project: Project, tables: dict[str, Table]) -> Iterator[str]:
    where = f"dashboards/{dashboard.key}.yml"
    for name in sorted(dashboard.datasets):
        if name not in project.datasets:
            yield f"{where}: набора «{name}» нет в datasets.yml"
        elif hidden := set(dashboard.audience) - set(project.datasets[name].audience):
            yield f"{where}: набор «{name}» закрыт для {sorted(hidden)}, а дашборд им открыт"
    for key, chart in dashboard.charts.items():
        if chart.dataset in tables:
            yield from _chart(f"{where}: диаграмма «{key}»", chart, tables[chart.dataset])
    for wanted in dashboard.filters:
        known = set(tables[wanted.dataset].columns) if wanted.dataset in tables else wanted.used_columns
        for column in sorted(wanted.used_columns - known):
            yield f"{where}: фильтр по {wanted.dataset}.{column}: такого столбца нет"
        if unknown := set(wanted.parent) - {f.name for f in dashboard.filters}:
            yield f"{where}: фильтр {wanted.name} зависит от {sorted(unknown)}, а таких фильтров нет"


def _chart(where: str, chart: Chart, table: Table) -> Iterator[str]:
    for name in sorted(chart.used_columns - set(table.columns)):
        yield f"{where}: в наборе «{table.name}» нет столбца {name}"
    for name in chart.measures:
        if name in table.columns and not table.columns[name].is_number and chart.aggregate != "count":
            yield f"{where}: столбец {name} — не число"
