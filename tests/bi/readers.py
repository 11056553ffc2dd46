"""People who try: a session for each, what he may see by words of the tests' own, the search for what he may not."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import unquote

import duckdb
import requests

from dagster_project.bi.spec import Project

PROBES: Counter[str] = Counter()
"""Requests sent by the attack, by reader: printed at the end of the session."""
_COUNTING = Lock()


def count_probe(reader: str) -> None:
    """Count a request; several are on their way at once."""
    with _COUNTING:
        PROBES[reader] += 1


SCOPES: dict[str, tuple[str, ...]] = {
    "entity": ("entity_level", "entity_id", "region_code", "municipality_code"),
    "school": ("region_code", "municipality_code", "school_id"),
    "municipality": ("region_code", "municipality_code"),
    "region": ("region_code",),
    "open": (),
}
_NAMES = ("entity_id", "entity_name", "municipality_code", "municipality_name", "school_id", "school_name")
_CODE = re.compile(r"reg\d{2}_m\d{3}|(?<![\d.:\w-])\d{6}(?:-[a-z]{3})?(?![\d\w])")


@dataclass(frozen=True)
class Reader:
    """Somebody with a session.

    Args:
        kind: region, municipality, school, public; `none` for who has no role of ours.
    """

    name: str
    kind: str
    region: str = ""
    municipality: str = ""
    school: str = ""
    session: requests.Session = field(default_factory=requests.Session, compare=False, repr=False)

    def may_see(self, scope: str, row: Mapping[str, Any]) -> bool:
        """The right of the specification, written here once more, and not from the code under test."""
        if self.kind == "none":
            return False
        if scope == "open":
            return True
        if row["region_code"] != self.region:
            return False
        if scope == "region" or self.kind == "region":
            return True
        if scope == "municipality":
            return self.kind == "public" or row["municipality_code"] == self.municipality
        if scope == "school":
            return {
                "municipality": row["municipality_code"] == self.municipality,
                "school": row["school_id"] == self.school,
                "public": False,
            }[self.kind]
        level = row["entity_level"]
        if level == "region":
            return True
        if self.kind == "public":
            return bool(level == "municipality")
        if self.kind == "municipality":
            return bool(row["municipality_code"] == self.municipality)
        if level == "municipality":
            return bool(row["municipality_code"] == self.municipality)
        return bool(level == "school" and row["entity_id"] == self.school)


def log_in(url: str, username: str, password: str) -> requests.Session:
    """A session of a browser: its cookie opens pages and the API alike, and lives longer than the attack."""
    session = requests.Session()
    page = session.get(f"{url}/login/", timeout=60).text
    [token] = re.findall(r'id="csrf_token"\s+value="([^"]+)"', page)
    form = {"username": username, "password": password, "csrf_token": token}
    session.headers["Referer"] = f"{url}/login/"
    session.post(f"{url}/login/", data=form, timeout=60, allow_redirects=False)
    answer = session.get(f"{url}/api/v1/security/csrf_token/", timeout=60)
    answer.raise_for_status()
    session.headers["X-CSRFToken"] = answer.json()["result"]
    return session


@dataclass(frozen=True)
class Truth:
    """The copy of the marts, read directly, and who may see what of it."""

    copy: Path
    project: Project

    @cached_property
    def _store(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(self.copy), read_only=True)

    def _ask(self, question: str, *values: str) -> list[tuple[Any, ...]]:
        """Through a cursor of its own: several threads ask at once, and a connection has one answer at a time."""
        return self._store.cursor().execute(question, values).fetchall()

    def rows(self, dataset: str, columns: Iterable[str]) -> list[dict[str, Any]]:
        """Distinct values of columns over all rows."""
        names = list(columns)
        found = self._ask(f"select distinct {', '.join(names)} from publish.{dataset}")
        return [dict(zip(names, row, strict=True)) for row in found]

    def columns(self, dataset: str) -> list[str]:
        asked = "select column_name from information_schema.columns where table_schema = 'publish' and table_name = ?"
        return [row[0] for row in self._ask(asked, dataset)]

    def count(self, dataset: str) -> int:
        return int(self._ask(f"select count(*) from publish.{dataset}")[0][0])

    def is_open(self, reader: Reader, dataset: str) -> bool:
        found = self.project.datasets.get(dataset)
        return found is not None and reader.kind in found.audience

    def own(self, reader: Reader, dataset: str) -> set[tuple[Any, ...]]:
        """Rows (columns of the scope) this reader may see."""
        scope = self.project.datasets[dataset].rows
        if not self.is_open(reader, dataset):
            return set()
        return {tuple(row.values()) for row in self.rows(dataset, SCOPES[scope]) if reader.may_see(scope, row)}

    def forbidden(self, reader: Reader) -> set[str]:
        """Codes and names of entities that stand in no row this reader may see."""
        seen: set[str] = set()
        everything: set[str] = set()
        for name, dataset in self.project.datasets.items():
            columns = self.columns(name)
            names = [column for column in _NAMES if column in columns]
            if not names:
                continue
            for row in self.rows(name, dict.fromkeys([*SCOPES[dataset.rows], *names])):
                words = {str(row[column]) for column in names if row[column] is not None}
                everything |= words
                if self.is_open(reader, name) and reader.may_see(dataset.rows, row):
                    seen |= words
        return {word for word in everything - seen if len(word) > 5}


def cells(answer: requests.Response) -> Iterator[str]:
    """Every text of an answer, whatever its form: JSON, CSV, a workbook or an archive."""
    kind = answer.headers.get("Content-Type", "")
    if answer.content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            for name in archive.namelist():
                yield from re.split(r"[<>,\n\"]", archive.read(name).decode("utf-8", "replace"))
    elif "json" in kind:
        yield from _texts(answer.json())
    elif "csv" in kind:
        for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig", "replace"))):
            yield from row
    else:
        yield answer.text


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif value is not None:
        yield str(value)


def leaks(answer: requests.Response, forbidden: set[str]) -> set[str]:
    """Forbidden codes and names an answer holds; an echo of the request's own words is none."""
    request = answer.request
    body = request.body.decode("utf-8", "replace") if isinstance(request.body, bytes) else str(request.body or "")
    asked = unquote(str(request.url)) + (json.dumps(json.loads(body), ensure_ascii=False) if body[:1] == "{" else body)
    rows = list(rows_of(answer))
    found = {word for text in _texts(rows) for word in {text, *_CODE.findall(text)} if word in forbidden}
    everywhere = {word for text in cells(answer) for word in {text, *_CODE.findall(text)} if word in forbidden}
    return found | {word for word in everywhere if word not in asked}


def rows_of(answer: requests.Response) -> Iterator[dict[str, Any]]:
    """Rows of data in a JSON or CSV answer."""
    if "csv" in answer.headers.get("Content-Type", ""):
        yield from csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig", "replace")))
    if "json" not in answer.headers.get("Content-Type", ""):
        return
    body = answer.json()
    results = body.get("result") if isinstance(body, dict) else None
    for result in results if isinstance(results, list) else [results]:
        data = result.get("data") if isinstance(result, dict) else None
        yield from (row for row in (data if isinstance(data, list) else []) if isinstance(row, dict))
