"""Random small regions: every pooled indicator of the works says in SQL what counting the pupils one by one says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings

from dagster_project.lib.indicator_meta import read_indicators
from dagster_project.settings import Settings
from tests.property.oracle import (
    ALL_SUBJECTS_GRADES,
    PARTICIPATION_GRADES,
    RATIOS,
    Atom,
    Key,
    all_subjects_atoms,
    is_partial,
    must_write,
    participation_atoms,
    pooled,
    ratio_atoms,
    status,
    unjudged,
)
from tests.property.region import Region, School, regions
from tests.property.warehouse import Warehouse

FAMILIES = ("vpr", "journal", "participation", "metasubject")
ALL_SUBJECTS = {f"vpr_all_subjects_passed_share_g{grade}": grade for grade in ALL_SUBJECTS_GRADES}
PARTICIPATION = {"vpr_participation_share": must_write, "vpr_coverage_share": lambda _: True}
IDS = (*RATIOS, *ALL_SUBJECTS, *PARTICIPATION)
TASKS = ("t01", "t02", "t03")


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Settings) -> Warehouse:
    return Warehouse(sample_warehouse, [f"ind_{name}" for name in IDS])


def test_every_indicator_of_the_works_is_counted() -> None:
    assert sorted(IDS) == sorted(i.name for i in read_indicators() if i.meta.family in FAMILIES)


def atoms_of(region: Region, indicator: str) -> Iterable[Atom]:
    if indicator in RATIOS:
        return ratio_atoms(region, RATIOS[indicator])
    if indicator in ALL_SUBJECTS:
        return all_subjects_atoms(region, ALL_SUBJECTS[indicator])
    return participation_atoms(region, PARTICIPATION[indicator])


def scope(indicator: str) -> tuple[tuple[str, ...] | None, tuple[int, ...]]:
    """Subjects and grades of an indicator; no grades: all."""
    if indicator in RATIOS:
        return RATIOS[indicator].subjects, RATIOS[indicator].grades or ()
    return None, (ALL_SUBJECTS[indicator],) if indicator in ALL_SUBJECTS else PARTICIPATION_GRADES


def spine(region: Region) -> list[tuple[int, str, str, School | None, str, int]]:
    """Everything that may be asked for: years × entities × subjects × grades of the region, pooled ones too."""
    entities: list[tuple[str, str, School | None]] = [("school", s.school_id, s) for s in region.schools]
    entities += [("municipality", m, None) for m in sorted({s.municipality for s in region.schools if s.municipality})]
    entities.append(("region", "99", None))
    subjects = [*sorted({p.subject for p in region.protocols}), "all"]
    grades = [0, *sorted({p.grade for p in region.protocols})]
    years = sorted({p.year for p in region.protocols})
    return [(y, *entity, s, g) for y in years for entity in entities for s in subjects for g in grades]


def fill(warehouse: Warehouse, region: Region) -> None:
    works = [
        (p.year, p.school.school_id, p.subject, p.grade, "base", row.code, row.class_label, row.sex,
         "отсутствовал" if row.is_absent else "1", row.journal, "i1", *row.cells)
        for p in region.protocols for row in p.rows
    ]  # fmt: skip
    columns = ("year", "school_id", "subject_code", "grade", "mode", "participant_code", "class_label", "sex",
               "variant", "journal_mark", "import_id", *TASKS)  # fmt: skip
    warehouse.fill("stg_vpr__work", columns, works)
    slices = [(p.year, p.subject, p.grade, p.school.school_id, "base", "i1", True) for p in region.protocols]
    key = ("year", "subject_code", "grade", "school_id", "mode", "import_id", "is_current")
    warehouse.fill("int_vpr_slice", key, slices)
    points = [("i1", n, points if region.has_header_maximum else None) for n, points in enumerate((2, 3, 5), 1)]
    warehouse.fill("stg_vpr__task", ("import_id", "task_no", "max_points"), points)
    scales = [("99", *work, "base", scale.max_score, *scale.bounds) for work, scale in region.scales.items()]
    bounds = ("region_code", "year", "subject_code", "grade", "mode", "max_score", "min_3", "min_4", "min_5")
    warehouse.fill("int_vpr_scale", bounds, scales)
    schools = [(s.school_id, s.municipality, "99") for s in region.schools]
    warehouse.fill("dim_school", ("school_id", "municipality_code", "region_code"), schools)
    listed = [(2021, "project_500", s.school_id) for s in region.schools if s.is_project]
    listed += [(2021, "shnor", s.school_id) for s in region.schools]
    warehouse.fill("fct_project_school", ("year", "list_kind", "school_id"), listed)
    pupils = [
        (e.year, e.school.school_id, e.grade, e.pupil_code, e.vpr_code, e.class_label and e.class_label.upper(),
         e.study_form, e.is_ovz, e.has_consent)
        for e in region.register
    ]  # fmt: skip
    columns = ("year", "school_id", "grade", "pupil_code", "vpr_code", "class_label", "study_form", "is_ovz",
               "has_vpr_consent")  # fmt: skip
    warehouse.fill("stg_register__pupil", columns, pupils)
    annual = [
        (p.year, p.school.school_id, p.subject, p.grade, row.code, "year", row.annual)
        for p in region.protocols for row in p.rows if row.annual
    ]  # fmt: skip
    columns = ("year", "school_id", "subject_code", "grade", "vpr_code", "period_kind", "mark")
    warehouse.fill("stg_register__journal_mark", columns, annual)
    asked = [
        (y, level, entity, subject, grade, school and school.min_grade, school and school.max_grade)
        for y, level, entity, school, subject, grade in spine(region)
    ]
    columns = ("year", "entity_level", "entity_id", "subject_code", "grade", "min_grade", "max_grade")
    warehouse.fill("indicator_spine", columns, asked)


Answer = tuple[float | None, float | None, float | None, str]


def expected(region: Region, indicator: str) -> Iterator[tuple[Key, Answer]]:
    subjects, grades = scope(indicator)
    one_subject = subjects is not None and len(subjects) == 1
    gaps = unjudged(region, RATIOS[indicator]) if indicator in RATIOS else set()
    sums = pooled(atoms_of(region, indicator), one_subject or indicator in ALL_SUBJECTS)
    for year, level, entity, school, subject, grade in spine(region):
        if indicator in ALL_SUBJECTS and (subject, grade) != ("all", 0):
            continue
        if subjects is not None and subject not in (subjects if one_subject else (*subjects, "all")):
            continue
        if grades and grade not in (0, *grades):
            continue
        key = (year, level, entity, subject, grade)
        above, below = (None, None) if is_partial(key, gaps) else sums.get(key, (None, None))
        value = 100 * above / below if above is not None and below else None
        member = school is None or school.is_project or indicator != "vpr_min_threshold_passed_share"
        yield key, (above, below, value, status(school, value, grade, grades, member))


@settings(derandomize=True, max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(region=regions())
def test_sql_counts_what_pupils_give(warehouse: Warehouse, region: Region) -> None:
    fill(warehouse, region)
    warehouse.build()
    columns = (
        "year",
        "entity_level",
        "entity_id",
        "subject_code",
        "grade",
        "numerator",
        "denominator",
        "value",
        "status",
    )
    for indicator in IDS:
        found = {row[:5]: row[5:] for row in warehouse.rows(f"ind_{indicator}", columns)}
        assert found == dict(expected(region, indicator)), indicator
