"""Ingests beside each other: every file once, a delivery seen whole, a dead claim void."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dagster_project.lib import batch, pipeline
from dagster_project.lib.claims import Claim, batch_in_hand, delivered_parts, live_claims, no_batch_in_hand, planning
from dagster_project.lib.disk import hash_file
from dagster_project.lib.ledger import ACCEPTED, DUPLICATE, write_ledger
from dagster_project.lib.pipeline import IngestSummary, read_ledger
from dagster_project.settings import REPO_ROOT, Settings
from dagster_project.warehouse.cleaning import remove_leftovers
from tests.ingest import files
from tests.ingest.conftest import InlineReader, Lake

HOLDER = """
import sys
from pathlib import Path
from dagster_project.lib.claims import Claim, planning
from dagster_project.settings import Settings
settings = Settings(Path("/none"), Path(sys.argv[1]))
with planning(settings):
    claim = Claim(settings, sys.argv[2:])
claim.add_batches(["b1"])
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other(lake: Lake, tmp_path: Path) -> Lake:
    """A second landing folder over the same home."""
    landing = tmp_path / "other"
    landing.mkdir()
    return Lake(replace(lake.settings, landing=landing.resolve()))


class Paused:
    """Holds an ingest of another thread at the commit of its first batch."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, lake: Lake, before: bool) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()
        commit = batch.write_ledger
        landing = lake.landing

        def write(settings: Settings, batch_id: str, outcomes: object) -> None:
            held = settings.landing == landing
            if held and before:
                self._hold()
            commit(settings, batch_id, outcomes)  # type: ignore[arg-type]
            if held and not before:
                self._hold()

        monkeypatch.setattr(batch, "write_ledger", write)
        self.summary: IngestSummary | None = None
        self._thread = threading.Thread(target=self._ingest, args=(lake,))
        self._thread.start()
        assert self.reached.wait(30)

    def _ingest(self, lake: Lake) -> None:
        self.summary = lake.ingest()

    def _hold(self) -> None:
        self.reached.set()
        assert self.go_on.wait(30)

    def finish(self) -> IngestSummary:
        self.go_on.set()
        self._thread.join(30)
        assert self.summary is not None
        return self.summary


def hold(settings: Settings, *contents: str) -> subprocess.Popen[str]:
    """Another process that claims these files and then does nothing."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(settings.home), *contents],
        cwd=REPO_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout and holder.stdout.readline() == "ready\n"
    return holder


def in_thread(call: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=call)
    thread.start()
    return thread


