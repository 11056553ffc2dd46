"""Which works a pupil of each grade writes in a spring, and whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dagster_project.generator.work import WORKS, Work, plain_work

SPRING_GRADES = (4, 5, 6, 7, 8, 10, 11)


@dataclass(frozen=True)
class Turn:
    """A work and who writes it.

    Args:
        number: place of the work in the plan; a part of the seed of its draws.
        of, own: classes are counted round by `of`, those with remainder `own` write (of = 1: everybody).
        school_share: share of the schools that take part.
    """

    work: Work
    number: int
    of: int = 1
    own: int = 0
    school_share: float = 1.0


# grade: (subjects, how many groups of classes share them out, share of schools)
_PLAN: dict[int, tuple[tuple[str, int, int, float], ...]] = {
    4: (("ru", 1, 0, 1.0), ("ma", 1, 0, 1.0), ("env", 1, 0, 1.0)),
    5: (("ru", 1, 0, 1.0), ("ma", 1, 0, 1.0), ("hist", 1, 0, 1.0), ("bio", 1, 0, 1.0)),
    # two of the four subjects are drawn for each class
    6: (
        ("ru", 1, 0, 1.0),
        ("ma", 1, 0, 1.0),
        ("bio", 2, 0, 1.0),
        ("soc", 2, 0, 1.0),
        ("geo", 2, 1, 1.0),
        ("hist", 2, 1, 1.0),
    ),
    7: tuple((subject, 1, 0, 1.0) for subject in ("ru", "ma", "hist", "bio", "geo", "soc", "phys", "eng")),
    8: (
        *(("ru", 1, 0, 1.0), ("ma", 1, 0, 1.0)),
        *(("hist", 3, 0, 1.0), ("phys", 3, 0, 1.0), ("bio", 3, 1, 1.0), ("chem", 3, 1, 1.0)),
        *(("geo", 3, 2, 1.0), ("soc", 3, 2, 1.0)),
    ),
    10: (("geo", 1, 0, 0.6),),
    11: tuple((subject, 1, 0, 0.35) for subject in ("hist", "bio", "geo", "phys", "chem", "eng")),
}


@cache
def turns() -> tuple[Turn, ...]:
    """All works of a spring, by grade."""
    rows = [(grade, *row) for grade in SPRING_GRADES for row in _PLAN[grade]]
    return tuple(
        Turn(WORKS.get((subject, grade)) or plain_work(subject, grade), number, of, own, share)
        for number, (grade, subject, of, own, share) in enumerate(rows)
    )
