"""A file that cannot be understood is refused whole, with the reason and what to do; nothing else stops."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dagster_project.lib import pipeline
from dagster_project.lib.batch import FileTask, plan_batches, process_batch
from dagster_project.lib.contract import Catalogue, load_catalogue
from dagster_project.lib.disk import hash_file
from dagster_project.lib.identify import Refusal
from dagster_project.lib.pipeline import identify
from tests.ingest import files
from tests.ingest.conftest import Lake

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def _good(path: Path) -> bytes:
    return files.write_xlsx(path, {"Sheet": files.table_2021(files.work_2021("50001"))}).read_bytes()


def _zip_without_end(path: Path) -> bytes:
    return _good(path)[:900]


def _broken_sheet(path: Path) -> bytes:
    content = bytearray(_good(path))
    start = content.find(b"xl/worksheets/sheet1.xml") + 30
    content[start : start + 200] = b"\x00" * 200
    return bytes(content)


CASES: dict[str, tuple[str, Callable[[Path], bytes], str, str]] = {
    "zero bytes": ("a.xlsx", lambda _: b"", "zero_bytes", "0 байт"),
    "cut zip": ("a.xlsx", _zip_without_end, "unreadable_zip", "повреждён"),
    "broken sheet": ("a.xlsx", _broken_sheet, "unreadable_zip", "повреждён"),
    "password": ("a.xlsx", lambda _: _OLE + "EncryptedPackage".encode("utf-16-le"), "password", "паролем"),
    "old word": ("a.xls", lambda _: _OLE + "WordDocument".encode("utf-16-le"), "unsupported_format", "не книга Excel"),
    "html": ("a.xls", lambda _: b"\xef\xbb\xbf\r\n<HTML><table></table>", "html", "веб-страница"),
    "lock file": ("~$a.xlsx", lambda _: b"\x05admin", "lock_file", "служебный файл"),
    "pdf": ("a.pdf", lambda _: b"%PDF-1.7", "unsupported_extension", "«.pdf» не читаются"),
    "no extension": ("a", lambda _: b"text", "unsupported_extension", "без расширения"),
    "archive": ("a.zip", lambda _: b"PK\x03\x04 report.xlsx PK\x05\x06", "unsupported_format", "Распакуйте"),
    "binary as csv": ("a.csv", lambda _: b"\x00\x01\x02", "unreadable_zip", "не похоже"),
    "endless quote": ("a.csv", lambda _: b'a;"' + b"x" * 140_000, "broken_csv", "кавычки"),
    "blank csv": ("a.csv", lambda _: b"\n", "empty_book", "ни одной заполненной"),
}


@pytest.mark.parametrize("case", CASES)
def test_unreadable_files(lake: Lake, tmp_path: Path, case: str) -> None:
    name, content, rule, words = CASES[case]
    (lake.landing / name).write_bytes(content(tmp_path / "good.xlsx"))
    lake.put_works(files.work_2021("50001"))
    outcomes = {outcome.source_file: outcome for outcome in lake.ingest().outcomes}
    refused = outcomes[name]
    assert (refused.status, refused.source, refused.rows_read) == ("refused", None, 0)
    assert refused.message is not None and words in refused.message and refused.message.endswith(f"[{rule}]")
    assert outcomes[files.NAME_2021].rows_accepted == 1  # the neighbour is taken
    assert len(lake.rows("vpr_work")) == 1


def test_unknown_layout_names_the_nearest(lake: Lake) -> None:
    header = [*files.HEADER_2021]
    header[8] = "сумма"
    lake.put(files.table_2021(files.work_2021("50001"), header=header))
    answer = identify(lake.landing / files.NAME_2021, lake.settings)
    assert isinstance(answer, Refusal)
    assert (answer.rule, answer.nearest_layout) == ("unknown_layout", "vpr_region_2021")
    assert "3 из 4" in answer.message and "«всего баллов»" in answer.message


def test_unknown_layout_without_one_known_word(lake: Lake) -> None:
    lake.put([["один", "два"], [1, 2]])
    answer = identify(lake.landing / files.NAME_2021, lake.settings)
    assert isinstance(answer, Refusal)
    assert (answer.rule, answer.nearest_layout) == ("unknown_layout", None)


def test_missing_required_column(lake: Lake) -> None:
    header = [*files.HEADER_2021]
    header[5] = "гендер"
    lake.put(files.table_2021(files.work_2021("50001"), header=header))
    answer = identify(lake.landing / files.NAME_2021, lake.settings)
    assert isinstance(answer, Refusal)
    assert (answer.rule, answer.nearest_layout) == ("missing_column", "vpr_region_2021")
    assert "«пол»" in answer.message


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("2021/5/Работа.xlsx", "unknown_subject_code"),
        ("2021/Математика.xlsx", "unknown_grade"),
        ("2031/5/Математика.xlsx", "unknown_year"),
        ("2019/5/Математика.xlsx", "unknown_year"),
    ],
)
def test_unknown_place(lake: Lake, name: str, rule: str) -> None:
    path = lake.put_works(files.work_2021("50001"), name=name)
    answer = identify(path, lake.settings)
    assert isinstance(answer, Refusal)
    assert answer.rule == rule


def test_school_form_without_a_login_is_refused(lake: Lake) -> None:
    form = files.school_form([80001, 1, 5, 2, 1, 4, 7])
    path = files.write_xlsx(lake.landing / "Английский язык 8 класс ВПР 2026.xlsx", {"Протокол": form})
    answer = identify(path, lake.settings)
    assert isinstance(answer, Refusal)
    assert answer.rule == "unknown_login" and "логин школы" in answer.message


def test_junk_of_the_operating_system_is_ignored_and_nothing_else(lake: Lake) -> None:
    for name in (".DS_Store", "Thumbs.db", ".gitkeep", "README.md", "desktop.ini"):
        (lake.landing / name).write_bytes(b"x")
    (lake.landing / "notes.docx").write_bytes(b"x")
    summary = lake.ingest()
    assert [outcome.source_file for outcome in summary.outcomes] == ["notes.docx"]
    assert summary.files_seen == 1


def test_a_refused_file_is_tried_again_only_when_the_contracts_change(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake.put_works(files.work_2021("50001"), name="2021/Математика.xlsx")
    assert lake.ingest().files_new == 1
    assert lake.ingest().files_new == 0
    changed = Catalogue(load_catalogue().contracts, "another fingerprint")
    monkeypatch.setattr(pipeline, "load_catalogue", lambda: changed)
    assert [outcome.status for outcome in lake.ingest().outcomes] == ["refused"]


def test_a_refused_file_is_taken_under_a_better_name(lake: Lake) -> None:
    """Same bytes: the refusal does not make the good name a duplicate, whatever the order of the names."""
    first = lake.put_works(files.work_2021("50001"), name="2021/Математика.xlsx")
    second = lake.landing / "2021/я/5/Математика.xlsx"
    second.parent.mkdir(parents=True)
    second.write_bytes(first.read_bytes())
    assert [outcome.status for outcome in lake.ingest().outcomes] == ["refused", "accepted"]
    assert len(lake.rows("vpr_work")) == 1
    assert lake.ingest().files_new == 0


def test_a_broken_link_is_refused_and_a_link_keeps_its_folders(lake: Lake, tmp_path: Path) -> None:
    elsewhere = files.write_xlsx(tmp_path / "x.xlsx", {"Sheet": files.table_2021(files.work_2021("50001"))})
    link = lake.landing / "2021/5/Математика.xlsx"
    link.parent.mkdir(parents=True)
    link.symlink_to(elsewhere)
    (lake.landing / "gone.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    outcomes = {outcome.source_file: outcome for outcome in lake.ingest().outcomes}
    assert outcomes["2021/5/Математика.xlsx"].rows_accepted == 1
    assert outcomes["gone.xlsx"].status == "refused" and "[unreadable]" in (outcomes["gone.xlsx"].message or "")


def test_a_file_that_changes_while_it_is_read_waits_for_the_next_run(lake: Lake) -> None:
    path = lake.put_works(files.work_2021("50001"))
    stat = path.stat()
    task = FileTask(str(path), files.NAME_2021, hash_file(path), stat.st_size + 1, stat.st_mtime)
    (batch,) = plan_batches([task], "rules")
    (outcome,) = process_batch(batch, lake.settings)
    assert outcome.status == "refused" and "[changed_while_reading]" in (outcome.message or "")


@pytest.mark.parametrize("date", ["2022 год", "17 марта 2022", "32.13.2022", ""])
def test_a_strange_date_is_no_date(lake: Lake, date: str) -> None:
    school = [*files.SCHOOL_2022[:5], date]
    protocol = files.protocol_2022(files.work_2022(50001.0, school=school))
    lake.put(protocol, "2022/5/Математика.xlsx", "Протокол")
    (outcome,) = lake.ingest().outcomes
    assert (outcome.year, outcome.delivered_at, outcome.rows_accepted) == (2022, None, 1)
