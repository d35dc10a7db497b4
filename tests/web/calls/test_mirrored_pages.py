"""What an agent sees of a caller's pages: every step, all its words, and nothing to use."""

import re
from typing import Any

import pytest
from flask import Flask

from tests import people_in_call
from tests.routes import Place, addresses, guard_of, settle, token_of
from tests.visitor import Page, Visitor, words
from tests.ways import on_postgres
from tests.web.watching import kept_pages, mirror_of, paired
from wizard.ports import Wiring
from wizard.steps import FLOW
from wizard.web.read_only_html import mirrored

_USABLE = frozenset(
    {
        *("form", "input", "button", "a", "script", "select", "option", "textarea", "label"),
        *("details", "summary", "iframe", "object", "embed", "img", "link", "style", "template"),
        *("audio", "video", "base", "meta", "dialog", "fieldset", "h1", "main", "nav"),
    }
)
_USED = re.compile(r"id|name|value|for|href|src|srcset|action|style|tabindex|autofocus|data-.*")
_REACHES = re.compile(r"hx-.*|on.*|form.*|aria-(controls|describedby|labelledby)|xlink:.*")
#: Typed by a caller who tries to write into the agent's page.
_TYPED = '<b onclick="alert(1)">Eigen & "LAS"</b>'


_LINK = '<span class="mw-mirror__link">w</span>'


def _value(text: str) -> str:
    return f'<span class="mw-mirror__value">{text}</span>'


@pytest.fixture
def register_key() -> str:
    return "osr"


def usable(mirror: Any) -> list[str]:
    """Return what can be used, or reached from outside, in what should only be looked at."""
    found = []
    for node in mirror.iter():
        tag = str(node.tag)
        found += [tag] if tag in _USABLE else []
        for name in map(str, node.attrib):
            if _USED.fullmatch(name) or _REACHES.fullmatch(name):
                found.append(f"{tag} {name}={node.get(name)}")
    return found


def _look(calling: Visitor, helping: Visitor, wiring: Wiring) -> str:
    """Check the caller's page as the agent gets it; return the key of its script."""
    page = helping.get(helping.page.url)
    mirror = mirror_of(page)
    assert usable(mirror) == [], calling.page.url
    assert calling.page.h1 in words(mirror) or kept_pages(wiring)[0].script == "telefoon"
    for secret in (token_of(calling), "csrf"):
        assert secret not in kept_pages(wiring)[0].content, calling.page.url
    return kept_pages(wiring)[0].script


def test_all_steps_are_seen_and_none_can_be_used(app: Flask, wiring: Wiring) -> None:
    calling, helping = paired(app, "zes-scholen")
    school = "/bestuur/99006/school/99AB"
    calling.get("/bestuur/99006/stap/school")
    seen = [_look(calling, helping, wiring)]
    for answers in (
        {"school": "99AB"},
        {"services": "rio"},
        {"system": "ander"},
        {"name": "Eigen LAS"},
        {"entitled": "y"},
    ):
        calling.send()
        assert calling.page.status == 422
        assert calling.page.errors[0] in helping.get(helping.page.url).part("mw-mirror")
        seen.append(_look(calling, helping, wiring))
        calling.send(**answers)
        seen.append(_look(calling, helping, wiring))
    calling.send()
    calling.get(f"{school}/herhalen")
    seen.append(_look(calling, helping, wiring))
    calling.send(entitled="y")
    seen.append(_look(calling, helping, wiring))
    calling.get(f"{school}/andere-scholen")
    seen.append(_look(calling, helping, wiring))
    assert {step.slug for step in FLOW.steps if step.key != "login"} <= set(seen)


def test_no_page_of_a_board_can_be_used(app: Flask, wiring: Wiring) -> None:
    calling, place = settle(app, "zes-scholen", "99006", "99AB")
    caller, helping = people_in_call.paired(app, "zes-scholen")
    looked = 0
    for url in _pages(app, place):
        answer = caller.client.get(url)
        if (answer.status_code, answer.mimetype) == (200, "text/html"):  # not a file, not elsewhere
            caller.page = Page(answer, url, fragment=False)
            _look(caller, helping, wiring)
            looked += 1
    assert looked > 15
    assert calling.page.url.endswith("/vastleggen")


def _pages(app: Flask, place: Place) -> list[str]:
    return [
        each.url
        for each in addresses(app, place)
        if "GET" in each.methods and guard_of(app, each.endpoint) == "board"
    ]


