"""Context questionnaires of 2021 (one wide sheet) and 2022 (two sheets, numbered questions with tabs), FORMATS B.8."""

from __future__ import annotations

from random import Random

from dagster_project.generator.region import REGION_CODE, REGION_NAME, SCHOOLS, School, municipality_code
from dagster_project.generator.writers import Value

SHEET_2021 = "Сбор контекстных данных об ОО и"
_LOCALITY = {True: "2. Город", False: "4. Населенный пункт сельского типа (село, поселок, деревня)"}
_SPEED = ("до 25 Мбит/с", "26–50 Мбит/с", "51–100 Мбит/с")

HEAD_2021 = (
    "логин",
    "Код региона",
    "Название ОО",
    "Полное наименование ОО согласно Уставу",
    "Организационно-правовая форма ОО",
    "Начальное общее образование",
    "Основное общее образование",
    "Среднее общее образование",
    "Где расположена Ваша образовательная организация?",
    "Каков размер населенного пункта, в котором расположена ОО? ",
    "ОО является специальной (коррекционной)?",
    "ОО является вечерней (сменной)?",
    "ОО является специальным учебно-воспитательным учреждением закрытого типа?",
    "ОО является школой-интернатом?",
    "Укажите количество обучающихся в ОО в 2020/2021 учебном году (в сумме по всем классам)",
    *(f"{grade} класс {what}" for grade in range(1, 13) for what in ("Классов/групп", "Обучающихся")),
    "Сколько всего в школе учителей (работающих не менее чем на 0,5 ставки)?",
    "Сколько в школе  учителей высшей категории (работающих не менее чем на 0,5 ставки)?",
    "Сколько в школе учебных классов (кабинетов), в которых проходят занятия?",
    "В скольких учебных классах, кабинетах есть проектор и/или интерактивная доска?",
    "Сколько компьютеров обучающиеся могут использовать в процессе обучения "
    "(включая компьютеры в компьютерном классе, других учебных классах, библиотеке)?",
    '"Скорость Интернета, заявленная Интернет-провайдером (указанная в договоре с Интернет-провайдером)? '
    'Выберите вариант из выпадающего списка"',
)

_ID_2022 = ("Пользователь", "Код региона", "Регион", "Муниципалитет", "Школа", "Дата загрузки", "№")
_GENERAL_2022 = (
    "1. ПОЛНОЕ наименование ОО (по уставу)",
    "2.\tСОКРАЩЕННОЕ наименование ОО (при наличии) (по уставу)",
    "7.\tКод ОГЭ",
    "8.\tКод ЕГЭ",
    "9.\tСтатус организации.",
    "10. У ОО есть филиалы?",
    "14. Где расположена образовательная организация?",
    "15. Каков размер населенного пункта, в котором расположена ОО?",
)
_ACTIVITY_2022 = (
    "17.1. Организация осуществляет образовательную деятельность по адаптированным образовательным программам (АОП)?",
    "19.1. Ведется ли в ОО углубленное изучение отдельных предметов?",
    "19.2. Есть ли предметы, углубленное изучение которых начинается с классов начальной школы (1–4 классов)?",
    "19.3. Есть ли предметы, углубленное изучение которых начинается с классов основной школы (5–9 классов)?",
    "19.4. Есть ли предметы, углубленное изучение которых начинается с классов средней школы (10–11 классов)?",
    "20. Укажите количество обучающихся в ОО в 2021/2022 учебном году (в сумме по всем классам/курсам)",
    "25. Сколько всего в ОО учителей/преподавателей?",
    "26. Сколько в ОО учителей, преподающих в 5–9 классах?",
    "27. Сколько всего в ОО учителей/преподавателей первой и высшей категорий?",
)


def sheet_2021(seed: int) -> dict[str, list[list[Value]]]:
    """One row per school. A grade that is not taught has 0 classes and 0 or no pupils."""
    rng = Random(f"{seed}/context/2021")
    rows: list[list[Value]] = [list(HEAD_2021)]
    for school in SCHOOLS.values():
        pupils = _pupils(rng, school)
        rooms_rng = Random(f"{seed}/context/rooms/{school.number}")
        rows.append(answers_2021(rng, rooms_rng, school, pupils, class_size=100, teachers=rng.randint(12, 30)))
    return {SHEET_2021: rows}


