"""The region's own figures in the summary: every indicator that has a pooled regional value, by year."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dagster_project.lib.indicator_meta import FAMILIES
from dagster_project.report.console import number
from dagster_project.report.store import TARGET_RU, Store

YEARS_SHOWN = 3

# One subject: its own row over all grades; several: the row over all subjects and grades.
_POOLED = """
    select
        entity.entity_id, entity.entity_name, indicator.code, indicator.short_label_ru, indicator.family,
        indicator.unit, indicator.decimals, fact.year, fact.value, fact.denominator, fact.target_status
    from indicators.fct_indicator_values as fact
    inner join indicators.dim_indicator as indicator on fact.indicator_id = indicator.indicator_id
    inner join marts.dim_entity as entity
        on fact.entity_level = entity.entity_level and fact.entity_id = entity.entity_id
    where fact.entity_level = 'region' and fact.grade = 0 and fact.status = 'ok'
        and (fact.subject_code = 'all' or fact.subject_code = indicator.subjects)
        and indicator.family not in ('boundary', 'recheck')
    order by entity.entity_id, indicator.family, indicator.code, fact.year
"""


def print_headline(console: Console, store: Store, regions: frozenset[str] | None = None) -> None:
    """One table per region: indicators down, the years with most figures across, `n` and verdict of the last year.

    Args:
        regions: the ones to show; None = all.
    """
    rows = store.rows(_POOLED)
    for region_id in sorted({row["entity_id"] for row in rows} & (regions or {row["entity_id"] for row in rows})):
        own = [row for row in rows if row["entity_id"] == region_id]
        counted = Counter(row["year"] for row in own)
        years = sorted(sorted(counted, key=lambda year: (counted[year], year))[-YEARS_SHOWN:])
        table = Table(title=f"Показатели региона: {escape(own[0]['entity_name'])} ({region_id})", title_justify="left")
        table.add_column("Код")
        table.add_column("Показатель")
        for year in years:
            table.add_column(str(year), justify="right")
        table.add_column("Знаменатель, последний год", justify="right")
        table.add_column("Цель, последний год")
        by_code: dict[str, dict[int, dict[str, object]]] = {}
        for row in own:
            by_code.setdefault(row["code"], {})[row["year"]] = row
        family = None
        for code, found in by_code.items():
            last = found[max(found)]
            if last["family"] != family:
                family = last["family"]
                table.add_section()
                table.add_row("", f"[bold]{FAMILIES[str(family)]}[/bold]")
            cells = [_value(found.get(year)) for year in years]
            verdict = "" if last["target_status"] == "no_target" else TARGET_RU[str(last["target_status"])]
            table.add_row(code, escape(str(last["short_label_ru"])), *cells, _count(last["denominator"]), verdict)
        console.print(table)


def _value(row: dict[str, object] | None) -> str:
    if row is None:
        return "—"
    value, decimals = float(str(row["value"])), int(str(row["decimals"] or 0))
    return f"{number(value, decimals)} {row['unit']}"


def _count(denominator: object) -> str:
    return "—" if denominator is None else number(float(str(denominator)))
