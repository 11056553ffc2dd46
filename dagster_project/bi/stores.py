"""Where Superset reads the marts from: the versioned DuckDB copy or PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Connection:
    """How Superset reaches the marts.

    Args:
        uri: SQLAlchemy address.
        engine_params: arguments of the engine, stored in the database's `extra`.
    """

    uri: str
    engine_params: dict[str, Any] = field(default_factory=dict)


def duckdb_connection(copy: Path) -> Connection:
    """Read-only, without files or network: a query of a chart can reach nothing but the copy."""
    config = {"enable_external_access": False, "lock_configuration": True}
    return Connection(f"duckdb:///{copy}", {"connect_args": {"read_only": True, "config": config}})
