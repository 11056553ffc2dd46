"""What the YAML files of this folder may say: datasets, dashboards, charts, filters. Unknown keys are errors."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

BI_DIR = Path(__file__).resolve().parent
AUDIENCES = ("region", "municipality", "school", "public")
"""Who may look, from the one who sees most."""

Audience = Literal["region", "municipality", "school", "public"]
RowScope = Literal["entity", "school", "municipality", "region", "open"]
Kind = Literal["table", "pivot", "heatmap", "line", "bar", "number"]
Operator = Literal["==", "!=", ">", "<", ">=", "<=", "IN", "NOT IN", "IS NULL", "IS NOT NULL"]
Palette = Literal["quartile", "target", "status", "higher", "lower"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Dataset(_Strict):
    """A published table that goes to Superset.

    Args:
        audience: roles that may open it.
        rows: which columns say whose a row is (see `access.py`).
    """

    audience: tuple[Audience, ...]
    rows: RowScope


class Condition(_Strict):
    """A fixed filter of a chart, with a basis in its title."""

    column: str
    op: Operator
    value: Any = None


class Chart(_Strict):
    """One chart.

    Args:
        columns: columns of a table, in order; rows of a pivot or heat map.
        across: columns across a pivot or heat map; series of a line or bar chart.
        x: horizontal axis of a line or bar chart.
        measures: number columns drawn; each is one row's own figure, never summed over rows (`aggregate`).
        aggregate: what joins rows that fall together; `only` shows a figure only where one row stands behind it.
        order: columns to sort by, `-` in front for descending.
        colours: palette by column.
    """

    title: str
    kind: Kind
    dataset: str
    columns: tuple[str, ...] = ()
    across: tuple[str, ...] = ()
    x: str | None = None
    measures: tuple[str, ...] = ()
    aggregate: Literal["only", "sum", "count"] = "only"
    where: tuple[Condition, ...] = ()
    order: tuple[str, ...] = ()
    limit: Annotated[int, Field(ge=1, le=50_000)] = 5_000
    colours: dict[str, Palette] = {}
    stacked: bool = False
    note: str = ""

    @model_validator(mode="after")
    def _parts_fit_kind(self) -> Chart:
        if self.kind == "table" and not self.columns:
            raise ValueError("a table names its columns")
        if self.kind in ("line", "bar") and not (self.x and self.measures):
            raise ValueError(f"a {self.kind} chart names x and measures")
        if self.kind in ("pivot", "heatmap") and not (self.columns and self.across and self.measures):
            raise ValueError(f"a {self.kind} names columns, across and measures")
        if self.kind in ("number", "heatmap") and len(self.measures) != 1:
            raise ValueError(f"a {self.kind} has one measure")
        return self

    @property
    def used_columns(self) -> set[str]:
        named = {*self.columns, *self.across, *self.measures, *self.colours}
        named |= {name.removeprefix("-") for name in self.order} | {c.column for c in self.where}
        return named | ({self.x} if self.x else set())


class Filter(_Strict):
    """A native filter: every chart whose dataset has the column follows it, but for those in `skip`.

    Args:
        first: where to start: the least or the greatest value, or nothing chosen.
        parent: column of an earlier filter that narrows the values of this one.
    """

    dataset: str
    column: str
    first: Literal["least", "greatest"] | None = None
    multiple: bool = False
    parent: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()


class Place(_Strict):
    """A chart, by its key, or a text in a row of the grid of twelve columns."""

    chart: str | None = None
    text: str | None = None
    width: Annotated[int, Field(ge=1, le=12)] = 12
    height: Annotated[int, Field(ge=2, le=200)] = 40


class Dashboard(_Strict):
    """One dashboard; the file name is its key, the address is `rsoko-<key>`."""

    key: str
    position: int
    title: str
    description: str
    audience: tuple[Audience, ...]
    filters: tuple[Filter, ...] = ()
    charts: dict[str, Chart]
    rows: tuple[tuple[Place, ...], ...]

    @model_validator(mode="after")
    def _every_chart_has_a_place(self) -> Dashboard:
        placed = [place.chart for row in self.rows for place in row if place.chart]
        if sorted(placed) != sorted(self.charts):
            raise ValueError(f"charts {sorted(self.charts)} and places {sorted(placed)} differ")
        if wide := [row for row in self.rows if sum(place.width for place in row) > 12]:
            raise ValueError(f"a row is wider than 12: {wide[0]}")
        if unknown := {key for f in self.filters for key in f.skip} - set(self.charts):
            raise ValueError(f"filters skip charts that are not there: {sorted(unknown)}")
        return self

    @property
    def slug(self) -> str:
        return f"rsoko-{self.key}"

    @cached_property
    def datasets(self) -> set[str]:
        return {chart.dataset for chart in self.charts.values()} | {f.dataset for f in self.filters}


class Project(_Strict):
    """All there is to publish."""

    datasets: dict[str, Dataset]
    dashboards: tuple[Dashboard, ...]


def read_project(folder: Path = BI_DIR) -> Project:
    """Read `datasets.yml` and `dashboards/*.yml`.

    Raises:
        pydantic.ValidationError: a file says something it may not.
    """
    datasets = yaml.safe_load((folder / "datasets.yml").read_text(encoding="utf-8"))
    dashboards = [
        Dashboard(key=path.stem, **yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted((folder / "dashboards").glob("*.yml"))
    ]
    return Project(datasets=datasets, dashboards=tuple(sorted(dashboards, key=lambda d: d.position)))
