"""The import gate: a Great Expectations suite applied to dictionary-coded columns.

Rules about one value are asked once per distinct value, so a batch of 26,000 works costs milliseconds; GX itself
(pandas engine, 1.7 s for the same batch) keeps the definitions, the results and Data Docs. `tests/ingest` runs the same
suites with GX and compares the failing rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from dagster_project.lib.columns import Column, Mask, combine
from dagster_project.settings import GX_DIR

Rows = npt.NDArray[np.int64]
CRITICAL: Literal["critical"] = "critical"


@dataclass(frozen=True)
class Expectation:
    """One rule of a suite file."""

    type: str
    kwargs: dict[str, Any]
    severity: Literal["critical", "warning"]
    rule: str
    message_ru: str

    @property
    def columns(self) -> list[str]:
        return self.kwargs["column_list"] if "column_list" in self.kwargs else [self.kwargs["column"]]

    @property
    def shown(self) -> str:
        """The column a remark shows: the last one that people know."""
        return [name for name in self.columns if not name.startswith("_")][-1]

    @property
    def blank_is_no_key(self) -> bool:
        """Whether rows with a blank in the key are outside of a uniqueness rule; else a blank equals a blank."""
        return self.kwargs.get("ignore_row_if") == "any_value_is_missing"

    def raw(self) -> dict[str, Any]:
        """The rule as GX writes it."""
        meta = {"rule": self.rule, "message_ru": self.message_ru}
        return {"type": self.type, "kwargs": self.kwargs, "severity": self.severity, "meta": meta}


@dataclass(frozen=True)
class Outcome:
    """What one rule found: failing rows in order, and how many values it looked at."""

    expectation: Expectation
    rows: Rows
    element_count: int
    missing_count: int
    values: list[str | None] = field(default_factory=list)


@lru_cache(maxsize=32)
def load_suite(dataset: str) -> tuple[Expectation, ...]:
    """Rules of `great_expectations/expectations/<dataset>.json`; raises on a type the gate cannot apply."""
    suite = json.loads((GX_DIR / "expectations" / f"{dataset}.json").read_text("utf-8"))
    rules = tuple(
        Expectation(raw["type"], raw["kwargs"], raw["severity"], raw["meta"]["rule"], raw["meta"]["message_ru"])
        for raw in suite["expectations"]
    )
    for rule in rules:
        if rule.type not in _TESTS and rule.type not in (_NOT_NULL, _UNIQUE):
            raise ValueError(f"{dataset}.json: the gate does not know {rule.type!r}")
    return rules


def apply_suite(suite: tuple[Expectation, ...], columns: dict[str, Column], candidates: Mask) -> list[Outcome]:
    """Every rule over the candidate rows. A column the layout does not have is skipped.

    Args:
        candidates: rows that are data (exclusions already taken out).
    """
    outcomes = []
    total = int(candidates.sum())
    for rule in suite:
        present = [columns[name] for name in rule.columns if name in columns]
        if len(present) < len(rule.columns):
            continue
        nulls = np.logical_or.reduce([column.is_null() for column in present])
        if rule.type == _NOT_NULL:
            failed = nulls
        elif rule.type == _UNIQUE:
            failed = _later_duplicates(present, candidates & ~nulls if rule.blank_is_no_key else candidates)
        else:
            test = _TESTS[rule.type](rule.kwargs)
            failed = present[0].where(lambda value, test=test: not test(value))  # type: ignore[misc]
        rows = np.flatnonzero(failed & candidates)
        column = columns[rule.shown]
        values = [column.at(row) for row in rows.tolist()]
        outcomes.append(Outcome(rule, rows, total, int((nulls & candidates).sum()), values))
    return outcomes


def _later_duplicates(columns: list[Column], candidates: Mask) -> Mask:
    failed = np.zeros(len(candidates), np.bool_)
    rows = np.flatnonzero(candidates)
    if len(rows):
        codes = combine([column.take(rows) for column in columns])
        _, first = np.unique(codes, return_index=True)
        later = np.ones(len(rows), np.bool_)
        later[first] = False
        failed[rows[later]] = True
    return failed


def _match(kwargs: dict[str, Any]) -> Callable[[str], bool]:
    pattern = re.compile(kwargs["regex"])
    return lambda value: pattern.search(value) is not None


def _not_match(kwargs: dict[str, Any]) -> Callable[[str], bool]:
    pattern = re.compile(kwargs["regex"])
    return lambda value: pattern.search(value) is None


def _in_set(kwargs: dict[str, Any]) -> Callable[[str], bool]:
    allowed = set(map(str, kwargs["value_set"]))
    return lambda value: value in allowed


def _between(kwargs: dict[str, Any]) -> Callable[[str], bool]:
    low, high = kwargs["min_value"], kwargs["max_value"]
    return lambda value: low <= float(value) <= high


_NOT_NULL = "expect_column_values_to_not_be_null"
_UNIQUE = "expect_compound_columns_to_be_unique"
_TESTS: dict[str, Callable[[dict[str, Any]], Callable[[str], bool]]] = {
    "expect_column_values_to_match_regex": _match,
    "expect_column_values_to_not_match_regex": _not_match,
    "expect_column_values_to_be_in_set": _in_set,
    "expect_column_values_to_be_between": _between,
}


def failing_rows(outcomes: list[Outcome], severity: str, size: int) -> Mask:
    """Rows that at least one rule of that severity refused."""
    mask = np.zeros(size, np.bool_)
    for outcome in outcomes:
        if outcome.expectation.severity == severity:
            mask[outcome.rows] = True
    return mask
