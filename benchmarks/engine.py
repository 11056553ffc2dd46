"""The whole build on DuckDB and on a Spark cluster over one lake: wall time and CPU of everything that worked.

RSOKO_ENGINE_WORKS=3000 .venv/bin/python benchmarks/engine.py
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

import psutil

from dagster_project.engine.cluster import found
from dagster_project.generator.atscale.generate import Order, generate_lake
from dagster_project.lib.pipeline import ingest
from dagster_project.settings import DUCKDB, SAMPLES_DIR, SPARK, Settings
from dagster_project.warehouse.build import build_warehouse
from dagster_project.warehouse.lock import writer_lock

WORKS = int(os.environ.get("RSOKO_ENGINE_WORKS") or 0)


def cluster_cpu(settings: Settings) -> float:
    """CPU seconds of every process of the cluster that builds now, its executors with it."""
    clusters = [found(folder) for folder in settings.spark_dir.glob("*T*")]
    started = [psutil.Process(pid) for cluster in clusters if cluster for pid in cluster.pids]
    times = [process.cpu_times() for one in started for process in (one, *one.children(recursive=True))]
    return sum(used.user + used.system for used in times)


def own_cpu() -> float:
    """CPU seconds of this process and of the children it waited for."""
    used = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def measured(settings: Settings) -> str:
    """Build once; a line of the table."""
    last = {"cluster": 0.0}

    def note(done: int, total: int, label: str) -> None:
        if settings.engine == SPARK and (done % 20 == 0 or done == total):
            last["cluster"] = cluster_cpu(settings)

    wall, own = time.monotonic(), own_cpu()
    with writer_lock(settings):
        outcome = build_warehouse(settings, note)
    assert outcome.success, outcome.failures
    wall = time.monotonic() - wall
    # what the cluster used is in the children's time as well once they are waited for, its executors are not
    cpu = max(own_cpu() - own, last["cluster"])
    return f"| {settings.engine} | {outcome.nodes} | {wall:.0f} | {cpu:.0f} |"


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="rsoko-engine-"))
    try:
        home = folder / "home"
        if WORKS:
            generate_lake(home, Order(works=WORKS, regions=1, years=1, seed=5), lambda done, total, label: None)
        settings = Settings(landing=SAMPLES_DIR, home=home)
        ingest(settings)
        print(f"samples and {WORKS} generated works\n\n| engine | nodes | wall, s | CPU, s |\n|---|---|---|---|")
        for engine in (DUCKDB, SPARK):
            print(measured(replace(settings, engine=engine)), flush=True)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
