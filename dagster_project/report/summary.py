"""The page a run ends with: what came in, what was held back, what was computed, what wants a human."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from rich.columns import Columns
from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from dagster_project.report.console import number
from dagster_project.report.files import STATUS_RU as FILE_STATUS_RU
from dagster_project.report.findings import findings
from dagster_project.report.headline import print_headline
from dagster_project.report.store import STATUS_RU, TARGET_RU, Store, open_store
from dagster_project.run import RunReport
from dagster_project.settings import REPO_ROOT, Settings


def print_summary(console: Console, report: RunReport, settings: Settings) -> None:
    with open_store(settings) as store:
        console.print(Columns([_files(store), _rows(store), _region(store), _indicators(store)], padding=(0, 3)))
        print_headline(console, store, report.outcome.regions if report.outcome else None)
        _print_held_back(console, store)
        _print_findings(console, store)
    _print_next(console, report, settings)


def _pairs(title: str, pairs: list[tuple[str, str]]) -> Table:
    table = Table(title=title, title_justify="left", show_header=False, box=None, padding=(0, 1))
    table.add_column()
    table.add_column(justify="right")
    for name, value in pairs:
        table.add_row(name, value)
    return table


def _files(store: Store) -> Table:
    counts = {r["status"]: r["n"] for r in store.rows("select status, count(*) as n from qc.imports group by status")}
    pairs = [("увидено", number(sum(counts.values())))]
    pairs += [(FILE_STATUS_RU[status], number(counts.get(status, 0))) for status in FILE_STATUS_RU]
    return _pairs("Файлы", pairs)


def _rows(store: Store) -> Table:
    sums = store.rows(
        "select sum(rows_read) as r, sum(rows_accepted) as a, sum(rows_quarantined) as q, sum(rows_excluded) as e"
        " from qc.imports where status in ('accepted', 'partial')"
    )[0]
    names = (("прочитано", "r"), ("принято", "a"), ("в карантине", "q"), ("исключено", "e"))
    pairs = [(name, number(sums[key] or 0)) for name, key in names]
    if superseded := store.value("select sum(row_count) from qc.superseded_rows"):
        pairs.append(("заменено новыми", number(superseded)))
    return _pairs("Строки", pairs)


def _region(store: Store) -> Table:
    sums = store.rows(
        "select count(distinct school_id) as schools, count(distinct municipality_code) as municipalities,"
        " min(year) as first_year, max(year) as last_year, count(*) as works from marts.fct_vpr_result"
    )[0]
    years = "—" if sums["first_year"] is None else f"{sums['first_year']}–{sums['last_year']}"
    return _pairs(
        "Регион",
        [
            ("школ", number(sums["schools"])),
            ("муниципалитетов", number(sums["municipalities"])),
            ("работ", number(sums["works"])),
            ("годы", years),
        ],
    )


def _indicators(store: Store) -> Table:
    by_status = store.rows(
        "select status, count(*) as n from indicators.fct_indicator_values group by status order by n desc"
    )
    by_target = store.rows(
        "select target_status, count(*) as n from indicators.fct_indicator_values"
        " where target_status in ('met', 'not_met') group by target_status order by target_status"
    )
    pairs = [("показателей", number(store.value("select count(*) from indicators.dim_indicator")))]
    pairs += [(f"значений: {STATUS_RU.get(r['status'], r['status'])}", number(r["n"])) for r in by_status]
    pairs += [(f"цель {TARGET_RU[r['target_status']]}", number(r["n"])) for r in by_target]
    return _pairs("Показатели", pairs)


def _print_held_back(console: Console, store: Store) -> None:
    """Refused files in red, held-back rows in yellow: they do not fail a run, so they must catch the eye."""
    refused = store.rows("select source_file, message from qc.imports where status = 'refused' order by source_file")
    if refused:
        lines = [f"[bold]{row['source_file']}[/]: {row['message']}" for row in refused[:5]]
        if len(refused) > 5:
            lines.append(f"… и ещё {len(refused) - 5}: rsoko imports --problems")
        console.print(Panel("\n".join(lines), title=f"Не принято файлов: {len(refused)}", border_style="red"))
    rules = store.rows(
        "select rule, any_value(message) as message, count(*) as n, count(distinct file) as files"
        " from qc.quarantined_rows group by rule order by n desc, rule"
    )
    if rules:
        total = sum(row["n"] for row in rules)
        lines = [
            f"{row['message']} [dim]({row['rule']})[/]: строк {number(row['n'])}, файлов {number(row['files'])}"
            for row in rules
        ]
        console.print(Panel("\n".join(lines), title=f"В карантине строк: {number(total)}", border_style="yellow"))


def _print_findings(console: Console, store: Store) -> None:
    found = [finding for finding in findings(store) if finding.count]
    if not found:
        console.print("[green]Замечаний, которые ждут человека, нет.")
        return
    table = Table("Замечание", "Где смотреть", title="Ждёт человека", title_justify="left")
    table.add_column("Сколько", justify="right")
    for finding in found:
        table.add_row(finding.label, finding.table, number(finding.count))
    console.print(table)


def _print_next(console: Console, report: RunReport, settings: Settings) -> None:
    done = "пересчитано" if report.outcome else "ничего не изменилось, пересчёт не нужен"
    program = _program()
    lines = [
        f"Хранилище:      {settings.warehouse_path}",
        f"Копия для BI:   {settings.bi_path}",
        *([f"Пересчитано:    {report.outcome.rebuilt}"] if report.outcome is not None else []),
        f"Карантин:       {settings.quarantine_dir} и qc.quarantined_rows",
        f"Файлы:          {program} imports --problems",
        f"Показатели:     {program} indicators --municipality <код> --year <год>",
        f"Откуда число:   {program} explain <показатель> <объект> --year <год>",
        f"Описание:       {REPO_ROOT / 'docs' / 'reference' / 'indicators.md'}",
    ]
    console.print(
        Panel("\n".join(lines), title=f"Готово за {number(report.seconds, 1)} с: {done}", border_style="green")
    )


def _program() -> str:
    """What to type to call this program: its name, or its path where the environment is not activated."""
    return "rsoko" if shutil.which("rsoko") else os.path.relpath(Path(sys.executable).with_name("rsoko"))
