"""Pupil-level exports of a region: autumn 2020, spring 2021, 2022 (FORMATS B.1–B.3)."""

from __future__ import annotations

from collections.abc import Sequence

from dagster_project.generator.pupil import Cell, Pupil
from dagster_project.generator.quirks import damage
from dagster_project.generator.region import OTHER_SPELLINGS, UNPLACED, School
from dagster_project.generator.work import Work
from dagster_project.generator.writers import Value

JOURNAL_2022 = "Отметка за предыдущий триместр/ четверть/полугодие"
_ID_2022 = ("Пользователь", "Код региона", "Регион", "Муниципалитет", "Школа", "Дата загрузки")
_MAX_COLUMNS_2020 = 40


def textbook(work: Work) -> str:
    return f'Примеров А.А.,Образцова Б.Б. {work.name} {work.grade} класс ООО "Учебник-Пример"'


def table_2020(work: Work, pupils: Sequence[Pupil]) -> list[list[Value]]:
    """Sheet `Sheet1`: tags, English headers, «Учебник» in the place of the column after the last task."""
    count = len(work.tasks)
    tasks = [f"a-{n}-grade" for n in range(1, _MAX_COLUMNS_2020 + 1)]
    tasks[count] = "Учебник"
    head = ["groups", "user", "id", "code", "otc", "gender", "klass", "var-1", "var-2", "sum"]
    rows: list[list[Value]] = [[*head, *tasks]]
    for position, pupil in _numbered(pupils):
        common: list[Value] = [_tags(pupil.school), pupil.school.old_login, position, pupil.code]
        if pupil.is_present:
            marks: list[Value] = [pupil.journal, pupil.sex, pupil.class_label, pupil.variant, None, pupil.total]
            rows.append([*common, *marks, *(str(cell) for cell in pupil.cells)])
        else:
            rows.append([*common, None, None, None, pupil.variant])
    return rows


def table_2021(work: Work, pupils: Sequence[Pupil], junk_columns: int = 0) -> list[list[Value]]:
    """Sheet `Sheet`: all cells are text, «регион» holds the municipality, nameless columns on the right."""
    tasks = [f"балл за {n}" for n in range(1, len(work.tasks) + 1)]
    head = ["логин школы", "регион", "номер обучающегося", "код обучающегося"]
    head += ["отметка за предыдущую четверть/триместр", "пол", "класс", "вариант", "всего баллов", *tasks]
    head += ["Учебник", "Др.уч. автор", "Др.уч. название"]
    rows: list[list[Value]] = [[*head, *[None] * junk_columns]]
    for position, pupil in _numbered(pupils):
        row: list[Cell | None] = [pupil.school.old_login, _municipality_2021(work, pupil.school), str(position)]
        row.append(str(pupil.code))
        if pupil.is_present:
            row += [pupil.journal, pupil.sex, pupil.class_label, pupil.variant, str(pupil.total)]
            row += [*(str(cell) for cell in pupil.cells), textbook(work), None, None]
        else:
            row += [None, None, None, pupil.variant, *[None] * (len(tasks) + 4)]
        if junk_columns and position == 7 and pupil.is_present:  # a textbook typed with commas, split over columns
            row += [None, "Образцова Б.Б.", f"{work.name} {work.grade}"]
        rows.append([*damage(row, pupil.fault, login=0, code=3, variant=7)])
    return rows


def tables_2022(
    work: Work, pupils: Sequence[Pupil], uploaded: dict[int, str], as_text: bool
) -> dict[str, list[list[Value]]]:
    """Sheets «Классы» and «Протокол» with composite cells.

    Args:
        uploaded: school number → «Дата загрузки».
        as_text: points and marks are text, as in a part of the real files.
    """
    labels = [f"{label} ({points}б)" for label, points in work.tasks]
    protocol: list[list[Value]] = [[*_ID_2022, "Код", "Вариант", *labels, "Наименование класса", "Пол", JOURNAL_2022]]
    protocol[0].append("Итого баллов")
    classes: list[list[Value]] = [
        [
            *_ID_2022,
            'Буква (цифра) класса. Введите "нет" - если отсутствует',
            "Основной учебник по предмету",
            "Другое (автор учебника)",
            "Другое (название учебника)",
        ]
    ]
    seen: set[int] = set()
    for pupil in pupils:
        identity = _identity_2022(pupil.school, uploaded[pupil.school.number])
        if pupil.school.number not in seen:
            seen.add(pupil.school.number)
            book = f"{work.subject_code}{work.grade}.1 | 9.9.9.9.9.1 | {textbook(work)}"
            classes.append([*identity, "нет", book])
        row: list[Cell | None] = [*identity, pupil.code]
        if pupil.is_present:
            row += [_typed(v, as_text) for v in (pupil.variant, *pupil.cells)]
            row += [pupil.class_label, pupil.sex, _typed(pupil.journal, as_text), pupil.total]
        else:
            row += [pupil.variant, *[None] * (len(labels) + 3), 0]
        protocol.append([*damage(row, pupil.fault, login=0, code=6, variant=7)])
    return {"Классы": classes, "Протокол": protocol}


def _typed(value: Cell, as_text: bool) -> Cell:
    if as_text:
        return str(value)
    return int(value) if str(value).isdigit() else value


def _numbered(pupils: Sequence[Pupil]) -> list[tuple[int, Pupil]]:
    """Pupils with their position inside the school, from 1."""
    seen: dict[int, int] = {}
    numbered = []
    for pupil in pupils:
        seen[pupil.school.number] = position = seen.get(pupil.school.number, 0) + 1
        numbered.append((position, pupil))
    return numbered


def _tags(school: School) -> str:
    key, region = school.municipality, school.region_code
    tags = [f"reg{region}_vpr_{key}", f"reg{region}_vpr.2017.{key}", f"vpr.2017.r{region}.ma5.{key}"]
    return ",".join(
        [f"{region}-RU-SYN", "EAST", f"VPR_{region}", *tags, f"active_reg{region}", "vpr2020.ma5", "vpr2020.ru4"]
    )


def _municipality_2021(work: Work, school: School) -> str:
    if not school.is_sample:
        return school.municipality_name
    if school.number == UNPLACED:
        return f"СПО {school.region_name}"  # colleges are filed under the region: no municipality at all
    if (work.subject_code, work.grade) in (("ru", 5), ("hist", 5)):
        return OTHER_SPELLINGS.get(school.municipality, school.municipality_name)
    return school.municipality_name


def _identity_2022(school: School, uploaded: str) -> list[Cell]:
    return [
        school.login,
        int(school.region_code),
        f"reg{school.region_code}0000 | {school.region_name}",
        f"{school.municipality_code} | {school.municipality_name}",
        f"{school.login} | {school.name}",
        uploaded,
    ]
