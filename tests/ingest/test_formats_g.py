"""Landing tests that FORMATS section G calls for, by its numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest import files
from tests.ingest.conftest import Lake

STATISTICS_HEADER = ["Группы участников", "Кол-во ОО", "Кол-во участников", 2, 3, 4, 5]
ABOUT = "ВПР 2026 Русский язык 4 класс"


def statistics(*rows: list[object], header: list[object] | None = None) -> files.Rows:
    return [*files.title_block("Статистика по отметкам", ABOUT, 24), header or STATISTICS_HEADER, *rows]


def put_statistics(lake: Lake, rows: files.Rows, name: str = "report.xlsx", sheet: str = "РУ 4 Статистика") -> Path:
    return files.write_xlsx(lake.landing / name, {sheet: rows})


@pytest.mark.parametrize("above", [0, 1, 7, 40])
def test_g01_header_is_found_by_words_not_by_row_number(lake: Lake, above: int) -> None:
    lake.put([*([["Ведомость"]] * above), *files.table_2021(files.work_2021("50001"))])
    lake.ingest()
    (row,) = lake.rows("vpr_work")
    assert row["participant_code"] == "50001"
    assert row["_source_row"] == above + 2  # Excel counts from 1


def test_g01_header_below_the_first_60_rows_is_not_looked_for(lake: Lake) -> None:
    lake.put([*([["Ведомость"]] * 60), *files.table_2021(files.work_2021("50001"))])
    (outcome,) = lake.ingest().outcomes
    assert outcome.status == "refused"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_g02_csv_encodings_and_delimiters(lake: Lake, encoding: str, delimiter: str) -> None:
    rows = files.table_2021(
        files.work_2021("50001", region="Первый; второй, третий район", textbook='АО "Издательство"')
    )
    files.write_csv(lake.landing / "2021/5/Математика.csv", rows, encoding=encoding, delimiter=delimiter)
    lake.ingest()
    (row,) = lake.rows("vpr_work")
    assert row["login"] == "sch990001"
    assert row["municipality_raw"] == "Первый; второй, третий район"
    assert row["textbook_raw"] == 'АО "Издательство"'
    assert (row["t01"], row["t02"], row["t03"]) == ("1", "0", "2")


def test_g03_decimal_comma_percent_nbsp_and_thousands_blanks(lake: Lake) -> None:
    put_statistics(
        lake, statistics(["Вся выборка", "35 589", "1\u00a0722\u00a0202", "5,06", "32,92 %", "44.33%", 17.69])
    )
    lake.ingest()
    (row,) = lake.rows("fisoko_mark_statistics")
    assert row["school_count_raw"] == "35589"
    assert row["participant_count_raw"] == "1722202"
    marks = [row[f"mark_{mark}_raw"] for mark in (2, 3, 4, 5)]
    assert marks == ["5.06", "32.92", "44.33", "17.69"]


def test_g04_not_attempted_spellings_go_on_without_a_finding(lake: Lake) -> None:
    spellings = ["X", "x", "Х", "х", "не пройд.", "Не пройд.", "N", "n", "X ", "\u00a01"]
    lake.put_works(*(files.work_2021(f"5000{n}", (cell, "0", "0")) for n, cell in enumerate(spellings)))
    lake.ingest()
    assert lake.column("vpr_work", "t01") == ["X", "x", "Х", "х", "не пройд.", "Не пройд.", "N", "n", "X", "1"]
    assert lake.findings("task_cell_unknown") == []


@pytest.mark.parametrize(
    "spelling", ["отсутствовал", "Отсутствовал", "ОТСУТствовал", "отсутсвовал", "не присутствовал"]
)
def test_g05_absent_pupils_are_accepted_rows(lake: Lake, spelling: str) -> None:
    lake.put_works(files.absent_2021("50001", spelling), files.work_2021("50002"))
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_accepted, outcome.rows_quarantined) == (2, 0)
    assert lake.column("vpr_work", "variant_raw") == [spelling, "1"]
    assert lake.findings() == []


def test_g06_totals_are_kept_as_exported_for_recomputing(lake: Lake) -> None:
    lake.put_works(files.work_2021("50001", ("1", "1", "1"), total="92"))
    lake.ingest()
    (row,) = lake.rows("vpr_work")
    assert row["total_raw"] == "92"
    assert [row["t01"], row["t02"], row["t03"], row["t04"]] == ["1", "1", "1", None]


def test_g07_composite_cells_are_split(lake: Lake) -> None:
    protocol = files.protocol_2022(files.work_2022(50001.0))
    files.write_xlsx(lake.landing / "a.xlsx", {"Классы": files.classes_2022(), "Протокол": protocol})
    put_statistics(lake, statistics(["Первый муниципальный район(reg99_m012)", 47, 3162, 13.57, 46.9, 33.65, 5.88]))
    lake.ingest()
    (work,) = lake.rows("vpr_work")
    assert (work["municipality_code_raw"], work["municipality_raw"]) == ("reg99_m001", "Первый район")
    assert (work["login"], work["school_name"]) == ("edu990001", "МБОУ «СОШ № 1»")
    (group,) = lake.rows("fisoko_mark_statistics")
    assert (group["group_kind"], group["group_code"]) == ("municipality", "reg99_m012")
    assert group["group_name"] == "Первый муниципальный район"


def test_g08_login_is_kept_raw_lower_case(lake: Lake) -> None:
    logins = ["sch990001", "SCH990001", " edu990001 ", "ksh990002"]
    lake.put_works(*(files.work_2021(f"5000{n}", login=login) for n, login in enumerate(logins)))
    lake.ingest()
    assert lake.column("vpr_work", "login") == ["sch990001", "sch990001", "edu990001", "ksh990002"]


def test_g09_section_and_total_rows_never_become_works(lake: Lake) -> None:
    rows = [*files.individual(files.pupil(40001), files.pupil(40002)), ["Вся выборка"]]
    files.write_xlsx(lake.landing / "Ф1.xlsx", {"РУ 4 Индивидуальные результаты": rows})
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_read, outcome.rows_accepted, outcome.rows_excluded) == (4, 2, 2)
    assert lake.column("vpr_work", "participant_code") == ["40001", "40002"]
    assert {row["rule"] for row in lake.findings()} == {"excluded_section_row", "excluded_total_row"}


def test_g09_whole_sample_rows_are_benchmarks(lake: Lake) -> None:
    put_statistics(
        lake,
        statistics(
            ["Вся выборка", 35589, 1722202, 5.06, 32.92, 44.33, 17.69],
            ["Край Девяносто Девятый", 560, 30216, 13.44, 44.15, 36.28, 6.14],
            [files.SCHOOL_NAME, "", 89, 12.36, 52.81, 26.97, 7.87],
        ),
    )
    lake.ingest()
    assert lake.column("fisoko_mark_statistics", "group_kind") == ["sample", "region", "school"]
    assert lake.column("fisoko_mark_statistics", "group_code") == [None, None, "edu990001"]
    assert lake.column("fisoko_mark_statistics", "school_count_raw") == ["35589", "560", None]
    assert lake.rows("vpr_work") == []


def test_g10_repeated_headers_are_excluded(lake: Lake) -> None:
    table = files.table_2021(files.work_2021("50001"), files.HEADER_2021, files.work_2021("50002"))
    lake.put(table)
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_read, outcome.rows_accepted, outcome.rows_excluded) == (3, 2, 1)
    assert lake.column("vpr_work", "_source_row") == [2, 4]


def test_g10_two_row_header_with_merged_cells(lake: Lake) -> None:
    parts = {"Понизили": "<", "Подтвердили": "=", "Повысили": ">"}
    forms = {"<": "Отметка по журналу", "=": "Отметке по журналу", ">": "Отметка по журналу"}
    tops = [f"{word} (Отметка {sign} {forms[sign]})" for word, sign in parts.items()]
    top: list[object] = ["Группы участников", "Кол-во участников(всего)"]
    for title in tops:
        top.extend([title, ""])
    bottom = ["", "", *(["%", "Кол-во участников"] * 3)]
    row = [files.SCHOOL_NAME, 93, 55.91, 52, 39.78, 37, 4.3, 4]
    block = files.title_block(
        "Сравнение отметок с отметками по журналу", "ВПР 2024 Математика 4 класс", 20, "19.03.2024"
    )
    lake.put([*block, top, bottom, row], "journal.xlsx", "МА 4 Сравнение отметок с отметк")
    lake.ingest()
    found = {row["category"]: row["participant_count_raw"] for row in lake.rows("fisoko_journal_comparison")}
    assert found == {"total": "93", "lowered": "52", "confirmed": "37", "raised": "4"}


def test_g10_merged_cells_are_filled_down(lake: Lake) -> None:
    header = [
        "№ КИМ",
        "№",
        "Умения, виды деятельности (в соответствии с ФГОС)",
        "Блоки ПООП НОО: выпускник научится / получит возможность научиться",
        "Уровень сложности",
        "Код КЭС",
        "Код КТ",
        "Максимальный балл за выполнение задания",
    ]
    rows = [
        header,
        ["1К1", 1, "Умение", "Требование", "Б", "1.1", "2.1", 4],
        ["", "", "Умение", "Требование", "Б", "1.2", "2.1", 4],
        ["2", 2, "Умение", "Требование", "П", "1.3", "2.2", 1],
    ]
    lake.put(rows, "specs/4/Русский язык/ALL.xlsx", "Лист1")
    lake.ingest()
    assert lake.column("vpr_task_spec", "task_label") == ["1К1", "1К1", "2"]
    assert lake.column("vpr_task_spec", "task_no_raw") == ["1", "1", "2"]


def test_g11_helper_columns_right_of_the_table_are_cut_off(lake: Lake) -> None:
    form = files.school_form([80001, 1, 5, 2, 1, 4, 7], blank_rows=20)
    sheets = {"Протокол": form, "Служебный": [[1, 5], [2, 4]], "Порядковый номер класса": [[1], [2]]}
    files.write_xlsx(lake.landing / "edu990001/Английский язык 8 класс ВПР 2026.xlsx", sheets)
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_read, outcome.rows_accepted, outcome.rows_excluded) == (21, 1, 20)
    (work,) = lake.rows("vpr_work")
    assert work["extra"] is None
    assert (work["t01"], work["t02"], work["t03"]) == ("5", "2", None)
    assert [row["rule"] for row in lake.findings()] == ["excluded_helper_row"]


def test_g12_the_same_report_delivered_twice_is_one_import(lake: Lake) -> None:
    rows = statistics(["Вся выборка", 1, 10, 10, 20, 30, 40])
    first = put_statistics(lake, rows, "a/report.xlsx")
    copy = lake.landing / "b/report (2).xlsx"
    copy.parent.mkdir()
    copy.write_bytes(first.read_bytes())
    outcomes = lake.ingest().outcomes
    assert [outcome.status for outcome in outcomes] == ["accepted", "duplicate"]
    assert "a/report.xlsx" in (outcomes[1].message or "")
    assert len(lake.rows("fisoko_mark_statistics")) == 1


def test_g13_codes_are_text(lake: Lake) -> None:
    school = [*files.SCHOOL_2022]
    header = [*files.HEADER_IDS_2022, "№", "7.\tКод ОГЭ", "8.\tКод ЕГЭ"]
    rows = [header, [*school, 1, "0581", 5811.0], [*school[:0], "edu990002", *school[1:], 2, "0005", ""]]
    lake.put(rows, "Сбор контекстных данных об ОО (2022).xlsx", "Общая информация об ОО")
    lake.put(files.table_2020(files.work_2020(60001.0)), "2020/5/Математика.xlsx", "Sheet1")
    lake.ingest()
    answers = [(row["login"], row["question"], row["answer"]) for row in lake.rows("school_context")]
    assert answers == [
        ("edu990001", "7. Код ОГЭ", "0581"),
        ("edu990001", "8. Код ЕГЭ", "5811"),
        ("edu990002", "7. Код ОГЭ", "0005"),
        ("edu990002", "8. Код ЕГЭ", None),
    ]
    assert lake.column("vpr_work", "participant_code") == ["60001"]


def test_g14_sheet_names_cut_to_31_characters(lake: Lake) -> None:
    name = "МА 4 Сравнение отметок с отметк"
    assert len(name) == 31
    header = ["Группы участников", "Кол-во участников", "%"]
    rows = [
        ["Сравнение отметок с отметками по журналу"],
        header,
        ["Первый муниципальный район(reg99_m012)", "", ""],
        ["Понизили (Отметка < Отметка по журналу)", 52, 55.91],
        ["Подтвердили (Отметка = Отметке по журналу)", 37, 39.78],
        ["Повысили (Отметка > Отметка по журналу)", 4, 4.3],
        ["Всего", 93, 100],
    ]
    lake.put(rows, "2024/выгрузка.xlsx", name)
    (outcome,) = lake.ingest().outcomes
    assert (outcome.subject_code, outcome.grade, outcome.year) == ("ma", 4, 2024)  # told by the sheet name and folder
    assert (outcome.rows_read, outcome.rows_accepted, outcome.rows_excluded) == (5, 4, 1)
    found = {row["category"]: row["share_raw"] for row in lake.rows("fisoko_journal_comparison")}
    assert found == {"lowered": "55.91", "confirmed": "39.78", "raised": "4.3", "total": "100"}
    assert set(lake.column("fisoko_journal_comparison", "group_code")) == {"reg99_m012"}


def test_g15_a_work_without_a_scale_is_taken(lake: Lake) -> None:
    """The missing scale is a matter of the marts; ingest must not hold the work back."""
    lake.put_works(files.work_2021("50001"), name="2021/9/Проведение работы по литературе, 9 класс. ВПР 2021.xlsx")
    (outcome,) = lake.ingest().outcomes
    assert (outcome.subject_code, outcome.grade, outcome.rows_accepted) == ("lit", 9, 1)


@pytest.mark.parametrize("marks", [[2, 3, 4, 5], [2.0, 3.0, 4.0, 5.0], ["2", "3", "4", "5"]])
def test_g16_numeric_mark_headers_of_any_type(lake: Lake, marks: list[object]) -> None:
    header = ["Группы участников", "Кол-во ОО", "Кол-во участников", *marks]
    put_statistics(lake, statistics(["Вся выборка", 1, 10, 10, 20, 30, 40], header=header))
    lake.ingest()
    (row,) = lake.rows("fisoko_mark_statistics")
    assert [row[f"mark_{mark}_raw"] for mark in (2, 3, 4, 5)] == ["10", "20", "30", "40"]
