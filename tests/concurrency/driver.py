"""What the processes of the test do: `run`, `backfill` (Dagster: five years in one run), `read` (BI) till told to stop.

With a selection in RSOKO_TEST_SELECT a build makes only these models: the same locks, files and renames in less time.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import duckdb

from dagster_project.run import run
from dagster_project.settings import Settings
from dagster_project.warehouse import build
from dagster_project.warehouse.build import FullBuildNeeded
from dagster_project.warehouse.dbt_runner import DbtOutcome, OnNode, run_dbt
from tests.concurrency.deliveries import BACKFILL_YEARS

SELECTED = os.environ.get("RSOKO_TEST_SELECT", "").split()
QUESTION = """
    select region.region_code, region.files, coalesce(works.works, 0) from (
        select region_code, count(*) as files from publish.pub_import where region_code is not null group by 1
    ) as region left join (
        select entity_id, sum(work_count) as works from publish.pub_score_distribution
        where entity_level = 'region' and subject_code <> 'all' and grade <> 0 group by 1
    ) as works on region.region_code = works.entity_id order by 1
"""


class Silent:
    def waiting(self) -> None:
        print("waiting", flush=True)

    def on_file(self, done: int, total: int, label: str) -> None: ...

    def on_node(self, done: int, total: int, label: str) -> None: ...


def build_selected(settings: Settings, on_node: OnNode | None) -> DbtOutcome:
    command = (*build.BUILD_COMMAND, "--indirect-selection", "cautious", "--select", *SELECTED)
    return run_dbt(settings, command, settings.warehouse_build_path, on_node)


def always_whole(*_: object) -> DbtOutcome:
    raise FullBuildNeeded("a part of the models has no increments")


def run_once() -> int:
    if SELECTED:
        build._build_in_two_passes = build_selected
        build.build_increment = always_whole
    report = run(Settings.from_env(), Silent())
    if report.outcome is not None:
        print(*report.outcome.failures, sep="\n")
    return 0 if report.success else 1


def backfill() -> int:
    import dagster as dg

    from dagster_project.defs.ingest.assets import INGEST_ASSETS
    from dagster_project.defs.lake import Lake

    years = [str(year) for year in BACKFILL_YEARS]
    tags = {"dagster/asset_partition_range_start": years[0], "dagster/asset_partition_range_end": years[-1]}
    with dg.DagsterInstance.ephemeral() as instance:
        done = dg.materialize(
            [INGEST_ASSETS["vpr_work"]], resources={"lake": Lake()}, tags=tags, instance=instance, raise_on_error=False
        )
        told = {
            event.partition: event.materialization.metadata["dagster/row_count"].value
            for event in done.get_asset_materialization_events()
            if event.asset_key == dg.AssetKey(["raw", "vpr_work"])
        }
    print(json.dumps(told))
    return 0 if done.success else 1


def read(stop: Path) -> int:
    """Ask the copy for BI again and again; print every answer that differs from the one before."""
    bi = Settings.from_env().bi_path
    answer: object = None
    questions = 0
    while not stop.exists():
        if not bi.exists():
            time.sleep(0.05)
            continue
        with duckdb.connect(bi, read_only=True) as connection:
            found = connection.execute(QUESTION).fetchall()
        questions += 1
        time.sleep(0.05)
        if found != answer:
            answer = found
            print(json.dumps([[code, files, int(works)] for code, files, works in found]), flush=True)
    print(json.dumps(questions))
    return 0


if __name__ == "__main__":
    commands = {"run": run_once, "backfill": backfill, "read": lambda: read(Path(sys.argv[2]))}
    raise SystemExit(commands[sys.argv[1]]())
