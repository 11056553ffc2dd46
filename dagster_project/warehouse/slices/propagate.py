"""In order, what reads something changed is built and compared; what comes out as it was changes nothing further."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dagster_project.warehouse.slices.parts import EveryRegionConcerned
from dagster_project.warehouse.slices.plan import Node
from dagster_project.warehouse.slices.workspace import Workspace

LEDGER = (
    "model.rsoko.stg_ledger__import"  # lends attributes to rows of other sources; alone it changes no table of theirs
)


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
                space.changed[node.id] = {}
            continue
        came = bool(node.sources) and roots(node)
        drivers = _drivers(space, node)
        if not came and (not drivers or (node.is_view and node.sources)):
            continue
        is_reached, cut = space.reach(node, drivers)
        if not is_reached:
            continue
        if node.is_view:
            keys = space.keys_of_view(node, cut)
            if all(keys.values()):
                space.changed[node.id] = keys
            continue
        space.make(node, cut)
        space.compare(node)
        if node.id in space.changed and node.scope == "whole" and not space.part.is_everything:
            raise EveryRegionConcerned(node.id)
        if on_node:
            on_node(node.alias)


def _drivers(space: Workspace, node: Node) -> set[str]:
    """Changed parents that can change the node."""
    touched = space.changed.keys() & set(node.parents)
    staged = [key for key in node.parents if space.plan.nodes[key].schema == "staging" and key != LEDGER]
    return touched - {LEDGER} if staged else touched


def changed_tables(space: Workspace) -> Iterable[Node]:
    return (node for node in space.plan.models() if node.is_table and node.id in space.changed)
