"""Which regions a full build takes together: so many that their works fit in memory (ADR 15)."""

from __future__ import annotations

from dagster_project.settings import Settings
from dagster_project.warehouse.files import quoted


def batches_as_text(settings: Settings) -> str:
    """`region_batches` as the macro `batches_of` reads them: `01,02;03`."""
    return ";".join(",".join(batch) for batch in region_batches(settings))


def region_batches(settings: Settings) -> list[list[str]]:
    """Codes of regions in their order, together as long as they have at most `batch_rows` works; [] where all have.

    A region with more is a batch by itself. Works are counted in the lake, superseded deliveries with them: this is
    about memory, no figure depends on it.
    """
    import duckdb

    works = quoted(settings.raw_dir / "vpr_work" / "*.parquet")
    with duckdb.connect() as connection:
        counted = connection.execute(
            "select regexp_extract(login, '[0-9]{2}') as region, count(*)"
            f" from read_parquet('{works}') where region <> '' group by region order by region"
        ).fetchall()
    if sum(rows for _, rows in counted) <= settings.batch_rows:
        return []
    batches: list[list[str]] = []
    filled = settings.batch_rows
    for region, rows in counted:
        if filled + rows > settings.batch_rows:
            batches.append([])
            filled = 0
        batches[-1].append(region)
        filled += rows
    return batches
