"""Registers about pupils and parents: programmes, functional literacy, parents' answers, journal marks, risks.

Figures are written by hand so that every golden value can be checked with a pencil.
"""

from __future__ import annotations

from datetime import date

from dagster_project.generator.population import mark_of, population
from dagster_project.generator.region import BIG, CONFIRMED_MET, CONFIRMED_NOT_MET, PRIMARY, SCHOOLS, School
from dagster_project.generator.register_file import RegisterFiles, Row
from dagster_project.generator.work import WORKS
from dagster_project.generator.writers import Cell

Progress = tuple[int, int, int, int]
"""Pupils, of them at the base level; pupils at the advanced level, of them reached."""

# The whole municipality m001, the same in every grade of a stage: (school, first grade of the stage) → 2021, 2022.
_PROGRESS: dict[tuple[int, int], tuple[Progress, Progress]] = {
    (1, 1): ((20, 16, 5, 3), (20, 17, 5, 4)),
    (2, 1): ((10, 8, 0, 0), (10, 8, 0, 0)),
    (3, 1): ((15, 12, 0, 0), (15, 12, 0, 0)),
    (BIG, 1): ((25, 20, 10, 5), (25, 22, 10, 5)),
    (PRIMARY, 1): ((10, 9, 0, 0), (10, 9, 0, 0)),
    (1, 5): ((20, 16, 5, 3), (20, 16, 5, 3)),
    (2, 5): ((10, 8, 0, 0), (10, 8, 0, 0)),
    (3, 5): ((15, 12, 0, 0), (15, 12, 0, 0)),
    (BIG, 5): ((25, 20, 10, 5), (25, 20, 10, 4)),
    (1, 10): ((20, 16, 0, 0), (20, 17, 5, 4)),
    (2, 10): ((10, 8, 0, 0), (10, 8, 0, 0)),
    (3, 10): ((15, 12, 0, 0), (15, 12, 0, 0)),
    (BIG, 10): ((25, 20, 0, 0), (25, 20, 10, 8)),
}
_STAGES = {1: range(1, 5), 5: range(5, 10), 10: range(10, 12)}
# (school, grade, class, direction) → wrote, levels 1–5; None: the report has no levels.
Levels = tuple[int, int, int, int, int]
Literacy = dict[tuple[int, int, str, str], tuple[int, Levels | None]]
_LITERACY: dict[int, Literacy] = {
    2021: {
        (1, 8, "А", "all"): (20, None),
        (1, 8, "А", "reading"): (20, (4, 4, 6, 4, 2)),
        (1, 8, "А", "math"): (20, (4, 6, 6, 3, 1)),
    },
    2022: {
        (1, 8, "А", "all"): (20, None),
        (1, 9, "А", "all"): (16, None),
        (3, 8, "А", "all"): (10, None),
        (BIG, 8, "А", "all"): (30, None),
        (BIG, 9, "Б", "all"): (12, None),
        (1, 8, "А", "reading"): (20, (2, 4, 8, 4, 2)),
        (3, 8, "А", "reading"): (10, (1, 3, 3, 2, 1)),
        (BIG, 8, "А", "reading"): (30, (5, 5, 10, 6, 4)),
        (BIG, 9, "Б", "reading"): (12, None),
        (1, 8, "А", "math"): (20, (4, 6, 6, 3, 1)),
        (BIG, 8, "А", "science"): (30, (6, 9, 9, 4, 2)),
        (3, 8, "А", "science"): (10, (2, 3, 2, 1, 1)),  # the levels sum to 9
        (1, 9, "А", "finance"): (16, (2, 2, 6, 4, 2)),
    },
    2023: {(71, 8, "А", "all"): (18, None)},
}
_HEADCOUNT_2023 = {71: 24, 72: 12}  # ГО Пелым: the second school did no functional literacy

# 95 % exactly; 90 %, one sheet without an answer.
_SURVEY: dict[int, dict[str | None, int]] = {
    CONFIRMED_MET: {"satisfied": 12, "rather_satisfied": 7, "undecided": 1},
    CONFIRMED_NOT_MET: {"satisfied": 8, "rather_satisfied": 10, "rather_dissatisfied": 1, "dissatisfied": 1, None: 1},
}

# School 2, grade 5А in 2022: annual marks, None for a pupil without one. Literature is no subject of VPR.
_JOURNAL: dict[str, tuple[int | None, ...]] = {
    "Математика": (5, 5, 4, 4, 4, 3, 3, 3, 3, 2, None),
    "Литература": (5, 4, 3, 3),
}
_LOWERED, _NOT_LOWERED = 2, 6  # school 1, biology 5 in 2021: of eight annual marks; the other participants have none

_RISKS = {
    2: {"Дефицит педагогических кадров": "high", "Низкая учебная мотивация": "medium"},
    3: {"Дефицит педагогических кадров": "low"},
    7: {"Дефицит педагогических кадров": "medium", "Высокая доля обучающихся с рисками неуспешности": "high"},
}

