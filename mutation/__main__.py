"""`python -m mutation [pattern …]`: compile, mutate, judge, report. Exit 1 below the threshold or with a false line.

With patterns (`ind_vpr_*`) only these models are judged: no page is written, no line of the list is missed.
"""

from __future__ import annotations

import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from dagster_project.settings import Settings
from mutation.cases import compile_models
from mutation.equivalent import UNMATCHED, Review, read_entries, review
from mutation.judge import Verdict, judge
from mutation.report import THRESHOLD, print_report, score, write_page


def main(
    patterns: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATTERN]...", help="Names of models, * stands for anything; none: all of them."),
    ] = None,
) -> None:
    """Break each model in one place at a time and see whether its unit tests notice."""
    console = Console()
    entries = read_entries()
    dbt_runs = console.status("dbt builds an empty warehouse and runs its unit tests")
    with tempfile.TemporaryDirectory() as folder, dbt_runs:
        models = compile_models(Path(folder), patterns or ["*"])
    verdicts: list[Verdict] = []
    with ProcessPoolExecutor(Settings.from_env().workers) as pool:
        judged = pool.map(judge, models)
        for verdicts_of_model in track(judged, "Mutating", total=len(models), console=console):
            verdicts += verdicts_of_model
    answer = review(verdicts, entries)
    if patterns:
        # A part of the models cannot say that a line matches nothing, but it can say that a line is false.
        answer = Review(answer.reasons, tuple(f for f in answer.faults if not f.startswith(UNMATCHED)))
    print_report(console, verdicts, answer)
    if not patterns:
        write_page(verdicts, answer)
    raise typer.Exit(int(bool(answer.faults) or score(verdicts, answer).share < THRESHOLD))


if __name__ == "__main__":
    typer.run(main)
