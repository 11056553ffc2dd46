"""Occasions the documents set; their days come from `seeds/reference/deadline_period.csv`, like those of deadlines."""

from __future__ import annotations

import csv

import dagster as dg

from dagster_project.defs.jobs import WAREHOUSE_JOB
from dagster_project.settings import SEEDS_DIR

TIMEZONE = "Europe/Moscow"

# name, kind of period, which of its ends, why (document, clause)
_OCCASIONS = (
    ("september_monitoring", "september", "start", "Мониторинг показателей в сентябре (003, «Мониторинг показателей»)"),
    (
        "december_monitoring",
        "december",
        "start",
        "Мониторинг показателей в декабре (003) и проверка плана (004, план 2.9)",
    ),
    (
        "vpr_analysis_10_august",
        "by_august_10",
        "end",
        "Анализ результатов ВПР публикуется не позднее 10 августа (004, п. 7.4)",
    ),
)


def _cron(period_kind: str, end: str) -> str:
    """Six in the morning of the first or the last day of a period.

    Raises:
        StopIteration: no such period in the seed.
    """
    with (SEEDS_DIR / "reference" / "deadline_period.csv").open(encoding="utf-8", newline="") as file:
        period = next(row for row in csv.DictReader(file) if row["period_kind"] == period_kind)
    return f"0 6 {period[f'{end}_day']} {period[f'{end}_month']} *"


# Each rebuilds the warehouse and its copies from what has arrived.
SCHEDULES = [
    dg.ScheduleDefinition(
        name=name,
        cron_schedule=_cron(period_kind, end),
        job=WAREHOUSE_JOB,
        description=why,
        execution_timezone=TIMEZONE,
        tags={"rsoko/occasion": name},
    )
    for name, period_kind, end, why in _OCCASIONS
]
