"""A chart of the YAML in Superset's own words: `viz_type`, `params`, `query_context`."""

from __future__ import annotations

import json
from typing import Any

from dagster_project.bi.manifest import Column, Table
from dagster_project.bi.palette import NO, SCHEME, YES, conditional_formatting, scale
from dagster_project.bi.spec import Chart, Condition, Filter

VIZ_TYPES = {
    "table": "table",
    "pivot": "pivot_table_v2",
    "heatmap": "heatmap_v2",
    "line": "echarts_timeseries_line",
    "bar": "echarts_timeseries_bar",
    "number": "big_number_total",
}
_ROWS = "Количество"
IN_WORDS = "__ru"
"""Ending of the calculated column that says a flag in Russian: Superset prints true and false."""
_GREATEST = 9999
"""Years, grades and the like that filters sort by are less."""
_AGGREGATES = {
    "only": 'case when count("{0}") = 1 then max("{0}") end',
    "same": 'case when count(distinct "{0}") = 1 then max("{0}") end',
    "sum": 'sum("{0}")',
    "count": 'count("{0}")',
}


def metric_name(chart: Chart, column: str) -> str:
    return f"{column}__{chart.aggregate}"


def order_name(by: tuple[str, ...]) -> str:
    """Name of the metric that sorts the values of filters."""
    return "order__" + "__".join(name.replace("-", "desc_") for name in by)


def metrics_of(charts: list[Chart], filters: list[Filter], table: Table) -> list[dict[str, Any]]:
    """Metrics a dataset needs for these charts and filters, each with the label and the format of its column."""
    wanted = {(metric_name(chart, name), name, chart.aggregate) for chart in charts for name in chart.measures}
    figures = [_metric(name, table.columns[column], aggregate) for name, column, aggregate in sorted(wanted)]
    return figures + [_order(by, table) for by in sorted({f.by for f in filters if f.by})]


def _order(by: tuple[str, ...], table: Table) -> dict[str, Any]:
    """The least key of the rows behind a value: of all values of all filters it is least for those of one row."""
    key = " || ' ' || ".join(_key(name.removeprefix("-"), name.startswith("-"), table) for name in by)
    return {
        "metric_name": order_name(by),
        "verbose_name": "Порядок в списке: " + ", ".join(table.columns[n.removeprefix("-")].label for n in by),
        "metric_type": None,
        "expression": f"min({key})",
        "description": "Порядок значений в фильтрах",
        "d3format": None,
        "currency": None,
        "extra": {},
        "warning_text": None,
    }


def _key(name: str, descending: bool, table: Table) -> str:
    if not table.columns[name].is_number:
        return f"coalesce(\"{name}\", '')"
    number = f'{_GREATEST} - "{name}"' if descending else f'"{name}"'
    return f"lpad(cast({number} as varchar), {len(str(_GREATEST))}, '0')"


def _metric(name: str, column: Column, aggregate: str) -> dict[str, Any]:
    return {
        "metric_name": name,
        "verbose_name": _ROWS if aggregate == "count" else column.label,
        "metric_type": None,
        "expression": _AGGREGATES[aggregate].format(column.name),
        "description": column.description,
        "d3format": ",d" if aggregate == "count" else column.number_format,
        "currency": None,
        "extra": {},
        "warning_text": None,
    }


def shown(chart: Chart, name: str, table: Table) -> str:
    """Column that stands in a table for `name`: a flag is shown in words."""
    return name + IN_WORDS if table.columns[name].is_flag and name not in chart.hidden else name


def in_words(column: Column) -> str:
    """SQL of a flag as a word; nothing where the flag is unknown."""
    return f"case when \"{column.name}\" then '{YES}' when not \"{column.name}\" then '{NO}' end"


def params(chart: Chart, table: Table) -> dict[str, Any]:
    """`params` of the chart, the state of Superset's own editor."""
    common = {
        "viz_type": VIZ_TYPES[chart.kind],
        "adhoc_filters": [adhoc(condition) for condition in chart.where],
        "row_limit": chart.limit,
        "extra_form_data": {},
        "time_range": "No filter",
    }
    build = {"table": _table, "pivot": _pivot, "heatmap": _heatmap, "number": _number}.get(chart.kind, _axes)
    return {**common, **build(chart, table)}


def adhoc(condition: Condition) -> dict[str, Any]:
    """A fixed filter in Superset's words."""
    return {
        "expressionType": "SIMPLE",
        "clause": "WHERE",
        "subject": condition.column,
        "operator": condition.op,
        "comparator": condition.value,
    }


def _table(chart: Chart, table: Table) -> dict[str, Any]:
    order = [(name.removeprefix("-"), not name.startswith("-")) for name in chart.order]
    return {
        "query_mode": "raw",
        "all_columns": [shown(chart, name, table) for name in chart.columns],
        "order_by_cols": [json.dumps(pair) for pair in order],
        "column_config": {shown(chart, name, table): _column(chart, table.columns[name]) for name in chart.columns},
        "conditional_formatting": conditional_formatting(
            {shown(chart, name, table): colour for name, colour in chart.colours.items()}
        ),
        "table_timestamp_format": "%d.%m.%Y",
        "page_length": 50,
        "include_search": True,
        "allow_render_html": False,
        "show_cell_bars": False,
        "color_pn": False,
        "server_pagination": False,
    }


