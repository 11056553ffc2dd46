"""Source contracts: one YAML per layout. A new year or a new spelling of a header is a change of data, not of code."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from dagster_project.lib.lake_schema import DATASETS
from dagster_project.lib.personal import DOCUMENT_KEY, PERSON_KEY, Role
from dagster_project.lib.text import READS, header_key
from dagster_project.settings import GX_DIR, SEEDS_DIR

SOURCES_DIR = Path(__file__).resolve().parent.parent / "sources"

PlaceSource = Literal["title", "upload_date", "textbook", "column", "sheet_name", "file_name", "folder"]
Shape = Literal["plain", "questions", "journal_wide", "journal_long", "pivot", "grid"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


class Column(_Strict):
    """One canonical column. `headers` maps a year (or `any`) to accepted spellings, whatever blanks and case."""

    name: str
    headers: dict[str, list[str]]
    read: str = "text"
    required: bool = False
    or_left: bool = False  # a blank cell takes the value of the unnamed column on its left
    values: dict[str, str] = Field(default_factory=dict)

    @field_validator("read")
    @classmethod
    def _known_read(cls, value: str) -> str:
        if value not in READS:
            raise ValueError(f"unknown read {value!r}, expected one of {sorted(READS)}")
        return value

    @field_validator("headers")
    @classmethod
    def _years(cls, value: dict[str, list[str]]) -> dict[str, list[str]]:
        for year in value:
            if year != "any" and not re.fullmatch(r"20[0-9]{2}", year):
                raise ValueError(f"headers are keyed by 'any' or a year, not {year!r}")
        return value

    @property
    def title(self) -> str:
        """The header as templates and messages write it: the first spelling."""
        return next(iter(self.headers.values()))[0]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What a drop-down list offers: the first spelling of each value."""
        first: dict[str, str] = {}
        for spelling, value in self.values.items():
            first.setdefault(value, spelling)
        return tuple(first.values())

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(header_key(spelling) for spellings in self.headers.values() for spelling in spellings)


class Tasks(_Strict):
    """How task columns look: `header` with groups `label` and, where present, `points`."""

    header: str
    end_headers: list[str] = Field(default_factory=list)
    level_row: str | None = None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.header, re.IGNORECASE)


class Pivot(_Strict):
    """Columns that become rows (shapes `pivot`, `grid`): headers like `header`, their cells go to the column `value`.

    `columns` says what the header itself tells: canonical column → how it is read.
    """

    header: str
    value: str
    columns: dict[str, str]

    @field_validator("columns")
    @classmethod
    def _known_reads(cls, columns: dict[str, str]) -> dict[str, str]:
        if unknown := sorted(set(columns.values()) - set(READS)):
            raise ValueError(f"unknown read {', '.join(unknown)}, expected one of {sorted(READS)}")
        return columns

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.header, re.IGNORECASE)


class Section(_Strict):
    """Rows of one text that say something about the rows below: an exam, a region. Without `columns`: page footers.

    `file_name`: above the first such row the name of the file speaks, if it has the pattern.
    """

    pattern: str
    columns: dict[str, str] = Field(default_factory=dict)
    file_name: bool = False

    @field_validator("columns")
    @classmethod
    def _known_reads(cls, value: dict[str, str]) -> dict[str, str]:
        if unknown := set(value.values()) - set(READS):
            raise ValueError(f"unknown reads {sorted(unknown)}")
        return value


class Exclusion(_Strict):
    """Rows that are no data. All conditions given hold; `blank` names empty columns, `tasks`, `cells` of a grid."""

    rule: str
    reason_ru: str
    column: str | None = None
    pattern: str | None = None
    blank: list[str] = Field(default_factory=list)


