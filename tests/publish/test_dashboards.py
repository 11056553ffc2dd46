"""Dashboards as code: what the YAML may say, what Superset gets for it, and the exposures that name its models."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from dagster_project.bi.charts import in_words, metrics_of, params, query_context
from dagster_project.bi.check import exposure_problems, problems
from dagster_project.bi.exposures import models_by_table, render_exposures
from dagster_project.bi.layout import metadata, position, text_height
from dagster_project.bi.manifest import Column, Table
from dagster_project.bi.palette import GREEN, RED
from dagster_project.bi.spec import Chart, Dashboard, Dataset, Filter, Project, opened, read_project
from dagster_project.bi.texts import header

PROJECT = read_project()


def column(name: str, data_type: str = "string", decimals: int | None = None) -> Column:
    return Column(name, data_type, f"Подпись {name}", f"Описание {name}", decimals)


TABLE = Table(
    name="pub_x",
    model="pub_x_model",
    description="Таблица.",
    caveat="Сравнивать осторожно.",
    columns={c.name: c for c in (column("year", "smallint"), column("colour"), column("value", "double", 1))},
)


def chart(**changes: Any) -> Chart:
    return Chart(
        **{"title": "Т", "kind": "table", "dataset": "pub_x", "columns": ["year", "value", "colour"], **changes}
    )


def dashboard(key: str = "one", audience: tuple[str, ...] = ("region",), **changes: Any) -> Dashboard:
    place = {"chart": "a", "width": 6, "height": 50}
    body = {"position": 1, "title": key, "description": "О чём.", "charts": {"a": chart()}, "rows": [[place]]}
    return Dashboard(**{"key": key, "audience": audience, **body, **changes})


def test_cell_is_coloured_by_a_hidden_column() -> None:
    found = params(chart(colours={"value": {"palette": "quartile", "by": "colour"}}, hidden=["colour"]), TABLE)
    assert [
        (f["column"], f["columnFormatting"], f["targetValue"], f["colorScheme"], f["useGradient"])
        for f in found["conditional_formatting"]
    ] == [("colour", "value", "зелёный", GREEN, False), ("colour", "value", "красный", RED, False)]
    assert found["column_config"]["colour"] == {"visible": False}
    assert found["column_config"]["value"] == {"d3NumberFormat": ",.1f"}


def test_palette_alone_colours_by_the_column_itself() -> None:
    (first, _) = params(chart(colours={"colour": "quartile"}), TABLE)["conditional_formatting"]
    assert (first["column"], first["columnFormatting"]) == ("colour", "colour")


def test_counted_rows_are_called_so() -> None:
    counted = chart(kind="bar", columns=[], x="colour", measures=["year"], aggregate="count")
    (metric,) = metrics_of([counted], [], TABLE)
    assert (metric["verbose_name"], metric["d3format"], metric["expression"]) == ("Количество", ",d", 'count("year")')
    assert params(counted, TABLE)["y_axis_title"] == "Количество"


@pytest.mark.parametrize(
    ("aggregate", "expression"),
    [
        ("only", 'case when count("value") = 1 then max("value") end'),
        ("same", 'case when count(distinct "value") = 1 then max("value") end'),
    ],
)
def test_figure_of_several_rows_is_shown_only_where_it_is_one(aggregate: str, expression: str) -> None:
    one = chart(kind="pivot", columns=["colour"], measures=["value"], aggregate=aggregate)
    assert metrics_of([one], [], TABLE)[0]["expression"] == expression


def test_note_stands_above_its_chart_and_takes_no_more_place() -> None:
    nodes = position(dashboard(charts={"a": chart(note="Смотрите на число работ.")}), "Заголовок")
    note, drawn = (nodes[key] for key in nodes["COLUMN-a"]["children"])
    assert nodes["ROW-0"]["children"] == ["COLUMN-a"]
    assert note["meta"]["code"] == "Смотрите на число работ."
    assert note["meta"]["height"] + 2 + drawn["meta"]["height"] == 50
    assert drawn["parents"] == ["ROOT_ID", "GRID_ID", "ROW-0", "COLUMN-a"]


def test_chart_without_a_note_stands_in_the_row() -> None:
    nodes = position(dashboard(), "Заголовок")
    assert nodes["ROW-0"]["children"] == ["CHART-a"]
    assert nodes["CHART-a"]["meta"]["height"] == 50


def test_long_and_narrow_texts_are_higher() -> None:
    assert text_height("а" * 136, 12) > text_height("а" * 135, 12) == text_height("а", 12)
    assert text_height("а" * 135, 6) > text_height("а" * 135, 12)
    assert text_height("[а](" + "/" * 500 + ")", 12) == text_height("а", 12)


def test_links_lead_only_where_every_reader_may_go() -> None:
    open_to_all = dashboard("open", ("region", "public"))
    closed = dashboard("closed", ("region",))
    project = Project(datasets={}, dashboards=(open_to_all, closed))
    tables = {"pub_x": TABLE}
    assert "[closed]" not in header(open_to_all, project, tables)
    assert "[open](/superset/dashboard/rsoko-open/)" in header(closed, project, tables)
    assert "**closed**" in header(closed, project, tables)


def test_header_says_what_to_know_before_comparing() -> None:
    text = header(dashboard(), Project(datasets={}, dashboards=(dashboard(),)), {"pub_x": TABLE})
    assert "* Сравнивать осторожно." in text
    assert "не ноль" in text


def test_filter_starts_at_the_values_named() -> None:
    one = dashboard(filters=[{"dataset": "pub_x", "column": "year", "start": [2022]}])
    (found,) = metadata(one, {"pub_x": TABLE})["native_filter_configuration"]
    assert found["defaultDataMask"]["filterState"]["value"] == [2022]
    assert found["defaultDataMask"]["extraFormData"] == {"filters": [{"col": "year", "op": "IN", "val": [2022]}]}


def test_filters_of_one_order_start_at_one_row() -> None:
    order = {"dataset": "pub_x", "by": ["-year", "colour"]}
    one = dashboard(filters=[{**order, "column": "year"}, {**order, "column": "colour", "parent": ["year"]}])
    (metric,) = metrics_of([], list(one.filters), TABLE)
    assert (
        metric["expression"] == """min(lpad(cast(9999 - "year" as varchar), 4, '0') || ' ' || coalesce("colour", ''))"""
    )
    found = metadata(one, {"pub_x": TABLE})["native_filter_configuration"]
    assert {f["sortMetric"] for f in found} == {metric["metric_name"]} == {"order__desc_year__colour"}
    assert all(f["requiredFirst"] and f["controlValues"]["sortAscending"] for f in found)
    assert found[1]["cascadeParentIds"] == [found[0]["id"]]


def test_filter_starts_at_no_other_row_than_those_that_narrow_it() -> None:
    year = {"dataset": "pub_x", "column": "year", "by": ["-year"]}
    with pytest.raises(ValidationError, match="another row"):
        dashboard(filters=[year, {"dataset": "pub_x", "column": "colour", "by": ["colour"], "parent": ["year"]}])


def test_order_of_a_filter_names_columns_of_its_dataset() -> None:
    one = dashboard(filters=[{"dataset": "pub_x", "column": "year", "by": ["absent"]}])
    found = list(problems(Project(datasets={}, dashboards=(one,)), {"pub_x": TABLE}))
    assert any("pub_x.absent" in problem for problem in found)


def test_flag_is_shown_in_words_unless_hidden() -> None:
    flagged = replace(TABLE, columns={**TABLE.columns, "flag": column("flag", "boolean")})
    found = params(chart(columns=["flag"], colours={"flag": "yes_bad"}), flagged)
    assert found["all_columns"] == ["flag__ru"]
    assert found["conditional_formatting"][0]["column"] == "flag__ru"
    assert in_words(flagged.columns["flag"]) == """case when "flag" then 'да' when not "flag" then 'нет' end"""
    hidden = chart(columns=["flag"], hidden=["flag"])
    assert params(hidden, flagged)["all_columns"] == ["flag"]
    assert query_context(hidden, flagged)["queries"][0]["columns"] == ["flag"]
    assert query_context(chart(columns=["flag"]), flagged)["queries"][0]["columns"] == ["flag__ru"]


def test_open_copy_reads_the_open_twins() -> None:
    by = {"dataset": "pub_x", "by": ["-year"]}
    filters = [{**by, "column": "year", "label": "Год"}, {**by, "column": "colour", "parent": ["pub_x.year"]}]
    other = chart(dataset="pub_y", title="У", open_columns=["suppression_name"])
    places = [[{"chart": "a"}], [{"chart": "b"}]]
    one = dashboard(filters=filters, charts={"a": chart(), "b": other}, rows=places, open_to=["municipality"])
    copy = opened(one, {"pub_x", "pub_x_public", "pub_y"})
    assert copy.datasets == {"pub_x_public", "pub_y"}
    assert (copy.key, copy.audience, copy.slug) == ("one_open", ("municipality",), "rsoko-one_open")
    assert copy.filters[1].parent == (copy.filters[0].name,) == ("pub_x_public.year",)
    assert one.datasets == {"pub_x", "pub_y"}
    assert copy.charts["a"].columns == one.charts["a"].columns
    assert copy.charts["b"].columns == (*one.charts["b"].columns, "suppression_name")


def test_what_is_shown_to_others_than_the_region_is_open() -> None:
    """Tables with figures about groups of pupils go to others only as twins."""
    shown = {name for d in PROJECT.dashboards if set(d.audience) != {"region"} for name in d.datasets}
    assert not {name for name in shown if f"{name}_public" in models_by_table()}


def test_two_filters_of_one_column_have_ids_and_names_of_their_own() -> None:
    one = dashboard(
        filters=[
            {"dataset": "pub_x", "column": "year", "label": "Год ЕГЭ"},
            {"dataset": "pub_x", "column": "year"},
        ]
    )
    found = metadata(one, {"pub_x": TABLE})["native_filter_configuration"]
    assert [f["name"] for f in found] == ["Год ЕГЭ", "Подпись year"]
    assert len({f["id"] for f in found}) == 2


def test_filters_that_cannot_be_told_apart_are_refused() -> None:
    with pytest.raises(ValidationError, match="told apart"):
        dashboard(filters=[{"dataset": "pub_x", "column": "year"}, {"dataset": "pub_y", "column": "year"}])


def test_filter_narrowed_by_others_starts_nowhere() -> None:
    with pytest.raises(ValidationError, match="apply another"):
        Filter(dataset="pub_x", column="year", first="greatest", parent=("colour",))


def test_filter_that_must_have_a_value_has_no_conditions() -> None:
    with pytest.raises(ValidationError, match="stay blank"):
        Filter(dataset="pub_x", column="year", first="least", where=[{"column": "colour", "op": "IS NOT NULL"}])


@pytest.mark.parametrize(
    ("changes", "is_ascending"), [({}, True), ({"descending": True}, False), ({"first": "greatest"}, False)]
)
def test_latest_years_stand_first_where_asked(changes: dict[str, Any], is_ascending: bool) -> None:
    one = dashboard(filters=[{"dataset": "pub_x", "column": "year", **changes}])
    (found,) = metadata(one, {"pub_x": TABLE})["native_filter_configuration"]
    assert found["controlValues"]["sortAscending"] is is_ascending


@pytest.mark.parametrize("changes", [{"hidden": ["absent"]}, {"widths": {"absent": 100}}])
def test_hidden_and_wide_columns_are_of_the_table(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="name columns of the table"):
        chart(**changes)


def test_colouring_column_that_the_table_lacks_is_found() -> None:
    broken = dashboard(charts={"a": chart(colours={"value": {"palette": "target", "by": "absent"}})})
    datasets = {"pub_x": Dataset(audience=("region",), rows="open")}
    found = list(problems(Project(datasets=datasets, dashboards=(broken,)), {"pub_x": TABLE}))
    assert any("нет столбца absent" in problem for problem in found)


def test_exposure_names_the_models_not_the_tables() -> None:
    text = render_exposures(Project(datasets={}, dashboards=(dashboard(),)), {"pub_x": "pub_x_model"}, "notice")
    assert text.startswith("# notice\n")
    assert "- ref('pub_x_model')" in text
    with pytest.raises(ValueError, match="pub_x"):
        render_exposures(Project(datasets={}, dashboards=(dashboard(),)), {}, "notice")


@pytest.mark.parametrize(
    ("exposures", "is_broken"),
    [
        ({"superset_one": {"pub_x_model"}}, False),
        ({"superset_one": {"pub_x_model", "pub_y"}}, True),
        ({"superset_one": set()}, True),
        ({}, True),
    ],
)
def test_exposure_has_exactly_the_models_of_its_dashboard(exposures: dict[str, set[str]], is_broken: bool) -> None:
    found = list(exposure_problems(Project(datasets={}, dashboards=(dashboard(),)), {"pub_x": TABLE}, exposures))
    assert bool(found) is is_broken


def test_every_dataset_is_a_model_of_publish() -> None:
    assert set(PROJECT.datasets) <= set(models_by_table())
    assert models_by_table()["deadlines"] == "pub_deadlines"


def test_titles_of_charts_differ() -> None:
    written = [d for d in PROJECT.dashboards if not d.key.endswith("_open")]
    titles = [chart.title for dashboard in written for chart in dashboard.charts.values()]
    assert sorted(titles) == sorted(set(titles))
