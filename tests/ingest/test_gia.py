"""РИС ГИА (FORMATS D): exams in sections, merged headers, appeals, CSV; no name gets past the gate."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from dagster_project.lib.personal import HIDDEN_RU, hide_words, person_salt
from tests.ingest.conftest import Lake
from tests.ingest.files import Rows, write_csv, write_xls, write_xlsx

_ = ""
SURNAME, NAME, PATRONYMIC = "Планкинский", "Евстигней", "Поликарпович"
PERSON = (SURNAME, NAME, PATRONYMIC)
DOCUMENT = "771234"
TITLE = [
    ["Протокол проверки результатов государственной итоговой аттестации 2026 г."],
    ["99 - Синтетическая область"],
    [],
]
REGIONAL = [
    "№",
    _,
    "Код МСУ",
    _,
    "Код ОО",
    _,
    "Класс",
    _,
    "Код ППЭ",
    _,
    "Аудитория",
    _,
    "Фамилия",
    "Имя",
    "Отчество",
    _,
]
REGIONAL += [
    "Задания с кратким ответом",
    _,
    "Задания с развёрнутым ответом",
    _,
    "Первичный балл",
    _,
    "Тестовый балл",
    _,
]
OGE = ["№", "Код ОО", "Класс", _, "Код ППЭ", _, "Аудитория", _, "Код МСУ", _, "Фамилия", _, "Имя", "Отчество"]
OGE += ["Задания с кратким ответом", _, _, "Задания с развёрнутым ответом", "Первичный балл", _, "Оценка"]
COMPACT = ["№", "Код ППЭ", "Код ОО", "Класс", "Код ООП", "Профиль", "Фамилия", "Имя", "Отчество", "Вариант"]
COMPACT += ["Код участника", "№ бланка", "Ответы в краткой форме", "Ответы в развернутой форме"]
COMPACT += ["Первичный балл", "Итоговый балл"]
APPEAL = ["№", "Код ОО", "Класс", "Код ППЭ", "Аудитория", "Фамилия", "Имя", "Отчество", "Экзамен"]
APPEAL += ["Состояние апелляции", "Текущие", _]
CSV = ["SchoolCode", "SurnameCell", "NameCell", "SecondNameCell", "TestResultBCell", "TestResultCCell"]
CSV += ["PrimaryMark", "Mark5", "ClassCode", "DocumentSeriesCode", "DocumentNumberCode"]


def regional(school: Any = 5811, score: Any = 35, klass: str = "11", person: tuple[str, ...] = PERSON) -> list[Any]:
    where = [1, _, 213, _, school, _, klass, _, 1301, _, 108, _]
    return [*where, *person, _, "++---+----2", _, "1(1)2(3)1(2)", _, 15, _, score, _]


def oge(mark: Any = 4, names: tuple[str, ...] = (SURNAME, "")) -> list[Any]:
    where = [1, 9306, "9а", _, 1316, _, 203, _, 213, _]
    return [*where, *names, NAME, PATRONYMIC, "++-+", _, _, "0(2)0(2)", 17, _, mark]


def put(lake: Lake, rows: Rows, name: str = "Протокол.xlsx") -> Path:
    return write_xlsx(lake.landing / name, {"Page 1": rows})


def exams(lake: Lake) -> list[tuple[Any, ...]]:
    names = ("exam_date", "subject_code_raw", "subject_raw", "school_code_raw", "primary_raw", "test_raw", "mark_raw")
    return [tuple(row[name] for name in names) for row in lake.rows("gia_result")]


def test_several_exams_with_repeated_headers_and_footers(lake: Lake) -> None:
    chemistry, russian = [["04 - Химия 2026.06.01"], []], [["01 - Русский язык 2026.06.04"]]
    page = [[_, _, "Страница 1 из 2"], REGIONAL]
    put(
        lake,
        [
            *TITLE,
            *chemistry,
            REGIONAL,
            regional(),
            *page,
            regional("05811", 36),
            *russian,
            REGIONAL,
            regional(score=70),
        ],
    )
    (outcome,) = lake.ingest().outcomes
    assert (outcome.layout, outcome.status) == ("ege_regional", "accepted")
    assert (outcome.rows_read, outcome.rows_accepted, outcome.rows_excluded) == (7, 3, 4)
    assert exams(lake) == [
        ("2026-06-01", "04", "Химия", "5811", "15", "35", None),
        ("2026-06-01", "04", "Химия", "05811", "15", "36", None),
        ("2026-06-04", "01", "Русский язык", "5811", "15", "70", None),
    ]
    row = lake.rows("gia_result")[0]
    assert (row["year"], row["grade"], row["exam_kind"], row["region_code_raw"]) == (2026, 11, "ege", "99")
    assert (row["answers_short"], row["answers_long"], row["municipality_code_raw"]) == (
        "++---+----2",
        "1(1)2(3)1(2)",
        "213",
    )
    rules = {found["rule"]: found["value"] for found in lake.findings()}
    assert (rules["excluded_section_row"], rules["excluded_repeated_header"]) == ("2", "2")


def test_values_under_the_blank_part_of_a_merged_header(lake: Lake) -> None:
    table = [["02 - Математика 2026.06.02"], OGE, oge(), oge(names=("", SURNAME)), oge(5, ("Другова", ""))]
    write_xls(lake.landing / "ОГЭ.xls", {"Page 1": table})
    (outcome,) = lake.ingest().outcomes
    assert (outcome.layout, outcome.rows_accepted) == ("oge_protocol", 3)
    first, shifted, other = lake.column("gia_result", "person_key")
    assert first == shifted != other
    assert [row[6] for row in exams(lake)] == ["4", "4", "5"]
    assert lake.rows("gia_result")[0]["grade"] == 9


def test_compact_layout_keeps_the_participant_code(lake: Lake) -> None:
    row = [1, 1301, "00123", "11А", 1, "универсальный", *PERSON, 305, "110001", 9000001, "+-", "1(2)", 15, 81]
    put(lake, [*TITLE, ["05 - Информатика 2026.06.18"], COMPACT, row])
    (outcome,) = lake.ingest().outcomes
    (found,) = lake.rows("gia_result")
    assert (outcome.layout, found["participant_code"], found["school_code_raw"]) == ("ege_compact", "110001", "00123")
    assert (found["variant_raw"], found["test_raw"]) == ("305", "81")


def test_normalised_csv_is_named_by_its_exam(lake: Lake) -> None:
    rows = [CSV, ["00123", *PERSON, "++-", "1(2)", "20", "4", "9А", "9900", DOCUMENT]]
    write_csv(lake.landing / "04 - Химия 2026.06.05.csv", rows, encoding="utf-8-sig")
    write_csv(lake.landing / "результаты.csv", [*rows, ["00124", *rows[1][1:]]], encoding="utf-8-sig")
    outcomes = {outcome.source_file: outcome for outcome in lake.ingest().outcomes}
    assert outcomes["04 - Химия 2026.06.05.csv"].rows_accepted == 1
    assert outcomes["результаты.csv"].rows_quarantined == 2
    assert exams(lake) == [("2026-06-05", "04", "Химия", "00123", "20", None, "4")]
    assert {row["rule"] for row in lake.quarantine()} == {"exam_missing"}


def test_appeals_have_a_header_of_two_rows(lake: Lake) -> None:
    second = [_] * 10 + ["Первичный балл", "Оценка"]
    row = [1, "18579", "А", "503", "0204", *PERSON, "Математика(2026.06.02)", "Апелляция удовлетворена", "22", "5"]
    put(lake, [*TITLE, APPEAL, second, row, ["Страница 1"], APPEAL, second, [2, "18560", "9А", *row[3:]]])
    put(lake, [*TITLE, APPEAL, [_] * 10 + ["Первичный балл", "Тестовый балл"], [*row[:11], "77"]], "ЕГЭ.xlsx")
    outcomes = lake.ingest().outcomes
    assert [(o.layout, o.rows_accepted, o.rows_excluded) for o in outcomes] == [
        ("gia_appeal", 1, 0),
        ("gia_appeal", 2, 3),
    ]
    names = ("grade", "exam_date", "subject_raw", "school_code_raw", "primary_raw", "test_raw", "mark_raw")
    found = [tuple(row[name] for name in names) for row in lake.rows("gia_appeal")]
    assert found == [
        (11, "2026-06-02", "Математика", "18579", "22", "77", None),
        (9, "2026-06-02", "Математика", "18579", "22", None, "5"),
        (9, "2026-06-02", "Математика", "18560", "22", None, "5"),
    ]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (regional(school=""), "school_code_missing"),
        (regional(school="58A1"), "school_code_malformed"),
        (regional(klass=SURNAME), "class_malformed"),
        (regional(score=101), "test_malformed"),
        (regional(score=SURNAME), "test_malformed"),
        (oge("6"), "mark_malformed"),
        (oge("Незнаю"), "mark_malformed"),
    ],
)
def test_a_wrong_row_is_held_back_without_its_words(lake: Lake, row: list[Any], rule: str) -> None:
    header, good = (REGIONAL, regional()) if len(row) == len(REGIONAL) else (OGE, oge())
    put(lake, [["04 - Химия 2026.06.01"], header, good, row])
    (outcome,) = lake.ingest().outcomes
    assert (outcome.rows_accepted, outcome.rows_quarantined) == (1, 1)
    (held,) = lake.quarantine()
    assert (held["rule"], held["source_row"]) == (rule, 4)
    assert '"Первичный балл": "1' in held["row_json"]
    assert NAME not in str(held) and SURNAME not in str(held)


def test_state_words_are_no_marks_but_stay(lake: Lake) -> None:
    put(lake, [["04 - Химия 2026.06.01"], OGE, oge("н/я"), oge("Аннулирован")])
    (outcome,) = lake.ingest().outcomes
    assert outcome.rows_accepted == 2
    assert lake.column("gia_result", "mark_raw") == ["н/я", "Аннулирован"]


def test_no_name_is_written_anywhere(lake: Lake) -> None:
    """Names in their columns, in shifted rows, in columns the contract does not know, and the number of a document."""
    head = [*REGIONAL, "Ф. И. О. участника", "Номер документа"]
    shifted = [*regional(klass=SURNAME), SURNAME, DOCUMENT]
    alone = [_] * 12 + [SURNAME, *[_] * (len(head) - 13)]
    put(lake, [["04 - Химия 2026.06.01"], head, [*regional(), SURNAME, DOCUMENT], shifted, alone])
    put(lake, [["02 - Математика 2026.06.02"], OGE, oge(SURNAME), oge("3", (_, SURNAME))], "ОГЭ.xlsx")
    assert sum(outcome.rows_accepted for outcome in lake.ingest().outcomes) == 2
    assert len(lake.quarantine()) == 3
    (unknown,) = lake.findings("unknown_column")
    assert (unknown["column_name"], unknown["value"]) == ("Ф. И. О. участника", None)
    assert "не сохранён" in unknown["message"]
    secrets = (SURNAME, NAME, PATRONYMIC, DOCUMENT)
    searched = 0
    for path in lake.settings.home.rglob("*"):
        if path.is_file():
            text = _whole_text(path).lower()
            searched += 1
            assert not [secret for secret in secrets if secret.lower() in text], path
    assert searched > 4


def _whole_text(path: Path) -> str:
    """Bytes of a file; of Parquet also every cell, for its pages are compressed, and every dictionary."""
    text = path.read_bytes().decode("utf-8", "replace")
    if path.suffix == ".parquet":
        file = pq.ParquetFile(path, read_dictionary=pq.read_schema(path).names)
        table = file.read()
        text += str(table.to_pylist()) + str([chunk.to_pylist() for column in table.columns for chunk in column.chunks])
    return text


def test_one_person_has_one_key_in_every_layout_of_a_home(lake: Lake) -> None:
    put(lake, [["04 - Химия 2026.06.01"], REGIONAL, regional(person=("ПЛАНКИНСКИЙ", " Евстигней", "Поликарпович "))])
    csv = [CSV, ["00123", *PERSON, "++-", "1(2)", "20", "4", "9А", "9900", DOCUMENT]]
    write_csv(lake.landing / "04 - Химия 2026.06.05.csv", csv, encoding="utf-8-sig")
    lake.ingest()
    keys = set(lake.column("gia_result", "person_key"))
    assert len(keys) == 1 and len(keys.pop()) == 24
    assert [key is None for key in lake.column("gia_result", "document_key")] == [False, True]


def test_salt_is_made_once_for_its_owner_only(lake: Lake, tmp_path: Path) -> None:
    first = person_salt(lake.settings)
    assert person_salt(lake.settings) == first and len(first) == 64
    assert stat.S_IMODE((lake.settings.state_dir / "salt").stat().st_mode) == 0o600
    assert person_salt(replace(lake.settings, home=tmp_path / "other")) != first
    given = replace(lake.settings, home=tmp_path / "third", salt="соль")
    assert person_salt(given) == "соль".encode() and not given.state_dir.exists()
    assert "соль" not in repr(given)


def test_another_salt_gives_other_keys(lake: Lake) -> None:
    put(lake, [["04 - Химия 2026.06.01"], REGIONAL, regional()])
    lake.ingest()
    other = Lake(replace(lake.settings, home=lake.settings.home.with_name("other"), salt="x"))
    other.ingest()
    assert lake.column("gia_result", "person_key") != other.column("gia_result", "person_key")


@pytest.mark.parametrize(
    ("text", "shown"),
    [("11А", "11А"), ("2026-06-01", "2026-06-01"), ("++-", "++-"), ("5811", "5811"), (None, None)]
    + [(hidden, HIDDEN_RU) for hidden in ("Ли", "771234", "Иванов", "9А Иванов", "Smith")],
)
def test_words_and_long_numbers_are_hidden(text: str | None, shown: str | None) -> None:
    assert hide_words(text) == shown


def test_names_in_the_register_of_certificates_become_keys(lake: Lake) -> None:
    head = [
        "Год",
        "Логин ОО",
        "Код обучающегося",
        "Класс (параллель)",
        "Аттестат получен",
        "Фамилия",
        "Имя",
        "Отчество",
    ]
    put(
        lake,
        [head, [2026, "edu990001", "У-1", 11, "да", *PERSON], [2026, "edu990001", "У-2", 11, "нет", _, _, _]],
        "реестр.xlsx",
    )
    put(lake, [["04 - Химия 2026.06.01"], REGIONAL, regional()])
    assert sum(outcome.rows_accepted for outcome in lake.ingest().outcomes) == 3
    named, nameless = lake.column("certificate_register", "person_key")
    assert [named] == lake.column("gia_result", "person_key") and nameless is None
