"""What every command shares: where to read and write, and how an error becomes a message and an exit status."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from dagster_project.report.console import make_console
from dagster_project.settings import Settings
from dagster_project.warehouse.errors import RunError, UsageError

Home = Annotated[
    Path | None, typer.Option(help="Папка, куда пишет программа; по умолчанию RSOKO_HOME или ./data.", file_okay=False)
]

# In the words of the system, as Python, Arrow and DuckDB pass them on.
_DISK_IS_FULL = tuple(os.strerror(number) for number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
DISK_IS_FULL_RU = (
    "На диске кончилось место. Готовые данные целы: освободите место (`rsoko clean` уберёт недописанное) и повторите."
)


def settings_of(
    landing: Path | None = None, home: Path | None = None, workers: int | None = None, as_of: datetime | None = None
) -> Settings:
    """Settings of the environment, with what the command line says over them."""
    with told_to_people():
        settings = Settings.from_env()
    return replace(
        settings,
        landing=landing.resolve() if landing else settings.landing,
        home=home.resolve() if home else settings.home,
        workers=workers or settings.workers,
        as_of=as_of.date() if as_of else settings.as_of,
    )


@contextmanager
def told_to_people() -> Iterator[None]:
    """Turn errors meant for people, and a full disk, into a message and an exit status: 1 the run failed, 2 usage."""
    try:
        yield
    except (RunError, UsageError) as error:
        make_console(stderr=True).print(f"[red]{error}", markup=True)
        raise typer.Exit(2 if isinstance(error, UsageError) else 1) from None
    except Exception as error:
        if not any(words in str(error) for words in _DISK_IS_FULL):
            raise
        make_console(stderr=True).print(f"[red]{DISK_IS_FULL_RU}[/red] ({error})", markup=True)
        raise typer.Exit(1) from None
