"""The works: subjects, tasks with maximum points, mark scales."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from dagster_project.settings import SEEDS_DIR


@dataclass(frozen=True)
class Work:
    """A work of one subject and grade.

    Args:
        subject_code, grade: key.
        name, dative, short: «Русский язык», «русскому языку», «РУ».
        tasks: (label as FIS OKO prints it, maximum points), in order.
    """

    subject_code: str
    grade: int
    name: str
    dative: str
    short: str
    tasks: tuple[tuple[str, int], ...]

    @property
    def max_score(self) -> int:
        return sum(points for _, points in self.tasks)

    @property
    def bounds(self) -> tuple[int, int, int] | None:
        """Lowest scores of marks 3, 4 and 5, or None when no scale is known."""
        row = _scale_rows().get((self.subject_code, self.grade))
        return (int(row["min_3"]), int(row["min_4"]), int(row["min_5"])) if row else None

    def mark(self, score: int) -> int | None:
        """Mark of a score."""
        if self.bounds is None:
            return None
        return 2 + sum(score >= bound for bound in self.bounds)


@cache
def _scale_rows() -> dict[tuple[str, int], dict[str, str]]:
    """The official scales of 2021; the seed says that region 99 uses them in every year."""
    path = SEEDS_DIR / "thresholds" / "vpr_mark_scale.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["subject_code"], int(row["grade"])): row for row in csv.DictReader(file) if row["year"] == "2021"}


def _scale_maximum(subject: str, grade: int) -> int:
    return int(_scale_rows()[subject, grade]["max_score"])


_SUBJECTS = {
    "ru": ("Русский язык", "русскому языку", "РУ"),
    "ma": ("Математика", "математике", "МА"),
    "env": ("Окружающий мир", "окружающему миру", "ОМ"),
    "hist": ("История", "истории", "ИС"),
    "bio": ("Биология", "биологии", "БИ"),
    "geo": ("География", "географии", "ГГ"),
    "soc": ("Обществознание", "обществознанию", "ОБ"),
    "phys": ("Физика", "физике", "ФИ"),
    "chem": ("Химия", "химии", "ХИ"),
    "eng": ("Английский язык", "английскому языку", "АЯ"),
}

_TASKS = {
    ("ma", 4): "1:1 2:1 3:2 4:1 5(1):1 5(2):1 6(1):1 6(2):1 7:1 8:2 9(1):1 9(2):1 10:2 11:2 12:2",
    ("ru", 4): "1К1:4 1К2:3 2:3 3(1):1 3(2):3 4:2 5:1 6:2 7:3 8:2 9:1 10:1 11:2 12(1):1 12(2):2 13(1):1 13(2):2 14:1 "
    "15(1):2 15(2):1",
    ("ma", 5): "1:1 2:1 3:1 4:1 5:1 6:2 7:1 8:1 9:2 10:2 11.1:1 11.2:1 12.1:1 12.2:1 13:1 14:2",
    ("ru", 5): "1К1:4 1К2:3 1К3:2 2К1:3 2К2:3 2К3:3 2К4:3 3:2 4(1):3 4(2):2 5(1):2 5(2):2 6(1):2 6(2):1 7(1):2 7(2):1 "
    "8:2 9:2 10:1 11:1 12:1",
    ("ma", 6): "1:1 2:1 3:1 4:1 5:1 6:1 7:1 8:1 9:2 10:1 11:2 12:1 13:2",
    (
        "ru",
        6,
    ): "1К1:4 1К2:3 1К3:2 2К1:3 2К2:3 2К3:3 2К4:3 3(1):1 3(2):1 4:2 5:3 6:2 7(1):1 7(2):1 8(1):2 8(2):1 9:2 10:3 "
    "11:2 12(1):1 12(2):2 13(1):1 13(2):1 14(1):2 14(2):2",
    ("hist", 5): "1:2 2:1 3:3 4:3 5:1 6:2 7:1 8:2",
    (
        "bio",
        5,
    ): "1.1:1 1.2:2 1.3:2 2.1:1 2.2:1 3.1:2 3.2:1 4.1:1 4.2:1 4.3:1 5:2 6.1:1 6.2:1 7.1:2 7.2:3 8:2 9:2 10К1:1 "
    "10К2:1 10К3:1",
    ("geo", 10): "1:1 2:1 3:1 4:1 5:1 6:1 7:1 8:1 9:2 10:1 11:1 12:1 13:1 14:2 15:2 16:1 17:2",
    ("geo", 11): "1:1 2:1 3:1 4:1 5:1 6:1 7:1 8:1 9:2 10:1 11:1 12:1 13:1 14:2 15:2 16:1 17:2",
    (
        "bio",
        11,
    ): "1.1:1 1.2:1 1.3:1 2:2 3.1:1 3.2:1 4:2 5:2 6:2 7.1:1 7.2:1 8:1 9:2 10:2 11.1:1 11.2:2 12.1:1 12.2:1 13:2 "
    "14:2 15:1 16:2",
    (
        "geo",
        6,
    ): "1.1:1 1.2:2 2.1:1 2.2:2 3.1:2 3.2:1 3.3:2 4.1:1 4.2:2 4.3:2 5.1:2 5.2:1 6.1:2 6.2:2 6.3:2 7:2 8.1:1 8.2:2 "
    "9:4 10:3",
    ("soc", 6): "1:4 2:1 3:3 4:1 5:4 6:2 7:3 8:5",
    ("eng", 7): "1:5 2:4 3К1:2 3К2:2 3К3:2 4:5 5:5 6:5",
    ("phys", 7): "1:1 2:2 3:1 4:1 5:1 6:1 7:2 8:1 9:2 10:3 11:3",
    (
        "chem",
        8,
    ): "1.1:1 1.2:1 2.1:1 2.2:1 3.1:3 3.2:2 4.1:2 4.2:2 4.3:2 4.4:2 5.1:1 5.2:1 6.1:3 6.2:1 6.3:1 6.4:1 6.5:1 "
    "7.1:2 7.2:2 7.3:2 8:2 9:2",
    ("hist", 8): "1:2 2:2 3:2 4:2 5:2 6:2 7:2 8:2 9:3 10:3 11:1 12:1",
    ("eng", 8): "1:5 2:5 3:5 4К1:3 4К2:2 4К3:3 4К4:2",
}


def _tasks(text: str) -> tuple[tuple[str, int], ...]:
    pairs = (item.rsplit(":", 1) for item in text.split())
    return tuple((label, int(points)) for label, points in pairs)


def plain_work(subject: str, grade: int) -> Work:
    """A work whose tasks are not described here: so many tasks of 1 or 2 points as its scale's maximum asks for."""
    top = _scale_maximum(subject, grade)
    doubles = top // 3
    points = [1] * (top - 2 * doubles) + [2] * doubles
    return Work(subject, grade, *_SUBJECTS[subject], tuple((str(n), top) for n, top in enumerate(points, start=1)))


WORKS: dict[tuple[str, int], Work] = {
    (subject, grade): Work(subject, grade, *_SUBJECTS[subject], _tasks(text))
    for (subject, grade), text in _TASKS.items()
}
