"""The comparison itself: what it must see, and what it must not mind."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.engine.compare import differences


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ("select 1 as key, 0.5::double as share, 'a' as word", "1 rows"),
        ("select * from (values (1, 0.5::double, 'a'), (2, 0.25000001::double, 'b')) as t (key, share, word)", "share"),
        ("select * from (values (1, 0.5::double, 'a'), (2, 0.25::double, null)) as t (key, share, word)", "word"),
        ("select * from (values (1, 0.5::double, 'a'), (3, 0.25::double, 'b')) as t (key, share, word)", "key"),
        ("select * from (values (1, 0.5::double, 'a'), (2, null, 'b')) as t (key, share, word)", "share"),
        ("select * from (values (1, '0.5', 'a'), (2, '0.25', 'b')) as t (key, share, word)", "columns"),
    ],
)
def test_a_difference_is_seen(tmp_path: Path, changed: str, told: str) -> None:
    query = "select * from (values (1, 0.5::double, 'a'), (2, 0.25::double, 'b')) as t (key, share, word)"
    for name, text in (("one", query), ("same", query.replace("0.25", "0.2500000000001")), ("other", changed)):
        with duckdb.connect(tmp_path / f"{name}.duckdb") as connection:
            connection.execute("create schema publish")
            connection.execute(f"create table publish.shown as {text}")
    assert differences(tmp_path / "one.duckdb", tmp_path / "same.duckdb") == []
    (found, *_) = differences(tmp_path / "one.duckdb", tmp_path / "other.duckdb")
    assert told in found
