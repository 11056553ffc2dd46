"""Small groups cannot be recomputed from the open tables: an attack by linear algebra on all of them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from dagster_project.lib.indicator_meta import PEOPLE, read_indicators
from dagster_project.settings import Settings
from tests.publish.disclosure import Cell, Group, System, leaks, members

LEAST = 10
INDICATORS = {i.name: i.meta for i in read_indicators()}
BASES = {
    "participant_count": [("pub_item_analysis", "participant_count"), ("pub_score_distribution", "participant_count")],
    "marked_count": [("pub_mark_distribution", "marked_count")],
    "journal_both_count": [],
}
"""Measures of ВПР that several open tables show; indicators whose groups have the same sizes join them."""


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(sample_warehouse.warehouse_path), read_only=True) as connection:
        yield connection


def rows(warehouse: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return warehouse.execute(sql).fetchall()


def indicator_cells(
    warehouse: duckdb.DuckDBPyConnection,
) -> dict[str, dict[tuple[str, int], dict[Cell, tuple[str, float, bool]]]]:
    """Indicator → (region, year) → cell → (municipality, true denominator, is it shown)."""
    people = "', '".join(name for name, meta in INDICATORS.items() if meta.counts in PEOPLE)
    found: dict[str, Any] = defaultdict(lambda: defaultdict(dict))
    for name, region, year, level, entity, subject, grade, place, n, shown in rows(
        warehouse,
        f"""
        select f.indicator_id, f.region_code, f.year, f.entity_level, f.entity_id, f.subject_code, f.grade,
            coalesce(f.municipality_code, '?'), f.denominator, p.denominator is not null
        from publish.pub_indicator_value f
        inner join publish.pub_indicator_value_public p
            using (indicator_id, year, entity_level, entity_id, subject_code, grade)
        where f.denominator > 0 and f.indicator_id in ('{people}')
        """,
    ):
        found[name][region, year][level, entity, subject, grade] = (place, n, shown)
    return found


def groups_of(cells: dict[Cell, tuple[str, float, bool]], region: str) -> dict[Group, float]:
    """Finest groups with what a parent has beyond its children as a group nobody publishes."""
    is_fine = any(subject != "all" and grade > 0 for _, _, subject, grade in cells)
    fine = {c: v for c, v in cells.items() if not is_fine or (c[2] != "all" and c[3] > 0)}
    groups: dict[Group, float] = {(v[0], c[1], c[2], c[3]): v[1] for c, v in fine.items() if c[0] == "school"}
    for parent in ("municipality", "region"):
        for cell, (_, n, _) in fine.items():
            if cell[0] == parent:
                rest = n - sum(groups[g] for g in members(groups, region, cell))
                if rest > 0:
                    groups[cell[1] if parent == "municipality" else "?", f"?{cell[1]}", cell[2], cell[3]] = rest
    return groups


def add_cells(
    system: System, region: str, cells: dict[Cell, tuple[str, float, bool]], scope: set[Group], label: str
) -> None:
    for cell, (_, n, shown) in cells.items():
        below = members(scope, region, cell)
        # A pooled denominator that is no sum of its groups (a part of them only) says nothing linear.
        if sum(system.sizes[g] for g in below) != n:
            continue
        if shown:
            system.shown.add(below)
        elif n < LEAST:
            system.guarded[f"{label} {cell}"] = below


@pytest.fixture(scope="module")
def systems(warehouse: duckdb.DuckDBPyConnection) -> list[System]:
    indicators = indicator_cells(warehouse)
    built: dict[tuple[str, str, int], System] = {}
    for measure, tables in BASES.items():
        sizes: dict[tuple[str, int], dict[Group, float]] = defaultdict(dict)
        for region, year, place, school, subject, grade, n in rows(
            warehouse,
            f"""select region_code, year, coalesce(municipality_code, '?'), school_id, subject_code, grade, {measure}
            from marts.agg_vpr_cell where {measure} > 0""",
        ):
            sizes[region, year][place, school, subject, grade] = n
        for (region, year), groups in sizes.items():
            system = System(f"{measure} {region} {year}", groups)
            small = {g: n for g, n in groups.items() if n < LEAST}
            system.guarded = {f"{g}": frozenset({g}) for g in small}
            built[measure, region, year] = system
            for table, column in tables:
                for cell in rows(
                    warehouse,
                    f"""select distinct entity_level, entity_id, subject_code, grade from publish.{table}_public
                    where region_code = '{region}' and year = {year} and {column} is not null""",
                ):
                    system.shown.add(members(groups, region, cell))
    for name, by_year in indicators.items():
        for (region, year), cells in by_year.items():
            groups = groups_of(cells, region)
            base = next(
                (
                    m
                    for m in BASES
                    if (m, region, year) in built and groups.items() <= built[m, region, year].sizes.items()
                ),
                None,
            )
            # Without registers M18 counts the listed pupils: equal sizes are one measure, whatever they are called.
            system = (
                built[base, region, year]
                if base
                else built.setdefault((name, region, year), System(f"{name} {region} {year}", groups))
            )
            add_cells(system, region, cells, set(groups), name)
    return list(built.values())


def test_there_is_something_to_attack(systems: list[System]) -> None:
    assert sum(len(s.guarded) for s in systems) > 500
    assert sum(len(s.shown) for s in systems) > 2000
    assert {s.name.split()[0] for s in systems} >= {
        *BASES,
        "gia9_good_excellent_share",
        "vpr_all_subjects_passed_share_g4",
    }


def test_no_small_group_follows_from_the_open_tables(systems: list[System]) -> None:
    assert [leak for system in systems for leak in leaks(system, LEAST)] == []


def test_the_attack_finds_a_planted_leak(systems: list[System]) -> None:
    """Showing one more group of a safe system must give away another one, or the proof above proves nothing."""
    found = 0
    for system in (s for s in systems if s.name.startswith("marked_count 99 2021")):
        shown = {g for cell in system.shown if len(cell) == 1 for g in cell}
        for group in (g for g, n in system.sizes.items() if n >= LEAST and g not in shown):
            planted = System(system.name, system.sizes, {*system.shown, frozenset({group})}, system.guarded)
            found += bool(leaks(planted, LEAST))
    assert found > 0


def test_the_attack_finds_a_single_hidden_child() -> None:
    one, two = ("m", "1", "ma", 5), ("m", "2", "ma", 5)
    system = System("x", {one: 4.0, two: 20.0}, {frozenset({one, two}), frozenset({two})}, {"one": frozenset({one})})
    assert leaks(system, LEAST)[0] == "x: one"
    system.shown = {frozenset({one, two})}
    assert leaks(system, LEAST) == []


def test_the_attack_finds_a_sum_that_is_too_small() -> None:
    sizes = {("m", str(i), "ma", 5): float(n) for i, n in enumerate((4, 5, 20))}
    groups = list(sizes)
    system = System("x", sizes, {frozenset(groups), frozenset(groups[2:])})
    assert len(leaks(system, LEAST)) == 1


def test_no_change_tells_a_hidden_year(warehouse: duckdb.DuckDBPyConnection) -> None:
    told = rows(
        warehouse,
        """
        select later.indicator_id, later.entity_id, later.year
        from publish.pub_indicator_value_public later
        inner join publish.pub_indicator_value_public hidden
            on later.indicator_id = hidden.indicator_id and later.base_year = hidden.year
            and later.entity_level = hidden.entity_level and later.entity_id = hidden.entity_id
            and later.subject_code = hidden.subject_code and later.grade = hidden.grade
        where hidden.status = 'suppressed' and (later.base_value is not null or later.delta is not null)
        """,
    )
    assert told == []


def test_a_hidden_score_distribution_is_one_row(warehouse: duckdb.DuckDBPyConnection) -> None:
    counts = rows(
        warehouse,
        """select count(*), max(work_count) from publish.pub_score_distribution_public
        where suppression_name is not null
        group by year, entity_level, entity_id, subject_code, grade""",
    )
    assert set(counts) == {(1, None)}


TWINS = {
    "pub_mark_distribution": "marked_count",
    "pub_score_distribution": "participant_count",
    "pub_item_analysis": "participant_count",
    "pub_requirement": "participant_count",
    "pub_boundary": "n",
    "pub_gia_result": "result_count",
    "pub_dynamics_500": "marked_count",
    "pub_school_profile": "marked_count",
    "pub_school_benchmark": "base_count",
    "pub_objectivity": "n",
    "recheck_outcome": "participant_count",
    "pub_vsoko_class": "marked_count",
    "pub_indicator_form_003": "denominator",
}


@pytest.mark.parametrize(("table", "column"), TWINS.items())
def test_no_twin_shows_a_small_group(warehouse: duckdb.DuckDBPyConnection, table: str, column: str) -> None:
    schools = ""
    if table == "pub_indicator_form_003":
        people = "', '".join(name for name, meta in INDICATORS.items() if meta.counts in PEOPLE)
        schools = f" and indicator_id in ('{people}')"
    ((small, shown),) = rows(
        warehouse,
        f"""select count(*) filter (where {column} between 1 and {LEAST - 1}{schools}), count({column})
        from publish.{table}_public""",
    )
    assert small == 0
    ((hidden,),) = rows(warehouse, f"select count(*) from publish.{table}_public where suppression_name is not null")
    assert hidden > 0
    assert shown > 0 or table == "pub_gia_result"
