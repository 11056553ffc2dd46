"""Everything published, asked for by everybody, in every way we know: nobody gets a row that is not his."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import pytest
import requests

from dagster_project.bi.accounts import read_accounts
from dagster_project.bi.admission import dataset_ids
from dagster_project.bi.flow import Server, checked, publish_checked
from dagster_project.bi.port import SupersetPort
from dagster_project.bi.roles import Permissions, create_role, set_permissions
from dagster_project.bi.spec import AUDIENCES, Chart, Dashboard, Dataset, Place, Project, read_project
from dagster_project.settings import Settings
from tests.bi.attack import Probe, anywhere, forged, plain, query
from tests.bi.readers import SCOPES, Reader, Truth, count_probe, leaks, log_in, rows_of

STAND_INS = {
    "pub_mark_distribution": Dataset(audience=AUDIENCES, rows="entity"),
    "pub_shnor": Dataset(audience=("region", "municipality", "school"), rows="school"),
    "pub_municipality": Dataset(audience=AUDIENCES, rows="municipality"),
    "pub_index_vpr_soo": Dataset(audience=("region", "municipality"), rows="region"),
    "pub_municipality_quartile": Dataset(audience=AUDIENCES, rows="entity"),
    "pub_rule": Dataset(audience=AUDIENCES, rows="open"),
}
"""Tables opened wide for the attack where the repository keeps them to the region: every scope has to be tried."""

DEFINITIONS = {"result columns", "result timegrains"}
"""Answers that list names of columns and functions, no rows."""

READERS = (
    "region99",
    "region22",
    "municipality001",
    "municipality003",
    "school990001",
    "public99",
    "stranger",
    "anonymous",
)
KINDS = {
    "region99": Reader("region99", "region", "99"),
    "region22": Reader("region22", "region", "22"),
    "municipality001": Reader("municipality001", "municipality", "99", "reg99_m001"),
    "municipality003": Reader("municipality003", "municipality", "99", "reg99_m003"),
    "school990001": Reader("school990001", "school", "99", "reg99_m001", "990001"),
    "public99": Reader("public99", "public", "99"),
}


def extended() -> Project:
    """The repository's project with the stand-ins opened."""
    project = read_project()
    kept = {name for name, dataset in project.datasets.items() if "municipality" in dataset.audience}
    extra = {name: dataset for name, dataset in STAND_INS.items() if name not in kept}
    charts = {
        name: Chart(title=f"Проба {name}", kind="table", dataset=name, columns=SCOPES[dataset.rows])
        for name, dataset in extra.items()
        if SCOPES[dataset.rows]
    }
    rows = tuple((Place(chart=name),) for name in charts)
    board = Dashboard(key="attack", position=99, title="Проба", description="", audience=(), charts=charts, rows=rows)
    return Project(datasets={**project.datasets, **extra}, dashboards=(*project.dashboards, board))


@dataclass(frozen=True)
class Target:
    """The server under attack, the truth, and the people."""

    server: Server
    truth: Truth
    ids: dict[str, int]
    readers: dict[str, Reader]
    forbidden: dict[str, set[str]]

    @property
    def admin(self) -> SupersetPort:
        """A fresh session: a token lives a quarter of an hour, the attack longer."""
        return SupersetPort(self.server.url, self.server.username, self.server.password)

    def send(self, reader: Reader, probe: Probe) -> requests.Response:
        """Send a probe as somebody and count it."""
        address = probe.path if probe.path.startswith("/") else f"/api/v1/{probe.path}"
        count_probe(reader.name)
        body: dict[str, Any] = {"data": probe.form} if probe.form else {"json": probe.body}
        more: dict[str, Any] = {"headers": {"Accept": "application/json"}, "timeout": 120, "allow_redirects": False}
        url = f"{self.server.url}{address}"
        return reader.session.request(probe.method, url, params=probe.params, **more, **body)

    def is_logged_in(self, reader: Reader) -> bool:
        """Whether the session still holds: what somebody outside is refused proves nothing about this reader."""
        answer = reader.session.get(f"{self.server.url}/api/v1/me/", timeout=60)
        return answer.ok and bool(answer.json()["result"]["username"] == reader.name)

    def faults(
        self, reader: Reader, probe: Probe, answer: requests.Response, dataset: str | None = None
    ) -> Iterator[str]:
        """What is wrong with an answer: a row or a name that is not the reader's, or a yes where a no was due."""
        said = f"{reader.name} · {dataset or ''} · {probe.name} · {answer.status_code}"
        if probe.refused and answer.ok and not answer.is_redirect:
            yield f"{said}: not refused: {answer.text[:300]}"
        if found := leaks(answer, self.forbidden[reader.name]):
            yield f"{said}: leaks {sorted(found)[:5]}"
        if dataset is None:
            return
        if not self.truth.is_open(reader, dataset) and reader.name != "stranger" and answer.ok:
            yield f"{said}: the dataset is closed for him: {answer.text[:300]}"
        scope = self.truth.project.datasets[dataset].rows
        for row in rows_of(answer):
            if not self.truth.is_open(reader, dataset):
                yield f"{said}: a row of a closed dataset: {row}"
            elif set(SCOPES[scope]) <= set(row) and not reader.may_see(scope, row):
                yield f"{said}: a foreign row: {row}"


