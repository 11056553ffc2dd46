"""Plans, recommendations and targets of the samples come out as documents 000, 001, 003 and 004 have them."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from dagster_project.settings import Settings


@pytest.fixture(scope="module")
def published(sample_warehouse: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(sample_warehouse.warehouse_path), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize(
    ("document", "tasks", "due", "ownerless", "sections"),
    [
        ("Дорожная карта адресной поддержки ШНОР 2021", 34, 31, 1, 4),
        ("План повышения объективности ВПР 2021/22", 20, 12, 0, 3),
        ("Справка о динамике школ «500+»", 13, 10, 0, 0),
        ("Анализ индексов ВПР СОО и ЕГЭ", 19, 1, 0, 0),
    ],
)
def test_every_item_of_a_document_is_tracked(
    published: duckdb.DuckDBPyConnection, document: str, tasks: int, due: int, ownerless: int, sections: int
) -> None:
    found = published.execute(
        """
        select count(*), count(due_date), count(*) filter (where is_without_owner), count(distinct section)
        from publish.pub_task where document_title = ?
        """,
        [document],
    ).fetchone()
    assert found == (tasks, due, ownerless, sections)


def test_what_is_late_stays_late(published: duckdb.DuckDBPyConnection) -> None:
    """Every term of the samples has passed long ago: the states no longer depend on the day of the build."""
    found = published.execute(
        """
        select status, string_agg(item_no, ' ' order by source_row) from publish.pub_task
        where document_title like 'Дорожная карта%' and status <> 'done_in_time' group by status order by status
        """
    ).fetchall()
    assert found == [
        ("done", "3.6"),
        ("done_late", "2.10 3.5"),
        ("overdue", "1.10 2.4 3.11"),
        ("without_due_date", "2.6 2.7"),
    ]


def test_summary_of_a_register_counts_every_task_once_per_grouping(published: duckdb.DuckDBPyConnection) -> None:
    found = published.execute(
        """
        select register_kind, group_kind, sum(task_count)
        from publish.pub_task_summary
        where register_kind in ('plan_item', 'recommendation')
        group by register_kind, group_kind order by register_kind, group_kind
        """
    ).fetchall()
    groups = ("level", "owner", "register", "responsible")
    assert found == [
        (kind, group, count) for kind, count in (("plan_item", 54), ("recommendation", 32)) for group in groups
    ]


def test_verdicts_are_stored_as_printed(published: duckdb.DuckDBPyConnection) -> None:
    """CATALOGUE 7.2: four numbers and a verdict without one; nothing of them is a target."""
    found = published.execute(
        """
        select indicator_id, printed_value, printed_verdict, target_value, verdict, is_agreed
        from publish.pub_regional_verdict where year = 2023 and region_code = '99' and printed_verdict is not null
        order by indicator_id
        """
    ).fetchall()
    assert found == [
        ("ege_base_index", 93.6, "met", None, None, None),
        ("ege_high_index", 16.7, "met", None, None, None),
        ("profile_efficiency_share", None, "not_met", None, None, None),
        ("vpr_soo_base_index", 87.54, "met", None, None, None),
        ("vpr_soo_high_index", 17.66, "not_met", None, None, None),
    ]


def test_our_verdict_stands_beside_the_printed_one(published: duckdb.DuckDBPyConnection) -> None:
    found = published.execute(
        """
        select indicator_id, round(fact, 2), target_op, target_value, verdict, printed_verdict, is_agreed
        from publish.pub_regional_verdict where year = 2021 and region_code = '99' and indicator_id like 'vpr_soo_%'
        order by indicator_id
        """
    ).fetchall()
    assert found == [
        ("vpr_soo_base_index", 87.67, ">=", 80.0, "met", "met", True),
        ("vpr_soo_high_index", 18.06, ">=", 20.0, "not_met", "met", False),
    ]


@pytest.mark.parametrize(
    ("table", "year", "expected"),
    [
        ("pub_index_vpr_soo", 2021, ("70", "ГО Пелым", "74%", "7%")),
        ("pub_index_ege", 2026, ("70", "ГО Пелым", "100%", "39%")),
    ],
)
def test_the_row_of_the_document_is_printed_as_there(
    published: duckdb.DuckDBPyConnection, table: str, year: int, expected: tuple[str, ...]
) -> None:
    """CATALOGUE 3: «70 | ГО Пелым | 74% | 7%» for ВПР СОО, «70 | ГО Пелым | 100% | 39%» for ЕГЭ."""
    found = published.execute(
        f"""
        select municipality_no, municipality_name, base_printed, high_printed from publish.{table}
        where year = ? and municipality_no = '70'
        """,
        [year],
    ).fetchall()
    assert found == [expected]


def test_addressees_get_the_recommendations_of_their_list(published: duckdb.DuckDBPyConnection) -> None:
    found = published.execute(
        """
        select pack_code, string_agg(distinct item_no, ' ' order by item_no)
        from publish.pub_addressee_pack where document_title = 'Анализ индексов ВПР СОО и ЕГЭ'
        group by pack_code order by pack_code
        """
    ).fetchall()
    assert found == [
        ("high_ege_municipality", "A1 A2 A3 A4 A5 A6 A7 B1 B2 B3"),
        ("low_ege_municipality", "A1 A2 A3 A4 A5 A6 A7 C1 C2 C3"),
        ("low_index_school", "E1 E2 E3 E4"),
    ]
