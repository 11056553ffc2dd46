"""Labels, descriptions, number formats and caveats of the published tables: Superset takes them from dbt alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from dagster_project.bi.check import table_problems
from dagster_project.bi.manifest import Table, table_of
from dagster_project.settings import REPO_ROOT

PUBLISH = REPO_ROOT / "dbt" / "models" / "publish"
NOT_COMPARED = {"pub_open_question", "pub_rule"}
"""Tables whose only fractions are values of parameters."""


def entries() -> Iterator[dict[str, Any]]:
    for path in sorted(PUBLISH.rglob("*.yml")):
        yield from yaml.safe_load(path.read_text(encoding="utf-8")).get("models", [])


def as_table(entry: dict[str, Any]) -> Table:
    columns = {column["name"]: {"config": {}, "description": "", **column} for column in entry.get("columns", [])}
    return table_of({"alias": entry["name"], "description": "", "config": {}, **entry, "columns": columns})


TABLES = {entry["name"]: as_table(entry) for entry in entries()}


def test_every_model_of_the_folder_is_described() -> None:
    assert sorted(TABLES) == sorted(path.stem for path in PUBLISH.rglob("pub_*.sql"))


@pytest.mark.parametrize("name", TABLES)
def test_superset_finds_words_and_formats(name: str) -> None:
    assert list(table_problems(TABLES[name])) == []


@pytest.mark.parametrize("name", sorted(set(TABLES) - NOT_COMPARED))
def test_fractions_come_with_a_caveat(name: str) -> None:
    table = TABLES[name]
    if any(column.data_type == "double" for column in table.columns.values()):
        assert len(table.caveat.split()) >= 10, "meta.caveat_ru: what to know before comparing the rows"


def label_by_column() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for table in TABLES.values():
        for column in table.columns.values():
            found.setdefault(column.name, set()).add(column.label)
    return found


@pytest.mark.parametrize(
    ("column", "label"),
    [
        ("year", "Год"),
        ("entity_level", "Код уровня"),
        ("entity_level_name", "Уровень"),
        ("entity_id", "Код объекта"),
        ("entity_name", "Объект"),
        ("region_code", "Код региона"),
        ("municipality_code", "Код муниципалитета"),
        ("municipality_name", "Муниципалитет"),
        ("school_id", "Код школы"),
        ("school_name", "Школа"),
        ("subject_code", "Код предмета"),
        ("subject_name", "Предмет"),
        ("grade", "Класс"),
        ("n", "Участников"),
        ("participant_count", "Участников"),
        ("numerator", "Числитель"),
        ("denominator", "Знаменатель"),
    ],
)
def test_filter_columns_are_called_the_same_everywhere(column: str, label: str) -> None:
    assert label_by_column()[column] == {label}


def table_with(**changes: Any) -> Table:
    column = {
        "name": "share_pct",
        "data_type": "double",
        "description": "Доля",
        "config": {"meta": {"label_ru": "Доля, %", "decimals": 1}},
    }
    column.update(changes)
    entry = {"name": "pub_x", "description": "Таблица", "columns": [column]}
    return as_table(entry)


def test_good_column_has_no_problem() -> None:
    assert list(table_problems(table_with())) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"description": ""}, "нет русской подписи"),
        ({"config": {"meta": {"decimals": 1}}}, "нет русской подписи"),
        ({"config": {"meta": {"label_ru": "Доля, %"}}}, "meta.decimals"),
        ({"config": {"meta": {"label_ru": "Значение", "decimals": 1}}}, "в Superset пропадает"),
        ({"config": {"meta": {"label_ru": "Share, %", "decimals": 1}}}, "не по-русски"),
    ],
)
def test_each_omission_is_found(changes: dict[str, Any], problem: str) -> None:
    (found,) = table_problems(table_with(**changes))
    assert problem in found


def test_two_columns_with_one_label_are_found() -> None:
    first, second = (
        {"name": name, "data_type": "int", "description": "Работ", "config": {"meta": {"label_ru": "Работ"}}}
        for name in ("a", "b")
    )
    (found,) = table_problems(as_table({"name": "pub_x", "description": "Таблица", "columns": [first, second]}))
    assert "у двух столбцов: a, b" in found


def test_whole_numbers_are_numbers() -> None:
    formats = {column.name: column.number_format for column in TABLES["pub_mark_distribution"].columns.values()}
    assert formats["work_count"] == ",d"
    assert formats["year"] == "d"
    assert formats["share_pct"] == ",.1f"
    assert formats["subject_name"] is None
