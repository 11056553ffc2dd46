"""What dbt compiled, kept for increments: every model's SQL, what it reads, what its contract promises."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from dagster_project.lib.tables import write_json
from dagster_project.settings import Settings
from dagster_project.warehouse.fingerprint import project_fingerprint

CATALOG = "warehouse"  # what dbt called the database when it compiled; the stem of the file it built
_KINDS = ("model", "seed", "test")


@dataclass(frozen=True, eq=False)
class Node:
    """A model, seed or data test.

    Args:
        sql: compiled text, empty for a seed.
        parents: ids of the nodes it reads.
        sources: text of each source relation in `sql`, by `<source>.<table>`.
        scope: `region` (rows belong to a region) or `whole` (rows are about all regions at once).
        keys: columns of its primary key; filled: columns that may not be NULL.
        severity: of a test: error or warn.
    """

    id: str
    kind: str
    schema: str
    alias: str
    sql: str
    parents: tuple[str, ...]
    sources: Mapping[str, str]
    is_view: bool = False
    scope: str = "region"
    by_day: bool = False
    keys: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    severity: str = "error"
    description: str = ""

    @property
    def relation(self) -> str:
        return f'"{CATALOG}"."{self.schema}"."{self.alias}"'

    @property
    def is_table(self) -> bool:
        return self.kind == "model" and not self.is_view

    @property
    def broken_promises(self) -> str | None:
        """Question for how many rows have an empty column that must be filled, and how many keys are there twice."""
        if not self.filled:
            return None
        empty = " or ".join(f'"{column}" is null' for column in self.filled)
        keys = ", ".join(f'"{column}"' for column in self.keys)
        twice = f"(select count(*) from (select 1 from {self.relation} group by {keys} having count(*) > 1))"
        return f"select count(*) filter (where {empty}), {twice if keys else 0} from {self.relation}"


@dataclass(frozen=True)
class Plan:
    """All nodes in an order in which each stands after what it reads. `stamp` says for which project and lake."""

    stamp: str
    nodes: dict[str, Node] = field(repr=False)

    def models(self) -> Iterable[Node]:
        return (node for node in self.nodes.values() if node.kind == "model")

    def tests(self) -> Iterable[Node]:
        return (node for node in self.nodes.values() if node.kind == "test")

    @cached_property
    def from_lake(self) -> frozenset[str]:
        """Nodes that rest on files; the others come from seeds and are the same for every slice."""
        found: set[str] = set()
        for node in self.nodes.values():
            if node.sources or found & set(node.parents):
                found.add(node.id)
        return frozenset(found)

    def ancestors(self, wanted: Iterable[str]) -> set[str]:
        """Ids of the nodes `wanted` rests on, with themselves."""
        found: set[str] = set()
        todo = list(wanted)
        while todo:
            current = todo.pop()
            if current not in found:
                found.add(current)
                todo.extend(self.nodes[current].parents)
        return found


def plan_stamp(settings: Settings) -> str:
    """What the compiled text depends on: the project and the place of the lake. The day is put in later."""
    return f"{project_fingerprint()} {settings.home}"


def save_plan(settings: Settings, manifest: Any) -> None:
    """Keep what a full build compiled. `manifest` is dbt's, after the run: its nodes carry their compiled text."""
    nodes = [_node(raw, manifest) for raw in manifest.nodes.values() if str(raw.resource_type) in _KINDS]
    if any(not node.sql for node in nodes if node.kind != "seed"):
        return  # a part of the project was not compiled: no increment by it
    content = {
        "stamp": plan_stamp(settings),
        "day": settings.as_of.isoformat(),
        "nodes": [asdict(node) for node in _ordered(nodes)],
    }
    write_json(settings.state_dir / "plan.json", content)


def load_plan(settings: Settings) -> Plan | None:
    """The plan of the present project and lake, for the day of the settings; None when there is none."""
    path = settings.state_dir / "plan.json"
    if not path.exists():
        return None
    content = json.loads(path.read_text("utf-8"))
    if content["stamp"] != plan_stamp(settings):
        return None
    nodes = (_loaded(raw, date.fromisoformat(content["day"]), settings.as_of) for raw in content["nodes"])
    return Plan(content["stamp"], {node.id: node for node in nodes})


def _loaded(raw: dict[str, Any], compiled_on: date, day: date) -> Node:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
    node = Node(**values)
    if node.by_day:  # the macro `as_of` writes the day in this one form
        return replace(node, sql=node.sql.replace(f"cast('{compiled_on}' as date)", f"cast('{day}' as date)"))
    return node


def _node(raw: Any, manifest: Any) -> Node:
    depends = list(raw.depends_on_nodes)
    primary = [constraint for constraint in getattr(raw, "constraints", []) if constraint.type == "primary_key"]
    filled = [
        column.name
        for column in raw.columns.values()
        if any(constraint.type == "not_null" for constraint in column.constraints)
    ]
    keys = tuple(column for constraint in primary for column in constraint.columns)
    sources = [manifest.sources[key] for key in depends if key.startswith("source.")]
    parents = [key for key in depends if key.split(".")[0] in ("model", "seed")]
    if any(source.source_name == "statistics" for source in sources):  # computed from these between the passes
        parents += [key for key, node in manifest.nodes.items() if "statistics_input" in node.tags]
    return Node(
        id=raw.unique_id,
        kind=str(raw.resource_type),
        schema=raw.schema,
        alias=raw.alias,
        sql=getattr(raw, "compiled_code", None) or "",
        parents=tuple(parents),
        sources={f"{source.source_name}.{source.name}": str(source.relation_name) for source in sources},
        is_view=raw.config.materialized == "view",
        scope=str(raw.config.meta.get("slice", "region")),
        by_day="as_of" in raw.config.tags,
        keys=keys,
        filled=tuple(dict.fromkeys((*keys, *filled))),
        severity=str(getattr(raw.config, "severity", "error")).lower(),
        description=(raw.description or "").strip(),
    )


def _ordered(nodes: list[Node]) -> list[Node]:
    """Parents first; otherwise as dbt has them."""
    by_id = {node.id: node for node in nodes}
    done: dict[str, Node] = {}

    def visit(node: Node) -> None:
        if node.id not in done:
            for parent in node.parents:
                visit(by_id[parent])
            done[node.id] = node

    for node in nodes:
        visit(node)
    return list(done.values())
