"""The dbt part against the same compiled SQL by hand, and a second run with nothing new against the first."""

from __future__ import annotations

import json
import resource
import shutil
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
from common import ROUNDS, Measured, bench_landing, measure, ratio, report

from dagster_project.settings import Settings
from dagster_project.warehouse.slices.plan import load_plan


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
                kind = "view" if node["config"]["materialized"] == "view" else "table"
                statements.append(f"create {kind} {name} as {_of_finished_build(compiled)}")
        done.update(ready)
    return [f'create schema if not exists "{s}"' for s in sorted({n["schema"] for n in nodes.values()})] + statements


def _of_finished_build(sql: str) -> str:
    """The copy of the ledger a build reads goes with it."""
    return sql.replace("/ledger.build/", "/ledger/")


def check_statements(settings: Settings) -> list[str]:
    """The questions a run asks of what it built: contracts' keys and data tests; and the copy for BI."""
    plan = load_plan(settings)
    assert plan is not None
    tables = [node for node in plan.models() if node.is_table]
    keys = [node.broken_promises for node in tables if node.broken_promises]
    tests = [f"select count(*) from ({_of_finished_build(node.sql)}) as failed" for node in plan.tests()]
    shown = [node for node in plan.models() if node.schema == "publish"]
    copies = [f'create table bi.publish."{node.alias}" as from {node.relation}' for node in shown]
    return [*keys, *tests, "create schema bi.publish", *copies]


@dataclass(frozen=True)
class ByHand:
    """Figures of one DuckDB session: the models alone, and with the questions and the copy a run makes besides."""

    models: Measured
    everything: Measured


def measure_by_hand(settings: Settings, folder: Path) -> ByHand:
    """Run the statements of the last build of a home in a database of their own below `folder`."""
    own = folder / "hand"
    own.mkdir()
    script = own / "statements.json"
    script.write_text(json.dumps([hand_statements(settings.dbt_target_dir), check_statements(settings)]))
    environment = {"RSOKO_LANDING": str(settings.landing), "RSOKO_HOME": str(settings.home)}
    everything = measure([__file__, str(script)], **environment)
    models = Measured(**json.loads((own / "models.json").read_text()))
    shutil.rmtree(own)
    return ByHand(models, everything)


def by_hand(script: Path) -> None:
    """What `measure_by_hand` measures; compiled SQL names the catalog `warehouse`."""
    started = time.perf_counter()
    models, checks = json.loads(script.read_text())
    config = Settings.from_env().duckdb_config | {"temp_directory": str(script.parent / "tmp"), "threads": "2"}
    with duckdb.connect(str(script.with_name("warehouse.duckdb")), config=config) as connection:
        for statement in models:
            connection.execute(statement)
        usage = resource.getrusage(resource.RUSAGE_SELF)
        spent = Measured(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
        script.with_name("models.json").write_text(json.dumps(asdict(spent)))
        connection.execute(f"attach '{script.with_name('bi.duckdb')}' as bi")
        for statement in checks:
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
            hand.append(measure_by_hand(settings, Path(folder)))
            settings.warehouse_path.unlink()
            dbt_only.append(measure(["-m", "dagster_project.cli.main", "run"], **environment).seconds)
            shutil.rmtree(home)
    report("Whole run", {"first run": first, "second run, nothing new": again})
    ratio("second / first", again, first, "<= 0.10")
    report(
        "dbt part (whole process, imports and data tests included)",
        {
            "models by hand, one session": [r.models.seconds for r in hand],
            "the same with checks and BI copy": [r.everything.seconds for r in hand],
            "rsoko run": dbt_only,
        },
    )
    ratio("framework / models by hand", dbt_only, [r.models.seconds for r in hand], "<= 2")
    ratio("framework / all its statements by hand", dbt_only, [r.everything.seconds for r in hand], "")


if __name__ == "__main__":
    if len(sys.argv) == 2:
        by_hand(Path(sys.argv[1]))
    else:
        main()
