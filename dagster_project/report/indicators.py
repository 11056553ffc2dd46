"""Lists of indicators and their values."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from dagster_project.report.console import measured, number
from dagster_project.report.store import LEVELS_RU, STATUS_RU, TARGET_RU, Store
from dagster_project.warehouse.errors import UsageError

_TARGET_STYLE = {"met": "green", "not_met": "red"}


@dataclass(frozen=True)
class Filter:
    """Conditions on `indicators.fct_indicator_values`; None means any."""

    indicator: str | None
    municipality: str | None
    school: str | None
    year: int | None
    subject: str | None
    grade: int | None
    limit: int

    @property
    def is_empty(self) -> bool:
        return all(part is None for part in astuple(self)[:-1])


def print_catalogue(console: Console, store: Store) -> None:
    table = Table("Код", "Показатель", "Имя", "Ед.", "Документ", title="Показатели", title_justify="left")
    for row in store.rows(
        "select code, label_ru, indicator_id, unit, source_document from indicators.dim_indicator"
        " order by code, indicator_id"
    ):
        table.add_row(row["code"], row["label_ru"], row["indicator_id"], row["unit"], row["source_document"])
    console.print(table)


def print_values(console: Console, store: Store, wanted: Filter) -> None:
    """Print the values that match, rows with a value first.

    Raises:
        UsageError: an indicator, municipality, school, subject or year that does not exist.
    """
    conditions, parameters, entity = _conditions(store, wanted)
    where = " and ".join(conditions) or "true"
    total = store.value(f"select count(*) from indicators.fct_indicator_values as v where {where}", parameters)
    rows = store.rows(
        f"""
        select
            v.*, d.code, d.unit, d.decimals, e.entity_name,
            p.no_data_reason
        from indicators.fct_indicator_values as v
        inner join indicators.dim_indicator as d on v.indicator_id = d.indicator_id
        left join marts.dim_entity as e on v.entity_level = e.entity_level and v.entity_id = e.entity_id
        left join publish.pub_indicator_value as p
            on v.indicator_id = p.indicator_id and v.year = p.year and v.entity_level = p.entity_level
            and v.entity_id = p.entity_id and v.subject_code = p.subject_code and v.grade = p.grade
        where {where}
        order by
            v.status <> 'ok', d.code, v.indicator_id, v.year desc, v.subject_code <> 'all', v.subject_code, v.grade,
            v.entity_level, v.entity_id
        limit {int(wanted.limit)}
        """,
        parameters,
    )
    if not total:
        raise UsageError("По этим условиям значений нет. Какие есть: rsoko indicators")
    title = f"Значения показателей{': ' + entity if entity else ''}"
    table = Table("Показатель", "Год", "Объект", "Предмет", "Класс", title=title, title_justify="left")
    for name in ("Значение", "Числитель", "Знаменатель", "Было", "Цель"):
        table.add_column(name, justify="right")
    table.add_column("Состояние")
    for row in rows:
        table.add_row(*_cells(row))
    console.print(table)
    more = " Больше: --limit N" if total > len(rows) else ""
    console.print(f"Показано строк: {len(rows)} из {number(total)}.{more}")


def _conditions(store: Store, wanted: Filter) -> tuple[list[str], list[object], str]:
    conditions: list[str] = []
    parameters: list[object] = []
    entity = ""
    if wanted.indicator:
        conditions.append("v.indicator_id = ?")
        parameters.append(store.require_indicator(wanted.indicator)["indicator_id"])
    for code, level in ((wanted.municipality, "municipality"), (wanted.school, "school")):
        if code:
            found = store.require_entity(code, [level])
            conditions.append(f"v.entity_level = '{level}' and v.entity_id = ?")
            parameters.append(found["entity_id"])
            entity = found["entity_name"] or found["entity_id"]
    if wanted.subject:
        known = [r["subject_code"] for r in store.rows("select subject_code from marts.dim_subject order by 1")]
        if wanted.subject not in ("all", *known):
            raise UsageError(f"Предмета «{wanted.subject}» нет. Есть: all, {', '.join(known)}")
    for column, value in (("year", wanted.year), ("subject_code", wanted.subject), ("grade", wanted.grade)):
        if value is not None:
            conditions.append(f"v.{column} = ?")
            parameters.append(value)
    if wanted.municipality and wanted.school:
        raise UsageError("Укажите либо --municipality, либо --school.")
    return conditions, parameters, entity


def _cells(row: dict[str, Any]) -> list[str]:
    decimals = int(row["decimals"] or 0)
    target = "" if row["target_value"] is None else f"{row['target_op']} {number(row['target_value'], decimals)}"
    style = _TARGET_STYLE.get(row["target_status"], "")
    state = row["no_data_reason"] or STATUS_RU.get(row["status"], row["status"])
    if row["target_status"] in _TARGET_STYLE:
        state = f"[{style}]{TARGET_RU[row['target_status']]}[/]"
    return [
        f"{row['code']} {row['indicator_id']}",
        str(row["year"]),
        f"{LEVELS_RU.get(row['entity_level'], row['entity_level'])} {row['entity_name'] or row['entity_id']}",
        row["subject_code"],
        str(row["grade"] or "все"),
        measured(row["value"], decimals, row["unit"]),
        number(row["numerator"], 0),
        number(row["denominator"], 0),
        number(row["base_value"], decimals),
        target,
        state,
    ]
