"""Where charts stand on a dashboard and which native filters it has, in Superset's own words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dagster_project.bi.charts import adhoc
from dagster_project.bi.ids import object_id
from dagster_project.bi.manifest import Table
from dagster_project.bi.palette import SCHEME
from dagster_project.bi.spec import Dashboard, Filter

_BACKGROUND = {"background": "BACKGROUND_TRANSPARENT"}
_GRID = ("ROOT_ID", "GRID_ID")


def position(dashboard: Dashboard, header: str) -> dict[str, Any]:
    """`position_json`: the header text, then the rows of the YAML; charts carry the numbers of `chart_numbers`."""
    numbers = chart_numbers(dashboard)
    nodes: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "HEADER_ID": {"type": "HEADER", "id": "HEADER_ID", "meta": {"text": dashboard.title}},
    }
    rows: list[str] = [_add_row(nodes, "ROW-head", [_text(nodes, "MARKDOWN-head", header, 12, 14, ["ROW-head"])])]
    for number, places in enumerate(dashboard.rows):
        row = f"ROW-{number}"
        children = []
        for at, place in enumerate(places):
            if place.text is not None:
                children.append(_text(nodes, f"MARKDOWN-{number}-{at}", place.text, place.width, place.height, [row]))
                continue
            assert place.chart is not None
            key = f"CHART-{place.chart}"
            nodes[key] = {
                "type": "CHART",
                "id": key,
                "children": [],
                "parents": [*_GRID, row],
                "meta": {
                    "chartId": numbers[place.chart],
                    "uuid": object_id("chart", dashboard.key, place.chart),
                    "sliceName": dashboard.charts[place.chart].title,
                    "width": place.width,
                    "height": place.height,
                },
            }
            children.append(key)
        rows.append(_add_row(nodes, row, children))
    nodes["GRID_ID"] = {"type": "GRID", "id": "GRID_ID", "children": rows, "parents": ["ROOT_ID"]}
    return nodes


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
        "label_colors": {},
        "shared_label_colors": [],
        "color_scheme_domain": [],
        "map_label_colors": {},
    }


def filter_id(dashboard: Dashboard, column: str) -> str:
    return f"NATIVE_FILTER-{dashboard.key}-{column}"


def _filters(dashboard: Dashboard, tables: dict[str, Table]) -> Iterable[dict[str, Any]]:
    numbers = chart_numbers(dashboard)
    for wanted in dashboard.filters:
        column = tables[wanted.dataset].columns[wanted.column]
        yield {
            "id": filter_id(dashboard, wanted.column),
            "type": "NATIVE_FILTER",
            "filterType": "filter_select",
            "name": column.label,
            "description": column.description,
            "targets": [{"datasetUuid": object_id("dataset", wanted.dataset), "column": {"name": wanted.column}}],
            "adhoc_filters": [adhoc(condition) for condition in wanted.where],
            "defaultDataMask": {"extraFormData": {}, "filterState": {}, "ownState": {}},
            "controlValues": _behaviour(wanted),
            "requiredFirst": wanted.first is not None,
            "cascadeParentIds": [filter_id(dashboard, column) for column in wanted.parent],
            "scope": {"rootPath": ["ROOT_ID"], "excluded": [numbers[key] for key in wanted.skip]},
        }


def _behaviour(wanted: Filter) -> dict[str, Any]:
    return {
        "enableEmptyFilter": wanted.first is not None,
        "defaultToFirstItem": wanted.first is not None,
        "sortAscending": wanted.first != "greatest",
        "multiSelect": wanted.multiple,
        "searchAllOptions": False,
        "inverseSelection": False,
    }
