"""`rsoko publish` and `rsoko superset`: dashboards on a Superset of yours or on a local one."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from dagster_project.cli.common import Home, settings_of, told_to_people
from dagster_project.report.console import make_console

superset_app = typer.Typer(help="Superset на этом компьютере.", no_args_is_help=True)
Port = Annotated[int, typer.Option(min=1024, max=65535, help="Порт на 127.0.0.1.")]


def publish(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Только проверить цепочку дашборд → диаграмма → набор → модель → столбец.")
    ] = False,
    data_only: Annotated[
        bool, typer.Option("--data-only", help="Только перевести Superset на новую копию витрин; дашборды те же.")
    ] = False,
    home: Home = None,
) -> None:
    """Опубликовать дашборды в Superset (RSOKO_SUPERSET_URL, _USER, _PASSWORD)."""
    from dagster_project.bi.flow import Server, checked, refresh
    from dagster_project.bi.flow import publish as publish_to

    console, settings = make_console(), settings_of(home=home)
    with told_to_people():
        if dry_run:
            project, _ = checked(settings)
            charts = sum(len(dashboard.charts) for dashboard in project.dashboards)
            console.print(
                f"[green]Связи целы:[/green] дашбордов {len(project.dashboards)}, диаграмм {charts},"
                f" наборов {len(project.datasets)}."
            )
            return
        server = Server.from_env()
        if data_only:
            refresh(settings, server)
            console.print(f"[green]Superset читает новую копию:[/green] {server.url}")
            return
        done = publish_to(settings, server)
    console.print(
        f"[green]Опубликовано:[/green] дашбордов {done.dashboards}, диаграмм {done.charts}, наборов {done.datasets}."
    )
    for title in done.removed:
        console.print(f"  убрано: {title}")
    for name in done.kept:
        console.print(f"  [yellow]набор {name} оставлен: в репозитории его нет, но на нём чужие диаграммы[/yellow]")
    if done.people.without_password:
        names = ", ".join(done.people.without_password)
        console.print(f"  [yellow]не созданы, нет пароля в RSOKO_SUPERSET_PASSWORDS: {names}[/yellow]")


@superset_app.command()
def up(home: Home = None, port: Port = 8088) -> None:
    """Запустить Superset, опубликовать витрины и назвать адрес и учётные записи."""
    from dagster_project.bi.accounts import passwords_from_env, read_accounts
    from dagster_project.bi.flow import Server, checked, publish_checked
    from dagster_project.bi.people import new_password
    from dagster_project.bi.server.local import ADMIN, LocalServer

    console, settings = make_console(), settings_of(home=home)
    password = secrets.token_urlsafe(9)
    with told_to_people():
        project, tables = checked(settings)
        accounts = read_accounts()
        passwords = {user.username: new_password() for user in accounts} | passwords_from_env()
        server = LocalServer(_superset_home(settings.home), port)
        with console.status("Superset готовится и запускается"):
            server.start(password)
        with console.status("Публикация"):
            done = publish_checked(settings, Server(server.url, ADMIN, password), project, tables, passwords)
    console.print(f"[green]Superset:[/green] {server.url}")
    table = Table("Пользователь", "Пароль", "Кто", "Код")
    table.add_row(ADMIN, password, "администратор", "")
    for user in accounts:
        shown = passwords[user.username] if user.username in done.people.created else "прежний"
        table.add_row(user.username, shown, user.full_name, user.code)
    console.print(table)


@superset_app.command()
def down(home: Home = None) -> None:
    """Остановить Superset."""
    from dagster_project.bi.server.local import LocalServer

    LocalServer(_superset_home(settings_of(home=home).home)).stop()


def _superset_home(home: Path) -> Path:
    return home / "superset"
