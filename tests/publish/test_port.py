"""The port against a real HTTP server that misbehaves: whatever is wrong becomes an error, never a green result."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from dagster_project.bi.errors import SupersetError
from dagster_project.bi.port import PAGE, SupersetPort

Answer = tuple[int, str, str]
OK = "application/json"


class Misbehaving(ThreadingHTTPServer):
    """Logs anybody in and answers every other request by `answer`."""

    answer: Callable[[str], Answer]
    seen: list[tuple[str, str, str, bytes]]


class Handler(BaseHTTPRequestHandler):
    server: Misbehaving

    def _reply(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.seen.append((self.command, self.path, str(self.headers.get("Accept")), body))
        if self.path.endswith("/security/login"):
            status, kind, text = 200, OK, json.dumps({"access_token": "a", "refresh_token": "b"})
        elif "csrf_token" in self.path:
            status, kind, text = 200, OK, json.dumps({"result": "c"})
        else:
            status, kind, text = self.server.answer(self.path)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    do_GET = do_POST = do_PUT = do_DELETE = _reply

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent."""


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    running = Misbehaving(("127.0.0.1", 0), Handler)
    running.seen = []
    thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()


@pytest.fixture
def port(server: Misbehaving) -> SupersetPort:
    return SupersetPort(f"http://127.0.0.1:{server.server_address[1]}", "admin", "secret")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((500, "text/html", "<html>Internal error</html>"), "500"),
        ((400, OK, '{"message": "bad bundle"}'), "bad bundle"),
        ((403, OK, '{"message": "Forbidden"}'), "403"),
        ((200, "text/html", "<html>Log in, please</html>"), "не JSON"),
        ((200, OK, '{"message": "Import failed"}'), "Import failed"),
        ((200, OK, "{}"), "assets/import"),
    ],
)
def test_import_that_did_not_say_ok_is_an_error(
    server: Misbehaving, port: SupersetPort, answer: Answer, said: str
) -> None:
    server.answer = lambda path: answer
    with pytest.raises(SupersetError, match=said):
        port.import_assets(b"zip")


def test_import_sends_the_bytes_and_asks_for_json(server: Misbehaving, port: SupersetPort) -> None:
    server.answer = lambda path: (200, OK, '{"message": "OK"}')
    port.import_assets(b"the bundle", {"databases/x.yaml": "word"})
    command, path, accept, body = server.seen[-1]
    assert (command, path, accept) == ("POST", "/api/v1/assets/import/", OK)
    assert b"the bundle" in body and b'{"databases/x.yaml": "word"}' in body


def pages(count: int, sizes: list[int]) -> Callable[[str], Answer]:
    """A list resource that names a count and gives pages of these sizes, ids in a row."""

    def answer(path: str) -> Answer:
        page = (
            int(path.split("page%3A")[1].split("%2C")[0])
            if "page%3A" in path
            else int(path.split("page:")[1].split(",")[0])
        )
        first = sum(sizes[:page])
        rows = [{"id": first + n} for n in range(sizes[page] if page < len(sizes) else 0)]
        return 200, OK, json.dumps({"count": count, "result": rows})

    return answer


def test_all_pages_are_read(server: Misbehaving, port: SupersetPort) -> None:
    server.answer = pages(PAGE + 30, [PAGE, 30])
    assert [row["id"] for row in port.rows("chart")] == list(range(PAGE + 30))


@pytest.mark.parametrize("sizes", [[PAGE, 29], [PAGE - 1, 30], [PAGE, 31], [0]])
def test_pages_that_do_not_add_up_are_an_error(server: Misbehaving, port: SupersetPort, sizes: list[int]) -> None:
    server.answer = pages(PAGE + 30, sizes)
    with pytest.raises(SupersetError, match="прочитано"):
        port.rows("chart")


def test_row_that_came_twice_is_an_error(server: Misbehaving, port: SupersetPort) -> None:
    server.answer = lambda path: (200, OK, json.dumps({"count": 2, "result": [{"id": 1}, {"id": 1}]}))
    with pytest.raises(SupersetError, match="прочитано 1 из 2"):
        port.rows("chart")


def test_refused_deletion_is_an_error(server: Misbehaving, port: SupersetPort) -> None:
    server.answer = lambda path: (422, OK, '{"message": "there are charts"}')
    with pytest.raises(SupersetError, match="there are charts"):
        port.delete("dataset", 1)


def test_expired_session_is_an_error_and_is_not_sent_again(server: Misbehaving, port: SupersetPort) -> None:
    server.answer = lambda path: (401, OK, '{"msg": "Token has expired"}')
    with pytest.raises(SupersetError, match="Token has expired"):
        port.call("GET", "chart/")
    assert sum(path == "/api/v1/chart/" for _, path, _, _ in server.seen) == 1


def test_server_that_is_not_there_is_an_error() -> None:
    with pytest.raises(SupersetError):
        SupersetPort("http://127.0.0.1:9", "admin", "secret").call("GET", "chart/")


@pytest.mark.parametrize(
    "url",
    ["http://bi.example.org", "http://127.0.0.1.example.org", "ftp://127.0.0.1", "bi.example.org", "http://10.0.0.1"],
)
def test_password_never_goes_in_the_clear_to_another_machine(url: str) -> None:
    with pytest.raises(SupersetError, match="https"):
        SupersetPort(url, "admin", "secret")
