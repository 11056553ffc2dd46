"""The whole dbt project as one unpartitioned set of assets, built beside the old warehouse and renamed over it."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt import DbtCliResource, DbtProject, dbt_assets

from dagster_project.defs.lake import Lake
from dagster_project.defs.warehouse.manifest import prepared_manifest
from dagster_project.defs.warehouse.translator import LayerTranslator
from dagster_project.settings import DBT_DIR, Settings
from dagster_project.warehouse.build import BUILD_COMMAND, finish_build, start_build
from dagster_project.warehouse.dbt_runner import dbt_environment
from dagster_project.warehouse.lock import writer_lock

DBT_EXECUTABLE = str(Path(sys.executable).with_name("dbt"))
DBT_PROJECT = DbtProject(project_dir=DBT_DIR, profiles_dir=DBT_DIR)


@dbt_assets(  # type: ignore[untyped-decorator]
    manifest=prepared_manifest(),
    project=DBT_PROJECT,
    exclude="resource_type:unit_test",
    dagster_dbt_translator=LayerTranslator(),
    name="dbt_warehouse",
)
def dbt_warehouse(context: dg.AssetExecutionContext, dbt: DbtCliResource, lake: Lake) -> Iterator[Any]:
    """Build, test, rename. Nothing counts as materialised before the rename; a failed test keeps the old warehouse.

    A part of the assets is built on a copy of the present warehouse, so the rest of it stays.
    """
    settings = lake.settings()
    target = settings.dbt_target_dir.with_name("dbt_target_dagster")
    with writer_lock(settings, lambda: context.log.info("Другой запуск пишет в эту же папку: жду.")):
        fingerprint = start_build(settings)
        if context.is_subset and settings.warehouse_path.exists():
            shutil.copyfile(settings.warehouse_path, settings.warehouse_build_path)
            fingerprint = f"partial:{context.run_id}"
        with dbt_environment(settings, settings.warehouse_build_path):
            call = dbt.cli([*BUILD_COMMAND], context=context, target_path=target, raise_on_error=False)
            events = list(call.stream())
        if not call.is_successful():
            yield from (event for event in events if isinstance(event, dg.AssetCheckResult))
            raise dg.Failure(
                "Проверки или расчёты не прошли: прежнее хранилище оставлено.",
                metadata={"журнал dbt": dg.MetadataValue.path(str(target / "dbt.log"))},
            )
        counts = _row_counts(settings.warehouse_build_path)
        finish_build(settings, fingerprint)
    yield from (_with_rows(context, event, counts, settings) for event in events)


def _row_counts(warehouse: Path) -> dict[str, int]:
    """Rows of every table, by the last two parts of its asset key."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        tables = connection.execute(
            "select schema_name || '/' || table_name, estimated_size from duckdb_tables() where not internal"
        ).fetchall()
    return {str(key): int(rows) for key, rows in tables}


def _with_rows(context: dg.AssetExecutionContext, event: Any, counts: dict[str, int], settings: Settings) -> Any:
    """Add the rows of the table and the place of the warehouse to what the run page shows of an asset."""
    if not isinstance(event, dg.Output):
        return event
    key = context.asset_key_for_output(event.output_name).to_user_string()
    metadata: dict[str, Any] = {
        **event.metadata,
        "хранилище": dg.MetadataValue.path(str(settings.warehouse_path)),
    }
    if key in counts:
        metadata["dagster/row_count"] = counts[key]
    return event.with_metadata(metadata)
