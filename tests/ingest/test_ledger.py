"""Idempotency, copies, parallel and repeated runs, row accounting."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dagster_project.lib.batch import FileTask, plan_batches, process_batch
from dagster_project.lib.disk import hash_file
from dagster_project.lib.lake_schema import DATASETS, LEDGER, ROW_REMARK
from dagster_project.lib.pipeline import Identified, IngestSummary, identify, ingest, read_ledger
from dagster_project.settings import REPO_ROOT
from tests.ingest import files
from tests.ingest.conftest import Lake

BIOLOGY = "2021/5/Проведение работы по биологии, 5 класс. ВПР 2021.xlsx"
RUN = (
    "import sys; from pathlib import Path; from dagster_project.settings import Settings; "
    "from dagster_project.lib.pipeline import ingest; "
    "ingest(Settings(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))"
)


def test_second_run_takes_nothing(lake: Lake) -> None:
    lake.put_works(files.work_2021("50001"))
    first = lake.ingest()
    before = {path: path.stat().st_mtime_ns for path in lake.settings.home.rglob("*.parquet")}
    second = lake.ingest()
    assert (first.files_seen, first.files_new, first.files_skipped) == (1, 1, 0)
    assert (second.files_seen, second.files_new, second.files_skipped, second.outcomes) == (1, 0, 1, [])
    assert {path: path.stat().st_mtime_ns for path in lake.settings.home.rglob("*.parquet")} == before


def test_a_touched_file_is_not_taken_again(lake: Lake) -> None:
    path = lake.put_works(files.work_2021("50001"))
    lake.ingest()
    path.touch()
    assert lake.ingest().files_new == 0


def test_a_corrected_export_is_taken_beside_the_old_one(lake: Lake) -> None:
    lake.put_works(files.work_2021("50001", ("0", "0", "0")))
    lake.ingest()
    lake.put_works(files.work_2021("50001", ("1", "1", "1")))
    assert lake.ingest().files_new == 1
    assert sorted(lake.column("vpr_work", "t01")) == ["0", "1"]  # the newest wins in SQL, the ledger keeps both
    assert len(read_ledger(lake.settings)) == 2


def test_a_copy_delivered_later_is_a_duplicate(lake: Lake) -> None:
    path = lake.put_works(files.work_2021("50001"))
    lake.ingest()
    (lake.landing / "copy.xlsx").write_bytes(path.read_bytes())
    (outcome,) = lake.ingest().outcomes
    assert (outcome.status, outcome.rows_read) == ("duplicate", 0)
    assert files.NAME_2021 in (outcome.message or "")
    assert len(lake.rows("vpr_work")) == 1
    assert lake.ingest().files_new == 0


def test_keep_takes_only_what_is_wanted_and_records_refusals(lake: Lake) -> None:
    lake.put_works(files.work_2021("50001"))
    lake.put_works(files.work_2021("50002"), name=BIOLOGY)
    (lake.landing / "broken.xlsx").write_bytes(b"")

    def only_biology(file: Identified) -> bool:
        return file.subject_code == "bio"

    summary = lake.ingest(keep=only_biology)
    assert [(o.source_file, o.status) for o in summary.outcomes] == [(BIOLOGY, "accepted"), ("broken.xlsx", "refused")]
    assert lake.ingest(keep=only_biology).outcomes == []
    assert [outcome.source_file for outcome in lake.ingest().outcomes] == [files.NAME_2021]


def test_progress_counts_to_the_end(lake: Lake) -> None:
    lake.put_works(files.work_2021("50001"))
    lake.put_works(files.work_2021("50002"), name=BIOLOGY)
    calls: list[tuple[int, int, str]] = []
    lake.ingest(on_progress=lambda done, total, name: calls.append((done, total, name)))
    assert [(done, total) for done, total, _ in calls] == [(1, 2), (2, 2)]
    assert {name for _, _, name in calls} == {files.NAME_2021, BIOLOGY}


def test_identify_tells_what_ingest_records(lake: Lake) -> None:
    path = lake.put_works(files.work_2021("50001"))
    answer = identify(path, lake.settings)
    assert isinstance(answer, Identified)
    (outcome,) = lake.ingest().outcomes
    for name in ("import_id", "source_file", "source", "layout", "contract_version", "year", "subject_code", "grade"):
        assert getattr(answer, name) == getattr(outcome, name)
    assert answer.import_id == hash_file(path)[:16]


def test_overlapping_batches_leave_each_work_once(lake: Lake) -> None:
    """Two runs that saw different files: their batches overlap, readers keep one batch per import."""
    lake.put_works(files.work_2021("50001"))
    lake.put_works(files.work_2021("50002"), name=BIOLOGY)
    tasks = [_task(lake, path) for path in sorted(lake.landing.rglob("*.xlsx"))]
    lake.ingest()
    (other,) = plan_batches(tasks[:1], "another run")
    process_batch(other, lake.settings)
    assert sorted(lake.column("vpr_work", "participant_code")) == ["50001", "50002"]
    assert len(read_ledger(lake.settings)) == 2


def test_a_part_without_a_ledger_row_does_not_exist(lake: Lake) -> None:
    lake.put_works(files.work_2021("50001"))
    lake.ingest()
    for part in lake.settings.ledger_dir.glob("[0-9a-f]*.parquet"):
        part.unlink()
    assert lake.rows("vpr_work") == []
    assert lake.ingest().files_new == 1
    assert lake.column("vpr_work", "participant_code") == ["50001"]


def test_batch_is_named_by_what_it_takes() -> None:
    task = FileTask("a", "a.xlsx", "f" * 64, 10, 0.0)
    (first,) = plan_batches([task], "rules")
    assert plan_batches([task], "rules") == [first]
    renamed, changed, copy = replace(task, source_file="b.xlsx"), "rules 2", replace(task, duplicate_of="z.xlsx")
    others = [plan_batches([renamed], "rules"), plan_batches([task], changed), plan_batches([copy], "rules")]
    assert len({first.batch_id, *(batches[0].batch_id for batches in others)}) == 4


def test_batches_are_bounded() -> None:
    small = [FileTask("a", f"{n}.xlsx", f"{n:064d}", 10, 0.0) for n in range(450)]
    assert [len(batch.files) for batch in plan_batches(small, "")] == [200, 200, 50]
    big = [replace(task, file_size=3_000_000) for task in small[:3]]
    assert [len(batch.files) for batch in plan_batches(big, "")] == [1, 1, 1]
    assert plan_batches([], "") == []


def test_two_runs_at_once(lake: Lake) -> None:
    _many_files(lake, 60)
    command = [sys.executable, "-c", RUN, str(lake.landing), str(lake.settings.home), "2"]
    runs = [subprocess.Popen(command, cwd=REPO_ROOT) for _ in range(2)]
    assert [run.wait(timeout=120) for run in runs] == [0, 0]
    assert len(lake.rows("vpr_work")) == 120
    assert len(read_ledger(lake.settings)) == 60
    assert list(lake.settings.home.rglob("*.tmp*")) == []


@pytest.mark.usefixtures("processes")
def test_processes_and_one_process_give_the_same_rows(lake: Lake, tmp_path: Path) -> None:
    _many_files(lake, 40)
    lake.put_works(files.work_2021("50001", variant="Var1"), files.work_2021("50002", ("?", "", "0")))
    other = Lake(replace(lake.settings, home=tmp_path / "other", workers=2))
    summaries = [lake.ingest(), other.ingest()]
    assert _stable(summaries[0]) == _stable(summaries[1])
    for dataset in DATASETS:
        assert lake.rows(dataset) == other.rows(dataset)
    assert lake.quarantine() == other.quarantine()
    assert lake.findings() == other.findings()


def _stable(summary: IngestSummary) -> list[object]:
    return [replace(outcome, imported_at=outcome.modified_at) for outcome in summary.outcomes]


def test_schemas_on_disk_are_those_of_the_lake(lake: Lake) -> None:
    import pyarrow.parquet as pq

    lake.put_works(files.work_2021("50001", variant="Var1"), files.work_2021("50002", ("?", "", "0")))
    lake.ingest()
    folders = {lake.settings.raw_dir / name: DATASETS[name] for name in ("vpr_work", "vpr_task")}
    folders |= {lake.settings.ledger_dir: LEDGER, lake.settings.quarantine_dir: ROW_REMARK}
    folders[lake.settings.findings_dir] = ROW_REMARK
    for folder, schema in folders.items():
        (part,) = folder.glob("[0-9a-f]*.parquet")
        assert pq.read_schema(part).equals(schema), folder.name


def test_rows_are_accounted_for_in_every_file(lake: Lake) -> None:
    lake.put_works(
        files.work_2021("50001"),
        files.absent_2021("50002"),
        files.work_2021("50003", variant="Var1"),
        [""] * 15,
        files.work_2021("50001"),
        files.HEADER_2021,
        files.work_2021("50004", ("?", "", "0")),
    )
    (outcome,) = lake.ingest().outcomes
    counts = (outcome.rows_read, outcome.rows_accepted, outcome.rows_quarantined, outcome.rows_excluded)
    assert counts == (7, 3, 2, 2)
    assert len(lake.rows("vpr_work")) == 3
    assert len(lake.quarantine()) == 2


def test_a_header_without_rows_is_an_empty_import(lake: Lake) -> None:
    lake.put(files.table_2021())
    (outcome,) = lake.ingest().outcomes
    assert (outcome.status, outcome.rows_read) == ("accepted", 0)
    assert lake.rows("vpr_work") == []


def _task(lake: Lake, path: Path) -> FileTask:
    stat = path.stat()
    name = path.relative_to(lake.landing).as_posix()
    return FileTask(str(path), name, hash_file(path), stat.st_size, stat.st_mtime)


def _many_files(lake: Lake, number: int) -> None:
    for n in range(number):
        rows = files.table_2021(*(files.work_2021(f"5{n:03d}{k}") for k in range(2)))
        files.write_csv(lake.landing / f"2021/5/{n:03d}/Математика.csv", rows)


def test_ingest_leaves_the_landing_folder_alone(lake: Lake) -> None:
    lake.put_works(files.work_2021("50001"))
    before = sorted(lake.landing.rglob("*"))
    ingest(lake.settings)
    assert sorted(lake.landing.rglob("*")) == before