@pytest.fixture(scope="module")
def target(server: Server, sample_warehouse: Settings, passwords: dict[str, str]) -> Iterator[Target]:
    """The server with every scope published; afterwards the repository's own objects again."""
    own, tables = checked(sample_warehouse)
    project = extended()
    publish_checked(sample_warehouse, server, project, tables, passwords)
    admin = SupersetPort(server.url, server.username, server.password)
    ids = dataset_ids(admin)
    truth = Truth(sample_warehouse.bi_path, project)
    readers = {
        name: replace(reader, session=log_in(server.url, name, passwords[name])) for name, reader in KINDS.items()
    }
    readers["stranger"] = stranger(server.url, admin, list(ids.values()))
    readers["anonymous"] = Reader("anonymous", "none")
    people = {word for user in read_accounts() for word in (user.username, user.full_name)}
    forbidden = {
        name: truth.forbidden(reader) | {word for word in people if name not in ("stranger", word)} - own_names(name)
        for name, reader in readers.items()
    }
    yield Target(server, truth, ids, readers, forbidden)
    publish_checked(sample_warehouse, server, own, tables, passwords)


def own_names(username: str) -> set[str]:
    return {user.full_name for user in read_accounts() if user.username == username}


def stranger(url: str, admin: SupersetPort, datasets: list[int]) -> Reader:
    """Somebody whom an administrator gave Gamma and every dataset, but no role of ours."""
    permissions = Permissions(admin)
    gamma = next(row["id"] for row in admin.rows("security/roles") if row["name"] == "Gamma")
    role = create_role(admin, "Чужая роль")
    set_permissions(admin, role, {permissions.dataset(found) for found in datasets}, {})
    password = secrets.token_urlsafe(12)
    name = {"username": "stranger", "first_name": "Чужой", "last_name": "Человек", "email": "stranger@example.org"}
    admin.call("POST", "security/users/", json={**name, "active": True, "roles": [gamma, role], "password": password})
    return Reader("stranger", "none", session=log_in(url, "stranger", password))


def foreign(truth: Truth, reader: Reader, dataset: str) -> dict[str, list[str]]:
    """Codes of other people's rows, by column."""
    scope = truth.project.datasets[dataset].rows
    rows = (
        [row for row in truth.rows(dataset, SCOPES[scope]) if not reader.may_see(scope, row)] if scope != "open" else []
    )
    return {
        column: sorted({row[column] for row in rows if row[column] is not None})[:50]
        for column in SCOPES[scope]
        if rows and column != "entity_level"
    }


def columns_of(target: Target, dataset: str) -> list[str]:
    return list(SCOPES[target.truth.project.datasets[dataset].rows]) or target.truth.columns(dataset)[:1]


def sent(target: Target, reader: Reader, probes: list[Probe]) -> list[requests.Response]:
    """Answers to the probes, in their order, four at a time."""
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(lambda probe: target.send(reader, probe), probes))


def attack(target: Target, reader: Reader, probes: Iterator[Probe], dataset: str | None = None) -> list[str]:
    asked = list(probes)
    answers = zip(asked, sent(target, reader, asked), strict=True)
    faults = [fault for probe, answer in answers for fault in target.faults(reader, probe, answer, dataset)]
    assert reader.name == "anonymous" or target.is_logged_in(reader)
    return faults


@pytest.mark.parametrize("dataset", sorted(extended().datasets))
@pytest.mark.parametrize("name", READERS)
def test_reader_gets_exactly_his_rows(target: Target, name: str, dataset: str) -> None:
    reader = target.readers[name]
    probe = Probe("own rows", "POST", "chart/data", query(target.ids[dataset], columns_of(target, dataset), force=True))
    answer = target.send(reader, probe)
    assert list(target.faults(reader, probe, answer, dataset)) == []
    if not SCOPES[target.truth.project.datasets[dataset].rows]:
        assert len(list(rows_of(answer))) > 0 if target.truth.is_open(reader, dataset) else not list(rows_of(answer))
    else:
        assert {tuple(row.values()) for row in rows_of(answer)} == target.truth.own(reader, dataset)


