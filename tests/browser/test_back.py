"""After leaving, Back shows nothing of a board, also where the browser keeps pages for Back.

Playwright switches that off, and cannot follow a page that comes back that way: so these windows
are talked to in the browser's own language. The headless shell never keeps pages; where there is
a whole Chromium, it is used here.
"""

import shutil
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, CDPSession

from tests.browser.stage import Stage
from tests.browser.windows import PATIENCE
from tests.builders import SteppingClock
from tests.people_in_call import paired
from tests.visitor import Visitor

_WHOLE = shutil.which("chromium")
_NAME, _BOARD = "Stichting De Waterlanden", "/bestuur/99006"
_CALLER = "Toestemming om"
#: How a page comes that the browser kept.
_KEPT = "BackForwardCacheRestore"
_IS_OF_A_PERSON = "Boolean(document.getElementById('sessie'))"


class Keeping:
    """A window of a browser that keeps pages for Back."""

    def __init__(self, devtools: CDPSession, base_url: str) -> None:
        self._devtools, self._base_url = devtools, base_url
        #: How each page came: "Navigation", or "BackForwardCacheRestore".
        self.ways: list[str] = []
        devtools.on("Page.frameNavigated", lambda event: self.ways.append(event["type"]))
        devtools.on("Page.navigatedWithinDocument", lambda _event: self.ways.append("within"))
        devtools.send("Page.enable")

    def asks(self, expression: str) -> Any:
        """Return what an expression is on the page of now; None while there is none."""
        asked = {"expression": expression, "returnByValue": True}
        return self._devtools.send("Runtime.evaluate", asked).get("result", {}).get("value")

    def until(self, is_so: Callable[[], object]) -> None:
        """Wait for the browser."""
        end = monotonic() + PATIENCE / 1000
        while not is_so():
            assert monotonic() < end, (self.ways, self.asks("location.href"))
            self.asks("0")  # events come in with an answer

    def goes(self, path: str) -> None:
        """Open a page, as an address that is typed."""
        self._devtools.send("Page.navigate", {"url": self._base_url + path})
        self.until(lambda: self._stands(path))

    def presses(self, button: str, *, leads_to: str) -> None:
        """Press a button, and wait for the page that it leads to."""
        found = f"[...document.querySelectorAll('button')].find(e => e.innerText == '{button}')"
        self.asks(f"{found}.click()")
        self.until(lambda: self._stands(leads_to))

    def back(self) -> str:
        """Go back, and return all that the page says once it stands."""
        before = len(self.ways)
        self.asks("history.back()")
        self.until(lambda: len(self.ways) > before)
        if self.ways[-1] == _KEPT and self.asks(_IS_OF_A_PERSON):  # it is asked for anew
            self.until(lambda: self.ways[-1] != _KEPT)
        self.until(lambda: self.asks("document.readyState") == "complete")
        return str(self.asks("document.documentElement.innerText"))

    def _stands(self, path: str) -> bool:
        there = self.asks("document.readyState == 'complete' && location.pathname")
        return bool(there == path)


@pytest.fixture
def keeps(browser: Browser, on_stage: Stage) -> Iterator[Callable[[Visitor], Keeping]]:
    """Give a function that opens such a window for somebody who is logged in."""
    keeping = browser.browser_type.launch(
        executable_path=_WHOLE or shutil.which("chromium-headless-shell"),
        ignore_default_args=["--disable-back-forward-cache"],
        args=["--no-sandbox"],
    )

    def open_window(visitor: Visitor) -> Keeping:
        page = keeping.new_context().new_page()
        cookie = visitor.client.get_cookie("mandaatwijzer")
        assert cookie is not None
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": on_stage.base_url}]
        )
        return Keeping(page.context.new_cdp_session(page), on_stage.base_url)

    yield open_window
    keeping.close()


def _goes_round(window: Keeping) -> None:
    """Look at some pages of a board; the last one is reached by Back, as the browser kept it."""
    window.goes("/")
    for path in (_BOARD, f"{_BOARD}/rapport"):
        window.goes(path)
    assert _NAME in window.back()
    assert (_KEPT in window.ways) is bool(_WHOLE)
    window.goes(f"{_BOARD}/rapport")


def test_back_after_logging_out_shows_no_board(
    keeps: Callable[[Visitor], Keeping], visitor: Visitor
) -> None:
    visitor.log_in_at_provider("zes-scholen")
    window = keeps(visitor)
    _goes_round(window)
    window.presses("Uitloggen", leads_to="/uitgelogd")

    assert [_NAME in window.back() for _page in range(3)] == [False] * 3


def test_back_after_the_session_ended_by_itself_shows_no_board(
    keeps: Callable[[Visitor], Keeping], visitor: Visitor, clock: SteppingClock
) -> None:
    visitor.log_in("zes-scholen")
    window = keeps(visitor)
    _goes_round(window)
    clock.forward(minutes=31)

    assert [_NAME in window.back() for _page in range(2)] == [False] * 2


def test_back_after_looking_along_shows_nothing_of_the_caller(
    keeps: Callable[[Visitor], Keeping], app: Flask
) -> None:
    _calling, helping = paired(app)
    window, call = keeps(helping), helping.page.url
    window.goes("/helpdesk")
    window.goes(call)
    assert _CALLER in window.asks("document.body.innerText")
    window.presses("Stop met meekijken", leads_to="/helpdesk/notitie")

    assert _CALLER not in window.back()
