"""Which rows of a model can depend on which rows of what it reads, as DuckDB's optimizer proves it.

Asked for the rows of a model with one value of a column, the optimizer pushes the condition down as far as the meaning
of the statement allows. Where it arrives at every scan of a relation, those rows rest on that relation's rows with the
value and on no others. Every place that reads a relation is looked at by itself, so proofs of several hold together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.lib.tables import write_json
from dagster_project.warehouse.slices.plan import Node, Plan

_SCHOOLS = ("000000", "000000-ksh")
_ENTITIES = (*_SCHOOLS, "reg00_m000", "00")
SUBJECT = "subject_code"
# Columns that tell rows of a region apart, with a value of every form they take: SQL may treat the forms differently.
# A subject is treated differently where the SQL names it: what could be such a name is tried, too.
# In order of preference: the first have few rows of a value.
FORMS: Mapping[str, tuple[str, ...]] = {
    "school_id": _SCHOOLS,
    "entity_id": _ENTITIES,
    "import_id": ("0" * 64,),
    "_import_id": ("0" * 64,),
    SUBJECT: ("xx", "all"),
    "compared_id": _ENTITIES,
    "municipality_code": ("reg00_m000",),
}
_NAMED = re.compile(r"'([a-z_]{2,12})'")
_EQUALS = re.compile(r"\"?(\w+)\"?=(?:'([^']*)'|([0-9]+))")


@dataclass(frozen=True)
class Reading:
    """A place of a statement that reads a relation.

    Args:
        parent: id of a node, or `<source>.<table>`.
        ways: column of the result → column of the parent: result rows with a value in the one rest, through this place,
            on rows of the parent with the same value in the other, and on no others.
        only: value by column of the parent: the place takes no other rows.
    """

    parent: str
    ways: Mapping[str, str]
    only: Mapping[str, str]


def places(node: Node, plan: Plan) -> tuple[list[str], list[str]]:
    """The text of a node around the places where it reads, and what it reads there."""
    names = {plan.nodes[key].relation: key for key in node.parents} | {text: key for key, text in node.sources.items()}
    pieces = re.split(f"({'|'.join(map(re.escape, names)) or '(?!)'})", node.sql)
    return pieces[::2], [names[text] for text in pieces[1::2]]


def woven(texts: Collection[str], relations: Collection[str]) -> str:
    """The text again, reading other relations in the same places."""
    return "".join(piece for pair in zip(texts, [*relations, ""], strict=True) for piece in pair)


@dataclass
class Locality:
    """Proofs for the nodes of a plan.

    Args:
        columns: types of the columns of a node, by its id, or of a source, by `<source>.<table>`.
        memory: file that keeps the proofs of a project.
    """

    plan: Plan
    columns: Callable[[str], Mapping[str, str]]
    memory: Path
    _new: bool = False

    @cached_property
    def _known(self) -> dict[str, list[dict[str, Any]]]:
        content = json.loads(self.memory.read_text("utf-8")) if self.memory.exists() else {}
        return dict(content["readings"]) if content.get("stamp") == self.plan.stamp else {}

    def remember(self) -> None:
        """Keep what was proved: the next increment of the project need not."""
        if self._new:
            write_json(self.memory, {"stamp": self.plan.stamp, "readings": self._known})

    def readings(self, node: Node) -> list[Reading]:
        """What is proved of every place where the node reads, in the order of its text."""
        if node.id not in self._known:
            texts, parents = places(node, self.plan)
            proved = self._prove(node, texts, parents)
            self._known[node.id] = [
                {"parent": parent, "ways": ways, "only": only}
                for parent, (ways, only) in zip(parents, proved, strict=True)
            ]
            self._new = True
        return [Reading(**reading) for reading in self._known[node.id]]

    def _prove(self, node: Node, texts: list[str], parents: list[str]) -> list[tuple[dict[str, str], dict[str, str]]]:
        """`ways` and `only` of each place."""
        with duckdb.connect(config={"threads": "1"}) as connection:
            # Empty tables stand for the relations: what is proved holds for any rows.
            connection.execute("set disabled_optimizers = 'statistics_propagation'")
            for number, parent in enumerate(parents):
                columns = ", ".join(f'"{name}" {kind}' for name, kind in self.columns(parent).items())
                connection.execute(f"create table place_{number} ({columns})")
            sql = woven(texts, [f"(from place_{number})" for number in range(len(parents))])
            sql = sql.replace(" as (\n", " as not materialized (\n")  # of a WITH: each use of it is looked at by itself
            proved: list[tuple[dict[str, str], dict[str, str]]] = [
                ({}, only) for only in _conditions(connection, f"from ({sql})", len(parents))
            ]
            for column in FORMS.keys() & self.columns(node.id).keys():
                named = _NAMED.findall(sql) if column == SUBJECT else ()
                values = sorted({*FORMS[column], *named})
                asked = [(value, f"from ({sql}) where \"{column}\" = '{value}'") for value in values]
                found = [
                    [
                        {theirs for theirs, held in conditions.items() if held == value}
                        for conditions in _conditions(connection, statement, len(parents))
                    ]
                    for value, statement in asked
                ]
                for (ways, _), arrived in zip(proved, zip(*found, strict=True), strict=True):
                    if theirs := set.intersection(*arrived):
                        ways[column] = min(theirs)
            return proved


def _conditions(connection: duckdb.DuckDBPyConnection, statement: str, count: int) -> list[dict[str, str]]:
    """By place: columns that must have one value in every scan of it, with the value."""
    answer = connection.execute(f"explain (format json) {statement}").fetchone()
    assert answer is not None
    found: list[list[set[tuple[str, str]]]] = [[] for _ in range(count)]
    for table, filters in _scans(json.loads(answer[1])):
        matches = (_EQUALS.fullmatch(text) for text in filters)
        held = {(match[1], match[2] if match[2] is not None else match[3]) for match in matches if match}
        found[int(table.rpartition("_")[2])].append(held)
    return [dict(set.intersection(*scans)) if scans else {} for scans in found]


def _scans(nodes: list[dict[str, Any]]) -> Iterator[tuple[str, list[str]]]:
    """Tables scanned by a plan, with the conditions that all hold of their rows."""
    for node in nodes:
        extra = node["extra_info"]
        if "Table" in extra:
            filters = extra.get("Filters", [])
            texts = [filters] if isinstance(filters, str) else filters
            yield extra["Table"], [part for text in texts if " OR " not in text for part in text.split(" AND ")]
        yield from _scans(node["children"])
