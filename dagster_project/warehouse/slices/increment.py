"""One change, one transaction: build the slice beside, test it, replace its rows in the warehouse."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sized
from contextlib import contextmanager
from dataclasses import replace

import duckdb

from dagster_project.settings import Settings
from dagster_project.warehouse.dbt_runner import ROWS_SHOWN, DbtFailure, DbtOutcome, OnNode, parse_dbt, run_dbt
from dagster_project.warehouse.files import discard, quoted, swap_in
from dagster_project.warehouse.fingerprint import project_fingerprint
from dagster_project.warehouse.slices import changes
from dagster_project.warehouse.slices.changes import FullBuildNeeded
from dagster_project.warehouse.slices.parts import EveryRegionConcerned, Slice
from dagster_project.warehouse.slices.plan import CATALOG, Node, Plan, load_plan, save_plan
from dagster_project.warehouse.slices.propagate import build_changed, changed_tables
from dagster_project.warehouse.slices.statistics import statistics_of_slice
from dagster_project.warehouse.slices.workspace import ContractBroken, Workspace, stale

BASE = "base"
_REGIONS = "model.rsoko.int_import_region"


def increment(settings: Settings, on_node: OnNode | None = None) -> DbtOutcome:
    """Bring the warehouse up to date with the ledger by the regions that changed. The caller holds the writer lock.

    A failed test, a broken contract or a kill leaves the warehouse as it was.

    Raises:
        FullBuildNeeded: the change is no business of a slice, or the slice does not fit in memory: a full build goes by
            batches.
    """
    if not settings.warehouse_path.exists():
        raise FullBuildNeeded("хранилища ещё нет")
    try:
        return _increment(settings, on_node, all_regions=False)
    except EveryRegionConcerned:
        return _increment(settings, on_node, all_regions=True)


def _increment(settings: Settings, on_node: OnNode | None, all_regions: bool) -> DbtOutcome:
    now = changes.parts_of(settings)
    with _scratch(settings, all_regions) as connection:
        with _attached(connection, settings):
            built = _own(changes.read_built(connection, BASE), settings)
            plan = load_plan(settings) or _compiled_plan(settings)
            space = _space(connection, settings, plan, built, now, all_regions)
            failures, warnings, tests = _build_and_test(space, settings, built, now, on_node)
            space.locality.remember()
        if not failures:
            _merge(space, now)
    tables = {f"{node.schema}.{node.alias}": space.moved_rows(node, elsewhere=True) for node in changed_tables(space)}
    return DbtOutcome(
        success=not failures,
        nodes=len(space.built) + tests,
        failures=tuple(failures),
        warnings=tuple(warnings),
        rebuilt=_words(space, tables),
        tables=tables,
        regions=space.part.regions,
    )


def _own(built: changes.Built | None, settings: Settings) -> changes.Built:
    """What the warehouse says of itself; raises FullBuildNeeded unless it was built from this project, home and day."""
    if built is None or (built.project, built.home) != (project_fingerprint(), str(settings.home)):
        raise FullBuildNeeded("изменились программа, справочники или папка")
    if built.day != settings.as_of.isoformat():
        raise FullBuildNeeded("наступил другой день, и пришли файлы")
    return built


def _compiled_plan(settings: Settings) -> Plan:
    """Compile the project where the full build left no plan: Dagster runs dbt in processes of its own."""
    project = parse_dbt(settings, settings.slice_path)
    if project is not None:
        run_dbt(settings, ("compile", "--exclude", "resource_type:unit_test"), settings.slice_path, None, project)
        save_plan(settings, project.manifest)
    plan = load_plan(settings)
    if plan is None:
        raise FullBuildNeeded("описание расчётов не собралось")
    return plan


def _words(space: Workspace, tables: Sized) -> str:
    regions = ", ".join(sorted(space.part.regions)) or "нет"
    return (
        f"только изменившееся: регионы {regions}; посчитано моделей {len(space.built)}, изменилось таблиц {len(tables)}"
    )


def _space(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    plan: Plan,
    built: changes.Built,
    now: frozenset[str],
    all_regions: bool,
) -> Workspace:
    entries = changes.read_entries(connection, settings)
    affected = changes.affected_imports(connection, BASE, entries, now, built)
    known: dict[str, set[str | None]] = {}
    for key, region in connection.execute(
        f"select import_id, region_code from {BASE}.marts.int_import_region"
    ).fetchall():
        known.setdefault(key, set()).add(region)
    seen = changes.are_seen(connection, BASE, affected)
    probed = _probe(connection, settings, plan, [entry for entry in entries if entry.import_id in affected])
    part = replace(changes.slice_of(entries, affected, known, probed, all_regions), is_new=not seen)
    space = Workspace(connection, settings, plan, part, BASE)
    space.prepare()
    return space


def _probe(
    connection: duckdb.DuckDBPyConnection, settings: Settings, plan: Plan, entries: list[changes.Entry]
) -> dict[str, set[str | None]]:
    """Regions of new files, by the same model that finds those of all files."""
    files: dict[str, set[str]] = {}
    for entry in entries:
        files.setdefault(entry.import_id, set()).add(entry.source_file)
    if not files:
        return {}
    part = Slice(frozenset(), files, frozenset(entry.batch_id for entry in entries))
    space = Workspace(connection, settings, plan, part, BASE)
    space.prepare()
    wanted = {key for key in plan.ancestors([_REGIONS]) if plan.nodes[key].kind == "model"}
    for node in plan.models():
        if node.id in wanted and node.is_table and node.id in plan.from_lake:
            space.make(node)
    found: dict[str, set[str | None]] = {key: set() for key in files}
    for key, region in connection.execute(f"from {plan.nodes[_REGIONS].relation}").fetchall():
        found[key].add(region)
    space.clear()
    return found


def _build_and_test(
    space: Workspace, settings: Settings, built: changes.Built, now: frozenset[str], on_node: OnNode | None
) -> tuple[list[DbtFailure], list[DbtFailure], int]:
    roots = _roots(settings, built, now)
    done = 0

    def told(name: str) -> None:
        nonlocal done
        done += 1
        if on_node:
            on_node(done, sum(node.is_table for node in space.plan.models()), name)

    try:
        build_changed(space, roots, lambda: statistics_of_slice(space), on_node=told)
    except duckdb.OutOfMemoryException as error:
        raise FullBuildNeeded("части не хватило памяти") from error
    except (duckdb.Error, ContractBroken) as error:
        return [DbtFailure("slice", "Пересчёт части хранилища", str(error))], [], 0
    failures: list[DbtFailure] = []
    warnings: list[DbtFailure] = []
    tests = [test for test in space.plan.tests() if space.changed.keys() & set(test.parents)]
    for test in tests:
        if count := space.failed_rows(test):
            (failures if test.severity == "error" else warnings).append(_failure(space, test, count))
    return failures, warnings, len(tests)


def _failure(space: Workspace, test: Node, count: int) -> DbtFailure:
    cursor = space.connection.execute(f"select * from ({test.sql}) as failed limit {ROWS_SHOWN}")
    columns = tuple(str(column[0]) for column in cursor.description or ())
    rows = tuple(tuple("" if value is None else str(value) for value in row) for row in cursor.fetchall())
    return DbtFailure(test.alias, test.description, f"Got {count} results, configured to fail if != 0", columns, rows)


def _roots(settings: Settings, built: changes.Built, now: frozenset[str]) -> Callable[[Node], bool]:
    """Whether the files of a node's sources changed. Where files went, nobody can look into them: everything did."""
    fresh = now - built.parts
    gone = bool(built.parts - now)

    def changed(node: Node) -> bool:
        for name in node.sources:
            group, table = name.split(".")
            folder = (settings.raw_dir if group == "raw" else settings.home) / table
            if group != "statistics" and (gone or any((folder / part).exists() for part in fresh)):
                return True
        return False

    return changed


