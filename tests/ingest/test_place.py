"""Year, subject, grade and mode in names: what counts and what does not."""

from __future__ import annotations

import pytest

from dagster_project.lib.place import read_folder, read_text
from tests.ingest import files
from tests.ingest.conftest import Lake


@pytest.mark.parametrize(
    ("text", "year", "subject", "grade", "mode"),
    [
        ("Проведение работы по математике, 5 класс. ВПР 2021", 2021, "ma", 5, None),
        ("Проведение работы по русскому языку, 4 класс. ВПР 2021", 2021, "ru", 4, None),
        ("Проведение работы по окружающему миру, 4 класс. ВПР 2021", 2021, "env", 4, None),
        ("Форма сбора результатов Английский язык 8 класс ВПР 2026", 2026, "eng", 8, None),
        ("ВПР 2026 Русский язык 4 класс", 2026, "ru", 4, None),
        ("РУ 4 Статистика по отметкам", None, "ru", 4, None),
        ("МА 11 Сравнение отметок с отметк", None, "ma", 11, None),
        ("5 МА", None, "ma", 5, None),
        ("ma5.8", None, "ma", 5, None),
        ("Математика", None, "ma", None, None),
        ("ОБ", None, "soc", None, None),
        ("Сбор контекстных данных об ОО (2022)", 2022, None, None, None),
        ("Проведение работы по физике, 8 класс. ВПР 2021 (по образцу 7 класса)", 2021, "phys", 7, "sample"),
        ("Математика 8 класс (базовый уровень) 2025", 2025, "ma", 8, "base"),
        ("Математика 8 класс углубленный 2025", 2025, "ma", 8, "advanced"),
        ("данные за 12021 год", None, None, None, None),
    ],
)
def test_read_text(text: str, year: int | None, subject: str | None, grade: int | None, mode: str | None) -> None:
    place = read_text(text)
    assert (place.year, place.subject_code, place.grade, place.mode) == (year, subject, grade, mode)


@pytest.mark.parametrize(("name", "grade"), [("5", 5), ("11", 11), ("12", None), ("5 класс", 5), ("2020", None)])
def test_read_folder(name: str, grade: int | None) -> None:
    assert read_folder(name).grade == grade


def test_content_outweighs_names_and_the_disagreement_is_reported(lake: Lake) -> None:
    rows = files.individual(files.pupil(40001), about="ВПР 2026 Русский язык 4 класс")
    lake.put(rows, "2025/5/Математика.xlsx", "РУ 4 Индивидуальные результаты")
    (outcome,) = lake.ingest().outcomes
    assert (outcome.year, outcome.subject_code, outcome.grade) == (2026, "ru", 4)
    messages = [finding["message"] for finding in lake.findings("place_conflict")]
    assert len(messages) == 3
    assert any("год: взято «2026» (заголовок отчёта), указано и «2025»" in message for message in messages)


def test_nearest_folder_wins(lake: Lake) -> None:
    lake.put_works(files.work_2021("50001"), name="архив 2021/4 класс/5/Математика.xlsx")
    (outcome,) = lake.ingest().outcomes
    assert outcome.grade == 5
