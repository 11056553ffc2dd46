"""A landing folder and a home per test, and the lake as readers see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from dagster_project.lib import pipeline
from dagster_project.lib.pipeline import IngestSummary, ingest
from dagster_project.lib.workers import Job
from dagster_project.settings import Settings
from tests.ingest.files import NAME_2021, Rows, table_2021, write_xlsx


@dataclass
class Lake:
    """Put files into `landing`, call `ingest`, ask for rows."""

    settings: Settings

    @property
    def landing(self) -> Path:
        return self.settings.landing

    def put(self, rows: Rows, name: str = NAME_2021, sheet: str = "Sheet") -> Path:
        return write_xlsx(self.landing / name, {sheet: rows})

    def put_works(self, *works: Any, name: str = NAME_2021) -> Path:
        return self.put(table_2021(*works), name)

    def ingest(self, **arguments: Any) -> IngestSummary:
        return ingest(self.settings, **arguments)

    def rows(self, dataset: str) -> list[dict[str, Any]]:
        """Rows of the effective lake: part and ledger agree on (import, batch), one batch per import."""
        batch_of: dict[str, str] = {}
        for entry in self._all(self.settings.ledger_dir):
            if entry["status"] in ("accepted", "partial"):
                known = batch_of.get(entry["import_id"])
                batch_of[entry["import_id"]] = min(known, entry["batch_id"]) if known else entry["batch_id"]
        rows = self._all(self.settings.raw_dir / dataset)
        effective = [row for row in rows if batch_of.get(row["_import_id"]) == row["_batch_id"]]
        return sorted(effective, key=lambda row: (row["_source_file"], row["_source_sheet"], row["_source_row"]))

    def column(self, dataset: str, name: str) -> list[Any]:
        return [row[name] for row in self.rows(dataset)]

    def quarantine(self) -> list[dict[str, Any]]:
        return sorted(self._all(self.settings.quarantine_dir), key=lambda row: (row["source_file"], row["source_row"]))

    def findings(self, rule: str | None = None) -> list[dict[str, Any]]:
        found = [row for row in self._all(self.settings.findings_dir) if rule in (None, row["rule"])]
        return sorted(found, key=lambda row: (row["source_file"], row["source_row"] or 0, row["rule"]))

    @staticmethod
    def _all(folder: Path) -> list[dict[str, Any]]:
        return [row for part in sorted(folder.glob("*.parquet")) for row in pq.ParquetFile(part).read().to_pylist()]


class InlineReader:
    """Stands for the processes that read files: same calls, no start of an interpreter in every test."""

    def __init__(self, _: int = 1) -> None: ...

    def __enter__(self) -> InlineReader:
        return self

    def __exit__(self, *_: object) -> None: ...

    def call(self, job: Job) -> Any:
        function, arguments = job
        return function(*arguments)

    def map_unordered(self, jobs: Sequence[Job]) -> Iterator[tuple[int, Any]]:
        yield from enumerate(map(self.call, jobs))


@pytest.fixture(autouse=True)
def _inline_reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "processes" not in request.fixturenames:
        monkeypatch.setattr(pipeline, "Pool", InlineReader)
        monkeypatch.setattr(pipeline, "_READER", InlineReader())


@pytest.fixture
def processes() -> None:
    """Asked for by tests that want the real processes."""


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    landing = tmp_path / "landing"
    landing.mkdir()
    return Lake(Settings(landing=landing.resolve(), home=(tmp_path / "home").resolve(), workers=1))
