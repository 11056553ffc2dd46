"""Which regions a full build takes together: so many that their works fit in memory (ADR 15)."""

from __future__ import annotations

from dagster_project.settings import Settings
from dagster_project.warehouse.files import quoted


def first_of_batches(settings: Settings) -> list[str]:
    """First region of every batch but the first; [] where all works are one batch.

    Regions go together in the order of their codes as long as they have at most `batch_rows` works; one with more is a
    batch by itself. Works are counted in the lake, superseded deliveries with them: this is about memory, no figure
    depends on it.
    """
    import duckdb

    folder = settings.raw_dir / "vpr_work"
    if not any(folder.glob("*.parquet")):
        return []
    with duckdb.connect() as connection:
        counted = connection.execute(
            "select regexp_extract(login, '[0-9]{2}') as region, count(*)"
            f" from read_parquet('{quoted(folder / '*.parquet')}') where region <> '' group by region order by region"
        ).fetchall()
    starts: list[str] = []
    filled = 0
    for region, rows in counted:
        if filled and filled + rows > settings.batch_rows:
            starts.append(region)
            filled = 0
        filled += rows
    return starts