@pytest.mark.parametrize("dataset", sorted(extended().datasets))
@pytest.mark.parametrize("name", [name for name in READERS if name != "region22"])
def test_dataset_yields_nothing_foreign(target: Target, name: str, dataset: str) -> None:
    reader, columns = target.readers[name], columns_of(target, dataset)
    probes = plain(dataset, target.ids[dataset], columns, foreign(target.truth, reader, dataset))
    if name == "stranger":  # Gamma may read definitions: his own administrator gave it; rows he must not get
        probes = (replace(each, refused=False) for each in probes if each.name not in DEFINITIONS)
    assert attack(target, reader, probes, dataset) == []


@pytest.mark.parametrize(
    ("name", "dataset"),
    [("municipality003", "pub_shnor")]
    + [
        (name, "pub_mark_distribution")
        for name in ("municipality001", "school990001", "public99", "stranger", "anonymous")
    ],
)
def test_sql_of_the_reader_is_refused(target: Target, name: str, dataset: str) -> None:
    reader = target.readers[name]
    probes = forged(dataset, target.ids[dataset], columns_of(target, dataset))
    assert attack(target, reader, probes, dataset) == []


@pytest.mark.parametrize("name", READERS)
def test_other_doors_are_shut(target: Target, name: str) -> None:
    dashboards, charts = ([row["id"] for row in target.admin.rows(what)] for what in ("dashboard", "chart"))
    dashboards, charts = dashboards[:1] + dashboards[-1:], charts[:1] + charts[-2:]  # of the project, of the stand-ins
    database = target.admin.rows("database")[0]["id"]
    probes = anywhere(dashboards, charts, database, "pub_mark_distribution")
    if name == "stranger":
        probes = (replace(probe, refused=False) for probe in probes if probe.method == "GET")
    assert attack(target, target.readers[name], probes) == []


@dataclass(frozen=True)
class Stored:
    """A chart of the server with the query it was saved with."""

    chart_id: int
    title: str
    dataset_id: int
    context: dict[str, Any]

    def probe(self, title: str, dataset_id: int, columns: list[str]) -> Probe:
        """The chart's query sent to some dataset for some columns, in the chart's name."""
        queries = [{**self.context["queries"][0], "columns": columns}]
        source = {"id": dataset_id, "type": "table"}
        body = {**self.context, "datasource": source, "form_data": {"slice_id": self.chart_id}, "queries": queries}
        return Probe(f"{self.title} {title}", "POST", "chart/data", body)


@pytest.fixture(scope="module")
def stored(target: Target) -> list[Stored]:
    admin = target.admin
    return [
        Stored(
            row["id"],
            row["slice_name"],
            row["datasource_id"],
            json.loads(admin.call("GET", f"chart/{row['id']}")["result"]["query_context"]),
        )
        for row in admin.rows("chart")
    ]


def chart_probes(target: Target, reader: Reader, chart: Stored) -> Iterator[tuple[Probe, str]]:
    """A chart as it asks, with the columns that say whose a row is, and turned to a dataset closed for the reader."""
    names = {found: dataset for dataset, found in target.ids.items()}
    own = names[chart.dataset_id]
    asked = chart.context["queries"][0]["columns"]
    yield Probe(f"{chart.title} as stored", "GET", f"chart/{chart.chart_id}/data/"), own
    yield chart.probe("own", chart.dataset_id, asked), own
    yield (
        chart.probe("own and whose", chart.dataset_id, list(dict.fromkeys([*asked, *columns_of(target, own)]))),
        own,
    )
    if closed := sorted(found for found in target.ids.values() if not target.truth.is_open(reader, names[found])):
        other = closed[chart.chart_id % len(closed)]
        yield chart.probe("elsewhere", other, columns_of(target, names[other])), names[other]


@pytest.mark.parametrize("name", READERS)
def test_every_chart_as_it_asks_and_with_another_dataset(target: Target, stored: list[Stored], name: str) -> None:
    reader = target.readers[name]
    asked = [pair for chart in stored for pair in chart_probes(target, reader, chart)]
    answers = sent(target, reader, [probe for probe, _ in asked])
    faults = []
    for (probe, dataset), answer in zip(asked, answers, strict=True):
        faults += target.faults(reader, probe, answer, dataset)
        if probe.body and target.truth.is_open(reader, dataset) and not answer.ok:
            faults.append(f"{probe.name}: {answer.text[:300]}")
    assert len(answers) >= 3 * len(stored)
    assert faults == []


