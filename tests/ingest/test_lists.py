"""Lists, questionnaires and specifications; Data Docs."""

from __future__ import annotations

import re
from pathlib import Path

from dagster_project.lib.data_docs import build_data_docs
from tests.ingest import files
from tests.ingest.conftest import Lake

PROJECT_HEADER = ["Год", "Логин ОО", "Муниципалитет", "Наименование ОО", "Перечень"]
BIASED_HEADER = ["Год", "Логин", "Муниципалитет", "ОО", "4 РУ", "4 МА", "5 РУ", "5 МА", "Количество маркеров"]


def test_project_list_holds_back_what_it_cannot_place(lake: Lake) -> None:
    rows = [
        PROJECT_HEADER,
        [2025, "edu990001", "Первый район", "Школа", "ШНОР"],
        [2025, "edu990001", "Первый район", "Школа", "«500+»"],
        [2025, "edu990001", "Первый район", "Школа", "шнор"],
        [2025, "edu990002", "Первый район", "Школа", "Точка роста"],
        ["", "edu990003", "Первый район", "Школа", "ШНОР"],
    ]
    lake.put(rows, "list.xlsx")
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_accepted, outcome.rows_quarantined) == (2, 3)
    rules = [row["rule"] for row in lake.quarantine()]
    assert rules == ["duplicate_school", "list_kind_unknown", "year_missing"]


def test_biased_list(lake: Lake) -> None:
    rows = [
        BIASED_HEADER,
        ["2023", "edu990001", "город X", "Школа 1", "", "", 1, "", 1],
        ["2024", "edu990001", "г. X", "Школа 1", 0, 1, 0, 1, 2],
        ["2024", "edu990001", "г. X", "Школа 1", 0, 1, 0, 1, 2],
    ]
    lake.put(rows, "bias.xlsx", "Признаки необъективности папка ")
    (outcome,) = lake.ingest().outcomes
    assert (outcome.layout, outcome.year, outcome.rows_accepted, outcome.rows_quarantined) == (
        "biased_list",
        None,
        2,
        1,
    )
    markers = [
        (row["year"], row["ru_4_raw"], row["ma_4_raw"], row["ru_5_raw"], row["ma_5_raw"], row["marker_count_raw"])
        for row in lake.rows("biased_list")
    ]
    assert markers == [(2023, None, None, "1", None, "1"), (2024, "0", "1", "0", "1", "2")]


def test_context_2021_is_one_row_per_school_and_question(lake: Lake) -> None:
    header = ["логин", "Код региона", "Название ОО", "Организационно-правовая форма ОО", "1 класс Обучающихся"]
    rows = [header, ["sch990001", 99, "Школа 1", "1. Государственная", 12], ["xyz990002", 99, "Колледж", "", 3]]
    lake.put(rows, "Сбор контекстных данных об ОО и участниках ВПР 2021.xlsx")
    (outcome,) = lake.ingest().outcomes
    assert (outcome.layout, outcome.year, outcome.rows_read, outcome.rows_accepted) == (
        "school_context_2021",
        2021,
        2,
        1,
    )
    assert [row["rule"] for row in lake.quarantine()] == ["login_malformed"]
    found = [(row["question_no"], row["question"], row["answer"]) for row in lake.rows("school_context")]
    assert found == [(1, "Организационно-правовая форма ОО", "1. Государственная"), (2, "1 класс Обучающихся", "12")]


def test_context_2022_numbers_questions_through_both_sheets(lake: Lake) -> None:
    ids = [*files.HEADER_IDS_2022, "№"]
    general = [[*ids, "7.\tКод ОГЭ", "8.\tКод ЕГЭ"], [*files.SCHOOL_2022, 1, 5811, 5811]]
    education = [[*ids, "25. Сколько всего в ОО учителей/преподавателей?"], [*files.SCHOOL_2022, 1, 17]]
    path = lake.landing / "Контекст.xlsx"
    files.write_xlsx(path, {"Общая информация об ОО": general, "ОБРАЗОВАТЕЛЬНАЯ ДЕЯТЕЛЬНОСТЬ ОО": education})
    (outcome,) = lake.ingest().outcomes
    assert (outcome.year, outcome.rows_read, outcome.rows_accepted) == (2022, 2, 2)
    numbers = {row["question"]: row["question_no"] for row in lake.rows("school_context")}
    wanted = {"7. Код ОГЭ": 1, "8. Код ЕГЭ": 2, "25. Сколько всего в ОО учителей/преподавателей?": 3}
    assert numbers == wanted


def test_codifiers(lake: Lake) -> None:
    lake.put(
        [["Код", "Проверяемые элементы содержания"], [1, "Числа"], ["1.10", "Дроби"]], "specs/5/Математика/KS.xlsx"
    )
    shifted = [["Код", "", "Проверяемые требования к уровню подготовки"], ["1.1", "Считать", ""]]
    lake.put(shifted, "specs/5/Математика/KT.xlsx")
    outcomes = lake.ingest().outcomes
    assert [(o.layout, o.year, o.subject_code, o.grade) for o in outcomes] == [("vpr_task_spec", None, "ma", 5)] * 2
    found = [(row["kind"], row["code"], row["label"]) for row in lake.rows("vpr_codifier")]
    assert found == [("kes", "1", "Числа"), ("kes", "1.10", "Дроби"), ("kt", "1.1", "Считать")]
    assert lake.findings() == []


def test_data_docs_can_be_opened(lake: Lake) -> None:
    lake.put_works(files.work_2021("50001", variant="Var1"), files.work_2021("50002"))
    lake.ingest()
    index = build_data_docs(lake.settings)
    pages = list((index.parent / "validations").rglob("*.html"))
    assert index.is_file() and len(pages) == 1
    page = pages[0].read_text("utf-8")
    assert "Var1" in page and "vpr_work" in Path(pages[0]).as_posix()
    listed = index.read_text("utf-8")
    assert f'href="{pages[0].relative_to(index.parent).as_posix()}"' in listed and "есть нарушения" in listed
    for site_page in index.parent.rglob("*.html"):
        assert not re.search(r'(?:src|<link[^>]*href)="https?://', site_page.read_text("utf-8")), site_page
