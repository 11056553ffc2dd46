"""The colours of all dashboards, one home. Document 000 asks for green upper and red lower quartiles."""

from __future__ import annotations

from typing import Any

from dagster_project.bi.spec import Palette

GREEN = "#8fd19e"
RED = "#f1a9a0"
YELLOW = "#f6dc8a"
GREY = "#d9d9d9"
SCHEME = "supersetColors"

PALETTES: dict[Palette, list[tuple[str, Any, str]]] = {
    "quartile": [("=", "зелёный", GREEN), ("=", "красный", RED)],
    "target": [("=", "Достигнута", GREEN), ("=", "Не достигнута", RED)],
    "status": [
        ("containing", "просроч", RED),
        ("containing", "с опозданием", YELLOW),
        ("containing", "вовремя", GREEN),
        ("containing", "нет данных", GREY),
    ],
    "higher": [(">", 0, GREEN), ("<", 0, RED)],
    "lower": [("<", 0, GREEN), (">", 0, RED)],
}
"""Operator, value, colour: what a cell of that palette is compared with."""


def conditional_formatting(colours: dict[str, Palette]) -> list[dict[str, Any]]:
    """Superset's conditional formatting of a table: solid colours, no gradient."""
    return [
        {"column": column, "operator": op, "targetValue": value, "colorScheme": colour, "useGradient": False}
        for column, palette in colours.items()
        for op, value, colour in PALETTES[palette]
    ]
