"""Frames → Arrow tables of the lake, and their files. A file appears under its name only when it is whole."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from dagster_project.lib.columns import NULL, Column, column_of, integer_array, per_file, table_of, to_arrow
from dagster_project.lib.frame import Frame, Part, Source
from dagster_project.lib.lake_schema import DATASETS, LEDGER, ROW_REMARK, STATISTICS
from dagster_project.settings import Settings

_TEXT = pa.dictionary(pa.int32(), pa.string())
EMPTY_PART = "schema.parquet"  # no underscore before it: Spark does not see such files


def lake_table(
    source: Source,
    frame: Frame,
    rows: npt.NDArray[np.int64],
    files: Sequence[str],
    import_ids: Sequence[str],
    batch_id: str,
) -> pa.Table:
    """Accepted rows of a frame in the schema of their dataset; text columns stay dictionary-coded until written.

    Args:
        files, import_ids: source_file and import_id of each file of the batch.
    """
    lineage = {
        "_import_id": source.per_part(lambda part: import_ids[part.file]),
        "_source_file": source.per_part(lambda part: files[part.file]),
        "_batch_id": source.per_part(lambda _: batch_id),
    }
    schema, arrays = DATASETS[source.spec.dataset], []
    for field in schema:
        if field.name == "_source_row":
            values = np.ascontiguousarray(frame.source_row[rows], np.int32)
            array = pa.Array.from_buffers(pa.int32(), len(values), [None, pa.py_buffer(values)])
        else:
            if field.name in lineage:
                column = lineage[field.name].take(frame.origin[rows])
            else:
                found = frame.columns.get(field.name)
                column = Column(np.full(len(rows), NULL, np.int32), []) if found is None else found.take(rows)
            if source.spec.personal:
                column = column.compact()
            array = _array(column, field)
        arrays.append(array)
    return pa.Table.from_arrays(arrays, schema=pa.schema(map(_coded, schema)))


def task_table(parts: Iterable[Part], files: Sequence[str], import_ids: Sequence[str], batch_id: str) -> pa.Table:
    """One row per task of every header. Files of one procedure share their plan, so its tasks are told once."""
    chosen = list(parts)
    plans = [part.read.recognised.plan for part in chosen]
    of_part = np.repeat(np.arange(len(chosen), dtype=np.int32), [len(plan.tasks) for plan in plans])
    distinct = list({id(plan): plan for plan in plans}.values())
    tasks = [task for plan in distinct for task in plan.tasks]
    starts = np.cumsum([0, *(len(plan.tasks) for plan in distinct)])
    rows_of = {id(plan): np.arange(*starts[n : n + 2]) for n, plan in enumerate(distinct)}
    of_task = np.concatenate([rows_of[id(plan)] for plan in plans])

    def told(value: Callable[[Part], object]) -> Column:
        return per_file([None if (item := value(part)) is None else str(item) for part in chosen], of_part)

    columns = {
        "_import_id": told(lambda part: import_ids[part.file]),
        "_batch_id": told(lambda _: batch_id),
        "_source_file": told(lambda part: files[part.file]),
        "_source_sheet": told(lambda part: part.read.recognised.sheet.name),
        "_source_row": told(lambda part: part.read.recognised.data_row),
        "layout": told(lambda part: part.read.recognised.contract.layout),
        "year": told(lambda part: part.read.place.year),
        "subject_code": told(lambda part: part.read.place.subject_code),
        "grade": told(lambda part: part.read.place.grade),
        "mode": told(lambda part: part.read.place.mode),
        "task_no": column_of([str(n) for plan in distinct for n, _ in enumerate(plan.tasks, 1)]).take(of_task),
        "task_label": column_of([task.label for task in tasks]).take(of_task),
        "max_points_raw": column_of([task.max_points for task in tasks]).take(of_task),
        "level_raw": _levels(chosen),
    }
    schema = DATASETS["vpr_task"]
    arrays = [_array(columns[field.name], field) for field in schema]
    return pa.Table.from_arrays(arrays, schema=pa.schema(map(_coded, schema)))


def _levels(parts: Sequence[Part]) -> Column:
    """Level of every task of every part; most layouts do not tell it."""
    tasks = [part.read.recognised.plan.tasks for part in parts]
    if not any(part.levels for part in parts):
        return Column(np.full(sum(map(len, tasks)), NULL, np.int32), [])
    return column_of([part.levels.get(task.column) for part, own in zip(parts, tasks, strict=True) for task in own])


def _coded(field: pa.Field) -> pa.Field:
    return pa.field(field.name, _TEXT) if pa.types.is_string(field.type) else field


def _array(column: Column, field: pa.Field) -> pa.Array:
    return to_arrow(column) if pa.types.is_string(field.type) else integer_array(column, field.type)


def write_parts(path: Path, tables: Sequence[pa.Table]) -> None:
    """Write tables as row groups of one Parquet file, then rename it into place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _temporary(path)
    with pq.ParquetWriter(
        temporary, tables[0].schema, compression="snappy", store_schema=False, write_statistics=["_import_id"]
    ) as writer:
        for table in tables:
            writer.write_table(table)
    temporary.replace(path)


def write_json(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _temporary(path)
    temporary.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    temporary.replace(path)


def _temporary(path: Path) -> Path:
    return path.with_name(f"{path.name}.tmp-{os.getpid()}")


def ensure_empty_parts(settings: Settings) -> None:
    """Write the zero-row parts that carry the schema, so that dbt builds before any file arrived."""
    folders = {settings.raw_dir / name: schema for name, schema in DATASETS.items()}
    folders[settings.ledger_dir] = LEDGER
    folders[settings.quarantine_dir] = ROW_REMARK
    folders[settings.findings_dir] = ROW_REMARK
    for folder, schema in folders.items():
        part = folder / EMPTY_PART
        if not part.exists() or pq.read_schema(part).names != schema.names:  # written before a column was added
            write_parts(part, [table_of(schema, [])])  # `schema.empty_table()` imports pandas
    for name, schema in STATISTICS.items():
        file = settings.statistics_dir / f"{name}.parquet"
        if not file.exists():
            write_parts(file, [table_of(schema, [])])
