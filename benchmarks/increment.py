"""One school's corrected protocol into a warehouse of many works: CPU and wall against the full build, and by phase.

    python benchmarks/increment.py [works …]        default 3000000

Every size is generated and built once. Then `RSOKO_BENCH_ROUNDS` times a school, another one each time, delivers a
protocol again and `rsoko run` takes it. One before them is not counted: it leaves what increments remember.
"""

from __future__ import annotations

import json
import resource
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from common import ROUNDS, WORKS_OF_A_REGION, Measured, generated_lake, measure, ratio, report, work_folder

from dagster_project.generator.atscale.block import Block
from dagster_project.generator.atscale.generate import blocks
from dagster_project.generator.atscale.layouts import sheets, source_file
from dagster_project.generator.atscale.territory import plan_territories
from dagster_project.generator.writers import write_xlsx
from dagster_project.settings import Settings

SEED = 7  # of `generated_lake`
# What is told apart: function by phase. A phase has no time of the phases within it.
PHASES = {
    "ingest": ("dagster_project.run", "ingest"),
    "what changed, plan, files of the slice": ("dagster_project.warehouse.slices.increment", "_space"),
    "tables and their comparison": ("dagster_project.warehouse.slices.increment", "build_changed"),
    "statistics": ("dagster_project.warehouse.slices.increment", "statistics_of_slice"),
    "data tests": ("dagster_project.warehouse.slices.increment", "_build_and_test"),
    "transaction": ("dagster_project.warehouse.slices.increment", "_merge"),
    "BI copy": ("dagster_project.run", "bring_up_to_date"),
    "summary": ("dagster_project.report.summary", "print_summary"),
}


def corrected_protocols(works: int) -> list[Block]:
    """Mathematics of grade 5 in the first region, school by school, the largest first, with other points in a task."""
    regions = max(1, round(works / WORKS_OF_A_REGION))
    territory = plan_territories(works, regions, 1, SEED)[0]
    year = max(territory.listed)
    block = next(b for b in blocks(SEED, territory, year) if (b.work.subject_code, b.work.grade) == ("ma", 5))
    sizes = np.bincount(block.school)
    return [_of_school(block, int(place)) for place in np.argsort(-sizes, kind="stable") if sizes[place]]


def _of_school(block: Block, place: int) -> Block:
    rows = block.school == place
    values = {field.name: getattr(block, field.name) for field in fields(block)}
    arrays: dict[str, Any] = {name: value[rows] for name, value in values.items() if isinstance(value, np.ndarray)}
    first = arrays["cells"][:, 0]
    arrays["cells"][:, 0] = np.where(first > 1, first, 1 - first)  # 0 and 1 point change places
    return replace(block, **arrays)


def deliver(landing: Path, protocol: Block) -> None:
    file = Path(source_file(protocol))
    school = protocol.schools[0].number
    write_xlsx(landing / file.with_name(f"Исправленный протокол ОО {school}. {file.name}"), sheets(protocol))


def measure_size(folder: Path, works: int) -> None:
    home = generated_lake(folder, works)
    settings = Settings(landing=home / "landing", home=home)
    environment = {"RSOKO_LANDING": str(settings.landing), "RSOKO_HOME": str(home)}
    full = measure(["-m", "dagster_project.cli.main", "run"], **environment)
    protocols = corrected_protocols(works)
    phases = folder / "phases.json"
    measured: list[Measured] = []
    spent: list[dict[str, float]] = []
    for protocol in protocols[: 1 + ROUNDS]:
        deliver(settings.landing, protocol)
        measured.append(measure([__file__, "--phases", str(phases)], **environment))
        spent.append(json.loads(phases.read_text()))
    first, *rounds = measured
    shutil.rmtree(home)
    print(f"\n== {works:,} works")
    cpu = [r.cpu for r in rounds]
    report("CPU", {"full build": [full.cpu], "first increment": [first.cpu], "increment": cpu}, "c-s")
    report("Wall", {"full build": [full.seconds], "increment": [r.seconds for r in rounds]})
    report("Memory", {"full build": [full.peak], "increment": [r.peak for r in rounds]}, "MiB")
    report("CPU by phase", {name: [found[name] for found in spent[1:]] for name in spent[0]}, "c-s")
    ratio("full build / increment, CPU", [full.cpu], cpu, ">= 50")
    sys.stdout.flush()


def run_in_phases(target: Path) -> None:
    """`rsoko run` in this process, and what every phase of it cost.

    Raises:
        SystemExit: no increment was made, so there is nothing to tell.
    """
    from importlib import import_module

    from dagster_project.cli.main import app

    spent: defaultdict[str, float] = defaultdict(float)
    within = [0.0]

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            before = _cpu()
            within.append(0.0)
            try:
                return function(*arguments, **named)
            finally:
                whole = _cpu() - before
                spent[name] += whole - within.pop()
                within[-1] += whole

        return call

    for name, (module, function) in PHASES.items():
        home = import_module(module)
        setattr(home, function, timed(name, getattr(home, function)))
    sys.argv = ["rsoko", "run"]
    app(standalone_mode=False)
    if not spent["transaction"]:
        raise SystemExit("no increment was made")
    target.write_text(json.dumps({**spent, "start and the rest": _cpu() - within[0]}))


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def main(works: list[int]) -> None:
    for number in works:
        with work_folder() as folder:
            measure_size(folder, number)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--phases"]:
        run_in_phases(Path(sys.argv[2]))
    else:
        main([int(number) for number in sys.argv[1:]] or [3_000_000])
