"""The ledger: one row per file and attempt. Writing it is the commit of a batch; readers trust nothing else."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from dagster_project.lib.columns import table_of
from dagster_project.lib.lake_schema import LEDGER
from dagster_project.lib.tables import write_parts
from dagster_project.settings import Settings

ACCEPTED, PARTIAL, REFUSED, DUPLICATE = "accepted", "partial", "refused", "duplicate"
_EPOCH = datetime(1970, 1, 1)


@dataclass(frozen=True)
class FileOutcome:
    """A row of the ledger; fields are its columns (times are UTC without zone)."""

    import_id: str
    batch_id: str
    sha256: str
    source_file: str
    file_size: int
    modified_at: datetime
    imported_at: datetime
    source: str | None
    layout: str | None
    contract_version: str | None
    year: int | None
    subject_code: str | None
    grade: int | None
    delivered_at: datetime | None
    rows_read: int
    rows_accepted: int
    rows_quarantined: int
    rows_excluded: int
    status: str
    message: str | None


LedgerParts = dict[str, list[FileOutcome]]

assert [field.name for field in fields(FileOutcome)] == LEDGER.names


def utc_now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def utc_from_timestamp(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)


def write_ledger(settings: Settings, batch_id: str, outcomes: list[FileOutcome]) -> None:
    """Commit a batch: its ledger part is the last file written."""
    rows = [tuple(vars(outcome).values()) for outcome in outcomes]
    write_parts(settings.ledger_dir / f"{batch_id}.parquet", [table_of(LEDGER, rows)])


def read_ledger(settings: Settings, read_before: LedgerParts | None = None) -> list[FileOutcome]:
    """One outcome per (content, name): an import that succeeded outweighs a refusal before it, then the smallest batch.

    Sorted by source_file.

    Args:
        read_before: parts an earlier call read; new ones are added. A part never changes.
    """
    parts: LedgerParts = {} if read_before is None else read_before
    best: dict[tuple[str, str], FileOutcome] = {}
    for part in sorted(settings.ledger_dir.glob("*.parquet")):
        if part.name not in parts:
            parts[part.name] = [FileOutcome(**row) for row in _read_rows(part)]
        for outcome in parts[part.name]:
            key = (outcome.sha256, outcome.source_file)
            if key not in best or _weight(outcome) < _weight(best[key]):
                best[key] = outcome
    return sorted(best.values(), key=lambda outcome: (outcome.source_file, outcome.imported_at))


def _read_rows(part: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.ParquetFile(part).read(columns=LEDGER.names).to_pylist()
    return rows


def _weight(outcome: FileOutcome) -> tuple[int, float, str]:
    if outcome.status == REFUSED:  # the last refusal speaks
        return (1, -(outcome.imported_at - _EPOCH).total_seconds(), outcome.batch_id)
    return (0, 0.0, outcome.batch_id)
