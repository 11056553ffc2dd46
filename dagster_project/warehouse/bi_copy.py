"""The copy BI reads: schema `publish` alone, written beside and renamed, so BI never waits for a build.

Every copy keeps a name of its own (`bi/marts-<moment>.duckdb`), which Superset is pointed at; `bi/marts.duckdb` is
always the newest, under a second name of the same file.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from dagster_project.lib.tables import write_json
from dagster_project.settings import Settings
from dagster_project.warehouse.errors import RunError
from dagster_project.warehouse.files import Stamp, discard, quoted, swap_in


def bi_stamp(settings: Settings) -> Stamp:
    return Stamp(settings.state_dir / "bi.json", settings.bi_path)


def origin(settings: Settings) -> str:
    """Tells one state of the warehouse file from another."""
    stat = settings.warehouse_path.stat()
    return f"{stat.st_size}:{stat.st_mtime_ns}"


def bi_is_current(settings: Settings) -> bool:
    """The copy was made from the warehouse that is there now."""
    return settings.warehouse_path.exists() and bi_stamp(settings).matches(origin(settings))


def copy_for_bi(settings: Settings) -> dict[str, int]:
    """Copy every table of schema `publish`; returns rows by table. The caller holds the writer lock.

    Raises:
        RunError: there is no warehouse yet.
    """
    import duckdb

    if not settings.warehouse_path.exists():
        raise RunError("Хранилище ещё не построено: сначала выполните `rsoko run`.")
    new = _fresh(settings)
    made_from = origin(settings)
    with duckdb.connect(config={**settings.duckdb_config}) as connection:
        connection.execute(f"attach '{quoted(settings.warehouse_path)}' as warehouse (read_only)")
        connection.execute(f"attach '{quoted(new)}' as marts")
        connection.execute("create schema marts.publish")
        tables = connection.execute(
            "select table_name from information_schema.tables"
            " where table_catalog = 'warehouse' and table_schema = 'publish' order by table_name"
        ).fetchall()
        for (table,) in tables:
            connection.execute(f'create table marts.publish."{table}" as select * from warehouse.publish."{table}"')
        connection.execute("detach marts")
    _show(settings, new, made_from)
    return rows_of_copy(settings)


def rows_of_copy(settings: Settings) -> dict[str, int]:
    """Rows by table of the newest copy."""
    import duckdb

    with duckdb.connect(str(settings.bi_path), read_only=True) as connection:
        tables = connection.execute("select table_name from duckdb_tables() order by table_name").fetchall()
        counts = [connection.execute(f'select count(*) from publish."{table}"').fetchone() for (table,) in tables]
    return {table: int(found[0]) if found else 0 for (table,), found in zip(tables, counts, strict=True)}


def _change(settings: Settings) -> Path:
    return settings.state_dir / "bi_change.json"


def remember_change(settings: Settings, before: str, changed: Mapping[str, str | None]) -> None:
    """Note what an increment replaced in the warehouse, so that the copy can follow it, in this run or a later one.

    Args:
        before: `origin` of the warehouse it began with.
        changed: condition of the replaced rows by table; None = nothing tells them apart, the table is taken whole.
    """
    write_json(_change(settings), {"before": before, "after": origin(settings), "tables": dict(changed)})


def bring_up_to_date(settings: Settings) -> None:
    """Make the copy one of the present warehouse, by the rows of the last increment where it was one of the warehouse
    before. The caller holds the writer lock.

    Raises:
        RunError: there is no warehouse yet.
    """
    if bi_is_current(settings):
        return
    path = _change(settings)
    change = json.loads(path.read_text("utf-8")) if path.exists() and settings.warehouse_path.exists() else {}
    if change and change["after"] == origin(settings) and bi_stamp(settings).matches(change["before"]):
        _follow(settings, change["tables"])
    else:
        copy_for_bi(settings)


def _follow(settings: Settings, changed: Mapping[str, str | None]) -> None:
    """A copy of the copy of the warehouse before an increment, with the replaced rows."""
    import duckdb

    made_from = origin(settings)
    conditions = {name: rows for name, rows in changed.items() if name.startswith("publish.")}
    if not conditions:
        bi_stamp(settings).write(made_from)
        return
    new = _fresh(settings)
    shutil.copyfile(newest_version(settings), new)
    with duckdb.connect(config={**settings.duckdb_config_of_few_rows}) as connection:
        connection.execute(f"attach '{quoted(settings.warehouse_path)}' as warehouse (read_only)")
        connection.execute(f"attach '{quoted(new)}' as marts")
        for name, rows in conditions.items():
            if rows is None:
                connection.execute(f"create or replace table marts.{name} as from warehouse.{name}")
                continue
            connection.execute(f"delete from marts.{name} where {rows}")
            connection.execute(f"insert into marts.{name} by name from warehouse.{name} where {rows}")
        connection.execute("detach marts")
    _show(settings, new, made_from)


def _fresh(settings: Settings) -> Path:
    new = unfinished_copy(settings)
    new.parent.mkdir(parents=True, exist_ok=True)
    discard(new)
    return new


def _show(settings: Settings, new: Path, made_from: str) -> None:
    """Give a finished copy its names and remember which warehouse it is of."""
    new.chmod(0o444)
    version = new.with_name(f"marts-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.duckdb")
    swap_in(new, version)
    _give_stable_name(version, settings.bi_path)
    bi_stamp(settings).write(made_from)
    remove_old_versions(settings)


def unfinished_copy(settings: Settings) -> Path:
    return settings.bi_path.with_name(settings.bi_path.name + ".new")


def _give_stable_name(version: Path, stable: Path) -> None:
    """Put a second name of the file over the old one in one step."""
    link = stable.with_name(stable.name + ".link")
    link.unlink(missing_ok=True)
    os.link(version, link)
    link.replace(stable)


def versions(settings: Settings) -> list[Path]:
    """Every copy that is still there, the newest last."""
    return sorted(settings.bi_path.parent.glob("marts-*.duckdb"))


def newest_version(settings: Settings) -> Path:
    """The copy to point Superset at.

    Raises:
        RunError: there is none yet.
    """
    found = versions(settings)
    if not found:
        raise RunError("Копии для BI ещё нет: сначала выполните `rsoko run`.")
    return found[-1]


def _pointers(settings: Settings) -> Path:
    return settings.state_dir / "bi_pointers.json"


def read_pointers(settings: Settings) -> dict[str, str]:
    """Which copy each server was last pointed at: file name by address."""
    path = _pointers(settings)
    return dict(json.loads(path.read_text())) if path.exists() else {}


def remember_pointer(settings: Settings, server: str, version: Path) -> None:
    """Note that a server reads this copy now: the copies it left may go."""
    path = _pointers(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(read_pointers(settings) | {server: version.name}, indent=1))
    temporary.replace(path)


def remove_old_versions(settings: Settings) -> list[Path]:
    """Delete copies that are not the newest, that no server is pointed at and that nobody has open."""
    kept = set(read_pointers(settings).values())
    removed = []
    for version in versions(settings)[:-1]:
        if version.name not in kept and not _is_open(version):
            version.unlink()
            removed.append(version)
    return removed


def _is_open(copy: Path) -> bool:
    """Somebody reads the file: DuckDB holds a shared lock on what it has open."""
    copy.chmod(0o644)
    try:
        with copy.open("r+b") as handle:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        copy.chmod(0o444)
        return True
    return False
