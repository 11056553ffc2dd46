"""Pupils of one school in one work: drawn from a seeded generator to a planned number of marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from dagster_project.generator.region import School
from dagster_project.generator.work import Work

ABSENT = "отсутствовал"
NOT_STUDIED = "не пройд."

Cell = int | str


@dataclass
class Pupil:
    """One row of a protocol, before a layout prints it.

    Args:
        code: participant code; `variant`: 1, 2 or the word for absence.
        cells: points or a state, one per task; empty for an absent pupil.
        total: total printed in the export; the recomputed one is `score`.
        fault: name of a damage of the printed row (`quirks.FAULTS`); such a row belongs to quarantine.
    """

    school: School
    code: int
    variant: str
    class_label: str = ""
    sex: str = ""
    journal: str = ""
    cells: list[Cell] = field(default_factory=list)
    total: int | None = None
    fault: str = ""

    @property
    def is_present(self) -> bool:
        return bool(self.cells)

    @property
    def score(self) -> int:
        return sum(cell for cell in self.cells if isinstance(cell, int))


@dataclass(frozen=True)
class Group:
    """How one school does in one work.

    Args:
        marks: number of works with marks 2, 3, 4 and 5.
        journal: (lowered, confirmed, raised) counts when they are fixed; otherwise drawn.
        absent: pupils listed as absent.
        has_perfect: the first work with mark 5 gets every point.
    """

    marks: tuple[int, int, int, int]
    journal: tuple[int, int, int] | None = None
    absent: int = 1
    has_perfect: bool = False


def passing(rng: Random, count: int, passed: int) -> tuple[int, int, int, int]:
    """Marks of `count` works of which `passed` are 3 or better; half of those are 4 or 5, as steady as real schools."""
    good = round(passed / 2)
    fives = rng.randint(0, (good + 1) // 2)
    return count - passed, passed - good, good - fives, fives


def pupils(rng: Random, work: Work, school: School, group: Group, first_code: int) -> list[Pupil]:
    """Draw the rows of one school."""
    marks = [mark for mark, number in zip((2, 3, 4, 5), group.marks, strict=True) for _ in range(number)]
    journal = _journal_marks(rng, marks, group.journal)
    order = list(range(len(marks)))
    rng.shuffle(order)
    labels = ["нет"] if len(marks) < 15 else ["а", "б", "А", "Б"]
    rows = []
    perfect = max(range(len(marks)), key=lambda i: marks[i], default=-1) if group.has_perfect else -1
    for index in order:
        cells = _draw_cells(rng, work, _draw_score(rng, work, marks[index], index == perfect))
        rows.append(
            Pupil(
                school=school,
                code=0,
                variant=str(rng.randint(1, 2)),
                class_label=rng.choice(labels),
                sex=rng.choice("мжмжмжмжМЖ"),
                journal=journal[index],
                cells=cells,
            )
        )
    for _ in range(group.absent):
        rows.insert(rng.randint(0, len(rows)), Pupil(school=school, code=0, variant=ABSENT))
    for number, row in enumerate(rows, start=1):
        row.code = first_code + number
        row.total = row.score if row.is_present else None
    return rows


def _draw_score(rng: Random, work: Work, mark: int, is_perfect: bool) -> int:
    if is_perfect:
        return work.max_score
    if work.bounds is None:
        return rng.randint(0, work.max_score)
    edges = (0, *work.bounds, work.max_score + 1)
    low, high = edges[mark - 2], edges[mark - 1] - 1
    if mark == 2:
        return min(high, int(rng.triangular(low, high + 1, 0.8 * high)))
    # Real distributions pile up on the lower bound of a mark, most of all on that of «3».
    return low if rng.random() < (0.25 if mark == 3 else 0.15) else rng.randint(low, high)


def _draw_cells(rng: Random, work: Work, score: int) -> list[Cell]:
    """Spread the score over tasks; earlier tasks are easier; a part of the zeros is a state."""
    points = [0] * len(work.tasks)
    weights = [3.0 - 2.0 * i / len(points) for i in range(len(points))]
    for _ in range(score):
        room = [i for i, (_, top) in enumerate(work.tasks) if points[i] < top]
        points[rng.choices(room, [weights[i] for i in room])[0]] += 1
    return [_state(rng) if value == 0 else value for value in points]


def _state(rng: Random) -> Cell:
    draw = rng.random()
    if draw < 0.62:
        return 0
    if draw < 0.90:
        return "X"
    if draw < 0.94:
        return "x"
    if draw < 0.95:
        return "Х"  # Cyrillic
    return NOT_STUDIED


def _journal_marks(rng: Random, marks: list[int], fixed: tuple[int, int, int] | None) -> list[str]:
    if fixed is not None:
        return _fixed_journal(marks, fixed)
    drawn = []
    for mark in marks:
        shift = rng.choices((0, 1, -1), (0.68, 0.22, 0.10))[0]
        drawn.append("нет отметки" if rng.random() < 0.02 else str(min(5, max(2, mark + shift))))
    return drawn


def _fixed_journal(marks: list[int], fixed: tuple[int, int, int]) -> list[str]:
    """Journal marks giving exactly so many lowered, confirmed and raised works."""
    lowered, confirmed, raised = fixed
    if lowered + confirmed + raised != len(marks):
        raise ValueError(f"journal counts {fixed} do not add up to {len(marks)} works")
    result = [str(mark) for mark in marks]
    ascending = sorted(range(len(marks)), key=lambda i: marks[i])
    for index in ascending[:lowered]:  # the weakest had a better mark in the journal
        result[index] = str(marks[index] + 1)
    for index in ascending[len(marks) - raised :]:
        result[index] = str(marks[index] - 1)
    return result
