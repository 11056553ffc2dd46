"""The copy BI reads: schema `publish` alone, written beside and renamed, so BI never waits for a build."""

from __future__ import annotations

from dagster_project.settings import Settings
from dagster_project.warehouse.errors import RunError
from dagster_project.warehouse.files import Stamp, discard, swap_in


def bi_stamp(settings: Settings) -> Stamp:
    return Stamp(settings.state_dir / "bi.json", settings.bi_path)


def _origin(settings: Settings) -> str:
    stat = settings.warehouse_path.stat()
    return f"{stat.st_size}:{stat.st_mtime_ns}"


def bi_is_current(settings: Settings) -> bool:
    """The copy was made from the warehouse that is there now."""
    return settings.warehouse_path.exists() and bi_stamp(settings).matches(_origin(settings))


def copy_for_bi(settings: Settings) -> dict[str, int]:
    """Copy every table of schema `publish`; returns rows by table. The caller holds the writer lock.

    Raises:
        RunError: there is no warehouse yet.
    """
    import duckdb

    if not settings.warehouse_path.exists():
        raise RunError("Хранилище ещё не построено: сначала выполните `rsoko run`.")
    new = settings.bi_path.with_name(settings.bi_path.name + ".new")
    new.parent.mkdir(parents=True, exist_ok=True)
    discard(new)
    origin = _origin(settings)
    rows: dict[str, int] = {}
    with duckdb.connect() as connection:
        connection.execute(f"attach '{_quoted(settings.warehouse_path)}' as warehouse (read_only)")
        connection.execute(f"attach '{_quoted(new)}' as marts")
        connection.execute("create schema marts.publish")
        tables = connection.execute(
            "select table_name from information_schema.tables"
            " where table_catalog = 'warehouse' and table_schema = 'publish' order by table_name"
        ).fetchall()
        for (table,) in tables:
            copied = connection.execute(
                f'create table marts.publish."{table}" as select * from warehouse.publish."{table}"'
            ).fetchone()
            rows[table] = int(copied[0]) if copied else 0
        connection.execute("detach marts")
    new.chmod(0o444)
    swap_in(new, settings.bi_path)
    bi_stamp(settings).write(origin)
    return rows


def _quoted(path: object) -> str:
    return str(path).replace("'", "''")
