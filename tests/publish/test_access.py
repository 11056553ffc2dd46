"""Rights as SQL: the clause of every kind on every row scope judges rows as written here by hand; codes are checked."""

from __future__ import annotations

import sqlite3
from itertools import product
from pathlib import Path

import pytest

from dagster_project.bi.access import SCOPE_COLUMNS, Role
from dagster_project.bi.accounts import passwords_from_env, read_accounts
from dagster_project.bi.rules import Rule, tables_to_change, wanted_rules
from dagster_project.bi.spec import Dataset, Project, RowScope
from dagster_project.warehouse.errors import UsageError

REGION = Role("region", "99")
MUNICIPALITY = Role("municipality", "reg99_m001")
SCHOOL = Role("school", "990001", "reg99_m001")
PUBLIC = Role("public", "99")

# entity_level, entity_id, region_code, municipality_code: the roles that see the row
ENTITY_ROWS: dict[tuple[str, str, str, str | None], set[Role]] = {
    ("region", "99", "99", None): {REGION, MUNICIPALITY, SCHOOL, PUBLIC},
    ("municipality", "reg99_m001", "99", "reg99_m001"): {REGION, MUNICIPALITY, SCHOOL, PUBLIC},
    ("municipality", "reg99_m003", "99", "reg99_m003"): {REGION, PUBLIC},
    ("school", "990001", "99", "reg99_m001"): {REGION, MUNICIPALITY, SCHOOL},
    ("school", "990002", "99", "reg99_m001"): {REGION, MUNICIPALITY},
    ("school", "990007", "99", "reg99_m003"): {REGION},
    ("school", "990090", "99", None): {REGION},
    ("class", "990001", "99", "reg99_m001"): {REGION, MUNICIPALITY},
    ("region", "22", "22", None): set(),
    ("municipality", "reg22_m001", "22", "reg22_m001"): set(),
    ("school", "220001", "22", "reg22_m001"): set(),
}
# region_code, municipality_code, school_id
SCHOOL_ROWS: dict[tuple[str | None, str | None, str | None], set[Role]] = {
    ("99", "reg99_m001", "990001"): {REGION, MUNICIPALITY, SCHOOL},
    ("99", "reg99_m001", "990002"): {REGION, MUNICIPALITY},
    ("99", "reg99_m001", None): {REGION, MUNICIPALITY},
    ("99", "reg99_m003", "990007"): {REGION},
    ("99", None, None): {REGION},
    ("22", "reg22_m001", "220001"): set(),
    (None, None, None): set(),
}
MUNICIPALITY_ROWS: dict[tuple[str, str | None], set[Role]] = {
    ("99", "reg99_m001"): {REGION, MUNICIPALITY, SCHOOL, PUBLIC},
    ("99", "reg99_m003"): {REGION, PUBLIC},
    ("99", None): {REGION, PUBLIC},
    ("22", "reg22_m001"): set(),
}
REGION_ROWS: dict[tuple[str | None], set[Role]] = {
    ("99",): {REGION, MUNICIPALITY, SCHOOL, PUBLIC},
    ("22",): set(),
    (None,): set(),
}
CASES = {"entity": ENTITY_ROWS, "school": SCHOOL_ROWS, "municipality": MUNICIPALITY_ROWS, "region": REGION_ROWS}


@pytest.mark.parametrize(
    ("scope", "role"), list(product(CASES, (REGION, MUNICIPALITY, SCHOOL, PUBLIC))), ids=lambda x: getattr(x, "kind", x)
)
def test_clause_and_right_judge_each_row_as_written(scope: RowScope, role: Role) -> None:
    columns, clause = SCOPE_COLUMNS[scope], role.clause(scope)
    with sqlite3.connect(":memory:") as database:
        database.execute(f"create table t ({', '.join(columns)})")
        for row, seen_by in CASES[scope].items():
            database.execute("delete from t")
            database.execute(f"insert into t values ({', '.join('?' * len(columns))})", row)
            found = database.execute(f"select count(*) from t where ({clause})").fetchone()[0]
            assert bool(found) == (role in seen_by), (row, clause)
            assert role.allows(scope, dict(zip(columns, row, strict=True))) == (role in seen_by), row


def test_open_rows_have_no_rule() -> None:
    assert all(role.clause("open") is None for role in (REGION, MUNICIPALITY, SCHOOL, PUBLIC))


@pytest.mark.parametrize(
    ("kind", "code", "municipality"),
    [
        ("region", "9", None),
        ("region", "99' or '1'='1", None),
        ("region", "99\n", None),
        ("region", "٩٩", None),
        ("municipality", "reg99_m1", None),
        ("municipality", "reg99_m001'--", None),
        ("municipality", "REG99_M001", None),
        ("school", "99000", "reg99_m001"),
        ("school", "990001 or 1=1", "reg99_m001"),
        ("school", "990001", None),
        ("school", "990001", "reg99_m001)"),
        ("school", "990001", "reg22_m001"),
        ("municipality", "reg99_m001", "reg99_m001"),
        ("public", "%%", None),
    ],
)
def test_code_that_is_none_never_enters_a_rule(kind: str, code: str, municipality: str | None) -> None:
    with pytest.raises(UsageError):
        Role(kind, code, municipality)  # type: ignore[arg-type]


