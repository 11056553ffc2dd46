"""The rows of a table that a change can reach, told by a few values of its key columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from dagster_project.warehouse.slices.locality import FORMS, Reading, woven
from dagster_project.warehouse.slices.parts import codes
from dagster_project.warehouse.slices.plan import Node

# What changed in a table: in each of these columns every row that came or went has one of the values.
Keys = Mapping[str, frozenset[str]]
# What may change in a table: rows that have one of the values in one of these columns.
Cut = Mapping[str, frozenset[str]]

MOST = 100  # values: beyond that a change is about the region
# Columns whose values are noted of changed rows.
KEYS = (*FORMS, "grade", "year")


def concerned(readings: Iterable[Reading], changed: Mapping[str, Keys]) -> list[Reading]:
    """The readings that meet a changed row.

    Args:
        changed: by what is read; a relation that is not in it did not change.
    """
    return [
        reading
        for reading in readings
        if (keys := changed.get(reading.parent)) is not None
        and all(value in keys.get(column, {value}) for column, value in reading.only.items())
    ]


def cut_of(readings: Iterable[Reading], changed: Mapping[str, Keys]) -> Cut | None:
    """Rows the changes these readings meet can reach; None when nothing smaller than the slice is proved."""
    reached = [
        {column: keys[theirs] for column, theirs in reading.ways.items() if theirs in keys}
        for reading in readings
        for keys in [changed[reading.parent]]
    ]
    cut: dict[str, frozenset[str]] = {}
    while reached:
        columns = [column for column in FORMS if any(column in ways for ways in reached)]
        if not columns:
            return None
        best = max(columns, key=lambda column: sum(column in ways for ways in reached))
        cut[best] = frozenset().union(*(ways[best] for ways in reached if best in ways))
        reached = [ways for ways in reached if best not in ways]
    return cut if 0 < sum(map(len, cut.values())) <= MOST else None


def parts_of_cut(node: Node, cut: Cut) -> Iterator[tuple[Keys, str]]:
    """The rows of a cut in parts, each by a condition a scan can use, with the column that has a value in a part.

    A row without a value is no one's and comes with every cut; where the contract keeps a column filled there is none.
    """
    earlier: list[str] = []
    for column, values in cut.items():
        new = "".join(f" and ({condition}) is not true" for condition in earlier)
        yield {column: values}, _has(column, values) + new
        if column not in node.filled:
            yield {}, f'"{column}" is null{new}'
        earlier.append(f'{_has(column, values)} or "{column}" is null')


def rows_of_cut(node: Node, cut: Cut) -> str:
    """Condition of the rows of a cut."""
    return " or ".join(f"({condition})" for _, condition in parts_of_cut(node, cut))


def _has(column: str, values: frozenset[str]) -> str:
    return f'"{column}" in ({codes(values)})'


def select_cut(
    node: Node, cut: Cut, texts: Sequence[str], readings: Sequence[Reading], relation: Callable[[str], str]
) -> str:
    """The statement of a node for the rows of a cut; it reads no more than these need.

    Args:
        texts: the text of the node around its readings; relation: where a parent is read.
    """
    selects: list[str] = []
    for held, condition in parts_of_cut(node, cut):
        proved = [[_has(r.ways[column], held[column]) for column in held if column in r.ways] for r in readings]
        narrow = [
            f"(from {relation(r.parent)} where {' and '.join(conditions)})" if conditions else relation(r.parent)
            for r, conditions in zip(readings, proved, strict=True)
        ]
        selects.append(f"(from ({woven(texts, narrow)}) where {condition})")
    return " union all ".join(selects)
