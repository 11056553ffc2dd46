"""Run a mutant against the unit tests of its model, straight in DuckDB."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import duckdb

from mutation.cases import ModelUnderTest, UnitCase
from mutation.mutants import Mutant, mutants_of

# The text does not run at all: not a fault somebody could commit.
INVALID = (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException)
Rows = Counter[tuple[str, ...]]


@dataclass(frozen=True)
class Verdict:
    """Whether a unit test of the model turned red."""

    mutant: Mutant
    killed: bool


def judge(model: ModelUnderTest) -> list[Verdict]:
    """Verdicts on all mutants of one model; a function of its own so that a process pool can call it."""
    return Judge(model).verdicts()


@dataclass(frozen=True)
class _Expectation:
    schema: str
    columns: str
    rows: Rows


class Judge:
    """One in-memory database with the fixtures of all unit tests of a model as tables."""

    def __init__(self, model: ModelUnderTest) -> None:
        self._model = model
        self._connection = duckdb.connect(config={"threads": 1})
        self._expectations = [self._prepare(number, case) for number, case in enumerate(model.cases)]

    def verdicts(self) -> list[Verdict]:
        """A verdict on every mutant that runs.

        Raises:
            SystemExit: the model itself, printed by sqlglot, does not pass: the comparison would mean nothing.
        """
        if self._is_killed(self._model.sql):
            raise SystemExit(f"{self._model.name}: the unmutated model fails its own unit tests here")
        judged = []
        for mutant in mutants_of(self._model):
            try:
                judged.append(Verdict(mutant, self._is_killed(mutant.sql)))
            except INVALID:
                continue
        self._connection.close()
        return judged

    def _prepare(self, number: int, case: UnitCase) -> _Expectation:
        cursor = self._connection.execute(case.comparison)
        names = [column[0] for column in cursor.description or []]
        expected = [row[:-1] for row in cursor.fetchall() if row[-1] == "expected"]
        schema = f"case_{number}"
        self._connection.execute(f"create schema {schema}")
        for name, select in case.fixtures.items():
            self._connection.execute(f"create table {schema}.{name} as {select}")
        return _Expectation(schema, ", ".join(f'"{n}"' for n in names[:-1]), _multiset(expected))

    def _is_killed(self, sql: str) -> bool:
        for expectation in self._expectations:
            self._connection.execute(f"set schema = '{expectation.schema}'")
            try:
                rows = self._connection.execute(f"select {expectation.columns} from ({sql}) as model").fetchall()
            except INVALID:
                raise
            except duckdb.Error:
                return True
            if _multiset(rows) != expectation.rows:
                return True
        return False


def _multiset(rows: list[tuple[object, ...]]) -> Rows:
    """Rows as dbt compares them: in any order, by what the value is, NULL equal to NULL."""
    return Counter(tuple(_plain(value) for value in row) for row in rows)


def _plain(value: object) -> str:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return repr(value)
    return repr(float(value)) if isinstance(value, int | float) else str(value)
