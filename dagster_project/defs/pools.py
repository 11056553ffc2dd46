"""Pools: how many runs may do a thing at once. `python -m dagster_project.defs.pools` tells the instance.

An instance that was never told a limit lets the first look at its queue pass without one (Dagster 1.13), so
`default_limit` of `dagster.yaml` is not enough; `make dev` runs this before the daemon starts.
"""

import dagster as dg

# Reads the landing folder and writes the lake: two runs beside each other share the files (ADR 0012).
INGEST_POOL = "ingest"
# Takes the writer lock, to write a DuckDB file or to keep a copy while Superset is moved to it: one run.
WAREHOUSE_POOL = "warehouse"

LIMITS = {INGEST_POOL: 2, WAREHOUSE_POOL: 1}


def set_limits(instance: dg.DagsterInstance) -> None:
    for pool, limit in LIMITS.items():
        instance.event_log_storage.set_concurrency_slots(pool, limit)


if __name__ == "__main__":
    with dg.DagsterInstance.get() as instance:
        set_limits(instance)
