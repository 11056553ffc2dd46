"""The project's own seeded generator of synthetic raw exports."""

from __future__ import annotations

from pathlib import Path

from dagster_project.generator.sample import Sample


def write_sample(out: Path, seed: int = 2022) -> list[Path]:
    """Write the sample exports of the invented region 99; the bytes depend on the seed only.

    Args:
        out: folder to write below; files of the same names are overwritten, others are left alone.
        seed: changes pupils and scores, never the golden figures.

    Returns:
        Paths of the written files.

    Raises:
        ImportError: without xlwt, which only the development environment has (one sample is an .xls).
    """
    return Sample(out, seed).write()


__all__ = ["write_sample"]
