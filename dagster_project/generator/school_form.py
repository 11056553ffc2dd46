"""The collection form a school uploads: formulas down to row 1499, helper columns on the right (FORMATS A)."""

from __future__ import annotations

from collections.abc import Sequence

from dagster_project.generator.pupil import Pupil
from dagster_project.generator.region_exports import JOURNAL_2022
from dagster_project.generator.work import Work
from dagster_project.generator.writers import Formula, Value

LAST_ROW = 1499
_HELPER_COLUMNS = (2, 3, 4, 2, 1, 5)  # highest value listed in each of the columns right of the table


def form_sheets(work: Work, pupils: Sequence[Pupil]) -> dict[str, list[list[Value]]]:
    """Sheets «Протокол», «Служебный», «Порядковый номер класса»."""
    labels = [f"{label} ({points}б)" for label, points in work.tasks]
    head: list[Value] = ["Код участника", "Вариант", *labels, "Порядковый номер класса", "Пол", JOURNAL_2022]
    total_column = len(head)
    protocol: list[list[Value]] = [[*head, "Итого баллов"]]
    helpers = [[*range(top, -1, -1), "X"] for top in _HELPER_COLUMNS]
    for number in range(2, LAST_ROW + 1):
        row = _filled(work, pupils[number - 2]) if number - 2 < len(pupils) else [None] * total_column
        row.append(_total(work, number) if number - 2 >= len(pupils) else _printed_total(pupils[number - 2]))
        row += [None, None, None]
        row += [_item(helper, number - 2) for helper in helpers]
        protocol.append(row)
    lists: list[list[object]] = [[1, 2, "отсутствовал"]]
    lists += [[*range(top, -1, -1), "X"] for _, top in work.tasks]
    lists.append([5, 4, 3, 2, "нет отметки"])
    service = [[_item(column, n) for column in lists] for n in range(max(len(c) for c in lists))]
    return {
        "Протокол": protocol,
        "Служебный": service,
        "Порядковый номер класса": [[n] for n in range(1, 51)],
    }


def _filled(work: Work, pupil: Pupil) -> list[Value]:
    if not pupil.is_present:
        return [pupil.code, pupil.variant, *[None] * (len(work.tasks) + 3)]
    journal: Value = int(pupil.journal) if pupil.journal.isdigit() else pupil.journal
    class_number = int(pupil.class_label) if pupil.class_label.isdigit() else 1
    return [pupil.code, int(pupil.variant), *pupil.cells, class_number, pupil.sex.lower(), journal]


def _printed_total(pupil: Pupil) -> Value:
    return pupil.score if pupil.is_present else 0


def _total(work: Work, row: int) -> Formula:
    last = chr(ord("C") + len(work.tasks) - 1)
    return Formula(f"=SUM(C{row}:{last}{row})")


def _item(values: Sequence[object], index: int) -> Value:
    value = values[index] if index < len(values) else None
    return value if isinstance(value, int | str) else None
