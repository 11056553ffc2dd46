"""What the asset of the warehouse does with an increment that failed, that cannot be, and that nobody wants."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest
from dagster_dbt import DbtCliResource

from dagster_project.defs.lake import Lake
from dagster_project.defs.warehouse import dbt, increment
from dagster_project.settings import SAMPLES_DIR
from dagster_project.warehouse.dbt_runner import DbtFailure, DbtOutcome
from dagster_project.warehouse.slices.changes import FullBuildNeeded


def materialised(home: Path, whole: bool) -> dg.ExecuteInProcessResult:
    resources = {
        "lake": Lake(landing=str(SAMPLES_DIR), home=str(home)),
        "dbt": DbtCliResource(project_dir=dbt.DBT_PROJECT, dbt_executable=dbt.DBT_EXECUTABLE),
    }
    config = {"ops": {"dbt_warehouse": {"config": {"whole": whole}}}}
    with dg.DagsterInstance.ephemeral() as instance:
        return dg.materialize(
            [dbt.dbt_warehouse], resources=resources, instance=instance, run_config=config, raise_on_error=False
        )


def test_a_failed_test_is_a_failed_check_and_nothing_is_materialised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = min(dbt.dbt_warehouse.check_keys, key=lambda check: check.name)
    outcome = DbtOutcome(False, 1, (DbtFailure(key.name, "Ключ повторяется.", "Got 1 result"),), ())
    monkeypatch.setattr(increment, "build_increment", lambda *_: outcome)
    done = materialised(tmp_path, whole=False)
    assert not done.success
    assert [(found.asset_key, found.passed) for found in done.get_asset_check_evaluations()] == [(key.asset_key, False)]
    assert not done.get_asset_materialization_events()


@pytest.mark.parametrize(("whole", "asked"), [(False, 1), (True, 0)])
def test_everything_is_built_where_no_increment_is(
    whole: bool, asked: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def refused(*_: object) -> DbtOutcome:
        calls.append("increment")
        raise FullBuildNeeded("хранилища ещё нет")

    def failed(*_: object) -> tuple[bool, list[object], list[object]]:
        calls.append("everything")
        return False, [], []

    monkeypatch.setattr(increment, "build_increment", refused)
    monkeypatch.setattr(dbt, "_build", failed)
    assert not materialised(tmp_path, whole).success
    assert calls == ["increment"] * asked + ["everything"]
