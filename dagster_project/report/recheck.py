"""What the municipal commission gets: works drawn for a re-check, their tasks with first scores, grounds, term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dagster_project.report.store import Store
from dagster_project.warehouse.errors import UsageError

TASKS = 40

_WORKS = f"""
    select sample.school_id, school.login, school.school_name, sample.subject_code, subject.label_ru as subject_name,
        sample.grade, sample.participant_code, sample.reason_ru, sample.primary_score, sample.max_score, sample.mark,
        sample.seed, sample.share_pct, sample.min_per_stratum, sample.boundary_below, sample.boundary_above,
        {", ".join(f"work.t{n:02d}" for n in range(1, TASKS + 1))}
    from marts.fct_recheck_sample as sample
    inner join marts.fct_vpr_result as work using (year, school_id, subject_code, grade, participant_code)
    inner join marts.dim_school as school using (school_id)
    inner join marts.dim_subject as subject using (subject_code)
    where sample.municipality_code = ? and sample.year = ? and work.is_participant
    order by sample.school_id, sample.subject_code, sample.grade, sample.participant_code
"""
_TASKS = """
    select subject_code, grade, task_no, task_label, max_points from marts.dim_vpr_task where year = ? order by task_no
"""
_STRATA = """
    select school.school_name, subject.label_ru as subject_name, outcome.grade, outcome.participant_count,
        outcome.sampled_count, outcome.grounds_ru, outcome.markers_ru
    from marts.fct_recheck_outcome as outcome
    inner join marts.dim_school as school using (school_id)
    inner join marts.dim_subject as subject using (subject_code)
    where outcome.municipality_code = ? and outcome.year = ? and (outcome.is_flagged or outcome.sampled_count > 0)
    order by outcome.is_flagged desc, outcome.school_id, outcome.subject_code, outcome.grade
"""


@dataclass(frozen=True)
class RecheckPackage:
    """Everything one workbook shows; rows are dictionaries by column name.

    Args:
        works: drawn works with task cells `t01` …; never empty.
        tasks: (subject, grade) → tasks as (number, label, maximum or None).
        strata: schools, subjects and grades with grounds or drawn works.
        due_date: last day of the re-check (004, 6.5); None while the schedule does not say when ВПР ended.
    """

    municipality_code: str
    municipality_name: str
    year: int
    works: list[dict[str, Any]]
    tasks: dict[tuple[str, int], list[tuple[int, str, int | None]]]
    strata: list[dict[str, Any]]
    work_count: int
    required_count: int
    due_date: date | None

    def protocol_rows(self) -> Iterator[tuple[dict[str, Any], int | None]]:
        """Rows of the protocol by column of its contract, work by work and task by task, with the task's maximum."""
        for work in self.works:
            for number, label, maximum in self.tasks[work["subject_code"], work["grade"]]:
                cell = work[f"t{number:02d}"]
                if cell is None:
                    continue
                yield (
                    {
                        "year": self.year,
                        "login": work["login"],
                        "municipality_raw": self.municipality_name,
                        "school_name": work["school_name"],
                        "protocol_no": "1",
                        "subject_raw": work["subject_name"],
                        "grade": work["grade"],
                        "participant_code": work["participant_code"],
                        "task_label": label,
                        "first_score": max(cell, 0),
                    },
                    maximum,
                )


def read_package(store: Store, municipality: str, year: int) -> RecheckPackage:
    """Collect the package of one municipality.

    Raises:
        UsageError: no such municipality, or nothing to re-check that year.
    """
    entity = store.require_entity(municipality, levels=("municipality",))
    key = [entity["entity_id"], year]
    works = store.rows(_WORKS, key)
    if not works:
        raise UsageError(
            f"{entity['entity_name']}, {year}: работ для перепроверки нет — в этом году нет участников ВПР."
        )
    volume = store.row("select * from marts.fct_recheck_volume where municipality_code = ? and year = ?", key)
    assert volume is not None
    tasks: dict[tuple[str, int], list[tuple[int, str, int | None]]] = {}
    for row in store.rows(_TASKS, [year]):
        task = (row["task_no"], row["task_label"], row["max_points"])
        tasks.setdefault((row["subject_code"], row["grade"]), []).append(task)
    return RecheckPackage(
        municipality_code=entity["entity_id"],
        municipality_name=entity["entity_name"],
        year=year,
        works=works,
        tasks=tasks,
        strata=store.rows(_STRATA, key),
        work_count=volume["work_count"],
        required_count=volume["required_count"],
        due_date=store.value(
            "select due_date from marts.fct_deadline where rule_id = 'R005' and entity_id = ? and year = ?", key
        ),
    )
