"""Answer times of every chart of a running Superset, by one reader and by eight at once.

`RSOKO_SUPERSET_URL`, `_USER`, `_PASSWORD` say where and as whom; the marts behind it are whatever was published there.
Each client asks for every chart `ROUNDS` times, past the cache, in an order of its own.
"""

from __future__ import annotations

import random
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from rich.console import Console

from dagster_project.bi.flow import Server
from dagster_project.bi.port import SupersetPort

ROUNDS = 3


def one_client(server: Server, charts: list[int], seed: int) -> list[float]:
    """Seconds of every answer; an error of the server ends the benchmark."""
    port = SupersetPort(server.url, server.username, server.password)
    order = charts * ROUNDS
    random.Random(seed).shuffle(order)
    port.call("GET", "me/")
    seconds = []
    for chart in order:
        started = time.perf_counter()
        port.call("GET", f"chart/{chart}/data/", params={"force": "true"})
        seconds.append(time.perf_counter() - started)
    return seconds


def main() -> None:
    server = Server.from_env()
    charts = [row["id"] for row in SupersetPort(server.url, server.username, server.password).rows("chart")]
    console = Console()
    for clients in (1, 8):
        started = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            runs = list(pool.map(lambda seed: one_client(server, charts, seed), range(clients)))
        wall = time.perf_counter() - started
        seconds = [second for run in runs for second in run]
        cuts = statistics.quantiles(seconds, n=20)
        console.print(
            f"{clients} clients, {len(charts)} charts: {len(seconds)} answers, {len(seconds) / wall:.1f} a second,"
            f" p50 {statistics.median(seconds):.2f} s, p95 {cuts[18]:.2f} s"
        )


if __name__ == "__main__":
    main()
