"""Registers written in the form of their templates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dagster_project.generator import registers
from dagster_project.generator.register_file import RegisterFiles, register_table, write_register


def test_codes_become_the_words_of_the_template_and_quirks_stay() -> None:
    rows = [{"year": 2022, "login": "edu990001", "has_certificate": "1", "medal": "none"}, {"has_certificate": "+"}]
    header, first, second = register_table("certificate_register", rows)
    assert header[0] == "Год" and header[1] == "Логин ОО" and header[6] == "Аттестат получен"
    assert first == [2022, "edu990001", None, None, None, None, "да", None, "нет", None]
    assert second == [None, None, None, None, None, None, "+", None, None, None]


def test_a_term_is_one_column() -> None:
    header, row = register_table("decision_register", [{"term_text": "Август 2023", "meeting_no": 1}])
    assert header.count("Срок") == 1 and header.count("Дата заседания") == 1
    assert row[header.index("Срок")] == "Август 2023"


def test_a_column_the_form_does_not_have_is_an_error() -> None:
    with pytest.raises(KeyError, match="term_from"):
        register_table("decision_register", [{"term_from": "2023-08-01"}])


def test_dates_are_cells_of_excel_and_text_in_csv(tmp_path: Path) -> None:
    rows = [{"login": "edu990001", "received_date": date(2022, 4, 1)}, {"received_date": "1 апреля"}]
    sheet = openpyxl.load_workbook(write_register(tmp_path / "a.xlsx", "appeal_register", rows))["Реестр"]
    assert sheet["G1"].value == "Дата обращения"
    assert sheet["G2"].value.date() == date(2022, 4, 1) and sheet["G2"].number_format == "dd.mm.yyyy"
    assert sheet["G3"].value == "1 апреля"
    text = write_register(tmp_path / "a.csv", "appeal_register", rows).read_text("utf-8-sig")
    assert ";edu990001;;;;;01.04.2022;" in text
    with pytest.raises(ValueError, match=r"as \.xlsx or \.csv"):
        write_register(tmp_path / "a.ods", "appeal_register", rows)


def test_no_two_owners_write_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}_of_test.py").write_text("def files(seed):\n    return {'a.xlsx': ('x', [])}\n")
    monkeypatch.setattr(registers, "__path__", [str(tmp_path)])
    with pytest.raises(ValueError, match="two_of_test: already written by another module"):
        registers.register_files(2022)
    (tmp_path / "two_of_test.py").unlink()
    collected: RegisterFiles = registers.register_files(2022)
    assert collected == {"a.xlsx": ("x", [])}
