"""The dbt manifest that Dagster reads its assets from. Parsing needs no lake, database or network."""

from __future__ import annotations

from pathlib import Path

from dagster_project.settings import DBT_DIR, DUCKDB
from dagster_project.warehouse.fingerprint import project_fingerprint

TARGET_DIR = DBT_DIR / "target"
MANIFEST = TARGET_DIR / "manifest.json"
_STAMP = TARGET_DIR / "manifest.fingerprint"


def prepared_manifest() -> Path:
    """Path of a manifest that matches the project files; parsed again when they changed.

    Raises:
        RuntimeError: the project does not parse.
    """
    wanted = project_fingerprint()
    if MANIFEST.exists() and _STAMP.exists() and _STAMP.read_text() == wanted:
        return MANIFEST
    from dbt.cli.main import dbtRunner
    from filelock import FileLock

    TARGET_DIR.mkdir(parents=True, exist_ok=True)
    with FileLock(TARGET_DIR / "manifest.lock"):
        if MANIFEST.exists() and _STAMP.exists() and _STAMP.read_text() == wanted:
            return MANIFEST
        folders = ["--project-dir", str(DBT_DIR), "--profiles-dir", str(DBT_DIR)]
        outputs = ["--target-path", str(TARGET_DIR), "--log-path", str(DBT_DIR / "logs")]
        answer = dbtRunner().invoke(["parse", "--quiet", "--target", DUCKDB, *folders, *outputs])
        if not answer.success:
            raise RuntimeError(f"dbt parse failed: {answer.exception}")
        _STAMP.write_text(wanted)
    return MANIFEST