def _column(chart: Chart, column: Column) -> dict[str, Any]:
    found = {
        "d3NumberFormat": column.number_format,
        "columnWidth": chart.widths.get(column.name),
        "visible": False if column.name in chart.hidden else None,
    }
    return {key: value for key, value in found.items() if value is not None}


def _pivot(chart: Chart, table: Table) -> dict[str, Any]:
    return {
        "groupbyRows": list(chart.columns),
        "groupbyColumns": list(chart.across),
        "metrics": [metric_name(chart, name) for name in chart.measures],
        "metricsLayout": "COLUMNS",
        "aggregateFunction": "First",
        "rowOrder": "key_a_to_z",
        "colOrder": "key_a_to_z",
        "rowTotals": False,
        "colTotals": False,
        "valueFormat": ",d" if chart.aggregate == "count" else table.columns[chart.measures[0]].number_format,
        "conditional_formatting": conditional_formatting(
            {metric_name(chart, name): colour for name, colour in chart.colours.items()}
        ),
    }


def _heatmap(chart: Chart, table: Table) -> dict[str, Any]:
    return {
        "x_axis": chart.across[0],
        "groupby": chart.columns[0],
        "metric": metric_name(chart, chart.measures[0]),
        "sort_x_axis": "alpha_asc",
        "sort_y_axis": "alpha_desc",
        "normalize_across": "heatmap",
        "linear_color_scheme": scale(chart.colours),
        "value_bounds": list(chart.bounds or (None, None)),
        "y_axis_format": table.columns[chart.measures[0]].number_format,
        "xscale_interval": 1,
        "yscale_interval": 1,
        "left_margin": 70,
        "bottom_margin": 40,
        "show_values": chart.show_values,
        "show_legend": chart.show_values,
        "show_percentage": False,
    }


def _axes(chart: Chart, table: Table) -> dict[str, Any]:
    """A line or bar chart. Lying bars name nothing beside the axes: the names of the bars take the place."""
    format_ = ",d" if chart.aggregate == "count" else table.columns[chart.measures[0]].number_format
    measured = _ROWS if chart.aggregate == "count" else table.columns[chart.measures[0]].label
    return {
        "x_axis": chart.x,
        "x_axis_force_categorical": True,
        "x_axis_sort_asc": True,
        "xAxisForceCategorical": True,
        "metrics": [metric_name(chart, name) for name in chart.measures],
        "groupby": list(chart.across),
        "y_axis_format": format_,
        "y_axis_title": "" if chart.horizontal else measured,
        "y_axis_title_position": "Left",
        "y_axis_title_margin": 30 if chart.horizontal else 50,
        "x_axis_title": "" if chart.horizontal else table.columns[chart.x or ""].label,
        "x_axis_title_margin": 30,
        "show_legend": len(chart.across) + len(chart.measures) > 1,
        "legendType": "scroll",
        "legendOrientation": "top",
        "rich_tooltip": True,
        "show_value": chart.show_values and len(chart.across) == 0,
        "orientation": "horizontal" if chart.horizontal else "vertical",
        "y_axis_bounds": list(chart.bounds or (None, None)),
        "markerEnabled": chart.kind == "line",
        "markerSize": 6,
        "stack": "Stack" if chart.stacked else None,
        "color_scheme": SCHEME,
        "truncateYAxis": False,
        "order_desc": False,
        "only_total": False,
        "connectNulls": False,
    }


def _number(chart: Chart, table: Table) -> dict[str, Any]:
    return {
        "metric": metric_name(chart, chart.measures[0]),
        "y_axis_format": table.columns[chart.measures[0]].number_format,
        "subtitle": chart.note,
        "header_font_size": 0.3,
        "subtitle_font_size": 0.125,
    }


def query_context(chart: Chart, table: Table) -> dict[str, Any]:
    """The query the chart sends; Superset fills the datasource in at import."""
    is_table = chart.kind == "table"
    dimensions = [
        *(shown(chart, name, table) for name in chart.columns),
        *([chart.x] if chart.x else []),
        *chart.across,
    ]
    query = {
        "columns": dimensions,
        "metrics": None if is_table else [metric_name(chart, name) for name in chart.measures],
        "filters": [{"col": c.column, "op": c.op, "val": c.value} for c in chart.where],
        "orderby": [[name.removeprefix("-"), not name.startswith("-")] for name in chart.order] if is_table else [],
        "row_limit": chart.limit,
        "extras": {"having": "", "where": ""},
        "annotation_layers": [],
        "applied_time_extras": {},
        "time_range": "No filter",
        "order_desc": False,
    }
    return {
        "datasource": {"id": 0, "type": "table"},
        "force": False,
        "queries": [query],
        "result_format": "json",
        "result_type": "full",
    }
