"""A real Spark cluster on loopback: a master, workers and a Thrift server, each a process of its own.

The wheel of pyspark carries the jars but not the `start-*.sh` scripts, so the classes are called by name.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from dagster_project.settings import REPO_ROOT
from dagster_project.warehouse.errors import RunError, UsageError

HOST = "127.0.0.1"
START_SECONDS = 600  # a machine that is busy with other things; a process that ended is seen at once
_STOP_SECONDS = 20
_MASTER = "org.apache.spark.deploy.master.Master"
_WORKER = "org.apache.spark.deploy.worker.Worker"
_THRIFT = "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2"

# Casts, overflow and times behave as in DuckDB: errors instead of NULL and of wrapped integers, no zones.
SAME_MEANING = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.parquet.mergeSchema": "true",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.sources.partitionOverwriteMode": "dynamic",
}
# A region is small for Spark: compiling and shuffling would take longer than the work.
SMALL_DATA_JAVA = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m -XX:+UseSerialGC"
SMALL_DATA = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
}


@dataclass(frozen=True)
class Shape:
    """How big a cluster is.

    Args:
        workers: worker processes.
        cores: tasks at once in each.
        worker_memory, driver_memory: as Spark writes them, such as `1g`.
        partitions: of a shuffle.
        conf: further settings of Spark.
        java: options of the driver and the executors.
    """

    workers: int = 2
    cores: int = 1
    worker_memory: str = "1g"
    driver_memory: str = "3g"
    partitions: int = 2
    conf: dict[str, str] = field(default_factory=lambda: dict(SMALL_DATA))
    java: str = SMALL_DATA_JAVA


def shape_of_environment() -> Shape:
    """`RSOKO_SPARK_WORKERS`, `_CORES` and `_MEMORY` of each, `_DATA`: `large` is for more than a region's year.

    Raises:
        UsageError: `_DATA` is neither small nor large.
    """
    given = {name: os.environ.get(f"RSOKO_SPARK_{name}") for name in ("WORKERS", "CORES", "MEMORY", "DATA")}
    workers, cores = int(given["WORKERS"] or 2), int(given["CORES"] or 1)
    shape = Shape(workers, cores, given["MEMORY"] or "1g", partitions=max(2, workers * cores))
    if given["DATA"] == "large":
        return replace(shape, partitions=8 * workers * cores, conf={}, java="")
    if given["DATA"] not in (None, "", "small"):
        raise UsageError(f"RSOKO_SPARK_DATA: «{given['DATA']}» — бывает small или large.")
    return shape


@dataclass(frozen=True)
class Cluster:
    """Processes of a running cluster and where they answer.

    Args:
        folder: its logs, scratch files and, unless told otherwise, its tables.
        pids: master, workers, Thrift server, in the order they were started.
    """

    folder: Path
    master_port: int
    thrift_port: int
    pids: tuple[int, ...]

    @property
    def master_url(self) -> str:
        return f"spark://{HOST}:{self.master_port}"

    @property
    def worker_pids(self) -> tuple[int, ...]:
        return self.pids[1:-1]

    @property
    def tables(self) -> Path:
        """Folder of the tables: `<schema>.db/<table>/*.parquet`."""
        return self.folder / "tables"

    def stop(self) -> None:
        """End the processes, the Thrift server first."""
        for pid in reversed(self.pids):
            _signal(pid, signal.SIGTERM)
        deadline = time.monotonic() + _STOP_SECONDS
        for pid in reversed(self.pids):
            while _is_alive(pid) and time.monotonic() < deadline:
                time.sleep(0.1)
            _signal(pid, signal.SIGKILL)
        _state(self.folder).unlink(missing_ok=True)


def spark_environment() -> Path:
    """The virtual environment with pyspark and dbt-spark: `RSOKO_SPARK_VENV`, else `.venv-spark`."""
    return Path(os.environ.get("RSOKO_SPARK_VENV") or REPO_ROOT / ".venv-spark")


def start(folder: Path, shape: Shape = Shape(), thrift_port: int | None = None) -> Cluster:
    """Start a cluster and wait until it answers. What failed is stopped again.

    Args:
        folder: emptied by nobody: give a fresh one, its metastore is in memory and knows no older tables.

    Raises:
        RunError: Java or Spark is missing, or a process ended before it answered.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("tables", "scratch"):
        (folder / name).mkdir(exist_ok=True)
    ports = (_free_port(), thrift_port or _free_port())
    processes: list[subprocess.Popen[bytes]] = []
    try:
        master = ("--host", HOST, "--port", str(ports[0]), "--webui-port", "0")
        processes.append(_launch(folder, "master", [_program("spark-class"), _MASTER, *master]))
        _wait_for(processes[0], ports[0], folder / "master.log")
        for number in range(1, shape.workers + 1):
            size = ("--cores", str(shape.cores), "--memory", shape.worker_memory)
            where = ("--host", HOST, "--webui-port", "0", "--work-dir", str(folder / f"worker-{number}"))
            url = f"spark://{HOST}:{ports[0]}"
            command = [_program("spark-class"), _WORKER, *where, *size, url]
            processes.append(_launch(folder, f"worker-{number}", command))
        processes.append(_launch(folder, "thrift", _thrift_command(folder, shape, *ports)))
        _wait_for(processes[-1], ports[1], folder / "thrift.log")
    except BaseException:
        Cluster(folder, *ports, tuple(process.pid for process in processes)).stop()
        raise
    cluster = Cluster(folder, *ports, tuple(process.pid for process in processes))
    _state(folder).write_text(json.dumps({**asdict(cluster), "folder": str(folder)}))
    return cluster


