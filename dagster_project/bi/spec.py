"""What the YAML files of this folder may say: datasets, dashboards, charts, filters. Unknown keys are errors."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

_OPEN = "_public"
BI_DIR = Path(__file__).resolve().parent
AUDIENCES = ("region", "municipality", "school", "public")
"""Who may look, from the one who sees most."""

Audience = Literal["region", "municipality", "school", "public"]
RowScope = Literal["entity", "school", "municipality", "region", "open"]
Kind = Literal["table", "pivot", "heatmap", "line", "bar", "number"]
Operator = Literal["==", "!=", ">", "<", ">=", "<=", "IN", "NOT IN", "IS NULL", "IS NOT NULL"]
Palette = Literal[
    "quartile",
    "target",
    "status",
    "outcome",
    "flag",
    "yes_bad",
    "strength",
    "higher",
    "lower",
    "amount",
]


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


class Colour(_Strict):
    """How the cells of a column are coloured.

    Args:
        by: the column whose value decides; the coloured one itself if it is not named.
    """

    palette: Palette
    by: str | None = None


def _colour(written: Any) -> Any:
    """A palette alone stands for a column that decides itself."""
    return {"palette": written} if isinstance(written, str) else written


class Chart(_Strict):
    """One chart.

    Args:
        columns: columns of a table, in order; rows of a pivot or heat map.
        across: columns across a pivot or heat map; series of a line or bar chart.
        x: horizontal axis of a line or bar chart.
        measures: number columns drawn; each is one row's own figure, never summed over rows (`aggregate`).
        aggregate: what joins rows that fall together; `only` shows a figure only where one row stands behind it,
            `same` where all of them say the same.
        order: columns to sort by, `-` in front for descending.
        colours: palette by column; of a heat map, the palette of its measure.
        hidden: columns of a table that are read (to colour or to sort by) and not shown.
        widths: pixels of a table's columns, where the text would not decide well.
        bounds: least and greatest value of the axis or of the colours, so that pictures compare.
        show_values: print the figures into the cells of a heat map, at the points of a line, on bars.
        horizontal: bars lie, for long names.
        note: what to know before comparing, shown above the chart.
        open_columns: columns of the open twin that the open copy of a table shows besides: what is hidden.
    """

    title: str
    kind: Kind
    dataset: str
    columns: tuple[str, ...] = ()
    across: tuple[str, ...] = ()
    x: str | None = None
    measures: tuple[str, ...] = ()
    aggregate: Literal["only", "same", "sum", "count"] = "only"
    where: tuple[Condition, ...] = ()
    order: tuple[str, ...] = ()
    limit: Annotated[int, Field(ge=1, le=50_000)] = 5_000
    colours: dict[str, Annotated[Colour, BeforeValidator(_colour)]] = {}
    hidden: tuple[str, ...] = ()
    open_columns: tuple[str, ...] = ()
    widths: dict[str, Annotated[int, Field(ge=30, le=900)]] = {}
    bounds: tuple[float, float] | None = None
    show_values: bool = True
    horizontal: bool = False
    stacked: bool = False
    note: str = ""

    @model_validator(mode="after")
    def _parts_fit_kind(self) -> Chart:
        if self.kind == "table" and not self.columns:
            raise ValueError("a table names its columns")
        if self.kind in ("line", "bar") and not (self.x and self.measures):
            raise ValueError(f"a {self.kind} chart names x and measures")
        if self.kind in ("pivot", "heatmap") and not (self.columns and self.measures):
            raise ValueError(f"a {self.kind} names columns and measures")
        if self.kind == "heatmap" and not self.across:
            raise ValueError("a heatmap names across")
        if self.kind in ("number", "heatmap") and len(self.measures) != 1:
            raise ValueError(f"a {self.kind} has one measure")
        if not {*self.hidden, *self.widths} <= set(self.columns):
            raise ValueError("hidden and widths name columns of the table")
        return self

    @property
    def used_columns(self) -> set[str]:
        named = {*self.columns, *self.across, *self.measures, *self.colours}
        named |= {colour.by for colour in self.colours.values() if colour.by}
        named |= {name.removeprefix("-") for name in self.order} | {c.column for c in self.where}
        return named | ({self.x} if self.x else set())


class Filter(_Strict):
    """A native filter: every chart whose dataset has the column follows it, but for those in `skip`.

    Args:
        first: where to start: the least or the greatest value, or nothing chosen. Superset 6.1 draws nothing until
            such a filter has a value, so its dataset must have rows for every reader and it has no `where`.
        start: where to start, by value; the reader may clear it.
        descending: whether the greatest values stand first in the list.
        label: what it is called, where the column's own label does not tell two filters of it apart.
        parent: names (`name`) of earlier filters that narrow the values of this one.
        by: the order of the values, and so the row to start at (`-` in front of a number for descending):
            filters of one dataset and one order all start at the same row, whatever the reader may see.
    """

    dataset: str
    column: str
    label: str | None = None
    first: Literal["least", "greatest"] | None = None
    start: tuple[str | int, ...] = ()
    multiple: bool = False
    descending: bool = False
    parent: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()
    by: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _first_always_has_a_value(self) -> Filter:
        if self.first and self.by:
            raise ValueError(f"{self.column}: `by` says where to start, `first` would say it again")
        if self.first and self.parent:
            raise ValueError(f"{self.column}: narrowed by others it would show one first value and apply another")
        if self.first and self.where:
            raise ValueError(f"{self.column}: with no value left the whole dashboard would stay blank")
        return self

    @property
    def used_columns(self) -> set[str]:
        return {self.column, *(c.column for c in self.where), *(name.removeprefix("-") for name in self.by)}

    @property
    def starts(self) -> bool:
        """Whether it starts at a value of the data."""
        return bool(self.first or self.by)

    @property
    def name(self) -> str:
        """Column, or `dataset.column` where the label is its own."""
        return f"{self.dataset}.{self.column}" if self.label else self.column


class Place(_Strict):
    """A chart, by its key, or a text in a row of the grid of twelve columns."""

    chart: str | None = None
    text: str | None = None
    width: Annotated[int, Field(ge=1, le=12)] = 12
    height: Annotated[int, Field(ge=2, le=200)] = 40


class Dashboard(_Strict):
    """One dashboard; the file name is its key, the address is `rsoko-<key>`.

    Args:
        open_to: readers who get a copy of it over the open twins of its datasets, with small groups hidden (`opened`).
    """

    key: str
    position: int
    title: str
    description: str
    audience: tuple[Audience, ...]
    open_to: tuple[Audience, ...] = ()
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
        names = [f.name for f in self.filters]
        for wanted in self.filters:
            parents = [f for f in self.filters if f.name in wanted.parent]
            if wanted.by and {(f.dataset, f.by, f.where) for f in parents} - {
                (wanted.dataset, wanted.by, wanted.where)
            }:
                raise ValueError(f"{wanted.name} starts at another row than the filters that narrow it")
        if twice := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"filters are not told apart, give them labels: {sorted(twice)}")
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


def opened(dashboard: Dashboard, datasets: Collection[str]) -> Dashboard:
    """The copy of a dashboard for `open_to`: the same charts over `x_public` wherever there is one beside `x`."""

    def twin(name: str) -> str:
        return f"{name}{_OPEN}" if f"{name}{_OPEN}" in datasets else name

    def copied(chart: Chart) -> Chart:
        return chart.model_copy(
            update={"dataset": twin(chart.dataset), "columns": (*chart.columns, *chart.open_columns)}
        )

    def renamed(name: str) -> str:
        """Name of a filter with a label, which begins with its dataset."""
        dataset, dot, column = name.rpartition(".")
        return f"{twin(dataset)}{dot}{column}"

    filters = [
        f.model_copy(update={"dataset": twin(f.dataset), "parent": tuple(map(renamed, f.parent))})
        for f in dashboard.filters
    ]
    return Dashboard(
        **{
            **dict(dashboard),
            "key": f"{dashboard.key}_open",
            "title": f"{dashboard.title} (открытые данные)",
            "description": f"{dashboard.description} Малые группы скрыты: пусто бывает и от этого.",
            "audience": dashboard.open_to,
            "open_to": (),
            "filters": tuple(filters),
            "charts": {k: copied(c) for k, c in dashboard.charts.items()},
        }
    )


def read_project(folder: Path = BI_DIR) -> Project:
    """Read `datasets.yml` and `dashboards/*.yml`.

    Raises:
        pydantic.ValidationError: a file says something it may not.
    """
    datasets = yaml.safe_load((folder / "datasets.yml").read_text(encoding="utf-8"))
    written = [
        Dashboard(key=path.stem, **yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted((folder / "dashboards").glob("*.yml"))
    ]
    dashboards = [*written, *(opened(d, datasets) for d in written if d.open_to)]
    return Project(datasets=datasets, dashboards=tuple(sorted(dashboards, key=lambda d: d.position)))
