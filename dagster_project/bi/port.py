"""The few calls the project makes to Superset. Behind them `superset-client`, with its known faults kept out.

Faults of superset-client 1.0.0 guarded here: `assets.import_file` opens a bare file name in the working folder, answers
False for a missing file and gets errors as HTML; `find()` stops at 100 rows; `databases.save()` and `Chart.save()` lose
fields; the refreshed request goes out without checking the certificate; no call has a time limit.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlparse

import requests
from supersetapiclient.client import SupersetClient

from dagster_project.bi.errors import SupersetError

TIMEOUT_S = 180
PAGE = 100
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class _TimedAdapter(requests.adapters.HTTPAdapter):
    """Every request ends: the client itself sets no limit."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        kwargs["timeout"] = kwargs.get("timeout") or TIMEOUT_S
        return super().send(request, *args, **kwargs)


class _Client(SupersetClient):  # type: ignore[misc]
    http_adapter_cls = _TimedAdapter

    def token_refresher(self, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Leave 401 as it is: a publish is shorter than a token's life, and the client would resend unverified."""
        return response


class SupersetPort:
    """One Superset and one user of it.

    Args:
        url: address without a path, `https://bi.example.org`; plain http only on loopback.

    Raises:
        SupersetError: the address is refused, the server does not answer, or says no.
    """

    def __init__(self, url: str, username: str, password: str) -> None:
        parts = urlparse(url)
        if parts.scheme == "http" and parts.hostname in _LOOPBACK:
            os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
        elif parts.scheme != "https":
            raise SupersetError(f"{url}: пароль по открытому http посылается только на этот же компьютер, нужен https.")
        self.url = url.rstrip("/")
        self._client = _Client(self.url, username, password)

    def call(self, method: str, path: str, **kwargs: Any) -> Any:
        """Call `/api/v1/<path>` and return the decoded body.

        Raises:
            SupersetError: no answer, a status of 400 and above, or a body that is no JSON.
        """
        address = f"{self.url}/api/v1/{path}"
        try:
            session = self._client.session
            answer = session.request(method, address, headers={"Accept": "application/json"}, **kwargs)
        except (requests.RequestException, OSError) as error:
            raise SupersetError(f"{method} {address}: {error}") from error
        if answer.status_code >= 400:
            raise SupersetError(f"{method} {address}: {answer.status_code} {answer.text[:2000]}")
        try:
            return answer.json()
        except ValueError:
            raise SupersetError(f"{method} {address}: ответ не JSON: {answer.text[:200]}") from None

    def import_assets(self, bundle: bytes, database_passwords: Mapping[str, str] | None = None) -> None:
        """Import an assets bundle over what is there.

        Raises:
            SupersetError: the server refused it; nothing of it was stored.
        """
        answer = self.call(
            "POST",
            "assets/import/",
            files={"bundle": ("bundle.zip", bundle, "application/zip")},
            data={"passwords": json.dumps(dict(database_passwords or {}))},
        )
        if answer.get("message") != "OK":
            raise SupersetError(f"assets/import: {answer}")

    def rows(self, resource: str) -> list[dict[str, Any]]:
        """Every object of a list resource (`chart`, `dataset`, `security/roles`), page by page.

        Raises:
            SupersetError: the pages do not add up to the count the server names (it changed meanwhile).
        """
        found: dict[int, dict[str, Any]] = {}
        page = 0
        while True:
            answer = self.call("GET", f"{resource}/", params={"q": f"(page:{page},page_size:{PAGE})"})
            found |= {row["id"]: row for row in answer["result"]}
            page += 1
            if page * PAGE >= answer["count"]:
                break
        if len(found) != answer["count"]:
            raise SupersetError(f"{resource}: прочитано {len(found)} из {answer['count']}, повторите.")
        return list(found.values())

    def delete(self, resource: str, object_id: int) -> None:
        self.call("DELETE", f"{resource}/{object_id}")
