"""The reviewed list of mutants that mean the same as the model, and whether it still tells the truth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from mutation.judge import Verdict

UNMATCHED = "matches nothing: "
LIST_PATH = Path(__file__).with_name("equivalent.yml")


@dataclass(frozen=True)
class Entry:
    """One reason with the models and changes it speaks of; `*` stands for anything."""

    reason: str
    models: tuple[str, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """What the list says about the survivors.

    Args:
        reasons: reason of each survivor taken for equivalent.
        faults: lines of the list that match nothing, or a mutant that a test kills.
    """

    reasons: dict[Verdict, str]
    faults: tuple[str, ...]


def read_entries(path: Path = LIST_PATH) -> list[Entry]:
    """The list, in its order.

    Raises:
        ValueError: an entry without a reason.
    """
    entries = [
        Entry(str(item.get("reason") or ""), tuple(item["models"]), tuple(item["changes"]))
        for item in yaml.safe_load(path.read_text())
    ]
    if not all(entry.reason for entry in entries):
        raise ValueError(f"{path.name}: an entry without a reason")
    return entries


def review(verdicts: Sequence[Verdict], entries: Sequence[Entry]) -> Review:
    """Match the survivors with the list and the list with the mutants."""
    reasons: dict[Verdict, str] = {}
    faults = []
    for entry in entries:
        models = [_pattern(text) for text in entry.models]
        of_models = [v for v in verdicts if any(p.fullmatch(v.mutant.model) for p in models)]
        for change in entry.changes:
            pattern = _pattern(change)
            matched = [v for v in of_models if pattern.fullmatch(v.mutant.change)]
            reasons.update({v: entry.reason for v in matched if not v.killed and v not in reasons})
            if not matched:
                faults.append(f"{UNMATCHED}{change} ({entry.reason})")
            faults += [f"killed in {v.mutant.model}, so not equivalent: {v.mutant.change}" for v in matched if v.killed]
    return Review(reasons, tuple(faults))


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text).replace(r"\*", ".*"))
