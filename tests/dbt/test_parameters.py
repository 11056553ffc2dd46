"""Every parameter a model names is a row of `seeds/thresholds/parameter.csv`: a missing one would be a silent NULL."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable

import pytest

from dagster_project.settings import SEEDS_DIR, Settings

NAMED = re.compile(r"parameter_id = '([^']*)'")
"""What the macro `param` compiles to, also where the id is put together by a loop."""


def unknown(compiled: Iterable[tuple[str, str]], known: set[str]) -> list[tuple[str, str]]:
    """Model and parameter, where there is no such row."""
    return sorted({(model, name) for model, sql in compiled for name in NAMED.findall(sql) if name not in known})


def seed() -> set[str]:
    with (SEEDS_DIR / "thresholds" / "parameter.csv").open(encoding="utf-8", newline="") as file:
        return {row["parameter_id"] for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def compiled(sample_warehouse: Settings) -> list[tuple[str, str]]:
    folder = sample_warehouse.dbt_target_dir / "compiled" / "rsoko" / "models"
    return [(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.sql"))]


def test_every_parameter_of_a_model_is_in_the_seed(compiled: list[tuple[str, str]]) -> None:
    assert unknown(compiled, seed()) == []


def test_marts_and_indicators_are_among_the_models(compiled: list[tuple[str, str]]) -> None:
    """The test above looks at something: thresholds of marts, of indicators, and ids built by a macro."""
    naming = {model: set(NAMED.findall(sql)) for model, sql in compiled}
    assert naming["agg_gia_cell"] == {"high_score_min", "ege_high_index_min"}
    assert "quartile_min_entities" in naming["ind_ege_base_index_quartile"]
    assert "vpr_level_margin_ma" in naming["fct_vpr_result"]


def test_every_row_of_the_seed_is_used(compiled: list[tuple[str, str]]) -> None:
    """By a model or by the statistics, which read their parameters by prefix."""
    used = {name for _, sql in compiled for name in NAMED.findall(sql)}
    assert {name for name in seed() - used if not name.startswith(("context_", "cluster_"))} == set()


@pytest.mark.parametrize("sql", ["p.parameter_id = 'no_such'", "a, (select 1 where p.parameter_id = 'no_such')"])
def test_an_unknown_parameter_is_seen(sql: str) -> None:
    assert unknown([("fct_any", sql), ("fct_other", "p.parameter_id = 'known'")], {"known"}) == [("fct_any", "no_such")]
