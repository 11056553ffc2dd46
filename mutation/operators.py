"""Small faults a person makes in SQL. Every operator looks at one node and yields what could stand there instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlglot import exp

Operator = Callable[[exp.Expr], Iterator["Fault"]]


@dataclass(frozen=True)
class Fault:
    """Nodes to replace, and how the change reads in one line (None: the text of the nodes)."""

    edits: tuple[tuple[exp.Expr, exp.Expr], ...]
    label: str | None = None


def _one(node: exp.Expr, replacement: exp.Expr, label: str | None = None) -> Fault:
    return Fault(((node, replacement),), label)


def _as(kind: type[exp.Expr], node: exp.Expr) -> exp.Expr:
    """The same operands under another operator, in brackets so that precedence cannot change the meaning."""
    return exp.Paren(this=kind(this=node.this.copy(), expression=node.expression.copy()))


def _with(node: exp.Expr, **arguments: object) -> exp.Expr:
    changed = node.copy()
    for name, value in arguments.items():
        changed.set(name, value)
    return changed


def _short(node: exp.Expr) -> str:
    return node.sql("duckdb", comments=False)


COMPARISONS: dict[type[exp.Expr], type[exp.Expr]] = {
    exp.GTE: exp.GT,
    exp.GT: exp.GTE,
    exp.LTE: exp.LT,
    exp.LT: exp.LTE,
    exp.EQ: exp.NEQ,
    exp.NEQ: exp.EQ,
}
ARITHMETIC: dict[type[exp.Expr], tuple[type[exp.Expr], str]] = {
    exp.Add: (exp.Sub, "-"),
    exp.Sub: (exp.Add, "+"),
    exp.And: (exp.Or, "or"),
    exp.Or: (exp.And, "and"),
}
AGGREGATES: dict[type[exp.Expr], type[exp.Expr]] = {
    exp.Sum: exp.Max,
    exp.Max: exp.Min,
    exp.Min: exp.Max,
    exp.Avg: exp.Max,
    exp.PercentileCont: exp.PercentileDisc,
}


def comparison(node: exp.Expr) -> Iterator[Fault]:
    """`>=` and `>`, `<=` and `<`, `=` and `<>` exchanged."""
    other = COMPARISONS.get(type(node))
    if other:
        yield _one(node, _as(other, node))


def arithmetic_and_logic(node: exp.Expr) -> Iterator[Fault]:
    """`+` and `-`, `and` and `or` exchanged."""
    if type(node) in ARITHMETIC:
        other, sign = ARITHMETIC[type(node)]
        yield _one(node, _as(other, node), f"{node.key} → {sign} before {_short(node.expression)}")


def division(node: exp.Expr) -> Iterator[Fault]:
    """Numerator and denominator of a division exchanged."""
    if isinstance(node, exp.Div):
        yield _one(
            node,
            exp.Paren(this=_with(node, this=exp.paren(node.expression), expression=exp.paren(node.this))),
            f"swap the sides of {_short(node)}",
        )


def numerator_and_denominator(node: exp.Expr) -> Iterator[Fault]:
    """The columns `numerator` and `denominator` of a select exchanged."""
    if isinstance(node, exp.Select):
        named = {p.alias_or_name: p for p in node.expressions}
        if "numerator" in named and "denominator" in named:
            top, bottom = named["numerator"], named["denominator"]
            yield Fault(
                (
                    (top, exp.alias_(bottom.unalias().copy(), "numerator")),
                    (bottom, exp.alias_(top.unalias().copy(), "denominator")),
                ),
                "swap numerator and denominator",
            )


def dropped_condition(node: exp.Expr) -> Iterator[Fault]:
    """A conjunct of WHERE, ON, FILTER or WHEN taken as true; a disjunct taken as false. Join keys are conjuncts too."""
    if isinstance(node, exp.And | exp.Or | exp.Boolean):
        return
    whole = isinstance(node.parent, exp.Where) or (isinstance(node.parent, exp.Join) and node.arg_key == "on")
    if whole or isinstance(node.parent, exp.And):
        yield _one(node, exp.true())
    elif isinstance(node.parent, exp.Or):
        yield _one(node, exp.false())


def negation(node: exp.Expr) -> Iterator[Fault]:
    """`not` dropped (also in `is not null`), or put before a bare `is null`."""
    if isinstance(node, exp.Not):
        yield _one(node, node.this.copy())
    elif isinstance(node, exp.Is) and not isinstance(node.parent, exp.Not):
        yield _one(node, exp.Paren(this=exp.Not(this=node.copy())))


def literal(node: exp.Expr) -> Iterator[Fault]:
    """A number one more and one less, a fraction q turned into 1 − q, true and false exchanged."""
    if isinstance(node, exp.Boolean):
        yield _one(node, exp.false() if node.this else exp.true())
    if not isinstance(node, exp.Literal) or node.is_string or node.find_ancestor(exp.DataType):
        return
    number = float(node.this)
    if 0 < number < 1:
        yield _one(node, exp.Literal.number(1 - number))
        return
    for step in (1, -1):
        changed = number + step
        replacement: exp.Expr = exp.Literal.number(int(changed) if changed.is_integer() else changed)
        yield _one(node, replacement, f"{node.this} → {changed:g} in {_short(node.parent or node)}")


def listed_value(node: exp.Expr) -> Iterator[Fault]:
    """A value left out of an IN list."""
    if isinstance(node, exp.In) and len(node.expressions) > 1:
        for number, value in enumerate(node.expressions):
            rest = [v.copy() for i, v in enumerate(node.expressions) if i != number]
            yield _one(node, _with(node, expressions=rest), f"drop {_short(value)} from {_short(node)}")


def aggregate(node: exp.Expr) -> Iterator[Fault]:
    """sum and avg → max, max and min exchanged, count → count distinct, continuous percentile → discrete."""
    other = AGGREGATES.get(type(node))
    if other:
        yield _one(node, other(**node.copy().args))
    if isinstance(node, exp.Count) and not isinstance(node.this, exp.Star | exp.Distinct):
        yield _one(node, _with(node, this=exp.Distinct(expressions=[node.this.copy()])))


def case_branch(node: exp.Expr) -> Iterator[Fault]:
    """A WHEN branch or the ELSE of a CASE removed."""
    if not isinstance(node, exp.Case):
        return
    branches, default = node.args["ifs"], node.args.get("default")
    for number, branch in enumerate(branches):
        rest = [b.copy() for i, b in enumerate(branches) if i != number]
        replacement = _with(node, ifs=rest) if rest else (default.copy() if default else exp.null())
        yield _one(node, replacement, f"drop {_short(branch).replace('CASE ', '').removesuffix(' END')}")
    if default is not None and not isinstance(default, exp.Null):
        yield _one(node, _with(node, default=None), f"drop ELSE {_short(default)}")


def null_handling(node: exp.Expr) -> Iterator[Fault]:
    """The default of coalesce, the guard of nullif, the bound of greatest, the sign of abs dropped."""
    if isinstance(node, exp.Coalesce | exp.Nullif | exp.Greatest | exp.Abs):
        yield _one(node, exp.paren(node.this))


def join_kind(node: exp.Expr) -> Iterator[Fault]:
    """Left join and inner join exchanged."""
    if isinstance(node, exp.Join):
        table = node.this.alias_or_name
        if node.side == "LEFT":
            yield _one(node, _with(node, side=None, kind="INNER"), f"left join {table} → inner join")
        elif node.args.get("on") is not None:
            yield _one(node, _with(node, side="LEFT", kind=None), f"inner join {table} → left join")


def union_arm(node: exp.Expr) -> Iterator[Fault]:
    """One arm of a union dropped."""
    if isinstance(node, exp.Union):
        first, second = node.this, node.expression
        ctes = node.args.get("with_")
        yield _one(node, _with(first, with_=ctes and ctes.copy()), f"drop the arm: {_short(second)}")
        if not isinstance(first, exp.Union):
            yield _one(node, _with(second, with_=ctes and ctes.copy()), f"drop the first arm: {_short(first)}")


def window(node: exp.Expr) -> Iterator[Fault]:
    """A key of a window's partition dropped, an order turned round, rank → row_number."""
    if isinstance(node, exp.Window):
        keys = node.args.get("partition_by") or []
        for number, key in enumerate(keys):
            rest = [k.copy() for i, k in enumerate(keys) if i != number]
            yield _one(
                node, _with(node, partition_by=rest), f"drop {_short(key)} from the partition of {_short(node.this)}"
            )
    elif isinstance(node, exp.Ordered):
        yield _one(node, _with(node, desc=not node.args.get("desc")))
    elif isinstance(node, exp.Func) and node.sql_name().lower() == "rank":
        yield _one(node, exp.func("row_number", dialect="duckdb"))


OPERATORS: tuple[Operator, ...] = (
    comparison,
    arithmetic_and_logic,
    division,
    numerator_and_denominator,
    dropped_condition,
    negation,
    literal,
    listed_value,
    aggregate,
    case_branch,
    null_handling,
    join_kind,
    union_arm,
    window,
)
