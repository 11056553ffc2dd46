"""An attacker on the open tables: what linear algebra makes of the visible cells and the sums they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

Group = tuple[str, str, str, int]
"""A group of people nobody divides further: municipality, school, subject, grade."""
Cell = tuple[str, str, str, int]
"""A published cell: level, entity, subject ('all'), grade (0)."""
EPSILON = 1e-7


@dataclass
class System:
    """Groups of one measure, region and year, and the sums the open tables show of them.

    Args:
        name: for messages.
        sizes: true size of every group.
        shown: sets of groups whose common count is visible in some open table.
        guarded: sets of groups nobody may count, by the name of their cell.
    """

    name: str
    sizes: dict[Group, float]
    shown: set[frozenset[Group]] = field(default_factory=set)
    guarded: dict[str, frozenset[Group]] = field(default_factory=dict)


def members(groups: Iterable[Group], region: str, cell: Cell) -> frozenset[Group]:
    """Groups below a cell."""
    level, entity, subject, grade = cell
    place = {"municipality": 0, "school": 1}.get(level)
    return frozenset(
        group
        for group in groups
        if (entity == region if place is None else entity == group[place])
        and subject in ("all", group[2])
        and grade in (0, group[3])
    )


def leaks(system: System, least: float) -> list[str]:
    """What follows from the visible sums though it must not: guarded sets, and any group of less than `least`."""
    known = {g for shown in system.shown if len(shown) == 1 for g in shown}
    hidden = sorted(set(system.sizes) - known)
    place = {g: i for i, g in enumerate(hidden)}
    rows = {frozenset(shown - known) for shown in system.shown} - {frozenset()}
    if not hidden or not rows:
        return [f"{system.name}: {name}" for name, guarded in system.guarded.items() if not guarded - known]
    matrix = np.zeros((len(rows), len(hidden)))
    for i, row in enumerate(rows):
        matrix[i, [place[g] for g in row]] = 1
    _, values, vectors = np.linalg.svd(matrix, full_matrices=False)
    basis = vectors[values > EPSILON]
    found = []
    for name, guarded in system.guarded.items():
        target = np.zeros(len(hidden))
        target[[place[g] for g in guarded if g in place]] = 1
        if not guarded - known or np.abs(target - basis.T @ (basis @ target)).max() < EPSILON:
            found.append(f"{system.name}: {name}")
    sizes = np.array([system.sizes[g] for g in hidden])
    for combination in reduced(matrix):
        if np.isin(combination, (0, 1)).all() and 0 < combination @ sizes < least:
            found.append(f"{system.name}: {[hidden[i] for i in np.flatnonzero(combination)]}")
    return found


def reduced(matrix: np.ndarray) -> np.ndarray:
    """Reduced row echelon form: the attacker's own derivation, one variable after another."""
    work = matrix.copy()
    top = 0
    for column in range(work.shape[1]):
        if top == len(work):
            break
        pivot = top + int(np.argmax(np.abs(work[top:, column])))
        if abs(work[pivot, column]) < EPSILON:
            continue
        work[[top, pivot]] = work[[pivot, top]]
        work[top] /= work[top, column]
        others = np.flatnonzero(np.abs(work[:, column]) > EPSILON)
        for other in others[others != top]:
            work[other] -= work[other, column] * work[top]
        top += 1
    return np.round(work[:top], 6)
