"""FIS OKO reports with scores, tasks or groups as columns become rows; of reports with one header the title decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from dagster_project.generator.fisoko import REQUIREMENT_HEADER
from tests.ingest.conftest import Lake
from tests.ingest.files import title_block

ABOUT = "ВПР 2026 Русский язык 4 класс"
GROUPS = ["Группы участников", "Кол-во участников"]


def put(lake: Lake, report: str, rows: Sequence[Sequence[Any]], maximum: int = 5) -> None:
    table = [*title_block(report, ABOUT, maximum), [], *rows]
    width = max(map(len, table))
    lake.put([[*row, *[""] * (width - len(row))] for row in table], f"{report}.xlsx", f"РУ 4 {report}"[:31])


@pytest.mark.parametrize("scores", [[0, 1, 2, 3, 4, 5], [0.0, 1.0, 2.0, 3.0, 4.0, 5.0], ["0", "1", "2", "3", "4", "5"]])
def test_scores_are_not_taken_for_marks(lake: Lake, scores: list[object]) -> None:
    """The header holds 2, 3, 4, 5 as «Статистика по отметкам» does; the title decides."""
    row = ["Район(reg99_m001)", "1 250", 0, "2,5", 10, 20, 30, "37.5%"]
    put(lake, "Распределение первичных баллов", [[*GROUPS, *scores], ["Вся выборка", 9, *[0] * 6], row])
    (outcome,) = lake.ingest().outcomes
    assert (outcome.layout, outcome.rows_read, outcome.rows_accepted) == ("fisoko_score_distribution", 2, 2)
    found = [r for r in lake.rows("fisoko_score_distribution") if r["group_code"]]
    assert [(r["score_raw"], r["share_raw"]) for r in found] == [
        ("0", "0"), ("1", "2.5"), ("2", "10"), ("3", "20"), ("4", "30"), ("5", "37.5"),
    ]  # fmt: skip
    assert {(r["group_kind"], r["group_code"], r["group_name"], r["participant_count_raw"]) for r in found} == {
        ("municipality", "reg99_m001", "Район", "1250")
    }
    assert {(r["year"], r["subject_code"], r["grade"], r["max_score_raw"]) for r in found} == {(2026, "ru", 4, "5")}


def test_more_scores_than_tasks_fit(lake: Lake) -> None:
    """A work of 51 points has 52 columns, more than the forty tasks a work may have."""
    put(lake, "Распределение первичных баллов", [[*GROUPS, *range(52)], ["Район(reg99_m001)", 9, *[1] * 52]], 51)
    lake.ingest()
    assert [int(score) for score in lake.column("fisoko_score_distribution", "score_raw")] == list(range(52))


def test_tasks_are_labels_in_one_spelling_and_maximums_are_no_group(lake: Lake) -> None:
    header = [*GROUPS, "1К1 (4б)", "1K2", "5(1)", "5.2 (1 б.)", "12"]
    rows = [header, ["Макс. балл", "", 4, 3, 1, 1, 2], ["Школа(edu990001)", 12, 50, 40, 30, 20, "-"]]
    put(lake, "Выполнение заданий", rows)
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_read, outcome.rows_accepted, outcome.rows_excluded) == (2, 1, 1)
    assert lake.column("fisoko_task_completion", "task_label") == ["1К1", "1К2", "5.1", "5.2", "12"]
    assert lake.column("fisoko_task_completion", "share_raw") == ["50", "40", "30", "20", "-"]
    (finding,) = lake.findings("share_not_a_number")
    assert finding["value"] == "-"


def test_groups_of_requirements_stand_in_the_header(lake: Lake) -> None:
    header = [REQUIREMENT_HEADER, "Макс балл", "Область", "Район(reg99_m001)", "Школа(edu990001)"]
    rows = [header, ["1.1. Читать таблицу", 2, 71.5, 70, 65], ["Решать задачи", 3, 41, 40, ""]]
    put(lake, "Достижение планируемых результатов", rows)
    lake.ingest()
    found = lake.rows("fisoko_requirement")
    assert [(r["requirement"], r["max_points_raw"], r["group_kind"], r["share_raw"]) for r in found] == [
        ("1.1. Читать таблицу", "2", "region", "71.5"),
        ("1.1. Читать таблицу", "2", "municipality", "70"),
        ("1.1. Читать таблицу", "2", "school", "65"),
        ("Решать задачи", "3", "region", "41"),
        ("Решать задачи", "3", "municipality", "40"),
        ("Решать задачи", "3", "school", None),
    ]
    assert [r["group_code"] for r in found[:3]] == [None, "reg99_m001", "edu990001"]


def test_a_group_given_twice_is_held_back(lake: Lake) -> None:
    row = ["Район(reg99_m001)", 9, 50, 50]
    put(lake, "Распределение первичных баллов", [[*GROUPS, 0, 1], row, row])
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_accepted, outcome.rows_quarantined) == (1, 1)
    assert {r["rule"] for r in lake.quarantine()} == {"duplicate_score"}


def test_a_report_without_a_single_value_column_is_refused(lake: Lake) -> None:
    put(lake, "Выполнение заданий", [GROUPS, ["Район(reg99_m001)", 9]])
    (outcome,) = lake.ingest().outcomes
    assert outcome.status == "refused"
    assert "столбцы значений" in str(outcome.message)
