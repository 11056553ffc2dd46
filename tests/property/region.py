"""A drawn region: schools, pupils and their works, small enough to read when an example fails."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

YEARS = (2021, 2022)
SUBJECTS = ("ru", "ma", "bio", "geo", "hist", "soc", "phys", "chem", "eng", "deu")
GRADES = (4, 5, 6, 7, 8, 10, 11)
NOT_ATTEMPTED, NOT_STUDIED, UNREADABLE, BLANK = -1, -2, -3, -4
TASK_POINTS = (2, 3, 5)


@dataclass(frozen=True)
class School:
    school_id: str
    municipality: str | None
    min_grade: int | None
    max_grade: int | None
    is_project: bool


@dataclass(frozen=True)
class Scale:
    """Lowest scores of 3, 4 and 5; None: no scale for the work."""

    bounds: tuple[int, int, int]
    max_score: int = sum(TASK_POINTS)


@dataclass(frozen=True)
class Row:
    """One row of a protocol."""

    code: str
    class_label: str | None
    sex: str | None
    is_absent: bool
    cells: tuple[int | None, int | None, int | None]
    journal: int | None
    annual: int | None = None
    """Annual mark of the school's journal; None: the journal was not delivered for the pupil."""


@dataclass(frozen=True)
class Protocol:
    school: School
    year: int
    subject: str
    grade: int
    rows: tuple[Row, ...]

    @property
    def key(self) -> tuple[str, int, str, int]:
        return (self.school.school_id, self.year, self.subject, self.grade)


@dataclass(frozen=True)
class Enrolled:
    """A pupil of the register."""

    school: School
    year: int
    grade: int
    pupil_code: str
    vpr_code: str | None
    class_label: str | None
    study_form: str
    is_ovz: bool | None
    has_consent: bool | None


@dataclass(frozen=True)
class Region:
    schools: tuple[School, ...]
    protocols: tuple[Protocol, ...]
    scales: dict[tuple[int, str, int], Scale] = field(default_factory=dict)
    has_header_maximum: bool = True
    register: tuple[Enrolled, ...] = ()


_SCHOOL = st.tuples(
    st.sampled_from(("reg99_m001", "reg99_m002", None)),
    st.sampled_from(((1, 11), (1, 9), (1, 4), (5, 11), (None, None))),
    st.booleans(),
)
_CELL = st.sampled_from((0, 1, 2, 5, NOT_ATTEMPTED, NOT_STUDIED, UNREADABLE, BLANK, None))
_ROW = st.builds(
    Row,
    code=st.sampled_from(("1", "2", "3", "4", "5", "6")),
    class_label=st.sampled_from(("а", "б", None)),
    sex=st.sampled_from(("m", "f", None)),
    is_absent=st.sampled_from((False, False, False, True)),
    cells=st.tuples(_CELL, _CELL, _CELL),
    journal=st.sampled_from((2, 3, 4, 5, None)),
    annual=st.sampled_from((None, None, 3, 4)),
)
_SCALE = st.sampled_from((Scale((3, 5, 8)), Scale((1, 2, 3)), Scale((2, 6, 9), max_score=9), None))


@st.composite
def regions(draw: st.DrawFn) -> Region:
    """Up to four schools with up to eight protocols of up to six pupils; some schools keep a register."""
    schools = tuple(
        School(f"99000{number}", municipality, *grades, is_project)
        for number, (municipality, grades, is_project) in enumerate(draw(st.lists(_SCHOOL, min_size=1, max_size=4)), 1)
    )
    subjects = draw(st.lists(st.sampled_from(SUBJECTS), min_size=1, max_size=3, unique=True))
    grades = draw(st.lists(st.sampled_from(GRADES), min_size=1, max_size=3, unique=True))
    protocols = draw(
        st.lists(
            st.builds(
                Protocol,
                school=st.sampled_from(schools),
                year=st.sampled_from(YEARS),
                subject=st.sampled_from(subjects),
                grade=st.sampled_from(grades),
                rows=st.lists(_ROW, min_size=1, max_size=6, unique_by=lambda row: row.code).map(tuple),
            ),
            min_size=1,
            max_size=8,
            unique_by=lambda protocol: protocol.key,
        )
    )
    works = sorted({(p.year, p.subject, p.grade) for p in protocols})
    scales = {work: scale for work in works if (scale := draw(_SCALE)) is not None}
    return Region(schools, tuple(protocols), scales, draw(st.booleans()), tuple(draw(_register(protocols))))


def _register(protocols: list[Protocol]) -> st.SearchStrategy[list[Enrolled]]:
    """Pupils of grades that wrote; participant codes of some, also wrong ones and one code twice."""
    cells = sorted({(p.school.school_id, p.year, p.grade) for p in protocols})
    schools = {p.school.school_id: p.school for p in protocols}
    pupil = st.tuples(
        st.sampled_from(cells),
        st.sampled_from(("1", "2", "3", "9", None)),
        st.sampled_from(("а", "б", None)),
        st.sampled_from(("full_time", "full_time", "home", "hospital", "family")),
        st.sampled_from((True, False, None)),
        st.sampled_from((True, False, None)),
    )
    return st.lists(pupil, max_size=6).map(
        lambda drawn: [
            Enrolled(schools[cell[0]], cell[1], cell[2], f"У{number}", *rest)
            for number, (cell, *rest) in enumerate(drawn)
        ]
    )
