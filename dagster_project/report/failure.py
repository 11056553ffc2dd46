"""A failed run: which check failed and on which rows."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from dagster_project.settings import Settings
from dagster_project.warehouse.dbt_runner import ROWS_SHOWN, DbtFailure, DbtOutcome


def print_failures(console: Console, outcome: DbtOutcome, settings: Settings) -> None:
    for failure in outcome.failures:
        print_failure(console, failure)
    kept = (
        f"Прежнее хранилище оставлено без изменений: {settings.warehouse_path}"
        if settings.warehouse_path.exists()
        else "Хранилище не создано."
    )
    console.print(
        Panel(
            f"Не прошло проверок и расчётов: {len(outcome.failures)}. {kept}\n"
            f"Журнал dbt: {settings.home / 'logs' / 'dbt.log'}",
            title="Запуск не удался",
            border_style="red",
        )
    )


def print_failure(console: Console, failure: DbtFailure) -> None:
    console.print(f"[bold red]✗ {escape(failure.name)}")
    if failure.description:
        console.print(f"  {escape(failure.description)}")
    console.print(f"  [dim]{escape(failure.message)}")
    if not failure.rows:
        return
    table = Table(*failure.columns, title=f"Первые строки (до {ROWS_SHOWN})", title_justify="left")
    for row in failure.rows:
        table.add_row(*(escape(cell) for cell in row))
    console.print(table)
