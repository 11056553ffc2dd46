"""Registers of the order of ВПР (document 004): schedule, re-check, experts, sites, teaching load, its documents.

Two municipalities work by the order in 2022: m018 ends its ВПР on 20 May, m001 on 31 May. Figures are written by hand.
"""

from __future__ import annotations

from datetime import date

from dagster_project.generator.plan import groups
from dagster_project.generator.population import population
from dagster_project.generator.pupil import Pupil
from dagster_project.generator.region import (
    BIG,
    CONFIRMED_MET,
    CONFIRMED_NOT_MET,
    INFLATED,
    RECHECK_NO,
    RECHECK_YES,
    SCHOOLS,
    municipality_code,
)
from dagster_project.generator.register_file import RegisterFiles, Row
from dagster_project.generator.work import WORKS, Work

_WORKS = (("ma", 4), ("ma", 5), ("ru", 5), ("ma", 6), ("ru", 6))
_PERIOD_END = {"m018": date(2022, 5, 20), "m001": date(2022, 5, 31)}
_VPR_DATE = {"ma": date(2022, 3, 15), "ru": date(2022, 4, 5)}
_DESTROYED = {
    (RECHECK_NO, "ma", 4): date(2022, 6, 12),  # a day too early
    (RECHECK_YES, "ma", 4): date(2022, 6, 13),
}

# (school, subject, grade) → changes of the second check, work by work; a work is what the commission wrote down.
_RECHECKED: dict[tuple[int, str, int], tuple[int, ...]] = {
    (RECHECK_YES, "ma", 4): (0, -1),
    (INFLATED, "ma", 4): (0,),
    (INFLATED, "ma", 5): (-3,),
    (INFLATED, "ru", 5): (-1, 0),
    (INFLATED, "ru", 6): (0,),
}

_SITE_CHECKS = (
    (CONFIRMED_MET, date(2021, 10, 10), "vsoko", "1"),
    (CONFIRMED_MET, date(2021, 10, 10), "vpr", "1"),
    (CONFIRMED_MET, date(2022, 2, 15), "vpr", "0"),
    (CONFIRMED_MET, date(2022, 5, 31), "vpr", "1"),
    (CONFIRMED_NOT_MET, date(2021, 11, 1), "vpr", "1"),
    (CONFIRMED_NOT_MET, date(2021, 11, 30), "vsoko", "1"),
)

_EXPERT_COLUMNS = (
    *("experience_years", "has_higher_education", "is_qualified"),
    *("is_administration", "teaches_class", "teaches_subject", "is_rmo_head"),
)
_EXPERTS = (
    ("municipal_commission", "chair", "Э-101", 15, "1", "1", None, None, "1", "1"),
    ("municipal_commission", "member", "Э-102", 3, "1", "1", None, None, "1", "0"),
    ("municipal_commission", "member", "Э-103", 2, "1", "1", None, None, "1", "0"),
    ("municipal_commission", "member", "Э-104", 20, "0", "1", None, None, "1", "0"),
    ("school_commission", "chair", "Э-01", 9, "1", "1", "1", "0", "0", None),
    ("school_commission", "member", "Э-02", 3, "1", "1", "0", "0", "1", None),
    ("school_commission", "member", "Э-03", 1, "1", "1", "0", "0", "1", None),
    ("school_commission", "member", "Э-04", 5, "1", "1", "0", "1", "1", None),
    ("classroom", "organiser", "О-01", None, None, None, "0", "1", "1", None),
    ("classroom", "assistant", "О-02", None, None, None, "0", "0", "0", None),
    ("classroom", "assistant", "О-03", None, None, None, "0", "0", "1", None),
)


def files(seed: int) -> RegisterFiles:
    """The registers; only participant codes and first scores depend on the seed."""
    folder = "Порядок ВПР"
    return {
        f"{folder}/График ВПР 2022.xlsx": ("vpr_schedule", _schedule(seed)),
        f"{folder}/Протокол перепроверки m018 2022.xlsx": ("recheck_protocol", _protocol(seed)),
        f"{folder}/Эксперты и организаторы 2022.xlsx": ("expert_register", _experts()),
        f"{folder}/Проверки сайтов 2022.csv": ("site_check", _site_checks()),
        f"{folder}/Учебная нагрузка 2022.csv": ("teaching_load", _load()),
        f"{folder}/Документы порядка 2022.xlsx": ("document_register", _documents()),
    }


def _schedule(seed: int) -> list[Row]:
    rows: list[Row] = []
    for subject, grade in _WORKS:
        for number in sorted(groups(seed, 2022, subject, grade)):
            school = SCHOOLS[number]
            if school.municipality in _PERIOD_END:
                rows.append(
                    {
                        "year": 2022,
                        "login": school.login,
                        "municipality_raw": school.municipality_name,
                        "school_name": school.name,
                        "subject_raw": WORKS[subject, grade].name,
                        "grade": grade,
                        "vpr_date": _VPR_DATE[subject],
                        "period_end_date": _PERIOD_END[school.municipality],
                        "destroyed_date": _DESTROYED.get((number, subject, grade)),
                    }
                )
    return rows


