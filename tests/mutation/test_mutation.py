"""The mutation tool on a model small enough to know every mutant of it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dagster_project.settings import REPO_ROOT
from mutation.cases import ModelUnderTest, UnitCase, _names
from mutation.equivalent import Entry, read_entries, review
from mutation.judge import Verdict, judge
from mutation.mutants import mutants_of

SHARE = "SELECT school_id, 100 * passed / marked AS value FROM __dbt__cte__cell WHERE grade >= 5"


def small_model(sql: str, *rows: str, expected: str) -> ModelUnderTest:
    """A model over rows of (school_id, grade, passed, marked) and what it should give for them."""
    values = ", ".join(rows)
    fixture = f"select * from (values {values}) as t(school_id, grade, passed, marked)"
    actual = sql.replace("__dbt__cte__cell", f"({fixture}) as cell")
    comparison = f"select *, 'actual' from ({actual}) union all select *, 'expected' from (values {expected})"
    return ModelUnderTest("share", sql, (UnitCase("case", {"__dbt__cte__cell": fixture}, comparison),))


def killed(model: ModelUnderTest) -> dict[str, bool]:
    return {verdict.mutant.change: verdict.killed for verdict in judge(model)}


def test_every_mutant_of_a_small_model() -> None:
    model = small_model(SHARE, "(1, 5, 1, 4)", expected="(1, 25.0)")
    assert [mutant.change for mutant in mutants_of(model)] == [
        "value: swap the sides of 100 * passed / marked",
        "value: 100 → 101 in 100 * passed",
        "value: 100 → 99 in 100 * passed",
        "where: grade >= 5 → (grade > 5)",
        "where: grade >= 5 → TRUE",
        "where: 5 → 6 in grade >= 5",
        "where: 5 → 4 in grade >= 5",
    ]


def test_rows_on_both_sides_of_a_boundary_kill_what_one_row_leaves() -> None:
    one_row = killed(small_model(SHARE, "(1, 5, 1, 4)", expected="(1, 25.0)"))
    assert [change for change, dead in one_row.items() if not dead] == [
        "where: grade >= 5 → TRUE",
        "where: 5 → 4 in grade >= 5",
    ]
    assert all(killed(small_model(SHARE, "(1, 5, 1, 4)", "(2, 4, 1, 4)", expected="(1, 25.0)")).values())


def test_rows_count_as_often_as_they_come_and_null_is_a_value() -> None:
    sql = "SELECT school_id, passed FROM __dbt__cte__cell UNION ALL SELECT school_id, passed FROM __dbt__cte__cell"
    model = small_model(sql, "(1, 5, null, 4)", expected="(1, null), (1, null)")
    assert set(killed(model).values()) == {True}


def test_a_join_can_lose_its_key_or_its_side() -> None:
    sql = "SELECT a.school_id FROM __dbt__cte__cell AS a LEFT JOIN __dbt__cte__cell AS b ON a.grade = b.grade + 1"
    changes = {mutant.change for mutant in mutants_of(small_model(sql, "(1, 5, 1, 4)", expected="(1)"))}
    assert {"join: left join b → inner join", "join: a.grade = b.grade + 1 → TRUE"} <= changes


def test_a_model_that_fails_its_own_test_is_refused() -> None:
    with pytest.raises(SystemExit, match="unmutated model fails"):
        judge(small_model(SHARE, "(1, 5, 1, 4)", expected="(1, 26.0)"))


def test_the_list_of_equivalents_is_held_to_account() -> None:
    verdicts: list[Verdict] = judge(small_model(SHARE, "(1, 5, 1, 4)", expected="(1, 25.0)"))
    answer = review(
        verdicts,
        [
            Entry("nobody is below", ("sha*",), ("where: grade >= 5 → TRUE",)),
            Entry("wrong", ("share",), ("where: 5 → * in grade >= 5", "gone")),
        ],
    )
    assert sorted(answer.reasons.values()) == ["nobody is below", "wrong"]
    assert answer.faults == (
        "killed in share, so not equivalent: where: 5 → 6 in grade >= 5",
        "matches nothing: gone (wrong)",
    )


def node(name: str, folder: str, *parents: str) -> dict[str, object]:
    layer, _, rest = folder.partition("/")
    fqn = ["rsoko", layer, *([rest] if rest else []), name]
    above = [f"model.{parent}" for parent in parents]
    return {
        "name": name,
        "unique_id": f"model.{name}",
        "resource_type": "model",
        "fqn": fqn,
        "depends_on": {"nodes": above},
    }


def test_every_indicator_and_the_tested_marts_above_are_judged() -> None:
    """A mart without unit tests, a school and what stands below the indicators are not judged."""
    nodes = [
        node("fct_indicator_values", "indicators", "ind_a"),
        node("ind_a", "indicators/vpr", "agg_b", "dim_c", "fct_d", "stg_e"),
        node("agg_b", "marts/vpr"),
        node("dim_c", "marts/school"),
        node("fct_d", "marts/vpr"),
        node("stg_e", "staging"),
        node("fct_f", "marts/vpr", "fct_indicator_values"),
    ]
    tests = {name: {"model": name} for name in ("ind_a", "agg_b", "dim_c", "stg_e", "fct_f")}
    manifest = {"nodes": {str(n["unique_id"]): n for n in nodes}, "unit_tests": tests}
    assert _names(manifest, ["*"]) == ["agg_b", "fct_indicator_values", "ind_a"]
    assert _names(manifest, ["ind_*"]) == ["ind_a"]


def test_the_list_of_equivalents_can_be_read() -> None:
    assert all(entry.models and entry.changes for entry in read_entries())


def test_help_starts_nothing() -> None:
    done = subprocess.run([sys.executable, "-m", "mutation", "--help"], cwd=REPO_ROOT, capture_output=True, text=True)
    assert done.returncode == 0
    assert "PATTERN" in done.stdout
    assert "Mutating" not in done.stdout
