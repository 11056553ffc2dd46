"""The real region, where it is at hand: every file is taken and every row accounted for."""

from __future__ import annotations

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from dagster_project.lib.pipeline import IngestSummary, ingest
from dagster_project.settings import REPO_ROOT, Settings

REGION = REPO_ROOT.parent / "shared" / "data" / "vpr_altai"

pytestmark = [
    pytest.mark.real_region,
    pytest.mark.skipif(not REGION.is_dir(), reason="the real region is not here"),
]


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, IngestSummary]:
    settings = Settings(REGION.resolve(), tmp_path_factory.mktemp("region").resolve(), 2)
    return settings, ingest(settings)


def test_every_row_of_every_file_is_accounted_for(region: tuple[Settings, IngestSummary]) -> None:
    settings, summary = region
    files = sorted(settings.landing.rglob("*.xlsx"))
    assert len(summary.outcomes) == len(files) == 72
    for outcome in summary.outcomes:
        book = CalamineWorkbook.from_path(settings.landing / outcome.source_file)
        # total_height is the number of the last row, counted from 0: the rows below a header in row 1
        below_headers = sum(max(0, book.get_sheet_by_name(name).total_height) for name in book.sheet_names)
        assert outcome.status in ("accepted", "partial"), outcome.message
        assert outcome.rows_read == below_headers, outcome.source_file
        assert outcome.rows_accepted + outcome.rows_quarantined + outcome.rows_excluded == outcome.rows_read


@pytest.mark.parametrize(
    ("subject", "grade", "listed", "participants"), [("ma", 5, 26_139, 23_706), ("ma", 4, 26_666, 24_934)]
)
def test_known_participants_of_2021(
    region: tuple[Settings, IngestSummary], subject: str, grade: int, listed: int, participants: int
) -> None:
    settings, _ = region
    columns = ["year", "subject_code", "grade", "variant_raw"]
    parts = [pq.read_table(path, columns=columns) for path in (settings.raw_dir / "vpr_work").glob("*.parquet")]
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


def test_nothing_of_the_region_is_held_back(region: tuple[Settings, IngestSummary]) -> None:
    _, summary = region
    held = {o.source_file: o.rows_quarantined for o in summary.outcomes if o.rows_quarantined}
    refused = [o.source_file for o in summary.outcomes if o.status == "refused"]
    assert (held, refused) == ({}, [])
