"""The landing folder sensor: a new file is asked for once, by source and year; an unknown one is an event."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from dagster_project.defs.ingest.sensors import landing_folder, ledger_changed
from dagster_project.defs.lake import Lake
from dagster_project.lib.pipeline import Identified, identify, list_files
from dagster_project.settings import SAMPLES_DIR, Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(landing=tmp_path / "landing", home=tmp_path / "home")
    settings.landing.mkdir()
    return settings


@pytest.fixture
def known_file() -> tuple[Path, Identified]:
    """A work export of the samples and what it is."""
    samples = Settings(landing=SAMPLES_DIR, home=SAMPLES_DIR)
    for path in list_files(samples):
        answer = identify(path, samples)
        if isinstance(answer, Identified) and answer.source == "vpr_work" and answer.year:
            return path, answer
    raise AssertionError("the samples hold no work export")


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


def tick(
    settings: Settings, cursor: str | None, instance: dg.DagsterInstance
) -> tuple[list[dg.RunRequest], str | None]:
    """Evaluate the sensor once; returns what it asks for and its new cursor."""
    lake = Lake(landing=str(settings.landing), home=str(settings.home))
    context = dg.build_sensor_context(instance, cursor=cursor, resources={"lake": lake})
    answers = list(landing_folder(context))
    return [answer for answer in answers if isinstance(answer, dg.RunRequest)], context.cursor


def test_a_new_file_starts_the_ingest_of_its_source_and_year_once(
    settings: Settings, known_file: tuple[Path, Identified], instance: dg.DagsterInstance
) -> None:
    path, answer = known_file
    folder = settings.landing / "deep" / path.parent.name
    folder.mkdir(parents=True)
    shutil.copy2(path, folder / path.name)
    requests, cursor = tick(settings, None, instance)
    assert [(request.job_name, request.partition_key) for request in requests] == [
        ("ingest_vpr_work_job", str(answer.year))
    ]
    requests, _ = tick(settings, cursor, instance)
    assert requests == []


def test_a_file_nobody_understands_is_an_event_once_and_again_when_it_changes(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    strange = settings.landing / "menu.csv"
    strange.write_text("блюдо;цена\nсуп;100\n", encoding="utf-8")
    requests, cursor = tick(settings, None, instance)
    assert [request.job_name for request in requests] == ["refused_files_job"]
    assert "menu.csv" in requests[0].tags["rsoko/first_refused"]
    requests, cursor = tick(settings, cursor, instance)
    assert requests == []
    strange.write_text("блюдо;цена\nсуп;100\nхлеб;5\n", encoding="utf-8")
    requests, _ = tick(settings, cursor, instance)
    assert [request.job_name for request in requests] == ["refused_files_job"]


def test_the_warehouse_is_asked_for_only_when_it_is_behind(
    settings: Settings, sample_warehouse: Settings, instance: dg.DagsterInstance
) -> None:
    current = Lake(landing=str(sample_warehouse.landing), home=str(sample_warehouse.home))
    assert isinstance(ledger_changed(dg.build_sensor_context(instance, resources={"lake": current})), dg.SkipReason)
    (settings.home / "ledger").mkdir(parents=True)
    behind = Lake(landing=str(settings.landing), home=str(settings.home))
    assert isinstance(ledger_changed(dg.build_sensor_context(instance, resources={"lake": behind})), dg.RunRequest)
    waiting = queued(instance, "warehouse_job")
    assert isinstance(ledger_changed(dg.build_sensor_context(instance, resources={"lake": behind})), dg.SkipReason)
    instance.report_run_canceled(waiting)
    assert isinstance(ledger_changed(dg.build_sensor_context(instance, resources={"lake": behind})), dg.RunRequest)


def queued(instance: dg.DagsterInstance, job: str, tags: dict[str, str] | None = None) -> dg.DagsterRun:
    """A run of a job of that name that was asked for and has not started."""
    definition = dg.GraphDefinition(job, node_defs=[]).to_job()
    return instance.create_run_for_job(definition, tags=tags)


def test_a_run_in_the_queue_takes_the_files_that_come_before_it_starts(
    settings: Settings, known_file: tuple[Path, Identified], instance: dg.DagsterInstance
) -> None:
    path, answer = known_file
    waiting = queued(instance, "ingest_vpr_work_job", {"dagster/partition": str(answer.year)})
    queued(instance, "ingest_vpr_work_job", {"dagster/partition": "2015"})
    shutil.copytree(path.parent, settings.landing / path.parent.name)
    (settings.landing / "menu.csv").write_text("блюдо;цена\nсуп;100\n", encoding="utf-8")
    requests, cursor = tick(settings, None, instance)
    assert [request.job_name for request in requests] == ["refused_files_job"]
    instance.report_run_canceled(waiting)
    shutil.copytree(path.parent, settings.landing / "deep" / path.parent.name)
    requests, _ = tick(settings, cursor, instance)
    assert [request.job_name for request in requests] == ["ingest_vpr_work_job"]
