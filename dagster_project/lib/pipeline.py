"""The ingest as others call it: `identify`, `ingest`, `read_ledger`."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any

from filelock import FileLock

from dagster_project.lib.batch import DEADLY_RU, Batch, FileTask, plan_batches, process_batch
from dagster_project.lib.claims import Claim, live_claims, planning
from dagster_project.lib.contract import load_catalogue
from dagster_project.lib.disk import files_below, hash_file, size_and_moment
from dagster_project.lib.identify import Identified, ReadFile, Refusal, open_file
from dagster_project.lib.ledger import DUPLICATE, REFUSED, FileOutcome, LedgerParts, read_ledger
from dagster_project.lib.reader import is_junk
from dagster_project.lib.tables import ensure_empty_parts, write_json
from dagster_project.lib.workers import Pool, Worker, WorkerDied
from dagster_project.settings import Settings

__all__ = ["FileOutcome", "Identified", "IngestSummary", "Refusal", "identify", "ingest", "list_files", "read_ledger"]

Progress = Callable[[int, int, str], None]
_READER, _READER_LOCK = Worker(), Lock()  # reads for `identify`; ends with the program
_HEAVY_BYTES, _MAX_HEAVY = 1_000_000, 5  # a process that reads regional files takes 330 MB; together under 2 GiB
_STALE_SECONDS = 3600.0
_HASHED_AT_ONCE = 100


@dataclass(frozen=True)
class IngestSummary:
    """What one call did. `outcomes` has the files taken or refused now, in order of source_file."""

    files_seen: int
    files_new: int
    files_skipped: int
    seconds: float
    outcomes: list[FileOutcome] = field(default_factory=list)

    @property
    def rows_read(self) -> int:
        return sum(outcome.rows_read for outcome in self.outcomes)

    @property
    def rows_accepted(self) -> int:
        return sum(outcome.rows_accepted for outcome in self.outcomes)

    @property
    def rows_quarantined(self) -> int:
        return sum(outcome.rows_quarantined for outcome in self.outcomes)

    @property
    def rows_excluded(self) -> int:
        return sum(outcome.rows_excluded for outcome in self.outcomes)


def identify(path: Path, settings: Settings) -> Identified | Refusal:
    """What a file is, without taking it. Reads the whole file, in another process; never raises for its content.

    Raises:
        FileNotFoundError: there is no such file.
    """
    file = _hash_one(str(path), _source_file(path, settings))
    if file is None:
        raise FileNotFoundError(path)
    try:
        with _READER_LOCK:
            answer: Identified | Refusal = _READER.call((_identify_task, (file,)))
    except WorkerDied:
        return Refusal(file.import_id, file.source_file, "reader_crashed", DEADLY_RU)
    return answer


def ingest(
    settings: Settings,
    *,
    keep: Callable[[Identified], bool] | None = None,
    on_progress: Progress | None = None,
    on_wait: Callable[[], None] | None = None,
) -> IngestSummary:
    """Take every new file of the landing folder into the lake.

    A file whose content and name the ledger knows is skipped. A refused file is tried again only when the file, the
    contracts or the code that reads them changed. Parallel calls on one home share the files among them: each returns
    when every file it wanted is in the ledger, whoever took it.

    Args:
        keep: takes only files it says yes to; refusals and duplicates are recorded whatever it says.
        on_progress: called after each file with (done, total, source_file).
        on_wait: called before waiting for another call that is taking a file this one wants.
    """
    started = time.perf_counter()
    with planning(settings):
        ensure_empty_parts(settings)
        _remove_stale_temporaries(settings)
        beside = len(live_claims(settings))
    fingerprint = load_catalogue().fingerprint
    files = _hash_all(_landing_files(settings), settings)
    ledger = _Ledger(settings, fingerprint)
    outcomes: list[FileOutcome] = []
    with Pool(_processes(ledger.unknown(files), settings, beside)) as pool:
        while True:
            fresh = ledger.unknown(files)
            todo = fresh if keep is None else _kept(fresh, keep, settings, fingerprint, pool, ledger.taken)
            with planning(settings):
                ledger.read()
                others = live_claims(settings)
                wanted = ledger.unknown(todo)
                elsewhere = frozenset().union(*(other.files for other in others))
                mine = [file for file in wanted if file.sha256 not in elsewhere]
                claim = Claim(settings, {file.sha256 for file in mine})
            total = len(outcomes) + len(mine)
            with claim:
                for outcome in _take(mine, ledger.taken, claim, settings, fingerprint, pool):
                    outcomes.append(outcome)
                    ledger.done.add((outcome.sha256, outcome.source_file))
                    if on_progress:
                        on_progress(len(outcomes), total, outcome.source_file)
            awaited = [other for other in others if any(file.sha256 in other.files for file in wanted)]
            if not awaited:
                break
            if on_wait:
                on_wait()
            for other in awaited:
                other.wait()
            ledger.read()
    outcomes.sort(key=lambda outcome: outcome.source_file)
    seconds = time.perf_counter() - started
    return IngestSummary(len(files), len(outcomes), len(files) - len(outcomes), seconds, outcomes)


class _Ledger:
    """What need not be taken again, as far as the ledger was read."""

    def __init__(self, settings: Settings, fingerprint: str) -> None:
        self._settings = settings
        self._fingerprint = fingerprint
        self._parts: LedgerParts = {}
        self.done: set[tuple[str, str]] = set()  # by this call
        self.read()

    def read(self) -> None:
        outcomes = read_ledger(self._settings, self._parts)
        self._known = {
            (outcome.sha256, outcome.source_file)
            for outcome in outcomes
            if outcome.status != REFUSED or outcome.contract_version == self._fingerprint
        }
        self.taken = {o.sha256: o.source_file for o in outcomes if o.status not in (REFUSED, DUPLICATE)}

    def unknown(self, files: Sequence[FileTask]) -> list[FileTask]:
        known = self._known | self.done
        return [file for file in files if (file.sha256, file.source_file) not in known]


def _take(
    files: Sequence[FileTask], taken: dict[str, str], claim: Claim, settings: Settings, fingerprint: str, pool: Pool
) -> Iterator[FileOutcome]:
    """Take the claimed files and note in `taken` which contents are in the lake now."""
    pending = list(files)
    while pending:
        wave, pending = _next_wave(pending, taken)
        for outcome in _run(plan_batches(wave, fingerprint), claim, settings, fingerprint, pool):
            if outcome.status not in (REFUSED, DUPLICATE):
                taken[outcome.sha256] = outcome.source_file
            yield outcome


def _processes(files: Sequence[FileTask], settings: Settings, beside: int) -> int:
    """All workers for the first, half of them for a second ingest beside it, a third for the next."""
    heavy = any(file.file_size > _HEAVY_BYTES for file in files)
    return max(1, (min(settings.workers, _MAX_HEAVY) if heavy else settings.workers) // (1 + beside))


def list_files(settings: Settings) -> list[Path]:
    """Files below the landing folder in order of their path; the short list of system files is left out."""
    return [Path(path) for _, path in _landing_files(settings)]


def _landing_files(settings: Settings) -> list[tuple[str, str]]:
    """(source_file, path) of every file."""
    return sorted(found for found in files_below(settings.landing) if not is_junk(found[0].rpartition("/")[2]))


def _source_file(path: Path, settings: Settings) -> str:
    """Path below the landing folder with `/`; a file elsewhere is called by its name and three folders above it."""
    path = path.absolute()
    if path.is_relative_to(settings.landing):
        return path.relative_to(settings.landing).as_posix()
    return "/".join(path.parts[1:][-4:])


def _hash_all(files: Sequence[tuple[str, str]], settings: Settings) -> list[FileTask]:
    """In threads, many files at a time: most of it runs outside of the interpreter's lock."""
    chunks = [files[start : start + _HASHED_AT_ONCE] for start in range(0, len(files), _HASHED_AT_ONCE)]
    with ThreadPoolExecutor(settings.workers) as threads:
        hashed = threads.map(lambda chunk: [_hash_one(path, name) for name, path in chunk], chunks)
        return [task for tasks in hashed for task in tasks if task is not None]


