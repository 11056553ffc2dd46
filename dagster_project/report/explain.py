"""Where a number came from: formula, parts, target, parameters, and the files and rows behind it."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from dagster_project.report.console import measured, number
from dagster_project.report.register_rows import print_register_rows
from dagster_project.report.store import LEVELS_RU, STATUS_RU, TARGET_RU, Store
from dagster_project.warehouse.errors import UsageError

_ENTITY_COLUMN = {"region": "region_code", "municipality": "municipality_code", "school": "school_id"}


def print_explanation(
    console: Console, store: Store, indicator: str, entity: str, year: int, subject: str | None, grade: int | None
) -> None:
    """Print one value of `fct_indicator_values` with everything behind it.

    Raises:
        UsageError: unknown indicator or entity, or no such row; the message says which there are.
    """
    definition = store.require_indicator(indicator)
    place = store.require_entity(entity)
    value = _value_row(store, definition, place, year, subject, grade)
    decimals = int(definition["decimals"] or 0)
    subjects = {row["subject_code"]: row["label_ru"] for row in store.rows("select * from marts.dim_subject")}
    subject_text = subjects.get(value["subject_code"], "все предметы")
    grade_text = "все классы" if value["grade"] == 0 else f"{value['grade']} класс"
    lines = [
        f"[bold]{escape(definition['label_ru'])}[/] ({definition['code']}, {definition['indicator_id']})",
        f"{LEVELS_RU[place['entity_level']]} {escape(place['entity_name'] or '')} ({place['entity_id']}),"
        f" {year} год, {subject_text}, {grade_text}",
        "",
        f"Значение:    [bold]{measured(value['value'], decimals, definition['unit'])}[/]"
        f"   состояние: {STATUS_RU.get(value['status'], value['status'])}",
        f"Формула:     {escape(definition['formula_ru'] or '')}",
        f"Числитель:   {_part(value['numerator'])}",
        f"Знаменатель: {_part(value['denominator'])}",
        f"База:        {_base(value, decimals)}",
        f"Цель:        {_target(value, decimals)}",
        f"Источник:    документ {definition['source_document']}, {escape(definition['source_clause'])}",
    ]
    console.print(Panel("\n".join(lines), border_style="cyan"))
    _print_parameters(console, store, definition)
    print_register_rows(console, store, definition, value)
    if "vpr_work" in (definition["sources"] or "").split(","):
        _print_files(console, store, definition, value)


def _value_row(
    store: Store, definition: dict[str, Any], place: dict[str, Any], year: int, subject: str | None, grade: int | None
) -> dict[str, Any]:
    rows = store.rows(
        "select * from indicators.fct_indicator_values"
        " where indicator_id = ? and entity_level = ? and entity_id = ? and year = ?"
        " order by subject_code <> 'all', subject_code, grade",
        (definition["indicator_id"], place["entity_level"], place["entity_id"], year),
    )
    if not rows:
        years = store.rows(
            "select distinct year from indicators.fct_indicator_values where indicator_id = ? order by 1",
            (definition["indicator_id"],),
        )
        listed = ", ".join(str(row["year"]) for row in years) or "нет"
        raise UsageError(
            f"{definition['indicator_id']}: для {place['entity_id']} за {year} год строки нет. Есть годы: {listed}."
        )
    wanted_subject = subject or rows[0]["subject_code"]
    wanted_grade = 0 if grade is None else grade
    for row in rows:
        if row["subject_code"] == wanted_subject and row["grade"] == wanted_grade:
            return row
    choices = "; ".join(f"--subject {row['subject_code']} --grade {row['grade']}" for row in rows)
    raise UsageError(f"Нет строки для предмета {wanted_subject} и класса {wanted_grade}. Есть: {choices}")


def _part(value: float | None) -> str:
    if value is None:
        return "—"
    return number(value, 0 if float(value).is_integer() else 2)


def _base(value: dict[str, Any], decimals: int) -> str:
    if value["base_year"] is None:
        return "—"
    return (
        f"{value['base_year']} год: {number(value['base_value'], decimals)},"
        f" изменение {number(value['delta'], decimals)}"
    )


def _target(value: dict[str, Any], decimals: int) -> str:
    status = TARGET_RU.get(value["target_status"], value["target_status"] or "—")
    if value["target_value"] is None:
        return status
    return f"{value['target_op']} {number(value['target_value'], decimals)} — {status}"


def _print_parameters(console: Console, store: Store, definition: dict[str, Any]) -> None:
    names = [pair.split("=")[0].strip() for pair in (definition["parameters"] or "").split(";") if pair.strip()]
    if not names:
        return
    table = Table("Параметр", "Значение", "Что это", "Основание", title="Параметры", title_justify="left")
    marks = ", ".join("?" * len(names))
    for row in store.rows(
        f"select * from seeds.parameter where parameter_id in ({marks}) order by parameter_id", names
    ):
        value = f"{row['value']:g} {row['unit'] or ''}".replace(".", ",")
        table.add_row(row["parameter_id"], value, row["label_ru"], f"{row['basis']}: {row['source_clause'] or ''}")
    console.print(table)


def _print_files(console: Console, store: Store, definition: dict[str, Any], value: dict[str, Any]) -> None:
    """Works of the entity in the indicator's subjects and grades, by file and sheet, of this year and the base year."""
    conditions = [f"{_ENTITY_COLUMN[value['entity_level']]} = ?", "year in (?, ?)"]
    parameters: list[object] = [value["entity_id"], value["year"], value["base_year"] or value["year"]]
    for column, one, pooled, scope in (
        ("subject_code", value["subject_code"], "all", definition["subjects"]),
        ("grade", value["grade"], 0, definition["grades"]),
    ):
        members = [one] if one != pooled else [] if scope == "all" else scope.split(",")
        if members:
            conditions.append(f"{column} in ({', '.join('?' * len(members))})")
            parameters += members
    files = store.rows(
        f"""
        select
            year, subject_code, grade, source_file, source_sheet,
            count(*) as row_count, min(source_row) as first_row, max(source_row) as last_row,
            count(*) filter (where is_participant) as participant_count, count(mark) as marked_count
        from marts.fct_vpr_result
        where {" and ".join(conditions)}
        group by year, subject_code, grade, source_file, source_sheet
        order by year desc, subject_code, grade, source_file, source_sheet
        """,
        parameters,
    )
    if not files:
        console.print("Работ ВПР за этим числом нет.")
        return
    table = Table("Год", "Предмет", "Класс", "Файл", "Лист", title="Файлы и строки за числом", title_justify="left")
    for name in ("Строки", "Работ", "Участников", "С отметкой"):
        table.add_column(name, justify="right")
    for row in files:
        table.add_row(
            str(row["year"]),
            row["subject_code"],
            str(row["grade"]),
            escape(row["source_file"]),
            escape(row["source_sheet"] or ""),
            f"{row['first_row']}–{row['last_row']}",
            number(row["row_count"]),
            number(row["participant_count"]),
            number(row["marked_count"]),
        )
    console.print(table)
    console.print(f"Всего работ: {number(sum(row['row_count'] for row in files))}")
