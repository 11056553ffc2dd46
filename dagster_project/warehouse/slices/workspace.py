"""A scratch database in which a slice is built by the compiled SQL of the full build.

It answers to the name the SQL was compiled for. What need not be built is a view of the warehouse, cut to the slice;
the raw layer is cut to the files of the slice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import duckdb

from dagster_project.lib.tables import EMPTY_PART
from dagster_project.settings import Settings
from dagster_project.warehouse.files import quoted
from dagster_project.warehouse.frozen_ledger import ledger_to_read
from dagster_project.warehouse.slices.parts import EveryRegionConcerned, Slice
from dagster_project.warehouse.slices.plan import CATALOG, Node, Plan
from dagster_project.warehouse.slices.scope import condition

LEDGER = (
    "model.rsoko.stg_ledger__import"  # lends attributes to rows of other sources; alone it changes no table of theirs
)
_WHOLE = "whole_"


class ContractBroken(Exception):
    """A table does not keep what its yml promises."""


@dataclass
class Workspace:
    """Builds nodes of `plan` for one slice. `base` is the name the warehouse is attached by."""

    connection: duckdb.DuckDBPyConnection
    settings: Settings
    plan: Plan
    part: Slice
    base: str
    built: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    _there: set[str] = field(default_factory=set)

    def clear(self) -> None:
        """Throw away everything that was built."""
        for schema in self._schemas():
            self.connection.execute(f'drop schema "{CATALOG}"."{schema}" cascade')

    def _schemas(self) -> list[str]:
        schemas = {node.schema for node in self.plan.nodes.values() if node.kind != "test"}
        return sorted({*schemas, *(_WHOLE + schema for schema in schemas), "slice"})

    def prepare(self) -> None:
        """Schemas and the list of files of the slice."""
        for schema in self._schemas():
            self.connection.execute(f'create schema if not exists "{CATALOG}"."{schema}"')
        self.connection.execute(f'create table "{CATALOG}"."slice"."import" (import_id varchar, source_file varchar)')
        rows = [(key, file) for key, files in self.part.imports.items() for file in files or (None,)]
        if rows:
            self.connection.executemany(f'insert into "{CATALOG}"."slice"."import" values (?, ?)', rows)
        ledger = self._parts(ledger_to_read(self.settings))
        self.connection.execute(
            f'create table "{CATALOG}"."slice"."ledger" as select * from {ledger}'
            f' where import_id in (select import_id from "{CATALOG}"."slice"."import")'
        )

    @cached_property
    def columns(self) -> dict[str, frozenset[str]]:
        """Columns of the tables of the warehouse by node id."""
        found: dict[tuple[str, str], set[str]] = {}
        for schema, table, column in self.connection.execute(
            "select schema_name, table_name, column_name from duckdb_columns() where database_name = ?", [self.base]
        ).fetchall():
            found.setdefault((schema, table), set()).add(column)
        return {
            node.id: frozenset(found[node.schema, node.alias])
            for node in self.plan.nodes.values()
            if (node.schema, node.alias) in found
        }

    def rows_of(self, node: Node) -> str | None:
        """Condition of the slice for the rows of a table; None for a table about all regions."""
        if node.scope == "whole" or node.id not in self.plan.from_lake:
            return None
        return condition(node, self.columns[node.id], self.part.regions)

    def base_relation(self, node: Node) -> str:
        return f'"{self.base}"."{node.schema}"."{node.alias}"'

    def make(self, node: Node) -> None:
        """Build a table and hold it to its contract.

        Raises:
            ContractBroken: a key is empty or twice there.
            duckdb.Error: the statement failed.
        """
        whole = node.scope == "whole"
        sql = self._cut(node)
        for parent in node.parents:
            self.ensure(parent, whole)
            if whole:
                relation = self.plan.nodes[parent].relation
                sql = sql.replace(relation, relation.replace(f'{CATALOG}"."', f'{CATALOG}"."{_WHOLE}', 1))
        self.connection.execute(f"create or replace table {node.relation} as ({sql})")
        self._check(node)
        self.built.add(node.id)
        self._there.add(node.id)

    def ensure(self, key: str, whole: bool = False) -> None:
        """Put a relation others read into the scratch database, over all regions when `whole`."""
        name = _WHOLE + key if whole else key
        if name in self._there:
            return
        self._there.add(name)
        node = self.plan.nodes[key]
        schema = _WHOLE + node.schema if whole else node.schema
        relation = f'"{CATALOG}"."{schema}"."{node.alias}"'
        if node.is_view:
            for parent in node.parents:
                self.ensure(parent)
            self.connection.execute(f"create or replace view {relation} as ({self._cut(node)})")
            return
        rows = self.rows_of(node) if node.kind == "model" else None
        base = self.base_relation(node)
        if not whole or rows is None:
            source = f"from {node.relation}" if whole and key in self.built else f"from {base}"
            cut = f"where {rows}" if rows else ""
            self.connection.execute(f"create or replace view {relation} as {source} {cut}")
        elif key in self.built:
            rest = f"from {base} where ({rows}) is not true"
            self.connection.execute(
                f"create or replace view {relation} as {rest} union all by name from {node.relation}"
            )
        else:
            self.connection.execute(f"create or replace view {relation} as from {base}")

    def differs(self, node: Node) -> bool:
        """Some row of the slice is not in the warehouse as often as here, or the other way round; notes which."""
        rows = self.rows_of(node) or "true"
        ours, theirs = (
            f"select {self.print_of(node)} as print, {sign} as change from {relation} where {rows}"
            for relation, sign in ((node.relation, 1), (self.base_relation(node), -1))
        )
        found = self.connection.execute(
            f"create or replace table {stale(node)} as"
            f" select print from ({ours} union all {theirs}) group by print having sum(change) <> 0"
        ).fetchone()
        return found is not None and int(found[0]) > 0

    def print_of(self, node: Node) -> str:
        """Expression that is equal for equal rows of a table."""
        columns = ", ".join(f'"{column}"' for column in sorted(self.columns[node.id]))
        return f"hash({columns})"

    def failed_rows(self, test: Node) -> int:
        """How many rows a data test finds in the slice."""
        for parent in test.parents:
            self.ensure(parent)
        answer = self.connection.execute(f"select count(*) from ({test.sql}) as failed").fetchone()
        return int(answer[0]) if answer else 0

    def _check(self, node: Node) -> None:
        if node.broken_promises is None:
            return
        answer = self.connection.execute(node.broken_promises).fetchone()
        if answer != (0, 0):
            raise ContractBroken(f"{node.schema}.{node.alias}: {answer} rows with an empty or repeated key")

    def _cut(self, node: Node) -> str:
        """The compiled text with its sources cut to the files of the slice."""
        sql = node.sql
        for name, text in node.sources.items():
            sql = sql.replace(text, self._source(name))
        return sql

    def _source(self, name: str) -> str:
        group, table = name.split(".")
        if group == "statistics":
            return f'"{CATALOG}"."slice"."statistics_{table}"'
        if table == "ledger":
            return f'"{CATALOG}"."slice"."ledger"'
        return self._parts((self.settings.raw_dir if group == "raw" else self.settings.home) / table)

    def _parts(self, folder: Path) -> str:
        names = sorted(folder / f"{batch}.parquet" for batch in self.part.batches)
        names.append(folder / EMPTY_PART)
        files = ", ".join(f"'{quoted(name)}'" for name in names if name.exists())
        return f"read_parquet([{files}], union_by_name=true)"


def stale(node: Node) -> str:
    """Table of the prints of the rows of a table that came or went."""
    return f'"{CATALOG}"."slice"."stale_{node.schema}_{node.alias}"'


def build_changed(
    space: Workspace,
    roots: Callable[[Node], bool],
    statistics: Callable[[], bool],
    on_node: Callable[[str], None] | None = None,
) -> None:
    """Build, in order, what reads something changed; what comes out as it was changes nothing further.

    Args:
        roots: says of a node that reads the lake whether its part of the lake changed.
        statistics: computes the statistics of the slice when their input changed; true when it did.
    """
    computed: bool | None = None
    for node in space.plan.models():
        if any(name.startswith("statistics.") for name in node.sources):
            computed = statistics() if computed is None else computed
            if computed:
                space.changed.add(node.id)
            continue
        came = bool(node.sources) and roots(node)
        if node.is_view:
            if came or (not node.sources and space.changed & set(node.parents)):
                space.changed.add(node.id)
            continue
        if came or _touched(space, node):
            space.make(node)
            if space.differs(node):
                space.changed.add(node.id)
                if node.scope == "whole" and not space.part.is_everything:
                    raise EveryRegionConcerned(node.id)
            if on_node:
                on_node(node.alias)


def _touched(space: Workspace, node: Node) -> bool:
    touched = space.changed & set(node.parents)
    staged = [key for key in node.parents if space.plan.nodes[key].schema == "staging" and key != LEDGER]
    return bool(touched - {LEDGER} if staged else touched)


def changed_tables(space: Workspace) -> Iterable[Node]:
    return (node for node in space.plan.models() if node.is_table and node.id in space.changed)
