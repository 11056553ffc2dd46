"""The ledger for people: what happened to each file and what to do about it."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dagster_project.lib.ledger import ACCEPTED, DUPLICATE, FileOutcome, read_ledger
from dagster_project.report.console import number
from dagster_project.report.files import STATUS_RU, STATUS_STYLE
from dagster_project.settings import Settings
from dagster_project.warehouse.errors import RunError


def print_imports(console: Console, settings: Settings, only_problems: bool) -> None:
    """Print one line per file, problems with their reason, rule and remedy.

    Raises:
        RunError: nothing has been imported yet.
    """
    outcomes = read_ledger(settings)
    if not outcomes:
        raise RunError(f"Журнал пуст: {settings.ledger_dir}. Сначала выполните `rsoko run`.")
    shown = [o for o in outcomes if not only_problems or o.status not in (ACCEPTED, DUPLICATE)]
    table = Table("Файл", "Состояние", "Форма", title="Журнал файлов", title_justify="left", show_lines=only_problems)
    for name in ("Строк", "Принято", "Карантин", "Исключено"):
        table.add_column(name, justify="right")
    table.add_column("Что не так и что делать", overflow="fold")
    held_back = _rules_by_file(settings)
    for outcome in shown:
        table.add_row(*_cells(outcome, held_back))
    console.print(table)
    counts = Counter(outcome.status for outcome in outcomes)
    console.print("; ".join(f"{STATUS_RU[status]}: {number(counts[status])}" for status in STATUS_RU if counts[status]))
    if only_problems and not shown:
        console.print("[green]Файлов с замечаниями нет.")


def _cells(outcome: FileOutcome, held_back: dict[tuple[str, str], list[str]]) -> list[str]:
    reasons = [outcome.message] if outcome.message else []
    reasons += held_back.get((outcome.import_id, outcome.source_file), [])
    return [
        escape(outcome.source_file),
        f"[{STATUS_STYLE[outcome.status]}]{STATUS_RU[outcome.status]}",
        outcome.layout or "—",
        number(outcome.rows_read),
        number(outcome.rows_accepted),
        number(outcome.rows_quarantined),
        number(outcome.rows_excluded),
        escape("\n".join(reasons)),
    ]


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
