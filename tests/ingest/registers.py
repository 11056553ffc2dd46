"""Registers as a person would fill them in: the example of the template with another login and other cells."""

from __future__ import annotations

from typing import Any

from dagster_project.generator.register_file import write_register
from dagster_project.lib.contract import Contract, load_catalogue
from dagster_project.lib.templates import EXAMPLE_LOGIN, with_template
from tests.ingest.conftest import Lake

CONTRACTS = {contract.layout: contract for contract in with_template(load_catalogue())}


def titles(layout: str) -> dict[str, str]:
    """Column name → header."""
    return {column.name: column.title for column in CONTRACTS[layout].sheets[0].form_columns}


def filled(contract: Contract, number: int, **other: Any) -> dict[str, Any]:
    """The example as school 99000<number> would fill it in; `other` replaces cells."""
    assert contract.template is not None
    login = f"edu99{number:04d}"
    row = {name: login if value == EXAMPLE_LOGIN else value for name, value in contract.template.example.items()}
    return row | other


def put_register(lake: Lake, layout: str, rows: list[dict[str, Any]], name: str = "Реестр.xlsx") -> None:
    write_register(lake.landing / name, layout, rows)
