"""What an attacker sends: every request as data, with what may come back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

INJECTED = (
    "1 = 1) OR (1 = 1",
    "1 = 1 OR 1 = 1",
    "1 = 1) OR 1 = 1 --",
    "1 = 1) OR 1 = 1 /*",
    "'' = '' OR ''=''",
    "1 = 1; SELECT * FROM publish.{table}",
    "1 = 1) UNION ALL SELECT * FROM publish.{table} WHERE (1 = 1",
    "EXISTS (SELECT 1 FROM publish.{table})",
    "EXISTS (FROM publish.{table})",
    "region_code IN (SELECT region_code FROM publish.{table})",
    "{{{{ 1 }}}} = 1 OR 1 = 1",
)
"""Conditions: for WHERE, HAVING and free filters."""

EXPRESSIONS = (
    "stats({column})",
    "(SELECT max({column}) FROM publish.{table})",
    "(FROM publish.{table} SELECT max({column}))",
    "(PIVOT publish.{table} ON region_code USING max({column}))",
    "(SUMMARIZE publish.{table})",
    "(TABLE publish.{table})",
    "getvariable('x')",
    "current_setting('access_mode')",
    "query_to_xml('select * from publish.{table}', true, false, '')",
    "read_text('/etc/passwd')",
    "max({column}) OVER ()",
    "1) FROM publish.{table} --",
    '{column}" FROM publish.{table} --',
    "{column}, (SELECT 1)",
)
"""Columns and metrics in SQL of the attacker's own."""


@dataclass(frozen=True)
class Probe:
    """One request.

    Args:
        refused: the server must say no: 400 and above.
    """

    name: str
    method: str
    path: str
    body: dict[str, Any] | None = None
    params: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] | None = None
    refused: bool = False


def query(dataset: int, columns: list[Any], **changes: Any) -> dict[str, Any]:
    """A query context; what is not of the query itself goes on top."""
    top = {key: changes.pop(key) for key in ("result_type", "result_format", "form_data", "force") if key in changes}
    inner = {"columns": columns, "metrics": [], "filters": [], "row_limit": 50_000, **changes}
    return {"datasource": {"id": dataset, "type": "table"}, "queries": [inner], **top}


def sql(expression: str, **more: Any) -> dict[str, Any]:
    return {"label": "x", "expressionType": "SQL", "sqlExpression": expression, **more}


def plain(table: str, dataset: int, columns: list[str], foreign: dict[str, list[str]]) -> Iterator[Probe]:
    """What every dataset is asked for, with nothing forged but the right to ask."""

    def data(name: str, body: dict[str, Any], refused: bool = False) -> Probe:
        return Probe(name, "POST", "chart/data", body, refused=refused)

    yield data("all rows", query(dataset, columns, force=True))
    yield data("all rows again", query(dataset, columns))
    yield data("raw rows", query(dataset, columns, metrics=None))
    for kind in ("samples", "drill_detail", "query", "columns", "results", "post_processed", "timegrains"):
        yield data(f"result {kind}", query(dataset, columns, result_type=kind))
    for form in ("csv", "xlsx"):
        yield data(f"format {form}", query(dataset, columns, result_format=form))
    streamed = query(dataset, columns, result_format="csv", form_data={"viz_type": "table", "row_limit": 1_000_000})
    form = {"form_data": json.dumps(streamed), "expected_rows": "1000000"}
    yield Probe("streamed csv", "POST", "chart/data", form=form)
    for column, codes in foreign.items():
        yield data(f"foreign {column}", query(dataset, columns, filters=[{"col": column, "op": "IN", "val": codes}]))
        everyone = [{"col": column, "op": "NOT IN", "val": ["-"]}]
        yield data(f"every {column}", query(dataset, columns, filters=everyone))
    kind = f"datasource/table/{dataset}"
    for column in columns:
        yield Probe(f"values of {column}", "GET", f"{kind}/column/{column}/values/", refused=True)
    body = {"expression": f"1 = (select count(*) from publish.{table})", "expression_type": "where"}
    yield Probe("validate", "POST", f"{kind}/validate_expression/", body, refused=True)
    params = {"datasource_id": str(dataset), "datasource_type": "table", "force": "true"}
    yield Probe("samples", "POST", "/datasource/samples", {}, params, refused=True)
    yield Probe("old metadata", "GET", f"/datasource/get/table/{dataset}/", refused=True)
    yield Probe("dataset", "GET", f"dataset/{dataset}", refused=True)
    yield Probe("export dataset", "GET", "dataset/export/", params={"q": f"!({dataset})"}, refused=True)
    yield Probe("related", "GET", f"dataset/{dataset}/related_objects", refused=True)
    yield Probe("drill info", "GET", f"dataset/{dataset}/drill_info/", refused=True)
    yield Probe("duplicate", "POST", "dataset/duplicate", {"base_model_id": dataset, "table_name": "x"}, refused=True)
    yield Probe("edit dataset", "PUT", f"dataset/{dataset}", {"sql": "select 1"}, refused=True)
    yield Probe("table metadata", "GET", "database/1/table_metadata/", params={"name": table, "schema": "publish"})
    form_data = json.dumps({"datasource": f"{dataset}__table", "viz_type": "table", "all_columns": columns})
    yield Probe("old explore", "POST", "/superset/explore_json/", form={"form_data": form_data}, refused=True)
    cached = {"datasource_id": dataset, "datasource_type": "table", "form_data": form_data}
    yield Probe("cached explore", "POST", "explore/form_data", cached, refused=True)
    explored = {"datasource_id": str(dataset), "datasource_type": "table"}
    yield Probe("explore", "GET", "explore/", params=explored, refused=True)


