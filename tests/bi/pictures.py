"""A dashboard in a real browser: open it as somebody, wait until it is drawn, say what is wrong with the picture."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from dagster_project.bi.spec import Dashboard

WIDTH = 1600
_PATIENCE_MS = 180_000
_SETTLE_MS = 2_500
_STILL_MS = 6_000
_HIGHEST = 12_000
LOADING = '.loading, [data-test="loading-indicator"]'
_ERROR = re.compile(
    r"Непредвиденная ошибка|Произошла ошибка|Ошибка (данных|базы данных|сети)|Unexpected error|An error occurred"
    r"|(Data|Database|Network|Timeout|DB engine) error",
    re.IGNORECASE,
)
_LEAKED = re.compile(r"(?<![\w.])(undefined|NaN|null|<NULL>|\[object Object\])(?![\w.])")
_EMPTY = "Не было получено данных"
_STAYS_DRAWN = """([loading, charts, still]) => {
    const drawn = document.querySelectorAll(loading).length === 0
        && document.querySelectorAll('[data-test="slice-header"]').length >= charts
    window.drawnSince = drawn ? window.drawnSince || Date.now() : 0
    return drawn && Date.now() - window.drawnSince > still
}"""
_LOOK = """([loading, empty]) => {
    const seen = e => e.offsetParent !== null && e.getClientRects().length > 0
    const words = e => e.innerText.trim().replace(/\\s+/g, ' ')
    // A header ends with the number of filters it follows.
    const title = e => words(e.querySelector('.header-title') || e).replace(/ \\d{1,2}$/, '')
    const heads = [...document.querySelectorAll('.dashboard-content th')].filter(seen)
    // The corner of a pivot holds no text and no sorting; every other header is a column of data.
    const isCorner = e => e.closest('table.pvtTable') && !e.matches('.pvtAxisLabel, .pvtColLabel, .pvtRowLabel')
    const isFiller = e => e.matches('.pvtAxisLabel, .pvtRowLabel') && e.closest('table.pvtTable')
    const frame = e => {
        for (let up = e.parentElement; up; up = up.parentElement)
            if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(up).overflowX)) return up
        return document.body
    }
    return {
        alerts: [...document.querySelectorAll('.ant-alert-error, [data-test="error-alert"]')].filter(seen).map(words),
        text: document.querySelector('.dashboard-content').innerText,
        titles: [...document.querySelectorAll('[data-test="slice-header"]')].filter(seen).map(title),
        blank: heads.filter(e => !isCorner(e) && !isFiller(e) && words(e) === '').length,
        clipped: heads.filter(e => words(e) !== '' && (e.scrollWidth > e.clientWidth + 1
            || e.getBoundingClientRect().right > frame(e).getBoundingClientRect().right + 2)).map(words),
        loading: document.querySelectorAll(loading).length,
        empty: [...document.querySelectorAll('.dashboard-component-chart-holder')]
            .filter(e => e.innerText.includes(empty))
            .map(e => title(e.querySelector('[data-test="slice-header"]'))),
    }
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium; `tests/bi/system.sh` installs it."""
    found = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
    assert found, "no Chromium: run tests/bi/system.sh"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


def log_in(browser: Browser, url: str, username: str, password: str) -> Page:
    """A page of somebody who has logged in."""
    page = browser.new_page(viewport={"width": WIDTH, "height": 1000}, locale="ru-RU")
    page.set_default_timeout(_PATIENCE_MS)
    page.goto(f"{url}/login/")
    page.fill("input#username", username)
    page.fill("input#password", password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "login" not in address)
    return page


def draw(page: Page, url: str, dashboard: Dashboard) -> None:
    """Open a dashboard so high that every chart is in sight, and wait until all of them are drawn.

    Superset may draw everything anew when filters took their values or their state got an address: for a moment there
    is nothing at all, not even a sign of loading. So the page has to stay whole for a while.
    """
    page.set_viewport_size({"width": WIDTH, "height": 1000})
    page.goto(f"{url}/superset/dashboard/{dashboard.slug}/")
    page.wait_for_selector(".dashboard-component-chart-holder")
    page.wait_for_timeout(_SETTLE_MS)
    height = page.evaluate("document.querySelector('.dashboard-content').scrollHeight")
    page.set_viewport_size({"width": WIDTH, "height": min(height + 300, _HIGHEST)})
    page.wait_for_timeout(_SETTLE_MS)
    page.wait_for_function(_STAYS_DRAWN, arg=[LOADING, len(dashboard.charts), _STILL_MS])


def faults(page: Page, dashboard: Dashboard) -> list[str]:
    """What a reader would see wrong, in plain words; nothing where the picture is sound."""
    look = page.evaluate(_LOOK, [LOADING, _EMPTY])
    found = [f"error box: {text}" for text in look["alerts"]]
    found += [f"error text: {match.group()}" for match in _ERROR.finditer(look["text"])]
    found += [f"no chart: {c.title}" for c in dashboard.charts.values() if c.title not in look["titles"]]
    if look["blank"]:
        found.append(f"blank headers: {look['blank']}")
    found += [f"clipped header: {text}" for text in look["clipped"]]
    if look["loading"]:
        found.append(f"still loading: {look['loading']}")
    found += [f"not a word: {match.group()}" for match in _LEAKED.finditer(look["text"])]
    explained = {chart.title for chart in dashboard.charts.values() if chart.note}
    found += [f"empty without a reason: {title}" for title in look["empty"] if title not in explained]
    return found