def test_another_folder_does_not_wait(lake: Lake, other: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    lake.put_works(files.work_2021("50001"))
    other.put_works(files.work_2021("60001"))
    paused = Paused(monkeypatch, lake, before=True)
    assert other.ingest().files_new == 1
    assert lake.column("vpr_work", "participant_code") == ["60001"]
    assert paused.finish().files_new == 1
    assert sorted(lake.column("vpr_work", "participant_code")) == ["50001", "60001"]


def test_a_file_somebody_takes_is_waited_for_and_taken_once(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    lake.put_works(files.work_2021("50001"))
    paused = Paused(monkeypatch, lake, before=True)
    lake.put_works(files.work_2021("50002"), name="2021/5/Биология.xlsx")
    beside = Lake(replace(lake.settings, workers=2))
    waiting = threading.Event()
    summaries: list[IngestSummary] = []
    monkeypatch.setattr(batch, "write_ledger", write_ledger)
    thread = in_thread(lambda: summaries.append(beside.ingest(on_wait=waiting.set)))
    assert waiting.wait(30)
    assert [o.source_file for o in read_ledger(lake.settings)] == ["2021/5/Биология.xlsx"]  # its own part is done
    assert not summaries
    assert paused.finish().files_new == 1
    thread.join(30)
    assert (summaries[0].files_new, summaries[0].files_skipped) == (1, 1)
    assert len(list(lake.settings.ledger_dir.glob("[0-9a-f]*.parquet"))) == 2
    assert sorted(lake.column("vpr_work", "participant_code")) == ["50001", "50002"]


def test_the_same_bytes_in_two_folders_are_one_import_and_one_copy(
    lake: Lake, other: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lake.put_works(files.work_2021("50001"))
    (other.landing / "copy.xlsx").write_bytes(path.read_bytes())
    paused = Paused(monkeypatch, lake, before=True)
    waiting = threading.Event()
    thread = in_thread(lambda: other.ingest(on_wait=waiting.set))
    assert waiting.wait(30)
    paused.finish()
    thread.join(30)
    assert [o.status for o in read_ledger(lake.settings)] == [ACCEPTED, DUPLICATE]
    assert len(lake.rows("vpr_work")) == 1


def test_a_build_sees_a_delivery_whole_or_not_at_all(lake: Lake, other: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    other.put_works(files.work_2021("60001"))
    other.ingest()
    whole = delivered_parts(lake.settings)
    monkeypatch.setattr(
        pipeline,
        "plan_batches",
        lambda wave, print_: [one for file in wave for one in batch.plan_batches([file], print_)],
    )
    for n in range(3):
        lake.put_works(files.work_2021(f"5000{n}"), name=f"2021/5/{n}/Математика.xlsx")
    paused = Paused(monkeypatch, lake, before=False)  # one of three batches is committed
    assert len(list(lake.settings.ledger_dir.glob("[0-9a-f]*.parquet"))) == 2
    assert delivered_parts(lake.settings) == whole
    paused.finish()
    assert len(delivered_parts(lake.settings)) == len(whole) + 3


def test_a_claim_ends_with_its_process(tmp_path: Path) -> None:
    settings = Settings(tmp_path, tmp_path)
    settings.ledger_dir.mkdir()
    part = settings.ledger_dir / "b1.parquet"
    part.touch()
    holder = hold(settings, "a")
    with planning(settings):
        (claim,) = live_claims(settings)
    assert (claim.files, claim.batches) == ({"a"}, {"b1"})
    assert delivered_parts(settings) == []
    waited = in_thread(claim.wait)
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    waited.join(30)
    assert not waited.is_alive()
    assert delivered_parts(settings) == [part]
    assert not claim.path.exists()
    claim.wait()  # gone: nothing to wait for


def test_who_waited_for_a_killed_ingest_takes_its_files(lake: Lake) -> None:
    holder = hold(lake.settings, hash_file(lake.put_works(files.work_2021("50001"))))
    waiting = threading.Event()
    summaries: list[IngestSummary] = []
    thread = in_thread(lambda: summaries.append(lake.ingest(on_wait=waiting.set)))
    assert waiting.wait(30)
    assert lake.rows("vpr_work") == []
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    thread.join(30)
    assert summaries[0].files_new == 1
    assert len(lake.rows("vpr_work")) == 1


def test_an_ingest_beside_others_starts_fewer_readers(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []

    class Counted(InlineReader):
        def __init__(self, size: int) -> None:
            sizes.append(size)

    monkeypatch.setattr(pipeline, "Pool", Counted)
    several = Lake(replace(lake.settings, workers=4))
    claims: list[Claim] = []
    for _ in range(3):
        several.ingest()
        with planning(lake.settings):
            claims.append(Claim(lake.settings, ["a"]))
    assert sizes == [4, 2, 1]


def test_a_claim_leaves_nothing(tmp_path: Path) -> None:
    settings = Settings(tmp_path, tmp_path)
    with planning(settings):
        claim = Claim(settings, ["a"])
    with claim, planning(settings):
        assert [live.files for live in live_claims(settings)] == [{"a"}]
    with planning(settings):
        assert live_claims(settings) == []
    assert list((settings.state_dir / "claims").iterdir()) == []


def test_clean_leaves_a_batch_in_hand_alone(lake: Lake) -> None:
    part = lake.settings.raw_dir / "vpr_work" / "abc.parquet"
    temporary = lake.settings.raw_dir / "vpr_work" / "abd.parquet.tmp-1"
    part.parent.mkdir(parents=True)
    for file in (part, temporary, lake.settings.warehouse_build_path):
        file.touch()
    with batch_in_hand(lake.settings), batch_in_hand(lake.settings):
        assert remove_leftovers(lake.settings) == [lake.settings.warehouse_build_path]
    assert remove_leftovers(lake.settings) == [part, temporary]


def test_a_batch_begins_after_the_cleaning(lake: Lake) -> None:
    lake.put_works(files.work_2021("50001"))
    with no_batch_in_hand(lake.settings) as alone:
        assert alone
        thread = in_thread(lake.ingest)
        thread.join(0.5)
        assert thread.is_alive()
    thread.join(30)
    assert len(lake.rows("vpr_work")) == 1