def forged(table: str, dataset: int, columns: list[str]) -> Iterator[Probe]:
    """Queries with SQL of the attacker's own in every place that takes any."""

    def data(name: str, body: dict[str, Any], refused: bool = True) -> Probe:
        return Probe(name, "POST", "chart/data", body, refused=refused)

    for text in INJECTED:
        condition = text.format(table=table)
        yield data(f"where {text}", query(dataset, columns, extras={"where": condition}))
        yield data(f"having {text}", query(dataset, columns, extras={"having": condition}))
        free = [{"expressionType": "SQL", "clause": "WHERE", "sqlExpression": condition}]
        asked = query(dataset, columns, form_data={"adhoc_filters": free}, adhoc_filters=free)
        yield data(f"adhoc filter {text}", asked, refused=False)
        by_column = [{"col": sql(condition), "op": "==", "val": True}]
        yield data(f"filter by {text}", query(dataset, columns, filters=by_column))
        for operator in ("==", "IN", "LIKE"):
            value = [condition] if operator == "IN" else condition
            named = [{"col": columns[0], "op": operator, "val": value}]
            yield data(f"value {operator} {text}", query(dataset, columns, filters=named), refused=False)
        yield data(f"operator {text}", query(dataset, columns, filters=[{"col": columns[0], "op": condition}]))
        strange = [{"col": condition, "op": "IS NOT NULL"}]
        yield data(f"column of a filter {text}", query(dataset, columns, filters=strange), refused=False)
    for text in EXPRESSIONS:
        expression = text.format(table=table, column=columns[0])
        yield data(f"column {text}", query(dataset, [sql(expression)]))
        yield data(f"axis {text}", query(dataset, [sql(expression, columnType="BASE_AXIS")]))
        yield data(f"metric {text}", query(dataset, columns, metrics=[sql(expression)]))
        yield data(f"order {text}", query(dataset, columns, orderby=[[sql(expression), True]]))
        yield data(f"named order {text}", query(dataset, columns, orderby=[[expression, True]]))
        yield data(f"named column {text}", query(dataset, [expression]))
        yield data(f"named metric {text}", query(dataset, columns, metrics=[expression]))
        simple = {"expressionType": "SIMPLE", "aggregate": "MAX", "label": "x", "column": {"column_name": expression}}
        yield data(f"simple metric {text}", query(dataset, columns, metrics=[simple]), refused=False)
        aggregate = {**simple, "aggregate": expression, "column": {"column_name": columns[0]}}
        yield data(f"aggregate {text}", query(dataset, columns, metrics=[aggregate]))
        series = {"series_columns": [sql(expression)], "series_limit": 5, "metrics": [sql("count(*)")]}
        yield data(f"series {text}", query(dataset, columns, **series))
    hidden = [{"column_name": "x", "expression": "(select 1)", "label": "x"}]
    yield data("expression of a column", query(dataset, hidden))
    for kind in ("query", "saved_query", "sl_table", "dataset", "view"):
        body = query(dataset, columns)
        yield data(f"datasource {kind}", {**body, "datasource": {"id": dataset, "type": kind}})


