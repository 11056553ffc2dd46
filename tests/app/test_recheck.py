"""A re-check from the draw to the figures: export, fill in as a commission would, hand in, count; then a new day."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from dagster_project.lib.pipeline import IngestSummary, ingest
from dagster_project.settings import Settings
from dagster_project.warehouse.build import build_warehouse, warehouse_is_current, warehouse_stamp
from dagster_project.warehouse.dbt_runner import run_dbt
from dagster_project.warehouse.fingerprint import build_fingerprint
from tests.conftest import run_rsoko

MUNICIPALITY, SCHOOL, YEAR = "reg99_m016", "990046", 2022
# What follows from a protocol; the rest of the copied warehouse stays.
AFTER_A_PROTOCOL = (
    *(
        "stg_ledger__file",
        "stg_ledger__import",
        "stg_register__recheck_protocol",
        "int_recheck_row",
        "fct_recheck_result",
    ),
    *("fct_recheck_outcome", "fct_recheck_volume", "qc_recheck_protocol"),
    *("ind_recheck_works_share", "ind_recheck_discrepancy_share", "ind_recheck_mark_changed_share"),
)

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class HandedIn:
    """One filled-in package: where it lies, what was read of it, the sheet as exported."""

    settings: Settings
    summary: IngestSummary
    book: Path
    lowered: str
    blank: str

    def rows(self, sql: str) -> Rows:
        with duckdb.connect(str(self.settings.warehouse_path), read_only=True) as connection:
            return connection.execute(sql).fetchall()


def _protocol(book: openpyxl.Workbook) -> tuple[Any, dict[str, int]]:
    sheet = book["Реестр"]
    return sheet, {str(cell.value): cell.column for cell in sheet[1]}


def _fill_in(path: Path) -> tuple[str, str]:
    """First work: a point less in one task. Last work: left blank. The others are confirmed."""
    book = openpyxl.load_workbook(path)
    sheet, column = _protocol(book)
    works = sorted({_work(sheet, column, row) for row in range(2, sheet.max_row + 1)})
    is_lowered = False
    for row in range(2, sheet.max_row + 1):
        work, first = _work(sheet, column, row), sheet.cell(row, column["Первый балл"]).value
        sheet.cell(row, column["Дата перепроверки"]).value = datetime(2022, 6, 21)
        if work == works[-1]:
            continue
        changes = work == works[0] and first > 0 and not is_lowered
        is_lowered = is_lowered or changes
        sheet.cell(row, column["Второй балл"]).value = first - 1 if changes else first
        sheet.cell(row, column["Код эксперта"]).value = "Э-01"
    book.save(path)
    assert is_lowered
    return works[0], works[-1]


def _work(sheet: Any, column: dict[str, int], row: int) -> str:
    return "/".join(
        str(sheet.cell(row, column[name]).value) for name in ("Предмет", "Класс (параллель)", "Код участника")
    )


@pytest.fixture(scope="module")
def handed_in(sample_warehouse: Settings, tmp_path_factory: pytest.TempPathFactory) -> HandedIn:
    folder = tmp_path_factory.mktemp("recheck")
    home, landing = folder / "home", folder / "landing"
    shutil.copytree(sample_warehouse.home, home, ignore=shutil.ignore_patterns("dbt_target*", "logs", "bi"))
    settings = replace(sample_warehouse, home=home, landing=landing)
    book = landing / "Протокол перепроверки.xlsx"
    done = run_rsoko(
        settings, "recheck", "export", "--municipality", MUNICIPALITY, "--year", str(YEAR), "--out", str(book)
    )
    assert done.returncode == 0, done.stdout + done.stderr
    shutil.copyfile(book, folder / "exported.xlsx")
    lowered, blank = _fill_in(book)
    summary = ingest(settings)
    outcome = run_dbt(settings, ("run", "--select", *AFTER_A_PROTOCOL), settings.warehouse_path)
    assert outcome.success, outcome.failures
    return HandedIn(settings, summary, folder / "exported.xlsx", lowered, blank)


def test_the_draw_is_the_hash_of_seed_and_work(handed_in: HandedIn) -> None:
    """Computed again here, as any other engine would: boundary first, then md5 of seed, stratum and code."""
    works = handed_in.rows(
        f"""
        select subject_code, grade, participant_code, primary_score, min_3, min_4, min_5
        from marts.fct_vpr_result where year = {YEAR} and school_id = '{SCHOOL}' and is_participant
        """
    )
    best: dict[tuple[str, int], tuple[int, str, str]] = {}
    for subject, grade, code, score, *bounds in works:
        is_boundary = any(b is not None and b - 1 <= score <= b + 1 for b in bounds)
        draw = hashlib.md5(f"2022|{YEAR}|{SCHOOL}|{subject}|{grade}|{code}".encode()).hexdigest()
        rank = (0 if is_boundary else 1, draw, code)
        best[subject, grade] = min(best.get((subject, grade), rank), rank)
    drawn = handed_in.rows(
        f"select subject_code, grade, participant_code from marts.fct_recheck_sample"
        f" where year = {YEAR} and municipality_code = '{MUNICIPALITY}'"
    )
    assert sorted(drawn) == sorted((subject, grade, rank[2]) for (subject, grade), rank in best.items())
    assert len(drawn) == 4


def test_the_package_shows_scores_limits_term_and_no_names(handed_in: HandedIn) -> None:
    book = openpyxl.load_workbook(handed_in.book)
    sheet, column = _protocol(book)
    assert all(sheet.cell(row, column["Второй балл"]).value is None for row in range(2, sheet.max_row + 1))
    first: dict[str, int] = {}
    for row in range(2, sheet.max_row + 1):
        code = _work(sheet, column, row)
        first[code] = first.get(code, 0) + sheet.cell(row, column["Первый балл"]).value
    scores = handed_in.rows(
        f"select subject.label_ru || '/' || grade || '/' || participant_code, primary_score"
        f" from marts.fct_recheck_sample inner join marts.dim_subject as subject using (subject_code)"
        f" where year = {YEAR} and municipality_code = '{MUNICIPALITY}'"
    )
    assert first == dict(scores)
    limits = {
        str(rule.sqref): rule.formula1
        for rule in sheet.data_validations.dataValidation
        if rule.type in ("list", "whole")
    }
    assert len(limits) == sheet.max_row - 1
    cover = {row[0].value: row[1].value for row in book["Титул"].iter_rows(max_col=2)}
    assert cover["Зерно случайного отбора"] == 2022
    assert cover["Работ в выборке"] == 4
    assert cover["Требуется перепроверить (004, п. 6.4)"] == 2
    assert str(cover["Срок перепроверки (004, п. 6.5)"]).startswith("неизвестен")


def test_the_filled_in_file_is_taken_as_it_is(handed_in: HandedIn) -> None:
    assert [outcome.status for outcome in handed_in.summary.outcomes] == ["accepted"]
    assert handed_in.summary.rows_quarantined == 0


def test_scores_changed_are_counted_by_work(handed_in: HandedIn) -> None:
    found = handed_in.rows(
        f"""
        select subject.label_ru || '/' || grade || '/' || participant_code, score_delta, is_sampled
        from marts.fct_recheck_result inner join marts.dim_subject as subject using (subject_code)
        where school_id = '{SCHOOL}' and year = {YEAR}
        """
    )
    assert len(found) == 3
    assert {work: delta for work, delta, _ in found if delta} == {handed_in.lowered: -1}
    assert handed_in.blank not in {work for work, _, _ in found}
    assert all(is_sampled for *_, is_sampled in found)


def test_nothing_of_the_protocol_is_in_doubt(handed_in: HandedIn) -> None:
    assert handed_in.rows(f"select * from qc.recheck_protocol where school_id = '{SCHOOL}'") == []


@pytest.mark.parametrize(
    ("indicator", "numerator", "denominator"), [("recheck_works_share", 3, 143), ("recheck_discrepancy_share", 1, 3)]
)
def test_the_figures_of_the_municipality(handed_in: HandedIn, indicator: str, numerator: int, denominator: int) -> None:
    found = handed_in.rows(
        f"select numerator, denominator, status from indicators.ind_{indicator}"
        f" where entity_id = '{MUNICIPALITY}' and year = {YEAR} and subject_code = 'all' and grade = 0"
    )
    assert found == [(numerator, denominator, "ok")]


def test_a_package_is_not_written_over(handed_in: HandedIn) -> None:
    again = run_rsoko(
        handed_in.settings,
        *("recheck", "export", "--municipality", MUNICIPALITY, "--year", str(YEAR), "--out", str(handed_in.book)),
    )
    assert again.returncode == 2
    assert "уже есть" in again.stderr


def test_a_year_without_works_is_told(handed_in: HandedIn) -> None:
    none = run_rsoko(handed_in.settings, "recheck", "export", "--municipality", MUNICIPALITY, "--year", "2019")
    assert none.returncode == 2
    assert "нет участников ВПР" in none.stderr


def test_a_new_day_judges_the_terms_again_and_builds_nothing_else(handed_in: HandedIn) -> None:
    """The last test of the module: it moves the day of the shared copy."""
    settings = handed_in.settings
    warehouse_stamp(settings).write(build_fingerprint(settings))
    assert warehouse_is_current(settings)
    tomorrow = replace(settings, as_of=date(2022, 12, 26))
    assert not warehouse_is_current(tomorrow)
    state = "select status, count(*) from publish.deadlines where rule_id = 'R050' group by status order by status"
    assert handed_in.rows(state) == [("done_in_time", 1), ("due", 49)]  # until 25 December
    built: list[str] = []
    outcome = build_warehouse(tomorrow, lambda done, total, name: built.append(name))
    assert outcome.success, outcome.failures
    assert warehouse_is_current(tomorrow)
    assert handed_in.rows(state) == [("done_in_time", 1), ("overdue", 49)]
    assert "fct_deadline" in built
    assert "fct_vpr_result" not in built
