"""The union model and the reference page follow the entries, and a stale file is noticed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dagster_project.generated import (
    read_parameters,
    render_all,
    render_entry,
    render_target,
    render_union,
    stale_files,
)
from dagster_project.lib.indicator_meta import Indicator, read_indicators
from dagster_project.settings import REPO_ROOT


@pytest.fixture(scope="module")
def indicators() -> dict[str, Indicator]:
    return {i.name: i for i in read_indicators()}


def test_committed_files_are_fresh() -> None:
    assert stale_files(render_all()) == []


def test_a_changed_or_missing_file_is_stale(tmp_path: Path) -> None:
    same, changed, missing = (tmp_path / name for name in ("same", "changed", "missing"))
    same.write_text("text", encoding="utf-8")
    changed.write_text("text by hand", encoding="utf-8")
    assert stale_files({same: "text", changed: "text", missing: "text"}) == [changed, missing]


def test_check_says_what_to_do_and_exits_with_1() -> None:
    program = (
        "import sys, dagster_project.generated as g;"
        "g.render_all = lambda: {g.REPO_ROOT / 'docs' / 'reference' / 'absent.md': ''};"
        "sys.argv = ['generated', '--check']; g.typer.run(g.main)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=REPO_ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Устарел: docs/reference/absent.md" in done.stderr
    assert not (REPO_ROOT / "docs" / "reference" / "absent.md").exists()


def test_union_takes_every_model_once(indicators: dict[str, Indicator]) -> None:
    sql = render_union(list(indicators.values()))
    assert [line.strip() for line in sql.splitlines() if line.startswith("    'ind_")] == [
        f"'ind_{name}'," for name in sorted(indicators)
    ]
    assert "do not edit" in sql.splitlines()[0]


def test_reference_names_formula_source_target_and_parameter(indicators: dict[str, Indicator]) -> None:
    text = render_entry(indicators["vpr_journal_raised_share_ru"], read_parameters())
    assert "### T27 · Доля обучающихся, повысивших при ВПР отметки в журнале по русскому языку (5–8 классы)" in text
    assert "- Цель: не менее 10%" in text
    assert "- Источник: документ 003" in text
    assert "- Параметр `journal_missing_mode` = 0:" in text
    assert "- Предметы: ru; классы: 5, 6, 7, 8; уровни: школа, муниципалитет, регион" in text


def test_a_parameter_the_seed_lacks_is_refused(indicators: dict[str, Indicator]) -> None:
    indicator = indicators["vpr_journal_raised_share_ru"]
    unknown = replace(indicator, meta=indicator.meta.model_copy(update={"parameters": ["no_such_parameter"]}))
    with pytest.raises(ValueError, match="no_such_parameter"):
        render_entry(unknown, read_parameters())


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ({}, "не менее 10%"),
        ({"target_op": ">", "target_value": 0.5, "unit": "шт."}, "более 0,5 шт."),
        (
            {"target_kind": "dynamics", "target_op": ">", "target_value": 0},
            "положительная динамика: рост к предыдущему году больше нуля",
        ),
        ({"target_kind": "none", "target_op": None, "target_value": None}, "не задана"),
    ],
)
def test_target_in_words(indicators: dict[str, Indicator], update: dict[str, object], expected: str) -> None:
    indicator = indicators["vpr_journal_raised_share_ru"]
    assert render_target(replace(indicator, meta=indicator.meta.model_copy(update=update))) == expected
