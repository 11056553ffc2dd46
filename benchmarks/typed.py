"""Typed works as one Parquet file: what DuckDB, polars and pandas are all given."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dagster_project.settings import SEEDS_DIR

TASKS = tuple(f"t{number:02d}" for number in range(1, 31))  # no work of the generator has more
KEY = ("year", "region_code", "municipality", "school_id", "subject_code", "grade")


def write_typed(home: Path, target: Path) -> int:
    """Read the raw lake of `rsoko generate` below `home`; return the number of works."""
    cells = ", ".join(
        f"""case when variant_raw not in ('1', '2') then null
            when {task} in ('X', 'x', 'Х') then -1 when {task} = 'не пройд.' then -2
            when {task} is not null then coalesce(try_cast({task} as tinyint), -3)
            end::tinyint as {task}"""
        for task in TASKS
    )
    score = " + ".join(f"greatest(coalesce({task}, 0), 0)::smallint" for task in TASKS)
    with duckdb.connect() as connection:
        connection.execute("set threads = 2; set preserve_insertion_order = true; set memory_limit = '1200MB'")
        connection.execute(f"set temp_directory = '{target.parent}/spill'")
        connection.execute(
            f"""copy (
                with works as (
                    select year, right(login, 6)[1:2] as region_code, municipality_raw as municipality,
                        right(login, 6) as school_id, subject_code, grade, variant_raw in ('1', '2') as is_participant,
                        try_cast(journal_mark_raw as tinyint) as journal_mark, {cells}
                    from read_parquet('{home}/raw/vpr_work/*.parquet')
                ), scored as (
                    select works.*, case when is_participant then {score} end::smallint as score,
                        scale.min_3::smallint as min_3, scale.min_4::smallint as min_4, scale.min_5::smallint as min_5
                    from works join read_csv('{SEEDS_DIR}/thresholds/vpr_mark_scale.csv') as scale
                        using (subject_code, grade)
                    where scale.year = 2021
                )
                select * exclude ({", ".join(TASKS)}),
                    (2 + (score >= min_3)::int + (score >= min_4)::int + (score >= min_5)::int)::tinyint as mark,
                    {", ".join(TASKS)}
                from scored
            ) to '{target}' (format parquet, row_group_size 250000)"""
        )
        return int(connection.execute(f"select count(*) from '{target}'").fetchall()[0][0])
