"""Rows of the lists and registers an indicator rests on, of one entity: by file and sheet, for `rsoko explain`."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dagster_project.lib.register_schema import REGISTERS
from dagster_project.report.console import number
from dagster_project.report.store import Store

_LISTS = {"biased_list": "stg_list__biased", "project_list": "stg_list__project"}
_REGISTERS = {name: f"stg_register__{name.removesuffix('_register')}" for name in REGISTERS}


def print_register_rows(console: Console, store: Store, definition: dict[str, Any], value: dict[str, Any]) -> None:
    """Files and lines of this and the previous year; a word instead where there are none.

    Args:
        definition: row of `indicators.dim_indicator`; its `sources` name the datasets.
        value: row of `indicators.fct_indicator_values`.
    """
    models = {**_LISTS, **_REGISTERS}
    sources = [source for source in (definition["sources"] or "").split(",") if source in models]
    if not sources:
        return
    rows = [row for source in sources for row in _rows(store, models[source], value)]
    if not rows:
        console.print("В перечнях и реестрах за этот и предыдущий год строк нет.")
        return
    table = Table("Год", "Перечень или реестр (файл)", "Лист", title="Строки перечней за числом", title_justify="left")
    table.add_column("Строки", justify="right")
    table.add_column("Записей", justify="right")
    for row in rows:
        span = f"{row['first_row']}–{row['last_row']}"
        sheet = escape(row["source_sheet"] or "")
        table.add_row(str(row["year"]), escape(row["source_file"]), sheet, span, number(row["row_count"]))
    console.print(table)


def _rows(store: Store, model: str, value: dict[str, Any]) -> list[dict[str, Any]]:
    columns = {
        row["column_name"]
        for row in store.rows(
            "select column_name from information_schema.columns where table_schema = 'staging' and table_name = ?",
            (model,),
        )
    }
    # a row of a municipality or a region itself has no school
    owner = "coalesce(school.{0}, listed.{0})" if "municipality_code" in columns else "school.{0}"
    place = {
        "school": "listed.school_id",
        "municipality": owner.format("municipality_code"),
        "region": owner.format("region_code"),
    }[value["entity_level"]]
    return store.rows(
        f"""
        select listed.year, listed.source_file, listed.source_sheet, count(*) as row_count,
            min(listed.source_row) as first_row, max(listed.source_row) as last_row
        from staging.{model} as listed
        left join marts.dim_school as school on listed.school_id = school.school_id
        where {place} = ? and listed.year in (?, ?)
        group by listed.year, listed.source_file, listed.source_sheet
        order by listed.year desc, listed.source_file, listed.source_sheet
        """,
        (value["entity_id"], value["year"], value["year"] - 1),
    )
