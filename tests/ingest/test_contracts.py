"""Contracts and suites as data: strict, complete, unambiguous; a new year or spelling is an edit of YAML only."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from dagster_project.lib import contract as contracts
from dagster_project.lib.contract import SOURCES_DIR, load_catalogue, load_contract
from dagster_project.lib.gate import load_suite
from dagster_project.lib.identify import Identified, Refusal
from dagster_project.lib.lake_schema import DATASETS
from dagster_project.lib.pipeline import identify
from dagster_project.settings import GX_DIR
from tests.ingest import files
from tests.ingest.conftest import Lake

LAYOUTS = sorted(path.stem for path in SOURCES_DIR.glob("*.yml"))
SUITES = sorted(path.stem for path in (GX_DIR / "expectations").glob("*.json"))


@pytest.fixture
def own_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the contracts a test may edit."""
    folder = tmp_path / "sources"
    shutil.copytree(SOURCES_DIR, folder)
    monkeypatch.setattr(contracts, "SOURCES_DIR", folder)
    load_catalogue.cache_clear()
    yield folder
    load_catalogue.cache_clear()


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_contract_is_sound(layout: str) -> None:
    contract = load_contract(SOURCES_DIR / f"{layout}.yml")
    assert contract.years == sorted(set(contract.years))
    assert re.search("[а-я]", contract.title_ru) and contract.owner
    for sheet in contract.sheets:
        if sheet.shape != "questions":  # there every other header is a question
            assert sheet.token_keys <= sheet.known_keys, "a word that recognises the header must be described"
        fields = set(DATASETS[sheet.dataset].names)
        described = {column.name for column in sheet.columns} | set(sheet.constants) | {"login", "category"}
        if sheet.pivot is not None:
            described |= {*sheet.pivot.columns, sheet.pivot.value}
            assert described - {"login", "category"} <= fields
        if sheet.shape == "plain":
            assert {column.name for column in sheet.columns} <= fields
        assert set(sheet.key) <= described | {"group_name", "group_kind", "group_code"} | {"section", "column_no"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_unknown_keys_are_forbidden(layout: str, own_sources: Path) -> None:
    path = own_sources / f"{layout}.yml"
    raw = yaml.safe_load(path.read_text("utf-8"))
    path.write_text(yaml.safe_dump({**raw, "sheet": 1}, allow_unicode=True), "utf-8")
    with pytest.raises(ValidationError, match="Extra inputs"):
        load_contract(path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("read: login", "read: logins", "unknown read"),
        ("{any: [пол]}", "{always: [пол]}", "keyed by 'any' or a year"),
        ("dataset: vpr_work", "dataset: vpr_works", "unknown dataset"),
        ("dataset: vpr_work", "dataset: vpr_work\n    shape: pivot", "go together"),
    ],
)
def test_broken_references_are_found(own_sources: Path, old: str, new: str, message: str) -> None:
    path = own_sources / "vpr_region_2021.yml"
    _edit(path, old, new)
    with pytest.raises(ValidationError, match=message):
        load_contract(path)


def test_every_dataset_has_a_suite() -> None:
    assert sorted(DATASETS) == SUITES


@pytest.mark.parametrize("dataset", SUITES)
def test_suite_is_sound(dataset: str) -> None:
    rules = load_suite(dataset)
    assert json.loads((GX_DIR / "expectations" / f"{dataset}.json").read_text("utf-8"))["name"] == dataset
    for rule in rules:
        assert set(rule.columns) <= set(DATASETS[dataset].names)
        assert re.search("[А-я]", rule.message_ru) and re.fullmatch("[a-z0-9_]+", rule.rule)
        assert rule.severity in ("critical", "warning")
    identities = [(rule.rule, tuple(rule.columns)) for rule in rules]
    assert len(set(identities)) == len(identities)


def test_keys_of_works_are_guarded() -> None:
    (rule,) = [r for r in load_suite("vpr_work") if r.rule == "duplicate_work"]
    for contract in load_catalogue().contracts:
        for sheet in contract.sheets:
            if sheet.dataset == "vpr_work":
                assert rule.columns == ["_import_id", "_source_sheet", *sheet.key]


def test_a_new_year_is_an_edit_of_the_contract(lake: Lake, own_sources: Path) -> None:
    rows = files.individual(files.pupil(40001), about="ВПР 2027 Русский язык 4 класс")
    path = lake.put(rows, "Ф1.xlsx", "РУ 4 Индивидуальные результаты")
    before = identify(path, lake.settings)
    assert isinstance(before, Refusal) and before.rule == "unknown_year"
    _edit(own_sources / "fisoko_individual.yml", "2026]", "2026, 2027]")
    load_catalogue.cache_clear()
    after = identify(path, lake.settings)
    assert isinstance(after, Identified) and after.year == 2027


def test_a_new_spelling_is_an_edit_of_the_contract(lake: Lake, own_sources: Path) -> None:
    header = [name.replace("класс", "класс (литера)") for name in files.HEADER_2021]
    path = lake.put(files.table_2021(files.work_2021("50001"), header=header))
    before = identify(path, lake.settings)
    assert isinstance(before, Refusal) and before.rule == "missing_column"
    _edit(own_sources / "vpr_region_2021.yml", "{any: [класс]}", "{any: [класс], '2021': [Класс  (литера)]}")
    load_catalogue.cache_clear()
    assert isinstance(identify(path, lake.settings), Identified)


def test_a_changed_contract_changes_the_fingerprint(own_sources: Path) -> None:
    before = load_catalogue().fingerprint
    _edit(own_sources / "vpr_region_2021.yml", 'version: "1"', 'version: "2"')
    load_catalogue.cache_clear()
    assert load_catalogue().fingerprint != before


@pytest.mark.parametrize(
    ("spelling", "sheet_2021"),
    [
        ("КОД   обучающегося", True),
        ("код\u00a0обучающегося", True),
        ("код\n\tобучающегося", True),
        ("код_обучающегося", False),
    ],
)
def test_spelling_of_headers_is_normalised(lake: Lake, spelling: str, sheet_2021: bool) -> None:
    header = [spelling if name == "код обучающегося" else name for name in files.HEADER_2021]
    path = lake.put(files.table_2021(files.work_2021("50001"), header=header))
    assert isinstance(identify(path, lake.settings), Identified) is sheet_2021
