"""Partitions of the raw assets: the calendar year of the procedure."""

from __future__ import annotations

import dagster as dg

FIRST_YEAR = 2015
LAST_YEAR = 2040
# Files that speak of several years or of none (specifications, lists of several years).
UNDATED = "undated"

YEARS = dg.StaticPartitionsDefinition([UNDATED, *(str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1))])


def partition_of(year: int | None) -> str:
    """Partition key of a file about `year`; years nobody planned for go to the undated partition, not to nowhere."""
    return str(year) if year is not None and FIRST_YEAR <= year <= LAST_YEAR else UNDATED
