"""The worked example of docs/how-to/add-indicator.md is an indicator this project accepts."""

from __future__ import annotations

import re
from pathlib import Path

from dagster_project.generated import read_parameters, render_entry, render_union
from dagster_project.lib.indicator_meta import INDICATOR_DIR, read_indicator, read_indicators
from dagster_project.settings import REPO_ROOT

HOW_TO = REPO_ROOT / "docs" / "how-to" / "add-indicator.md"


def test_two_files_and_the_command_are_enough(tmp_path: Path) -> None:
    text = HOW_TO.read_text(encoding="utf-8")
    for suffix, language in ((".sql", "sql"), (".yml", "yaml")):
        found = re.findall(
            rf"`dbt/models/indicators/participation/(ind_\w+){suffix}`.*?```{language}\n(.*?)```", text, re.DOTALL
        )
        assert len(found) == 1
        (tmp_path / f"{found[0][0]}{suffix}").write_text(found[0][1], encoding="utf-8")

    example = read_indicator(tmp_path / "ind_vpr_absent_share.yml")
    others = read_indicators(INDICATOR_DIR)

    assert "ratio_indicator('vpr_absent_share', grades=[4, 5, 6, 7, 8, 10, 11])" in example.sql
    assert example.meta.grades == [4, 5, 6, 7, 8, 10, 11]
    assert example.unit_tests[0]["model"] == "ind_vpr_absent_share"
    assert "'ind_vpr_absent_share'," in render_union([*others, example])
    assert "### V08 · Доля обучающихся, отсутствовавших на ВПР" in render_entry(example, read_parameters())
