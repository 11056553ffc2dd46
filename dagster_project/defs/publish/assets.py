"""What leaves the warehouse: the copy for BI and the pages of the gate."""

import dagster as dg

from dagster_project.bi.errors import BrokenLinkError
from dagster_project.bi.flow import Server, publish
from dagster_project.defs.ingest.assets import INGEST_ASSETS
from dagster_project.defs.lake import Lake
from dagster_project.defs.pools import WAREHOUSE_POOL
from dagster_project.defs.warehouse.dbt import dbt_warehouse
from dagster_project.lib.data_docs import build_data_docs
from dagster_project.warehouse.bi_copy import bring_up_to_date, rows_of_copy
from dagster_project.warehouse.errors import UsageError
from dagster_project.warehouse.lock import writer_lock

PUBLISHED = [spec.key for spec in dbt_warehouse.specs if spec.group_name == "publish"]


@dg.asset(
    group_name="publish",
    owners=["team:data-engineering"],
    deps=PUBLISHED,
    kinds={"duckdb"},
    pool=WAREHOUSE_POOL,
    description="Копия схемы publish, которую читает BI: пишется рядом и подменяется переименованием.",
)
def bi_copy(lake: Lake) -> dg.MaterializeResult:  # type: ignore[type-arg]
    settings = lake.settings()
    with writer_lock(settings):
        bring_up_to_date(settings)
        rows = rows_of_copy(settings)
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": sum(rows.values()),
            "таблицы": dg.MetadataValue.json(rows),
            "файл": dg.MetadataValue.path(str(settings.bi_path)),
        }
    )


@dg.asset(
    group_name="publish",
    owners=["team:data-engineering"],
    deps=[spec.key for assets in INGEST_ASSETS.values() for spec in assets.specs],
    kinds={"html"},
    description="Страницы Great Expectations: что нашли правила входного контроля в каждом файле.",
)
def data_docs(lake: Lake) -> dg.MaterializeResult:  # type: ignore[type-arg]
    settings = lake.settings()
    index = build_data_docs(settings)
    return dg.MaterializeResult(metadata={"страницы": dg.MetadataValue.url(index.as_uri())})


@dg.asset(
    group_name="superset",
    owners=["team:data-engineering"],
    deps=[bi_copy],
    kinds={"superset"},
    pool=WAREHOUSE_POOL,
    retry_policy=dg.RetryPolicy(max_retries=3, delay=30, backoff=dg.Backoff.EXPONENTIAL, jitter=dg.Jitter.PLUS_MINUS),
    description="Дашборды в Superset над новой копией витрин. Адрес и учётная запись — переменные RSOKO_SUPERSET_*.",
)
def superset_dashboards(lake: Lake) -> dg.MaterializeResult:  # type: ignore[type-arg]
    try:
        server = Server.from_env()
        done = publish(lake.settings(), server)
    except (BrokenLinkError, UsageError) as error:  # the same tomorrow; a server that does not answer is asked again
        raise dg.Failure(str(error), allow_retries=False) from error
    return dg.MaterializeResult(
        metadata={
            "дашборды": done.dashboards,
            "диаграммы": done.charts,
            "наборы данных": done.datasets,
            "убрано": dg.MetadataValue.json(list(done.removed)),
            "адрес": dg.MetadataValue.url(f"{server.url}/dashboard/list/"),
        }
    )


PUBLISH_ASSETS = [bi_copy, data_docs]
SUPERSET_ASSETS = [superset_dashboards]
