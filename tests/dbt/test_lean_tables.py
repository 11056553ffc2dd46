"""The lean materialization of DuckDB: one statement, and a contract that still refuses what it does not promise."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from tests.dbt.small_project import run_models

MODELS = {
    "kept": "select cast(1 as smallint) as a, 'x' as b",
    "other_order": "select 'x' as b, cast(1 as smallint) as a",
    "wrong_type": "select 1 as a, 'x' as b",
    "one_less": "select cast(1 as smallint) as a",
    "one_more": "select cast(1 as smallint) as a, 'x' as b, 2 as c",
    "wrong_view": "{{ config(materialized='view') }} select 1 as a, 'x' as b",
    "null_kept": "select cast(1 as smallint) as a, 'x' as b",
    "null_refused": "select cast(null as smallint) as a, 'x' as b",
    "key_kept": "select cast(1 as smallint) as a, 'x' as b union all select cast(2 as smallint), 'x'",
    "key_twice": "select cast(1 as smallint) as a, 'x' as b union all select cast(1 as smallint), 'y'",
    "key_null": "select cast(null as smallint) as a, 'x' as b",
    "entities": "select e as entity_id, 'x' as b from (values ('02'), (null), ('010001'), ('reg02_m'), ('01')) t (e)",
}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Path]:
    """Statuses of the models of a project of this size, and the database they were built in."""
    project = tmp_path_factory.mktemp("lean")
    contracts = []
    for name in MODELS:
        rule = ", constraints: [{type: not_null}]" if name.startswith("null") else ""
        first = "entity_id, data_type: string" if name == "entities" else f"a, data_type: smallint{rule}"
        columns = f"[{{name: {first}}}, {{name: b, data_type: string}}]"
        key = ", constraints: [{type: primary_key, columns: [a]}]" if name.startswith("key") else ""
        contracts.append(f"{{name: {name}, config: {{contract: {{enforced: true}}}}{key}, columns: {columns}}}")
    database, _ = run_models(project, MODELS, contracts)
    results = json.loads((project / "target" / "run_results.json").read_text())["results"]
    return {result["unique_id"].split(".")[-1]: result["message"] or "" for result in results}, database


def test_every_model_ran(outcome: tuple[dict[str, str], Path]) -> None:
    assert set(outcome[0]) == set(MODELS)


@pytest.mark.parametrize("name", ["kept", "other_order", "null_kept", "key_kept"])
def test_a_kept_contract_makes_the_table(name: str, outcome: tuple[dict[str, str], Path]) -> None:
    with duckdb.connect(str(outcome[1]), read_only=True) as connection:
        assert connection.execute(f"select a, b from {name} order by a").fetchall()[0] == (1, "x")


@pytest.mark.parametrize("name", ["wrong_type", "one_less", "one_more", "wrong_view"])
def test_a_broken_contract_fails_in_the_words_of_dbt(name: str, outcome: tuple[dict[str, str], Path]) -> None:
    assert "This model has an enforced contract that failed" in outcome[0][name]


@pytest.mark.parametrize("name", ["null_refused", "key_twice", "key_null"])
def test_a_constraint_is_enforced(name: str, outcome: tuple[dict[str, str], Path]) -> None:
    assert "Constraint failed" in outcome[0][name]


def test_rows_of_entities_lie_in_the_order_of_their_codes(outcome: tuple[dict[str, str], Path]) -> None:
    with duckdb.connect(str(outcome[1]), read_only=True) as connection:
        codes = [code for (code,) in connection.execute("select entity_id from entities order by rowid").fetchall()]
    assert codes == ["01", "010001", "02", "reg02_m", None]
