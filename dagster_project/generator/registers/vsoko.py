"""Registers of one school's own quality system: decisions, measures, contacts with parents, plans of support.

Meetings, terms and their spellings are those of document 002 (CATALOGUE 6), the texts are ours.
Execution, which the document does not have, is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dagster_project.generator.population import mark_of, population
from dagster_project.generator.region import CONFIRMED_MET, CONFIRMED_NOT_MET
from dagster_project.generator.register_file import RegisterFiles, Row
from dagster_project.generator.registers.support import school_cells
from dagster_project.generator.work import WORKS
from dagster_project.generator.writers import Cell

_SCHOOL = 1
_HEAD = "Зам. директора по УВР"
_ARRIVING = "Постоянно по мере поступления"
_ALL = "Зам. директора по УВР; руководители ШМО; классные руководители"

# number of the meeting → body and date as written
_MEETINGS_2024 = {
    1: ("pedagogical_council", "Август 2023"),
    2: ("methodical_council", None),
    3: ("subject_association", "Сентябрь 2023"),
    4: ("director_meeting", "Август 2023"),
    5: ("parent_meeting", "Ноябрь 2023"),
    6: ("subject_association", "Ноябрь 2023"),
    7: ("pedagogical_council", "Февраль 2024г"),
    8: ("pedagogical_council", "Май 2024г"),
}
# meeting, number, decision, term, responsible, execution, day of execution
Decision = tuple[int, str, str | None, str | None, str | None, str | None, date | None]
_DECISIONS_2024: tuple[Decision, ...] = (
    (1, "1", "Включить ВСОКО в программу развития", "Октябрь-декабрь 2023г", _HEAD, "done", date(2023, 12, 20)),
    (1, "2", "Утвердить график оценочных процедур", "Сентябрь- ноябрь2023г", _HEAD, "done", date(2023, 12, 5)),
    (1, "3", "Наладить сбор, обработку и хранение данных", "В течение года", _HEAD, "in_progress", None),
    (2, "1", "Оказывать педагогам методическую помощь", "В течение года", _HEAD, "in_progress", None),
    (2, "2", "Составить план внутришкольного контроля", "Октябрь-ноябрь 2023", _HEAD, "done", date(2023, 11, 30)),
    (2, "3", "Уточнить план курсовой подготовки", "Октябрь-ноябрь 2023г", _HEAD, "cancelled", None),
    (3, "1", "Проверить наличие рабочих программ", "Сентябрь 2023г", _ALL, "done", date(2023, 9, 15)),
    (3, "2", "Согласовать контрольные материалы", "Сентябрь-октябрь\n2023г", None, "done", date(2023, 10, 31)),
    (3, "3", "Участвовать в мониторингах 1–6 классов", "В течение года", None, "in_progress", None),
    (4, "1", "Собрать данные об оснащённости и кадрах", None, "Администрация", "done", date(2023, 9, 1)),
    (4, "2", "Описать систему процедур", None, None, "in_progress", None),
    (5, "1", "Рассказать родителям о ВПР в 4 классе и мониторингах", None, "Администрация", "done", date(2023, 11, 17)),
    (5, "2", None, None, None, None, None),
    (6, "1", "Провести дополнительные занятия", "В течение года", _ALL, "in_progress", None),
    (6, "2", "Разъяснять родителям порядок ВПР", "В течение года", _ALL, "in_progress", None),
    (6, "3", "Давать задания на повторение", "В течение года", _ALL, "in_progress", None),
    (7, "1", "Назначить ответственного за ВПР в 2022-2023 уч. году", "Март 2024г", _HEAD, "done", date(2024, 3, 10)),
    (7, "2", "Составить план подготовки к ВПР", "Март 2024г", _HEAD, "not_done", None),
    (7, "3", "Разъяснить родителям порядок", "Февраль-март 2024г", _HEAD, "done", date(2024, 4, 1)),
    (7, "4", "Составить план-график подготовки", "октябрь", _ALL, None, None),
    (7, "5", "Доводить информацию до родителей", _ARRIVING, "Классные руководители", "in_progress", None),
    (7, "6", "Разбирать результаты ВПР на ШМО", _ARRIVING, _HEAD, "in_progress", None),
    (8, "1", "Продолжить разъяснительную работу", None, _HEAD, "in_progress", None),
    (8, "2", "Обсудить ВПР на педсовете в августе 2017 года", "Июнь-август 2024г", _HEAD, "done", date(2024, 8, 29)),
)  # fmt: skip
_MEETINGS_2022 = {1: ("pedagogical_council", "Август 2021")}
_DECISIONS_2022: tuple[Decision, ...] = (
    (1, "1", "Подготовить график процедур", "Октябрь 2021г", _HEAD, "done", date(2021, 10, 31)),  # on the last day
    (1, "2", "Обновить положение о ВСОКО", "Ноябрь-декабрь 2021", _HEAD, "done", date(2022, 1, 1)),  # a day late
    (1, "3", "Провести пробные работы", "Март 2022", _HEAD, "done", date(2022, 3, 20)),
    (1, "4", "Разобрать итоги четверти", "Апрель 2022", _HEAD, None, None),
    (1, "5", "Посещать уроки", "В течение года", _HEAD, "done", date(2022, 5, 20)),
)  # fmt: skip
_MEETINGS_2023 = {1: ("pedagogical_council", "Ноябрь 2022"), 2: ("director_meeting", "Январь 2023")}
_DECISIONS_2023: tuple[Decision, ...] = (
    (1, "1", "Подготовить график процедур", "Сентябрь-октябрь 2022г", _HEAD, "done", date(2022, 11, 25)),  # before it
    (1, "2", "Провести родительские собрания", "Декабрь 2022", _HEAD, "done", date(2022, 12, 20)),
    (2, "1", "Обновить положение о ВСОКО", "Февраль 2023", _HEAD, "done", date(2023, 2, 10)),
    (2, "1", "Обновить сайт школы", "Март 2023", None, "not_done", None),  # the same number again
)  # fmt: skip

# year → measures: text, grades, subjects, responsible
_MEASURES: dict[int, tuple[tuple[str, str | None, str | None, str], ...]] = {
    2023: (
        ("Сборники заданий для подготовки к ВПР", "4", "Русский язык, математика", "Учителя начальных классов"),
        ("Анализ успеваемости", "5 и 6", "Все предметы", _HEAD),
    ),
    2024: (
        ("Задания для подготовки к ВПР", "3,4", "Русский язык, математика, окружающий мир", "Учителя 3–4 классов"),
        ("Мониторинг предметных результатов", "1-6", "Русский язык, математика, метапредмет", "Учителя 1–6 классов"),
        ("Анализ успеваемости и качества знаний", "1-8", "Все предметы", _HEAD),
        ("Корректировка по итогам адаптации", "4,5", "Русский язык, математика", _HEAD),
        ("Виды контроля в течение года", "1-11", "Все предметы", _HEAD),
        ("Комплексные работы в начальной школе", "1-4", "Русский язык, математика, окружающий мир", _HEAD),
        ("Мониторинг по завершении года", "1-11", "Все предметы", _HEAD),
        ("Задания по функциональной грамотности", "1-11", "Все предметы", "Учителя-предметники"),
        ("Работы по краеведению", "1-6", "Окружающий мир, история, география", "Учителя 1–6 классов"),
        ("Работа с родителями о ВПР", "4-11", None, "Классные руководители"),
    ),
}  # fmt: skip

# Pupils with difficulties of one school: code → months without a contact of the psychologist or the social teacher.
_MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5)
_CONTACTS: dict[int, dict[str, tuple[int, ...]]] = {
    2022: {"У-01": (), "У-02": (), "У-03": (1,), "У-04": _MONTHS},
    2023: {"У-01": (), "У-02": (), "У-03": (5, 9)},
}
_WITHOUT_DIFFICULTIES = "У-05"


def files(seed: int) -> RegisterFiles:
    """The registers; only the codes of VPR participants in plans of support depend on the seed."""
    low = {number: _low_codes(seed, number) for number in (CONFIRMED_MET, CONFIRMED_NOT_MET)}
    years = tuple(_CONTACTS)
    return {
        "Реестры/Решения 2021-2022.csv": ("decision_register", _decisions(2022, _MEETINGS_2022, _DECISIONS_2022)),
        "Реестры/Решения 2022-2023.xlsx": ("decision_register", _decisions(2023, _MEETINGS_2023, _DECISIONS_2023)),
        "Реестры/Решения 2023-2024.xlsx": ("decision_register", _decisions(2024, _MEETINGS_2024, _DECISIONS_2024)),
        "Реестры/Меры ВСОКО.xlsx": ("measure_register", [row for year in _MEASURES for row in _measures(year)]),
        "Реестры/Группа поддержки.xlsx": (
            "pupil_register",
            [row for year in years for row in _group(year, low[CONFIRMED_NOT_MET][2])],
        ),
        "Реестры/Контакты с родителями.csv": ("parent_contact", [row for year in years for row in _contacts(year)]),
        "Реестры/Планы поддержки.xlsx": ("support_plan", _plans(low)),
    }


def _decisions(year: int, meetings: Mapping[int, tuple[str, str | None]], decisions: tuple[Decision, ...]) -> list[Row]:
    return [
        {
            **school_cells(year, _SCHOOL),
            "meeting_no": meeting,
            "level": meetings[meeting][0],
            "meeting_text": meetings[meeting][1],
            "decision_no": decision_no,
            "decision": decision,
            "term_text": term,
            "responsible": responsible,
            "execution": execution,
            "done_date": done,
        }
        for meeting, decision_no, decision, term, responsible, execution, done in decisions
    ]


def _measures(year: int) -> list[Row]:
    return [
        {
            **school_cells(year, _SCHOOL),
            "measure_no": number,
            "measure": measure,
            "grades_raw": grades,
            "subjects_raw": subjects,
            "responsible": responsible,
            "term_text": "В течение года",
        }
        for number, (measure, grades, subjects, responsible) in enumerate(_MEASURES[year], start=1)
    ]


def _group(year: int, vpr_code: int) -> list[Row]:
    """The pupils with difficulties, one without, all of grade 5; the last of the group is known to VPR."""
    codes = [*_CONTACTS[year], _WITHOUT_DIFFICULTIES]
    return [
        {
            **school_cells(year, CONFIRMED_NOT_MET),
            "report_date": date(year - 1, 9, 20),
            "pupil_code": code,
            "grade": 5,
            "class_label": "А",
            "study_form": "full_time",
            "has_learning_difficulties": "0" if code == _WITHOUT_DIFFICULTIES else "1",
            "vpr_code": str(vpr_code) if year == 2022 and code == "У-04" else None,
        }
        for code in codes
    ]


def _contacts(year: int) -> list[Row]:
    rows: list[Row] = []
    for code, missed in _CONTACTS[year].items():
        for month in _MONTHS:
            specialist = "class_teacher" if month in missed else "psychologist" if month % 2 else "social_teacher"
            day: Cell = date(year - 1 if month > 8 else year, month, 14)
            row: Row = {
                **school_cells(year, CONFIRMED_NOT_MET),
                "pupil_code": code,
                "contact_date": day,
                "specialist": specialist,
            }
            rows.append(row)
    return rows


def _low_codes(seed: int, number: int) -> list[int]:
    """Codes of the school's participants with «2» in Russian, grade 5, of 2022."""
    work = WORKS["ru", 5]
    rows = population(seed, 2022, "ru", 5)
    return [row.code for row in rows if row.school.number == number and mark_of(work, row) == 2]


def _plans(low: dict[int, list[int]]) -> list[Row]:
    """Three of four pupils with «2», one of them through the register of pupils; one of two in the other school."""
    named = [
        (CONFIRMED_NOT_MET, "У-01", low[CONFIRMED_NOT_MET][0]),
        (CONFIRMED_NOT_MET, "У-02", low[CONFIRMED_NOT_MET][1]),
        (CONFIRMED_NOT_MET, "У-04", None),
        (CONFIRMED_MET, "У-01", low[CONFIRMED_MET][0]),
    ]
    return [
        {
            **school_cells(2022, number),
            "pupil_code": pupil,
            "grade": 5,
            "class_label": "А",
            "vpr_code": None if code is None else str(code),
            "subject_raw": "Русский язык",
            "plan_date": date(2022, 4, 25),
            "term_text": "до 31.05.2022",
        }
        for number, pupil, code in named
    ]
