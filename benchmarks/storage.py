"""The shape of task scores: wide columns, a list, or long rows. Bytes a work, load, three queries; equal answers.

python benchmarks/storage.py [works]
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

import duckdb
from common import ROUNDS, generated_lake, work_folder
from typed import TASKS, write_typed

KEYS = "region_code, school_id, subject_code, grade"
# Tasks a work does not have are NULL: works of one kind together keep them out of the way of the others.
ORDER = "region_code, grade, subject_code, school_id"
SHAPES = {
    "wide": f"select {KEYS}, {', '.join(TASKS)} from '{{file}}' order by {ORDER}",
    "list": f"select {KEYS}, list_filter([{', '.join(TASKS)}], lambda x: x is not null) as t from '{{file}}' "
    f"order by {ORDER}",
    "long": f"select {KEYS}, work_no, right(task, 2)::tinyint as task_no, points from ("
    f"select {KEYS}, file_row_number::int as work_no, {', '.join(TASKS)} "
    "from read_parquet('{file}', file_row_number = true)) "
    f"unpivot (points for task in ({', '.join(TASKS)})) order by {ORDER}",
}


def wide_sums(by: str) -> str:
    sums = ", ".join(f"coalesce(sum(greatest({task}, 0)), 0) as {task}" for task in TASKS)
    return f"select {by}, subject_code, grade, {sums} from wide group by all"


def list_sums(by: str) -> str:
    sums = ", ".join(f"coalesce(sum(greatest(t[{n}], 0)), 0) as t{n:02d}" for n in range(1, len(TASKS) + 1))
    return f"select {by}, subject_code, grade, {sums} from list group by all"


def long_sums(by: str) -> str:
    return f"select {by}, subject_code, grade, task_no, sum(greatest(points, 0)) as points from long group by all"


# per shape: a query of figures by task, and how its rows are summed to one number
QUERIES = {"wide": wide_sums, "list": list_sums, "long": long_sums}


def checksum(shape: str, by: str) -> str:
    points = "points" if shape == "long" else " + ".join(TASKS)
    return f"select sum({points}) from ({QUERIES[shape](by)})"


def seconds(connection: duckdb.DuckDBPyConnection, statement: str) -> tuple[float, object]:
    spent, answer = [], None
    for _ in range(ROUNDS):
        start = time.process_time()  # all threads of this process
        answer = connection.execute(statement).fetchall()
        spent.append(time.process_time() - start)
    return statistics.median(spent), answer


def measure_shape(file: Path, folder: Path, shape: str, works: int) -> dict[str, object]:
    database = folder / f"{shape}.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute("set threads = 2; set preserve_insertion_order = false; set memory_limit = '1200MB'")
        start = time.process_time()
        connection.execute(f"create table {shape} as {SHAPES[shape].format(file=file)}")
        connection.execute("checkpoint")
        figures: dict[str, object] = {"load": time.process_time() - start}
        for by in ("school_id", "region_code"):
            figures[f"tasks x {by}"], figures[f"answer {by}"] = seconds(connection, checksum(shape, by))
    figures["bytes"] = database.stat().st_size / works
    database.unlink()
    return figures


def main(works: int) -> None:
    with work_folder() as folder:
        file = folder / "works.parquet"
        write_typed(generated_lake(folder, works), file)
        figures = {shape: measure_shape(file, folder, shape, works) for shape in SHAPES}
        for by in ("school_id", "region_code"):
            assert len({str(figures[shape][f"answer {by}"]) for shape in SHAPES}) == 1, f"answers by {by} differ"
    print(f"\n{works:,} works, keys included; CPU seconds, equal answers")
    for shape, row in figures.items():
        told = "  ".join(f"{name} {value:8.2f}" for name, value in row.items() if isinstance(value, float))
        print(f"  {shape:<5} {told}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3_000_000)
