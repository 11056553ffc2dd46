"""`rsoko`: what people ask of the warehouse daily. Heavy modules are imported inside the commands."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from dagster_project.cli.common import Home, settings_of, told_to_people
from dagster_project.cli.engine import engine_app
from dagster_project.cli.generate import generate
from dagster_project.cli.superset import publish, superset_app
from dagster_project.report.console import make_console
from dagster_project.warehouse.errors import UsageError

app = typer.Typer(help="РСОКО: от выгрузок ВПР к проверенным показателям.", no_args_is_help=True, add_completion=False)
recheck_app = typer.Typer(help="Муниципальная перепроверка работ ВПР.", no_args_is_help=True)
app.add_typer(recheck_app, name="recheck")
app.add_typer(superset_app, name="superset")
app.add_typer(engine_app, name="engine")
app.command()(publish)
app.command()(generate)

Landing = Annotated[
    Path | None,
    typer.Option(help="Папка с выгрузками; по умолчанию RSOKO_LANDING или учебный регион.", file_okay=False),
]
Subject = Annotated[str | None, typer.Option(help="Код предмета (ru, ma, env …); all — все вместе.")]
Grade = Annotated[int | None, typer.Option(help="Класс; 0 — все вместе.")]


@app.command()
def run(
    landing: Landing = None,
    home: Home = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Сколько процессов читают файлы.")] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="День, на который судят о сроках; по умолчанию RSOKO_AS_OF или сегодня."
        ),
    ] = None,
) -> None:
    """Принять выгрузки, проверить, посчитать показатели, обновить копию для BI."""
    from dagster_project.report.failure import print_failures
    from dagster_project.report.progress import ProgressWatcher
    from dagster_project.report.summary import print_summary
    from dagster_project.run import run as run_flow

    settings = settings_of(landing, home, workers, as_of)
    if not settings.landing.is_dir():
        with told_to_people():
            raise UsageError(f"Папки с выгрузками нет: {settings.landing}")
    console = make_console()
    with told_to_people():
        with ProgressWatcher(console) as watcher:
            report = run_flow(settings, watcher)
        if not report.success:
            assert report.outcome is not None
            print_failures(console, report.outcome, settings)
            raise typer.Exit(1)
        print_summary(console, report, settings)


@app.command()
def imports(
    problems: Annotated[bool, typer.Option("--problems", help="Только файлы, с которыми что-то не так.")] = False,
    home: Home = None,
) -> None:
    """Журнал файлов: что принято, что нет, почему и как исправить."""
    from dagster_project.report.imports import print_imports

    with told_to_people():
        print_imports(make_console(), settings_of(home=home), problems)


@app.command()
def indicators(
    indicator: Annotated[str | None, typer.Option(help="Показатель: имя или код.")] = None,
    municipality: Annotated[str | None, typer.Option(help="Код муниципалитета.")] = None,
    school: Annotated[str | None, typer.Option(help="Логин или номер школы.")] = None,
    year: Annotated[int | None, typer.Option(help="Год процедуры.")] = None,
    subject: Subject = None,
    grade: Grade = None,
    limit: Annotated[int, typer.Option(min=1, help="Сколько строк показать.")] = 50,
    home: Home = None,
) -> None:
    """Значения показателей; без условий — список показателей."""
    from dagster_project.report.indicators import Filter, print_catalogue, print_values
    from dagster_project.report.store import open_store

    wanted = Filter(indicator, municipality, school, year, subject, grade, limit)
    with told_to_people(), open_store(settings_of(home=home)) as store:
        if wanted.is_empty:
            print_catalogue(make_console(), store)
        else:
            print_values(make_console(), store, wanted)


@app.command()
def explain(
    indicator: Annotated[str, typer.Argument(help="Показатель: имя или код.")],
    entity: Annotated[str, typer.Argument(help="Регион, муниципалитет или школа: код или логин.")],
    year: Annotated[int, typer.Option(help="Год процедуры.")],
    subject: Subject = None,
    grade: Grade = None,
    home: Home = None,
) -> None:
    """Откуда взялось число: формула, числитель, знаменатель, цель, файлы и строки."""
    from dagster_project.report.explain import print_explanation
    from dagster_project.report.store import open_store

    with told_to_people(), open_store(settings_of(home=home)) as store:
        print_explanation(make_console(), store, indicator, entity, year, subject, grade)


@app.command("publish-copy")
def publish_copy(home: Home = None) -> None:
    """Заново сделать копию витрин для BI из готового хранилища."""
    from dagster_project.report.console import number
    from dagster_project.warehouse.bi_copy import copy_for_bi
    from dagster_project.warehouse.lock import writer_lock

    settings = settings_of(home=home)
    console = make_console()
    with told_to_people(), writer_lock(settings):
        for table, rows in copy_for_bi(settings).items():
            console.print(f"  {table}: строк {number(rows)}")
    console.print(f"[green]Копия готова:[/green] {settings.bi_path}")


@app.command("data-docs")
def data_docs(home: Home = None) -> None:
    """Страницы входного контроля: что нашли правила Great Expectations в каждом файле."""
    from dagster_project.lib.data_docs import build_data_docs

    index = build_data_docs(settings_of(home=home))
    make_console().print(f"[green]Страницы готовы:[/green] {index}")


@app.command()
def template(
    layout: Annotated[
        str | None, typer.Argument(metavar="РЕЕСТР", help="Макет реестра, например staff_register.")
    ] = None,
    path: Annotated[
        Path | None, typer.Option(help="Куда записать; по умолчанию <реестр>.xlsx.", dir_okay=False)
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--all", help="Записать в эту папку шаблоны всех реестров.", file_okay=False)
    ] = None,
) -> None:
    """Шаблоны для сведений, которые ни одна система не выгружает; без условий — их список."""
    from dagster_project.lib.contract import load_catalogue
    from dagster_project.lib.form_templates import form_contracts, write_form_template
    from dagster_project.lib.templates import with_template, write_template

    catalogue = load_catalogue()
    forms = {contract.layout for contract in form_contracts(catalogue)}
    contracts = {c.layout: c for c in (*with_template(catalogue), *form_contracts(catalogue))}
    console = make_console()
    if layout is None and folder is None:
        for contract in contracts.values():
            console.print(f"  {contract.layout:24} {contract.title_ru}")
        return
    with told_to_people():
        if layout is not None and layout not in contracts:
            raise UsageError(f"Шаблона «{layout}» нет. Есть: {', '.join(contracts)}")
        if folder is not None:
            targets = {name: folder / f"{name}.xlsx" for name in ([layout] if layout else contracts)}
        else:
            assert layout is not None
            targets = {layout: path or Path(f"{layout}.xlsx")}
        if taken := [str(target) for target in targets.values() if target.exists()]:
            raise UsageError(f"Уже есть: {', '.join(taken)}. Укажите другое имя или папку.")
        for name, target in targets.items():
            (write_form_template if name in forms else write_template)(contracts[name], target)
    where = folder or next(iter(targets.values()))
    console.print(f"[green]Записано шаблонов: {len(targets)}:[/green] {where}. Заполните и положите в папку выгрузок.")


@app.command()
def clean(home: Home = None) -> None:
    """Убрать то, что оставили прерванные запуски: части без записи в журнале и временные файлы."""
    from dagster_project.warehouse.cleaning import remove_leftovers

    removed = remove_leftovers(settings_of(home=home))
    console = make_console()
    for path in removed:
        console.print(f"  удалён {path}")
    console.print(f"Удалено файлов: {len(removed)}")


@recheck_app.command("export")
def recheck_export(
    municipality: Annotated[str, typer.Option(help="Код муниципалитета.")],
    year: Annotated[int, typer.Option(help="Год, работы которого перепроверяют.")],
    out: Annotated[
        Path | None, typer.Option(help="Куда записать; по умолчанию «Перепроверка <код> <год>.xlsx».", dir_okay=False)
    ] = None,
    home: Home = None,
) -> None:
    """Пакет для муниципальной комиссии: титул, основания и протокол с первыми баллами."""
    from dagster_project.report.recheck import read_package
    from dagster_project.report.recheck_book import write_recheck_book
    from dagster_project.report.store import open_store

    with told_to_people(), open_store(settings_of(home=home)) as store:
        package = read_package(store, municipality, year)
        target = out or Path(f"Перепроверка {package.municipality_code} {year}.xlsx")
        if target.exists():
            raise UsageError(f"{target} уже есть: укажите другое имя через --out.")
        write_recheck_book(package, target)
    drawn = f"Работ в выборке: {len(package.works)}, требуется {package.required_count}."
    make_console().print(f"[green]Пакет записан:[/green] {target}. {drawn}")


if __name__ == "__main__":
    app()