def _merge(space: Workspace, now: frozenset[str]) -> None:
    """Take away the rows that went and add those that came, in one transaction of the warehouse.

    Where somebody has the file open, a copy of it is changed and renamed over it, as a full build would be.
    """
    connection, settings = space.connection, space.settings
    path = settings.warehouse_path
    try:
        connection.execute(f"attach '{quoted(path)}' as {BASE}")
    except duckdb.IOException:
        path = settings.warehouse_build_path
        discard(path)
        shutil.copyfile(settings.warehouse_path, path)
        connection.execute(f"attach '{quoted(path)}' as {BASE}")
    try:
        connection.execute("begin")
        for node in changed_tables(space):
            moved = (
                f"{space.moved_rows(node) or 'true'} and {space.print_of(node)} in (select print from {stale(node)})"
            )
            connection.execute(f"delete from {space.base_relation(node)} where {moved}")
            connection.execute(
                f"insert into {space.base_relation(node)} by name from {space.built_relation(node)} where {moved}"
            )
        connection.execute(f"use {BASE}")
        changes.record_built(connection, settings, now)
        connection.execute("commit")
    finally:
        connection.execute(f"use {CATALOG}")
        connection.execute(f"detach {BASE}")
    if path != settings.warehouse_path:
        swap_in(path, settings.warehouse_path)


@contextmanager
def _scratch(settings: Settings, all_regions: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database thrown away afterwards: in memory (it spills), or for all regions in a file beside the warehouse."""
    discard(settings.slice_path)
    config = settings.duckdb_config if all_regions else settings.duckdb_config_of_few_rows
    connection = duckdb.connect(config={**config})
    try:
        connection.execute(f"attach '{quoted(settings.slice_path if all_regions else ':memory:')}' as {CATALOG}")
        connection.execute(f"use {CATALOG}")
        yield connection
    finally:
        connection.close()
        discard(settings.slice_path)


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, settings: Settings) -> Iterator[None]:
    connection.execute(f"attach '{quoted(settings.warehouse_path)}' as {BASE} (read_only)")
    try:
        yield
    finally:
        connection.execute(f"detach {BASE}")
