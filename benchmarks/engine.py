"""The whole run on DuckDB and on a Spark cluster over one lake: wall, CPU and memory of every process, by its part.

.venv/bin/python benchmarks/engine.py 3000 20000 400000        # generated works beside the samples
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import psutil
from common import work_folder

from dagster_project.generator.atscale.generate import Order, generate_lake
from dagster_project.lib.pipeline import ingest
from dagster_project.settings import DUCKDB, SAMPLES_DIR, SPARK, Settings

REGION_YEAR = 400_000
LOOK_SECONDS = 0.5
# What a command line has → which part of a run that process is; the first that fits.
PARTS = {
    "HiveThriftServer2": "driver",
    "CoarseGrainedExecutorBackend": "executors",
    "org.apache.spark.deploy": "master and workers",
    "/bin/dbt": "dbt",
    "dagster_project.cli.main": "rsoko",
}
OTHERS = "others"


@dataclass
class Used:
    """What a part of a run used: CPU seconds and the peak of its summed memory in MiB."""

    cpu: float = 0
    peak: float = 0


def watched(command: list[str], environment: dict[str, str]) -> tuple[float, dict[str, Used]]:
    """Run a command to its end: wall seconds, and what each part and `all` of its process tree used.

    Nobody waits for executors, so no account of children has their time: every process is looked at while it lives.
    """
    began = time.monotonic()
    cpu: dict[tuple[int, float], tuple[str, float]] = {}
    used: dict[str, Used] = defaultdict(Used)
    with subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL) as process:
        root = psutil.Process(process.pid)
        while process.poll() is None:
            memory: dict[str, float] = defaultdict(float)
            for one in (root, *root.children(recursive=True)):
                try:
                    with one.oneshot():
                        key, times, part = (one.pid, one.create_time()), one.cpu_times(), part_of(one)
                        if part == OTHERS and key in cpu:  # a process that ends has no command line any more
                            part = cpu[key][0]
                        cpu[key] = (part, times.user + times.system)
                        for name in (part, "all"):
                            memory[name] += one.memory_info().rss / 2**20
                except psutil.NoSuchProcess:
                    continue
            for name, size in memory.items():
                used[name].peak = max(used[name].peak, size)
            time.sleep(LOOK_SECONDS)
    if process.returncode:
        raise SystemExit(f"{command} failed with {process.returncode}")
    for part, seconds in cpu.values():
        for name in (part, "all"):
            used[name].cpu += seconds
    return time.monotonic() - began, used


def part_of(process: psutil.Process) -> str:
    """Which part of a run a process is."""
    words = " ".join(process.cmdline())
    return next((part for mark, part in PARTS.items() if mark in words), OTHERS)


def make_lake(home: Path, works: int) -> None:
    """The samples and so many generated works, ingested."""
    generate_lake(home, Order(works=works, regions=1, years=1, seed=5), lambda done, total, label: None)
    ingest(Settings(landing=SAMPLES_DIR, home=home))


def measured(home: Path, works: int, engine: str) -> float:
    """Run once, print a row of the table; returns its CPU seconds."""
    places = {"RSOKO_HOME": str(home), "RSOKO_LANDING": str(SAMPLES_DIR), "RSOKO_ENGINE": engine}
    wall, used = watched([sys.executable, "-m", "dagster_project.cli.main", "run"], places)
    whole = used.pop("all")
    parts = ", ".join(f"{name} {used[name].cpu:.0f} / {used[name].peak:,.0f}" for name in sorted(used))
    print(f"| {works:,} | {engine} | {wall:.0f} | {whole.cpu:.0f} | {whole.peak:,.0f} | {parts} |", flush=True)
    return whole.cpu


def main() -> None:
    sizes = sorted(int(size) for size in sys.argv[1:]) or [REGION_YEAR]
    print("| generated works | engine | wall, s | CPU, s | peak, MiB | CPU / peak of each part |")
    print("|---|---|---|---|---|---|")
    cpu: dict[str, list[float]] = defaultdict(list)
    for works in sizes:
        with work_folder() as folder:
            make_lake(folder / DUCKDB, works)
            shutil.copytree(folder / DUCKDB, folder / SPARK)
            for engine in (DUCKDB, SPARK):
                cpu[engine].append(measured(folder / engine, works, engine))
    for engine, seconds in cpu.items():
        for place in range(1, len(sizes)):
            growth = math.log(seconds[place] / seconds[place - 1]) / math.log(sizes[place] / sizes[place - 1])
            print(f"exponent of CPU, {engine}, {sizes[place - 1]:,} → {sizes[place]:,}: {growth:.2f}")


if __name__ == "__main__":
    main()
