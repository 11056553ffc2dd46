"""Samples of engineer process: two plans, two sets of recommendations, targets of regional indices (data/*.csv).

The structure is that of documents 000, 001, 003 and 004 (CATALOGUE 7.2, 9), the wording and the execution are invented.
"""

from __future__ import annotations

import csv
from pathlib import Path

from dagster_project.generator.region import REGION_CODE, REGION_NAME, municipality_code
from dagster_project.generator.register_file import RegisterFiles, Row
from dagster_project.generator.writers import Cell

_DATA = Path(__file__).parents[1] / "data"
_DOCUMENTS = {"project": "Справка о динамике школ «500+»", "index": "Анализ индексов ВПР СОО и ЕГЭ"}


def _read(name: str) -> list[dict[str, Cell]]:
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [{key: value or None for key, value in row.items()} for row in csv.DictReader(file)]


def _plan(name: str, year: int, municipality: str, title: str) -> list[Row]:
    owner = municipality_code(municipality)
    return [{"year": year, "owner_code": owner, "plan_title": title, **row} for row in _read(name)]


def _recommendations() -> list[Row]:
    rows = _read("recommendation")
    return [{"year": 2023, "document_title": _DOCUMENTS[str(row.pop("document"))], **row} for row in rows]


def _targets() -> list[Row]:
    rows: list[Row] = []
    for row in _read("index_target"):
        numbers = {key: float(str(row[key])) if row[key] else None for key in ("target_value", "printed_value")}
        rows.append(
            {"owner_code": REGION_CODE, "owner_name": REGION_NAME, **row, "year": int(str(row["year"])), **numbers}
        )
    return rows


def files(seed: int) -> RegisterFiles:
    """Nothing is drawn: the rows do not depend on the seed."""
    roadmap = _plan("roadmap", 2021, "m001", "Дорожная карта адресной поддержки ШНОР 2021")
    objectivity = _plan("objectivity_plan", 2022, "m002", "План повышения объективности ВПР 2021/22")
    return {
        "Планы/Дорожная карта 2021.xlsx": ("plan_item", roadmap),
        "Планы/План объективности 2022.csv": ("plan_item", objectivity),
        "Планы/Рекомендации 2023.xlsx": ("recommendation_register", _recommendations()),
        "Планы/Цели по индексам РСОКО.xlsx": ("index_target", _targets()),
    }