@contextmanager
def running(folder: Path, shape: Shape = Shape()) -> Iterator[Cluster]:
    """A cluster for the length of a block."""
    cluster = start(folder, shape)
    try:
        yield cluster
    finally:
        cluster.stop()


def found(folder: Path) -> Cluster | None:
    """The cluster that was started in `folder`, as far as its processes still run."""
    try:
        facts = json.loads(_state(folder).read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    pids = tuple(pid for pid in facts["pids"] if _works_in(pid, folder))
    return Cluster(folder, facts["master_port"], facts["thrift_port"], pids) if pids else None


def _thrift_command(folder: Path, shape: Shape, master_port: int, thrift_port: int) -> list[str]:
    java = f"-Duser.timezone=UTC -Djava.io.tmpdir={folder / 'scratch'} {shape.java}"
    conf = {
        "spark.driver.memory": shape.driver_memory,
        "spark.driver.host": HOST,
        "spark.driver.bindAddress": HOST,
        "spark.driver.extraJavaOptions": f"{java} -Dderby.system.home={folder}",
        "spark.executor.memory": shape.worker_memory,
        "spark.executor.extraJavaOptions": java,
        "spark.ui.enabled": "false",
        "spark.log.level": "WARN",
        "spark.local.dir": str(folder / "scratch"),
        "spark.sql.shuffle.partitions": str(shape.partitions),
        "spark.sql.warehouse.dir": str(folder / "tables"),
        # A metastore takes a third of the driver's time; the Thrift server opens an empty one all the same.
        "spark.sql.catalogImplementation": "in-memory",
        "spark.hadoop.javax.jdo.option.ConnectionURL": "jdbc:derby:memory:metastore;create=true",
        # A busy machine makes a build slow, not wrong: a broadcast took longer there than Spark's five minutes.
        "spark.sql.broadcastTimeout": "3600",
        "spark.network.timeout": "600s",
        # dbt opens a session for every node.
        "spark.sql.hive.thriftServer.singleSession": "true",
        **SAME_MEANING,
        **shape.conf,
    }
    hive = {
        "hive.server2.thrift.port": str(thrift_port),
        "hive.server2.thrift.bind.host": HOST,
        "hive.exec.scratchdir": str(folder / "hive"),
        "hive.exec.local.scratchdir": str(folder / "scratch"),
        "hive.server2.logging.operation.enabled": "false",
    }
    return [
        *(_program("spark-submit"), "--class", _THRIFT, "--name", "rsoko"),
        *("--master", f"spark://{HOST}:{master_port}"),
        *(word for name, value in conf.items() for word in ("--conf", f"{name}={value}")),
        "spark-internal",
        *(word for name, value in hive.items() for word in ("--hiveconf", f"{name}={value}")),
    ]


def _launch(folder: Path, name: str, command: Sequence[str]) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "SPARK_LOCAL_IP": HOST,
        "SPARK_HOME": str(_spark_home()),
        "SPARK_DAEMON_MEMORY": "512m",
        "PYSPARK_PYTHON": sys.executable,
        "TZ": "UTC",
    }
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex((HOST, port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.2)
    raise RunError(f"Spark не запустился (нужна Java 17). Журнал: {log}\n{log.read_text(errors='replace')[-1500:]}")


def _spark_home() -> Path:
    homes = sorted(spark_environment().glob("lib/python3*/site-packages/pyspark"))
    if not homes:
        raise RunError(f"В {spark_environment()} нет Spark: выполните `make spark`.")
    return homes[0]


def _program(name: str) -> str:
    return str(_spark_home() / "bin" / name)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _state(folder: Path) -> Path:
    return folder / "cluster.json"


def _is_alive(pid: int) -> bool:
    try:
        if os.waitpid(pid, os.WNOHANG) != (0, 0):  # a child of ours that ended
            return False
    except ChildProcessError:
        pass
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def _works_in(pid: int, folder: Path) -> bool:
    """The process lives and is the one that was started there: numbers are given again."""
    try:
        return _is_alive(pid) and Path(f"/proc/{pid}/cwd").readlink() == folder.resolve()
    except OSError:
        return False


def _signal(pid: int, number: signal.Signals) -> None:
    if _is_alive(pid):
        os.kill(pid, number)
