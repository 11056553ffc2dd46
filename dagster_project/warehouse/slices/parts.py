"""What an increment rebuilds."""

from __future__ import annotations

from dataclasses import dataclass


class EveryRegionConcerned(Exception):
    """A table about all regions at once came out different."""


@dataclass(frozen=True)
class Slice:
    """What is rebuilt.

    Args:
        regions: codes whose rows are replaced.
        imports: import_id → source_files of the files that are read.
        batches: batches those files lie in.
        is_everything: these are all regions there are.
    """

    regions: frozenset[str]
    imports: dict[str, set[str]]
    batches: frozenset[str]
    is_everything: bool = False


def quoted(text: object) -> str:
    """Inside single quotes of SQL."""
    return str(text).replace("'", "''")
