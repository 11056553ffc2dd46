"""The dbt part at growing sizes against the same SQL by hand: wall, CPU, memory, disk, exponent of growth, slow models.

    python benchmarks/scale.py [works …]        default 400000 3000000 10000000

Every size is generated, run `RSOKO_BENCH_ROUNDS` times in turn with the same statements in one DuckDB session, and
removed. Both have `RSOKO_MEMORY_LIMIT` and spill beside their database.
"""

from __future__ import annotations

import json
import math
import shutil
import statistics
import sys
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from build import ByHand, measure_by_hand
from common import ROUNDS, Measured, generated_lake, measure, ratio, report, work_folder

from dagster_project.settings import Settings

SLOWEST = 12


@dataclass
class Size:
    """Figures of one number of works."""

    works: int
    first: list[Measured] = field(default_factory=list)
    hand: list[ByHand] = field(default_factory=list)
    warehouse_bytes: int = 0
    lake_bytes: int = 0
    models: dict[str, float] = field(default_factory=dict)


def measure_size(folder: Path, works: int) -> Size:
    size = Size(works)
    home = generated_lake(folder, works)
    settings = Settings(landing=home / "landing", home=home)
    size.lake_bytes = _bytes_below(settings.raw_dir)
    environment = {"RSOKO_LANDING": str(settings.landing), "RSOKO_HOME": str(home)}
    for _ in range(ROUNDS):
        size.first.append(measure(["-m", "dagster_project.cli.main", "run"], **environment))
        size.models = _seconds_of_models(settings)
        size.warehouse_bytes = settings.warehouse_path.stat().st_size
        _forget(settings)
        size.hand.append(measure_by_hand(settings, folder))
    shutil.rmtree(home)
    _print_size(size)
    return size


def _forget(settings: Settings) -> None:
    """The next run builds again; disk holds one warehouse at a time."""
    settings.warehouse_path.unlink()
    shutil.rmtree(settings.bi_path.parent)


def _bytes_below(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _seconds_of_models(settings: Settings) -> dict[str, float]:
    """Seconds of the nodes of the last pass, data tests included."""
    results = json.loads((settings.dbt_target_dir / "run_results.json").read_text())["results"]
    return {result["unique_id"]: result["execution_time"] for result in results}


def _print_size(size: Size) -> None:
    print(f"\n== {size.works:,} works: lake {size.lake_bytes / size.works:.1f} bytes a work, ", end="")
    print(f"warehouse {size.warehouse_bytes / 2**20:,.0f} MiB")
    models, everything = [r.models for r in size.hand], [r.everything for r in size.hand]
    runs = {
        "rsoko run": size.first,
        "by hand: seeds and models": models,
        "by hand: with checks and BI copy": everything,
    }
    for title, what, unit in (("Wall", "seconds", "s"), ("CPU", "cpu", "c-s"), ("Memory", "peak", "MiB")):
        report(title, {name: [getattr(r, what) for r in rounds] for name, rounds in runs.items()}, unit)
    goal = "<= 2" if size.works < 3_000_000 else "<= 1.3" if size.works < 30_000_000 else "<= 1.1"
    for what in ("seconds", "cpu"):
        spent = [getattr(r, what) for r in size.first]
        ratio(f"rsoko run / models by hand, {what}", spent, [getattr(r, what) for r in models], goal)
        ratio(f"rsoko run / all its statements by hand, {what}", spent, [getattr(r, what) for r in everything], goal)
    sys.stdout.flush()


def print_growth(sizes: list[Size]) -> None:
    """Exponents between neighbouring sizes and over all; the models that take longest at the largest size."""
    series = {
        "rsoko run": [[r.cpu for r in size.first] for size in sizes],
        "models by hand": [[r.models.cpu for r in size.hand] for size in sizes],
    }
    for name, rounds in series.items():
        points = [(size.works, statistics.median(cpu)) for size, cpu in zip(sizes, rounds, strict=True)]
        steps = [slope([before, after]) for before, after in pairwise(points)]
        print(f"\nexponent of CPU, {name}: {slope(points):.2f} over all, steps {', '.join(f'{s:.2f}' for s in steps)}")
    largest = sizes[-1].models
    print(f"\nslowest nodes at {sizes[-1].works:,} works, seconds by size, exponent of the last step")
    for node in sorted(largest, key=lambda name: -largest[name])[:SLOWEST]:
        spent = [size.models.get(node, math.nan) for size in sizes]
        growth = slope([(size.works, max(s, 1e-3)) for size, s in zip(sizes[-2:], spent[-2:], strict=True)])
        print(f"  {node.split('.', 2)[2]:<60} {'  '.join(f'{s:8.2f}' for s in spent)}   {growth:.2f}")


def slope(points: list[tuple[int, float]]) -> float:
    """Least squares over logarithms: time grows as works to this power."""
    logs = [(math.log(works), math.log(spent)) for works, spent in points]
    return statistics.linear_regression([x for x, _ in logs], [y for _, y in logs]).slope


def main(works: list[int]) -> None:
    sizes = []
    for number in works:
        with work_folder() as folder:
            sizes.append(measure_size(folder, number))
    if len(sizes) > 1:
        print_growth(sizes)


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or [400_000, 3_000_000, 10_000_000])
