"""An increment as Dagster shows it: every asset is up to date again, and those whose rows changed say so (ADR 0013)."""

from collections.abc import Iterator
from graphlib import TopologicalSorter
from typing import Any

import dagster as dg

from dagster_project.settings import SPARK, Settings
from dagster_project.warehouse.build import build_increment
from dagster_project.warehouse.dbt_runner import DbtOutcome
from dagster_project.warehouse.files import open_for_reading
from dagster_project.warehouse.slices.changes import FullBuildNeeded


class Build(dg.Config):
    """How much is built. `whole`: everything anew, even where only files came or went."""

    whole: bool = False


def increment_of(
    context: dg.AssetExecutionContext, config: Build, settings: Settings, fingerprint: str
) -> DbtOutcome | None:
    """Rebuild what the files that came or went concern; None where everything has to be built. The lock is held."""
    if config.whole or context.is_subset or settings.engine == SPARK:
        return None
    try:
        outcome = build_increment(settings, fingerprint)
    except FullBuildNeeded as why:
        context.log.info(f"Хранилище строится целиком: {why}.")
        return None
    context.log.info(f"Пересчитано {outcome.rebuilt}.")
    return outcome


def told(context: dg.AssetExecutionContext, outcome: DbtOutcome, settings: Settings) -> Iterator[Any]:
    """Results of all selected assets, or of the checks that failed.

    Raises:
        dagster.Failure: a test or a statement failed; the warehouse is as it was.
    """
    if not outcome.success:
        failed = {failure.name: f"{failure.description} {failure.message}" for failure in outcome.failures}
        for key in context.selected_asset_check_keys:
            if key.name in failed:
                yield dg.AssetCheckResult(asset_key=key.asset_key, check_name=key.name, passed=False)
        raise dg.Failure("Проверки или расчёты не прошли: прежнее хранилище оставлено.", metadata={**failed})
    changed = outcome.tables or {}
    with open_for_reading(settings.warehouse_path) as connection:
        for key in TopologicalSorter(context.assets_def.asset_deps).static_order():
            if key not in context.selected_asset_keys:
                continue
            table = ".".join(key.path[-2:])
            metadata: dict[str, Any] = {"строки изменились": table in changed}
            if table in changed:
                answer = connection.execute(f"select count(*) from {table}").fetchone()
                metadata["dagster/row_count"] = int(answer[0]) if answer else 0
            yield dg.MaterializeResult(asset_key=key, metadata=metadata)
