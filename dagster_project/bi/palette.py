"""The colours of all dashboards, one home. Document 000 asks for green upper and red lower quartiles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dagster_project.bi.spec import Colour, Palette

GREEN = "#8fd19e"
RED = "#f1a9a0"
YELLOW = "#f6dc8a"
GREY = "#d9d9d9"
BLUE = "#4393c3"
ORANGE = "#e08214"
YES, NO = "да", "нет"
DARK_GREEN = "#4a9d60"
DARK_BLUE = "#2b5c8a"
SCHEME = "supersetColors"

PALETTES: dict[Palette, list[tuple[str, Any, str]]] = {
    "quartile": [("=", "зелёный", GREEN), ("=", "красный", RED)],
    "target": [("=", "Достигнута", GREEN), ("=", "Не достигнута", RED)],
    "status": [
        ("containing", "росрочено", RED),
        ("containing", "меньше срока", RED),
        ("containing", "с опозданием", YELLOW),
        ("containing", "в срок", GREEN),
        ("containing", "ет данных", GREY),
        ("containing", "ет сведений", GREY),
        ("containing", "ет дня отсчёта", GREY),
        ("containing", "не установлен", GREY),
    ],
    "strength": [(">", 0, BLUE), ("<", 0, ORANGE)],
    "flag": [("is true", "", GREEN)],
    "yes_bad": [("=", YES, RED)],
    "outcome": [
        ("containing", "оложительная", GREEN),
        ("containing", "подтверждены", GREEN),
        ("containing", "трицательная", RED),
        ("containing", "асхождения", RED),
        ("=", "Отклонён", RED),
        ("=", "Запланирована", YELLOW),
        ("=", "Принят частично", YELLOW),
        ("=", "Повтор", GREY),
        ("containing", "Нет ", GREY),
    ],
    "higher": [(">", 0, GREEN), ("<", 0, RED)],
    "lower": [("<", 0, GREEN), (">", 0, RED)],
}
"""Operator, value, colour: what a cell of that palette is compared with."""

SCALES: dict[Palette, str] = {
    "quartile": "schemeRdYlGn",
    "higher": "schemeRdYlGn",
    "amount": "schemeBlues",
}
"""Colours of a heat map, of those every Superset has."""

SERIES: dict[str, str] = {
    "«2»": RED,
    "«3»": YELLOW,
    "«4»": GREEN,
    "«5»": DARK_GREEN,
    "Без отметки": GREY,
    "Школа": ORANGE,
    "Муниципалитет": BLUE,
    "Регион": DARK_BLUE,
    "Маркера нет": GREEN,
    "Маркер сработал": RED,
    "Нельзя посчитать": GREY,
    "Основания нет": GREEN,
    "Основание есть": RED,
    "Нет данных": GREY,
}
"""Colours of series by name, the same on every dashboard."""


def conditional_formatting(colours: Mapping[str, Colour]) -> list[dict[str, Any]]:
    """Superset's conditional formatting of a table or pivot: solid colours, and shades for how strong a link is."""
    return [
        {
            "column": colour.by or column,
            "columnFormatting": column,
            "objectFormatting": "BACKGROUND_COLOR",
            "operator": op,
            "targetValue": value,
            "colorScheme": shade,
            "useGradient": colour.palette == "strength",
        }
        for column, colour in colours.items()
        for op, value, shade in PALETTES[colour.palette]
    ]


def scale(colours: Mapping[str, Colour]) -> str:
    """The colours of a heat map whose measure has this palette."""
    (palette,) = {colour.palette for colour in colours.values()} or {"amount"}
    return SCALES[palette]
