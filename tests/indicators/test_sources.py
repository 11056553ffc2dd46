"""Every dataset an indicator can be made from is staged somewhere and has a Russian name people will read."""

from __future__ import annotations

import csv
import re

import duckdb
import pytest

from dagster_project.lib.contract import load_catalogue
from dagster_project.lib.indicator_meta import read_indicators
from dagster_project.lib.lake_schema import DATASETS
from dagster_project.lib.register_schema import REGISTERS
from dagster_project.settings import SEEDS_DIR, Settings


def dataset_names() -> dict[str, str]:
    with (SEEDS_DIR / "reference" / "code_label.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["label_ru"] for row in csv.DictReader(file) if row["domain"] == "dataset"}


def test_every_dataset_has_a_russian_name() -> None:
    names = dataset_names()
    assert set(names) == set(DATASETS)
    assert all(re.search("[А-Яа-яЁё]", name) for name in names.values())


def test_registers_are_named_as_their_templates() -> None:
    names = dataset_names()
    titles = {sheet.dataset: contract.title_ru for contract in load_catalogue().contracts for sheet in contract.sheets}
    assert {name: names[name] for name in REGISTERS} == {name: titles[name] for name in REGISTERS}


@pytest.fixture(scope="module")
def sources(sample_warehouse: Settings) -> list[tuple[str, int, str | None, str]]:
    with duckdb.connect(str(sample_warehouse.warehouse_path), read_only=True) as connection:
        return connection.execute(
            "select indicator_id, year, missing_datasets, reason_ru from qc.indicator_source where region_code = '99'"
        ).fetchall()


def test_every_indicator_says_which_files_it_needs(sources: list[tuple[str, int, str | None, str]]) -> None:
    assert {row[0] for row in sources} == {indicator.name for indicator in read_indicators()}


@pytest.mark.parametrize(
    ("indicator", "year", "missing"),
    [
        ("vpr_quality_share", 2022, None),
        ("vpr_quality_share", 2023, "vpr_work"),
        ("regional_index_target_status", 2021, None),
        ("regional_index_target_status", 2022, "index_target"),
        ("biased_list_flag_prev_year", 2021, "biased_list"),
        ("biased_list_flag_prev_year", 2022, None),
        ("biased_list_flag_prev_year", 2023, None),
    ],
)
def test_what_never_came_is_named(
    sources: list[tuple[str, int, str | None, str]], indicator: str, year: int, missing: str | None
) -> None:
    assert [row[2] for row in sources if row[:2] == (indicator, year)] == [missing]


def test_no_data_comes_with_a_reason(sample_warehouse: Settings) -> None:
    with duckdb.connect(str(sample_warehouse.warehouse_path), read_only=True) as connection:
        found = connection.execute(
            """
            select status = 'no_data' as is_absent, no_data_reason is not null as has_reason, count(*) > 0
            from publish.pub_indicator_value group by all order by all
            """
        ).fetchall()
    assert found == [(False, False, True), (True, True, True)]
