"""Consoles of the program: tables stay whole when the output goes to a file."""

from __future__ import annotations

import shutil

from rich.console import Console

PIPE_WIDTH = 140


def make_console(stderr: bool = False) -> Console:
    console = Console(stderr=stderr, highlight=False)
    if not console.is_terminal:
        console.width = max(PIPE_WIDTH, shutil.get_terminal_size().columns)
    return console


def number(value: int | float | None, decimals: int = 0) -> str:
    """Russian style: narrow spaces between thousands, decimal comma, a dash for nothing."""
    if value is None:
        return "—"
    text = f"{value:,.{decimals}f}"
    return text.replace(",", "\u00a0").replace(".", ",")


def measured(value: float | None, decimals: int, unit: str | None) -> str:
    """A value with its unit; the unit «дата» is a number YYYYMMDD and printed as a date."""
    if unit == "дата" and value is not None:
        digits = f"{value:.0f}"
        return f"{digits[6:]}.{digits[4:6]}.{digits[:4]}"
    return f"{number(value, decimals)} {unit or ''}".strip()
