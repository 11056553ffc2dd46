"""Which rows a change can reach, and that the statement for them gives these rows and no others, each once."""

from __future__ import annotations

from types import MappingProxyType

import duckdb
import pytest

from dagster_project.warehouse.slices.cut import MOST, Cut, concerned, cut_of, rows_of_cut, select_cut
from dagster_project.warehouse.slices.locality import Reading
from dagster_project.warehouse.slices.plan import Node

NOTHING = MappingProxyType[str, str]({})
NODE = Node("model.x.pair", "model", "s", "pair", "", (), {})
# A school beside others: its own works tell which rows there are, those of the others what they say.
OWN = Reading("works", {"entity_id": "school_id"}, NOTHING)
OTHER = Reading("works", {"compared_id": "school_id"}, NOTHING)
RANK = Reading("ranks", NOTHING, NOTHING)


def keys(**values: str) -> dict[str, frozenset[str]]:
    return {column: frozenset(text.split()) for column, text in values.items()}


def test_rows_are_told_by_each_place_that_reads_something_changed() -> None:
    changed = {"works": keys(school_id="a b")}
    assert cut_of([OWN], changed) == keys(entity_id="a b")
    assert cut_of([OWN, OTHER], changed) == keys(entity_id="a b", compared_id="a b")


def test_one_column_that_serves_every_place_is_enough() -> None:
    both = Reading("works", {"entity_id": "school_id", "import_id": "import_id"}, NOTHING)
    file = Reading("files", {"import_id": "import_id"}, NOTHING)
    changed = {"works": keys(school_id="a", import_id="f"), "files": keys(import_id="g")}
    assert cut_of([both, file], changed) == keys(import_id="f g")


@pytest.mark.parametrize(
    "changed",
    [
        {"works": keys(school_id="a"), "ranks": keys(school_id="a")},
        {"works": keys(import_id="f")},
        {"works": keys(school_id=" ".join(map(str, range(MOST + 1))))},
    ],
    ids=["a place that proves nothing", "another column is known", "too many"],
)
def test_else_it_is_the_slice(changed: dict[str, dict[str, frozenset[str]]]) -> None:
    readings = [reading for reading in (OWN, RANK) if reading.parent in changed]
    assert cut_of(readings, changed) is None


def test_a_place_of_another_subject_is_not_met() -> None:
    place = Reading("cells", NOTHING, {"subject_code": "bio", "entity_level": "school"})
    assert not concerned([place], {"cells": keys(subject_code="ma all")})
    assert concerned([place], {"cells": keys(subject_code="ma bio")})
    assert concerned([place], {"cells": keys(grade="5")})
    assert not concerned([place], {"works": keys(subject_code="bio")})


@pytest.mark.parametrize("cut", [keys(entity_id="a"), keys(entity_id="a", compared_id="b")], ids=["one", "two"])
def test_the_statement_gives_the_rows_of_the_cut_once(cut: Cut) -> None:
    texts = [
        "select own.s as entity_id, other.s as compared_id from ",
        " as own left join ",
        " as other on own.m = other.m",
    ]
    readings = [Reading("works", {"entity_id": "s"}, NOTHING), Reading("works", {"compared_id": "s"}, NOTHING)]
    with duckdb.connect() as connection:
        connection.execute("create table works (s varchar, m int)")
        connection.execute(
            "insert into works values ('a', 1), ('b', 1), ('b', 1), ('c', 2), ('b', 2), (null, 1), ('d', 3)"
        )
        expected = connection.execute(
            f"from ({texts[0]}works{texts[1]}works{texts[2]}) where {rows_of_cut(NODE, cut)} order by all"
        ).fetchall()
        statement = select_cut(NODE, cut, texts, readings, lambda _: "works")
        assert connection.execute(f"from ({statement}) order by all").fetchall() == expected
    assert (None, "b") in expected
