"""What people see: exit statuses, the summary, the ledger, indicators and explanations."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dagster_project.lib.pipeline import Identified, identify
from dagster_project.report.console import number
from dagster_project.settings import SAMPLES_DIR, Settings
from tests.conftest import run_rsoko


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(sample_warehouse.warehouse_path), read_only=True) as connection:
        yield connection


def one(warehouse: duckdb.DuckDBPyConnection, sql: str) -> tuple[object, ...]:
    row = warehouse.execute(sql).fetchone()
    assert row is not None
    return row


def squeezed(text: str) -> str:
    """Printed text without frames and runs of blanks; spaces between thousands stay."""
    return re.sub(r"[ │┃|]+", " ", text)


def test_summary_tells_the_numbers_of_the_warehouse(
    sample_warehouse: Settings, warehouse: duckdb.DuckDBPyConnection
) -> None:
    printed = squeezed((sample_warehouse.home / "run.txt").read_text())
    read, accepted, held_back, excluded = one(
        warehouse,
        "select sum(rows_read), sum(rows_accepted), sum(rows_quarantined), sum(rows_excluded) from qc.imports"
        " where status in ('accepted', 'partial')",
    )
    assert int(str(read)) == sum(int(str(part)) for part in (accepted, held_back, excluded))
    refused = one(warehouse, "select count(*) from qc.imports where status = 'refused'")[0]
    schools, municipalities = one(
        warehouse, "select count(distinct school_id), count(distinct municipality_code) from marts.fct_vpr_result"
    )
    met, not_met = one(
        warehouse,
        "select count(*) filter (where target_status = 'met'), count(*) filter (where target_status = 'not_met')"
        " from indicators.fct_indicator_values",
    )
    for label, value in (
        ("прочитано", read),
        ("принято", accepted),
        ("в карантине", held_back),
        ("исключено", excluded),
        ("школ", schools),
        ("муниципалитетов", municipalities),
        ("цель достигнут", met),
        ("цель не достигнут", not_met),
    ):
        assert f"{label} {number(int(str(value)))} " in printed, label
    assert f"Не принято файлов: {refused}" in printed
    assert f"В карантине строк: {held_back}" in printed
    assert "rsoko imports --problems" in printed


def test_imports_say_what_is_wrong_and_where(sample_warehouse: Settings, warehouse: duckdb.DuckDBPyConnection) -> None:
    everything = run_rsoko(sample_warehouse, "imports")
    problems = run_rsoko(sample_warehouse, "imports", "--problems")
    assert everything.returncode == problems.returncode == 0
    clean = one(warehouse, "select min(source_file) from qc.imports where status = 'accepted'")[0]
    assert str(clean)[:30] in everything.stdout
    assert str(clean) not in problems.stdout
    for (file,) in warehouse.execute("select source_file from qc.imports where status = 'refused'").fetchall():
        assert file in problems.stdout
    rule, row = one(
        warehouse, "select rule, row from qc.quarantined_rows where row is not null order by rule, row limit 1"
    )
    assert f"[{rule}]" in problems.stdout
    assert f"строка {row}" in problems.stdout


def test_explain_shows_parts_formula_files_and_rows(
    sample_warehouse: Settings, warehouse: duckdb.DuckDBPyConnection
) -> None:
    school, numerator, denominator = one(
        warehouse,
        "select entity_id, numerator, denominator from indicators.fct_indicator_values"
        " where indicator_id = 'vpr_quality_share' and entity_level = 'school' and year = 2021"
        " and subject_code = 'ma' and grade = 5 and status = 'ok' order by entity_id limit 1",
    )
    done = run_rsoko(
        sample_warehouse,
        *("explain", "V06", f"sch{school}", "--year", "2021", "--subject", "ma", "--grade", "5"),
    )
    assert done.returncode == 0, done.stderr
    printed = squeezed(done.stdout)
    assert f"Числитель: {number(float(str(numerator)))}" in printed
    assert f"Знаменатель: {number(float(str(denominator)))}" in printed
    assert "100 × (работы с отметкой «4» или «5») ÷ (работы с отметкой)" in printed
    first, last, works = one(
        warehouse,
        "select min(source_row), max(source_row), count(*) from marts.fct_vpr_result"
        f" where year = 2021 and subject_code = 'ma' and grade = 5 and school_id = '{school}'",
    )
    assert f"{first}–{last} {works} " in printed


def test_indicators_filter_by_place_and_year(sample_warehouse: Settings) -> None:
    done = run_rsoko(
        sample_warehouse, "indicators", "--indicator", "V06", "--municipality", "reg99_m001", "--year", "2021"
    )
    assert done.returncode == 0
    assert "vpr_quality_share" in done.stdout
    assert "2020" not in squeezed(done.stdout)
    listed = run_rsoko(sample_warehouse, "indicators")
    assert listed.returncode == 0
    assert "vpr_quality_share" in listed.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "vpr_quality", "990001", "--year", "2021"], "Показателя «vpr_quality» нет. Похожие:"),
        (["explain", "V06", "123456", "--year", "2021"], "Объект «123456»"),
        (["explain", "V06", "990001", "--year", "1999"], "за 1999 год строки нет"),
        (["indicators", "--municipality", "reg99_m999"], "Объект «reg99_m999» (муниципалитет) не найден"),
        (["indicators", "--subject", "magic"], "Предмета «magic» нет"),
        (["run", "--landing", "/nowhere/at/all"], "Папки с выгрузками нет"),
        (["run", "--no-such-option"], "No such option"),
        (["no-such-command"], "No such command"),
    ],
)
def test_wrong_usage_exits_with_2(sample_warehouse: Settings, arguments: list[str], said: str) -> None:
    done = run_rsoko(sample_warehouse, *arguments)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.parametrize("command", [["imports"], ["indicators"], ["publish-copy"]])
def test_before_the_first_run_the_answer_is_to_run(tmp_path: Path, command: list[str]) -> None:
    done = run_rsoko(Settings(landing=SAMPLES_DIR, home=tmp_path), *command)
    assert done.returncode == 1
    assert "rsoko run" in done.stderr


def test_template_is_written_once_and_is_taken_by_the_gate(tmp_path: Path) -> None:
    settings = Settings(landing=tmp_path, home=tmp_path / "home")
    target = tmp_path / "list.xlsx"
    assert run_rsoko(settings, "template", "project_list", "--path", str(target)).returncode == 0
    answer = identify(target, settings)
    assert isinstance(answer, Identified)
    assert answer.source == "project_list"
    again = run_rsoko(settings, "template", "project_list", "--path", str(target))
    assert again.returncode == 2
    assert "Уже есть" in again.stderr
    assert run_rsoko(settings, "template", "menu").returncode == 2


def test_all_templates_are_listed_and_written(tmp_path: Path) -> None:
    settings = Settings(landing=tmp_path, home=tmp_path / "home")
    listed = run_rsoko(settings, "template").stdout
    assert "staff_register" in listed and "Педагоги: реестр и сопровождение" in listed
    assert run_rsoko(settings, "template", "--all", str(tmp_path / "new")).returncode == 0
    written = {path.stem for path in (tmp_path / "new").iterdir()}
    assert {line.split()[0] for line in listed.splitlines()} == written and len(written) >= 26


def test_data_docs_are_pages_about_the_suites(sample_warehouse: Settings, tmp_path: Path) -> None:
    shutil.copytree(sample_warehouse.state_dir, tmp_path / "state")
    done = run_rsoko(Settings(landing=SAMPLES_DIR, home=tmp_path), "data-docs")
    assert done.returncode == 0, done.stderr
    index = (tmp_path / "data_docs" / "index.html").read_text(encoding="utf-8")
    assert "vpr_work" in index


def test_publish_copy_holds_the_schema_publish_and_nothing_else(
    sample_warehouse: Settings, warehouse: duckdb.DuckDBPyConnection
) -> None:
    with duckdb.connect(str(sample_warehouse.bi_path), read_only=True) as copy:
        copied = copy.execute("select schema_name, table_name from duckdb_tables() order by 2").fetchall()
        counted = {name: copy.execute(f"select count(*) from publish.{name}").fetchone() for _, name in copied}
    published = warehouse.execute(
        "select table_schema, table_name from information_schema.tables where table_schema = 'publish' order by 2"
    ).fetchall()
    assert copied == published
    for name, rows in counted.items():
        assert rows == one(warehouse, f"select count(*) from publish.{name}")


def test_summary_shows_the_golden_figures_of_the_region(sample_warehouse: Settings) -> None:
    printed = squeezed((sample_warehouse.home / "run.txt").read_text())
    assert "K06 Школ «500+» 50 шт. 50 шт. —" in printed
    assert "K06B МО «500+» 17 шт. 17 шт. —" in printed


def test_explain_names_the_rows_of_the_list_behind_a_flag(sample_warehouse: Settings) -> None:
    done = run_rsoko(sample_warehouse, "explain", "M02", "99", "--year", "2022")
    assert done.returncode == 0
    assert "2021 Списки/bias.xlsx Признаки необъективности папка 2–4 3" in squeezed(done.stdout)


def test_explain_names_the_subject_in_russian(sample_warehouse: Settings) -> None:
    done = run_rsoko(sample_warehouse, "explain", "V06", "99", "--year", "2022", "--subject", "ma", "--grade", "5")
    assert done.returncode == 0
    assert "2022 год, Математика, 5 класс" in done.stdout


@pytest.mark.parametrize(
    ("indicator", "entity", "file", "rows", "count"),
    [
        ("T37", "990002", "Реестры/Педагоги 2022.xlsx", "2–8", "7"),
        ("T59", "reg99_m018", "Реестры/Мероприятия 2022.xlsx", "19–21", "3"),
        ("T23", "99", "Реестры/Обращения.csv", "4–8", "5"),
    ],
)
def test_explain_names_the_rows_of_the_register(
    sample_warehouse: Settings, indicator: str, entity: str, file: str, rows: str, count: str
) -> None:
    done = run_rsoko(sample_warehouse, "explain", indicator, entity, "--year", "2022")
    line = next(line for line in done.stdout.splitlines() if file in line and "2022" in line.split("│")[1])
    assert [cell.strip() for cell in line.split("│")[-3:-1]] == [rows, count]
