"""Points of many works at once: tasks of rising difficulty, works lifted over a mark, zeros that are states."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from dagster_project.generator.work import Work

Points = npt.NDArray[np.int8]
Numbers = npt.NDArray[np.float64]

# How a cell is typed: codes below ten are points.
STATES = ("X", "x", "Х", "не пройд.", "?", "Ч", "-1", "41")
CELLS = (*map(str, range(10)), *STATES)
_ZERO_SHARES = (0.62, 0.28, 0.04, 0.01, 0.05)  # a zero, X, x, Cyrillic, not studied
_ODD_SHARE = 1e-4  # of works with a cell nobody can read
_OVER_SHARE = 2e-5  # of works with a typing error greater than the maximum
_OVER = CELLS.index("41")
_FIRST_ODD = CELLS.index("?")
_LIFTED = (1.0, 0.9, 0.8)  # of the share a school lifts, at marks 3, 4, 5
_EASIEST, _HARDEST, _SLOPE = -1.3, 1.6, 0.95


def draw_points(rng: np.random.Generator, work: Work, ability: Numbers) -> Points:
    """Points of every task; `ability` in standard deviations of pupils."""
    tops = np.array([top for _, top in work.tasks], np.int8)
    chance = _chances(work, ability)
    draws = rng.random(chance.shape, np.float32)
    points = (draws < chance).astype(np.int8)
    power = chance
    for step in range(2, int(tops.max()) + 1):
        power = power * chance
        points += (draws < power) & (tops >= step)
    return points


def _chances(work: Work, ability: Numbers) -> npt.NDArray[np.float32]:
    """Chance of the first point of each task; pupils of ability 0 score between the marks 3 and 4."""
    tops = np.array([top for _, top in work.tasks], np.float32)
    difficulty = np.linspace(_EASIEST, _HARDEST, len(tops), dtype=np.float32)
    assert work.bounds is not None  # every work of the plan has a scale
    wanted = (work.bounds[0] + 2 * work.bounds[1]) / 3
    low, high = -6.0, 6.0
    shift = 0.0
    for _ in range(20):
        shift = (low + high) / 2
        chance = 1 / (1 + np.exp(difficulty - shift))
        mean = sum(float((chance[tops >= step] ** step).sum()) for step in range(1, int(tops.max()) + 1))
        low, high = (low, shift) if mean > wanted else (shift, high)
    logit = (_SLOPE * ability).astype(np.float32)[:, None] - (difficulty - np.float32(shift))
    chances: npt.NDArray[np.float32] = (1 / (1 + np.exp(-logit))).astype(np.float32, copy=False)
    return chances


def lift(rng: np.random.Generator, work: Work, points: Points, share: Numbers) -> None:
    """Add one or two points to a share of the works just below a mark: the bump real distributions have."""
    assert work.bounds is not None
    tops = np.array([top for _, top in work.tasks], np.int8)
    total = points.sum(axis=1, dtype=np.int16)
    lacking = np.zeros(len(points), np.int8)
    for bound, part in zip(work.bounds, _LIFTED, strict=True):
        near = (total < bound) & (total >= bound - 2) & (rng.random(len(points)) < share * part)
        lacking[near] = bound - total[near]
    for need in (1, 2):
        rows = np.flatnonzero(lacking >= need)
        room = np.where(points[rows] < tops, rng.random((len(rows), len(tops)), np.float32), np.float32(-1))
        points[rows, room.argmax(axis=1)] += 1


def typed_cells(rng: np.random.Generator, points: Points) -> Points:
    """Codes into `CELLS`: points as they are, a part of the zeros as a state, now and then a slip of the keyboard."""
    cells = points.copy()
    zeros = np.flatnonzero(points == 0)
    limits = np.cumsum(_ZERO_SHARES)[:-1].astype(np.float32)
    kinds = np.searchsorted(limits, rng.random(len(zeros), np.float32), side="right")
    codes = np.array([0, *range(10, 14)], np.int8)
    cells.reshape(-1)[zeros] = codes[kinds]
    count = len(cells)
    odd = np.flatnonzero(rng.random(count) < _ODD_SHARE)
    cells[odd, rng.integers(0, cells.shape[1], len(odd))] = rng.integers(_FIRST_ODD, _OVER, len(odd))
    over = np.flatnonzero(rng.random(count) < _OVER_SHARE)
    cells[over, 0] = _OVER
    return cells


def totals_of(cells: Points) -> npt.NDArray[np.int16]:
    """Sums of the cells that are points."""
    worth = np.array([int(cell) if cell.isdigit() else 0 for cell in CELLS], np.int16)
    totals: npt.NDArray[np.int16] = worth[cells].sum(axis=1, dtype=np.int16)
    return totals
