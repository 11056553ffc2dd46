"""One batch of files: read, gate, write, commit. Runs in a worker process and answers with the outcomes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
import pyarrow as pa

from dagster_project.lib.claims import batch_in_hand
from dagster_project.lib.columns import Encoder, Mask, table_of
from dagster_project.lib.contract import Catalogue, load_catalogue
from dagster_project.lib.disk import size_and_moment, stem
from dagster_project.lib.frame import Part, Source, build_frame, encode_part, exclusions
from dagster_project.lib.gate import CRITICAL, apply_suite, failing_rows, load_suite
from dagster_project.lib.identify import IMPORT_ID_LENGTH, Identified, Refusal, open_file
from dagster_project.lib.lake_schema import ROW_REMARK
from dagster_project.lib.ledger import (
    ACCEPTED,
    DUPLICATE,
    PARTIAL,
    REFUSED,
    FileOutcome,
    utc_from_timestamp,
    utc_now,
    write_ledger,
)
from dagster_project.lib.names import hide_full_name
from dagster_project.lib.personal import hide_words, person_salt
from dagster_project.lib.remarks import Remarks
from dagster_project.lib.reshape import reshape
from dagster_project.lib.tables import lake_table, task_table, write_json, write_parts
from dagster_project.lib.validation import validation_result
from dagster_project.settings import Settings

DEADLY_RU = (
    "Файл дважды оборвал чтение: он повреждён или не помещается в память. Откройте его в Excel, сохраните заново "
    "без лишних строк и столбцов. При следующем запуске он будет прочитан ещё раз."
)

MAX_FILES = 200
MAX_BYTES = 4_000_000


@dataclass(frozen=True)
class FileTask:
    """One file to take.

    Args:
        duplicate_of: the accepted file with the same bytes.
        deadly: the file ended two processes that read it; it is refused without being opened.
    """

    path: str
    source_file: str
    sha256: str
    file_size: int
    modified: float
    duplicate_of: str | None = None
    deadly: bool = False

    @property
    def import_id(self) -> str:
        return self.sha256[:IMPORT_ID_LENGTH]


@dataclass(frozen=True)
class Batch:
    batch_id: str
    files: tuple[FileTask, ...]


@dataclass
class Counts:
    read: int = 0
    quarantined: int = 0
    excluded: int = 0

    @property
    def accepted(self) -> int:
        return self.read - self.quarantined - self.excluded


def plan_batches(files: Sequence[FileTask], fingerprint: str) -> list[Batch]:
    """Cut files (in order) into batches: at most 200 files or 4 MB.

    4 MB is one or two regional files of 26,000 rows: parts stay large, and processes finish together.
    """
    batches: list[Batch] = []
    current: list[FileTask] = []
    size = 0
    for file in files:
        if current and (len(current) == MAX_FILES or size + file.file_size > MAX_BYTES):
            batches.append(_batch(current, fingerprint))
            current, size = [], 0
        current.append(file)
        size += file.file_size
    return [*batches, _batch(current, fingerprint)] if current else batches


def _batch(files: list[FileTask], fingerprint: str) -> Batch:
    """The id says which files are taken, and by which rules: a repeated run writes the same parts again."""
    lines = sorted(f"{file.import_id}\t{file.source_file}\t{file.duplicate_of or ''}\t{file.deadly}" for file in files)
    digest = hashlib.sha256("\n".join([fingerprint, *lines]).encode())
    return Batch(digest.hexdigest()[:IMPORT_ID_LENGTH], tuple(files))


def process_batch(batch: Batch, settings: Settings) -> list[FileOutcome]:
    """Take a batch whole: parts, quarantine, findings, then the ledger as the commit."""
    with batch_in_hand(settings):
        return _process(batch, settings)


def _process(batch: Batch, settings: Settings) -> list[FileOutcome]:
    catalogue = load_catalogue()
    encoder = Encoder()
    groups: dict[tuple[str, int], list[Part]] = {}
    answers: list[Identified | Refusal | None] = []
    names = [file.source_file for file in batch.files]
    import_ids = [file.import_id for file in batch.files]
    remarks = Remarks(batch.batch_id, names, import_ids)
    for number, file in enumerate(batch.files):
        answers.append(_take(number, file, catalogue, encoder, groups, remarks, settings))
    counts = [Counts() for _ in batch.files]
    tables: dict[str, list[pa.Table]] = {}
    for (layout, spec_number), parts in sorted(groups.items()):
        source = Source(parts, encoder)
        suffix = f"{layout}-{spec_number}"
        _gate_group(source, batch.batch_id, suffix, settings, names, import_ids, remarks, counts, tables)
    for dataset, pieces in tables.items():
        write_parts(settings.raw_dir / dataset / f"{batch.batch_id}.parquet", pieces)
    for folder, rows in ((settings.quarantine_dir, remarks.quarantine), (settings.findings_dir, remarks.findings)):
        if rows:
            write_parts(folder / f"{batch.batch_id}.parquet", [table_of(ROW_REMARK, rows)])
    moment = utc_now()
    outcomes = [
        _outcome(batch, number, answer, counts[number], catalogue, moment) for number, answer in enumerate(answers)
    ]
    write_ledger(settings, batch.batch_id, outcomes)
    return outcomes


def _take(
    number: int,
    file: FileTask,
    catalogue: Catalogue,
    encoder: Encoder,
    groups: dict[tuple[str, int], list[Part]],
    remarks: Remarks,
    settings: Settings,
) -> Identified | Refusal | None:
    if file.duplicate_of is not None:
        return None
    if file.deadly:
        return Refusal(file.import_id, file.source_file, "reader_crashed", DEADLY_RU)
    answer = open_file(file.path, file.source_file, file.sha256, catalogue)
    if isinstance(answer, Refusal):
        return answer
    if not _unchanged(file):
        message = "Файл изменился во время чтения. Дождитесь конца записи и запустите загрузку ещё раз."
        return Refusal(file.import_id, file.source_file, "changed_while_reading", message)
    questions = 0
    has_names = any(sheet.recognised.spec.personal for sheet in answer.sheets)
    salt = person_salt(settings) if has_names else b""
    name = stem(file.source_file.rpartition("/")[2])
    for sheet in answer.sheets:
        recognised = sheet.recognised
        part = encode_part(number, sheet, encoder, questions, name, salt)
        questions += len(recognised.plan.extra)
        spec_number = answer.contract.sheets.index(recognised.spec)
        groups.setdefault((answer.contract.layout, spec_number), []).append(part)
    for unused in answer.unused_sheets:
        message = f"Лист «{unused}» не описан в контракте и не прочитан"
        remarks.about_file(number, answer.contract.dataset, "unknown_sheet", message, unused)
    return answer.identified


def _unchanged(file: FileTask) -> bool:
    try:
        return size_and_moment(file.path) == (file.file_size, file.modified)
    except OSError:
        return False


def _gate_group(
    source: Source,
    batch_id: str,
    suffix: str,
    settings: Settings,
    names: Sequence[str],
    import_ids: Sequence[str],
    remarks: Remarks,
    counts: list[Counts],
    tables: dict[str, list[pa.Table]],
) -> None:
    """All sheets of one kind: exclusions, gate, table, counts."""
    dataset = source.spec.dataset
    excluded = exclusions(source)
    data = ~np.logical_or.reduce([mask for _, mask in excluded])
    frame = reshape(source, build_frame(source))
    gate_columns = {
        **frame.columns,
        "_import_id": source.per_part(lambda part: import_ids[part.file]).take(frame.origin),
    }
    outcomes = apply_suite(load_suite(dataset), gate_columns, data[frame.origin])
    if source.spec.is_about_people:
        hide = hide_words if source.spec.personal else hide_full_name
        outcomes = [replace(outcome, values=list(map(hide, outcome.values))) for outcome in outcomes]
    held_back = np.zeros(source.size, np.bool_)
    held_back[frame.origin[failing_rows(outcomes, CRITICAL, len(frame))]] = True
    remarks.add_exclusions(source, excluded)
    remarks.add_header(source)
    remarks.add_gate(source, frame, outcomes, held_back)
    accepted = np.flatnonzero((data & ~held_back)[frame.origin])
    tables.setdefault(dataset, []).append(lake_table(source, frame, accepted, names, import_ids, batch_id))
    if source.spec.tasks:
        tables.setdefault("vpr_task", []).append(task_table(source.parts, names, import_ids, batch_id))
    _count(source, ~data, held_back, len(np.unique(frame.origin[accepted])), counts)
    result = validation_result(dataset, outcomes, batch_id, suffix)
    write_json(settings.state_dir / "validations" / f"{batch_id}-{suffix}.json", result)


def _count(source: Source, excluded: Mask, held_back: Mask, accepted: int, counts: list[Counts]) -> None:
    """Add the rows of the group to its files; each is accepted, held back or excluded, and only one of them."""
    if accepted + int(held_back.sum()) + int(excluded.sum()) != source.size or (excluded & held_back).any():
        raise AssertionError(
            f"{source.parts[0].read.recognised.contract.layout}: {accepted} accepted + {held_back.sum()} held back + "
            f"{excluded.sum()} excluded != {source.size} rows read"
        )
    quarantined, left_out = (
        np.bincount(source.part_of_row[mask], minlength=len(source.parts)).tolist() for mask in (held_back, excluded)
    )
    for number, part in enumerate(source.parts):
        counts[part.file].read += len(part.codes)
        counts[part.file].quarantined += quarantined[number]
        counts[part.file].excluded += left_out[number]


def _outcome(
    batch: Batch,
    number: int,
    answer: Identified | Refusal | None,
    count: Counts,
    catalogue: Catalogue,
    moment: datetime,
) -> FileOutcome:
    file = batch.files[number]
    known = answer if isinstance(answer, Identified) else None
    if known:
        status = PARTIAL if count.quarantined else ACCEPTED
        message = f"В карантине строк: {count.quarantined} из {count.read}" if count.quarantined else None
    elif isinstance(answer, Refusal):
        status, message = REFUSED, f"{answer.message} [{answer.rule}]"
    else:
        status = DUPLICATE
        message = f"Те же байты, что у «{file.duplicate_of}»: файл не загружен второй раз. Лишнюю копию можно удалить."
    return FileOutcome(
        import_id=file.import_id,
        batch_id=batch.batch_id,
        sha256=file.sha256,
        source_file=file.source_file,
        file_size=file.file_size,
        modified_at=utc_from_timestamp(file.modified),
        imported_at=moment,
        source=known.source if known else None,
        layout=known.layout if known else None,
        contract_version=None if file.deadly else known.contract_version if known else catalogue.fingerprint,
        year=known.year if known else None,
        subject_code=known.subject_code if known else None,
        grade=known.grade if known else None,
        delivered_at=datetime.fromisoformat(known.delivered_at) if known and known.delivered_at else None,
        rows_read=count.read,
        rows_accepted=count.accepted,
        rows_quarantined=count.quarantined,
        rows_excluded=count.excluded,
        status=status,
        message=message,
    )
