"""What the benchmarks share: the folder to measure on, rounds, memory of a process tree, medians."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from dagster_project.settings import REPO_ROOT, SAMPLES_DIR

REAL_REGION = REPO_ROOT.parent / "shared" / "data" / "vpr_altai"
ROUNDS = int(os.environ.get("RSOKO_BENCH_ROUNDS", "3"))


def bench_landing() -> Path:
    """Folder of exports to measure on."""
    named = os.environ.get("RSOKO_BENCH_LANDING")
    if named:
        return Path(named)
    return REAL_REGION if REAL_REGION.exists() else SAMPLES_DIR


def seconds(action: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def run_measured(arguments: list[str], **environment: str) -> tuple[float, float]:
    """Run a Python command; return wall seconds and the peak summed RSS of its process tree in MiB."""
    start = time.perf_counter()
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
    return time.perf_counter() - start, peak / 2**20


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
