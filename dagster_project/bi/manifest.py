"""Published tables as dbt knows them: names, Russian labels, descriptions, number formats. Read from dbt's manifest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PUBLISH_SCHEMA = "publish"
_WHOLE = {"tinyint", "smallint", "int", "integer", "bigint"}


@dataclass(frozen=True)
class Column:
    """One column of a published table.

    Args:
        decimals: how many digits a fraction shows; None for whole numbers and texts.
    """

    name: str
    data_type: str
    label: str
    description: str
    decimals: int | None

    @property
    def is_number(self) -> bool:
        return self.data_type == "double" or self.data_type in _WHOLE

    @property
    def is_flag(self) -> bool:
        return self.data_type == "boolean"

    @property
    def is_date(self) -> bool:
        return self.data_type in ("date", "timestamp")

    @property
    def number_format(self) -> str | None:
        """Format in d3's notation: years and other keys (smallint) without a thousands separator."""
        if not self.is_number:
            return None
        if self.data_type == "double":
            return f",.{self.decimals if self.decimals is not None else 1}f"
        return "d" if self.data_type in ("tinyint", "smallint") else ",d"


@dataclass(frozen=True)
class Table:
    """A model of schema `publish`.

    Args:
        name: name of the relation BI reads (the alias).
        model: name of the dbt model behind it.
        caveat: what to know before comparing its rows (`meta.caveat_ru`), empty if nothing.
    """

    name: str
    model: str
    description: str
    caveat: str
    columns: dict[str, Column]


def read_tables(manifest: Path) -> dict[str, Table]:
    """Published tables by name, from a `manifest.json` of dbt."""
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    published = (n for n in nodes if n["resource_type"] == "model" and n["schema"] == PUBLISH_SCHEMA)
    tables = (table_of(node) for node in published)
    return {table.name: table for table in sorted(tables, key=lambda table: table.name)}


def table_of(node: dict[str, Any]) -> Table:
    """A published table from its node of the manifest."""
    return Table(
        name=node["alias"],
        model=node["name"],
        description=" ".join(node["description"].split()),
        caveat=" ".join(node["config"].get("meta", {}).get("caveat_ru", "").split()),
        columns={name: _column(column) for name, column in node["columns"].items()},
    )


def _column(column: dict[str, Any]) -> Column:
    meta = column["config"].get("meta", {})
    return Column(
        name=column["name"],
        data_type=column["data_type"] or "",
        label=meta.get("label_ru", ""),
        description=" ".join(column["description"].split()),
        decimals=meta.get("decimals"),
    )
