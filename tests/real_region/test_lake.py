"""The real region, where it is at hand: every file is taken and every row accounted for."""

from __future__ import annotations

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from dagster_project.lib.ledger import FileOutcome
from dagster_project.lib.pipeline import read_ledger
from dagster_project.settings import Settings

pytestmark = pytest.mark.real_region


@pytest.fixture(scope="module")
def outcomes(real_home: Settings) -> list[FileOutcome]:
    """What the ledger says of each file after the one run."""
    return read_ledger(real_home)


def test_every_row_of_every_file_is_accounted_for(real_home: Settings, outcomes: list[FileOutcome]) -> None:
    files = sorted(real_home.landing.rglob("*.xlsx"))
    assert len(outcomes) == len(files) == 72
    for outcome in outcomes:
        book = CalamineWorkbook.from_path(real_home.landing / outcome.source_file)
        # total_height is the number of the last row, counted from 0: the rows below a header in row 1
        below_headers = sum(max(0, book.get_sheet_by_name(name).total_height) for name in book.sheet_names)
        assert outcome.status in ("accepted", "partial"), outcome.message
        assert outcome.rows_read == below_headers, outcome.source_file
        assert outcome.rows_accepted + outcome.rows_quarantined + outcome.rows_excluded == outcome.rows_read


@pytest.mark.parametrize(
    ("subject", "grade", "listed", "participants"), [("ma", 5, 26_139, 23_706), ("ma", 4, 26_666, 24_934)]
)
def test_known_participants_of_2021(
    real_home: Settings, subject: str, grade: int, listed: int, participants: int
) -> None:
    columns = ["year", "subject_code", "grade", "variant_raw"]
    parts = [pq.read_table(path, columns=columns) for path in (real_home.raw_dir / "vpr_work").glob("*.parquet")]
    works = 0
    written = 0
    for part in parts:
        mine = pc.and_(pc.equal(part["year"], 2021), pc.equal(part["subject_code"], subject))
        chosen = part.filter(pc.and_(mine, pc.equal(part["grade"], grade)))
        works += chosen.num_rows
        written += (
            chosen.num_rows - pc.sum(pc.equal(pc.utf8_lower(chosen["variant_raw"]), "отсутствовал")).as_py()
            if chosen.num_rows
            else 0
        )
    assert (works, written) == (listed, participants)


def test_nothing_of_the_region_is_held_back(outcomes: list[FileOutcome]) -> None:
    held = {o.source_file: o.rows_quarantined for o in outcomes if o.rows_quarantined}
    refused = [o.source_file for o in outcomes if o.status == "refused"]
    assert (held, refused) == ({}, [])
