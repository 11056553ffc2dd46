"""Dates the documents set: monitoring in September and December, the analysis published by 10 August."""

from __future__ import annotations

import dagster as dg

from dagster_project.defs.jobs import WAREHOUSE_JOB

TIMEZONE = "Europe/Moscow"

# name, cron, why (document, clause)
_DATES = [
    (
        "september_monitoring",
        "0 6 1 9 *",
        "Мониторинг показателей в сентябре (003, «Мониторинг показателей»)",
    ),
    ("december_monitoring", "0 6 1 12 *", "Мониторинг показателей в декабре (003) и проверка плана (004, план 2.9)"),
    ("vpr_analysis_10_august", "0 6 10 8 *", "Анализ результатов ВПР публикуется не позднее 10 августа (004, п. 7.4)"),
]


# Each rebuilds the warehouse and its copies from what has arrived.
SCHEDULES = [
    dg.ScheduleDefinition(
        name=name,
        cron_schedule=cron,
        job=WAREHOUSE_JOB,
        description=why,
        execution_timezone=TIMEZONE,
        tags={"rsoko/occasion": name},
    )
    for name, cron, why in _DATES
]
