"""From the ledger to the regions: what came or went since the warehouse was built, and whose rows that can change."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import duckdb

from dagster_project.settings import Settings
from dagster_project.warehouse.files import quoted
from dagster_project.warehouse.fingerprint import project_fingerprint
from dagster_project.warehouse.frozen_ledger import ledger_to_read
from dagster_project.warehouse.slices.parts import Slice

BUILT = "slices.built"
PARTS = "slices.ledger_part"
# Specifications serve every region: their rows come with every slice, and a new one concerns all.
COMMON_SOURCES = frozenset({"vpr_task_spec", "vpr_codifier"})


class FullBuildNeeded(Exception):
    """Why this change is no business of a slice, in words for people."""


@dataclass(frozen=True)
class Built:
    """What a warehouse says of itself."""

    project: str
    home: str
    day: str
    parts: frozenset[str]


@dataclass(frozen=True)
class Entry:
    """A row of the ledger, as far as slices need it."""

    import_id: str
    batch_id: str
    source_file: str
    source: str | None
    is_taken: bool


def parts_of(settings: Settings) -> frozenset[str]:
    """Ledger parts of the build that runs; they are immutable, so their names say everything."""
    return frozenset(part.name for part in ledger_to_read(settings).glob("*.parquet"))


def record_built(connection: duckdb.DuckDBPyConnection, settings: Settings, parts: Iterable[str]) -> None:
    """Write into the open warehouse what it is built from."""
    connection.execute("create schema if not exists slices")
    connection.execute(f"create or replace table {BUILT} (project varchar, home varchar, as_of varchar)")
    row = [project_fingerprint(), str(settings.home), settings.as_of.isoformat()]
    connection.execute(f"insert into {BUILT} values (?, ?, ?)", row)
    connection.execute(f"create or replace table {PARTS} (part varchar)")
    connection.execute(f"insert into {PARTS} select unnest(?::varchar[])", [sorted(parts)])


def read_built(connection: duckdb.DuckDBPyConnection, base: str | None = None) -> Built | None:
    """None when the warehouse says nothing of itself: built before slices, or by hand.

    Args:
        base: name it is attached by; None = it is the database of the connection.
    """
    prefix = f"{base}." if base else ""
    try:
        row = connection.execute(f"select project, home, as_of from {prefix}{BUILT}").fetchone()
        parts = connection.execute(f"select part from {prefix}{PARTS}").fetchall()
    except duckdb.CatalogException:
        return None
    return None if row is None else Built(row[0], row[1], row[2], frozenset(part for (part,) in parts))


def read_entries(connection: duckdb.DuckDBPyConnection, settings: Settings) -> list[Entry]:
    rows = connection.execute(
        "select import_id, batch_id, source_file, source, status in ('accepted', 'partial')"
        f" from read_parquet('{quoted(ledger_to_read(settings))}/*.parquet', union_by_name=true)"
    ).fetchall()
    return [Entry(*row) for row in rows]


def affected_imports(
    connection: duckdb.DuckDBPyConnection, base: str, entries: Collection[Entry], now: frozenset[str], built: Built
) -> frozenset[str]:
    """Files whose part of the ledger came or went."""
    gone = [part.removesuffix(".parquet") for part in built.parts - now]
    fresh = {part.removesuffix(".parquet") for part in now - built.parts}
    came = {entry.import_id for entry in entries if entry.batch_id in fresh}
    went = connection.execute(
        f"select import_id from {base}.qc.imports where batch_id in (select unnest(?::varchar[]))", [gone]
    ).fetchall()
    return frozenset(came | {key for (key,) in went})


def are_seen(connection: duckdb.DuckDBPyConnection, base: str, imports: Collection[str]) -> bool:
    """The warehouse knows some of these files already."""
    found = connection.execute(
        f"select count(*) from {base}.qc.imports where import_id in (select unnest(?::varchar[]))", [list(imports)]
    ).fetchone()
    return found is not None and int(found[0]) > 0


def slice_of(
    entries: Collection[Entry],
    affected: Collection[str],
    known: dict[str, set[str | None]],
    probed: dict[str, set[str | None]],
    all_regions: bool = False,
) -> Slice:
    """The regions a change concerns, with every file that speaks of them, and files that speak of none.

    Args:
        known: regions by import_id as the warehouse has them; probed: those of the affected files as they are now.
        all_regions: the change was found to concern every region.

    Raises:
        FullBuildNeeded: a file serves every region, or nobody can say which it serves.
    """
    taken = {entry.import_id for entry in entries if entry.is_taken}
    common = {entry.import_id for entry in entries if entry.is_taken and entry.source in COMMON_SOURCES}
    now = {key: regions for key, regions in {**known, **probed}.items() if key in taken}
    if common & set(affected):
        raise FullBuildNeeded("пришла спецификация или кодификатор: они касаются всех регионов")
    everywhere = {region for regions in now.values() for region in regions if region}
    unplaced = sorted(key for key in taken - common if not now.get(key) or None in now[key])
    if unplaced and len(everywhere) > 1:
        raise FullBuildNeeded(f"регион файлов не установлен (их {len(unplaced)}), а регионов несколько")
    regions = {r for key in affected for r in (*known.get(key, ()), *now.get(key, ())) if r}
    if all_regions or (unplaced and affected):
        regions |= everywhere
    while True:  # a file of two regions ties them together
        tied = {r for found in now.values() if found & regions for r in found if r}
        if tied <= regions:
            break
        regions |= tied
    other = {key for key, found in now.items() if found and not found & regions and None not in found}
    chosen = [entry for entry in entries if entry.import_id not in other]
    imports: dict[str, set[str]] = {key: set() for key in affected}
    for entry in chosen:
        imports.setdefault(entry.import_id, set()).add(entry.source_file)
    return Slice(
        regions=frozenset(regions),
        imports=imports,
        batches=frozenset(entry.batch_id for entry in chosen),
        is_everything=regions >= everywhere,
        affected=frozenset(affected),
    )
