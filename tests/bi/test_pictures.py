"""Every dashboard as two readers in a real browser: a picture of each, and nothing wrong in it a reader would see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dagster_project.bi.accounts import read_accounts
from dagster_project.bi.flow import Server
from dagster_project.bi.spec import Dashboard, read_project
from tests.bi.pictures import chromium, draw, faults, log_in

PROJECT = read_project()
READERS = ("region99", "municipality001")
KINDS = {account.username: account.kind for account in read_accounts()}
SHOWN = [(reader, d) for reader in READERS for d in PROJECT.dashboards if KINDS[reader] in d.audience]
SPOILED = {
    "error box": "box.insertAdjacentHTML('beforeend', '<div class=\"ant-alert-error\">Сбой</div>')",
    "error text": "box.insertAdjacentHTML('beforeend', '<p>Непредвиденная ошибка</p>')",
    "no chart": "document.querySelector('[data-test=\"slice-header\"]').remove()",
    "blank headers": "th.innerText = ''",
    "clipped header": "th.innerHTML = '<div style=\"width:5000px;white-space:nowrap\">Подпись</div>'",
    "still loading": "box.insertAdjacentHTML('beforeend', '<div class=\"loading\"></div>')",
    "not a word: NaN": "box.insertAdjacentHTML('beforeend', '<p>Доля NaN</p>')",
    "not a word: undefined": "box.insertAdjacentHTML('beforeend', '<p>undefined</p>')",
    "empty without a reason": "states.insertAdjacentHTML('beforeend', '<p>Не было получено данных</p>')",
}
"""What would be found, by what spoils the page."""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Path]:
    """Where the pictures go; named in the output."""
    path = tmp_path_factory.mktemp("pictures")
    yield path
    terminal = request.config.pluginmanager.get_plugin("terminalreporter")
    if terminal:
        terminal.write_line(f"\npictures of the dashboards: {path}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def pages(browser: Browser, server: Server, passwords: dict[str, str]) -> dict[str, Page]:
    """A page of each reader who has logged in."""
    return {reader: log_in(browser, server.url, reader, passwords[reader]) for reader in READERS}


def test_every_dashboard_has_a_reader_and_every_reader_a_dashboard() -> None:
    assert {dashboard.key for _, dashboard in SHOWN} == {dashboard.key for dashboard in PROJECT.dashboards}
    assert {reader for reader, _ in SHOWN} == set(READERS)


@pytest.mark.parametrize(("reader", "dashboard"), SHOWN, ids=[f"{reader}-{d.key}" for reader, d in SHOWN])
def test_picture_is_sound(
    reader: str, dashboard: Dashboard, pages: dict[str, Page], server: Server, folder: Path
) -> None:
    page = pages[reader]
    draw(page, server.url, dashboard)
    page.screenshot(path=folder / f"{reader}_{dashboard.key}.png", full_page=True)
    assert faults(page, dashboard) == []


@pytest.mark.parametrize(("fault", "spoil"), SPOILED.items(), ids=list(SPOILED))
def test_spoiled_picture_is_found_out(fault: str, spoil: str, pages: dict[str, Page], server: Server) -> None:
    dashboard = next(d for d in PROJECT.dashboards if d.key == "quality")
    page = pages[READERS[0]]
    if dashboard.slug not in page.url:
        draw(page, server.url, dashboard)
    page.evaluate(
        f"""() => {{
            const box = document.querySelector('.dashboard-content')
            const states = [...box.querySelectorAll('.dashboard-component-chart-holder')]
                .find(e => e.innerText.includes('Файлы по состоянию'))
            const th = document.querySelector('.dashboard-content table:not(.pvtTable) th')
            {spoil}
        }}"""
    )
    try:
        assert any(found.startswith(fault) for found in faults(page, dashboard))
    finally:
        page.goto("about:blank")
