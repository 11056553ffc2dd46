"""Dagster over the samples gives the tables of `rsoko run`, and shows what the gate found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import duckdb
import pytest
from dagster_dbt import DbtCliResource

from dagster_project.defs.ingest.assets import INGEST_ASSETS, REFUSED_CHECK, refused_files
from dagster_project.defs.ingest.gate import GATE_CHECK
from dagster_project.defs.ingest.partitions import partition_of
from dagster_project.defs.lake import Lake
from dagster_project.defs.publish.assets import PUBLISH_ASSETS
from dagster_project.defs.warehouse.dbt import DBT_EXECUTABLE, DBT_PROJECT, dbt_warehouse
from dagster_project.lib.pipeline import Identified, identify, list_files
from dagster_project.settings import SAMPLES_DIR, Settings
from tests.app.tables import assert_same_tables, warehouse_rows

Results = dict[str, dg.ExecuteInProcessResult]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(landing=SAMPLES_DIR, home=tmp_path_factory.mktemp("dagster_home"))


@pytest.fixture(scope="module")
def results(settings: Settings) -> Iterator[Results]:
    """Every asset materialised once, as the sensors would ask for it: each source and year, then the warehouse."""
    resources = {
        "lake": Lake(landing=str(settings.landing), home=str(settings.home)),
        "dbt": DbtCliResource(project_dir=DBT_PROJECT, dbt_executable=DBT_EXECUTABLE),
    }
    answers = [identify(path, settings) for path in list_files(settings)]
    wanted = sorted({(a.source, partition_of(a.year)) for a in answers if isinstance(a, Identified)})
    with dg.DagsterInstance.ephemeral() as instance:
        done = {
            f"{source} {year}": dg.materialize(
                [INGEST_ASSETS[source]],
                partition_key=year,
                resources=resources,
                instance=instance,
                raise_on_error=False,
            )
            for source, year in wanted
        }
        done["refused"] = dg.materialize([refused_files], resources=resources, instance=instance, raise_on_error=False)
        done["warehouse"] = dg.materialize(
            [dbt_warehouse, *PUBLISH_ASSETS], resources=resources, instance=instance, raise_on_error=False
        )
        yield done


def check(result: dg.ExecuteInProcessResult, name: str, asset: str | None = None) -> dg.AssetCheckEvaluation:
    found = [
        evaluation
        for evaluation in result.get_asset_check_evaluations()
        if evaluation.check_name == name and asset in (None, evaluation.asset_key.to_user_string())
    ]
    assert len(found) == 1
    return found[0]


def test_a_year_with_held_back_rows_warns_and_a_clean_one_passes(results: Results, settings: Settings) -> None:
    by_year: dict[str, int] = {}
    with duckdb.connect(str(settings.warehouse_path), read_only=True) as connection:
        for year, held_back in connection.execute(
            "select year, sum(rows_quarantined) from qc.imports"
            " where source = 'vpr_work' and status in ('accepted', 'partial') group by year"
        ).fetchall():
            by_year[partition_of(year)] = int(held_back)
    assert 0 in by_year.values() and any(by_year.values()), "the samples must have a clean year and a dirty one"
    for year, held_back in by_year.items():
        evaluation = check(results[f"vpr_work {year}"], GATE_CHECK, "raw/vpr_work")
        assert evaluation.passed == (held_back == 0), year
        assert evaluation.metadata["в карантине строк"].value == held_back
        assert evaluation.severity == dg.AssetCheckSeverity.WARN
        assert evaluation.blocking


def test_every_run_succeeds_and_the_tables_are_those_of_rsoko_run(
    results: Results, settings: Settings, sample_warehouse: Settings
) -> None:
    failed = [name for name, result in results.items() if not result.success]
    assert not failed
    assert_same_tables(warehouse_rows(settings), warehouse_rows(sample_warehouse))


def test_bi_copies_are_equal(results: Results, settings: Settings, sample_warehouse: Settings) -> None:
    assert results["warehouse"].success
    copies = []
    for path in (settings.bi_path, sample_warehouse.bi_path):
        with duckdb.connect(str(path), read_only=True) as connection:
            tables = [name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()]
            copies.append(
                {name: connection.execute(f"select count(*) from publish.{name}").fetchone() for name in tables}
            )
    assert copies[0] == copies[1]
    assert copies[0]


def test_refused_files_are_an_event_with_their_reasons(results: Results, settings: Settings) -> None:
    with duckdb.connect(str(settings.warehouse_path), read_only=True) as connection:
        refused = connection.execute("select count(*) from qc.imports where status = 'refused'").fetchone()
    assert refused and refused[0] > 0
    evaluation = check(results["refused"], REFUSED_CHECK)
    assert not evaluation.passed
    assert evaluation.severity == dg.AssetCheckSeverity.ERROR
    assert evaluation.metadata["не принято файлов"].value == refused[0]


def test_dbt_tests_are_asset_checks_and_tables_show_their_rows(results: Results, settings: Settings) -> None:
    evaluations = results["warehouse"].get_asset_check_evaluations()
    assert evaluations
    assert all(evaluation.passed for evaluation in evaluations)
    with duckdb.connect(str(settings.warehouse_path), read_only=True) as connection:
        works = connection.execute("select count(*) from marts.fct_vpr_result").fetchone()
    materialised = {
        event.asset_key.to_user_string(): event.materialization.metadata
        for event in results["warehouse"].get_asset_materialization_events()
        if event.asset_key
    }
    assert works
    assert materialised["marts/fct_vpr_result"]["dagster/row_count"].value == works[0]
    assert materialised["bi_copy"]["файл"].value == str(settings.bi_path)


def test_nothing_is_left_of_the_build(results: Results, settings: Settings) -> None:
    assert results["warehouse"].success
    leftovers = [path.name for path in Path(settings.home).glob("*.build.duckdb*")]
    assert leftovers == []
    assert json.loads((settings.state_dir / "warehouse.json").read_text())["fingerprint"]
