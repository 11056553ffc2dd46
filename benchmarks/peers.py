"""What the marts aggregate from works, by DuckDB, polars (streaming) and pandas: equal checksums, then time and memory.

The tables are those of the project: cells (`agg_vpr_cell`) with three rollups, scores of a school (`agg_vpr_score`),
points of every task in a region (`agg_vpr_task_points`).

    python benchmarks/peers.py [works]          all three, interleaved, medians and ratios
    python benchmarks/peers.py one NAME FILE    one of them over a typed file; prints its checksums

Each is written as one who knows the tool would: polars lazily over the file, pandas by row groups with categorical keys
and partial sums. polars is no dependency of the project: `make bench-scale` installs it beside.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from common import ROUNDS, Measured, generated_lake, measure, ratio, report, work_folder
from typed import KEY, TASKS, write_typed

NAMES = ("duckdb", "polars", "pandas")
OFFSETS = {"m2": -2, "m1": -1, "at": 0, "p1": 1}
BOUNDS = tuple(f"bound_{mark}_{name}" for mark in (3, 4, 5) for name in OFFSETS)
MEASURES = (
    *("listed", "participants", "mark_2", "mark_3", "mark_4", "mark_5"),
    *("lowered", "confirmed", "raised", "score_sum", "score_sq_sum", *BOUNDS),
    *(f"{task}_sum" for task in TASKS),
    *(f"{task}_count" for task in TASKS),
)
ROLLUPS = {
    "municipality": ("year", "region_code", "municipality", "subject_code", "grade"),
    "region": ("year", "region_code", "subject_code", "grade"),
    "school": ("year", "region_code", "school_id"),
}
POINTS_KEY = ("year", "region_code", "subject_code", "grade")
Checksums = dict[str, list[int]]


def by_duckdb(file: str) -> Checksums:
    import duckdb

    sums = [
        *("count(*)::int as listed", "count_if(is_participant)::int as participants"),
        *(f"count_if(mark = {mark})::int as mark_{mark}" for mark in (2, 3, 4, 5)),
        "count_if(mark < journal_mark)::int as lowered",
        "count_if(mark = journal_mark)::int as confirmed",
        "count_if(mark > journal_mark)::int as raised",
        "sum(score)::bigint as score_sum",
        "sum(score::int * score)::bigint as score_sq_sum",
        *(
            f"count_if(score - min_{mark} = {offset})::int as bound_{mark}_{name}"
            for mark in (3, 4, 5)
            for name, offset in OFFSETS.items()
        ),
        *(f"coalesce(sum(greatest({task}, 0)::smallint), 0)::int as {task}_sum" for task in TASKS),
        *(f"count({task})::int as {task}_count" for task in TASKS),
    ]
    with duckdb.connect() as connection:
        connection.execute("set threads = 2; set preserve_insertion_order = false; set memory_limit = '1200MB'")
        key = ", ".join(KEY)
        connection.execute(f"create table cells as select {key}, {', '.join(sums)} from '{file}' group by {key}")
        totals = ", ".join(f"sum({name})::bigint as {name}" for name in MEASURES)
        for name, columns in ROLLUPS.items():
            names = ", ".join(columns)
            connection.execute(f"create table {name} as select {names}, {totals} from cells group by {names}")
        connection.execute(
            f"create table scores as select {key}, score as counted, count(*)::int as works from '{file}'"
            f" where is_participant group by {key}, score"
        )
        names = ", ".join(POINTS_KEY)
        connection.execute(
            "create table points as "
            + " union all ".join(
                f"select {names}, {number} as task_no, {task} as counted, count(*)::int as works from '{file}'"
                f" where is_participant and {task} is not null group by {names}, {task}"
                for number, task in enumerate(TASKS)
            )
        )
        checks = dict.fromkeys(("cells", *ROLLUPS), totals) | dict.fromkeys(
            ("scores", "points"), "sum(works), sum(works::bigint * counted), sum(works::bigint * works)"
        )
        return {
            table: [int(v or 0) for v in connection.execute(f"select count(*), {check} from {table}").fetchall()[0]]
            for table, check in checks.items()
        }


def by_polars(file: str) -> Checksums:
    import polars as pl

    mark, journal, score = pl.col("mark"), pl.col("journal_mark"), pl.col("score")
    sums = [
        pl.len().alias("listed"),
        pl.col("is_participant").sum().alias("participants"),
        *((mark == number).sum().alias(f"mark_{number}") for number in (2, 3, 4, 5)),
        (mark < journal).sum().alias("lowered"),
        (mark == journal).sum().alias("confirmed"),
        (mark > journal).sum().alias("raised"),
        score.cast(pl.Int64).sum().alias("score_sum"),
        (score.cast(pl.Int64) * score).sum().alias("score_sq_sum"),
        *(
            (score - pl.col(f"min_{number}") == offset).sum().alias(f"bound_{number}_{name}")
            for number in (3, 4, 5)
            for name, offset in OFFSETS.items()
        ),
        *(pl.col(task).clip(lower_bound=0).cast(pl.Int32).sum().alias(f"{task}_sum") for task in TASKS),
        *(pl.col(task).count().alias(f"{task}_count") for task in TASKS),
    ]
    works = pl.scan_parquet(file)
    present = works.filter(pl.col("is_participant"))
    cells, scores, *tasks = pl.collect_all(
        [
            works.group_by(KEY).agg(sums),
            present.group_by(*KEY, pl.col("score").alias("counted")).agg(pl.len().alias("works")),
            *(
                present.filter(pl.col(task).is_not_null())
                .group_by(*POINTS_KEY, pl.col(task).alias("counted"))
                .agg(pl.len().alias("works"))
                for task in TASKS
            ),
        ],
        engine="streaming",
    )
    tables = {"cells": cells}
    for name, columns in ROLLUPS.items():
        tables[name] = cells.group_by(columns).agg(pl.col(MEASURES).cast(pl.Int64).sum())
    number, counted = pl.col("works").cast(pl.Int64), pl.col("counted").cast(pl.Int64)
    checks = [number.sum(), (number * counted).sum().alias("b"), (number * number).sum().alias("c")]
    return {
        name: [table.height, *(int(table[column].cast(pl.Int64).sum()) for column in MEASURES)]
        for name, table in tables.items()
    } | {
        name: [table.height, *map(int, table.select(checks).row(0))]
        for name, table in (("scores", scores), ("points", pl.concat(tasks)))
    }


def by_pandas(file: str) -> Checksums:
    import pandas as pd
    import pyarrow.parquet as pq

    source = pq.ParquetFile(file, read_dictionary=[name for name in KEY if name not in ("year", "grade")])
    parts, scores = [], []
    points: list[list[Any]] = [[] for _ in TASKS]
    for group in range(source.num_row_groups):
        works = source.read_row_group(group).to_pandas()
        parts.append(_partial(works))
        present = works[works["is_participant"]]
        scores.append(present.groupby([*KEY, "score"], observed=True, sort=False).size())
        for task, found in zip(TASKS, points, strict=True):
            found.append(present.groupby([*POINTS_KEY, task], observed=True, sort=False).size())
    cells = pd.concat(parts).groupby(level=list(KEY), sort=False).sum()
    tables = {"cells": cells}
    for name, columns in ROLLUPS.items():
        tables[name] = cells.groupby(level=list(columns), sort=False).sum()
    return {
        name: [len(table), *(int(table[column].sum()) for column in MEASURES)] for name, table in tables.items()
    } | {"scores": _counted([scores]), "points": _counted(points)}


def _counted(tables: list[list[Any]]) -> list[int]:
    """Checksums of tables of counts, each in parts; the last level of the index is what was counted."""
    import numpy as np
    import pandas as pd

    sums = np.zeros(4, np.int64)
    for parts in tables:
        works = pd.concat(parts)
        works = works.groupby(level=list(works.index.names), sort=False).sum()
        counted = works.index.get_level_values(-1).to_numpy(np.int64)
        number = works.to_numpy(np.int64)
        sums += (len(works), number.sum(), (number * counted).sum(), (number * number).sum())
    return sums.tolist()


def _partial(works: Any) -> Any:
    """Sums of one row group by cell; keys are categories, measures small integers."""
    import numpy as np
    import pandas as pd

    present = works["is_participant"].to_numpy()
    score = works["score"].fillna(-100).to_numpy(np.int16)
    mark = works["mark"].fillna(0).to_numpy(np.int8)
    journal = works["journal_mark"].fillna(0).to_numpy(np.int8)
    both = (mark > 0) & (journal > 0)
    points = np.where(present, score, 0).astype(np.int64)
    measures: dict[str, Any] = {"listed": np.ones(len(works), np.int32), "participants": present.astype(np.int32)}
    for number in (2, 3, 4, 5):
        measures[f"mark_{number}"] = (mark == number).astype(np.int32)
    measures["lowered"] = (both & (mark < journal)).astype(np.int32)
    measures["confirmed"] = (both & (mark == journal)).astype(np.int32)
    measures["raised"] = (both & (mark > journal)).astype(np.int32)
    measures["score_sum"], measures["score_sq_sum"] = points, points * points
    for number in (3, 4, 5):
        above = score - works[f"min_{number}"].to_numpy(np.int16)
        for name, offset in OFFSETS.items():
            measures[f"bound_{number}_{name}"] = (above == offset).astype(np.int32)
    for task in TASKS:
        cells = works[task].to_numpy()
        known = ~pd.isna(cells)
        measures[f"{task}_sum"] = np.where(known & (cells > 0), cells, 0).astype(np.int32)
        measures[f"{task}_count"] = known.astype(np.int32)
    keys = [works[name] for name in KEY]
    return pd.DataFrame(measures).groupby(keys, observed=True, sort=False).sum()


def main(works: int) -> None:
    with work_folder() as folder:
        home = generated_lake(folder, works)
        file = folder / "works.parquet"
        assert write_typed(home, file) == works
        runs: dict[str, list[Measured]] = {name: [] for name in NAMES}
        answers = {}
        for _ in range(ROUNDS):
            for name in NAMES:
                answer = folder / f"{name}.json"
                runs[name].append(measure([__file__, "one", name, str(file), str(answer)]))
                answers[name] = json.loads(answer.read_text())
    for name in NAMES:
        assert answers[name] == answers["duckdb"], f"{name} differs from duckdb"
    print(f"\nequal checksums of {len(answers['duckdb'])} tables, {len(MEASURES)} measures; {works:,} works")
    report("CPU", {name: [run.cpu for run in runs[name]] for name in NAMES}, "c-s")
    report("Wall", {name: [run.seconds for run in runs[name]] for name in NAMES})
    report("Peak memory", {name: [run.peak for run in runs[name]] for name in NAMES}, "MiB")
    for name, goal in (("pandas", ">= 2"), ("polars", ">= 1.2")):
        for what in ("cpu", "seconds"):
            peer, ours = ([getattr(run, what) for run in runs[n]] for n in (name, "duckdb"))
            ratio(f"{name} / duckdb, {what}", peer, ours, goal)


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        _, _, name, file, answer = sys.argv
        Path(answer).write_text(json.dumps(globals()[f"by_{name}"](file)))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000)
