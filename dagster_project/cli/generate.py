"""`rsoko generate`: invented data of any size, for trials of speed and of whole deployments."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dagster_project.cli.common import settings_of, told_to_people
from dagster_project.report.console import make_console, number


class Form(StrEnum):
    EXPORTS = "exports"
    LAKE = "lake"


def generate(
    works: Annotated[int, typer.Option(help="Сколько работ (строк протоколов) всего.")],
    regions: Annotated[int, typer.Option(help="На сколько регионов их разделить.")] = 1,
    years: Annotated[int, typer.Option(help="На сколько лет: 1 — 2021, 2 — и 2022, 3 — и 2020.")] = 1,
    seed: Annotated[int, typer.Option(help="Зерно: те же числа и зерно дают те же данные.")] = 2022,
    out: Annotated[
        Path, typer.Option(help="Новая папка: выгрузок или, для lake, дом программы.", file_okay=False)
    ] = Path("generated"),
    form: Annotated[
        Form, typer.Option("--as", help="exports — файлы выгрузок; lake — сразу сырое озеро (Parquet и журнал).")
    ] = Form.EXPORTS,
) -> None:
    """Вымышленные выгрузки любого объёма: школы, отметки, «горки» на границах, журнал, отсутствовавшие."""
    from dagster_project.generator.atscale.generate import LANDING, Order, generate_exports, generate_lake
    from dagster_project.report.progress import ProgressWatcher

    console = make_console()
    order = Order(works, regions, years, seed, settings_of().workers)
    make = generate_lake if form is Form.LAKE else generate_exports
    with told_to_people(), ProgressWatcher(console) as watcher:
        make(out.resolve(), order, watcher.on_work)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    console.print(f"[green]Готово:[/green] {out}, работ {number(works)}, {number(round(size / 1e6))} МБ")
    landing, home = (out / LANDING, out) if form is Form.LAKE else (out, "<дом>")
    console.print(f"Посчитать показатели: rsoko run --landing {landing} --home {home}")
