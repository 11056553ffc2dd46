"""Task specifications: ALL (task × content × requirement), KS (content), KT (requirements); wording invented."""

from __future__ import annotations

from dagster_project.generator.work import Work
from dagster_project.generator.writers import Value

SHEET = "Лист1"

_CONTENT = {
    "ma": ("Числа и вычисления", "Текстовые задачи", "Фигуры на плоскости", "Таблицы и диаграммы"),
    "ru": ("Правописание", "Разбор слова", "Разбор предложения", "Работа с текстом"),
}
_OTHER_CONTENT = ("Понятия", "События и явления", "Карты и схемы", "Тексты и источники")
_OTHER_REQUIREMENTS = ("Называть понятия", "Объяснять явления", "Читать карту и схему", "Находить сведения в тексте")
_REQUIREMENTS = {
    "ma": ("Вычислять устно и письменно", "Решать задачи в несколько действий", "Различать фигуры", "Читать таблицу"),
    "ru": ("Писать без ошибок", "Находить части слова", "Определять члены предложения", "Понимать текст"),
}


def all_rows(work: Work) -> list[list[Value]]:
    """One row per task × content × requirement; every second task checks two requirements.

    As in real files the first row is typed as numbers and the others are text.
    """
    rows: list[list[Value]] = [
        [
            "№ по КИМу",
            "№",
            "Умения, виды деятельности (в соответствии с ФГОС)",
            "Блоки ПООП НОО: выпускник научится / получит возможность научиться",
            "Уровень сложности",
            "Код КЭС",
            "Код КТ",
            "Максимальный балл за выполнение задания",
            "Примерное время выполнения задания обучающимся (в минутах)",
        ]
    ]
    skills, results = _content(work), _requirements(work)
    for index, (label, points) in enumerate(work.tasks):
        content = index % len(skills)
        level = "П" if index >= len(work.tasks) - 2 else "Б"
        for requirement in _requirements_of(work, index):
            name = label.replace("(", ".").replace(")", "")
            skill = f"Умение по разделу «{skills[content]}»"
            codes = [content + 1, requirement + 1, points, 2]
            if index == 0 and name.isdigit():
                rows.append([int(name), 1, skill, results[requirement], level, *codes])
            else:
                rows.append([name, str(index + 1), skill, results[requirement], level, *(str(code) for code in codes)])
    return rows


def tasks_by_requirement(work: Work) -> list[tuple[str, list[int]]]:
    """Wording of every requirement with the numbers (from 0) of the tasks that check it."""
    return [
        (text, [index for index in range(len(work.tasks)) if number in _requirements_of(work, index)])
        for number, text in enumerate(_requirements(work))
    ]


def _content(work: Work) -> tuple[str, ...]:
    return _CONTENT.get(work.subject_code, _OTHER_CONTENT)


def _requirements(work: Work) -> tuple[str, ...]:
    return _REQUIREMENTS.get(work.subject_code, _OTHER_REQUIREMENTS)


def _requirements_of(work: Work, index: int) -> tuple[int, ...]:
    count = len(_requirements(work))
    return (index % count, (index + 1) % count)[: 1 + index % 2]


def content_rows(work: Work) -> list[list[Value]]:
    rows: list[list[Value]] = [["Код", "Проверяемые элементы содержания"]]
    return rows + [[n, text] for n, text in enumerate(_content(work), start=1)]


def requirement_rows(work: Work) -> list[list[Value]]:
    rows: list[list[Value]] = [["Код", "Проверяемые требования к уровню подготовки"]]
    return rows + [[n, text] for n, text in enumerate(_requirements(work), start=1)]
