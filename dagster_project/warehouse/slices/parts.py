"""What an increment rebuilds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dagster_project.warehouse.files import quoted


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
        affected: import_ids of the files that came or went; is_new: the warehouse knows none of them.
    """

    regions: frozenset[str]
    imports: dict[str, set[str]]
    batches: frozenset[str]
    is_everything: bool = False
    affected: frozenset[str] = frozenset()
    is_new: bool = False


def codes(regions: Iterable[str]) -> str:
    """What stands in `region_code in (…)`."""
    return ", ".join(f"'{quoted(code)}'" for code in sorted(regions)) or "null"
