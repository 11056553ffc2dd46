"""Registers of the support of schools with low results: lists, staff, events, documents, observers, appeals.

Figures are written by hand so that every golden value can be checked with a pencil.
Source: CATALOGUE 2, T22, T23, T37–T62.
"""

from __future__ import annotations

from datetime import date

from dagster_project.generator.region import SCHOOLS, municipality_code
from dagster_project.generator.register_file import RegisterFiles, Row
from dagster_project.generator.writers import Cell

# Official lists; that of 2022 is `lists.low_result_rows`. In 2021 there is none: the rule of METHODS 1 decides.
_SHNOR_2023 = (2, 7, 11, 53)
_LEADERS_2021 = (16, 46, 51)

# Teachers: code, position, subjects, what he has: Diagnostics, Course, Postcourse, Iom, Network.
Teacher = tuple[str, str, tuple[str, ...], str]
_STAFF: dict[tuple[int, int], tuple[Teacher, ...]] = {
    (2022, 2): (
        ("П-01", "teacher", ("Математика", "Физика"), "DCPN"),  # two rows, one teacher
        ("П-02", "teacher", ("Русский язык",), "DCPI"),
        ("П-03", "teacher", ("Биология",), "DCN"),  # a course without support after it
        ("П-04", "teacher", ("История",), ""),
        ("П-05", "other_teaching", (), "DCPIN"),  # a psychologist: counted only with include_non_teaching
        ("Р-01", "head", (), "DCPIN"),
    ),
    (2022, 53): (
        ("П-01", "teacher", ("Математика",), "DCPI"),
        ("П-02", "teacher", ("Русский язык",), "DPN"),  # support without a course
        ("П-03", "teacher", ("География",), "I"),
        ("П-04", "teacher", ("Химия",), ""),
        ("П-05", "teacher", ("Обществознание",), ""),
    ),
    (2022, 54): (
        ("П-01", "teacher", ("Математика",), "DCPN"),
        ("П-02", "teacher", ("Русский язык",), "DCP"),
        ("П-03", "teacher", ("Физика",), "D"),
    ),
    (2022, 3): (("П-01", "teacher", ("Математика",), "DCPIN"),),  # no ШНОР
    (2023, 2): (
        ("П-01", "teacher", ("Математика", "Физика"), "DCPN"),
        ("П-02", "teacher", ("Русский язык",), "DCPI"),
        ("П-03", "teacher", ("Биология",), "DCPN"),
        ("П-04", "teacher", ("История",), "DIN"),
    ),
    (2023, 53): (
        ("П-01", "teacher", ("Математика",), "DCPI"),
        ("П-02", "teacher", ("Русский язык",), "DCPN"),
        ("П-03", "teacher", ("География",), "DI"),
        ("П-04", "teacher", ("Химия",), ""),
        ("П-05", "teacher", ("Обществознание",), ""),
    ),
    (2023, 54): (("П-01", "teacher", ("Математика",), "DCPIN"),),  # left the list
}
_DATES = {
    "D": ("diagnostics_date", 10, 12),
    "C": ("course_date", 11, 20),
    "P": ("postcourse_date", 12, 15),
    "I": ("iom_date", 10, 25),
    "N": ("network_date", 12, 1),
}

# Events of 2022: owner (municipality or school), number, kind, hours, host, participants, theme «500+».
Event = tuple[str | int, str, str, float | None, int | None, tuple[int | None, ...], bool]
_EVENTS: tuple[Event, ...] = (
    ("m001", "1", "experience_exchange", 3, 1, (1, 2), True),
    ("m001", "2", "experience_exchange", 3, 1, (1,), True),
    ("m001", "3", "experience_exchange", 2, 2, (2,), True),
    ("m001", "4", "experience_exchange", 2, None, (1,), True),
    ("m001", "5", "experience_exchange", 2, 3, (3,), False),  # another theme
    ("m001", "6", "short_event", 4, 1, (2, 3), True),  # exactly four hours
    ("m001", "7", "short_event", 3.5, 2, (2,), True),
    ("m001", "8", "short_event", 6, 55, (2,), True),  # long enough, but in a school outside the project
    ("m001", "9", "short_event", 5, 3, (1,), True),
    ("m001", "10", "roadmap_monitoring", None, None, (1, 2), True),
    ("m001", "11", "targeted_help", 2, None, (2,), True),
    (1, "1", "prof_community", 1, 1, (None,), False),
    (2, "1", "prof_community", 1, 2, (None,), False),
    (2, "2", "data_analysis", None, None, (None,), False),
    ("m018", "1", "tutoring", 2, 51, (53,), False),
    ("m018", "2", "consulting", 2, 51, (54,), False),
    ("m018", "3", "targeted_help", 2, 53, (53,), False),
)

# Documents of 2022: school, kind, number, confirmed by the curator, partner.
_DOCUMENTS: tuple[tuple[int, str, str, str | None, int | None], ...] = (
    (2, "concept", "1", "1", None),
    (2, "development_programme", "2", "1", None),
    (2, "risk_programme", "3", None, None),
    (53, "concept", "1", "1", None),
    (53, "development_programme", "2", "1", None),
    (54, "concept", "1", "1", None),
    (54, "development_programme", "2", "1", None),
    (54, "risk_programme", "3", "0", None),  # turned down
    (54, "school_analysis", "4", "1", None),
    (1, "quality_programme", "1", "1", None),
    (3, "quality_programme", "1", "1", None),
    (2, "partnership_agreement", "5", "1", 16),
    (53, "partnership_agreement", "3", "1", 51),
    (3, "monitoring_report", "2", "1", None),
    (1, "training_plan", "2", "1", None),
    (2, "training_plan", "6", "1", None),
    (3, "training_plan", "3", "1", None),
)

