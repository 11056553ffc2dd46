"""Which rows of a table belong to a slice: rows of its regions, and of its files where a row names no region."""

from __future__ import annotations

from collections.abc import Collection

from dagster_project.warehouse.slices.parts import codes
from dagster_project.warehouse.slices.plan import CATALOG, Node

IMPORTS = f'"{CATALOG}"."slice"."import"'
_FILE_COLUMNS = ("source_file", "file")


def condition(node: Node, columns: Collection[str], regions: Collection[str]) -> str | None:
    """Expression that is true for the rows of the slice; None when nothing in the table tells.

    Rows without a region belong to the slice their file belongs to; where no file is named either, they come from files
    that serve every region (specifications) and so come with every slice.
    """
    by_import = f"import_id in (select import_id from {IMPORTS})"
    if node.scope == "import":
        return by_import
    region = _region(columns)
    if region is None:
        return by_import if "import_id" in columns else None
    inside = f"{region} in ({codes(regions)})"
    if "import_id" in columns:
        return f"({inside} or ({region} is null and {by_import}))"
    for column in _FILE_COLUMNS:
        if column in columns:
            return f"({inside} or ({region} is null and {column} in (select source_file from {IMPORTS})))"
    return f"({inside} or {region} is null)"


def _region(columns: Collection[str]) -> str | None:
    if "region_code" in columns:
        return "region_code"
    if "school_id" in columns:
        return "substr(school_id, 1, 2)"
    if "municipality_code" in columns:
        return "substr(municipality_code, 4, 2)"
    if "entity_id" in columns:
        return "case when entity_id like 'reg%' then substr(entity_id, 4, 2) else substr(entity_id, 1, 2) end"
    return None
