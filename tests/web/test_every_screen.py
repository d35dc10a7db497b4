"""Every screen, read as HTML: its links within the page lead somewhere, one button stands out."""

from urllib.parse import urljoin, urlsplit

import html5lib
import pytest

from tests.browser.screens import SCREENS, Screen
from tests.browser.screens.over_http import answer_of
from tests.conftest import MakeDatabase
from tests.visitor import words

_HTML = "{http://www.w3.org/1999/xhtml}"
_PRIMARY = "utrecht-button--primary-action"


def wrong_with(html: str, path: str) -> list[str]:
    """Name the links to a part of this page that is not there, and each button too many."""
    tree = html5lib.parse(html)
    ids = {node.get("id") for node in tree.iter()}
    links = [node.get("href") for node in tree.iter(f"{_HTML}a") if node.get("href")]
    main = tree.find(f".//{_HTML}main")
    standing_out = [
        words(node) for node in main.iter() if _PRIMARY in (node.get("class") or "").split()
    ]
    return [
        *(f"{href} leads nowhere" for href in links if _part_here(href, path) not in {"", *ids}),
        *(f"also filled: {text}" for text in standing_out[1:]),
    ]


def _part_here(href: str, path: str) -> str:
    """Return the id that a link leads to on this page; with another query it has the same parts."""
    link = urlsplit(urljoin(path, href))
    return link.fragment if link.path == urlsplit(path).path else ""


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_links_within_the_page_work_and_one_button_stands_out(
    screen: Screen, fresh: MakeDatabase, provider: str
) -> None:
    answer = answer_of(screen, fresh("sqlite", "practice"), provider)

    path = urlsplit(answer.request.url or "").path
    assert wrong_with(answer.text, path) == []


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ('<a href="#er">x</a><p id="er">', []),
        ('<a href="?alle=1#weg">x</a>', ["?alle=1#weg leads nowhere"]),
        ('<a href="/elders#weg">x</a>', []),
        (f'<a class="{_PRIMARY}">Een</a><button class="{_PRIMARY}">Twee', ["also filled: Twee"]),
    ],
)
def test_what_is_wrong_is_found(body: str, wrong: list[str]) -> None:
    assert wrong_with(f"<!doctype html><title>x</title><main>{body}</main>", "/hier") == wrong
