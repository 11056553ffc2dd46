"""The text at the top of a dashboard: where else to look, and what to know before comparing."""

from __future__ import annotations

from dagster_project.bi.manifest import Table
from dagster_project.bi.spec import Dashboard, Project

_NO_VALUE = "«N/A» и пустая клетка — нет значения, это не ноль. Таблицу можно скачать: меню ⋮ в её углу, «Сохранить»."


def header(dashboard: Dashboard, project: Project, tables: dict[str, Table]) -> str:
    """Links to the dashboards every reader of this one may open, the description, the caveats of its datasets."""
    links = " · ".join(
        f"**{other.title}**" if other.key == dashboard.key else f"[{other.title}](/superset/dashboard/{other.slug}/)"
        for other in project.dashboards
        if set(dashboard.audience) <= set(other.audience) or other.key == dashboard.key
    )
    links += " · [Все дашборды](/dashboard/list/)"
    caveats = [tables[name].caveat for name in sorted(dashboard.datasets) if tables[name].caveat]
    how_to_read = "\n".join(f"* {caveat}" for caveat in dict.fromkeys(caveats))
    return "\n\n".join(part for part in (links, f"{dashboard.description} {_NO_VALUE}", how_to_read) if part)
