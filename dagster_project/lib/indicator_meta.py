"""The entry of an indicator: what `config.meta` of an `ind_<id>.yml` must say. The only definition of these fields.

Source of the fields: CATALOGUE conventions 1–8; dbt reads the same entries into `indicators.dim_indicator`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from dagster_project.lib.lake_schema import DATASETS
from dagster_project.settings import DBT_DIR

INDICATOR_DIR = DBT_DIR / "models" / "indicators"

FAMILIES = {
    "vpr": "Результаты ВПР",
    "journal": "Сравнение с отметками в журнале",
    "participation": "Участие",
    "items": "Поэлементный анализ",
    "dynamics": "Динамика школ «500+»",
    "quartile": "Квартили муниципалитетов",
    "boundary": "Скачки на границах отметок",
    "objectivity": "Маркеры необъективности",
    "recheck": "Основания перепроверки",
    "programme": "Освоение программ и аттестаты",
    "gia": "Результаты ГИА",
    "metasubject": "ВПР по всем предметам",
    "literacy": "Функциональная грамотность",
    "fairness": "Обеспечение объективности процедур",
    "shnor": "Поддержка ШНОР",
    "expected": "Ожидаемые результаты модели",
    "context": "Контекст и кластеры",
    "order": "Порядок ВПР и перепроверка",
    "vsoko": "ВСОКО школы",
    "verdict": "Цели, группы и списки адресатов",
    "tasks": "Исполнение решений и планов",
}
"""Family (folder of the model) and its Russian title."""


PEOPLE = ("works", "listed_works", "exam_results", "marks", "pupils", "parents", "teachers")
"""What a denominator may count that is a group of people: such a group can be too small to be shown (ADR 10)."""


def _russian(text: str) -> str:
    if not re.search("[А-Яа-яЁё]", text):
        raise ValueError("a text for people must be Russian")
    return text


def _dataset(name: str) -> str:
    if name not in DATASETS:
        raise ValueError(f"unknown dataset {name!r}")
    return name


Russian = Annotated[str, Field(min_length=2), AfterValidator(_russian)]
Subject = Literal[
    "ru", "ma", "ma_base", "ma_prof", "env", "bio", "geo", "hist", "soc",
    "phys", "chem", "inf", "lit", "eng", "deu", "fra", "spa",
]  # fmt: skip
Grade = Annotated[int, Field(ge=1, le=11)]
Level = Literal["school", "municipality", "region"]


class IndicatorMeta(BaseModel):
    """`config.meta` of one indicator; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    code: Annotated[str, Field(pattern=r"^[A-Z]\d{2}[A-Za-z0-9]*$")]
    label_ru: Russian
    short_label_ru: Annotated[Russian, Field(max_length=30)]
    family: str
    unit: Literal["%", "п.п.", "шт.", "раз", "флаг", "класс", "балл", "дней", "дата", "коэфф."]
    decimals: Annotated[int, Field(ge=0, le=3)]
    direction: Literal["higher", "lower", "neutral"]
    levels: Annotated[list[Level], Field(min_length=1)]
    sources: Annotated[list[Annotated[str, AfterValidator(_dataset)]], Field(min_length=1)]
    source_lag: Annotated[int, Field(ge=0, le=3)] = 0
    scale: Literal["vpr_mark", "vpr_max", "ege_min", "oge_mark"] | None = None
    """What its results are judged by. A row over subjects or grades is no_data where one of them lacks it that year."""
    subjects: Literal["all"] | Annotated[list[Subject], Field(min_length=1)]
    grades: Literal["all"] | Annotated[list[Grade], Field(min_length=1)]
    formula_ru: Russian
    counts: Literal[
        "works", "listed_works", "exam_results", "marks", "pupils", "parents", "teachers",
        "parts", "schools", "municipalities", "documents", "none",
    ]  # fmt: skip
    """What the denominator counts; `listed_works`: works of listed schools; `parts`: points or a part of a group."""
    hidden_with: Literal["vpr", "gia", "own", "none"]
    """Whose small groups hide it in the open tables: those of ВПР, of ГИА, of its own denominator, nobody's."""
    numerator_ru: Russian | None = None
    denominator_ru: Russian | None = None
    source_document: Literal["000", "001", "002", "003", "004", "method"]
    source_clause: Russian
    basis: Literal["seed", "reconstructed", "inferred", "method"]
    target_kind: Literal["none", "value", "dynamics"]
    target_op: Literal[">=", ">", "<=", "<", "="] | None = None
    target_value: int | float | None = None
    parameters: list[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]]
    why_ru: Russian
    note_ru: Russian | None = None
    valid_from_year: Annotated[int, Field(ge=2015, le=2100)]
    owner: Annotated[str, Field(pattern=r"^[a-z-]+$")]
    checked_by: Annotated[str, Field(pattern=r"^[a-z-]+$")]
    next_review: Annotated[str, AfterValidator(lambda text: date.fromisoformat(text).isoformat())]

    @model_validator(mode="after")
    def _target_is_whole(self) -> IndicatorMeta:
        stated = (self.target_op is not None, self.target_value is not None)
        if stated != ((False, False) if self.target_kind == "none" else (True, True)):
            raise ValueError("target_op and target_value go with target_kind value or dynamics, and only with them")
        if self.target_kind == "dynamics" and (self.target_op not in (">", "<") or self.target_value != 0):
            raise ValueError("a target of dynamics is target_op '>' or '<' and target_value 0")
        if self.counts not in PEOPLE and self.hidden_with == "own":
            raise ValueError("hidden_with own goes with a denominator that counts people")
        if self.counts in PEOPLE and self.hidden_with == "none":
            raise ValueError("a denominator that counts people is hidden with vpr, gia or own")
        if self.family not in FAMILIES:
            raise ValueError(f"unknown family {self.family!r}: {', '.join(FAMILIES)}")
        return self


