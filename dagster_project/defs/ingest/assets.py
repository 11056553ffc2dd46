"""Raw assets: one set per source, partitioned by the year of the procedure; refused files are an asset of their own."""

from collections.abc import Iterator
from typing import Any

import dagster as dg
import duckdb

from dagster_project.defs.ingest.families import description, families, group
from dagster_project.defs.ingest.gate import files_table, gate_check_spec, gate_result
from dagster_project.defs.ingest.partitions import YEARS, partition_of
from dagster_project.defs.lake import Lake
from dagster_project.defs.pools import INGEST_POOL
from dagster_project.lib.ledger import ACCEPTED, PARTIAL, REFUSED, FileOutcome
from dagster_project.lib.pipeline import ingest, read_ledger
from dagster_project.settings import Settings

OWNERS = ["team:data-engineering"]
REFUSED_CHECK = "every_file_is_understood"


def raw_key(dataset: str) -> dg.AssetKey:
    return dg.AssetKey(["raw", dataset])


def _ingest_assets(source: str, datasets: tuple[str, ...]) -> dg.AssetsDefinition:
    @dg.multi_asset(
        name=f"ingest_{source}",
        specs=[
            dg.AssetSpec(
                raw_key(dataset),
                description=description(dataset),
                group_name=group(dataset),
                owners=OWNERS,
                kinds={"parquet"},
                partitions_def=YEARS,
            )
            for dataset in datasets
        ],
        check_specs=[gate_check_spec(raw_key(dataset)) for dataset in datasets],
        partitions_def=YEARS,
        # A backfill is one run: it hashes the folder once, and what is accepted stays when it is repeated.
        backfill_policy=dg.BackfillPolicy.single_run(),
        pool=INGEST_POOL,
    )
    def ingest_source(context: dg.AssetExecutionContext, lake: Lake) -> Iterator[Any]:
        settings = lake.settings()
        years = set(context.partition_keys)
        summary = ingest(
            settings,
            keep=lambda file: file.source == source and partition_of(file.year) in years,
            on_wait=lambda: context.log.info("Часть файлов принимает другой запуск: жду."),
        )
        files: dict[str, list[FileOutcome]] = {year: [] for year in sorted(years)}
        for outcome in read_ledger(settings):
            if outcome.source == source and outcome.status in (ACCEPTED, PARTIAL):
                files.get(partition_of(outcome.year), []).append(outcome)
        now = [outcome for outcome in summary.outcomes if outcome.status in (ACCEPTED, PARTIAL)]
        for dataset in datasets:
            for year, of_year in files.items():
                accepted_now = sum(partition_of(outcome.year) == year for outcome in now)
                metadata = _metadata(settings, dataset, of_year, accepted_now)
                context.add_asset_metadata(metadata, raw_key(dataset), year)
            every = [outcome for of_year in files.values() for outcome in of_year]
            yield dg.MaterializeResult(asset_key=raw_key(dataset), check_results=[gate_result(raw_key(dataset), every)])

    return ingest_source


def _metadata(settings: Settings, dataset: str, files: list[FileOutcome], accepted_now: int) -> dict[str, Any]:
    """What the run page shows of a dataset and a year."""
    return {
        "dagster/row_count": _rows_in_lake(settings, dataset, files),
        "файлов всего": len(files),
        "файлов принято сейчас": accepted_now,
        "в карантине строк": sum(outcome.rows_quarantined for outcome in files),
        "исключено строк": sum(outcome.rows_excluded for outcome in files),
        "файлы": files_table(files),
        "папка": dg.MetadataValue.path(str(settings.raw_dir / dataset)),
        "карантин": dg.MetadataValue.path(str(settings.quarantine_dir)),
    }


def _rows_in_lake(settings: Settings, dataset: str, files: list[FileOutcome]) -> int:
    """Rows of the dataset that these imports brought."""
    imports = [outcome.import_id for outcome in files]
    batches = [outcome.batch_id for outcome in files]
    counted = duckdb.execute(
        "select count(*) from read_parquet(?) where (_import_id, _batch_id) in"
        " (select (unnest(?::varchar[]), unnest(?::varchar[])))",
        [str(settings.raw_dir / dataset / "*.parquet"), imports, batches],
    ).fetchone()
    return int(counted[0]) if counted else 0


@dg.asset(
    group_name="raw",
    owners=OWNERS,
    pool=INGEST_POOL,
    description="Файлы, которые не удалось понять: причина и ближайшая известная форма.",
    check_specs=[dg.AssetCheckSpec(REFUSED_CHECK, asset="refused_files", description="Каждый файл папки понят.")],
)
def refused_files(lake: Lake) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Record every file that no contract fits. It stops nothing: the other files go on."""
    settings = lake.settings()
    ingest(settings, keep=lambda _: False)
    refused = [outcome for outcome in read_ledger(settings) if outcome.status == REFUSED]
    return dg.MaterializeResult(
        metadata={"dagster/row_count": len(refused), "файлы": files_table(refused)},
        check_results=[
            dg.AssetCheckResult(
                check_name=REFUSED_CHECK,
                passed=not refused,
                severity=dg.AssetCheckSeverity.ERROR,
                metadata={"не принято файлов": len(refused), "файлы": files_table(refused)},
            )
        ],
    )


FAMILIES = families()
INGEST_ASSETS = {source: _ingest_assets(source, datasets) for source, datasets in FAMILIES.items()}
# Written by every ingest; dbt reads them, so they belong into the picture.
GATE_TABLES = [
    dg.AssetSpec(
        ["gate", name],
        description=description,
        group_name="raw",
        owners=OWNERS,
        deps=[raw_key(dataset) for datasets in FAMILIES.values() for dataset in datasets],
    )
    for name, description in (
        ("ledger", "Журнал файлов: запись в нём завершает приём."),
        ("quarantine", "Строки, задержанные на входе."),
        ("findings", "Замечания к строкам, которые прошли дальше."),
    )
]
