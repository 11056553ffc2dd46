"""The whole dbt project as one unpartitioned set of assets, built beside the old warehouse and renamed over it.

The statistics between its two passes are assets of their own: computed by the same step, read by dbt (ADR 0009).
"""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt import DbtCliResource, DbtProject, dbt_assets

from dagster_project.defs.lake import Lake
from dagster_project.defs.pools import WAREHOUSE_POOL
from dagster_project.defs.warehouse.increment import Build, increment_of, told
from dagster_project.defs.warehouse.manifest import prepared_manifest
from dagster_project.defs.warehouse.translator import LayerTranslator
from dagster_project.engine.build import dbt_program, engine_of
from dagster_project.settings import DBT_DIR, SPARK, Settings
from dagster_project.statistics.compute import RUN_TABLE, StatisticRun, compute_statistics
from dagster_project.warehouse.build import BUILD_COMMAND, INPUT_PASS, REST_PASS, finish_build, start_build
from dagster_project.warehouse.dbt_runner import dbt_environment
from dagster_project.warehouse.lock import writer_lock

DBT_EXECUTABLE = str(dbt_program())
DBT_PROJECT = DbtProject(project_dir=DBT_DIR, profiles_dir=DBT_DIR)
TRANSLATOR = LayerTranslator()


@dbt_assets(  # type: ignore[untyped-decorator]
    manifest=prepared_manifest(),
    project=DBT_PROJECT,
    exclude="resource_type:unit_test",
    dagster_dbt_translator=TRANSLATOR,
    name="dbt_warehouse",
    pool=WAREHOUSE_POOL,
)
def dbt_warehouse(context: dg.AssetExecutionContext, config: Build, dbt: DbtCliResource, lake: Lake) -> Iterator[Any]:
    """Build, test, rename. Nothing counts as materialised before the rename; a failed test keeps the old warehouse.

    Where only files came or went, what they concern is built in the present warehouse (unless `whole` is asked for).
    A part of the assets is built on a copy of the present warehouse, so the rest of it stays, and so do the statistics.
    """
    # A name of its own: dbt is a process of its own here and may live on for a while when this one is killed.
    settings = replace(lake.settings(), build_name=f"warehouse.build.{context.run_id}")
    target = settings.dbt_target_dir.with_name("dbt_target_dagster")
    with writer_lock(settings, lambda: context.log.info("Другой запуск пишет в эту же папку: жду.")):
        fingerprint = start_build(settings)
        outcome = increment_of(context, config, settings, fingerprint)
        if outcome is None:
            is_part = context.is_subset and settings.warehouse_path.exists()
            success, events, runs = _build(context, dbt, settings, target, is_part)
            if success:
                counts = _row_counts(settings.warehouse_build_path)
                is_whole = settings.engine != SPARK and not is_part
                finish_build(settings, f"partial:{context.run_id}" if is_part else fingerprint, is_whole)
    if outcome is not None:
        yield from told(context, outcome, settings)
        return
    if not success:
        yield from (event for event in events if isinstance(event, dg.AssetCheckResult))
        raise dg.Failure(
            "Проверки или расчёты не прошли: прежнее хранилище оставлено.",
            metadata={"журнал dbt": dg.MetadataValue.path(str(target / "dbt.log"))},
        )
    for run in runs:
        context.log_event(dg.AssetMaterialization(statistic_key(run.name), metadata=_run_metadata(run, settings)))
    if runs:
        about_runs = {"dagster/row_count": len(runs)}
        context.log_event(dg.AssetMaterialization(statistic_key(RUN_TABLE), metadata=about_runs))
    yield from (_with_rows(context, event, counts, settings) for event in events)


def _build(
    context: dg.AssetExecutionContext, dbt: DbtCliResource, settings: Settings, target: Path, is_part: bool
) -> tuple[bool, list[Any], list[StatisticRun]]:
    """Everything in two passes with the statistics between them, or the selected part on a copy of the warehouse."""
    with dbt_environment(settings, settings.warehouse_build_path), engine_of(settings) as show_what_is_built:
        if context.is_subset and settings.engine == SPARK:
            raise dg.Failure("На Spark строится весь проект: выберите все таблицы или RSOKO_ENGINE=duckdb.")
        if is_part:
            shutil.copyfile(settings.warehouse_path, settings.warehouse_build_path)
            call = dbt.cli([*BUILD_COMMAND], context=context, target_path=target, raise_on_error=False)
            return call.is_successful(), list(call.stream()), []
        success, events = _build_pass(context, dbt, INPUT_PASS, target)
        if not success:
            return False, events, []
        show_what_is_built(target)
        runs = compute_statistics(settings)
        success, more = _build_pass(context, dbt, REST_PASS, target)
        show_what_is_built(target)
        return success, events + more, runs


def _build_pass(
    context: dg.AssetExecutionContext, dbt: DbtCliResource, command: tuple[str, ...], target: Path
) -> tuple[bool, list[Any]]:
    """One pass over the whole project; the selection is the pass's own, so the context only names the assets."""
    call = dbt.cli(
        [*command],
        manifest=prepared_manifest(),
        dagster_dbt_translator=TRANSLATOR,
        target_path=target,
        raise_on_error=False,
    )
    events = [
        event
        for message in call.stream_raw_events()
        for event in message.to_default_asset_events(call.manifest, TRANSLATOR, context=context, target_path=target)
    ]
    return call.is_successful(), events


def statistic_key(name: str) -> dg.AssetKey:
    return dg.AssetKey(["statistics", name])


def _run_metadata(run: StatisticRun, settings: Settings) -> dict[str, Any]:
    return {
        "dagster/row_count": run.row_count,
        "метод": run.version,
        "хеш входных данных": run.input_hash,
        "параметры": dg.MetadataValue.json(run.parameters),
        "библиотеки": dg.MetadataValue.json(run.libraries),
        "файл": dg.MetadataValue.path(str(settings.statistics_dir / f"{run.name}.parquet")),
    }


# Computed inside dbt_warehouse; declared beside it so that the picture shows what they are made from.
STATISTICS = [
    dg.AssetSpec(
        statistic_key(name),
        description=description,
        group_name="statistics",
        owners=["team:data-engineering"],
        kinds={"python", "parquet"},
        deps=[["marts", "fct_school_index"], ["marts", "fct_school_factor"]],
    )
    for name, description in (
        ("context_correlation", "Корреляции Спирмена индексов школ с контекстными факторами."),
        ("school_cluster", "Кластеры школ по контексту."),
        ("cluster_centroid", "Центры кластеров школ."),
        ("statistics_run", "Из чего, чем и с какими параметрами посчитаны статистики."),
    )
]


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
