"""The code location: loads anywhere, defines what it always defined, and says who owns what, in Russian."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from dagster import AssetKey

from dagster_project.definitions import defs
from dagster_project.defs.warehouse.manifest import prepared_manifest
from dagster_project.settings import REPO_ROOT
from tests.dagster.keys import SNAPSHOT, definition_keys

LOAD_WITHOUT_NETWORK = """
import socket

def refuse(*arguments, **options):
    raise AssertionError("the definitions reached for the network")

socket.socket.connect = refuse
socket.create_connection = refuse
from dagster_project.definitions import defs
defs.resolve_asset_graph()
print(len(defs.resolve_all_job_defs()))
"""


def test_definitions_load_without_network_secrets_or_database(tmp_path: Path) -> None:
    prepared_manifest()
    home = tmp_path / "home"
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "RSOKO_HOME": str(home), "RSOKO_LANDING": "/none"}
    done = subprocess.run(
        [sys.executable, "-c", LOAD_WITHOUT_NETWORK],
        env=environment,
        cwd=REPO_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 3
    assert not home.exists(), "loading the definitions wrote into the home folder"


def test_keys_are_those_of_the_snapshot() -> None:
    expected = SNAPSHOT.read_text(encoding="utf-8").splitlines()
    assert definition_keys(defs) == expected, "renew it on purpose: python tests/dagster/keys.py"


def test_dbt_reads_the_raw_assets() -> None:
    graph = defs.resolve_asset_graph()
    assert AssetKey(["raw", "vpr_work"]) in graph.get(AssetKey(["staging", "stg_vpr__work"])).parent_keys
    assert AssetKey(["gate", "ledger"]) in graph.get(AssetKey(["staging", "stg_ledger__file"])).parent_keys


def test_every_asset_has_an_owner_a_group_and_a_russian_description() -> None:
    graph = defs.resolve_asset_graph()
    for key in graph.get_all_asset_keys():
        node = graph.get(key)
        assert node.owners, key
        assert node.group_name and node.group_name != "default", key
        assert re.search("[а-яё]", node.description or ""), f"{key}: description {node.description!r}"


def test_registers_stand_apart_from_exports() -> None:
    graph = defs.resolve_asset_graph()
    assert graph.get(AssetKey(["raw", "staff_register"])).group_name == "raw_registers"
    assert graph.get(AssetKey(["raw", "vpr_work"])).group_name == "raw"


@pytest.mark.parametrize(
    ("name", "cron"),
    [
        ("september_monitoring", "0 6 1 9 *"),
        ("december_monitoring", "0 6 1 12 *"),
        ("vpr_analysis_10_august", "0 6 10 8 *"),
    ],
)
def test_schedules_follow_the_documents(name: str, cron: str) -> None:
    schedule = defs.get_schedule_def(name)
    assert schedule.cron_schedule == cron
    assert schedule.job_name == "warehouse_job"


def test_definitions_are_wiring_only() -> None:
    lines = (REPO_ROOT / "dagster_project" / "definitions.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) < 60
