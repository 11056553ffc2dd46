"""What the optimizer proves of a model holds of its rows: cut what it reads, and the rows in question stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dagster_project.settings import Settings
from dagster_project.warehouse.slices.cut import select_cut
from dagster_project.warehouse.slices.locality import Locality, Reading, places, woven
from dagster_project.warehouse.slices.plan import CATALOG, Node, Plan, load_plan

FREQUENT_AND_RARE = (
    "(select {c} from {t} where {c} is not null group by 1 order by count(*) desc, 1 limit 2)"
    " union (select {c} from {t} where {c} is not null group by 1 order by count(*), 1 limit 2)"
)


@pytest.fixture(scope="module")
def plan(sample_warehouse: Settings) -> Plan:
    found = load_plan(sample_warehouse)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{sample_warehouse.warehouse_path}' as {CATALOG} (read_only)")
        connection.execute(f"use {CATALOG}")
        yield connection


@pytest.fixture(scope="module")
def locality(plan: Plan, warehouse: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> Locality:
    def columns(key: str) -> dict[str, str]:
        described = warehouse.execute(f"describe {plan.nodes[key].relation}").fetchall()
        return {name: kind for name, kind, *_ in described}

    return Locality(plan, columns, tmp_path_factory.mktemp("locality") / "locality.json")


def contents(connection: duckdb.DuckDBPyConnection, rows: str) -> tuple[int, int]:
    count, prints = connection.execute(f"select count(*), sum(hash(counted)) from ({rows}) as counted").fetchall()[0]
    return count, prints


def broken(
    connection: duckdb.DuckDBPyConnection, plan: Plan, node: Node, readings: list[Reading]
) -> list[tuple[str, str, str]]:
    """Model, column and value of claims that do not hold; ("", "") of those about the rows a place takes."""
    texts, _ = places(node, plan)
    found = []
    for column in sorted({column for reading in readings for column in reading.ways}):
        values = connection.execute(FREQUENT_AND_RARE.format(c=column, t=node.relation)).fetchall()
        for (value,) in values:
            cut = {column: frozenset([str(value)])}
            rows = select_cut(node, cut, texts, readings, lambda key: plan.nodes[key].relation)
            expected = f"from {node.relation} where {column} = '{value}' or {column} is null"
            if contents(connection, rows) != contents(connection, expected):
                found.append((node.alias, column, value))
    if any(reading.only for reading in readings):
        narrow = [
            f"(from {plan.nodes[reading.parent].relation} where "
            + " and ".join(["true", *(f"{name} = '{value}'" for name, value in reading.only.items())])
            + ")"
            for reading in readings
        ]
        if contents(connection, woven(texts, narrow)) != contents(connection, f"from {node.relation}"):
            found.append((node.alias, "", ""))
    return found


def test_every_proof_holds_of_the_rows_there_are(
    plan: Plan, warehouse: duckdb.DuckDBPyConnection, locality: Locality
) -> None:
    wrong, proved = [], 0
    for node in plan.models():
        if node.is_table and not node.sources:
            readings = locality.readings(node)
            proved += any(reading.ways for reading in readings)
            wrong += broken(warehouse, plan, node, readings)
    assert not wrong
    assert proved > 100


def test_a_claim_that_is_not_so_is_found(plan: Plan, warehouse: duckdb.DuckDBPyConnection) -> None:
    """Ranks within a municipality, figures beside those of the region, a row only some files serve."""
    node = plan.nodes["model.rsoko.pub_school_benchmark"]
    _, parents = places(node, plan)
    claims = [Reading(key, {"entity_id": "entity_id"} if "distribution" in key else {}, {}) for key in parents]
    assert broken(warehouse, plan, node, claims)


def test_what_a_row_is_compared_with_is_not_its_own(plan: Plan, locality: Locality) -> None:
    """Other schools decide these rows: nothing may be proved of them by school."""
    for model, parent in [("int_hidden_indicator", "fct_indicator_values"), ("fct_vpr_task_result", "agg_vpr_task")]:
        readings = locality.readings(plan.nodes[f"model.rsoko.{model}"])
        ways = [reading.ways for reading in readings if reading.parent == f"model.rsoko.{parent}"]
        assert ways
        assert not any(way.keys() & {"school_id", "entity_id"} for way in ways)


def test_proofs_are_remembered(plan: Plan, locality: Locality, tmp_path: Path) -> None:
    node = plan.nodes["model.rsoko.agg_vpr_cell"]
    first = Locality(plan, locality.columns, tmp_path / "locality.json")
    found = first.readings(node)
    first.remember()
    assert Locality(plan, lambda _: {}, tmp_path / "locality.json").readings(node) == found
    assert [dict(reading.ways) for reading in found] == [{"school_id": "school_id", "subject_code": "subject_code"}]
