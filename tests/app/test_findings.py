"""What the summary calls a difference from the published figures."""

from __future__ import annotations

import duckdb
import pytest

from dagster_project.report.findings import findings
from dagster_project.report.store import Store


def test_only_rounding_of_the_second_decimal_is_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    from dagster_project.report import findings as module

    asked = [question for question in module._QUESTIONS if question[1] == "qc.reconciliation_marks"]
    monkeypatch.setattr(module, "_QUESTIONS", asked)
    with duckdb.connect() as connection:
        connection.execute("create schema qc")
        connection.execute(
            "create table qc.reconciliation_marks as select * from (values"
            " (0.005::double, 0), (-0.005::double, 0), (0.006::double, 0), (-0.04::double, 0), (0.0::double, 1)"
            ") as t (difference_pp, participant_difference)"
        )
        (found,) = findings(Store(connection))
    assert found.count == 3
