"""Every dbt unit test as a pytest test of its own; dbt runs once for all of them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from dagster_project.defs.warehouse.manifest import prepared_manifest
from dagster_project.settings import DBT_DIR, Settings
from dagster_project.warehouse.dbt_runner import common_flags, dbt_environment

# The project as the run over the samples parsed it: parsing again takes longer than many tests.
RUN = """
import sys
from pathlib import Path
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest
parsed_before, *arguments = sys.argv[1:]
dbtRunner(manifest=Manifest.from_msgpack(Path(parsed_before).read_bytes())).invoke(arguments)
"""
UNIT_TESTS = sorted(json.loads(prepared_manifest().read_text())["unit_tests"])


@pytest.fixture(scope="session")
def unit_results(sample_warehouse: Settings, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """Results by unique id. dbt asks a built warehouse for the column types of the inputs."""
    folder = tmp_path_factory.mktemp("dbt_unit")
    warehouse = folder / "warehouse.duckdb"
    shutil.copyfile(sample_warehouse.warehouse_path, warehouse)
    parsed_before = sample_warehouse.dbt_target_dir / "partial_parse.msgpack"
    command = ["test", "--select", "test_type:unit", "--quiet", "--log-level-file", "none"]
    flags = [*common_flags(sample_warehouse), "--target-path", str(folder), "--log-path", str(folder)]
    with dbt_environment(sample_warehouse, warehouse):
        done = subprocess.run(
            [sys.executable, "-c", RUN, str(parsed_before), *command, *flags],
            cwd=DBT_DIR,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    results = json.loads((folder / "run_results.json").read_text())["results"]
    return {result["unique_id"]: result for result in results}


@pytest.mark.parametrize("unit_test", UNIT_TESTS, ids=lambda unique_id: unique_id.split(".")[-1])
def test_formula(unit_test: str, unit_results: dict[str, dict[str, str]]) -> None:
    result = unit_results[unit_test]
    assert result["status"] == "pass", result["message"]