def answers_2021(
    rng: Random, rooms_rng: Random, school: School, pupils: dict[int, int], class_size: int, teachers: int
) -> list[Value]:
    """The row of one school; `pupils` by grade."""
    counts: list[Value] = []
    for grade in range(1, 13):
        count = pupils.get(grade, 0)
        counts += [-(-count // class_size), pupils.get(grade, 0 if grade < 12 else None)]
    return [
        school.old_login,
        int(school.region_code),
        school.name,
        f"Муниципальное бюджетное общеобразовательное учреждение {school.name}",
        "2. Муниципальная",
        *("Да" if taught else "Нет" for taught in _levels(school)),
        _LOCALITY[_is_town(school)],
        "4. 10–50 тыс. человек" if _is_town(school) else "2. 1–5 тыс. человек",
        *["Нет"] * 4,
        sum(pupils.values()),
        *counts,
        teachers,
        rng.randint(0, teachers // 2),
        rooms := rng.randint(10, 25),
        rooms_rng.randint(3, rooms),
        rng.randint(6, 40),
        rng.choice(_SPEED),
    ]


def sheets_2022(seed: int) -> dict[str, list[list[Value]]]:
    """Two sheets; one village answers with an implausible size of its settlement, as some real ones do."""
    rng = Random(f"{seed}/context/2022")
    general: list[list[Value]] = [[*_ID_2022, *_GENERAL_2022]]
    activity: list[list[Value]] = [[*_ID_2022, *_ACTIVITY_2022]]
    for school in list(SCHOOLS.values())[::2]:
        identity = _identity_2022(rng, school)
        code: Value = str(5000 + school.number) if school.number % 4 == 1 else 5000 + school.number
        size = "4) 10–50 тыс. человек" if _is_town(school) else "1) Менее 1 тыс. человек"
        general.append(
            [
                *identity,
                f"Муниципальное бюджетное общеобразовательное учреждение {school.name}",
                school.name,
                code,
                code,
                "1) Самостоятельное юридическое лицо",
                "Нет",
                _LOCALITY[_is_town(school)].replace(". ", ") "),
                "7) 450–680 тыс. человек" if school.number == 5 else size,
            ]
        )
        teachers = rng.randint(12, 30)
        pupils = sum(_pupils(rng, school).values())
        has_advanced = school.number % 4 == 1
        starts: list[Value] = ["Нет", "Да" if school.number % 8 == 1 else "Нет", "Да"]
        advanced: list[Value] = ["Да", *starts] if has_advanced else ["Нет", None, None, None]
        activity.append([*identity, "Да", *advanced, pupils, teachers, teachers // 2, rng.randint(3, teachers)])
    return {"Общая информация об ОО": general, "ОБРАЗОВАТЕЛЬНАЯ ДЕЯТЕЛЬНОСТЬ ОО": activity}


def _pupils(rng: Random, school: School) -> dict[int, int]:
    """Pupils by grade, not fewer than any work lists."""
    base = 60 if school.number in (55,) else 30 if school.number in (52, 57) else 14
    return {grade: rng.randint(base, base + 6) for grade in range(school.min_grade, school.max_grade + 1)}


def _levels(school: School) -> tuple[bool, bool, bool]:
    return school.min_grade <= 4, school.min_grade <= 9 and school.max_grade >= 5, school.max_grade >= 10


def _is_town(school: School) -> bool:
    return school.place.startswith("г.")


def _identity_2022(rng: Random, school: School) -> list[Value]:
    return [
        school.login,
        int(REGION_CODE),
        f"reg{REGION_CODE}0000 | {REGION_NAME}",
        f"{municipality_code(school.municipality)} | {school.municipality_name}",
        f"{school.login} | {school.name}",
        f"{rng.randint(1, 28):02d}.02.2022 {rng.randint(8, 17):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}",
        rng.choice(("1", 1)),
    ]
