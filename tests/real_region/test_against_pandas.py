"""Warehouse figures of the real region against `independent.py` and against figures known from outside."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dagster_project.settings import REPO_ROOT
from tests.real_region.independent import SCALES_2021, add_marks, inflated_schools, read_works, subject_and_grade

pytestmark = pytest.mark.real_region
REGION = REPO_ROOT.parent / "shared" / "data" / "vpr_altai"
FILES = sorted(REGION.glob("202[01]/[456]/*.xlsx"))
FILES_2021 = [path for path in FILES if "2021" in path.parts]
MARKER_FILES = [p for p in FILES_2021 if p.parent.name in ("4", "5") and subject_and_grade(p)[0] in ("ru", "ma")]


def name(path: Path) -> str:
    return "/".join(path.relative_to(REGION).parts)


def test_the_region_is_complete(real_region: Path) -> None:
    assert len(list(real_region.glob("202[01]/[456]/*.xlsx"))) == 26


@pytest.mark.parametrize("path", FILES, ids=name)
def test_works_of_a_file(path: Path, real_warehouse: duckdb.DuckDBPyConnection) -> None:
    """Works, absent, participants and the histogram of recomputed scores agree row for row."""
    subject, grade = subject_and_grade(path)
    works = read_works(path)
    row = real_warehouse.execute(
        "select count(*), count(*) filter (where is_absent), count(*) filter (where is_participant),"
        " count(distinct school_id)"
        " from marts.fct_vpr_result where year = ? and subject_code = ? and grade = ?",
        [int(path.parent.parent.name), subject, grade],
    ).fetchone()
    expected = (len(works), works["absent"].sum(), works["participant"].sum(), works["school"].nunique())
    assert row == expected
    histogram = real_warehouse.execute(
        "select primary_score, count(*) from marts.fct_vpr_result"
        " where is_participant and year = ? and subject_code = ? and grade = ? group by 1",
        [int(path.parent.parent.name), subject, grade],
    ).fetchall()
    assert dict(histogram) == works.loc[works["participant"], "score"].value_counts().to_dict()


@pytest.mark.parametrize("path", FILES_2021, ids=name)
def test_marks_and_journal_of_2021(path: Path, real_warehouse: duckdb.DuckDBPyConnection) -> None:
    """Counts of marks and of lowered / confirmed / raised, school by school."""
    subject, grade = subject_and_grade(path)
    works = add_marks(read_works(path), SCALES_2021[(grade, subject)])
    both = works["mark"].notna() & works["journal"].notna()
    expected = pd.DataFrame(
        {f"mark_{mark}": works["mark"].eq(mark).groupby(works["school"]).sum() for mark in (2, 3, 4, 5)}
        | {
            "lowered": (both & (works["mark"] < works["journal"])).groupby(works["school"]).sum(),
            "confirmed": (both & (works["mark"] == works["journal"])).groupby(works["school"]).sum(),
            "raised": (both & (works["mark"] > works["journal"])).groupby(works["school"]).sum(),
        }
    ).sort_index()
    actual = (
        real_warehouse.execute(
            "select school_id as school, mark_2_count, mark_3_count, mark_4_count, mark_5_count,"
            " journal_lowered_count, journal_confirmed_count, journal_raised_count"
            " from marts.agg_vpr_cell where year = 2021 and subject_code = ? and grade = ?",
            [subject, grade],
        )
        .df()
        .set_index("school")
        .sort_index()
    )
    actual.columns = expected.columns
    pd.testing.assert_frame_equal(actual.astype("int64"), expected.astype("int64"), check_names=False)


@pytest.mark.parametrize("path", MARKER_FILES, ids=name)
def test_inflated_mean_marker_of_2021(path: Path, real_warehouse: duckdb.DuckDBPyConnection) -> None:
    """Grades 4 and 5, russian and mathematics: schools with the marker, all and with n of 10 or more."""
    subject, grade = subject_and_grade(path)
    works = read_works(path)
    flagged = real_warehouse.execute(
        "select count(*) filter (where is_marked), count(*) filter (where is_marked and n >= 10)"
        " from marts.fct_objectivity_marker"
        " where year = 2021 and marker_code like 'inflated_mean%' and subject_code = ? and grade = ?",
        [subject, grade],
    ).fetchone()
    assert flagged == (inflated_schools(works, 1), inflated_schools(works, 10))


@pytest.mark.parametrize(
    ("subject", "grade", "participants", "score", "share"),
    [("ma", 5, 23706, 6, 1.98), ("ma", 5, 23706, 7, 16.92), ("ma", 4, 24934, 5, 1.21), ("ma", 4, 24934, 6, 4.30)],
)
def test_known_figures_of_2021(
    subject: str, grade: int, participants: int, score: int, share: float, real_warehouse: duckdb.DuckDBPyConnection
) -> None:
    row = real_warehouse.execute(
        "select cast(sum(work_count) as bigint),"
        " round(100.0 * sum(work_count) filter (where primary_score = ?) / sum(work_count), 2)"
        " from marts.agg_vpr_score where year = 2021 and subject_code = ? and grade = ?",
        [score, subject, grade],
    ).fetchone()
    assert row == (participants, share)


def test_every_row_of_every_file_is_accounted_for(real_warehouse: duckdb.DuckDBPyConnection) -> None:
    row = real_warehouse.execute(
        "select count(*), cast(sum(rows_read) as bigint), cast(sum(rows_quarantined) as bigint),"
        " count(*) filter (where status = 'refused'),"
        " count(*) filter (where rows_read <> rows_accepted + rows_quarantined + rows_excluded)"
        " from qc.imports"
    ).fetchone()
    assert row == (72, 622_395, 0, 0, 0)
