"""What the warehouse is made from, as one hash: the same hash means that a build would change nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from dagster_project.lib.claims import delivered_parts
from dagster_project.settings import DBT_DIR, SEEDS_DIR, Settings

_PROJECT_PARTS = ("models", "macros", "tests", "dbt_project.yml", "profiles.yml")
_STATISTICS_DIR = Path(__file__).resolve().parent.parent / "statistics"
_ENGINES = ("dbt-core", "dbt-duckdb", "duckdb", "scikit-learn", "scipy")


def project_files() -> Iterator[Path]:
    """Files of the dbt project and its seeds: everything that decides what a build makes."""
    for part in (*(DBT_DIR / name for name in _PROJECT_PARTS), SEEDS_DIR):
        if part.is_dir():
            yield from sorted(file for file in part.rglob("*") if file.is_file())
        elif part.exists():
            yield part


def project_fingerprint() -> str:
    """Hash of the dbt project, its seeds, the code of the statistics and the versions of the engines."""
    digest = hashlib.sha256()
    root = DBT_DIR.parent
    for file in project_files():
        digest.update(f"{file.relative_to(root)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    for file in sorted(_STATISTICS_DIR.glob("*.py")):
        digest.update(f"statistics/{file.name}\0".encode())
        digest.update(file.read_bytes())
    for package in _ENGINES:
        digest.update(f"{package}={version(package)}\0".encode())
    return digest.hexdigest()


def build_fingerprint(settings: Settings, parts: Iterable[Path] | None = None) -> str:
    """Hash of the project and of the delivered batches, and the day: `<hash>@<day>`.

    Ledger parts are immutable, so their names are enough.

    Args:
        parts: of the ledger, in order; those delivered by now where None.
    """
    digest = hashlib.sha256(project_fingerprint().encode())
    digest.update(f"{settings.engine}\0".encode())
    digest.update(f"{settings.home}\0".encode())  # staging views hold the path of the lake
    for part in delivered_parts(settings) if parts is None else parts:
        digest.update(f"{part.name}\0".encode())
    return f"{digest.hexdigest()}@{settings.as_of}"


def differ_in_day_only(one: str, other: str) -> bool:
    """Two fingerprints of the same project and data on two days."""
    return one != other and one.partition("@")[0] == other.partition("@")[0]