def _hash_one(path: str, source_file: str) -> FileTask | None:
    """None when the file is gone by now; one that cannot be opened is hashed by its name, to be refused later."""
    try:
        size, moment = size_and_moment(path)
        return FileTask(path, source_file, hash_file(path), size, moment)
    except OSError:
        if not os.path.lexists(path):
            return None
        return FileTask(path, source_file, hashlib.sha256(f"unreadable {source_file}".encode()).hexdigest(), 0, 0.0)


def _next_wave(pending: Sequence[FileTask], taken: dict[str, str]) -> tuple[list[FileTask], list[FileTask]]:
    """Files to take now; same bytes under a second name wait until it is known whether the first was taken."""
    wave: dict[str, FileTask] = {}
    duplicates: list[FileTask] = []
    waiting: list[FileTask] = []
    for file in pending:
        if file.sha256 in taken:
            duplicates.append(replace(file, duplicate_of=taken[file.sha256]))
        elif file.sha256 in wave:
            waiting.append(file)
        else:
            wave[file.sha256] = file
    ordered = sorted([*wave.values(), *duplicates], key=lambda file: file.source_file)
    return ordered, waiting


def _run(
    batches: Sequence[Batch], claim: Claim, settings: Settings, fingerprint: str, pool: Pool
) -> Iterator[FileOutcome]:
    """Take batches; one whose process died is taken again file by file, and a file that kills again is refused."""
    claim.add_batches(batch.batch_id for batch in batches)
    heavy_first = sorted(batches, key=lambda batch: -sum(file.file_size for file in batch.files))
    died: list[FileTask] = []
    for number, answer in pool.map_unordered([(process_batch, (batch, settings)) for batch in heavy_first]):
        if isinstance(answer, WorkerDied):
            died.extend(heavy_first[number].files)
        else:
            yield from answer
    alone = [batch for file in died for batch in plan_batches([file], fingerprint)]
    claim.add_batches(batch.batch_id for batch in alone)
    for number, answer in pool.map_unordered([(process_batch, (batch, settings)) for batch in alone]):
        if isinstance(answer, WorkerDied):
            deadly = [replace(file, deadly=True) for file in alone[number].files]
            (refusal,) = plan_batches(deadly, fingerprint)
            claim.add_batches([refusal.batch_id])
            yield from process_batch(refusal, settings)
        else:
            yield from answer


