"""Names of everything the code location defines, one a line. `python tests/dagster/keys.py` renews the snapshot.

Indicators are left out: adding one must touch its own two files and no snapshot.
"""

from __future__ import annotations

from pathlib import Path

from dagster import AssetKey, Definitions

SNAPSHOT = Path(__file__).with_name("keys.txt")


def definition_keys(defs: Definitions) -> list[str]:
    """Sorted `kind name` lines."""
    graph = defs.resolve_asset_graph()
    keys = [f"asset {key.to_user_string()}" for key in graph.get_all_asset_keys() if not _is_indicator(key)]
    keys += [
        f"check {key.asset_key.to_user_string()} {key.name}"
        for key in graph.asset_check_keys
        if not _is_indicator(key.asset_key)
    ]
    keys += [f"job {job.name}" for job in defs.resolve_all_job_defs() if not job.name.startswith("__")]
    keys += [f"schedule {schedule.name}" for schedule in defs.schedules or []]
    keys += [f"sensor {sensor.name}" for sensor in defs.sensors or []]
    return sorted(keys)


def _is_indicator(key: AssetKey) -> bool:
    return key.path[0] == "indicators" and key.path[-1].startswith("ind_")


if __name__ == "__main__":
    from dagster_project.definitions import defs

    SNAPSHOT.write_text("\n".join(definition_keys(defs)) + "\n", encoding="utf-8")
