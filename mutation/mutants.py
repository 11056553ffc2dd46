"""All mutants of one model: its query with one fault in it, as text, with the place and a one-line difference."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

from mutation.cases import DIALECT, FIXTURE_PREFIX, ModelUnderTest
from mutation.operators import OPERATORS, Fault

LABEL_WIDTH = 150
TASK_COLUMN = re.compile(r"\bt(\d\d)(?=_|\b)")
# A loop of the template writes the same expression for forty tasks; the first and the last two stand for all.
TWINS = frozenset(range(3, 39))


@dataclass(frozen=True)
class Mutant:
    """A model with one fault.

    Args:
        change: place and difference in one line, unique within the model and stable while the model is not edited.
    """

    model: str
    operator: str
    change: str
    sql: str


def mutants_of(model: ModelUnderTest) -> list[Mutant]:
    """Mutants in the order of the query; texts equal to the model or to an earlier mutant are left out."""
    # Inside a subquery the outermost select or union has a parent and can be replaced like any other node.
    query = exp.select("*").from_(exp.Subquery(this=sqlglot.parse_one(model.sql, dialect=DIALECT)))
    seen = {_text(query)}
    labels: Counter[str] = Counter()
    found = []
    for operator, fault in _faults(query):
        label = f"{_place(fault.edits[0][0])}: {_label(fault)}"
        sql = _text_with(query, fault)
        if sql not in seen:
            seen.add(sql)
            labels[label] += 1
            number = f" #{labels[label]}" if labels[label] > 1 else ""
            found.append(Mutant(model.name, operator, label + number, sql))
    return found


def _faults(query: exp.Expr) -> Iterator[tuple[str, Fault]]:
    for node in list(query.walk(bfs=False)):
        if not _is_twin(node):
            for operator in OPERATORS:
                for fault in operator(node):
                    yield operator.__name__, fault


def _text_with(query: exp.Expr, fault: Fault) -> str:
    """The query with the fault, which is taken back afterwards."""
    for node, replacement in fault.edits:
        node.replace(replacement)
    try:
        return _text(query)
    finally:
        for node, replacement in fault.edits:
            replacement.replace(node)


def _text(query: exp.Expr) -> str:
    return query.sql(DIALECT, comments=False)


def _label(fault: Fault) -> str:
    if fault.label is None:
        node, replacement = fault.edits[0]
        label = f"{_text(node)} → {_text(replacement)}"
    else:
        label = fault.label
    label = re.sub(r"\s+", " ", label).replace(FIXTURE_PREFIX, "")
    return label if len(label) <= LABEL_WIDTH else label[: LABEL_WIDTH - 1] + "…"


def _place(node: exp.Expr) -> str:
    """CTE and column, or CTE and clause, the node stands in."""
    cte = node.find_ancestor(exp.CTE)
    step = node
    while step.parent is not None and not isinstance(step.parent, exp.Select):
        step = step.parent
    inside = step.alias_or_name if step.arg_key == "expressions" else step.key
    return ".".join(part for part in (cte.alias if cte else "", inside) if part)


def _is_twin(node: exp.Expr) -> bool:
    """The node belongs to one task of a generated series that is not its first or last."""
    step: exp.Expr | None = node
    while step is not None:
        own = step.expression if isinstance(step, exp.Add | exp.Or) else step
        tasks = {int(number) for number in TASK_COLUMN.findall(_text(own))}
        if tasks:
            return len(tasks) == 1 and tasks <= TWINS
        step = step.parent
    return False