def _protocol(seed: int) -> list[Row]:
    """The commission's workbook as filled in: every task of a work, the last works with blanks."""
    rows: list[Row] = []
    for (number, subject, grade), changes in _RECHECKED.items():
        work = WORKS[subject, grade]
        pupils = [p for p in population(seed, 2022, subject, grade) if p.school.number == number]
        sound = [p for p in pupils if p.is_present and not p.fault and p.total == p.score]
        for pupil, change in zip(sound, changes, strict=False):
            rows += _protocol_work(work, pupil, change)
        rows += _protocol_work(work, sound[len(changes)], None)  # listed, not re-checked
    unknown: Row = {**rows[0], "participant_code": "49999", "second_score": 1}
    return [*rows, unknown]


def _protocol_work(work: Work, pupil: Pupil, change: int | None) -> list[Row]:
    """Points go down from the first task on until the change is used up."""
    rows: list[Row] = []
    left = -(change or 0)
    for (label, _), cell in zip(work.tasks, pupil.cells, strict=True):
        first = cell if isinstance(cell, int) and cell > 0 else 0
        taken = min(left, first)
        left -= taken
        rows.append(
            {
                "year": 2022,
                "login": pupil.school.login,
                "municipality_raw": pupil.school.municipality_name,
                "school_name": pupil.school.name,
                "protocol_no": "1",
                "recheck_date": date(2022, 6, 30),
                "subject_raw": work.name,
                "grade": work.grade,
                "participant_code": str(pupil.code),
                "task_label": label,
                "first_score": first,
                "second_score": None if change is None else first - taken,
                "expert_code": None if change is None else "Э-101",
            }
        )
    return rows


def _experts() -> list[Row]:
    school = SCHOOLS[CONFIRMED_MET]
    commission: Row = {"owner_code": municipality_code("m018"), "subject_raw": "Математика"}
    own: Row = {"owner_code": school.login, "owner_name": school.name, "subject_raw": "Русский язык", "grade": 5}
    names = ("body", "role", "expert_code", *_EXPERT_COLUMNS)
    return [
        {
            "year": 2022,
            **(commission if row[0] == "municipal_commission" else own),
            **dict(zip(names, row, strict=True)),
        }
        for row in _EXPERTS
    ]


def _site_checks() -> list[Row]:
    return [
        {
            "year": 2022,
            "login": SCHOOLS[number].login,
            "municipality_raw": SCHOOLS[number].municipality_name,
            "school_name": SCHOOLS[number].name,
            "check_date": day,
            "section": section,
            "is_actual": is_actual,
        }
        for number, day, section, is_actual in _SITE_CHECKS
    ]


def _load() -> list[Row]:
    school = SCHOOLS[1]
    load = (("П-01", "Математика", 5, "нет"), ("П-02", "Русский язык", 5, "Б"), ("П-03", "Русский язык", 5, "А"))
    return [
        {
            "year": 2022,
            "login": school.login,
            "municipality_raw": school.municipality_name,
            "school_name": school.name,
            "teacher_code": teacher,
            "subject_raw": subject,
            "grade": grade,
            "class_label": label,
            "hours_per_week": 5,
        }
        for teacher, subject, grade, label in load
    ]


def _documents() -> list[Row]:
    def document(owner: str, kind: str, number: str, day: date, published: date | None = None) -> Row:
        return {
            "year": 2022,
            "owner_code": owner,
            "document_kind": kind,
            "document_no": number,
            "document_date": day,
            "published_date": published,
        }

    first, second = municipality_code("m018"), municipality_code("m001")
    plans = [CONFIRMED_MET, CONFIRMED_NOT_MET, RECHECK_NO]
    return [
        document(first, "observer_report", "1", date(2022, 6, 15), date(2022, 6, 20)),
        document(second, "observer_report", "1", date(2022, 6, 28), date(2022, 7, 1)),
        document(first, "vpr_analysis", "2", date(2022, 8, 1), date(2022, 8, 10)),
        document(second, "vpr_analysis", "2", date(2022, 8, 1), date(2022, 8, 11)),
        document(second, "recheck_outcome", "3", date(2022, 7, 15)),
        *(document(SCHOOLS[n].login, "quality_plan", "12", date(2021, 12, 1)) for n in plans),
        document(SCHOOLS[1].login, "school_analysis", "5", date(2022, 12, 19)),
        document(SCHOOLS[BIG].login, "quality_plan", "12", date(2022, 1, 10)),
    ]
