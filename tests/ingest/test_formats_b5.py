"""Measured quirks of pupil-level exports: FORMATS sections B.1–B.5 and A."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.ingest import files
from tests.ingest.conftest import Lake

NAME_2020 = "2020/5/Математика.xlsx"


def put_2020(lake: Lake, *works: list[object], tasks: int = 3) -> None:
    lake.put(files.table_2020(*works, tasks=tasks), NAME_2020, "Sheet1")


def test_b1_tasks_end_at_the_textbook_column(lake: Lake) -> None:
    put_2020(lake, files.work_2020(60001.0, tail=["ma5.8", "", ""]))
    lake.ingest()
    (row,) = lake.rows("vpr_work")
    assert [row["t01"], row["t02"], row["t03"], row["t04"]] == ["1", "0", "X", None]
    assert row["textbook_raw"] == "ma5.8"
    tasks = [(task["task_no"], task["task_label"], task["max_points_raw"]) for task in lake.rows("vpr_task")]
    assert tasks == [(1, "1", None), (2, "2", None), (3, "3", None)]


def test_b1_municipality_comes_from_the_group_tags(lake: Lake) -> None:
    put_2020(lake, files.work_2020(60001.0), files.work_2020(60002.0, groups="99-RU-XXX,vpr2020.ma5"))
    lake.ingest()
    assert lake.column("vpr_work", "municipality_code_raw") == ["reg99_m007", None]


def test_b1_grade_is_that_of_the_programme(lake: Lake) -> None:
    """Codes of autumn 2020 start with the real grade; the file is about the programme of the grade below."""
    put_2020(lake, files.work_2020(60001.0))
    lake.ingest()
    (row,) = lake.rows("vpr_work")
    assert (row["participant_code"], row["grade"], row["year"], row["subject_code"]) == ("60001", 5, 2020, "ma")


def test_b2_sample_of_another_grade(lake: Lake) -> None:
    name = "2021/8/Проведение работы по математике, 8 класс. ВПР 2021 (по образцу 7 класса).xlsx"
    lake.put_works(files.work_2021("80001"), name=name)
    lake.ingest()
    (row,) = lake.rows("vpr_work")
    assert (row["grade"], row["mode"]) == (7, "sample")


def test_b2_unnamed_columns_right_of_the_table(lake: Lake) -> None:
    lake.put(
        [
            [*files.HEADER_2021, "", ""],
            [*files.work_2021("50001"), "", "хвост"],
            [*files.work_2021("50002"), "", ""],
        ]
    )
    (outcome,) = lake.ingest().outcomes
    assert outcome.rows_accepted == 2
    (finding,) = lake.findings()
    assert (finding["rule"], finding["value"]) == ("cut_off_columns", "1")


def test_b3_two_sheets_and_date_of_upload(lake: Lake) -> None:
    later = [*files.SCHOOL_2022[:5], "18.03.2022 10:00:00"]
    protocol = files.protocol_2022(files.work_2022(50001.0), files.work_2022(50002.0, school=later))
    path = lake.landing / "2022/выгрузка.xlsx"
    files.write_xlsx(path, {"Классы": files.classes_2022(), "Протокол": protocol})
    (outcome,) = lake.ingest().outcomes
    assert (outcome.layout, outcome.year, outcome.subject_code, outcome.grade) == ("vpr_region_2022", 2022, "ma", 5)
    assert str(outcome.delivered_at) == "2022-03-18 10:00:00"
    assert (outcome.rows_read, outcome.rows_accepted) == (3, 3)
    (klass,) = lake.rows("vpr_class")
    assert klass["textbook_raw"] == "ma5.8 | 1.2.4.1.8.1 | Автор Математика 5 класс"
    tasks = [(task["task_label"], task["max_points_raw"]) for task in lake.rows("vpr_task")]
    assert tasks == [("1", "1"), ("5(1)", "1"), ("10К1", "2")]
    assert json.loads(lake.rows("vpr_work")[1]["extra"]) == {"Дата загрузки": "18.03.2022 10:00:00"}


@pytest.mark.parametrize("cell", ["?", "H", "Ч", "*", "-1", "-2"])
def test_b5_junk_in_a_task_cell_is_a_finding_and_the_work_goes_on(lake: Lake, cell: str) -> None:
    lake.put_works(files.work_2021("50001", ("1", cell, "0")), files.work_2021("50002"))
    (outcome,) = lake.ingest().outcomes
    assert (outcome.status, outcome.rows_accepted, outcome.rows_quarantined) == ("accepted", 2, 0)
    assert lake.column("vpr_work", "t02") == [cell, "0"]
    (finding,) = lake.findings("task_cell_unknown")
    assert (finding["source_row"], finding["column_name"], finding["value"]) == (2, "балл за 2", cell)


@pytest.mark.parametrize(("total", "known"), [("3", True), ("3,5", True), ("3.5", True), ("много", False)])
def test_b5_total(lake: Lake, total: str, known: bool) -> None:
    lake.put_works(files.work_2021("50001", total=total))
    lake.ingest()
    assert lake.column("vpr_work", "total_raw") == [total]
    assert [finding["rule"] for finding in lake.findings()] == ([] if known else ["total_not_a_number"])


def test_b5_blank_task_cells_stay_blank(lake: Lake) -> None:
    lake.put_works(files.work_2021("50001", ("1", "", "0")))
    lake.ingest()
    assert lake.column("vpr_work", "t02") == [None]
    assert lake.findings() == []


def test_b5_shifted_rows_are_quarantined_with_the_whole_row(lake: Lake) -> None:
    lake.put_works(files.work_2021("50001", variant="Var1"), files.work_2021("50002"))
    (outcome,) = lake.ingest().outcomes
    assert (outcome.status, outcome.rows_read, outcome.rows_accepted, outcome.rows_quarantined) == ("partial", 2, 1, 1)
    (held,) = lake.quarantine()
    assert (held["rule"], held["column_name"], held["value"], held["source_row"]) == (
        "shifted_row",
        "вариант",
        "Var1",
        2,
    )
    assert json.loads(held["row_json"])["код обучающегося"] == "50001"


@pytest.mark.parametrize("mark", ["2", "3", "4", "5", "нет отметки", "Нет отметки", ""])
def test_b5_previous_mark_known(lake: Lake, mark: str) -> None:
    lake.put_works(files.work_2021("50001", mark=mark))
    lake.ingest()
    assert lake.findings() == []
    assert lake.column("vpr_work", "journal_mark_raw") == [mark or None]


@pytest.mark.parametrize("mark", ["н/а", "З", "1", "6", "8", "12", "ж"])
def test_b5_previous_mark_unknown_is_a_finding(lake: Lake, mark: str) -> None:
    lake.put_works(files.work_2021("50001", mark=mark))
    (outcome,) = lake.ingest().outcomes
    assert outcome.rows_accepted == 1
    (finding,) = lake.findings()
    assert (finding["rule"], finding["value"]) == ("journal_mark_unknown", mark)


@pytest.mark.parametrize(
    ("sex", "known"), [*((s, True) for s in "мжМЖ"), ("м.", True), ("д", False), ("В", False), ("4", False)]
)
def test_b5_sex(lake: Lake, sex: str, known: bool) -> None:
    lake.put_works(files.work_2021("50001", sex=sex))
    lake.ingest()
    assert lake.column("vpr_work", "sex_raw") == [sex]
    assert [finding["rule"] for finding in lake.findings()] == ([] if known else ["sex_unknown"])


@pytest.mark.parametrize("klass", ["а", "А", "нет", "НЕТ", "а(2)", "11а"])
def test_b5_class_label_is_free_text(lake: Lake, klass: str) -> None:
    lake.put_works(files.work_2021("50001", klass=klass))
    lake.ingest()
    assert lake.column("vpr_work", "class_raw") == [klass]
    assert lake.findings() == []


@pytest.mark.parametrize(("variant", "rule"), [("0", "variant_unknown"), ("", "variant_missing")])
def test_b5_unknown_or_blank_variant_is_a_finding(lake: Lake, variant: str, rule: str) -> None:
    lake.put_works(files.work_2021("50001", variant=variant))
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_accepted, outcome.rows_quarantined) == (1, 0)
    assert [finding["rule"] for finding in lake.findings()] == [rule]


def test_b5_duplicates_keep_the_first_work(lake: Lake) -> None:
    lake.put_works(
        files.work_2021("50001", ("1", "1", "1")),
        files.work_2021("50001", ("0", "0", "0")),
        files.work_2021("50001", login="sch990002"),
        files.work_2021("50001", ("2", "2", "2")),
    )
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_accepted, outcome.rows_quarantined) == (2, 2)
    assert [(row["login"], row["t01"]) for row in lake.rows("vpr_work")] == [("sch990001", "1"), ("sch990002", "1")]
    assert [(row["rule"], row["source_row"]) for row in lake.quarantine()] == [
        ("duplicate_work", 3),
        ("duplicate_work", 5),
    ]


def test_b5_the_same_code_in_two_files_is_no_duplicate(lake: Lake) -> None:
    first = lake.put_works(files.work_2021("50001"))
    shutil.copyfile(first, first.with_name("Проведение работы по биологии, 5 класс. ВПР 2021.xlsx"))
    assert [outcome.rows_accepted for outcome in lake.ingest().outcomes] == [1, 0]  # same bytes
    assert [outcome.status for outcome in lake.ingest().outcomes] == []
    lake.put_works(
        files.work_2021("50001", sex="ж"), name="2021/5/Проведение работы по истории, 5 класс. ВПР 2021.xlsx"
    )
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_accepted, outcome.rows_quarantined) == (1, 0)


@pytest.mark.parametrize("login", ["", "220001", "школа 1", "sch99001"])
def test_b5_rows_without_a_login_are_quarantined(lake: Lake, login: str) -> None:
    lake.put_works(files.work_2021("50001", login=login), files.work_2021("50002"))
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_accepted, outcome.rows_quarantined) == (1, 1)
    (held,) = lake.quarantine()
    assert held["rule"] == ("login_malformed" if login else "login_missing")


def test_b5_rows_without_a_participant_code_are_quarantined(lake: Lake) -> None:
    lake.put_works(files.work_2021(""), files.work_2021("50002"))
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_accepted, outcome.rows_quarantined) == (1, 1)
    assert lake.quarantine()[0]["rule"] == "participant_code_missing"


def test_b5_a_row_is_quarantined_once_whatever_it_breaks(lake: Lake) -> None:
    lake.put_works(files.work_2021("", login="", variant="Var1"), files.work_2021("50002"))
    (outcome,) = lake.ingest().outcomes
    assert outcome.rows_quarantined == 1
    assert len(lake.quarantine()) == 1


def test_b5_blank_rows_are_excluded(lake: Lake) -> None:
    lake.put_works(files.work_2021("50001"), [""] * 15, files.work_2021("50002"))
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_read, outcome.rows_accepted, outcome.rows_excluded) == (3, 2, 1)
    (finding,) = lake.findings()
    assert (finding["rule"], finding["value"]) == ("excluded_blank_row", "1")


def test_b5_second_part_and_values_right_of_the_tasks_go_to_extra(lake: Lake) -> None:
    put_2020(lake, files.work_2020(60001.0, var2="2", tail=["", "ж", ""]), files.work_2020(60002.0))
    lake.ingest()
    extras = lake.column("vpr_work", "extra")
    assert json.loads(extras[0]) == {"var-2": "2", "a-5-grade": "ж"}
    assert extras[1] is None
    assert [(finding["rule"], finding["column_name"]) for finding in lake.findings()] == [
        ("unknown_column", "a-5-grade")
    ]


def test_unknown_columns_are_kept_and_reported(lake: Lake) -> None:
    header = [*files.HEADER_2021, "Комментарий", "Пустой"]
    lake.put([header, [*files.work_2021("50001"), "болел", ""], [*files.work_2021("50002"), "", ""]])
    lake.ingest()
    assert lake.column("vpr_work", "extra") == ['{"Комментарий": "болел"}', None]
    (finding,) = lake.findings()
    assert (finding["rule"], finding["column_name"], finding["value"]) == ("unknown_column", "Комментарий", "1")


def test_a_form_rows_with_points_but_no_code_are_quarantined(lake: Lake) -> None:
    form = files.school_form([80001, 1, 5, 2, 1, 4, 7], ["", 1, 4, 1, 1, 4, 5], blank_rows=3)
    files.write_xlsx(lake.landing / "edu990001 Английский язык 8 класс ВПР 2026.xlsx", {"Протокол": form})
    (outcome,) = lake.ingest().outcomes
    counts = (outcome.rows_read, outcome.rows_accepted, outcome.rows_quarantined, outcome.rows_excluded)
    assert counts == (5, 1, 1, 3)
    assert lake.column("vpr_work", "login") == ["edu990001"]
    assert [(task["task_label"], task["max_points_raw"]) for task in lake.rows("vpr_task")] == [
        ("1", "5"),
        ("4К1", "3"),
    ]


def test_c_individual_results(lake: Lake) -> None:
    rows = files.individual(files.pupil(40001, (2, "X", 1), 4, 5), files.pupil(40002, journal="нет отметки"))
    files.write_xlsx(lake.landing / "Ф1.xlsx", {"РУ 4 Индивидуальные результаты": rows})
    (outcome,) = lake.ingest().outcomes
    assert (outcome.layout, outcome.year, outcome.subject_code, outcome.grade) == ("fisoko_individual", 2026, "ru", 4)
    assert str(outcome.delivered_at) == "2026-04-20 00:00:00"
    first = lake.rows("vpr_work")[0]
    assert (first["login"], first["school_name"]) == ("edu990001", "МБОУ «СОШ №1»")
    assert (first["t01"], first["t02"], first["t03"]) == ("2", "X", "1")
    assert (first["mark_raw"], first["journal_mark_raw"], first["total_raw"]) == ("4", "5", "3")
    tasks = [(task["task_label"], task["max_points_raw"], task["level_raw"]) for task in lake.rows("vpr_task")]
    assert tasks == [("1", "2", "Б"), ("4К1", "3", "Б"), ("9.1", "1", "П")]


def test_xls_is_read_like_xlsx(lake: Lake) -> None:
    files.write_xls(lake.landing / "2021/5/Математика.xls", {"Sheet": files.table_2021(files.work_2021("50001"))})
    (outcome,) = lake.ingest().outcomes
    assert (outcome.layout, outcome.rows_accepted) == ("vpr_region_2021", 1)


def test_extension_is_never_trusted(lake: Lake) -> None:
    path = lake.put_works(files.work_2021("50001"))
    path.rename(path.with_suffix(".xls"))
    files.write_csv(lake.landing / "2021/5/Биология.xlsx", files.table_2021(files.work_2021("50002")))
    assert [(outcome.status, outcome.rows_accepted) for outcome in lake.ingest().outcomes] == [("accepted", 1)] * 2
