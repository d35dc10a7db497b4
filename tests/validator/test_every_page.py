"""Every screen, as it is sent to a browser: valid HTML, links that lead somewhere, whole dates."""

from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import pytest

from tests.browser.screens import SCREENS
from tests.browser.screens.over_http import answer_of
from tests.databases import Databases
from tests.validator.checker import Checker
from tests.validator.reading import wrong_with
from tests.visitor import words

_H1 = ".//{http://www.w3.org/1999/xhtml}h1"
_FINE = (200, 422)
#: The checker takes long to start, and the screens take long together.
_PARTS = 4


@pytest.mark.parametrize("part", range(_PARTS))
def test_every_page_is_valid_and_leads_somewhere(
    part: int, checker: Checker, databases: Databases, provider: str, tmp_path: Path
) -> None:
    wrong = []
    for screen in SCREENS[part::_PARTS]:
        with databases.for_a_story() as fresh:
            answer = answer_of(screen, fresh("sqlite", "practice"), provider)
        assert answer.status_code in (screen.statuses or _FINE), screen.name
        assert _h1(answer.text) == screen.h1, screen.name
        path = urlsplit(answer.request.url or "").path
        wrong += [f"{screen.name}: {each}" for each in wrong_with(answer.text, path)]
        (tmp_path / f"{screen.name}.html").write_text(answer.text, encoding="utf-8")

    assert wrong + checker.findings(tmp_path) == []


def _h1(html: str) -> str:
    return words(html5lib.parse(html).find(_H1))
