"""Whose a row is: the columns that row-level rules of each scope read."""

from __future__ import annotations

from dagster_project.bi.spec import RowScope

SCOPE_COLUMNS: dict[RowScope, tuple[str, ...]] = {
    "entity": ("entity_level", "entity_id", "region_code", "municipality_code"),
    "school": ("region_code", "municipality_code", "school_id"),
    "municipality": ("region_code", "municipality_code"),
    "region": ("region_code",),
    "open": (),
}
