"""Statistics of a slice (ADR 9): computed from its rows, and put into the files in place of its regions' rows."""

from __future__ import annotations

from dagster_project.lib.lake_schema import STATISTICS
from dagster_project.warehouse.files import quoted
from dagster_project.warehouse.slices.parts import codes
from dagster_project.warehouse.slices.plan import CATALOG
from dagster_project.warehouse.slices.workspace import Workspace

_INPUTS = ("model.rsoko.fct_school_index", "model.rsoko.fct_school_factor")


def statistics_of_slice(space: Workspace) -> bool:
    """Compute when an input changed, and give the staging views what they read; true when computed."""
    if not space.changed.keys() & set(_INPUTS):
        for name in STATISTICS:
            path = quoted(space.settings.statistics_dir / f"{name}.parquet")
            space.connection.execute(
                f'create table "{CATALOG}"."slice"."statistics_{name}" as'
                f" from read_parquet('{path}') where region_code in ({codes(space.part.regions)})"
            )
        return False
    from dagster_project.statistics.compute import replace_regions, statistics_of
    from dagster_project.statistics.inputs import read_inputs

    for key in (*_INPUTS, "seed.rsoko.context_factor", "seed.rsoko.parameter"):
        space.ensure(key)
    _, tables = statistics_of(read_inputs(space.connection))
    for name, table in tables.items():
        space.connection.register("computed", table)
        space.connection.execute(f'create table "{CATALOG}"."slice"."statistics_{name}" as from computed')
        space.connection.unregister("computed")
    replace_regions(space.settings, space.part.regions, tables)
    return True
