"""`python -m dagster_project.generator samples [--seed 2022]`."""

from __future__ import annotations

from pathlib import Path

import typer

from dagster_project.generator import write_sample


def main(out: Path, seed: int = 2022) -> None:
    """Write the sample exports below OUT."""
    paths = write_sample(out, seed)
    size = sum(path.stat().st_size for path in paths)
    typer.echo(f"{out}: файлов {len(paths)}, {size / 1000:.0f} кБ")


if __name__ == "__main__":
    typer.run(main)