@pytest.mark.parametrize("name", list(KINDS))
def test_count_is_of_own_rows_only(target: Target, name: str) -> None:
    reader = target.readers[name]
    project = target.truth.project.datasets
    asked = [d for d in project if target.truth.is_open(reader, d) and project[d].rows != "open"]
    probes = []
    for dataset in asked:
        scope = project[dataset].rows
        column = SCOPES[scope][0] if scope == "entity" else "region_code"
        count = {"expressionType": "SIMPLE", "aggregate": "COUNT", "column": {"column_name": column}, "label": "n"}
        for columns in (list(SCOPES[scope]), []):
            body = query(target.ids[dataset], columns, metrics=[count])
            probes.append(Probe("count", "POST", "chart/data", body))
    answers = sent(target, reader, probes)
    for dataset, split, whole in zip(asked, answers[::2], answers[1::2], strict=True):
        rows = list(rows_of(split))
        assert [row["n"] for row in rows_of(whole)] == [sum(row["n"] for row in rows)]
        assert all(reader.may_see(project[dataset].rows, row) for row in rows)
    assert asked


def test_cache_keys_of_others_open_nothing(target: Target) -> None:
    region = target.readers["region99"]
    warm = {
        dataset: Probe("warm", "POST", "chart/data", query(found, columns_of(target, dataset)))
        for dataset, found in target.ids.items()
    }
    answers = dict(zip(warm, sent(target, region, list(warm.values())), strict=True))
    keys = [
        Probe("key of others", "GET", f"chart/data/{answer.json()['result'][0]['cache_key']}")
        for answer in answers.values()
    ]
    for name in READERS[1:]:
        reader = target.readers[name]
        assert attack(target, reader, iter(keys)) == []
        again = sent(target, reader, list(warm.values()))
        for (dataset, probe), answer in zip(warm.items(), again, strict=True):
            assert list(target.faults(reader, probe, answer, dataset)) == []


def test_publishing_again_opens_nothing(
    target: Target, server: Server, sample_warehouse: Settings, passwords: dict[str, str]
) -> None:
    _, tables = checked(sample_warehouse)
    publish_checked(sample_warehouse, server, target.truth.project, tables, passwords)
    assert dataset_ids(target.admin) == target.ids
    everything = [(name, dataset) for name in READERS for dataset in target.ids]
    with ThreadPoolExecutor(4) as pool:
        assert len(list(pool.map(lambda pair: test_reader_gets_exactly_his_rows(target, *pair), everything))) > 0


def test_a_probe_can_fail(target: Target) -> None:
    """The region's answers, judged by what a municipality may see, are leaks: the search finds them."""
    region, dataset = target.readers["region99"], "pub_mark_distribution"
    judged = replace(target.readers["municipality001"], name="region99", session=region.session)
    target = replace(target, forbidden={"region99": target.forbidden["municipality001"]})
    probes = plain(dataset, target.ids[dataset], columns_of(target, dataset), {})
    found = attack(target, judged, (p for p in probes if p.name in ("all rows", "format csv", "format xlsx")), dataset)
    assert {kind: sum(kind in fault for fault in found) > 0 for kind in ("leaks", "a foreign row", "format xlsx")} == {
        "leaks": True,
        "a foreign row": True,
        "format xlsx": True,
    }


@pytest.mark.parametrize("name", ["region99", "municipality001", "school990001", "public99"])
def test_quartile_comes_from_dbt_and_not_from_the_rows_one_sees(target: Target, name: str) -> None:
    reader, checked_tables = target.readers[name], 0
    for dataset, found in target.truth.project.datasets.items():
        ranked = [column for column in target.truth.columns(dataset) if "quartile" in column or "colour" in column]
        if not ranked or not target.truth.is_open(reader, dataset):
            continue
        columns = [*SCOPES[found.rows], "year", *ranked]
        expected = {
            tuple(row.values()) for row in target.truth.rows(dataset, columns) if reader.may_see(found.rows, row)
        }
        rows = rows_of(target.send(reader, Probe("q", "POST", "chart/data", query(target.ids[dataset], columns))))
        assert {tuple(row.values()) for row in rows} == expected
        checked_tables += bool(expected)
    assert checked_tables > 0
