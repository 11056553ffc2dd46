"""A run with nothing new: changes nothing, and does not even load the heavy libraries."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from dagster_project.settings import REPO_ROOT, Settings

HEAVY = ["dbt", "dagster", "great_expectations", "pandas", "sqlalchemy", "sklearn", "scipy"]
RUN_AND_TELL = f"""
import json, sys
from dagster_project.cli.main import app
try:
    app(["run"])
except SystemExit as stop:
    code = stop.code
print(json.dumps({{"code": code, "loaded": [name for name in {HEAVY!r} if name in sys.modules]}}))
"""


def test_nothing_new_leaves_the_files_alone_and_loads_nothing_heavy(sample_warehouse: Settings) -> None:
    files = [sample_warehouse.warehouse_path, sample_warehouse.bi_path, *sample_warehouse.ledger_dir.glob("*")]
    before = {path: path.stat().st_mtime_ns for path in files}
    environment = {
        **os.environ,
        "RSOKO_LANDING": str(sample_warehouse.landing),
        "RSOKO_HOME": str(sample_warehouse.home),
    }
    done = subprocess.run(
        [sys.executable, "-c", RUN_AND_TELL], env=environment, cwd=REPO_ROOT, capture_output=True, text=True, check=True
    )
    *printed, last = done.stdout.splitlines()
    assert json.loads(last) == {"code": 0, "loaded": []}
    assert any("ничего не изменилось" in line for line in printed)
    assert {path: path.stat().st_mtime_ns for path in files} == before
    assert sorted(sample_warehouse.ledger_dir.glob("*")) == sorted(files[2:])
