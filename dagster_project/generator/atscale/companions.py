"""The files beside the protocols: what names schools and municipalities, enrolment, maximum points of tasks."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from dagster_project.generator import context, fisoko, specs
from dagster_project.generator.atscale.block import draw_block, draw_cohort
from dagster_project.generator.atscale.territory import PUPILS_OF_A_CLASS, Territory
from dagster_project.generator.atscale.works import SPRING_GRADES, turns
from dagster_project.generator.population import mark_of
from dagster_project.generator.writers import Rows, Value

Book = tuple[str, dict[str, Rows]]

_REPORT = "Статистика по отметкам"
_REPORTED = 2  # turn of the work the report is about: grade 4, which every school teaches
_WHOLE: list[Value] = [38_000, 1_500_000, 3.5, 24.0, 46.5, 26.0]
_LIKE = {1: 4, 2: 4, 3: 4, 9: 8}  # grades without works are as large as these


def specifications() -> Iterator[Book]:
    """Task specifications: the same for all regions and years."""
    for turn in turns():
        yield f"specs/{turn.work.grade}/{turn.work.name}/ALL.xlsx", {specs.SHEET: specs.all_rows(turn.work)}


def of_region(seed: int, territory: Territory, year: int) -> Iterator[Book]:
    """Spring 2021 names municipalities only: the questionnaire names schools, the report gives the codes."""
    if year != 2021:
        return
    folder = f"reg{territory.code}/{year}"
    yield f"{folder}/Сбор контекстных данных об ОО и участниках ВПР 2021.xlsx", _questionnaire(seed, territory)
    yield f"{folder}/ФИС ОКО/{_REPORT}.xlsx", _mark_statistics(seed, territory, year)


def _questionnaire(seed: int, territory: Territory) -> dict[str, Rows]:
    rows: list[list[Value]] = [list(context.HEAD_2021)]
    for school, counts in zip(territory.schools, territory.pupils[2021].tolist(), strict=True):
        rng = Random(f"{seed}/scale/context/{school.school_id}")
        known = dict(zip(SPRING_GRADES, counts, strict=True))
        pupils = {grade: known[_LIKE.get(grade, grade)] for grade in range(1, school.max_grade + 1)}
        teachers = 3 + sum(pupils.values()) // rng.randint(11, 18)
        rows.append(context.answers_2021(rng, rng, school, pupils, PUPILS_OF_A_CLASS, teachers))
    return {context.SHEET_2021: rows}


def _mark_statistics(seed: int, territory: Territory, year: int) -> dict[str, Rows]:
    turn = turns()[_REPORTED]
    cohort = draw_cohort(seed, territory, year, turn.work.grade)
    rows = draw_block(seed, territory, year, turn, cohort).pupils()
    marked = [row for row in rows if mark_of(turn.work, row) is not None]
    named = [(territory.name, marked)]
    for code in sorted({row.school.municipality_code for row in marked}):
        inside = [row for row in marked if row.school.municipality_code == code]
        named.append((f"{inside[0].school.municipality_name}({code})", inside))
    table = fisoko.mark_statistics(turn.work, year, f"20.06.{year}", named, _WHOLE)
    return {fisoko.sheet_name(turn.work, _REPORT): table}
