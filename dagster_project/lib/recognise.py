"""Which layout a sheet has: the header row is found by its words within the first rows, never by its number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from dagster_project.lib.contract import Catalogue, Contract, SheetContract
from dagster_project.lib.lake_schema import MAX_TASKS, TASK_COLUMNS
from dagster_project.lib.personal import Role
from dagster_project.lib.reader import RawSheet, Rows
from dagster_project.lib.text import cell_text, header_key, header_label

SEARCH_ROWS = 60


@dataclass(frozen=True)
class Task:
    column: int
    label: str
    max_points: str | None


@dataclass(frozen=True)
class Plan:
    """What each column of a header is. Column numbers count from 0."""

    columns: dict[str, int]
    labels: dict[str, str]
    tasks: tuple[Task, ...]
    extra: dict[str, int]
    unknown: frozenset[str]
    cut_off: tuple[int, ...]
    missing: tuple[str, ...]
    too_many_tasks: int = 0
    pivot: dict[str, int] = field(default_factory=dict)
    personal: dict[Role, int] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)  # unknown columns of a layout about people: not kept

    @cached_property
    def places(self) -> dict[tuple[str, str | int], int]:
        """Every column whose cells are kept: its kind and name (a task's number from 0) → its place in the header."""
        kinds: dict[str, dict[Any, int]] = {
            "column": self.columns,
            "task": {number: task.column for number, task in enumerate(self.tasks)},
            "pivot": self.pivot,
            "extra": self.extra,
        }
        return {(kind, name): place for kind, named in kinds.items() for name, place in named.items()}


@dataclass(frozen=True)
class Recognised:
    sheet: RawSheet
    contract: Contract
    spec: SheetContract
    header_row: int
    data_row: int
    header: tuple[str, ...]
    plan: Plan


@dataclass(frozen=True)
class Nearest:
    """The layout whose header looks most like the file, for the text of a refusal."""

    contract: Contract
    found: int
    wanted: int
    missing: tuple[str, ...]


def recognise(sheet: RawSheet, catalogue: Catalogue) -> Recognised | None:
    """The most specific contract whose tokens stand in one row (or in two rows of a split header).

    A contract that names its title is more specific than any that does not.
    """
    name = header_key(sheet.name)
    best: tuple[tuple[bool, int], int, Contract, SheetContract, int, tuple[str, ...]] | None = None
    for row_number in _filled_rows(sheet.rows):
        for height, header in _headers(sheet.rows, row_number):
            for contract, spec in _named_by(header, catalogue):
                weight = (spec.title is not None, len(spec.token_keys))
                found = _is_titled(spec, sheet.rows[:row_number]) and spec.sheet_pattern.search(name)
                if found and (best is None or weight > best[0]):
                    best = (weight, row_number, contract, spec, height, header)
        if best:
            break
    if best is None:
        return None
    _, row_number, contract, spec, height, header = best
    plan = plan_header(header, contract.layout, contract.sheets.index(spec), catalogue)
    return Recognised(sheet, contract, spec, row_number, row_number + height, header, plan)


def _is_titled(spec: SheetContract, above: Rows) -> bool:
    return spec.title is None or any(header_key(cell) == header_key(spec.title) for row in above for cell in row)


def _filled_rows(rows: Rows) -> Iterator[int]:
    return (number for number, row in enumerate(rows[:SEARCH_ROWS]) if any(row))


def _headers(rows: Rows, number: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Candidate headers of a row: as it is, then joined with the row below when its own words are not enough."""
    single = tuple(map(header_label, rows[number]))
    yield 1, single
    if number + 1 < len(rows) and "" in single and sum(map(bool, single)) > 1:
        yield 2, _join_two_rows(single, tuple(map(header_label, rows[number + 1])))


@lru_cache(maxsize=1024)
def _named_by(header: tuple[str, ...], catalogue: Catalogue) -> tuple[tuple[Contract, SheetContract], ...]:
    """Sheets whose words this header has; files of one procedure share it."""
    return tuple(catalogue.named_by(frozenset(map(header_key, header))))


def _join_two_rows(top: tuple[str, ...], bottom: tuple[str, ...]) -> tuple[str, ...]:
    joined, above = [], ""
    for upper, lower in zip(top, bottom, strict=True):
        above = upper or (above if lower else "")
        joined.append(f"{above} {lower}".strip() if lower else upper)
    return tuple(joined)


@lru_cache(maxsize=1024)
def plan_header(header: tuple[str, ...], layout: str, spec_number: int, catalogue: Catalogue) -> Plan:
    """Map a header once; files of one procedure share it."""
    spec = catalogue.by_layout(layout).sheets[spec_number]
    by_key: dict[str, list[str]] = {}
    for column in spec.columns:
        for key in column.keys:
            by_key.setdefault(key, []).append(column.name)
    columns: dict[str, int] = {}
    labels: dict[str, str] = {}
    tasks: list[Task] = []
    pivot: dict[str, int] = {}
    extra: dict[str, int] = {}
    unknown: set[str] = set()
    personal: dict[Role, int] = {}
    dropped: dict[str, int] = {}
    cut_off: list[int] = []
    tasks_open = spec.tasks is not None
    ends = set(map(header_key, spec.tasks.end_headers)) if spec.tasks else set()
    seen: set[str] = set()
    gap = False
    for number, label in enumerate(header):
        key = header_key(label)
        if not key:
            cut_off.append(number)
            gap = True
            continue
        if gap and key in seen:  # a second copy of the table stands right of it
            cut_off.extend(range(number, len(header)))
            break
        seen.add(key)
        if key in ends:
            tasks_open = False
        match = spec.tasks.pattern.match(label) if spec.tasks and tasks_open else None
        names = [name for name in by_key.get(key, []) if name not in columns]
        if names:
            for name in names:
                columns[name], labels[name] = number, label
        elif match:
            points = match.groupdict().get("points")
            tasks.append(Task(number, match["label"].upper().replace("K", "К"), points))
        elif spec.pivot and spec.pivot.pattern.search(label):
            pivot[_unique(label, pivot)] = number
        elif key in spec.personal_keys:
            personal.setdefault(spec.personal_keys[key], number)
        elif spec.is_about_people and key not in spec.ignored_keys | spec.extra_keys | by_key.keys():
            dropped[_unique(label, dropped)] = number
        elif key not in spec.ignored_keys:
            extra[_unique(label, extra)] = number
            if key not in spec.extra_keys and key not in by_key:
                unknown.add(label)
    labels.update({name: header[task.column] for name, task in zip(TASK_COLUMNS, tasks, strict=False)})
    left = {columns[column.name] - 1 for column in spec.columns if column.or_left and column.name in columns}
    missing = tuple(column.title for column in spec.columns if column.required and column.name not in columns)
    if spec.tasks and not tasks:
        missing += ("столбцы заданий",)
    if spec.pivot and not pivot:
        missing += ("столбцы значений",)
    return Plan(
        columns,
        labels,
        tuple(tasks[:MAX_TASKS]),
        extra,
        frozenset(unknown),
        tuple(number for number in cut_off if number not in left),
        missing,
        max(0, len(tasks) - MAX_TASKS),
        pivot,
        personal,
        dropped,
    )


def _unique(label: str, taken: dict[str, int]) -> str:
    name, copy = label, 2
    while name in taken:
        name, copy = f"{label} ({copy})", copy + 1
    return name


def nearest(sheets: list[RawSheet], catalogue: Catalogue) -> Nearest | None:
    """The contract that explains most headers of a row of any sheet; None when no recognising word is there."""
    best: tuple[int, float] = (0, 0.0)
    answer: Nearest | None = None
    for sheet in sheets:
        for header in (found for number in _filled_rows(sheet.rows) for _, found in _headers(sheet.rows, number)):
            keys = frozenset(key for key in map(header_key, header) if any(map(str.isalpha, key)))
            for contract in catalogue.contracts:
                for spec in contract.sheets:
                    found, known = len(spec.token_keys & keys), len(spec.known_keys & keys)
                    score = (known, found / len(spec.token_keys))
                    if found and score > best:
                        missing = tuple(token for token in spec.tokens if header_key(token) not in keys)
                        if spec.sheet_name_ru and not spec.sheet_pattern.search(header_key(sheet.name)):
                            missing += (f"имя листа вида {spec.sheet_name_ru}",)
                        best, answer = score, Nearest(contract, found, len(spec.tokens), missing)
    return answer


def level_row(recognised: Recognised) -> dict[int, str]:
    """Levels of tasks by column from the row «Уровень сложности задания» above the header."""
    tasks = recognised.spec.tasks
    if tasks is None or tasks.level_row is None:
        return {}
    key = header_key(tasks.level_row)
    for row in recognised.sheet.rows[: recognised.header_row]:
        if any(header_key(cell) == key for cell in row):
            return {number: text for number, cell in enumerate(row) if (text := cell_text(cell))}
    return {}


def unused_sheet_names(sheets: list[RawSheet], used: list[Recognised], contract: Contract) -> list[str]:
    """Names of non-empty sheets that no contract of the file describes."""
    known = set(map(header_key, contract.other_sheets)) | {header_key(item.sheet.name) for item in used}
    return [sheet.name for sheet in sheets if header_key(sheet.name) not in known]
