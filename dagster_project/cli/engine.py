"""`rsoko engine`: a Spark cluster on this machine, for dbt by hand and for a look at it."""

from __future__ import annotations

import shutil
from typing import Annotated

import typer

from dagster_project.cli.common import Home, settings_of, told_to_people
from dagster_project.report.console import make_console

engine_app = typer.Typer(help="Кластер Spark на этом компьютере.", no_args_is_help=True)


@engine_app.command()
def up(
    port: Annotated[int, typer.Option(min=1024, max=65535, help="Порт Thrift-сервера на 127.0.0.1.")] = 10015,
    home: Home = None,
) -> None:
    """Запустить кластер: мастер, исполнители и Thrift-сервер отдельными процессами.

    Размер: RSOKO_SPARK_WORKERS (2), RSOKO_SPARK_CORES (1) и RSOKO_SPARK_MEMORY (1g) каждого исполнителя.
    """
    from dagster_project.engine.cluster import found, shape_of_environment, start

    console, settings = make_console(), settings_of(home=home)
    place = settings.spark_dir / "up"
    with told_to_people():
        cluster = found(place)
        if cluster is None:
            shutil.rmtree(place, ignore_errors=True)
            cluster = start(place, shape_of_environment(), thrift_port=port)
    console.print(f"[green]Spark отвечает:[/green] 127.0.0.1:{cluster.thrift_port}, мастер {cluster.master_url}")
    console.print(f"  журналы и таблицы: {cluster.folder}")
    console.print("  dbt: cd dbt && ../.venv-spark/bin/dbt build --target spark --profiles-dir .")


@engine_app.command()
def down(home: Home = None) -> None:
    """Остановить кластер, запущенный `rsoko engine up`, и удалить его таблицы."""
    from dagster_project.engine.cluster import found

    console, settings = make_console(), settings_of(home=home)
    place = settings.spark_dir / "up"
    cluster = found(place)
    if cluster is None:
        console.print("Кластер не запущен.")
        return
    cluster.stop()
    shutil.rmtree(place)
    console.print("[green]Кластер остановлен.[/green]")
