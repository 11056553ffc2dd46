"""Rows of quarantine and findings: what is wrong, where, and why, in words for people."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np

from dagster_project.lib.columns import Mask
from dagster_project.lib.contract import Exclusion
from dagster_project.lib.frame import Frame, Part, Source
from dagster_project.lib.gate import CRITICAL, Outcome
from dagster_project.lib.names import hide_full_name, looks_like_a_name
from dagster_project.lib.personal import hide_words

MAX_FINDINGS_PER_RULE = 1000

Remark = tuple[str, str, str, str | None, int | None, str, str | None, str, str | None, str, str | None]


class Remarks:
    """Collects remarks of one batch; columns follow ROW_REMARK."""

    def __init__(self, batch_id: str, files: Sequence[str], import_ids: Sequence[str]) -> None:
        self.batch_id, self.files, self.import_ids = batch_id, files, import_ids
        self.quarantine: list[Remark] = []
        self.findings: list[Remark] = []

    def about_sheet(
        self, part: Part, rule: str, message: str, column: str | None = None, value: str | None = None
    ) -> None:
        recognised = part.read.recognised
        self.findings.append(
            self._row(
                part.file, recognised.sheet.name, None, recognised.spec.dataset, column, rule, value, message, None
            )
        )

    def about_file(self, file: int, dataset: str, rule: str, message: str, value: str | None = None) -> None:
        self.findings.append(self._row(file, None, None, dataset, None, rule, value, message, None))

    def add_gate(self, source: Source, frame: Frame, outcomes: list[Outcome], held_back: Mask) -> None:
        """Failing rows of the gate: held-back rows once, by the first rule broken; warnings on rows that went on."""
        quarantined: set[int] = set()
        for outcome in outcomes:
            rule = outcome.expectation
            critical = rule.severity == CRITICAL
            written: dict[int, int] = {}
            for row, value in zip(outcome.rows.tolist(), outcome.values, strict=True):
                part, origin = source.parts[int(frame.part_of_row[row])], int(frame.origin[row])
                if critical:
                    if origin in quarantined:
                        continue
                    quarantined.add(origin)
                else:
                    if held_back[origin]:
                        continue
                    written[part.file] = written.get(part.file, 0) + 1
                    if written[part.file] > MAX_FINDINGS_PER_RULE:
                        continue
                place = (part.file, part.read.recognised.sheet.name, int(frame.source_row[row]))
                text = row_json(source, part, int(frame.source_row[row])) if critical else None
                label = _label(part, rule.shown)
                if source.spec.shape == "grid" and label == "value_raw":
                    label = f"графа {frame.columns['column_no'].at(row)}"
                remark = self._row(*place, source.spec.dataset, label, rule.rule, value, rule.message_ru, text)
                (self.quarantine if critical else self.findings).append(remark)
            for file, total in written.items():
                if total > MAX_FINDINGS_PER_RULE:
                    message = f"{rule.message_ru}. Замечаний {total}, показаны первые {MAX_FINDINGS_PER_RULE}"
                    self.about_file(file, source.spec.dataset, rule.rule, message, str(total))

    def add_exclusions(self, source: Source, exclusions: list[tuple[Exclusion, Mask]]) -> None:
        """How many rows of each sheet are no data, and why."""
        for rule, mask in exclusions:
            counts = np.bincount(source.part_of_row[mask], minlength=len(source.parts))
            for part, count in zip(source.parts, counts.tolist(), strict=True):
                if count:
                    self.about_sheet(
                        part, f"excluded_{rule.rule}", f"{rule.reason_ru}: исключено строк {count}", value=str(count)
                    )

    def add_header(self, source: Source) -> None:
        """Columns outside the contract, columns cut off, and names that contradict the content."""
        for part in source.parts:
            recognised = part.read.recognised
            plan = recognised.plan
            questions = recognised.spec.shape == "questions"
            for name in sorted(plan.unknown) if not questions else ():
                filled = int((~source.is_blank(part.codes[:, plan.extra[name]])).sum())
                if filled:
                    message = f"Столбца «{name}» нет в контракте; значений {filled}, они сохранены в extra"
                    self.about_sheet(part, "unknown_column", message, name, str(filled))
            for name in sorted(plan.dropped):
                message = f"Столбца «{name}» нет в контракте; в файле сведения о людях, поэтому он не сохранён"
                self.about_sheet(part, "unknown_column", message, name)
            filled = int((~source.is_blank(part.codes[:, list(plan.cut_off)])).sum()) if plan.cut_off else 0
            if filled and not recognised.spec.helper_columns:
                message = f"Справа от таблицы есть столбцы без заголовка или копия таблицы: отрезано значений {filled}"
                self.about_sheet(part, "cut_off_columns", message, value=str(filled))
            if plan.too_many_tasks:
                message = f"Заданий больше, чем помещается в хранилище: отрезано столбцов {plan.too_many_tasks}"
                self.about_sheet(part, "too_many_tasks", message, value=str(plan.too_many_tasks))
            for conflict in part.read.place.conflicts:
                self.about_sheet(part, "place_conflict", f"Содержимое, имя файла и папки расходятся: {conflict}")

    def _row(
        self,
        file: int,
        sheet: str | None,
        row: int | None,
        dataset: str,
        column: str | None,
        rule: str,
        value: str | None,
        message: str,
        text: str | None,
    ) -> Remark:
        ids = (self.import_ids[file], self.batch_id, self.files[file])
        return (*ids, sheet, row, dataset, column, rule, value, message, text)


def _label(part: Part, column: str) -> str:
    return part.read.recognised.plan.labels.get(column, column)


def row_json(source: Source, part: Part, source_row: int) -> str:
    """The whole row as read: header → text of the cell; columns without a header by their number.

    Of a layout about people only the columns of the contract; with a name in the row, or a layout with names, no words.
    """
    if source.spec.is_about_people:
        return _row_json_about_people(source, part, source_row)
    texts = source.encoder.texts()
    cells = part.codes[source_row - part.first_row].tolist()
    named: dict[str, str] = {}
    for number, (label, code) in enumerate(zip(part.read.recognised.header, cells, strict=True), start=1):
        text = texts[code]
        if text is not None:
            name = label or f"столбец {number}"
            named[name if name not in named else f"{name} ({number})"] = text
    return json.dumps(named, ensure_ascii=False)


def _row_json_about_people(source: Source, part: Part, source_row: int) -> str:
    texts, plan = source.encoder.texts(), part.read.recognised.plan
    cells = part.codes[source_row - part.first_row]
    named = {name: text for name, place in plan.columns.items() if (text := texts[cells[place]]) is not None}
    codes = {column.name for column in source.spec.columns if column.read == "code"} & named.keys()
    if source.spec.personal or any(looks_like_a_name(named[name]) for name in codes):
        hidden = {name: hide_words(text) for name, text in named.items()}
    else:
        hidden = {name: hide_full_name(text) for name, text in named.items()}
    return json.dumps({_label(part, name): text for name, text in hidden.items()}, ensure_ascii=False)
