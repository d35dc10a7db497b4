"""Every screen, as it is sent to a browser, is valid HTML."""

from pathlib import Path

import html5lib

from tests.browser.screens import SCREENS
from tests.browser.screens.over_http import answer_of
from tests.conftest import MakeDatabase
from tests.validator.checker import Checker
from tests.visitor import words

_H1 = ".//{http://www.w3.org/1999/xhtml}h1"
_FINE = (200, 422)


def test_every_page_is_valid_html(
    checker: Checker, fresh: MakeDatabase, provider: str, tmp_path: Path
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for screen in SCREENS:
        answer = answer_of(screen, fresh("sqlite", "practice"), provider)
        assert answer.status_code in (screen.statuses or _FINE), screen.name
        assert _h1(answer.text) == screen.h1, screen.name
        (pages / f"{screen.name}.html").write_text(answer.text, encoding="utf-8")

    assert checker.findings(pages) == []


def _h1(html: str) -> str:
    return words(html5lib.parse(html).find(_H1))