def test_school_with_a_series_is_a_code() -> None:
    assert "990001-ksh" in (Role("school", "990001-ksh", "reg99_m001").clause("school") or "")


def test_demo_users_cover_every_kind_and_carry_no_password() -> None:
    accounts = read_accounts()
    assert {user.kind for user in accounts} == {"region", "municipality", "school", "public"}
    assert not any("password" in name for user in accounts for name in type(user).model_fields)


@pytest.mark.parametrize(
    "text",
    [
        "users: [{username: a1, full_name: Иван, kind: region, code: '99', password: x}]",
        "users: [{username: admin, full_name: Иван, kind: region, code: '99'}]",
        "users: [{username: a1, full_name: Иван, kind: ruler, code: '99'}]",
        "users: [{username: a1, full_name: Иван, kind: region, code: '9'}]",
        "users: [{username: a1, full_name: Иван, kind: region, code: '99'},"
        " {username: a1, full_name: Пётр, kind: region, code: '99'}]",
        "users: [{username: a1, full_name: Иван, kind: school, code: '990001', municipality: reg99_m001},"
        " {username: a2, full_name: Пётр, kind: school, code: '990001', municipality: reg99_m002}]",
        "users: [{username: \"a'1\", full_name: Иван, kind: region, code: '99'}]",
        "[]",
    ],
)
def test_file_of_users_with_a_fault_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "users.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        read_accounts(path)


def test_own_file_replaces_the_demo_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "users.yml"
    path.write_text("users: [{username: ivan, full_name: Иван, kind: region, code: '22'}]", encoding="utf-8")
    monkeypatch.setenv("RSOKO_SUPERSET_USERS", str(path))
    assert [user.username for user in read_accounts()] == ["ivan"]


@pytest.mark.parametrize("text", ["secret-word", '["a"]', '{"a": 1}', '{"a": ""}'])
def test_unreadable_passwords_are_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("RSOKO_SUPERSET_PASSWORDS", text)
    with pytest.raises(UsageError) as error:
        passwords_from_env()
    assert "secret-word" not in str(error.value)


DATASETS = {
    "closed": Dataset(audience=("region",), rows="region"),
    "wide": Dataset(audience=("region", "municipality"), rows="entity"),
}
ROLE_IDS = {"Admin": 1, REGION.name: 2, MUNICIPALITY.name: 3}


def rules_of(datasets: dict[str, Dataset], ids: dict[str, int]) -> list[Rule]:
    project = Project(datasets=datasets, dashboards=())
    return wanted_rules(project, [REGION, MUNICIPALITY], ids, ROLE_IDS)


def test_every_dataset_denies_all_but_its_audience() -> None:
    denials = {
        next(iter(r.tables)): r for r in rules_of(DATASETS, {"closed": 10, "wide": 20}) if r.filter_type == "Base"
    }
    assert {table: set(rule.roles) for table, rule in denials.items()} == {10: {1, 2}, 20: {1, 2, 3}}
    assert all(rule.clause == "1 = 0" and rule.group_key is None for rule in denials.values())


def test_dataset_that_left_the_repository_keeps_a_denial_for_all_readers() -> None:
    (rule,) = [r for r in rules_of(DATASETS, {"closed": 10, "wide": 20, "gone": 30}) if 30 in r.tables]
    assert (rule.clause, set(rule.roles)) == ("1 = 0", {1})


def test_rights_of_one_person_are_joined_by_or_and_never_with_the_denial() -> None:
    rules = rules_of(DATASETS, {"closed": 10, "wide": 20})
    assert {r.group_key for r in rules if r.filter_type == "Regular"} == {"РСОКО"}
    rights = {(r.name, tuple(sorted(r.tables))) for r in rules if r.filter_type == "Regular"}
    assert rights == {
        ("РСОКО регион 99: region", (10,)),
        ("РСОКО регион 99: entity", (20,)),
        ("РСОКО муниципалитет reg99_m001: entity", (20,)),
    }


def test_change_of_scope_or_audience_closes_the_dataset_first() -> None:
    ids = {"closed": 10, "wide": 20}
    now = rules_of(DATASETS, ids)
    assert tables_to_change(now, rules_of(DATASETS, ids)) == set()
    narrowed = {**DATASETS, "wide": Dataset(audience=("region",), rows="entity")}
    assert 20 in tables_to_change(now, rules_of(narrowed, ids))
    moved = {**DATASETS, "closed": Dataset(audience=("region",), rows="municipality")}
    assert 10 in tables_to_change(now, rules_of(moved, ids))
