"""The landing folder is watched: a new file starts the ingest of its source and year, an unknown one is an event."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

import dagster as dg

from dagster_project.defs.ingest.partitions import partition_of
from dagster_project.defs.jobs import INGEST_JOBS, REFUSED_JOB, WAREHOUSE_JOB
from dagster_project.defs.lake import Lake
from dagster_project.lib.pipeline import Refusal, identify, list_files
from dagster_project.settings import Settings
from dagster_project.warehouse.build import warehouse_is_current
from dagster_project.warehouse.fingerprint import build_fingerprint

FILES_PER_TICK = 200
PARTITION_TAG = "dagster/partition"


def _mark(path: Path, settings: Settings) -> str:
    """Short digest of where a file is, how long and of when: a changed file is a new file."""
    stat = path.stat()
    facts = f"{path.relative_to(settings.landing)}\0{stat.st_size}\0{stat.st_mtime_ns}"
    return blake2b(facts.encode(), digest_size=8).hexdigest()


@dg.sensor(
    jobs=[*INGEST_JOBS.values(), REFUSED_JOB],
    minimum_interval_seconds=60,
    description="Новый файл в папке выгрузок → приём его источника и года; непонятый файл → событие refused_files.",
)
def landing_folder(context: dg.SensorEvaluationContext, lake: Lake) -> Iterator[dg.RunRequest | dg.SkipReason]:
    """Look at every file once: the cursor keeps the digests of the files seen.

    A run that still waits in the queue will find the new files itself: nothing is asked for twice.
    """
    settings = lake.settings()
    files = {_mark(path, settings): path for path in list_files(settings)}
    seen = set((context.cursor or "").split()) & files.keys()
    fresh = sorted(files.keys() - seen, key=lambda mark: files[mark])[:FILES_PER_TICK]
    groups: dict[tuple[str, str], list[str]] = {}
    refused: dict[str, str] = {}
    for mark in fresh:
        answer = identify(files[mark], settings)
        if isinstance(answer, Refusal):
            refused[mark] = f"{answer.source_file}: {answer.message}"
            context.log.warning(f"Файл не понят: {refused[mark]}")
        else:
            groups.setdefault((answer.source, partition_of(answer.year)), []).append(mark)
    for (source, partition), marks in groups.items():
        job = INGEST_JOBS[source].name
        if is_queued(context.instance, job, {PARTITION_TAG: partition}):
            continue
        yield dg.RunRequest(
            job_name=job,
            partition_key=partition,
            run_key=f"{source}:{partition}:{_digest(marks)}",
            tags={"rsoko/files": str(len(marks))},
        )
    if refused and not is_queued(context.instance, REFUSED_JOB.name):
        yield dg.RunRequest(
            job_name=REFUSED_JOB.name,
            run_key=f"refused:{_digest(refused)}",
            tags={"rsoko/files": str(len(refused)), "rsoko/first_refused": next(iter(refused.values()))[:200]},
        )
    if not fresh:
        yield dg.SkipReason("Новых файлов нет.")
    context.update_cursor(" ".join(sorted(seen | set(fresh))))


@dg.sensor(
    job=WAREHOUSE_JOB,
    minimum_interval_seconds=120,
    description="Журнал или проект dbt изменились → хранилище и копия для BI строятся заново.",
)
def ledger_changed(context: dg.SensorEvaluationContext, lake: Lake) -> dg.RunRequest | dg.SkipReason:
    """Rebuild when the warehouse no longer is what a build would make; at most one build waits in the queue."""
    settings = lake.settings()
    if not settings.ledger_dir.exists() or warehouse_is_current(settings):
        return dg.SkipReason("Хранилище соответствует журналу.")
    if is_queued(context.instance, WAREHOUSE_JOB.name):
        return dg.SkipReason("Построение уже стоит в очереди: оно увидит и новые файлы.")
    return dg.RunRequest(run_key=build_fingerprint(settings))


def is_queued(instance: dg.DagsterInstance, job: str, tags: Mapping[str, str] | None = None) -> bool:
    """A run of the job waits for its turn: it reads the lake and the landing folder only when it starts."""
    waiting = [dg.DagsterRunStatus.NOT_STARTED, dg.DagsterRunStatus.QUEUED]
    return instance.get_runs_count(dg.RunsFilter(job_name=job, statuses=waiting, tags=dict(tags or {}))) > 0


def _digest(marks: Iterable[str]) -> str:
    return blake2b(" ".join(sorted(marks)).encode(), digest_size=8).hexdigest()