def anywhere(dashboards: list[int], charts: list[int], database: int, table: str) -> Iterator[Probe]:
    """Doors beside the charts: SQL Lab, definitions, people, rules, exports, pictures, tokens."""
    text = f"select * from publish.{table}"
    run = {"database_id": database, "sql": text, "schema": "publish", "client_id": "abcdefghij", "runAsync": False}
    yield Probe("SQL Lab", "POST", "sqllab/execute/", run, refused=True)
    yield Probe("SQL Lab export", "GET", "sqllab/export/abcdefghij/", refused=True)
    yield Probe("SQL Lab estimate", "POST", "sqllab/estimate/", {"database_id": database, "sql": text}, refused=True)
    yield Probe("SQL Lab results", "GET", "sqllab/results/", params={"q": "(key:'x')"}, refused=True)
    yield Probe("SQL Lab state", "GET", "sqllab/", refused=True)
    virtual = {"database": database, "schema": "publish", "table_name": "mine", "sql": text}
    yield Probe("virtual dataset", "POST", "dataset/", virtual, refused=True)
    physical = {"database_id": database, "schema": "publish", "table_name": table}
    yield Probe("get or create", "POST", "dataset/get_or_create/", physical, refused=True)
    for path in ("database/", f"database/{database}", f"database/{database}/connection", "query/", "saved_query/"):
        yield Probe(path, "GET", path, refused=True)
    for path in ("schemas/", "tables/", "table_extra/", "select_star/pub_rule/", "function_names/", "related_objects/"):
        yield Probe(f"database {path}", "GET", f"database/{database}/{path}", params={"q": "(schema_name:publish)"})
    for path in ("rowlevelsecurity/", "security/roles/", "security/users/", "security/permissions-resources/", "log/"):
        yield Probe(path, "GET", path, refused=True)
    rule = {"name": "x", "filter_type": "Regular", "tables": [1], "roles": [1], "clause": "1 = 1"}
    yield Probe("new rule", "POST", "rowlevelsecurity/", rule, refused=True)
    yield Probe("change rule", "PUT", "rowlevelsecurity/1", {"clause": "1 = 1"}, refused=True)
    yield Probe("drop rule", "DELETE", "rowlevelsecurity/1", refused=True)
    yield Probe("become admin", "PUT", "security/users/1", {"roles": [1]}, refused=True)
    yield Probe("new user", "POST", "security/users/", {"username": "x"}, refused=True)
    yield Probe("own role", "POST", "security/roles/1/permissions", {"permission_view_menu_ids": [1]}, refused=True)
    yield Probe("rename me", "PUT", "me/", {"first_name": "x", "roles": [1]})
    guest = {"user": {"username": "x"}, "resources": [{"type": "dashboard", "id": str(dashboards[0])}], "rls": []}
    yield Probe("guest token", "POST", "security/guest_token/", guest, refused=True)
    yield Probe("drop caches", "POST", "cachekey/invalidate", {"datasource_uids": ["1__table"]}, refused=True)
    yield Probe("export everything", "GET", "assets/export/", refused=True)
    yield Probe("old query api", "POST", "query/", {"query_context": "{}"}, refused=True)
    yield Probe("cached rows", "GET", "chart/data/0123456789abcdef", refused=True)
    for path in ("report/", "annotation_layer/", "css_template/", "tag/", "dataset/", "advanced_data_type/types"):
        yield Probe(path, "GET", path)
    for resource in ("dashboard", "chart"):
        for what in ("owners", "created_by", "changed_by"):
            path = f"{resource}/related/{what}"
            yield Probe(f"{resource} {what}", "GET", path, refused=True)
            yield Probe(
                f"{resource} {what} by id", "GET", path, params={"q": "(include_ids:!(1,2,3,4,5))"}, refused=True
            )
        yield Probe(f"list of {resource}", "GET", f"{resource}/")
    for one in dashboards:
        yield Probe("export dashboard", "GET", "dashboard/export/", params={"q": f"!({one})"}, refused=True)
        for path in ("", "/charts", "/datasets", "/tabs", "/embedded", "/thumbnail/x/", "/screenshot/x/"):
            yield Probe(f"dashboard{path}", "GET", f"dashboard/{one}{path}")
        yield Probe("embed dashboard", "POST", f"dashboard/{one}/embedded", {"allowed_domains": []}, refused=True)
        yield Probe("picture", "POST", f"dashboard/{one}/cache_dashboard_screenshot/", {})
        yield Probe("edit dashboard", "PUT", f"dashboard/{one}", {"owners": [1]}, refused=True)
        yield Probe("copy dashboard", "POST", f"dashboard/{one}/copy/", {"dashboard_title": "x"}, refused=True)
        yield Probe("drop dashboard", "DELETE", f"dashboard/{one}", refused=True)
        yield Probe("dashboard page", "GET", f"/superset/dashboard/{one}/")
    for one in charts:
        yield Probe("export chart", "GET", "chart/export/", params={"q": f"!({one})"}, refused=True)
        for path in ("", "/thumbnail/x/", "/screenshot/x/", "/cache_screenshot/"):
            yield Probe(f"chart{path}", "GET", f"chart/{one}{path}")
        yield Probe("edit chart", "PUT", f"chart/{one}", {"params": "{}"}, refused=True)
        yield Probe("drop chart", "DELETE", f"chart/{one}", refused=True)
        yield Probe("warm up", "PUT", "chart/warm_up_cache", {"chart_id": one}, refused=True)
        yield Probe("old slice", "GET", f"/superset/slice/{one}/")
        yield Probe("chart page", "GET", "/explore/", params={"slice_id": str(one)})
        for kind in ("full", "samples", "drill_detail", "query", "results", "columns"):
            yield Probe(f"chart data {kind}", "GET", f"chart/{one}/data/", params={"type": kind})
        for form in ("csv", "xlsx"):
            yield Probe(f"chart data {form}", "GET", f"chart/{one}/data/", params={"format": form})
