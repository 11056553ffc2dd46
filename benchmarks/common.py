"""What the benchmarks share: the folder to measure on, rounds, time and memory of a process tree, medians."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from dagster_project.settings import REPO_ROOT, SAMPLES_DIR

REAL_REGION = REPO_ROOT.parent / "shared" / "data" / "vpr_altai"
ROUNDS = int(os.environ.get("RSOKO_BENCH_ROUNDS", "3"))
WORKS_OF_A_REGION = 360_000  # a year


@dataclass(frozen=True)
class Measured:
    """Wall and CPU seconds of a command with its children, and the peak summed RSS of its process tree in MiB."""

    seconds: float
    cpu: float
    peak: float


def bench_landing() -> Path:
    """Folder of exports to measure on."""
    named = os.environ.get("RSOKO_BENCH_LANDING")
    if named:
        return Path(named)
    return REAL_REGION if REAL_REGION.exists() else SAMPLES_DIR


@contextmanager
def work_folder() -> Iterator[Path]:
    """A temporary folder below `RSOKO_BENCH_FOLDER` (default: that of the system); 30 million works take 40 GB."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("RSOKO_BENCH_FOLDER")) as folder:
        yield Path(folder)


def generated_lake(folder: Path, works: int, years: int = 1) -> Path:
    """A home with the raw lake of so many works, in regions of a usual size; printed with its speed."""
    home = folder / "lake"
    regions = max(1, round(works / years / WORKS_OF_A_REGION))
    numbers = ["--works", str(works), "--regions", str(regions), "--years", str(years), "--seed", "7"]
    command = ["-m", "dagster_project.cli.main", "generate", *numbers, "--as", "lake", "--out", str(home)]
    made = measure(command)
    print(
        f"\ngenerated {works:,} works of {regions} regions: {made.seconds:.1f} s, {made.cpu:.1f} c-s, "
        f"{works / made.seconds:,.0f} works/s, {made.peak:,.0f} MiB",
        flush=True,
    )
    return home


def seconds(action: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def spent(action: Callable[[], object]) -> tuple[float, float]:
    """Wall and CPU seconds of one call, with the processes it starts and ends."""
    before = time.process_time() + _cpu_of_children()
    wall = seconds(action)
    return wall, time.process_time() + _cpu_of_children() - before


def measure(arguments: list[str], **environment: str) -> Measured:
    """Run a Python command to its end."""
    start, before = time.perf_counter(), _cpu_of_children()
    process = subprocess.Popen(
        [sys.executable, *arguments], env={**os.environ, **environment}, stdout=subprocess.DEVNULL
    )
    peak = 0
    root = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            tree = [root, *root.children(recursive=True)]
            peak = max(peak, sum(p.memory_info().rss for p in tree))
        except psutil.NoSuchProcess:
            pass
        time.sleep(0.05)
    if process.returncode:
        raise SystemExit(f"{arguments} failed with {process.returncode}")
    return Measured(time.perf_counter() - start, _cpu_of_children() - before, peak / 2**20)


def _cpu_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def report(title: str, figures: dict[str, list[float]], unit: str = "s") -> None:
    """Print the median and every round of each figure."""
    print(f"\n{title}")
    for name, values in figures.items():
        rounds = ", ".join(f"{value:.2f}" for value in values)
        print(f"  {name:<58} median {statistics.median(values):8.2f} {unit}   [{rounds}]")


def ratio(name: str, above: list[float], below: list[float], goal: str) -> None:
    """Print the ratio of two medians beside its goal."""
    value = statistics.median(above) / statistics.median(below)
    print(f"  {name:<58} ratio  {value:8.2f}     goal {goal}")
