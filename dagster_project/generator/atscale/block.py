"""One work of one region in one year: every row of its protocol, as columns and as pupils."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from dagster_project.generator.atscale.scores import CELLS, Points, draw_points, lift, totals_of, typed_cells
from dagster_project.generator.atscale.territory import ScaleSchool, Territory, class_count
from dagster_project.generator.atscale.works import SPRING_GRADES, Turn
from dagster_project.generator.pupil import ABSENT, Cell, Pupil
from dagster_project.generator.work import Work

Codes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

VARIANTS = ("1", "2", ABSENT, "Отсутствовал", "не присутствовал")
SEXES = ("м", "ж", "М", "Ж", "д")
JOURNAL = ("2", "3", "4", "5", "нет отметки", "н/а")
_LETTERS = "абвгдежзиклмнопрстуф"
CLASSES = (*_LETTERS, *_LETTERS.upper(), "нет", "11а")
_NO_LETTER, _STRAY_CLASS = CLASSES.index("нет"), CLASSES.index("11а")

_ABSENT_SHARE = 0.07
_SLIP = 1e-4  # of rows with an odd sex, class or journal mark
_WRONG_TOTAL = 5e-4
_RAISED, _LOWERED, _NO_MARK = 0.22, 0.10, 0.02  # journal marks above, below the mark, none


@dataclass(frozen=True)
class Cohort:
    """Pupils of one grade of a region in a year, school after school; a pupil is the same in every subject."""

    grade: int
    school: npt.NDArray[np.int64]
    number: npt.NDArray[np.int64]  # from 0 in the school
    class_number: npt.NDArray[np.int64]
    class_code: Codes
    sex: Codes
    ability: npt.NDArray[np.float64]


@dataclass(frozen=True)
class Block:
    """Rows of one protocol in the order of the file. Codes point into the tuples of this module.

    Args:
        school: place of the school in `territory.schools`.
        total: the printed total; 0 for an absent pupil.
    """

    territory: Territory
    year: int
    work: Work
    school: npt.NDArray[np.int64]
    number: npt.NDArray[np.int64]
    variant: Codes
    class_code: Codes
    sex: Codes
    journal: Codes
    cells: Points
    total: npt.NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.school)

    @property
    def is_absent(self) -> Flags:
        return self.variant >= VARIANTS.index(ABSENT)

    @property
    def first_code(self) -> int:
        """In autumn 2020 the programme of a grade is written by the next one."""
        return (self.work.grade + (self.year == 2020)) * 10_000 + 1

    @cached_property
    def schools(self) -> list[ScaleSchool]:
        """Schools that have rows, in order."""
        return [self.territory.schools[place] for place in np.unique(self.school).tolist()]

    @cached_property
    def uploads(self) -> list[str]:
        """«Дата загрузки» by place of the school."""
        rng = np.random.default_rng([*self.work.subject_code.encode(), self.work.grade, self.year])
        moments = rng.integers([15, 8, 0], [26, 18, 60], (len(self.territory.schools), 3)).tolist()
        return [f"{day}.03.{self.year} {hour:02d}:{minute:02d}:00" for day, hour, minute in moments]

    def pupils(self) -> list[Pupil]:
        """The rows as the writers of the samples take them."""
        return [self._pupil(row) for row in range(len(self))]

    def _pupil(self, row: int) -> Pupil:
        school = self.territory.schools[int(self.school[row])]
        code = self.first_code + int(self.number[row])
        variant = VARIANTS[self.variant[row]]
        if self.is_absent[row]:
            return Pupil(school, code, variant)
        texts = [CELLS[cell] for cell in self.cells[row].tolist()]
        cells: list[Cell] = [int(text) if text.isdigit() else text for text in texts]
        return Pupil(
            school,
            code,
            variant,
            CLASSES[self.class_code[row]],
            SEXES[self.sex[row]],
            JOURNAL[self.journal[row]],
            cells,
            int(self.total[row]),
        )


def draw_cohort(seed: int, territory: Territory, year: int, grade: int) -> Cohort:
    rng = np.random.default_rng([seed, 1, int(territory.code), year, grade])
    counts = territory.pupils[year][:, SPRING_GRADES.index(grade)]
    school = np.repeat(np.arange(len(counts)), counts)
    number = np.arange(len(school)) - np.repeat(np.cumsum(counts) - counts, counts)
    classes = class_count(counts)[school]
    class_number = ((number + 1) * classes - 1) // counts[school]
    letter = class_number % len(_LETTERS) + np.where(rng.random(len(school)) < 0.2, len(_LETTERS), 0)
    class_code = np.where((classes == 1) & (counts[school] < 15), _NO_LETTER, letter).astype(np.int32)
    sex = rng.choice(4, len(school), p=(0.505, 0.485, 0.005, 0.005)).astype(np.int32)
    ability = territory.quality[school] + rng.normal(0, 0.8, len(school))
    return Cohort(grade, school, number, class_number, class_code, sex, ability)


def draw_block(seed: int, territory: Territory, year: int, turn: Turn, cohort: Cohort) -> Block:
    """Rows of one work; they depend on the arguments only."""
    work = turn.work
    rng = np.random.default_rng([seed, 2, int(territory.code), year, turn.number])
    rows = _listed(territory.listed[year][:, turn.number], turn, cohort)
    school = cohort.school[rows]
    ability = cohort.ability[rows] + rng.normal(0, 0.45, len(rows))
    points = draw_points(rng, work, ability)
    share = territory.lift[school]
    lift(rng, work, points, share)
    cells = typed_cells(rng, points)
    total = totals_of(cells)
    wrong = rng.random(len(rows)) < _WRONG_TOTAL
    absent = rng.random(len(rows)) < _ABSENT_SHARE
    how = rng.choice(3, len(rows), p=(0.97, 0.02, 0.01)) + VARIANTS.index(ABSENT)
    sex, class_code = cohort.sex[rows].copy(), cohort.class_code[rows].copy()
    sex[rng.random(len(rows)) < _SLIP] = SEXES.index("д")
    class_code[rng.random(len(rows)) < _SLIP] = _STRAY_CLASS
    return Block(
        territory,
        year,
        work,
        school,
        cohort.number[rows],
        np.where(absent, how, rng.integers(0, 2, len(rows))).astype(np.int32),
        class_code,
        sex,
        _journal(rng, work, total, share),
        cells,
        np.where(absent, 0, total + wrong).astype(np.int16),
    )


def _listed(counts: npt.NDArray[np.int64], turn: Turn, cohort: Cohort) -> npt.NDArray[np.int64]:
    """Places of the cohort's pupils who are listed: the first so many of those whose turn it is."""
    own = np.flatnonzero(cohort.class_number % turn.of == turn.own)
    school = cohort.school[own]
    sizes = np.bincount(school, minlength=len(counts))
    order = np.arange(len(own)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return own[order < counts[school]]


def _journal(
    rng: np.random.Generator, work: Work, total: npt.NDArray[np.int16], share: npt.NDArray[np.float64]
) -> Codes:
    """Marks of the journal around the mark of the work; a school that lifts works writes the same marks."""
    assert work.bounds is not None
    mark = np.searchsorted(work.bounds, total, side="right")
    draw = rng.random(len(total)) / np.where(share > 0.7, 0.2, 1.0)
    shift = np.where(draw < _RAISED, 1, np.where(draw < _RAISED + _LOWERED, -1, 0))
    codes = np.clip(mark + shift, 0, 3)
    codes[rng.random(len(total)) < _NO_MARK] = JOURNAL.index("нет отметки")
    codes[rng.random(len(total)) < _SLIP] = JOURNAL.index("н/а")
    return codes.astype(np.int32)