_IMPOSSIBLE = (4, 5, (20, 21, 0, 0))  # school 4: more at the base level than pupils


def files(seed: int) -> RegisterFiles:
    """The registers; only codes of VPR participants depend on the seed."""
    return {
        "Реестры/Освоение программ 2021.csv": ("programme_progress", _progress(2021)),
        "Реестры/Освоение программ 2022.xlsx": ("programme_progress", _progress(2022)),
        "Реестры/Функциональная грамотность 2021.xlsx": ("fl_result", _literacy(2021)),
        "Реестры/Функциональная грамотность 2022.xlsx": ("fl_result", _literacy(2022)),
        "Реестры/Функциональная грамотность 2023.xlsx": ("fl_result", _literacy(2023)),
        "Реестры/Контингент ГО Пелым 2023.csv": ("pupil_register", _headcount()),
        "Реестры/Анкета родителей 2022.csv": ("parent_survey", _survey()),
        "Реестры/Отметки журнала 2021.xlsx": ("journal_mark", _annual_of_vpr(seed)),
        "Реестры/Отметки журнала 2022.csv": ("journal_mark", _annual()),
        "Реестры/Рисковые профили 2022.xlsx": ("risk_profile", _risks()),
    }


def _school(year: int, number: int) -> dict[str, Cell]:
    school: School = SCHOOLS[number]
    return {
        "year": year,
        "login": school.old_login if year < 2022 else school.login,
        "municipality_raw": school.municipality_name,
        "school_name": school.name,
    }


def _progress(year: int) -> list[Row]:
    rows = [
        _progress_row(year, number, grade, by_year[year - 2021])
        for (number, first), by_year in _PROGRESS.items()
        for grade in _STAGES[first]
    ]
    if year == 2022:
        number, grade, counts = _IMPOSSIBLE
        rows += [_progress_row(year, number, grade, counts), _progress_row(year, number, grade + 1, (20, 15, 0, 0))]
    return rows


def _progress_row(year: int, number: int, grade: int, counts: Progress) -> Row:
    names = ("pupil_count", "base_reached_count", "advanced_pupil_count", "advanced_reached_count")
    return {**_school(year, number), "grade": grade, **dict(zip(names, counts, strict=True))}


def _literacy(year: int) -> list[Row]:
    rows: list[Row] = []
    for (number, grade, label, direction), (assessed, levels) in _LITERACY[year].items():
        row: dict[str, Cell] = {
            **_school(year, number),
            "assessment_date": date(year, 4, 12),
            "grade": grade,
            "class_label": label,
            "direction": direction,
            "assessed_count": assessed,
        }
        row |= {f"level_{level}_count": count for level, count in enumerate(levels or (), start=1)}
        rows.append(row)
    return rows


def _headcount() -> list[Row]:
    return [
        {
            **_school(2023, number),
            "report_date": date(2023, 5, 25),
            "pupil_code": f"К-{place:04d}",
            "grade": 8,
            "class_label": "А",
            "study_form": "full_time",
        }
        for number, count in _HEADCOUNT_2023.items()
        for place in range(1, count + 1)
    ]


def _survey() -> list[Row]:
    rows: list[Row] = []
    for number, answers in _SURVEY.items():
        sheets = [answer for answer, count in answers.items() for _ in range(count)]
        rows += [
            {**_school(2022, number), "procedure": "vpr", "respondent_no": sheet, "answer": answer}
            for sheet, answer in enumerate(sheets, start=1)
        ]
    return rows


def _annual_of_vpr(seed: int) -> list[Row]:
    """Annual marks of the participants of one work: eight, two above the VPR mark; the other pupils have none."""
    work = WORKS["bio", 5]
    wrote = [pupil for pupil in population(seed, 2021, "bio", 5) if pupil.school.number == 1 and pupil.is_present]
    by_mark = sorted((mark_of(work, pupil) or 2, pupil.code) for pupil in wrote)
    annual = [mark + 1 for mark, _ in by_mark[:_LOWERED]] + [mark for mark, _ in by_mark[_LOWERED:]]
    return [
        {
            **_school(2021, 1),
            "grade": 5,
            "subject_raw": work.name,
            "period_kind": "year",
            "pupil_code": f"У-{place + 1:04d}",
            "vpr_code": str(code),
            "mark": annual[place] if place < _LOWERED + _NOT_LOWERED else None,
        }
        for place, (_, code) in enumerate(by_mark)
    ]


def _annual() -> list[Row]:
    return [
        {
            **_school(2022, 2),
            "grade": 5,
            "class_label": "А",
            "subject_raw": subject,
            "period_kind": "year",
            "pupil_code": f"У-{place:04d}",
            "mark": mark,
        }
        for subject, marks in _JOURNAL.items()
        for place, mark in enumerate(marks, start=1)
    ]


def _risks() -> list[Row]:
    return [
        {**_school(2022, number), "factor": factor, "significance": significance}
        for number, factors in _RISKS.items()
        for factor, significance in factors.items()
    ]
