"""Certificates with medals, and profiles of study, of the people in `gia_plan`."""

from __future__ import annotations

from dagster_project.generator.gia_plan import Examinee, examinees
from dagster_project.generator.region import SCHOOLS
from dagster_project.generator.register_file import RegisterFiles, Row
from dagster_project.generator.writers import Cell

# (year, school, place): medal of a graduate of grade 11
_MEDALS = {
    (2026, 71, 1): "gold",  # physics 84
    (2026, 71, 2): "silver",  # informatics 81, after an appeal
    (2026, 71, 5): "gold",  # biology exactly 70, chemistry 64
    (2026, 71, 7): "silver",  # no elective
    (2026, 13, 1): "gold",  # history 80
    (2025, 71, 1): "gold",  # physics 76
    (2025, 1, 2): "gold",  # social studies 38
}
_WITHOUT = {(2026, 9, 71, 5), (2026, 11, 1, 3), (2025, 9, 71, 3), (2025, 11, 11, 1)}
# (year, school, place): profile and its subjects
_PROFILES = {
    (2026, 71, 1): ("технологический", "Математика профильная, Физика"),
    (2026, 71, 2): ("технологический", "Математика, Информатика"),
    (2026, 71, 3): ("гуманитарный", "Литература; Английский язык"),  # took social studies and history
    (2026, 71, 5): ("естественно-научный", "Химия, Биология"),
    (2026, 71, 8): ("универсальный", None),
    (2026, 1, 2): ("социально-экономический", "Обществознание"),  # 41 of 42
    (2026, 7, 2): ("естественно-научный", "Биология, Химия"),  # 35 of 36
    (2026, 13, 1): ("гуманитарный", "История"),
    (2025, 71, 1): ("технологический", "Математика профильная, Физика"),
    (2025, 71, 3): ("гуманитарный", "Литература"),
}


def files(_seed: int) -> RegisterFiles:
    """Two years of both registers."""
    collected: RegisterFiles = {}
    for year in (2025, 2026):
        graduates = [one for grade in (9, 11) for one in examinees(grade, year) if one.school is not None]
        collected[f"ГИА/{year}/Аттестаты и медали {year}.xlsx"] = (
            "certificate_register",
            [_certificate(one) for one in graduates],
        )
        collected[f"ГИА/{year}/Профиль обучения {year}.csv"] = (
            "study_profile",
            [
                _profile(one, *_PROFILES[key])
                for one in graduates
                if (key := _key(one)) in _PROFILES and one.grade == 11
            ],
        )
    return collected


def _key(one: Examinee) -> tuple[int, int, int]:
    return one.year, one.school or 0, one.place


def _pupil(one: Examinee) -> dict[str, Cell]:
    school = SCHOOLS[one.school or 0]
    code = f"У-{one.grade}{one.place:03d}"
    head: dict[str, Cell] = {"year": one.year, "login": school.login, "municipality_raw": school.municipality_name}
    return {**head, "school_name": school.name, "pupil_code": code, "grade": one.grade, "gia_code": one.code}


def _certificate(one: Examinee) -> Row:
    """Of the graduates of grade 9 only the ЕГЭ layout printed codes: they have none here."""
    got = (one.year, one.grade, one.school, one.place) not in _WITHOUT
    medal = _MEDALS.get(_key(one), "none") if one.grade == 11 else "none"
    kind = None if not got else "honours" if medal != "none" else "plain"
    row = {**_pupil(one), "has_certificate": "1" if got else "0", "certificate_kind": kind, "medal": medal}
    return row if one.grade == 11 else {**row, "gia_code": None}


def _profile(one: Examinee, profile: str, subjects: str | None) -> Row:
    return {**_pupil(one), "class_label": "А", "profile": profile, "profile_subjects": subjects}
