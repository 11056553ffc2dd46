"""Processes that read files: their answers, their errors, their deaths."""

from __future__ import annotations

import os
import signal
import time

import pytest
import xlsxwriter

from dagster_project.lib.identify import Refusal
from dagster_project.lib.pipeline import identify
from dagster_project.lib.reader import read_sheets
from dagster_project.lib.workers import Pool, Worker, WorkerDied
from tests.ingest import files
from tests.ingest.conftest import Lake

pytestmark = pytest.mark.usefixtures("processes")
LAST_ROW, LAST_COLUMN = 1_048_575, 16_383


def test_answers_carry_the_number_of_the_job() -> None:
    with Pool(2) as pool:
        assert sorted(pool.map_unordered([(abs, (-n,)) for n in range(5)])) == [(n, n) for n in range(5)]
        assert list(pool.map_unordered([])) == []


def test_an_error_in_a_process_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError), Pool(2) as pool:
        list(pool.map_unordered([(divmod, (1, 0)), (time.sleep, (5,))]))


def test_an_error_that_cannot_be_rebuilt_is_told_and_does_not_block_the_next_job() -> None:
    """`Unreadable` wants two arguments and pickle gives it one."""
    worker = Worker()
    with pytest.raises(RuntimeError, match=r"Unreadable: .*веб-страница"):
        worker.call((read_sheets, ("a.xls", b"<html>")))
    assert worker.call((abs, (-1,))) == 1
    worker.close()


def test_a_death_is_an_answer_and_the_next_job_finds_a_new_process() -> None:
    with Pool(1) as pool:
        answers = dict(pool.map_unordered([(os.getpid, ()), (os._exit, (3,)), (os.getpid, ())]))
    assert isinstance(answers[1], WorkerDied)
    assert answers[0] != answers[2]


def test_a_worker_killed_between_jobs_is_told() -> None:
    worker = Worker()
    os.kill(worker.call((os.getpid, ())), signal.SIGKILL)
    time.sleep(0.2)
    with pytest.raises(WorkerDied):
        worker.call((os.getpid, ()))
    assert worker.call((abs, (-1,))) == 1
    worker.close()


def test_a_file_that_kills_its_reader_is_refused_alone(lake: Lake) -> None:
    """One cell in the last row and column of a sheet: the reader asks for 500 GB and aborts."""
    with xlsxwriter.Workbook(str(lake.landing / "b.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "x")
        sheet.write(LAST_ROW, LAST_COLUMN, "x")
    lake.put_works(files.work_2021("50001"))
    lake.put_works(files.work_2021("50002"), name="2021/5/Биология.xlsx")
    outcomes = {outcome.source_file: outcome for outcome in lake.ingest().outcomes}
    assert [outcomes[name].status for name in sorted(outcomes)] == ["accepted", "accepted", "refused"]
    assert "[reader_crashed]" in (outcomes["b.xlsx"].message or "")
    assert sorted(lake.column("vpr_work", "participant_code")) == ["50001", "50002"]
    assert [outcome.source_file for outcome in lake.ingest().outcomes] == ["b.xlsx"]  # it is tried every time
    answer = identify(lake.landing / "b.xlsx", lake.settings)
    assert isinstance(answer, Refusal) and answer.rule == "reader_crashed"
