"""Figures of a run: the table on the console and the reference page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from dagster_project.settings import REPO_ROOT
from mutation.equivalent import Review
from mutation.judge import Verdict
from mutation.operators import OPERATORS

PAGE = REPO_ROOT / "docs" / "reference" / "mutation.md"
THRESHOLD = 0.95
FIGURES = ("all", "equivalent", "killed", "left", "%")


@dataclass(frozen=True)
class Score:
    """Counts of one group of mutants."""

    mutants: int
    equivalent: int
    killed: int

    @property
    def survived(self) -> int:
        return self.mutants - self.equivalent - self.killed

    @property
    def share(self) -> float:
        """Killed mutants of those that are not equivalent."""
        judged = self.mutants - self.equivalent
        return self.killed / judged if judged else 1.0

    def cells(self) -> list[str]:
        """Figures in the order of FIGURES."""
        return [*map(str, (self.mutants, self.equivalent, self.killed, self.survived)), f"{100 * self.share:.1f}"]


def score(verdicts: Sequence[Verdict], review: Review) -> Score:
    """Count a group of verdicts."""
    return Score(len(verdicts), sum(v in review.reasons for v in verdicts), sum(v.killed for v in verdicts))


def survivors(verdicts: Sequence[Verdict], review: Review) -> list[Verdict]:
    """Mutants neither killed nor excused."""
    return [v for v in verdicts if not v.killed and v not in review.reasons]


def print_report(console: Console, verdicts: Sequence[Verdict], review: Review) -> None:
    """Table per model, survivors with their one-line difference, faults of the list."""
    table = Table(title="Mutants of the compiled SQL", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("model", no_wrap=True, min_width=max(len(v.mutant.model) for v in verdicts))
    for figure in FIGURES:
        table.add_column(figure, justify="right")
    for name, group in _grouped(verdicts, lambda v: v.mutant.model).items():
        table.add_row(name, *score(group, review).cells())
    table.add_section()
    table.add_row("total", *score(verdicts, review).cells())
    console.print(table)
    for verdict in survivors(verdicts, review):
        console.print(f"survived  {verdict.mutant.model}  {verdict.mutant.change}", markup=False, soft_wrap=True)
    for fault in review.faults:
        console.print(f"equivalent.yml  {fault}", markup=False, soft_wrap=True)


def write_page(verdicts: Sequence[Verdict], review: Review) -> None:
    """Write `docs/reference/mutation.md`; the same code and tests give the same text."""
    PAGE.write_text(page(verdicts, review))


def page(verdicts: Sequence[Verdict], review: Review) -> str:
    """Text of the reference page."""
    by_model = _grouped(verdicts, lambda v: v.mutant.model)
    by_operator = _grouped(verdicts, lambda v: v.mutant.operator)
    purpose = {operator.__name__: (operator.__doc__ or "").strip() for operator in OPERATORS}
    reasons = Counter(review.reasons.values())
    total = score(verdicts, review)
    left = [f"- `{v.mutant.model}`: `{v.mutant.change}`" for v in survivors(verdicts, review)]
    return "\n".join(
        [
            "# Mutation testing of the SQL",
            "",
            "Written by `make mutate`; do not edit.",
            "",
            "Every model below is compiled once, broken in one place at a time and run against the fixtures of",
            "its own dbt unit tests, straight in DuckDB. A mutant is killed when at least one unit test of the model",
            f"turns red. The score is killed ÷ (mutants − equivalent); the run fails below {THRESHOLD:.0%}.",
            "",
            "Mutants that do not run and mutants with the text of another are left out. Join keys are mutated like any",
            "other condition. Of the forty task columns written by a loop the first two and the last two are mutated.",
            "",
            f"**{total.killed} of {total.mutants - total.equivalent} killed, {100 * total.share:.1f} %.**",
            "",
            "## By kind of fault",
            "",
            *_rows(["fault", *FIGURES], [[purpose[n], *score(g, review).cells()] for n, g in by_operator.items()]),
            "",
            "## By model",
            "",
            *_rows(["model", *FIGURES], [[f"`{n}`", *score(g, review).cells()] for n, g in by_model.items()]),
            "",
            "## Survivors",
            "",
            *(left or ["None."]),
            "",
            "## Equivalent mutants",
            "",
            "They mean the same as the model, so no test can kill them. The list is `mutation/equivalent.yml`;"
            " a line that matches",
            "nothing or a mutant some test kills fails the run.",
            "",
            *_rows(["reason", "mutants"], [[reason, str(n)] for reason, n in reasons.items()]),
            "",
        ]
    )


def _grouped(verdicts: Sequence[Verdict], key: Callable[[Verdict], str]) -> dict[str, list[Verdict]]:
    groups: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        groups[key(verdict)].append(verdict)
    return dict(sorted(groups.items()))


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    alignment = ["---", *["--:"] * (len(head) - 1)]
    return ["| " + " | ".join(row) + " |" for row in (head, alignment, *rows)]
