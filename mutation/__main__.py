"""`python -m mutation`: compile, mutate, judge, report. Exit 1 below the threshold or with a false equivalent."""

from __future__ import annotations

import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from rich.console import Console
from rich.progress import track

from dagster_project.settings import Settings
from mutation.cases import compile_models
from mutation.equivalent import read_entries, review
from mutation.judge import Verdict, judge
from mutation.report import THRESHOLD, print_report, score, write_page


def main() -> int:
    console = Console()
    entries = read_entries()
    dbt_runs = console.status("dbt builds an empty warehouse and runs its unit tests")
    with tempfile.TemporaryDirectory() as folder, dbt_runs:
        models = compile_models(Path(folder))
    verdicts: list[Verdict] = []
    with ProcessPoolExecutor(Settings.from_env().workers) as pool:
        judged = pool.map(judge, models)
        for verdicts_of_model in track(judged, "Mutating", total=len(models), console=console):
            verdicts += verdicts_of_model
    answer = review(verdicts, entries)
    print_report(console, verdicts, answer)
    write_page(verdicts, answer)
    return int(bool(answer.faults) or score(verdicts, answer).share < THRESHOLD)


if __name__ == "__main__":
    sys.exit(main())
