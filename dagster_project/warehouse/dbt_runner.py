"""dbt in this process: one environment, quiet console, a callback per finished node, failures with their rows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dagster_project.settings import DBT_DIR, Settings
from dagster_project.warehouse.batches import first_of_batches
from dagster_project.warehouse.frozen_ledger import ledger_to_read

OnNode = Callable[[int, int, str], None]
ROWS_SHOWN = 10
_QUIET = ("--log-level", "none", "--log-level-file", "warn", "--no-use-colors", "--no-print")


@dataclass(frozen=True)
class DbtFailure:
    """A node that failed or, for tests of severity warn, warned.

    Args:
        rows: the first rows a failed test found, as text, with `columns` as their header.
    """

    name: str
    description: str
    message: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class DbtOutcome:
    """How a build ended.

    Args:
        rebuilt: what was rebuilt and why so much, in words for people.
        tables: condition of the replaced rows by table (`schema.name`), None where only their files tell them apart;
            None instead of it = every table was built.
        regions: those whose rows were rebuilt; None = all.
    """

    success: bool
    nodes: int
    failures: tuple[DbtFailure, ...]
    warnings: tuple[DbtFailure, ...]
    rebuilt: str = ""
    tables: Mapping[str, str | None] | None = None
    regions: frozenset[str] | None = None

    def told(self, rebuilt: str) -> DbtOutcome:
        return replace(self, rebuilt=rebuilt)

    def __add__(self, later: DbtOutcome) -> DbtOutcome:
        return DbtOutcome(
            self.success and later.success,
            self.nodes + later.nodes,
            self.failures + later.failures,
            self.warnings + later.warnings,
        )


@contextmanager
def environment(wanted: Mapping[str, str]) -> Iterator[None]:
    """These variables for the length of a block."""
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def dbt_environment(settings: Settings, warehouse: Path) -> Iterator[None]:
    """Tell `profiles.yml` and `sources.yml` which lake and which database file to use, the macros which day it is."""
    wanted = {
        "RSOKO_ENGINE": settings.engine,
        "RSOKO_HOME": str(settings.home),
        "RSOKO_LEDGER": str(ledger_to_read(settings)),
        "RSOKO_WAREHOUSE": str(warehouse),
        "RSOKO_AS_OF": settings.as_of.isoformat(),
        "RSOKO_BATCHES": ",".join(first_of_batches(settings)),
        "RSOKO_BATCH_ROWS": str(settings.batch_rows),
    }
    with environment(wanted):
        yield


def common_flags(settings: Settings) -> list[str]:
    """Flags of every dbt call: where the project is, where it may write."""
    return [
        *("--project-dir", str(DBT_DIR)),
        *("--profiles-dir", str(DBT_DIR)),
        *("--target-path", str(settings.dbt_target_dir)),
        *("--log-path", str(settings.home / "logs")),
    ]


@dataclass
class ParsedProject:
    """A project parsed once for several commands, and how far they came together."""

    manifest: Any
    total: int
    done: int = 0


def parse_dbt(settings: Settings, warehouse: Path) -> ParsedProject | None:
    """Parse the project for commands over `warehouse`; None when it does not parse (the command then says why)."""
    from dbt.cli.main import dbtRunner

    with dbt_environment(settings, warehouse):
        answer = dbtRunner().invoke(["parse", *common_flags(settings), *_QUIET])
    if not answer.success:
        return None
    return ParsedProject(answer.result, len(answer.result.nodes))  # type: ignore[union-attr]


def run_dbt(
    settings: Settings,
    command: Sequence[str],
    warehouse: Path,
    on_node: OnNode | None = None,
    project: ParsedProject | None = None,
) -> DbtOutcome:
    """Run one dbt command over `warehouse` and collect what failed.

    Args:
        command: sub-command with its selection, such as `["build", "--exclude-resource-type", "unit_test"]`.
        on_node: receives finished nodes, all nodes, name of the node; called from dbt's threads.
        project: parsed before; its counts go on over several commands.
    """
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    count = project or ParsedProject(None, 0)

    def listen(event: Any) -> None:
        if event.info.name == "LogStartLine" and project is None:
            count.total = event.data.total
        elif event.info.name == "NodeFinished":
            count.done += 1
            if on_node:
                on_node(count.done, max(count.total, count.done), event.data.node_info.node_name)

    with dbt_environment(settings, warehouse):
        try:
            runner = dbtRunner(manifest=count.manifest, callbacks=[listen])
            answer = runner.invoke([*command, *common_flags(settings), *_QUIET])
        finally:
            DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    if answer.exception is not None:
        failure = DbtFailure("dbt", "dbt не смог начать работу", str(answer.exception))
        return DbtOutcome(success=False, nodes=count.done, failures=(failure,), warnings=())
    results = getattr(answer.result, "results", None) or []
    return DbtOutcome(
        success=answer.success,
        nodes=len(results),
        failures=tuple(_failure(r, warehouse) for r in results if r.status in ("error", "fail", "runtime error")),
        warnings=tuple(_failure(r, warehouse) for r in results if r.status == "warn"),
    )


def _failure(result: Any, warehouse: Path) -> DbtFailure:
    node = result.node
    columns, rows = _failed_rows(result, warehouse)
    return DbtFailure(
        name=node.name,
        description=(node.description or "").strip(),
        message=(result.message or "").strip(),
        columns=columns,
        rows=rows,
    )


def _failed_rows(result: Any, warehouse: Path) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Ask the failed test again for its rows: a bare count does not tell a person where to look."""
    sql = getattr(result.node, "compiled_code", None)
    if result.node.resource_type != "test" or not sql or not result.failures:
        return (), ()
    import duckdb

    with duckdb.connect(warehouse, read_only=True) as connection:
        try:
            cursor = connection.execute(f"select * from ({sql}) as failed limit {ROWS_SHOWN}")
        except duckdb.Error:
            return (), ()
        columns = tuple(str(column[0]) for column in cursor.description)
        rows = tuple(tuple("" if v is None else str(v) for v in row) for row in cursor.fetchall())
    return columns, rows