def _kept(
    fresh: Sequence[FileTask],
    keep: Callable[[Identified], bool],
    settings: Settings,
    fingerprint: str,
    pool: Pool,
    taken: dict[str, str],
) -> list[FileTask]:
    """Files `keep` wants, those that are refused, and copies. What a file is, is remembered in `state/`."""
    memory = settings.state_dir / "identified.json"
    with FileLock(settings.state_dir / "identify.lock"):  # who waits here finds the work done
        known = _remembered(memory, fingerprint)
        unknown = [file for file in fresh if _memory_key(file) not in known and file.sha256 not in taken]
        jobs = [(_identify_task, (file,)) for file in unknown]
        for number, answer in pool.map_unordered(jobs):
            known[_memory_key(unknown[number])] = asdict(answer) if isinstance(answer, Identified) else None
        if unknown:
            with planning(settings):
                write_json(memory, {"fingerprint": fingerprint, "files": known})
    wanted = []
    for file in fresh:
        raw = known.get(_memory_key(file))
        if raw is None or keep(Identified(**raw)):
            wanted.append(file)
    return wanted


def _identify_task(file: FileTask) -> Identified | Refusal:
    answer = open_file(file.path, file.source_file, file.sha256, load_catalogue())
    return answer.identified if isinstance(answer, ReadFile) else answer


def _memory_key(file: FileTask) -> str:
    return f"{file.sha256}\t{file.source_file}"


def _remembered(memory: Path, fingerprint: str) -> dict[str, Any]:
    if not memory.exists():
        return {}
    content = json.loads(memory.read_text("utf-8"))
    return dict(content["files"]) if content["fingerprint"] == fingerprint else {}


def _remove_stale_temporaries(settings: Settings) -> None:
    """Half-written files of killed runs: an hour old, so no other machine is still writing them."""
    limit = time.time() - _STALE_SECONDS
    for folder in (settings.raw_dir, settings.quarantine_dir, settings.findings_dir, settings.ledger_dir):
        for path in folder.rglob("*.tmp-*"):
            if path.stat().st_mtime < limit:
                path.unlink(missing_ok=True)
