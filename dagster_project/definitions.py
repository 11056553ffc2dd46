"""Wiring of the Dagster code location. No network, secrets or database at import."""

from __future__ import annotations

import dagster as dg
from dagster_dbt import DbtCliResource

from dagster_project.defs.ingest.assets import GATE_TABLES, INGEST_ASSETS, refused_files
from dagster_project.defs.ingest.sensors import landing_folder, ledger_changed
from dagster_project.defs.jobs import INGEST_JOBS, REFUSED_JOB, SUPERSET_JOB, WAREHOUSE_JOB
from dagster_project.defs.lake import Lake
from dagster_project.defs.publish.assets import PUBLISH_ASSETS, SUPERSET_ASSETS
from dagster_project.defs.schedules import SCHEDULES
from dagster_project.defs.warehouse.dbt import DBT_EXECUTABLE, DBT_PROJECT, STATISTICS, dbt_warehouse

defs = dg.Definitions(
    assets=[
        *INGEST_ASSETS.values(),
        refused_files,
        *GATE_TABLES,
        *STATISTICS,
        dbt_warehouse,
        *PUBLISH_ASSETS,
        *SUPERSET_ASSETS,
    ],
    jobs=[*INGEST_JOBS.values(), REFUSED_JOB, WAREHOUSE_JOB, SUPERSET_JOB],
    schedules=SCHEDULES,
    sensors=[landing_folder, ledger_changed],
    resources={"lake": Lake(), "dbt": DbtCliResource(project_dir=DBT_PROJECT, dbt_executable=DBT_EXECUTABLE)},
)