def test_what_was_typed_is_seen_as_text_with_its_error(app: Flask) -> None:
    calling, helping = paired(app)
    calling.get("/bestuur/99001/school/99AA/dienst")
    calling.send(services="rio")
    calling.send(system="ander")
    calling.send(name=_TYPED, supplier="x" * 81)
    assert calling.page.status == 422
    [error] = calling.page.errors
    mirror = mirror_of(helping.get(helping.page.url))
    assert _TYPED in words(mirror)
    assert "x" * 81 in words(mirror)
    assert error in words(mirror)
    assert usable(mirror) == []
    assert _TYPED not in helping.page.text

    calling.send(name=_TYPED, supplier="")
    assert calling.page.h1 == "Controleer het mandaat"
    mirror = mirror_of(helping.get(helping.page.url))
    assert _TYPED in words(mirror)
    assert usable(mirror) == []
    assert _TYPED not in helping.page.text


def test_what_was_chosen_is_told_from_what_was_not(app: Flask) -> None:
    calling, helping = paired(app)
    calling.get("/bestuur/99001/school/99AA/las")
    calling.get("/bestuur/99001/school/99AA/dienst")
    calling.send(services="rio")
    calling.send(system="esis", starts_on="nooit")
    assert calling.page.status == 422
    mirror = words(mirror_of(helping.get(helping.page.url)))
    chosen = calling.page.choices("system")["esis"].split(" ")[0]
    assert f"Gekozen: {chosen}" in mirror
    assert mirror.count("Gekozen: ") == 1
    assert mirror.count("Niet gekozen: ") == len(calling.page.choices("system")) - 1
    assert "nooit" in mirror


@on_postgres
@pytest.mark.parametrize("address", ["school/30-12-9999/dienst", "school/99AA/%00", "%00"])
def test_the_page_about_an_address_that_cannot_be_is_seen_too(app: Flask, address: str) -> None:
    """PostgreSQL refuses what does not fit in a column; the agent would go on with another page."""
    calling, helping = paired(app)
    calling.get(f"/bestuur/99001/{address}")
    assert calling.page.status in (400, 404)
    mirror = mirror_of(helping.get(helping.page.url))
    assert calling.page.h1 in words(mirror)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ('<p onclick="x()" id="a" style="top:0" class="b">w</p>', '<p class="b">w</p>'),
        ("<p>w<script>x()</script><style>p{}</style></p>", "<p>w</p>"),
        ('<p>w<img src="x" onerror="x()"><link href="x"><iframe src="x"></iframe></p>', "<p>w</p>"),
        ('<a href="javascript:x()" class="nl-link">w</a>', _LINK),
        ('<form action="/x"><p>w</p></form>', "<div><p>w</p></div>"),
        ('<svg onload="x()"><script>x()</script><path/></svg>', "<svg><path></path></svg>"),
        ('<svg><use xlink:href="#x"/></svg>', "<svg></svg>"),
        ('<math href="javascript:x()"><mi>w</mi></math>', ""),
        ('<p>w<!-- x --><b hx-get="/x" data-x="x">w</b></p>', "<p>w<b>w</b></p>"),
        ('<input value="</span><script>">', _value("&lt;/span&gt;&lt;script&gt;")),
        ('<p>w</template></select></p><base href="x">', "<p>w</p>"),
    ],
)
def test_whatever_a_page_holds_nothing_runs_or_sends(given: str, shown: str) -> None:
    assert mirrored(given) == (shown, ())


def test_what_the_caller_has_not_before_them_is_left_out() -> None:
    details = "<summary>Meer</summary><p>uitleg</p></details>"
    assert mirrored(f"<details>{details}<p>w</p>")[0] == "<div><p>Meer</p></div><p>w</p>"
    assert mirrored(f"<details open>{details}")[0] == "<div><p>Meer</p><p>uitleg</p></div>"
    options = '<option value="1">een</option><option value="2" selected>twee</option>'
    assert mirrored(f"<select>{options}<option>drie</option></select>")[0] == _value("twee")


def test_a_page_on_which_something_can_be_used_is_found(app: Flask) -> None:
    calling, helping = paired(app)
    calling.get("/bestuur/99001/school/99AA/dienst")

    own = {each.partition(" ")[0] for each in usable(helping.page.tree)}
    theirs = {each.partition(" ")[0] for each in usable(calling.page.tree)}
    assert {"a", "form", "button", "script"} <= own & theirs
