"""What a run found that a person must judge. Each line has a table to look into."""

from __future__ import annotations

from dataclasses import dataclass

from dagster_project.report.store import Store

# ФИС ОКО prints percents with two decimals: half of the last one is rounding (and 1e-9 of arithmetic).
_SAME_PCT = 0.005 + 1e-9

# label, table, what to count, condition
_QUESTIONS = [
    ("Файлы, где прочитано ≠ принято + карантин + исключено", "qc.row_accounting", "count(*)",
     "not (is_read_accounted and is_lake_accounted and is_quarantine_accounted)"),
    ("Нет шкалы перевода: отметки и показатели не посчитаны", "qc.missing_scales", "count(*)", "true"),
    ("Муниципалитеты без кода", "qc.unmatched_municipalities", "count(*)", "true"),
    ("Школы без муниципалитета или без кода", "qc.unmatched_schools", "count(*)", "true"),
    ("Коды ОО в РИС ГИА без школы", "qc.unmatched_gia_schools", "count(*)", "true"),
    ("Предметы ЕГЭ без минимума года", "qc.missing_ege_minima", "count(*)", "true"),
    ("ГИА: не связано или не опознано", "qc.gia_problems", "count(*)", "true"),
    ("Работы, где итог в выгрузке ≠ сумме заданий", "qc.total_mismatch", "count(*)", "true"),
    ("Работы с баллом выше максимума", "qc.score_over_max", "count(*)", "true"),
    ("Отсутствовавшие с баллами", "qc.absent_with_scores", "count(*)", "true"),
    ("Отметка в выгрузке ≠ отметке по шкале, работ", "qc.reconciliation_mark",
     "coalesce(sum(work_count), 0)", "not is_equal"),
    ("Расхождения с опубликованной статистикой отметок", "qc.reconciliation_marks", "count(*)",
     f"abs(difference_pp) > {_SAME_PCT} or participant_difference <> 0"),
    ("Расхождения с опубликованным сравнением с журналом", "qc.reconciliation_journal", "count(*)",
     f"abs(difference_pp) > {_SAME_PCT} or count_difference <> 0"),
    ("Расхождения с опубликованным распределением баллов", "qc.reconciliation_scores", "count(*)",
     f"abs(difference_pp) > {_SAME_PCT} or participant_difference <> 0"),
    ("Расхождения с опубликованным выполнением заданий", "qc.reconciliation_tasks", "count(*)",
     f"abs(difference_pp) > {_SAME_PCT} or participant_difference <> 0"),
    ("Расхождения с опубликованным достижением результатов", "qc.reconciliation_requirements", "count(*)",
     f"abs(difference_pp) > {_SAME_PCT}"),
    ("Школы с основаниями перепроверки (школа × год)", "marts.fct_recheck_ground",
     "count(distinct (year, school_id))", "is_ground"),
    ("Странности в реестре решений", "qc.decision_problems", "count(*)", "true"),
    ("Документы с двумя номерами или датами", "qc.document_conflict", "count(*)", "true"),
    ("Освоение программ: достигли больше, чем осваивают", "qc.programme_progress", "count(*)", "true"),
    ("Функциональная грамотность: не учтено", "qc.functional_literacy", "count(*)", "true"),
    ("Журнал: разные годовые отметки у одного кода", "qc.journal_mark_conflict", "count(*)", "true"),
    ("Журнал: предметы не опознаны", "qc.unmatched_journal_subject", "count(*)", "true"),
    ("Замечания к принятым файлам", "qc.import_findings", "count(*)", "rule not like 'excluded_%'"),
]  # fmt: skip


@dataclass(frozen=True)
class Finding:
    label: str
    table: str
    count: int


def findings(store: Store) -> list[Finding]:
    """All kinds of findings with their counts, zeros included."""
    return [
        Finding(label, table, int(store.value(f"select {what} from {table} where {condition}")))
        for label, table, what, condition in _QUESTIONS
    ]
