"""Where charts stand on a dashboard and which native filters it has, in Superset's own words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any

from dagster_project.bi.charts import adhoc, order_name
from dagster_project.bi.ids import object_id
from dagster_project.bi.manifest import Table
from dagster_project.bi.palette import SCHEME, SERIES
from dagster_project.bi.spec import Dashboard, Filter, Place

_BACKGROUND = {"background": "BACKGROUND_TRANSPARENT"}
_GRID = ("ROOT_ID", "GRID_ID")
_LINE_LETTERS = 135
_LINE_PX = 22
_GAP_PX = 6
_FRAME_PX = 28
_GUTTER = 2
"""Grid units between two boxes of a column."""


def position(dashboard: Dashboard, header: str) -> dict[str, Any]:
    """`position_json`: the header text, then the rows of the YAML; charts carry the numbers of `chart_numbers`."""
    nodes: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "HEADER_ID": {"type": "HEADER", "id": "HEADER_ID", "meta": {"text": dashboard.title}},
    }
    head = _text(nodes, "MARKDOWN-head", header, 12, text_height(header, 12), ["ROW-head"])
    rows: list[str] = [_add_row(nodes, "ROW-head", [head])]
    for number, places in enumerate(dashboard.rows):
        row = f"ROW-{number}"
        children = []
        for at, place in enumerate(places):
            if place.text is not None:
                children.append(_text(nodes, f"MARKDOWN-{number}-{at}", place.text, place.width, place.height, [row]))
            else:
                children.append(_chart(nodes, dashboard, place, row))
        rows.append(_add_row(nodes, row, children))
    nodes["GRID_ID"] = {"type": "GRID", "id": "GRID_ID", "children": rows, "parents": ["ROOT_ID"]}
    return nodes


def _chart(nodes: dict[str, Any], dashboard: Dashboard, place: Place, row: str) -> str:
    """A chart, with its note above in one column: Superset 6.1 does not draw a chart's own description."""
    assert place.chart is not None
    chart = dashboard.charts[place.chart]
    key, column = f"CHART-{place.chart}", f"COLUMN-{place.chart}"
    parents = [*_GRID, row, column] if chart.note else [*_GRID, row]
    taken = text_height(chart.note, place.width) + _GUTTER if chart.note else 0
    nodes[key] = {
        "type": "CHART",
        "id": key,
        "children": [],
        "parents": parents,
        "meta": {
            "chartId": chart_numbers(dashboard)[place.chart],
            "uuid": object_id("chart", dashboard.key, place.chart),
            "sliceName": chart.title,
            "width": place.width,
            "height": place.height - taken,
        },
    }
    if not chart.note:
        return key
    note = f"MARKDOWN-{place.chart}"
    _text(nodes, note, chart.note, place.width, taken - _GUTTER, [row, column])
    nodes[column] = {
        "type": "COLUMN",
        "id": column,
        "children": [note, key],
        "parents": [*_GRID, row],
        "meta": {"width": place.width, **_BACKGROUND},
    }
    return column


def _add_row(nodes: dict[str, Any], key: str, children: list[str]) -> str:
    nodes[key] = {
        "type": "ROW",
        "id": key,
        "children": children,
        "parents": ["ROOT_ID", "GRID_ID"],
        "meta": _BACKGROUND,
    }
    return key


def _text(nodes: dict[str, Any], key: str, code: str, width: int, height: int, parents: list[str]) -> str:
    nodes[key] = {
        "type": "MARKDOWN",
        "id": key,
        "children": [],
        "parents": [*_GRID, *parents],
        "meta": {"code": code, "width": width, "height": height},
    }
    return key


def text_height(text: str, width: int) -> int:
    """Grid units (8 px) a text takes in `width` columns of twelve on a screen of 1366 px and more."""
    letters = _LINE_LETTERS * width // 12
    paragraphs = [part for part in re.sub(r"\]\([^)]*\)", "]", text).split("\n") if part]
    lines = sum(math.ceil(len(part) / letters) for part in paragraphs)
    return math.ceil((lines * _LINE_PX + len(paragraphs) * _GAP_PX + _FRAME_PX) / 8)


def chart_numbers(dashboard: Dashboard) -> dict[str, int]:
    """Stand-ins for chart ids; the import puts the server's own in place of them."""
    return {key: number for number, key in enumerate(dashboard.charts, start=1)}


def metadata(dashboard: Dashboard, tables: dict[str, Table]) -> dict[str, Any]:
    """`json_metadata`: native filters and the common colours."""
    return {
        "native_filter_configuration": list(_filters(dashboard, tables)),
        "color_scheme": SCHEME,
        "cross_filters_enabled": True,
        "filter_bar_orientation": "VERTICAL",
        "refresh_frequency": 0,
        "expanded_slices": {},
        "timed_refresh_immune_slices": [],
        "label_colors": SERIES,
        "shared_label_colors": [],
        "color_scheme_domain": [],
        "map_label_colors": {},
    }


def filter_id(dashboard: Dashboard, name: str) -> str:
    return f"NATIVE_FILTER-{dashboard.key}-{name}"


def _filters(dashboard: Dashboard, tables: dict[str, Table]) -> Iterable[dict[str, Any]]:
    numbers = chart_numbers(dashboard)
    for wanted in dashboard.filters:
        column = tables[wanted.dataset].columns[wanted.column]
        yield {
            "id": filter_id(dashboard, wanted.name),
            "type": "NATIVE_FILTER",
            "filterType": "filter_select",
            "name": wanted.label or column.label,
            "description": column.description,
            "targets": [{"datasetUuid": object_id("dataset", wanted.dataset), "column": {"name": wanted.column}}],
            "adhoc_filters": [adhoc(condition) for condition in wanted.where],
            "defaultDataMask": _start(wanted),
            "controlValues": _behaviour(wanted),
            "requiredFirst": wanted.starts,
            "sortMetric": order_name(wanted.by) if wanted.by else None,
            "cascadeParentIds": [filter_id(dashboard, column) for column in wanted.parent],
            "scope": {"rootPath": ["ROOT_ID"], "excluded": [numbers[key] for key in wanted.skip]},
        }


def _start(wanted: Filter) -> dict[str, Any]:
    if not wanted.start:
        return {"extraFormData": {}, "filterState": {}, "ownState": {}}
    chosen = list(wanted.start)
    return {
        "extraFormData": {"filters": [{"col": wanted.column, "op": "IN", "val": chosen}]},
        "filterState": {"value": chosen, "label": ", ".join(map(str, chosen)), "excludeFilterValues": False},
        "ownState": {},
    }


def _behaviour(wanted: Filter) -> dict[str, Any]:
    return {
        "enableEmptyFilter": wanted.starts,
        "defaultToFirstItem": wanted.starts,
        "sortAscending": not wanted.descending and wanted.first != "greatest",
        "multiSelect": wanted.multiple,
        "searchAllOptions": False,
        "inverseSelection": False,
    }
