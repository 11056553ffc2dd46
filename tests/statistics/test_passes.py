"""The two dbt passes of a build do the whole project once, and the statistics of a new day need no new inputs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dagster_project.settings import DBT_DIR, Settings
from dagster_project.warehouse.build import BUILD_COMMAND, INPUT_PASS, NEW_DAY_COMMAND, REST_PASS

LIST = """
import json, sys
from pathlib import Path
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest
parsed_before, *folders = sys.argv[1:]
parsed = Manifest.from_msgpack(Path(parsed_before).read_bytes())
commands = json.loads(sys.stdin.read())
found = {
    name: dbtRunner(manifest=parsed).invoke(["ls", *rest, "--quiet", "--no-print", *folders]).result
    for name, rest in commands.items()
}
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def listed(sample_warehouse: Settings, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Nodes of each command, of the project as the run over the samples parsed it."""
    folder = tmp_path_factory.mktemp("dbt_ls")
    commands = {"all": BUILD_COMMAND, "inputs": INPUT_PASS, "rest": REST_PASS, "new_day": NEW_DAY_COMMAND}
    folders = ["--project-dir", str(DBT_DIR), "--profiles-dir", str(DBT_DIR)]
    folders += ["--target-path", str(folder), "--log-path", str(folder)]
    done = subprocess.run(
        [sys.executable, "-c", LIST, str(sample_warehouse.dbt_target_dir / "partial_parse.msgpack"), *folders],
        input=json.dumps({name: command[1:] for name, command in commands.items()}),
        cwd=Path(DBT_DIR),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return {name: [n for n in nodes if not n.startswith("source:")] for name, nodes in found.items()}


def test_each_node_belongs_to_one_pass(listed: dict[str, list[str]]) -> None:
    assert sorted(listed["inputs"] + listed["rest"]) == sorted(listed["all"])


def test_the_statistics_stand_after_their_inputs(listed: dict[str, list[str]]) -> None:
    assert {"rsoko.marts.statistics.fct_school_index", "rsoko.marts.context.fct_school_factor"} <= set(listed["inputs"])
    assert not [name for name in listed["inputs"] if "statistics." in name and "fct_school_index" not in name]


def test_a_new_day_changes_no_input_of_the_statistics(listed: dict[str, list[str]]) -> None:
    assert not set(listed["inputs"]) & set(listed["new_day"])
