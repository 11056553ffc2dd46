"""dbt on Spark: a program of its own environment, told over the environment where the Thrift server answers."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dagster_project.engine.cluster import HOST, Cluster, spark_environment
from dagster_project.settings import SPARK, Settings
from dagster_project.warehouse.dbt_runner import DbtFailure, DbtOutcome, OnNode, common_flags, dbt_environment

_FINISHED = ("LogModelResult", "LogTestResult", "LogSeedResult")
_FAILED = ("error", "fail", "runtime error")


def spark_target(settings: Settings) -> Path:
    return settings.home / "dbt_target_spark"


def variables(cluster: Cluster) -> dict[str, str]:
    """What `profiles.yml` reads."""
    return {"RSOKO_ENGINE": SPARK, "RSOKO_SPARK_HOST": HOST, "RSOKO_SPARK_PORT": str(cluster.thrift_port)}


def run_dbt_on_spark(
    settings: Settings, cluster: Cluster, command: Sequence[str], on_node: OnNode | None = None
) -> DbtOutcome:
    """Run one dbt command on the cluster and collect what failed.

    Args:
        on_node: receives finished nodes, all nodes, name of the node.
    """
    target = spark_target(settings)
    (target / "run_results.json").unlink(missing_ok=True)
    program = str(spark_environment() / "bin" / "dbt")
    flags = [*common_flags(settings), "--target-path", str(target), "--log-format", "json", "--no-use-colors"]
    with dbt_environment(settings, settings.warehouse_build_path):
        call = subprocess.Popen(
            [program, *command, *flags],
            env={**os.environ, **variables(cluster)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    with call as process:
        assert process.stdout is not None
        try:
            told = [_tell(line, on_node) for line in process.stdout]
        except BaseException:
            process.terminate()
            raise
        code = process.wait()
    if not (target / "run_results.json").exists():
        failure = DbtFailure("dbt", "dbt не смог начать работу на Spark", "\n".join(told[-20:]))
        return DbtOutcome(success=False, nodes=0, failures=(failure,), warnings=())
    results = json.loads((target / "run_results.json").read_text("utf-8"))["results"]
    nodes = json.loads((target / "manifest.json").read_text("utf-8"))["nodes"]
    return DbtOutcome(
        success=code == 0,
        nodes=len(results),
        failures=tuple(_failure(result, nodes) for result in results if result["status"] in _FAILED),
        warnings=tuple(_failure(result, nodes) for result in results if result["status"] == "warn"),
    )


def _tell(line: str, on_node: OnNode | None) -> str:
    """Report a finished node; returns the message of the line."""
    try:
        event = json.loads(line)
    except json.JSONDecodeError:
        return line.rstrip()
    if on_node and event["info"]["name"] in _FINISHED:
        data = event["data"]
        total = data.get("total") or data.get("num_models") or 0  # as the kind of node calls it
        on_node(int(data["index"]), int(total), str(data["node_info"]["node_name"]))
    return str(event["info"]["msg"])


def _failure(result: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> DbtFailure:
    node = nodes.get(result["unique_id"], {})
    return DbtFailure(
        name=str(node.get("name", result["unique_id"])),
        description=str(node.get("description") or "").strip(),
        message=str(result["message"] or "").strip(),
    )
