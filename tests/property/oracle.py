"""The pooled indicators once more, counted from single pupils in plain Python: no SQL, no aggregate tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.property.region import BLANK, TASK_POINTS, Enrolled, Protocol, Region, Row, School

Pair = tuple[float, float]
Key = tuple[int, str, str, str, int]
"""year, entity level, entity id, subject, grade."""
MIDDLE = (5, 6, 7, 8)


@dataclass(frozen=True)
class Work:
    """A work as the methods judge it."""

    protocol: Protocol
    row: Row
    is_participant: bool
    score: int | None
    max_score: int | None
    mark: int | None

    def journal(self, is_annual: bool) -> int | None:
        """The mark of the journal: of the year where it was delivered and asked for, else of the term."""
        return self.row.annual or self.row.journal if is_annual else self.row.journal

    def has_both(self, is_annual: bool) -> bool:
        return self.mark is not None and self.journal(is_annual) is not None

    def journal_is(self, is_annual: bool, *signs: int) -> bool:
        """The mark against the journal: -1 lowered, 0 confirmed, 1 raised."""
        before = self.journal(is_annual)
        if self.mark is None or before is None:
            return False
        return (self.mark > before) - (self.mark < before) in signs

    @property
    def is_scored(self) -> bool:
        return self.is_participant and not (self.max_score is not None and (self.score or 0) > self.max_score)


def work_of(region: Region, protocol: Protocol, row: Row) -> Work:
    wrote = not row.is_absent and any(cell is not None and cell != BLANK for cell in row.cells)
    score = sum(max(cell or 0, 0) for cell in row.cells) if wrote else None
    scale = region.scales.get((protocol.year, protocol.subject, protocol.grade))
    maximum = scale.max_score if scale else sum(TASK_POINTS) if region.has_header_maximum else None
    mark = None
    if scale is not None and score is not None and score <= scale.max_score:
        mark = 2 + sum(score >= bound for bound in scale.bounds)
    return Work(protocol, row, wrote, score, maximum, mark)


@dataclass(frozen=True)
class Ratio:
    """A share of works: who is counted below and above the line, in which subjects and grades."""

    numerator: Callable[[Work], float]
    denominator: Callable[[Work], float]
    subjects: tuple[str, ...] | None = None
    grades: tuple[int, ...] | None = None
    only_project: bool = False
    needs_maximum: bool = False


def _marked(work: Work) -> bool:
    return work.mark is not None


def _marks(*marks: int) -> Ratio:
    return Ratio(lambda work: work.mark in marks, _marked)


def _journal(signs: tuple[int, ...], subjects: tuple[str, ...] | None, grades: tuple[int, ...]) -> Ratio:
    return Ratio(lambda work: work.journal_is(False, *signs), lambda work: work.has_both(False), subjects, grades)


def _annual(subjects: tuple[str, ...], grades: tuple[int, ...]) -> Ratio:
    return Ratio(lambda work: work.journal_is(True, 0, 1), lambda work: work.has_both(True), subjects, grades)


RATIOS: dict[str, Ratio] = {
    "vpr_mark_2_share": _marks(2),
    "vpr_mark_3_share": _marks(3),
    "vpr_mark_4_share": _marks(4),
    "vpr_mark_5_share": _marks(5),
    "vpr_success_share": _marks(3, 4, 5),
    "vpr_quality_share": _marks(4, 5),
    "vpr_base_index": _marks(3, 4, 5),
    "vpr_high_index": _marks(5),
    "vpr_soo_base_index": Ratio(lambda work: (work.mark or 0) >= 3, _marked, grades=(10, 11)),
    "vpr_soo_high_index": Ratio(lambda work: work.mark == 5, _marked, grades=(10, 11)),
    "vpr_mean_score_pct": Ratio(
        lambda work: work.score or 0 if work.is_scored else 0,
        lambda work: work.max_score or 0 if work.is_scored else 0,
        needs_maximum=True,
    ),
    "vpr_min_threshold_passed_share": Ratio(
        lambda work: (work.mark or 0) >= 3, _marked, ("ru", "ma"), (5, 6), only_project=True
    ),
    "vpr_not_confirmed_share": _journal((-1, 1), None, (4, *MIDDLE)),
    "vpr_journal_confirmed_share_ru": _journal((0,), ("ru",), MIDDLE),
    "vpr_journal_raised_share_ru": _journal((1,), ("ru",), MIDDLE),
    "vpr_journal_confirmed_share_ma": _journal((0,), ("ma",), MIDDLE),
    "vpr_journal_raised_share_ma": _journal((1,), ("ma",), MIDDLE),
    "vpr_not_below_journal_share_bio": _annual(("bio",), MIDDLE),
    "vpr_not_below_journal_share_foreign": _annual(("eng", "deu", "fra"), (7,)),
    "vpr_not_below_journal_share_geo": _annual(("geo",), (6, 7, 8)),
    "vpr_not_below_journal_share_phys": _annual(("phys",), (7, 8)),
    "vpr_not_below_journal_share_chem": _annual(("chem",), (8,)),
    "vpr_not_below_journal_share_hist": _annual(("hist",), MIDDLE),
    "vpr_not_below_journal_share_soc": _annual(("soc",), (6, 7, 8)),
}
PARTICIPATION_GRADES = (4, 5, 6, 7, 8, 10, 11)
ALL_SUBJECTS_GRADES = (4, 5, 6, 7, 8)


@dataclass(frozen=True)
class Atom:
    """Counts of one school, subject and grade ('all' and 0: of the school)."""

    school: School
    year: int
    subject: str
    grade: int
    numerator: float
    denominator: float


def _protocols(region: Region, ratio: Ratio) -> Iterator[tuple[Protocol, list[Work]]]:
    """Protocols of the indicator and their works."""
    for protocol in region.protocols:
        if ratio.subjects is not None and protocol.subject not in ratio.subjects:
            continue
        if ratio.grades is not None and protocol.grade not in ratio.grades:
            continue
        if ratio.only_project and not protocol.school.is_project:
            continue
        yield protocol, [work_of(region, protocol, row) for row in protocol.rows]


def ratio_atoms(region: Region, ratio: Ratio) -> Iterator[Atom]:
    for protocol, works in _protocols(region, ratio):
        if ratio.needs_maximum and not any(work.is_scored for work in works):
            continue
        if ratio.needs_maximum and any(work.is_scored and work.max_score is None for work in works):
            continue
        pair = (sum(map(ratio.numerator, works)), sum(map(ratio.denominator, works)))
        yield Atom(protocol.school, protocol.year, protocol.subject, protocol.grade, *pair)


def unjudged(region: Region, ratio: Ratio) -> set[tuple[int, str, int]]:
    """Year, subject and grade of works somebody wrote and nothing can judge: no scale, or no maximum for a mean."""
    found = set()
    for protocol, works in _protocols(region, ratio):
        key = (protocol.year, protocol.subject, protocol.grade)
        if ratio.needs_maximum:
            is_gap = any(work.is_scored and work.max_score is None for work in works)
        else:
            is_gap = key not in region.scales and any(work.is_participant for work in works)
        if is_gap:
            found.add(key)
    return found


def is_partial(key: Key, gaps: set[tuple[int, str, int]]) -> bool:
    """The row pools several works, one of which nothing can judge."""
    year, _, _, subject, grade = key
    return (subject == "all" or grade == 0) and any(
        gap[0] == year and subject in ("all", gap[1]) and grade in (0, gap[2]) for gap in gaps
    )


class Cell:
    """All pupils of one school, year and grade."""

    def __init__(self, region: Region, school: School, year: int, grade: int) -> None:
        self.region, self.grade = region, grade
        self.protocols = [p for p in region.protocols if (p.school, p.year, p.grade) == (school, year, grade)]
        self.register = [e for e in region.register if (e.school, e.year, e.grade) == (school, year, grade)]
        self.codes = sorted({row.code for protocol in self.protocols for row in protocol.rows})
        self.is_linked = any(pupil.vpr_code for pupil in self.register)

    def rows(self, code: str | None) -> dict[str, Row]:
        """Rows of one code by subject."""
        return {p.subject: row for p in self.protocols for row in p.rows if row.code == code}

    def pupils(self) -> list[tuple[str | None, str]]:
        """Participant code and class of every pupil; codes unknown to a register that links are nobody's."""
        if not self.is_linked:
            return [(code, self._class(self._label(code))) for code in self.codes]
        found = []
        for pupil in self.register:
            sharing = [other for other in self.register if other.vpr_code == pupil.vpr_code]
            code = pupil.vpr_code if pupil.vpr_code in self.codes and len(sharing) == 1 else None
            found.append((code, self._class(pupil.class_label or self._label(code))))
        return found

    def _label(self, code: str | None) -> str | None:
        return max((row.class_label for row in self.rows(code).values() if row.class_label), default=None)

    def _class(self, label: str | None) -> str:
        return (label or "") if 6 <= self.grade <= 8 else ""

    def assigned(self, class_key: str) -> set[str]:
        """Subjects the class writes: of a rotated grade those half of the class is listed in."""
        codes = [code for code, key in self.pupils() if key == class_key]
        found = set()
        for protocol in self.protocols:
            listed = sum(code in {row.code for row in protocol.rows} for code in codes if code is not None)
            if listed and (not 6 <= self.grade <= 8 or 2 * listed >= len(codes)):
                found.add(protocol.subject)
        return found

    def passed_everything(self) -> int | None:
        """Pupils with 3 or better in every assigned subject; None: a subject of somebody has no scale."""
        passed = 0
        for code, class_key in self.pupils():
            subjects = self.assigned(class_key)
            if any((self.protocols[0].year, subject, self.grade) not in self.region.scales for subject in subjects):
                return None
            marks = [self._mark(subject, code) for subject in subjects]
            passed += bool(marks) and all(mark is not None and mark >= 3 for mark in marks)
        return passed

    def _mark(self, subject: str, code: str | None) -> int | None:
        protocol = next(p for p in self.protocols if p.subject == subject)
        row = self.rows(code).get(subject)
        return None if row is None else work_of(self.region, protocol, row).mark

    def contingent(self, subject: str | None) -> list[Enrolled]:
        """Register pupils whose class writes the subject; None: all of them."""
        return [
            pupil
            for pupil in self.register
            if subject is None or subject in self.assigned(self._class(pupil.class_label))
        ]


