"""FIS OKO reports: title block, header in row 8, groups from the whole sample down to a school (FORMATS C)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from dagster_project.generator.population import journal_counts, mark_counts, mark_of
from dagster_project.generator.pupil import Pupil
from dagster_project.generator.region import REGION_NAME, SCHOOLS
from dagster_project.generator.region import municipality_code as code_of
from dagster_project.generator.work import Work
from dagster_project.generator.writers import Value

CATEGORIES = ("Понизили", "Подтвердили", "Повысили")
SIGNS = {"Понизили": "<", "Подтвердили": "=", "Повысили": ">"}

Table = list[list[Value]]
Groups = Sequence[tuple[str, list[Pupil]]]
REQUIREMENT_HEADER = (
    "Блоки ПООП обучающийся научится / получит возможность научиться или проверяемые требования (умения) "
    "в соответствии с ФГОС"
)


def sheet_name(work: Work, report: str) -> str:
    """Excel keeps 31 characters."""
    return f"{work.short} {work.grade} {report}"[:31]


def title_block(work: Work, year: int, report: str, date: str) -> Table:
    return [
        [report],
        [],
        [f"ВПР {year} {work.name} {work.grade} класс"],
        ["Предмет:", work.name],
        ["Максимальный первичный балл:", work.max_score],
        ["Дата:", date],
    ]


def report_groups(rows: Sequence[Pupil], municipalities: Sequence[str]) -> list[tuple[str, list[Pupil]]]:
    """Region, then each named municipality with its schools."""
    usable = [row for row in rows if row.is_present and not row.fault]
    result = [(REGION_NAME, usable)]
    for key in municipalities:
        inside = [row for row in usable if row.school.municipality == key]
        result.append((f"{inside[0].school.municipality_name}({code_of(key)})", inside))
        for number in sorted({row.school.number for row in inside}):
            school = SCHOOLS[number]
            result.append((f"{school.name}({school.login})", [r for r in inside if r.school.number == number]))
    return result


def individual_results(work: Work, year: int, date: str, rows: Sequence[Pupil]) -> Table:
    """Ф1: a section row above the pupils of each school."""
    table = title_block(work, year, "Индивидуальные результаты", date)
    levels: list[Value] = ["П" if i * 3 > len(work.tasks) * 2 else "Б" for i in range(len(work.tasks))]
    table.append([None, None, "Уровень сложности задания", None, None, None, *levels])
    head = ["ОО", "Муниципалитет", "Название ОО", "Код участника", "Класс", "Вариант"]
    labels = [f"{_printed(label)} ({points}б)" for label, points in work.tasks]
    table.append([*head, *labels, "Первичный балл", "Отметка", "Отметка по журналу"])
    current = 0
    for row in [row for row in rows if row.is_present]:
        school = row.school
        name = f"{school.name}({school.login})"
        if school.number != current:
            current = school.number
            count = sum(r.is_present and r.school.number == current for r in rows)
            table.append([f"{name} | Кол-во участников: {count}"])
        cells: list[Value] = [school.login, school.municipality_name, name, row.code, 1, int(row.variant)]
        journal = int(row.journal) if row.journal.isdigit() else None
        table.append([*cells, *row.cells, row.score, mark_of(work, row), journal])
    return table


def mark_statistics(
    work: Work, year: int, date: str, named: Sequence[tuple[str, list[Pupil]]], whole: list[Value]
) -> Table:
    """Ф3: percents of marks. `whole` is the row «Вся выборка», which only FIS OKO knows."""
    table = [*title_block(work, year, "Статистика по отметкам", date), []]
    table += [["Группы участников", "Кол-во ОО", "Кол-во участников", 2, 3, 4, 5], ["Вся выборка", *whole]]
    for name, rows in named:
        counts = mark_counts(work, rows)
        total = counts.total()
        schools = len({row.school.number for row in rows})
        is_school = name.endswith(")") and "(edu" in name
        shares = [round(100 * counts[mark] / total, 2) for mark in (2, 3, 4, 5)]
        table.append([name, None if is_school else schools, total, *shares])
    return table


def journal_wide(work: Work, year: int, date: str, named: Sequence[tuple[str, list[Pupil]]]) -> Table:
    """«Сравнение отметок с отметками по журналу», one row per group."""
    table = [*title_block(work, year, "Сравнение отметок с отметками по журналу", date), []]
    head: list[Value] = ["Группы участников", "Кол-во участников(всего)"]
    for category in CATEGORIES:
        rule = (
            "Отметка = Отметке по журналу"
            if category == "Подтвердили"
            else f"Отметка {SIGNS[category]} Отметка по журналу"
        )
        head += [f"{category} ({rule}) %", f"{category} ({rule}) Кол-во участников"]
    table.append(head)
    for name, rows in named:
        counts = journal_counts(work, rows)
        total = counts.total()
        line: list[Value] = [name, total]
        for category in CATEGORIES:
            line += [round(100 * counts[category] / total, 2), counts[category]]
        table.append(line)
    return table


def journal_long(work: Work, year: int, date: str, named: Sequence[tuple[str, list[Pupil]]]) -> Table:
    """The same report, long: the name of a group, then four rows."""
    table = [*title_block(work, year, "Сравнение отметок с отметками по журналу", date), []]
    table.append(["Группы участников", "Кол-во участников", "%"])
    for name, rows in named:
        counts = journal_counts(work, rows)
        total = counts.total()
        table.append([name])
        table += [[category, counts[category], round(100 * counts[category] / total, 2)] for category in CATEGORIES]
        table.append(["Всего", total, 100])
    return table


def score_distribution(work: Work, year: int, date: str, named: Groups) -> Table:
    """Percents of participants by primary score, a column per score."""
    table = [*title_block(work, year, "Распределение первичных баллов", date), []]
    scores = range(work.max_score + 1)
    table.append(["Группы участников", "Кол-во участников", *scores])
    for name, rows in named:
        counts = Counter(row.score for row in rows)
        table.append([name, len(rows), *(round(100 * counts[score] / len(rows), 2) for score in scores)])
    return table


def task_completion(work: Work, year: int, date: str, named: Groups) -> Table:
    """Percents of the maximum by task, a column per task; maximums stand in the first row."""
    table = [*title_block(work, year, "Выполнение заданий", date), []]
    table.append(["Группы участников", "Кол-во участников", *(_printed(label) for label, _ in work.tasks)])
    table.append(["Макс балл", None, *(points for _, points in work.tasks)])
    for name, rows in named:
        table.append([name, len(rows), *(_completion(rows, work, [number]) for number in range(len(work.tasks)))])
    return table


def requirement_results(
    work: Work, year: int, date: str, named: Groups, requirements: Sequence[tuple[str, Sequence[int]]]
) -> Table:
    """Percents of the maximum by requirement (wording, numbers of its tasks), a column per group."""
    table = [*title_block(work, year, "Достижение планируемых результатов", date), []]
    table.append([REQUIREMENT_HEADER, "Макс балл", *(name for name, _ in named)])
    for wording, tasks in requirements:
        points = sum(work.tasks[number][1] for number in tasks)
        table.append([wording, points, *(_completion(rows, work, tasks) for _, rows in named)])
    return table


def _completion(rows: Sequence[Pupil], work: Work, tasks: Sequence[int]) -> float:
    cells = [row.cells[number] for row in rows for number in tasks]
    got = sum(cell for cell in cells if isinstance(cell, int))
    return round(100 * got / (len(rows) * sum(work.tasks[number][1] for number in tasks)), 2)


def _printed(label: str) -> str:
    """`5(1)` is 5.1 in the reports."""
    return label.replace("(", ".").replace(")", "")


def printed_russian(table: Table, to_text: Callable[[float], str]) -> Table:
    """The table as text with decimal comma and blanks between thousands."""
    return [[to_text(v) if isinstance(v, int | float) else v for v in row] for row in table]
