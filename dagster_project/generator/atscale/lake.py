"""Blocks straight into the raw lake: the parts, ledger rows and names ingest would leave, without files between."""

from __future__ import annotations

import hashlib
from datetime import datetime

import numpy as np
import pyarrow as pa

from dagster_project.generator.atscale.block import Block
from dagster_project.generator.atscale.layouts import (
    CLASS_SHEET,
    LAYOUTS,
    WORK_SHEETS,
    class_columns,
    source_file,
    task_rows,
    work_columns,
)
from dagster_project.lib.batch import MAX_FILES
from dagster_project.lib.columns import Column, table_of, to_arrow
from dagster_project.lib.contract import load_catalogue
from dagster_project.lib.identify import IMPORT_ID_LENGTH
from dagster_project.lib.lake_schema import DATASETS
from dagster_project.lib.ledger import ACCEPTED, FileOutcome, write_ledger
from dagster_project.lib.tables import write_parts
from dagster_project.lib.text import iso_datetime
from dagster_project.settings import Settings

BYTES_OF_A_ROW = 150  # of an xlsx, for the size the ledger states
MAX_ROWS = 26_000  # of a part: one or two regional files, as ingest cuts its batches
_TEXT = pa.dictionary(pa.int32(), pa.string())
_SHEET_ROW = 2  # the first row of data, as Excel counts
_DELIVERED = datetime(2022, 6, 1, 9, 0)


class LakeWriter:
    """Takes blocks and commits them in batches; memory holds one batch."""

    def __init__(self, settings: Settings, seed: int, max_rows: int = MAX_ROWS) -> None:
        self._settings, self._seed, self._max_rows = settings, seed, max_rows
        self._blocks: list[Block] = []
        self._rows = 0

    def add(self, block: Block) -> None:
        if self._blocks and (self._rows + len(block) > self._max_rows or len(self._blocks) == MAX_FILES):
            self.commit()
        self._blocks.append(block)
        self._rows += len(block)

    def commit(self) -> None:
        """Write what was taken: raw parts, then the ledger."""
        if not self._blocks:
            return
        shas = [self._sha256(block) for block in self._blocks]
        batch_id = hashlib.sha256("\n".join(shas).encode()).hexdigest()[:IMPORT_ID_LENGTH]
        tables: dict[str, list[pa.Table]] = {}
        outcomes = []
        for block, sha256 in zip(self._blocks, shas, strict=True):
            for dataset, table in lake_tables(block, sha256[:IMPORT_ID_LENGTH], batch_id).items():
                tables.setdefault(dataset, []).append(table)
            outcomes.append(_outcome(block, sha256, batch_id))
        for dataset, pieces in tables.items():
            write_parts(self._settings.raw_dir / dataset / f"{batch_id}.parquet", pieces)
        write_ledger(self._settings, batch_id, outcomes)
        self._blocks, self._rows = [], 0

    def _sha256(self, block: Block) -> str:
        """No file has these bytes; the digest stands for what they would be drawn from."""
        return hashlib.sha256(f"{self._seed} {len(block)} {source_file(block)}".encode()).hexdigest()


def lake_tables(block: Block, import_id: str, batch_id: str) -> dict[str, pa.Table]:
    """The tables of one file by dataset."""
    lineage = {"_import_id": import_id, "_batch_id": batch_id, "_source_file": source_file(block)}
    sheet = WORK_SHEETS[block.year]
    tables = {"vpr_work": _table("vpr_work", block, lineage, sheet, work_columns(block))}
    if block.year == 2022:
        tables["vpr_class"] = _table("vpr_class", block, lineage, CLASS_SHEET, class_columns(block))
    place = (LAYOUTS[block.year], block.year, block.work.subject_code, block.work.grade, None)
    rows = [
        (*lineage_row(lineage), sheet, _SHEET_ROW - 1, *place, number, label, top, None)
        for number, (label, top) in enumerate(task_rows(block), start=1)
    ]
    tables["vpr_task"] = table_of(DATASETS["vpr_task"], rows)
    return tables


def lineage_row(lineage: dict[str, str]) -> tuple[str, str, str]:
    return lineage["_import_id"], lineage["_batch_id"], lineage["_source_file"]


def _table(dataset: str, block: Block, lineage: dict[str, str], sheet: str, columns: dict[str, Column]) -> pa.Table:
    size = len(columns["login"].codes)
    same = np.zeros(size, np.int32)
    texts = {**lineage, "_source_sheet": sheet, "layout": LAYOUTS[block.year], "subject_code": block.work.subject_code}
    numbers = {"year": block.year, "grade": block.work.grade}
    arrays, fields = [], []
    for field in DATASETS[dataset]:
        kind = _TEXT if pa.types.is_string(field.type) else field.type
        if field.name == "_source_row":
            array = pa.array(np.arange(_SHEET_ROW, _SHEET_ROW + size, dtype=np.int32))
        elif field.name in numbers:
            array = pa.array(np.full(size, numbers[field.name], kind.to_pandas_dtype()))
        elif field.name in texts:
            array = to_arrow(Column(same, [texts[field.name]]))
        elif field.name in columns:
            array = to_arrow(columns[field.name])
        else:
            array = to_arrow(Column(same - 1, []))
        arrays.append(array)
        fields.append(pa.field(field.name, kind))
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def _outcome(block: Block, sha256: str, batch_id: str) -> FileOutcome:
    layout = LAYOUTS[block.year]
    rows = len(block) + (len(block.schools) if block.year == 2022 else 0)
    places = [school.number - 1 for school in block.schools]
    delivered = max(iso_datetime(block.uploads[place]) for place in places) if block.year == 2022 else None
    return FileOutcome(
        import_id=sha256[:IMPORT_ID_LENGTH],
        batch_id=batch_id,
        sha256=sha256,
        source_file=source_file(block),
        file_size=len(block) * BYTES_OF_A_ROW,
        modified_at=_DELIVERED,
        imported_at=_DELIVERED,
        source="vpr_work",
        layout=layout,
        contract_version=load_catalogue().by_layout(layout).version,
        year=block.year,
        subject_code=block.work.subject_code,
        grade=block.work.grade,
        delivered_at=datetime.fromisoformat(delivered) if delivered else None,
        rows_read=rows,
        rows_accepted=rows,
        rows_quarantined=0,
        rows_excluded=0,
        status=ACCEPTED,
        message=None,
    )
