"""Every table can be rebuilt by regions: it tells whose its rows are, or says that it is about all of them."""

from __future__ import annotations

import duckdb
import pytest

from dagster_project.settings import Settings
from dagster_project.warehouse.slices import increment
from dagster_project.warehouse.slices.changes import FullBuildNeeded
from dagster_project.warehouse.slices.plan import Plan, load_plan
from dagster_project.warehouse.slices.scope import condition

# Rows without a region and without a file: of files that serve every region, or of a question no file answers.
COMMON_ROWS = {"qc.dataset_delivery"}


@pytest.fixture(scope="module")
def plan(sample_warehouse: Settings) -> Plan:
    found = load_plan(sample_warehouse)
    assert found is not None
    return found


def test_models_about_all_regions_are_few(plan: Plan) -> None:
    marked = {node.alias for node in plan.models() if node.scope == "whole"}
    assert marked == {"int_vpr_task", "int_vpr_spec_task", "int_vpr_spec_fit", "dim_vpr_task", "bridge_vpr_task_code"}


def test_every_other_table_tells_the_region_or_the_file(plan: Plan, sample_warehouse: Settings) -> None:
    silent, nobodys = set(), set()
    with duckdb.connect(str(sample_warehouse.warehouse_path), read_only=True) as connection:
        for node in plan.models():
            if not node.is_table or node.scope == "whole" or node.id not in plan.from_lake:
                continue
            name = f"{node.schema}.{node.alias}"
            columns = {row[0] for row in connection.execute(f"describe {name}").fetchall()}
            rows = condition(node, columns, {"99"})
            if rows is None:
                silent.add(name)
            elif "slice" not in rows:
                region = rows.removeprefix("(").partition(" in ('99')")[0]
                empty = connection.execute(f"select count(*) from {name} where {region} is null").fetchone()
                if empty != (0,):
                    nobodys.add(name)
    assert not silent
    assert nobodys <= COMMON_ROWS


def test_a_slice_without_memory_asks_for_a_full_build(
    monkeypatch: pytest.MonkeyPatch, sample_warehouse: Settings
) -> None:
    def starved(*_: object, **__: object) -> None:
        raise duckdb.OutOfMemoryException("failed to allocate data")

    monkeypatch.setattr(increment, "build_changed", starved)
    with pytest.raises(FullBuildNeeded, match="памяти"):
        increment.increment(sample_warehouse)