def must_write(pupil: Enrolled) -> bool:
    if pupil.study_form in ("home", "hospital") or (pupil.study_form == "family" and not pupil.has_consent):
        return False
    return not (pupil.is_ovz and not pupil.has_consent)


def _cells(region: Region) -> list[tuple[School, int, int, Cell]]:
    keys = dict.fromkeys((p.school, p.year, p.grade) for p in region.protocols)
    return [(*key, Cell(region, *key)) for key in keys]


def all_subjects_atoms(region: Region, grade: int) -> Iterator[Atom]:
    for school, year, cell_grade, cell in _cells(region):
        passed = cell.passed_everything() if cell_grade == grade else None
        if passed is not None:
            yield Atom(school, year, "all", 0, passed, len(cell.register) or len(cell.codes))


def participation_atoms(region: Region, is_counted: Callable[[Enrolled], bool]) -> Iterator[Atom]:
    for school, year, grade, cell in _cells(region):
        for protocol in cell.protocols:
            wrote = sum(work_of(region, protocol, row).is_participant for row in protocol.rows)
            enrolled = cell.contingent(protocol.subject)
            below = sum(map(is_counted, enrolled)) if enrolled else len(protocol.rows)
            yield Atom(school, year, protocol.subject, grade, wrote, below)


def pooled(atoms: Iterable[Atom], has_one_subject: bool) -> dict[Key, Pair]:
    """Sums for the school, its municipality and the region, over subjects and grades."""
    sums: dict[Key, Pair] = {}
    for atom in atoms:
        entities = [("school", atom.school.school_id), ("region", "99")]
        if atom.school.municipality is not None:
            entities.append(("municipality", atom.school.municipality))
        for level, entity in entities:
            for subject in {atom.subject} if has_one_subject else {atom.subject, "all"}:
                for grade in {atom.grade, 0}:
                    key = (atom.year, level, entity, subject, grade)
                    above, below = sums.get(key, (0, 0))
                    sums[key] = (above + atom.numerator, below + atom.denominator)
    return sums


def status(school: School | None, value: float | None, grade: int, grades: Collection[int], is_member: bool) -> str:
    """Why there is a value or none; `school` is None for a municipality and the region."""
    if value is not None:
        return "ok"
    if school is None:
        return "no_data"
    taught: tuple[Any, Any] = (school.min_grade, school.max_grade)
    wanted = [grade] if grade else list(grades)
    outside = taught[0] is not None and bool(wanted) and not any(taught[0] <= g <= taught[1] for g in wanted)
    return "not_applicable" if outside or not is_member else "no_data"
