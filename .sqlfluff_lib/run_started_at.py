"""What sqlfluff sees of dbt's `run_started_at`."""

from __future__ import annotations


def strftime(pattern: str) -> str:
    return pattern
