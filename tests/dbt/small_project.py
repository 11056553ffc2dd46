"""A dbt project of a few models with the project's own materializations."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from dagster_project.settings import DBT_DIR


def run_models(
    folder: Path, models: Mapping[str, str], described: Iterable[str], environment: Mapping[str, str] | None = None
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Build tables from SQL by name; the database they are in, and how `dbt run` ended.

    Args:
        described: what the yml says of each model, a line each.
    """
    (folder / "models").mkdir()
    for name, sql in models.items():
        (folder / "models" / f"{name}.sql").write_text(sql)
    lines = (f"  - {line}" for line in described)
    (folder / "models" / "models.yml").write_text("\n".join(["version: 2", "models:", *lines]))
    (folder / "dbt_project.yml").write_text(
        "name: small\nversion: '1.0.0'\nprofile: small\nconfig-version: 2\n"
        f"macro-paths: ['{DBT_DIR / 'macros' / 'materialization'}']\nmodels: {{+materialized: table}}\n"
    )
    database = folder / "small.duckdb"
    (folder / "profiles.yml").write_text(
        f"small: {{target: d, outputs: {{d: {{type: duckdb, path: '{database}', disable_transactions: true}}}}}}"
    )
    done = subprocess.run(
        [Path(sys.executable).with_name("dbt"), "run", "--profiles-dir", "."],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    return database, done
