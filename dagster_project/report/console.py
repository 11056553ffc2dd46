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
