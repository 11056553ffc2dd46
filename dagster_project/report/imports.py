"""The ledger for people: what happened to each file and what to do about it."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from dagster_project.lib.ledger import ACCEPTED, DUPLICATE, FileOutcome, read_ledger
from dagster_project.report.console import number
from dagster_project.report.files import STATUS_RU, STATUS_STYLE
from dagster_project.settings import Settings
from dagster_project.warehouse.errors import RunError


def print_imports(console: Console, settings: Settings, only_problems: bool) -> None:
    """Print one line per file, or the files with problems with their reason, rule and remedy.

    Raises:
        RunError: nothing has been imported yet.
    """
    outcomes = read_ledger(settings)
    if not outcomes:
        raise RunError(f"Журнал пуст: {settings.ledger_dir}. Сначала выполните `rsoko run`.")
    if only_problems:
        _print_problems(console, [o for o in outcomes if o.status not in (ACCEPTED, DUPLICATE)], settings)
    else:
        _print_table(console, outcomes)
    counts = Counter(outcome.status for outcome in outcomes)
    console.print("; ".join(f"{STATUS_RU[status]}: {number(counts[status])}" for status in STATUS_RU if counts[status]))


def _print_problems(console: Console, outcomes: list[FileOutcome], settings: Settings) -> None:
    held_back = _rules_by_file(settings)
    for outcome in outcomes:
        console.print(
            f"[{STATUS_STYLE[outcome.status]}]{STATUS_RU[outcome.status]}[/] [bold]{escape(outcome.source_file)}"
        )
        reasons = [outcome.message] if outcome.message else []
        reasons += held_back.get((outcome.import_id, outcome.source_file), [])
        for reason in reasons:
            console.print(Padding(escape(f"• {reason}"), (0, 0, 0, 4)))
    if not outcomes:
        console.print("[green]Файлов с замечаниями нет.")


def _print_table(console: Console, outcomes: list[FileOutcome]) -> None:
    table = Table("Файл", "Состояние", "Форма", title="Журнал файлов", title_justify="left")
    for name in ("Строк", "Принято", "Карантин", "Исключено"):
        table.add_column(name, justify="right")
    for outcome in outcomes:
        table.add_row(
            escape(outcome.source_file),
            f"[{STATUS_STYLE[outcome.status]}]{STATUS_RU[outcome.status]}",
            outcome.layout or "—",
            number(outcome.rows_read),
            number(outcome.rows_accepted),
            number(outcome.rows_quarantined),
            number(outcome.rows_excluded),
        )
    console.print(table)
    console.print("Что не так и что делать: rsoko imports --problems")


def _rules_by_file(settings: Settings) -> dict[tuple[str, str], list[str]]:
    """Held-back rows by file: rule with its message, how many rows, the first places."""
    import duckdb

    parts = sorted(str(part) for part in settings.quarantine_dir.glob("*.parquet"))
    if not parts:
        return {}
    rows = duckdb.execute(
        """
        select
            import_id, source_file, rule, any_value(message) as message,
            count(distinct (source_sheet, source_row)) as row_count,
            min(source_sheet) as sheet, min(source_row) as first_row, min_by(value, source_row) as first_value
        from read_parquet(?)
        group by import_id, source_file, rule
        order by row_count desc, rule
        """,
        [parts],
    ).fetchall()
    by_file: dict[tuple[str, str], list[str]] = {}
    for import_id, source_file, rule, message, row_count, sheet, first_row, first_value in rows:
        text = f"{message}: строк {number(row_count)}, первая — лист «{sheet}», строка {first_row}"
        value = "" if first_value is None else f", значение «{first_value}»"
        by_file.setdefault((import_id, source_file), []).append(f"{text}{value} [{rule}]")
    return by_file
