"""`rsoko engine up` leaves a cluster of separate processes behind, `rsoko engine down` leaves nothing."""

from __future__ import annotations

import socket
from pathlib import Path

from dagster_project.engine.cluster import HOST, found
from dagster_project.settings import Settings
from tests.conftest import run_rsoko


def test_a_cluster_is_started_and_stopped(tmp_path: Path) -> None:
    settings = Settings(landing=tmp_path / "landing", home=tmp_path / "home")
    place = settings.spark_dir / "up"
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    started = run_rsoko(settings, "engine", "up", "--port", str(port))
    try:
        assert started.returncode == 0, started.stdout + started.stderr
        cluster = found(place)
        assert cluster is not None
        assert cluster.thrift_port == port
        assert len(cluster.pids) == 4, "a master, two workers, a Thrift server"
        with socket.create_connection((HOST, port)):
            pass
    finally:
        stopped = run_rsoko(settings, "engine", "down")
    assert stopped.returncode == 0, stopped.stdout + stopped.stderr
    assert found(place) is None
    assert not place.exists()
