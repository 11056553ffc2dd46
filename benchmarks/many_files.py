"""Ingest of very many small workbooks: against raw calamine on as many processes, memory, and a kill in the middle.

    python benchmarks/many_files.py [files]     default 40000

A tenth of the workbooks is written; the others are the same books with another comment at the end of the archive: other
bytes and names, the same work for a reader.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from common import ROUNDS, measure, ratio, report, spent, work_folder
from ingest import PROCESSES, read_raw

from dagster_project.generator.atscale.generate import blocks
from dagster_project.generator.atscale.territory import plan_territories
from dagster_project.generator.region_exports import table_2021
from dagster_project.generator.writers import write_xlsx
from dagster_project.lib.pipeline import read_ledger
from dagster_project.settings import Settings

COPIES = 10
INGEST = (
    "from dagster_project.lib.pipeline import ingest; from dagster_project.settings import Settings; "
    "ingest(Settings.from_env())"
)


def write_files(landing: Path, count: int) -> None:
    """Exports of 2021 of one school and work each: about 30 rows and 35 columns."""
    books = -(-count // COPIES)
    (territory,) = plan_territories(max(1_000, 32 * books), 1, 1, seed=7)
    done = 0
    for block in blocks(7, territory, 2021):
        rows: dict[int, list] = {}
        for pupil in block.pupils():
            rows.setdefault(pupil.school.number, []).append(pupil)
        for number, pupils in rows.items():
            work = block.work
            folder = landing / f"{number:04d}" / "2021" / str(work.grade)
            book = write_xlsx(folder / f"{work.name} 0.xlsx", {"Sheet": table_2021(work, pupils)})
            for copy in range(1, min(COPIES, count - done)):
                _with_comment(book, folder / f"{work.name} {copy}.xlsx", str(copy))
            done += min(COPIES, count - done)
            if done == count:
                return
    raise SystemExit(f"only {done} files")


def _with_comment(book: Path, copy: Path, comment: str) -> None:
    """The archive with a comment of one byte: the last two bytes of a zip are its length."""
    copy.write_bytes(book.read_bytes()[:-2] + len(comment).to_bytes(2, "little") + comment.encode())


def raw_calamine(files: list[Path]) -> None:
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
        for _ in pool.map(read_raw, files, chunksize=50):
            pass


def killed_and_resumed(landing: Path, home: Path, count: int) -> tuple[float, int]:
    """Kill an ingest when half is committed; seconds of the second one and how many files were read twice."""
    environment = {**os.environ, **_environment(landing, home)}
    process = subprocess.Popen([sys.executable, "-c", INGEST], env=environment, start_new_session=True)
    settings = Settings(landing=landing, home=home)
    while process.poll() is None and len(list(settings.ledger_dir.glob("*.parquet"))) * 200 < count / 2:
        time.sleep(0.2)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    kept = len(read_ledger(settings))
    second = measure(["-c", INGEST], **_environment(landing, home))
    outcomes = read_ledger(settings)
    assert len(outcomes) == count and all(outcome.status == "accepted" for outcome in outcomes)
    return second.seconds, kept


def _environment(landing: Path, home: Path) -> dict[str, str]:
    return {"RSOKO_LANDING": str(landing), "RSOKO_HOME": str(home), "RSOKO_WORKERS": str(PROCESSES)}


def main(count: int) -> None:
    with work_folder() as folder:
        landing, home = folder / "landing", folder / "home"
        write_files(landing, count)
        files = sorted(landing.rglob("*.xlsx"))
        assert len(files) == count
        print(
            f"{count:,} files, {sum(file.stat().st_size for file in files) / count / 1000:.1f} kB on average",
            flush=True,
        )
        raw, ours = [], []
        for _ in range(ROUNDS):
            raw.append(spent(lambda: raw_calamine(files)))
            ours.append(measure(["-c", INGEST], **_environment(landing, home)))
            shutil.rmtree(home)
        for what, unit, theirs, mine in (
            ("wall", "s", [wall for wall, _ in raw], [run.seconds for run in ours]),
            ("CPU", "c-s", [cpu for _, cpu in raw], [run.cpu for run in ours]),
        ):
            report(f"Ingest, {what}", {"raw calamine": theirs, "ingest, start of the program included": mine}, unit)
            ratio(f"speed against raw calamine, {what}", theirs, mine, ">= 0.90")
        report("Peak memory of the process tree", {"ingest": [run.peak for run in ours]}, "MiB")
        again, kept = killed_and_resumed(landing, home, count)
        print(
            f"\nkilled when {kept:,} of {count:,} files were committed; the second run took the rest in {again:.1f} s"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40_000)