@dataclass(frozen=True)
class Indicator:
    """One indicator as its two files have it.

    Args:
        name: file name without `ind_`, the public indicator_id.
        description: `description` of the model.
        unit_tests: unit tests of the yml, as read.
        sql: text of the model.
    """

    name: str
    meta: IndicatorMeta
    description: str
    unit_tests: tuple[dict[str, Any], ...]
    sql: str
    path: Path


def read_indicator(path: Path) -> Indicator:
    """Read `ind_<id>.yml` and its SQL.

    Raises:
        ValueError: the yml does not describe exactly the model of its file name, the SQL is missing, or meta is wrong.
    """
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    models = content.get("models") or []
    if [model.get("name") for model in models] != [path.stem]:
        raise ValueError(f"{path.name}: must describe the model {path.stem} and nothing else")
    sql_path = path.with_suffix(".sql")
    if not sql_path.exists():
        raise ValueError(f"{path.name}: {sql_path.name} is missing")
    try:
        meta = IndicatorMeta.model_validate((models[0].get("config") or {}).get("meta") or {})
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error
    return Indicator(
        name=path.stem.removeprefix("ind_"),
        meta=meta,
        description=str(models[0].get("description") or "").strip(),
        unit_tests=tuple(content.get("unit_tests") or ()),
        sql=sql_path.read_text(encoding="utf-8"),
        path=path,
    )


def read_indicators(folder: Path = INDICATOR_DIR) -> list[Indicator]:
    """Every indicator below `folder`, in the order of names.

    Raises:
        ValueError: a file is wrong, or a model has no yml.
    """
    undescribed = sorted(p.name for p in folder.rglob("ind_*.sql") if not p.with_suffix(".yml").exists())
    if undescribed:
        raise ValueError(f"no yml beside: {', '.join(undescribed)}")
    return sorted((read_indicator(path) for path in folder.rglob("ind_*.yml")), key=lambda i: i.name)
