"""Whose a row is and who may see it: one role per kind and code, its right on every row scope as data and as SQL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dagster_project.bi.spec import Audience, RowScope
from dagster_project.warehouse.errors import UsageError

PREFIX = "РСОКО"
"""Roles, rules and users whose names begin so belong to the project."""

SCOPE_COLUMNS: dict[RowScope, tuple[str, ...]] = {
    "entity": ("entity_level", "entity_id", "region_code", "municipality_code"),
    "school": ("region_code", "municipality_code", "school_id"),
    "municipality": ("region_code", "municipality_code"),
    "region": ("region_code",),
    "open": (),
}

_KIND_NAMES: dict[Audience, str] = {
    "region": "регион",
    "municipality": "муниципалитет",
    "school": "школа",
    "public": "открытые данные",
}
_PATTERNS: dict[Audience, str] = {
    "region": r"\d{2}",
    "municipality": r"reg\d{2}_m\d{3}",
    "school": r"\d{6}(-[a-z]{3})?",
    "public": r"\d{2}",
}
_NOTHING = "1 = 0"

Condition = Mapping[str, tuple[str, ...]]
"""Every column has one of its values."""


@dataclass(frozen=True)
class Role:
    """What one Superset role of ours may see.

    Args:
        code: `99` (region, public), `reg99_m001` (municipality), `990001` or `990001-ksh` (school).
        municipality: of a school: whose aggregates are its benchmark.

    Raises:
        UsageError: a code is not one, so it may not enter a rule.
    """

    kind: Audience
    code: str
    municipality: str | None = None

    def __post_init__(self) -> None:
        _check_code(self.kind, self.code)
        if (self.kind == "school") != (self.municipality is not None):
            raise UsageError(f"{self.code}: муниципалитет (municipality) указывают у школы, и только у неё.")
        if self.municipality is not None:
            _check_code("municipality", self.municipality)
            if self.municipality[3:5] != self.code[:2]:
                raise UsageError(f"Школа {self.code} и муниципалитет {self.municipality} из разных регионов.")

    @property
    def name(self) -> str:
        return f"{PREFIX} {_KIND_NAMES[self.kind]} {self.code}"

    @property
    def region(self) -> str:
        return self.code[3:5] if self.kind == "municipality" else self.code[:2]

    def right(self, scope: RowScope) -> tuple[Condition, ...] | None:
        """Rows of a scope this role may see: any of the conditions holds; None where all rows are open."""
        if scope == "open":
            return None
        region = {"region_code": (self.region,)}
        if scope == "region" or self.kind == "region":
            return (region,)
        own = self.municipality or self.code
        if scope == "municipality":
            return (region,) if self.kind == "public" else ({**region, "municipality_code": (own,)},)
        if scope == "school":
            return {
                "municipality": ({**region, "municipality_code": (own,)},),
                "school": ({**region, "school_id": (self.code,)},),
                "public": (),
            }[self.kind]
        of_region = {**region, "entity_level": ("region",)}
        if self.kind == "municipality":
            return ({**region, "municipality_code": (own,)}, of_region)
        if self.kind == "public":
            return ({**region, "entity_level": ("region", "municipality")},)
        return (
            {**region, "entity_level": ("school",), "entity_id": (self.code,)},
            {**region, "entity_level": ("municipality",), "municipality_code": (own,)},
            of_region,
        )

    def clause(self, scope: RowScope) -> str | None:
        """The right in SQL for a row-level rule; None where all rows are open."""
        conditions = self.right(scope)
        if conditions is None:
            return None
        return " or ".join(f"({_sql(condition)})" for condition in conditions) or _NOTHING

    def allows(self, scope: RowScope, row: Mapping[str, Any]) -> bool:
        """Whether a row with the columns of the scope is within the right."""
        conditions = self.right(scope)
        if conditions is None:
            return True
        return any(all(row[name] in values for name, values in each.items()) for each in conditions)


def _check_code(kind: Audience, code: str) -> None:
    if not re.fullmatch(_PATTERNS[kind], code, re.ASCII):
        raise UsageError(f"«{code}» — не код ({_KIND_NAMES[kind]}): ожидается {_PATTERNS[kind]}.")


def _sql(condition: Condition) -> str:
    parts = []
    for name, values in condition.items():
        listed = ", ".join(f"'{value}'" for value in values)
        parts.append(f"{name} = {listed}" if len(values) == 1 else f"{name} in ({listed})")
    return " and ".join(parts)
