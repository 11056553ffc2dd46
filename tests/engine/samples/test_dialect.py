"""The macros of `dbt/macros/engine` mean the same on both engines, at the edges where the engines themselves do not."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from dagster_project.engine.cluster import Cluster, spark_environment
from dagster_project.engine.spark_dbt import variables
from dagster_project.settings import Settings
from dagster_project.warehouse.dbt_runner import common_flags, dbt_environment

WORDS = [
    *(
        "12",
        " 12 ",
        "12.5",
        "13.5",
        "-12.5",
        "12.49",
        "9.0",
        "12.",
        ".5",
        "+5",
        "1e2",
        "12d",
        "12f",
        "0x1p3",
        "9,0",
        "99999",
    ),
    *("3000000000", "", "-", "1 722 202", "5,06 %", "Infinit", "12a", "a12", "12 12"),
    *(
        "2022",
        "2022-05",
        "2022-1-5",
        "2022-01-05",
        "2022/01/05",
        "2022-01-05 10:00:00",
        "2022-01-05T10:00",
        "05.01.2022",
    ),
    *("2022-02-30", "20220105", "2022-13-01"),
    *(
        "edu990001",
        "SCH220150",
        "ksh220150",
        "reg22_vpr_m070",
        "reg99_m001 | Ёлкино",
        "Школа(edu990001)",
        "1.2. Знать  меру",
    ),
]
NUMBERS = ["0.5", "1.5", "2.5", "-2.5", "-0.5", "1.005", "2.675", "-1.005", "0.125", "1e6", "33.335", "100"]

OF_WORDS = """
select
    place, word,
    {{ try_number('word') }} as number,
    {{ try_whole('word', 'smallint') }} as small,
    {{ try_whole('word', 'int') }} as whole,
    cast({{ try_date('word') }} as string) as day,
    {{ to_number('word') }} as report_number,
    {{ task_state('word', '1', '1') }} as task,
    {{ regexp_replace_first('word', '[0-9]+', '#') }} as first_replaced,
    {{ regexp_replace_all('word', '[0-9]', '#') }} as all_replaced,
    {{ begins_with('word', "'12'") }} as is_twelve,
    {{ name_key('word') }} as name_key,
    {{ name_part('word') }} as name_part,
    {{ school_id('word') }} as school_id,
    {{ municipality_code('word') }} as municipality_code,
    {{ requirement_key('word') }} as requirement_key,
    {{ login_in_text('word') }} as login
from (values %s) as listed (place, word)
order by place nulls last
"""
OF_NUMBERS = """
select
    place,
    {{ whole_number('number', 'int') }} as whole,
    {{ rounded('number', 2) }} as cents,
    {{ rounded('number / 3', 9) }} as thin,
    {{ ru_number('number') }} as printed
from (select place, cast(text as double) as number from (values %s) as listed (place, text)) as listed
order by place nulls last
"""
OF_GROUPS = """
select
    team,
    {{ text_list('word', 'place') }} as by_place,
    {{ joined_text('word') }} as by_word,
    {{ percentile('place', 0.25) }} as quarter,
    {{ correlation('place', 'place * place') }} as link,
    {{ correlation('place', 'team') }} as no_link,
    {{ sample_variance('count(*)', 'sum(place)', 'sum(place * place)') }} as spread,
    cast(max({{ add_days("cast('2024-02-28' as date)", 'place') }}) as string) as later,
    cast(max({{ add_months("cast('2022-01-31' as date)", 'place') }}) as string) as months_later,
    max({{ days_between("cast('2022-01-31' as date)", "cast('2024-03-01' as date)") }}) as days,
    cast(max({{ clipped_date('2022', '2', '29 + place') }}) as string) as clipped
from (values (1, 1, 'б'), (1, 2, 'а'), (1, 3, null), (1, 4, 'Ё'), (2, 5, null), (3, 6, '')) as t (team, place, word)
group by team
order by team nulls last
"""


def rows(*values: str) -> str:
    return ", ".join(f"({place}, '{value}')" for place, value in enumerate(values, start=1))


def shown(program: Path, settings: Settings, query: str) -> list[dict[str, Any]]:
    """What `dbt show` gives for a query with macros."""
    flags = [*common_flags(settings), "--output", "json", "--limit", "-1", "--quiet", "--no-populate-cache"]
    with dbt_environment(settings, settings.warehouse_path):
        done = subprocess.run(
            [str(program), "show", "--inline", query, *flags], capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    answer: list[dict[str, Any]] = json.loads(done.stdout[done.stdout.index("{") :])["show"]
    return answer


def equal(one: Any, other: Any) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return bool(one == other)


def test_macros_mean_the_same(samples_on_duckdb: Settings, cluster: Cluster, monkeypatch: Any) -> None:
    for query, least in (
        (OF_WORDS % rows(*WORDS), len(WORDS)),
        (OF_NUMBERS % rows(*NUMBERS), len(NUMBERS)),
        (OF_GROUPS, 3),
    ):
        monkeypatch.delenv("RSOKO_ENGINE", raising=False)
        expected = shown(Path(sys.executable).with_name("dbt"), samples_on_duckdb, query)
        with monkeypatch.context() as patched:
            for name, value in variables(cluster).items():
                patched.setenv(name, value)
            spark_settings = Settings(landing=samples_on_duckdb.landing, home=samples_on_duckdb.home)
            assert os.environ["RSOKO_ENGINE"] == spark_settings.engine == "spark"
            actual = shown(spark_environment() / "bin" / "dbt", spark_settings, query)
        assert len(expected) == least
        differ = [
            (row, column, row[column], other[column])
            for row, other in zip(expected, actual, strict=True)
            for column in row
            if not equal(row[column], other[column])
        ]
        assert differ == []
