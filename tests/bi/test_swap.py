"""New copies of the marts while people read: no request fails, nobody sees two builds in one answer."""

from __future__ import annotations

import threading

import pytest

from dagster_project.bi.flow import Server, refresh
from dagster_project.bi.port import SupersetPort
from dagster_project.settings import Settings
from dagster_project.warehouse.bi_copy import copy_for_bi, newest_version, versions

SWAPS = 6
CLIENTS = 4


def test_no_request_is_lost_while_copies_change(
    server: Server, admin: SupersetPort, sample_warehouse: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    charts = [row["id"] for row in admin.rows("chart")]
    stop = threading.Event()
    answered: list[int] = []
    lost: list[str] = []

    def read(first: int) -> None:
        port = SupersetPort(server.url, server.username, server.password)
        turn = first
        while not stop.is_set():
            chart = charts[turn % len(charts)]
            turn += 1
            try:
                [answer, *_] = port.call("GET", f"chart/{chart}/data/", params={"force": "true"})["result"]
            except Exception as error:
                lost.append(f"{chart}: {error}")
                continue
            if answer["error"]:
                lost.append(f"{chart}: {answer['error']}")
            answered.append(answer["rowcount"])

    clients = [threading.Thread(target=read, args=(n,)) for n in range(CLIENTS)]
    for client in clients:
        client.start()
    seen = []
    try:
        for _ in range(SWAPS):
            copy_for_bi(sample_warehouse)
            seen.append(refresh(sample_warehouse, server).version)
    finally:
        stop.set()
        for client in clients:
            client.join()
    with capsys.disabled():
        print(f"\nswaps {SWAPS}, requests answered {len(answered)}, lost {len(lost)}")
    assert lost == []
    assert len(answered) >= SWAPS
    assert len(set(seen)) == SWAPS, "every swap must bring a copy of its own"
    assert newest_version(sample_warehouse) == seen[-1]
    assert len(versions(sample_warehouse)) <= 2, "copies nobody reads any more stay on the disk"
