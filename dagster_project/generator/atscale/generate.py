"""Data of any size as export files or as the raw lake, a region and year at a time in its own process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from dagster_project.generator.atscale import companions
from dagster_project.generator.atscale.block import Block, draw_block, draw_cohort
from dagster_project.generator.atscale.lake import MAX_ROWS, LakeWriter
from dagster_project.generator.atscale.layouts import sheets, source_file
from dagster_project.generator.atscale.territory import Territory, plan_territories
from dagster_project.generator.atscale.works import SPRING_GRADES, turns
from dagster_project.generator.writers import write_xlsx
from dagster_project.lib.pipeline import ingest
from dagster_project.lib.tables import ensure_empty_parts
from dagster_project.settings import Settings
from dagster_project.warehouse.errors import UsageError

Progress = Callable[[int, int, str], None]
LANDING = "landing"  # of a generated lake: the small files beside the protocols


@dataclass(frozen=True)
class Order:
    """What to make.

    Args:
        works: rows of all protocols, exactly.
        regions, years: how many; seed: everything drawn depends on it and on nothing else.
        workers: processes.
    """

    works: int
    regions: int
    years: int
    seed: int
    workers: int = 1
    part_rows: int = MAX_ROWS


def generate_exports(out: Path, order: Order, progress: Progress) -> None:
    """Write export files below `out`, as a region would deliver them.

    Raises:
        UsageError: the numbers do not fit together, or the folder is not empty.
    """
    _make(out, out, order, progress, _write_exports)


def generate_lake(home: Path, order: Order, progress: Progress) -> None:
    """Write `home/raw` and `home/ledger` as ingest would; the small files lie in `home/landing` and are ingested.

    Raises:
        UsageError: the numbers do not fit together, or the folder is not empty.
    """
    _make(home, home / LANDING, order, progress, _write_lake)
    ingest(Settings(landing=home / LANDING, home=home, workers=order.workers))


def blocks(seed: int, territory: Territory, year: int) -> Iterator[Block]:
    """Every protocol of a region in a year, by grade and subject."""
    for grade in SPRING_GRADES:
        cohort = draw_cohort(seed, territory, year, grade)
        for turn in turns():
            if turn.work.grade == grade:
                block = draw_block(seed, territory, year, turn, cohort)
                if len(block):
                    yield block


Write = Callable[[Path, Order, Territory, int], int]


def _make(out: Path, landing: Path, order: Order, progress: Progress, write: Write) -> None:
    territories = plan_territories(order.works, order.regions, order.years, order.seed)
    if out.exists() and any(out.iterdir()):
        raise UsageError(f"Папка {out} не пуста: укажите новую, иначе данные смешаются.")
    out.mkdir(parents=True, exist_ok=True)
    for path, book in companions.specifications():
        write_xlsx(landing / path, book)
    units = [(territory, year) for territory in territories for year in territory.listed]
    units.sort(key=lambda unit: -int(unit[0].listed[unit[1]].sum()))
    done = 0
    for (territory, year), rows in _run(out, landing, order, units, write):
        done += rows
        progress(done, order.works, f"{territory.name}, {year}")


def _run(
    out: Path, landing: Path, order: Order, units: list[tuple[Territory, int]], write: Write
) -> Iterator[tuple[tuple[Territory, int], int]]:
    if order.workers == 1:
        for unit in units:
            yield unit, _unit(out, landing, order, *unit, write)
        return
    with ProcessPoolExecutor(order.workers, mp_context=get_context("spawn")) as pool:
        jobs = {pool.submit(_unit, out, landing, order, *unit, write): unit for unit in units}
        for job in as_completed(jobs):
            yield jobs[job], job.result()


def _unit(out: Path, landing: Path, order: Order, territory: Territory, year: int, write: Write) -> int:
    for path, book in companions.of_region(order.seed, territory, year):
        write_xlsx(landing / path, book)
    return write(out, order, territory, year)


def _write_exports(out: Path, order: Order, territory: Territory, year: int) -> int:
    rows = 0
    for block in blocks(order.seed, territory, year):
        write_xlsx(out / source_file(block), sheets(block))
        rows += len(block)
    return rows


def _write_lake(home: Path, order: Order, territory: Territory, year: int) -> int:
    settings = Settings(landing=home / LANDING, home=home)
    ensure_empty_parts(settings)
    writer = LakeWriter(settings, order.seed, order.part_rows)
    rows = 0
    for block in blocks(order.seed, territory, year):
        writer.add(block)
        rows += len(block)
    writer.commit()
    return rows
