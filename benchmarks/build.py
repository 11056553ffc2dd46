"""The dbt part against the same compiled SQL by hand, and a second run with nothing new against the first."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

import duckdb
from common import ROUNDS, bench_landing, measure, ratio, report

from dagster_project.settings import Settings

THREADS = 2
MEMORY = os.environ.get("RSOKO_MEMORY_LIMIT", "1200MB")


def hand_statements(target: Path) -> list[str]:
    """The statements dbt would run, in dependency order, as one would type them."""
    manifest = json.loads((target / "manifest.json").read_text())
    nodes = {k: n for k, n in manifest["nodes"].items() if n["resource_type"] in ("seed", "model")}
    done: set[str] = set()
    statements: list[str] = []
    while len(done) < len(nodes):
        ready = [
            k
            for k, n in nodes.items()
            if k not in done and all(d in done or d not in nodes for d in n["depends_on"].get("nodes", []))
        ]
        for key in sorted(ready):
            node = nodes[key]
            name = f'"{node["schema"]}"."{node["alias"]}"'
            if node["resource_type"] == "seed":
                path = Path(node["root_path"]) / node["original_file_path"]
                types = ", ".join(f"'{c}': '{t}'" for c, t in node["config"].get("column_types", {}).items())
                statements.append(
                    f"create table {name} as select * from read_csv('{path}', header=true, types={{{types}}})"
                )
            else:
                compiled = (target / "compiled" / "rsoko" / node["original_file_path"]).read_text()
                compiled = compiled.replace("/ledger.build/", "/ledger/")  # the copy a build reads goes with it
                kind = "view" if node["config"]["materialized"] == "view" else "table"
                statements.append(f"create {kind} {name} as {compiled}")
        done.update(ready)
    return [f'create schema if not exists "{s}"' for s in sorted({n["schema"] for n in nodes.values()})] + statements


def by_hand(statements: list[str], database: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            f"set threads = {THREADS}; set preserve_insertion_order = false; set memory_limit = '{MEMORY}'"
        )
        for statement in statements:
            connection.execute(statement)


def main() -> None:
    landing = bench_landing()
    first, again, hand, dbt_only = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            home = Path(folder) / f"home{number}"
            settings = Settings(landing=landing, home=home)
            environment = {"RSOKO_LANDING": str(landing), "RSOKO_HOME": str(home)}
            first.append(measure(["-m", "dagster_project.cli.main", "run"], **environment).seconds)
            again.append(measure(["-m", "dagster_project.cli.main", "run"], **environment).seconds)
            statements = hand_statements(settings.dbt_target_dir)
            database = Path(folder) / f"hand{number}" / "warehouse.duckdb"  # compiled SQL names the catalog
            database.parent.mkdir()
            script = Path(folder) / "hand.json"
            script.write_text(json.dumps(statements))
            hand.append(measure([__file__, str(script), str(database)], **environment).seconds)
            settings.warehouse_path.unlink()
            dbt_only.append(measure(["-m", "dagster_project.cli.main", "run"], **environment).seconds)
            shutil.rmtree(home)
            database.unlink()
    report("Whole run", {"first run": first, "second run, nothing new": again})
    ratio("second / first", again, first, "<= 0.10")
    report(
        "dbt part (whole process, imports and data tests included)",
        {"same SQL by hand, one session": hand, "rsoko run": dbt_only},
    )
    ratio("framework / by hand", dbt_only, hand, "<= 2")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        by_hand(json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2]))
    else:
        main()
