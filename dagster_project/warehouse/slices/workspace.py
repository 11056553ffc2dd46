"""A scratch database in which a slice is built by the compiled SQL of the full build.

It answers to the name the SQL was compiled for. What need not be built is a view of the warehouse, cut to the slice;
the raw layer is cut to the files of the slice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import duckdb

from dagster_project.lib.tables import EMPTY_PART
from dagster_project.settings import Settings
from dagster_project.warehouse.files import quoted
from dagster_project.warehouse.frozen_ledger import ledger_to_read
from dagster_project.warehouse.slices.cut import (
    KEYS,
    MOST,
    Cut,
    Keys,
    concerned,
    cut_of,
    parts_of_cut,
    rows_of_cut,
    select_cut,
)
from dagster_project.warehouse.slices.locality import Locality, places
from dagster_project.warehouse.slices.parts import Slice, codes
from dagster_project.warehouse.slices.plan import CATALOG, Node, Plan
from dagster_project.warehouse.slices.scope import IMPORTS, condition

_WHOLE = "whole_"


class ContractBroken(Exception):
    """A table does not keep what its yml promises."""


@dataclass
class Workspace:
    """Builds nodes of `plan` for one slice. `base` is the name the warehouse is attached by.

    `changed` has the nodes that came out different, with what is known of the rows that did.
    """

    connection: duckdb.DuckDBPyConnection
    settings: Settings
    plan: Plan
    part: Slice
    base: str
    built: set[str] = field(default_factory=set)
    changed: dict[str, Keys] = field(default_factory=dict)
    cuts: dict[str, Cut] = field(default_factory=dict)
    _there: set[str] = field(default_factory=set)

    def clear(self) -> None:
        """Throw away everything that was built."""
        for schema in self._schemas():
            self.connection.execute(f'drop schema "{CATALOG}"."{schema}" cascade')

    def _schemas(self) -> list[str]:
        schemas = {node.schema for node in self.plan.nodes.values() if node.kind != "test"}
        return sorted({*schemas, *(_WHOLE + schema for schema in schemas), "slice", "cut"})

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
    def _types(self) -> dict[str, dict[str, str]]:
        """Types of the columns of the tables and views of the warehouse by node id."""
        found: dict[tuple[str, str], dict[str, str]] = {}
        for schema, table, column, kind in self.connection.execute(
            "select schema_name, table_name, column_name, data_type from duckdb_columns() where database_name = ?",
            [self.base],
        ).fetchall():
            found.setdefault((schema, table), {})[column] = kind
        return {
            node.id: found[node.schema, node.alias]
            for node in self.plan.nodes.values()
            if (node.schema, node.alias) in found
        }

    @cached_property
    def columns(self) -> dict[str, frozenset[str]]:
        """Columns of the tables of the warehouse by node id."""
        return {key: frozenset(types) for key, types in self._types.items()}

    @cached_property
    def locality(self) -> Locality:
        return Locality(self.plan, self._types_of, self.settings.state_dir / "locality.json")

    def _types_of(self, key: str) -> Mapping[str, str]:
        if key in self._types:
            return self._types[key]
        described = self.connection.execute(f"describe from {self._source(key)}").fetchall()
        return {name: kind for name, kind, *_ in described}

    def rows_of(self, node: Node) -> str | None:
        """Condition of the slice for the rows of a table; None for a table about all regions."""
        if node.scope == "whole" or node.id not in self.plan.from_lake:
            return None
        return condition(node, self.columns[node.id], self.part.regions)

    def base_relation(self, node: Node) -> str:
        return f'"{self.base}"."{node.schema}"."{node.alias}"'

    def make(self, node: Node, cut: Cut | None = None) -> None:
        """Build a table, or its rows of a cut, and hold it to its contract.

        Raises:
            ContractBroken: a key is empty or twice there.
            duckdb.Error: the statement failed.
        """
        whole = node.scope == "whole"
        for parent in node.parents:
            self.ensure(parent, whole)
        if cut is not None:
            self.cuts[node.id] = cut
            self.connection.execute(f"create table {self.built_relation(node)} as {self._select_cut(node, cut)}")
            self.connection.execute(
                f"create view {node.relation} as from {self.base_relation(node)} where {self.rows_of(node)}"
                f" and ({rows_of_cut(node, cut)}) is not true union all by name from {self.built_relation(node)}"
            )
        else:
            sql = self._text(node)
            for parent in node.parents if whole else ():
                relation = self.plan.nodes[parent].relation
                sql = sql.replace(relation, relation.replace(f'{CATALOG}"."', f'{CATALOG}"."{_WHOLE}', 1))
            self.connection.execute(f"create table {node.relation} as ({sql})")
        self._check(node)
        self.built.add(node.id)
        self._there.add(node.id)

    def built_relation(self, node: Node) -> str:
        """Where the rows that were built are."""
        return f'"{CATALOG}"."cut"."{node.schema}_{node.alias}"' if node.id in self.cuts else node.relation

    def _select_cut(self, node: Node, cut: Cut) -> str:
        texts, _ = places(node, self.plan)
        return select_cut(node, cut, texts, self.locality.readings(node), self._relation)

    def _relation(self, key: str) -> str:
        return self.plan.nodes[key].relation if key in self.plan.nodes else self._source(key)

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
            self.connection.execute(f"create or replace view {relation} as ({self._text(node)})")
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

    def compare(self, node: Node) -> None:
        """Note the rows that are not in the warehouse as often as here, or the other way round: by print and by key."""
        rows = self.rows_of(node) or "true"
        cut = self.cuts.get(node.id)
        parts = [rows] if cut is None else [f"{rows} and {part}" for _, part in parts_of_cut(node, cut)]
        keys = [column for column in KEYS if column in self.columns[node.id]]
        columns = ", ".join([f"{self.print_of(node)} as print", *keys])
        selects = [f"select {columns}, 1 as change from {self.built_relation(node)} where {rows}"]
        selects += [f"select {columns}, -1 as change from {self.base_relation(node)} where {part}" for part in parts]
        kept = ", ".join(["print", *keys])
        found = self.connection.execute(
            f"create table {stale(node)} as"
            f" select {kept} from ({' union all '.join(selects)}) group by all having sum(change) <> 0"
        ).fetchone()
        if found is not None and int(found[0]) > 0:
            self.changed[node.id] = self._keys_in(f"from {stale(node)}", keys)

    def _keys_in(self, rows: str, columns: Sequence[str]) -> Keys:
        """The values of the columns that tell few rows."""
        if not columns:
            return {}
        lists = ", ".join(f"list(distinct cast({column} as varchar)), count(*) - count({column})" for column in columns)
        answer = self.connection.execute(f"select {lists} {rows}").fetchone()
        assert answer is not None
        found = zip(columns, answer[::2], answer[1::2], strict=True)
        return {
            column: frozenset(values or ())
            for column, values, nulls in found
            if not nulls and len(values or ()) <= MOST
        }

    def moved_rows(self, node: Node, elsewhere: bool = False) -> str | None:
        """Condition of few rows of a table with every row of the slice that changed; None = there is no telling.

        Args:
            elsewhere: the condition is for a connection that does not know the files of the slice.
        """
        conditions = [f'"{column}" in ({codes(values)})' for column, values in self.changed[node.id].items()]
        rows = self.rows_of(node)
        if rows is not None and not (elsewhere and IMPORTS in rows):
            conditions.append(rows)
        return " and ".join(conditions) or None

    def reach(self, node: Node, drivers: Collection[str]) -> tuple[bool, Cut | None]:
        """Whether changes of its sources and of these parents reach a node, and which rows; None = all of the slice."""
        if node.scope != "region" or self.rows_of(node) is None:
            return True, None
        here: Keys = dict.fromkeys(("import_id", "_import_id"), self.part.affected)
        changed = {key: self.changed[key] for key in drivers} | dict.fromkeys(node.sources, here)
        met = concerned(self.locality.readings(node), changed)
        return bool(met), cut_of(met, changed)

    def keys_of_view(self, node: Node, cut: Cut | None) -> Keys:
        """What is known of the changed rows of a view: nothing of it is built or compared."""
        if cut is None or len(cut) > 1:
            return {}
        if not node.sources or not self.part.is_new:
            return cut
        for parent in node.parents:
            self.ensure(parent)
        columns = [column for column in KEYS if column in self.columns[node.id] and column not in cut]
        return {**cut, **self._keys_in(f"from ({self._select_cut(node, cut)})", columns)}

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
        question = node.broken_promises
        if question is None:
            return
        # Where a key does not hold the column of the cut it may be there twice across its border.
        if self.cuts.get(node.id, {}).keys() <= set(node.keys) or not node.keys:
            question = question.replace(node.relation, self.built_relation(node))
        answer = self.connection.execute(question).fetchone()
        if answer != (0, 0):
            raise ContractBroken(f"{node.schema}.{node.alias}: {answer} rows with an empty or repeated key")

    def _text(self, node: Node) -> str:
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
