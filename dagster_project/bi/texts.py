"""The text at the top of a dashboard: where else to look, and what to know before comparing."""

from __future__ import annotations

from dagster_project.bi.manifest import Table
from dagster_project.bi.spec import Dashboard, Project


def header(dashboard: Dashboard, project: Project, tables: dict[str, Table]) -> str:
    """Links to the other dashboards of the same audience, the description, the caveats of the datasets in use."""
    links = " · ".join(
        f"**{other.title}**" if other.key == dashboard.key else f"[{other.title}](/superset/dashboard/{other.slug}/)"
        for other in project.dashboards
        if set(dashboard.audience) <= set(other.audience) or other.key == dashboard.key
    )
    caveats = [tables[name].caveat for name in sorted(dashboard.datasets) if tables[name].caveat]
    how_to_read = "\n".join(f"* {caveat}" for caveat in dict.fromkeys(caveats))
    return "\n\n".join(part for part in (links, dashboard.description, how_to_read) if part)