# Observers: year, school, procedure, observer, parent of the class, works in the school.
_OBSERVERS: tuple[tuple[int, int, str, str, str, str], ...] = (
    (2021, 1, "vpr", "Н-01", "0", "0"),
    (2022, 1, "vpr", "Н-01", "0", "0"),
    (2022, 2, "vpr", "Н-02", "0", "0"),
    (2022, 2, "vpr", "Н-03", "1", "0"),  # a parent of the class
    (2022, 58, "vpr", "Н-04", "0", "1"),  # works in the school
    (2022, 3, "niko", "Н-05", "0", "0"),  # a procedure that is not counted
)

# Appeals: year, school, procedure, number, about objectivity.
_APPEALS: tuple[tuple[int, int, str, str, str], ...] = (
    (2021, 2, "vpr", "1", "1"),
    (2021, 2, "vpr", "2", "1"),
    (2022, 1, "vpr", "нет", "0"),
    (2022, 2, "vpr", "1", "1"),
    (2022, 2, "vpr", "2", "0"),
    (2022, 53, "vpr", "1", "1"),
    (2022, 53, "oge", "1", "1"),
)


def files(seed: int) -> RegisterFiles:
    """The registers; none of them depends on the seed."""
    staff = {year: [row for key in _STAFF if key[0] == year for row in _staff_rows(*key)] for year in (2022, 2023)}
    return {
        "Списки/Школы-лидеры 2021.xlsx": ("project_list", [_listed(2021, n, "leader") for n in _LEADERS_2021]),
        "Списки/ШНОР 2023.xlsx": ("project_list", [_listed(2023, n, "shnor") for n in _SHNOR_2023]),
        "Реестры/Педагоги 2022.xlsx": ("staff_register", staff[2022]),
        "Реестры/Педагоги 2023.csv": ("staff_register", staff[2023]),
        "Реестры/Мероприятия 2022.xlsx": ("event_register", _event_rows()),
        "Реестры/Документы ШНОР и 500+ 2022.xlsx": ("document_register", _document_rows()),
        "Реестры/Наблюдатели.xlsx": ("observer_register", _observer_rows()),
        "Реестры/Обращения.csv": ("appeal_register", _appeal_rows()),
    }


def school_cells(year: int, number: int) -> dict[str, Cell]:
    """Year and school as every register writes them, with the login of that time."""
    school = SCHOOLS[number]
    return {
        "year": year,
        "login": school.old_login if year < 2022 else school.login,
        "municipality_raw": school.municipality_name,
        "school_name": school.name,
    }


def _listed(year: int, number: int, kind: str) -> Row:
    return {**school_cells(year, number), "list_kind": kind}


def _staff_rows(year: int, number: int) -> list[Row]:
    rows: list[Row] = []
    for code, position, subjects, marks in _STAFF[year, number]:
        dates: dict[str, Cell] = {
            column: date(year - 1, month, day) for mark, (column, month, day) in _DATES.items() if mark in marks
        }
        person = {**school_cells(year, number), "teacher_code": code, "position_kind": position}
        # what he has stands in his first row only
        rows.append({**person, "subject_raw": subjects[0] if subjects else None, **dates})
        rows += [{**person, "subject_raw": subject} for subject in subjects[1:]]
    return rows


def _event_rows() -> list[Row]:
    rows: list[Row] = []
    for owner, number, kind, hours, host, participants, is_theme in _EVENTS:
        rows += [
            {
                "year": 2022,
                "owner_code": municipality_code(owner) if isinstance(owner, str) else SCHOOLS[owner].login,
                "event_no": number,
                "event_kind": kind,
                "title": f"Мероприятие {number}",
                "event_date": date(2021, 11, int(number)),
                "hours": hours,
                "host_login": None if host is None else SCHOOLS[host].login,
                "participant_login": None if participant is None else SCHOOLS[participant].login,
                "is_theme_500": "1" if is_theme else "0",
            }
            for participant in participants
        ]
    return rows


def _document_rows() -> list[Row]:
    return [
        {
            "year": 2022,
            "owner_code": SCHOOLS[number].login,
            "owner_name": SCHOOLS[number].name,
            "document_kind": kind,
            "document_no": document_no,
            "document_date": date(2021, 12, int(document_no)),
            "is_confirmed": confirmed,
            "partner_login": None if partner is None else SCHOOLS[partner].login,
        }
        for number, kind, document_no, confirmed, partner in _DOCUMENTS
    ]


def _observer_rows() -> list[Row]:
    return [
        {
            **school_cells(year, number),
            "procedure": procedure,
            "observation_date": date(year, 3, 16),
            "subject_raw": "Русский язык",
            "grade": 4,
            "class_label": "А",
            "observer_code": code,
            "observer_kind": "public",
            "is_class_parent": is_parent,
            "works_in_school": works,
        }
        for year, number, procedure, code, is_parent, works in _OBSERVERS
    ]


def _appeal_rows() -> list[Row]:
    return [
        {
            **school_cells(year, number),
            "procedure": procedure,
            "appeal_no": appeal_no,
            "received_date": None if appeal_no == "нет" else date(year, 4, 20),
            "is_about_objectivity": about,
            "author_kind": None if appeal_no == "нет" else "parent",
        }
        for year, number, procedure, appeal_no, about in _APPEALS
    ]
