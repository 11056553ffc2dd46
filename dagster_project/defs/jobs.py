"""Jobs: ingest of each source, the record of refused files, and the warehouse with everything published from it."""

from __future__ import annotations

import dagster as dg

from dagster_project.defs.ingest.assets import INGEST_ASSETS, refused_files
from dagster_project.defs.publish.assets import PUBLISH_ASSETS, SUPERSET_ASSETS
from dagster_project.defs.warehouse.dbt import dbt_warehouse

INGEST_JOBS = {
    source: dg.define_asset_job(
        f"ingest_{source}_job",
        selection=dg.AssetSelection.assets(assets),
        description="Принять новые файлы источника за год.",
    )
    for source, assets in INGEST_ASSETS.items()
}
REFUSED_JOB = dg.define_asset_job(
    "refused_files_job",
    selection=dg.AssetSelection.assets(refused_files),
    description="Записать в журнал файлы, которые не удалось понять.",
)
WAREHOUSE_JOB = dg.define_asset_job(
    "warehouse_job",
    selection=dg.AssetSelection.assets(dbt_warehouse, *PUBLISH_ASSETS),
    description="Построить хранилище, проверить, обновить копию для BI и страницы входного контроля.",
)
SUPERSET_JOB = dg.define_asset_job(
    "superset_job",
    selection=dg.AssetSelection.assets(*SUPERSET_ASSETS),
    description="Опубликовать дашборды в Superset над готовой копией витрин.",
)
