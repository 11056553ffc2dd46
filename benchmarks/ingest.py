"""Ingest against raw calamine and against the script an analyst would write."""

from __future__ import annotations

import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pandas as pd
from common import ROUNDS, bench_landing, measure, ratio, report, seconds
from python_calamine import CalamineWorkbook

from dagster_project.lib.pipeline import ingest, read_ledger
from dagster_project.settings import Settings

PROCESSES = 2


def read_raw(path: Path) -> int:
    """Every sheet of one workbook as calamine gives it."""
    workbook = CalamineWorkbook.from_path(path)
    return sum(len(workbook.get_sheet_by_name(s).to_python(skip_empty_area=False)) for s in workbook.sheet_names)


def raw_calamine(files: list[Path]) -> None:
    with ProcessPoolExecutor(PROCESSES) as pool:
        list(pool.map(read_raw, files))


def analyst_script(files: list[Path], out: Path) -> None:
    """pandas + openpyxl: read, recode task cells, sum, write one Parquet."""
    frames = []
    for path in files:
        frame = pd.read_excel(path, engine="openpyxl", dtype=str, keep_default_na=False)
        tasks = [c for c in frame.columns if str(c).startswith(("балл за", "a-"))]
        points = frame[tasks].apply(lambda column: pd.to_numeric(column, errors="coerce")).fillna(0)
        frames.append(frame.assign(total=points.sum(axis=1), source=path.name))
    pd.concat(frames).to_parquet(out)


def link(files: list[Path], landing: Path, folder: Path) -> Path:
    """A landing folder with only these files."""
    for path in files:
        target = folder / path.relative_to(landing)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(path.resolve())
    return folder


def main() -> None:
    landing = bench_landing()
    files = sorted(landing.rglob("*.xlsx"))
    big = sorted(landing.rglob("2021/*/*.xlsx"))
    raw, ours, few_one, few_all, analyst = [], [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        few = link(big, landing, work / "few")
        rows = 0
        for number in range(ROUNDS):
            raw.append(seconds(lambda: raw_calamine(files)))
            settings = Settings(landing=landing, home=work / f"home{number}", workers=PROCESSES)
            ours.append(seconds(lambda s=settings: ingest(s)))
            rows = sum(outcome.rows_read for outcome in read_ledger(settings))
            for figures, workers in ((few_one, 1), (few_all, PROCESSES)):
                alone = Settings(landing=few, home=work / f"few{number}-{workers}", workers=workers)
                figures.append(seconds(lambda s=alone: ingest(s)))
        analyst.append(seconds(lambda: analyst_script(big, work / "analyst.parquet")))
        code = (
            "from dagster_project.lib.pipeline import ingest; from dagster_project.settings import Settings; "
            "ingest(Settings.from_env())"
        )
        peak = measure(
            ["-c", code], RSOKO_LANDING=str(landing), RSOKO_HOME=str(work / "memory"), RSOKO_WORKERS=str(PROCESSES)
        ).peak
    report(
        f"Ingest of {len(files)} workbooks, {rows:,} rows, {PROCESSES} processes", {"raw calamine": raw, "ingest": ours}
    )
    ratio("speed against raw calamine", raw, ours, ">= 0.90")
    report(
        f"The {len(big)} workbooks of 2021",
        {"pandas + openpyxl": analyst, "ingest, one process": few_one, f"ingest, {PROCESSES} processes": few_all},
    )
    ratio("times faster than the script, one process", analyst, few_one, ">= 20")
    ratio(f"times faster than the script, {PROCESSES} processes as shipped", analyst, few_all, ">= 20")
    print(f"\n  peak memory of the process tree {peak:,.0f} MiB   goal < 2048")
    print(f"  files/s {len(files) / min(ours):.1f}, rows/s {rows / min(ours):,.0f}")


if __name__ == "__main__":
    main()
