"""Every screen, read as HTML: links within the page, the one button that stands out, dates."""

import re
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest

from tests.browser.screens import SCREENS, Screen
from tests.browser.screens.over_http import answer_of
from tests.conftest import MakeDatabase
from tests.visitor import words
from wizard.domain.words import MONTHS

_HTML = "{http://www.w3.org/1999/xhtml}"
_PRIMARY = "utrecht-button--primary-action"
#: A day and its month that a line may end between.
_LOOSE = re.compile(rf"\b\d{{1,2}}[ \n]+(?:{'|'.join(MONTHS)})\b")
#: An agent sits at a wide screen.
_WIDE = "/helpdesk"


def wrong_with(html: str, path: str) -> list[str]:
    """Name the links to a part of this page that is not there, buttons too many, loose dates."""
    tree = html5lib.parse(html)
    ids = {node.get("id") for node in tree.iter()}
    links = [node.get("href") for node in tree.iter(f"{_HTML}a") if node.get("href")]
    main = tree.find(f".//{_HTML}main")
    standing_out = [
        words(node) for node in main.iter() if _PRIMARY in (node.get("class") or "").split()
    ]
    loose = [] if path.startswith(_WIDE) else _LOOSE.findall(_said(main))
    return [
        *(f"{href} leads nowhere" for href in links if _part_here(href, path) not in {"", *ids}),
        *(f"also filled: {text}" for text in standing_out[1:]),
        *(f"may break: {date}" for date in loose),
    ]


def _said(node: object) -> str:
    """Return what an element says; a text to send is somebody else's, who copies it."""
    if "mw-copy__text" in (node.get("class") or "").split():  # type: ignore[attr-defined]
        return ""
    parts = [node.text, *(part for each in node for part in (_said(each), each.tail))]  # type: ignore[attr-defined]
    return "".join(part or "" for part in parts)


def _part_here(href: str, path: str) -> str:
    """Return the id that a link leads to on this page; with another query it has the same parts."""
    link = urlsplit(urljoin(path, href))
    return link.fragment if link.path == urlsplit(path).path else ""


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_links_work_one_button_stands_out_and_dates_stay_whole(
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
        ("<p>maandag 30 november, 1\u00a0december", ["may break: 30 november"]),
        (f'<a class="{_PRIMARY}">Een</a><button class="{_PRIMARY}">Twee', ["also filled: Twee"]),
    ],
)
def test_what_is_wrong_is_found(body: str, wrong: list[str]) -> None:
    assert wrong_with(f"<!doctype html><title>x</title><main>{body}</main>", "/hier") == wrong
