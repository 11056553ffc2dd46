"""The bundle: the same objects give the same bytes, in another process too; every object has its own id."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from hashlib import sha256
from typing import Any

import yaml

from dagster_project.bi.bundle import build_files, zip_files
from dagster_project.bi.ids import OWNER, object_id
from dagster_project.bi.manifest import Column, Table
from dagster_project.bi.spec import Chart, Dashboard, Dataset, Filter, Place, Project
from dagster_project.bi.stores import Connection
from dagster_project.settings import REPO_ROOT

LABELS = {"region_code": "Регион", "year": "Год", "value": "Итог"}
CONNECTION = Connection("duckdb:////tmp/marts.duckdb")


def column(name: str, data_type: str = "string", decimals: int | None = None) -> Column:
    return Column(name, data_type, LABELS.get(name, "Прочее"), f"Описание {name}", decimals)


def table(name: str) -> Table:
    columns = [column("region_code"), column("year", "smallint"), column("value", "double", 1)]
    return Table(name, f"{name}_model", "Таблица.", "Осторожно.", {c.name: c for c in columns})


def sample() -> tuple[Project, dict[str, Table]]:
    """Two tables, two dashboards, a filter and a fixed condition."""
    charts = {
        "list": Chart(title="Список", kind="table", dataset="pub_a", columns=("year", "value"), order=("-year",)),
        "line": Chart(
            title="Линия", kind="line", dataset="pub_b", x="year", measures=("value",), across=("region_code",)
        ),
    }
    rows = ((Place(chart="list", width=6), Place(chart="line", width=6)),)
    filters = (Filter(dataset="pub_a", column="year", first="greatest"),)
    boards = tuple(
        Dashboard(
            key=key,
            position=n,
            title=key,
            description="О чём.",
            audience=("region",),
            charts=charts,
            rows=rows,
            filters=filters,
        )
        for n, key in enumerate(("one", "two"))
    )
    datasets = {name: Dataset(audience=("region",), rows="region") for name in ("pub_a", "pub_b")}
    return Project(datasets=datasets, dashboards=boards), {name: table(name) for name in ("pub_a", "pub_b")}


def digest() -> str:
    return sha256(zip_files(build_files(*sample(), CONNECTION))).hexdigest()


def test_same_bytes_whatever_the_process() -> None:
    command = "from tests.publish.test_bundle import digest; print(digest())"
    found = {digest()}
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", command], env=environment, cwd=REPO_ROOT, capture_output=True, text=True, check=True
        )
        found.add(done.stdout.strip())
    assert len(found) == 1


def test_order_of_the_tables_does_not_matter() -> None:
    project, tables = sample()
    turned = project.model_copy(update={"datasets": dict(reversed(list(project.datasets.items())))})
    other = zip_files(build_files(turned, dict(reversed(list(tables.items()))), CONNECTION))
    assert other == zip_files(build_files(project, tables, CONNECTION))


def test_a_changed_word_changes_the_bytes_and_no_id() -> None:
    project, tables = sample()
    before = build_files(project, tables, CONNECTION)
    renamed = tables["pub_a"].columns | {"year": Column("year", "smallint", "Учебный год", "Иначе", None)}
    after = build_files(project, {**tables, "pub_a": Table("pub_a", "m", "Т.", "", renamed)}, CONNECTION)
    assert after["datasets/rsoko/pub_a.yaml"] != before["datasets/rsoko/pub_a.yaml"]
    assert ids(before) == ids(after)


def ids(files: dict[str, str]) -> dict[str, Any]:
    return {path: yaml.safe_load(text).get("uuid") for path, text in files.items()}


def test_every_object_has_an_id_of_its_own_and_points_to_ids_that_are_there() -> None:
    files = build_files(*sample(), CONNECTION)
    found = {path: uuid for path, uuid in ids(files).items() if path != "metadata.yaml"}
    assert len(set(found.values())) == len(found)
    assert sorted(path.split("/")[0] for path in found) == [
        *["charts"] * 4,
        *["dashboards"] * 2,
        "databases",
        *["datasets"] * 2,
    ]
    for path, text in files.items():
        body = yaml.safe_load(text)
        if path.startswith("charts/"):
            assert body["dataset_uuid"] in found.values()
            assert "sqlExpression" not in json.dumps(body), "a reader may not send SQL: charts name columns and metrics"
        if path.startswith("datasets/"):
            assert body["database_uuid"] == object_id("database")
            assert body["sql"] is None
        if path.startswith(("charts/", "dashboards/")):
            assert body["certified_by"] == OWNER


def test_archive_says_nothing_of_the_day_and_the_machine() -> None:
    with zipfile.ZipFile(io.BytesIO(zip_files(build_files(*sample(), CONNECTION)))) as archive:
        entries = archive.infolist()
        assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
        assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
        assert all(entry.filename.startswith("rsoko/") for entry in entries)