class SheetContract(_Strict):
    """One kind of sheet of a layout. `title`: what a cell above the header must say, where reports share a header."""

    dataset: str
    shape: Shape = "plain"
    title: str | None = None
    sheet_name: str | None = None  # layouts with one header for all: what the sheet's name must look like
    sheet_name_ru: str | None = None  # an example of it, for the text of a refusal
    tokens: list[str]
    columns: list[Column]
    constants: dict[str, str] = Field(default_factory=dict)
    tasks: Tasks | None = None
    pivot: Pivot | None = None
    extra: list[str] = Field(default_factory=list)
    ignored: dict[str, str] = Field(default_factory=dict)
    helper_columns: bool = False
    fill_down: list[str] = Field(default_factory=list)
    key: list[str] = Field(default_factory=list)
    exclude: list[Exclusion] = Field(default_factory=list)
    sections: list[Section] = Field(default_factory=list)
    merged: bool = False  # a header stands over several columns, its value in any of them
    personal: dict[Role, list[str]] = Field(default_factory=dict)  # never written; become person_key, document_key

    @model_validator(mode="after")
    def _consistent(self) -> SheetContract:
        if self.dataset not in DATASETS:
            raise ValueError(f"unknown dataset {self.dataset!r}")
        if (self.shape in ("pivot", "grid")) != (self.pivot is not None):
            raise ValueError("shapes pivot and grid and the key pivot go together")
        names = {column.name for column in self.columns} | ({PERSON_KEY, DOCUMENT_KEY} if self.personal else set())
        for rule in self.exclude:
            unknown = {rule.column, *rule.blank} - names - {None, "tasks", "cells"}
            if unknown:
                raise ValueError(f"exclusion {rule.rule!r} names unknown columns {sorted(map(str, unknown))}")
        unknown_fill = set(self.fill_down) - names
        if unknown_fill:
            raise ValueError(f"fill_down names unknown columns {sorted(unknown_fill)}")
        return self

    @cached_property
    def is_about_people(self) -> bool:
        """Whether rows stand for persons: columns outside the contract, where names may be, are not kept then."""
        return bool(self.personal) or any(column.read == "code" for column in self.columns)

    @cached_property
    def form_columns(self) -> tuple[Column, ...]:
        """Columns as a person fills them in: one per header, the first that reads it (`term_text`, not `term_from`)."""
        by_title: dict[str, Column] = {}
        for column in self.columns:
            by_title.setdefault(column.title, column)
        return tuple(by_title.values())

    @cached_property
    def sheet_pattern(self) -> re.Pattern[str]:
        return re.compile(self.sheet_name or "", re.IGNORECASE)

    @cached_property
    def token_keys(self) -> frozenset[str]:
        return frozenset(map(header_key, self.tokens))

    @cached_property
    def known_keys(self) -> frozenset[str]:
        mapped = frozenset().union(*(column.keys for column in self.columns))
        return mapped | self.extra_keys | self.ignored_keys | frozenset(self.personal_keys)

    @cached_property
    def personal_keys(self) -> dict[str, Role]:
        return {header_key(spelling): role for role, spellings in self.personal.items() for spelling in spellings}

    @cached_property
    def extra_keys(self) -> frozenset[str]:
        return frozenset(map(header_key, self.extra))

    @cached_property
    def ignored_keys(self) -> frozenset[str]:
        return frozenset(map(header_key, self.ignored))


class Place(_Strict):
    """Where year, subject, grade, login and delivery date come from, in order of trust.

    Args:
        title_of_file: the block above the table stands on one sheet and speaks for all of them.
    """

    year: list[PlaceSource] = Field(default_factory=list)
    subject: list[PlaceSource] = Field(default_factory=list)
    grade: list[PlaceSource] = Field(default_factory=list)
    login: list[PlaceSource] = Field(default_factory=list)
    delivered_at: Literal["report_date", "upload_date"] | None = None
    optional: list[Literal["year", "subject", "grade"]] = Field(default_factory=list)
    upload_date_header: str | None = None
    textbook_header: str | None = None
    title_of_file: bool = False


class Template(_Strict):
    """What the xlsx handed to people shows beyond what the columns say themselves.

    Args:
        example: a filled row, by column name.
        help_ru: lines of the help sheet above those that every template has.
        columns_ru: what to write into a column, in place of the general hint of its kind.
    """

    example: dict[str, str | int | float]
    help_ru: list[str] = Field(default_factory=list)
    columns_ru: dict[str, str] = Field(default_factory=dict)


class Contract(_Strict):
    layout: str
    version: str
    title_ru: str
    owner: str
    years: list[int]
    place: Place
    sheets: list[SheetContract]
    other_sheets: list[str] = Field(default_factory=list)
    template: Template | None = None

    @property
    def dataset(self) -> str:
        """The main dataset: that of the first sheet."""
        return self.sheets[0].dataset


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All contracts and a fingerprint of everything that decides what a file means."""

    contracts: tuple[Contract, ...]
    fingerprint: str

    def by_layout(self, layout: str) -> Contract:
        return next(contract for contract in self.contracts if contract.layout == layout)

    def named_by(self, keys: frozenset[str]) -> Iterator[tuple[Contract, SheetContract]]:
        """Sheets whose recognising words all stand among the words of a row; most rows have none of any."""
        if not self._tokens.isdisjoint(keys):
            for contract in self.contracts:
                for spec in contract.sheets:
                    if spec.token_keys <= keys:
                        yield contract, spec

    @cached_property
    def _tokens(self) -> frozenset[str]:
        return frozenset().union(*(spec.token_keys for contract in self.contracts for spec in contract.sheets))


def load_contract(path: Path) -> Contract:
    """Read one YAML; raises pydantic.ValidationError on unknown keys or broken references."""
    contract = Contract.model_validate(yaml.load(path.read_text("utf-8"), Loader=_LOADER))
    if contract.layout != path.stem:
        raise ValueError(f"{path.name}: layout {contract.layout!r} must equal the file name")
    return contract


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=1)
def load_catalogue() -> Catalogue:
    """All contracts of `dagster_project/sources`, in order of layout name."""
    paths = sorted(SOURCES_DIR.glob("*.yml"))
    return Catalogue(tuple(map(load_contract, paths)), _fingerprint(paths))


def _fingerprint(contracts: list[Path]) -> str:
    code = sorted(Path(__file__).resolve().parent.glob("*.py"))
    suites = sorted((GX_DIR / "expectations").glob("*.json"))
    digest = hashlib.sha256()
    for path in [*contracts, *code, *suites, SEEDS_DIR / "crosswalk" / "subject_alias.csv"]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
