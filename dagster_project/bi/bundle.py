"""The assets bundle: one zip with database, datasets, charts, dashboards; the same input gives the same bytes."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import yaml

from dagster_project.bi.charts import IN_WORDS, VIZ_TYPES, in_words, metrics_of, params, query_context
from dagster_project.bi.ids import DATABASE_NAME, OWNER, object_id
from dagster_project.bi.layout import metadata, position
from dagster_project.bi.manifest import PUBLISH_SCHEMA, Column, Table
from dagster_project.bi.spec import Chart, Dashboard, Project
from dagster_project.bi.stores import Connection
from dagster_project.bi.texts import header

_ROOT = "rsoko"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_VERSION = "1.0.0"
_OURS = {"version": _VERSION, "is_managed_externally": True, "external_url": None}
_CERTIFIED = {"certified_by": OWNER, "certification_details": "Описано в репозитории: правки здесь пропадут"}


def build_files(project: Project, tables: dict[str, Table], connection: Connection) -> dict[str, str]:
    """Text of every file of the bundle by its path."""
    files = {
        "metadata.yaml": {"version": _VERSION, "type": "assets", "timestamp": "1980-01-01T00:00:00+00:00"},
        f"databases/{_ROOT}.yaml": _database(connection),
    }
    for name in project.datasets:
        charts = [c for d in project.dashboards for c in d.charts.values() if c.dataset == name]
        filters = [f for d in project.dashboards for f in d.filters if f.dataset == name]
        files[f"datasets/{_ROOT}/{name}.yaml"] = _dataset(tables[name], metrics_of(charts, filters, tables[name]))
    for dashboard in project.dashboards:
        for key, chart in dashboard.charts.items():
            files[f"charts/{dashboard.key}__{key}.yaml"] = _chart(dashboard, key, chart, tables[chart.dataset])
        files[f"dashboards/{dashboard.key}.yaml"] = _dashboard(dashboard, project, tables)
    return {path: yaml.safe_dump(body, allow_unicode=True, sort_keys=True) for path, body in sorted(files.items())}


def zip_files(files: dict[str, str]) -> bytes:
    """The files as one archive with fixed dates and order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{_ROOT}/{path}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return buffer.getvalue()


def _database(connection: Connection) -> dict[str, Any]:
    return {
        **_OURS,
        "database_name": DATABASE_NAME,
        "uuid": object_id("database"),
        "sqlalchemy_uri": connection.uri,
        "cache_timeout": None,
        "expose_in_sqllab": False,
        "allow_run_async": False,
        "allow_ctas": False,
        "allow_cvas": False,
        "allow_dml": False,
        "allow_csv_upload": False,
        "impersonate_user": False,
        "extra": {
            "metadata_params": {},
            "engine_params": connection.engine_params,
            "schemas_allowed_for_csv_upload": [],
            "allows_virtual_table_explore": False,
        },
    }


def _dataset(table: Table, metrics: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "uuid": object_id("dataset", table.name),
        "database_uuid": object_id("database"),
        "table_name": table.name,
        "schema": PUBLISH_SCHEMA,
        "catalog": None,
        "sql": None,
        "main_dttm_col": None,
        "description": f"{table.description} {table.caveat}".strip(),
        "default_endpoint": None,
        "offset": 0,
        "cache_timeout": None,
        "params": None,
        "template_params": None,
        "filter_select_enabled": True,
        "fetch_values_predicate": None,
        "extra": {"certification": {"certified_by": OWNER, "details": f"Модель dbt {table.model}"}},
        "normalize_columns": False,
        "always_filter_main_dttm": False,
        "columns": [
            *(_column(c) for c in table.columns.values()),
            *(_words(c) for c in table.columns.values() if c.is_flag),
        ],
        "metrics": metrics,
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "column_name": column.name,
        "verbose_name": column.label,
        "description": column.description,
        "type": column.data_type.upper(),
        "is_dttm": column.is_date,
        "is_active": True,
        "groupby": True,
        "filterable": True,
        "expression": None,
        "python_date_format": None,
        "advanced_data_type": None,
        "extra": {},
    }


def _words(column: Column) -> dict[str, Any]:
    """A flag in Russian words, calculated."""
    calculated = {"column_name": column.name + IN_WORDS, "type": "VARCHAR", "expression": in_words(column)}
    return {**_column(column), **calculated}


def _chart(dashboard: Dashboard, key: str, chart: Chart, table: Table) -> dict[str, Any]:
    return {
        **_OURS,
        **_CERTIFIED,
        "uuid": object_id("chart", dashboard.key, key),
        "slice_name": chart.title,
        "description": chart.note or f"{table.description} {table.caveat}".strip(),
        "viz_type": VIZ_TYPES[chart.kind],
        "params": params(chart, table),
        "query_context": json.dumps(query_context(chart, table), ensure_ascii=False, sort_keys=True),
        "cache_timeout": None,
        "dataset_uuid": object_id("dataset", chart.dataset),
    }


def _dashboard(dashboard: Dashboard, project: Project, tables: dict[str, Table]) -> dict[str, Any]:
    return {
        **_OURS,
        **_CERTIFIED,
        "uuid": object_id("dashboard", dashboard.key),
        "dashboard_title": dashboard.title,
        "description": dashboard.description,
        "slug": dashboard.slug,
        "css": None,
        "published": True,
        "position": position(dashboard, header(dashboard, project, tables)),
        "metadata": metadata(dashboard, tables),
    }
