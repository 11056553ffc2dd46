"""The day terms are judged on: where it comes from, and that a new day is a new build."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dagster_project.settings import Settings
from dagster_project.warehouse.dbt_runner import dbt_environment
from dagster_project.warehouse.errors import UsageError
from dagster_project.warehouse.fingerprint import build_fingerprint, differ_in_day_only


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(landing=tmp_path / "landing", home=tmp_path / "home", as_of=date(2022, 7, 4))


def test_the_variable_gives_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RSOKO_AS_OF", "2022-07-05")
    assert Settings.from_env().as_of == date(2022, 7, 5)


def test_without_the_variable_it_is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RSOKO_AS_OF")
    assert Settings.from_env().as_of == date.today()


def test_a_day_that_is_no_date_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RSOKO_AS_OF", "04.07.2022")
    with pytest.raises(UsageError, match=r"«04\.07\.2022»"):
        Settings.from_env()


def test_dbt_is_told_the_day(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RSOKO_AS_OF", "2000-01-01")
    with dbt_environment(settings, settings.warehouse_path):
        assert os.environ["RSOKO_AS_OF"] == "2022-07-04"


def test_a_new_day_is_another_build_of_the_same_data(settings: Settings) -> None:
    today = build_fingerprint(settings)
    assert build_fingerprint(settings) == today
    tomorrow = build_fingerprint(replace(settings, as_of=date(2022, 7, 5)))
    assert differ_in_day_only(today, tomorrow)
    assert not differ_in_day_only(today, today)


def test_new_data_are_more_than_a_new_day(settings: Settings) -> None:
    before = build_fingerprint(settings)
    settings.ledger_dir.mkdir(parents=True)
    (settings.ledger_dir / "b1.parquet").touch()
    assert not differ_in_day_only(before, build_fingerprint(replace(settings, as_of=date(2022, 7, 5))))
