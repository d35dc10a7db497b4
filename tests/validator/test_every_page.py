"""Every screen, as it is sent to a browser: valid HTML, links that lead somewhere, whole dates."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.screens import PARTS, of_part
from tests.browser.screens.gallery import Gallery
from tests.validator.checker import Checker
from tests.validator.reading import wrong_with
from tests.visitor import parsed, words

_FINE = (200, 422)


@pytest.mark.parametrize(
    "part", [pytest.param(p, marks=pytest.mark.xdist_group(f"screens-{p}")) for p in range(PARTS)]
)
def test_every_page_is_valid_and_leads_somewhere(
    part: int, checker: Checker, gallery: Gallery, tmp_path: Path
) -> None:
    wrong = []
    for screen in of_part(part):
        made = gallery.made(screen)
        text = made.answer.text
        assert made.answer.status_code in (screen.statuses or _FINE), screen.name
        assert screen.template in ("", made.template), screen.name
        assert [words(each) for each in parsed(text).iter("h1")] == [screen.h1], screen.name
        wrong += [f"{screen.name}: {each}" for each in wrong_with(text, urlsplit(made.url).path)]
        (tmp_path / f"{screen.name}.html").write_text(text, encoding="utf-8")

    assert wrong + checker.findings(tmp_path) == []
