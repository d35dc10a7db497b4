"""htmx gets the same pages as everybody: heading, title, fields, errors, links."""

from collections.abc import Sequence
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.browser.acts import sees
from tests.browser.conftest import OpenWindow
from tests.browser.screens import (
    ENTITLED,
    ONE,
    PARNASSYS,
    SCREENS,
    SERVICES,
    Scene,
    Screen,
    all_states,
    look,
)
from tests.builders import SteppingClock
from tests.visitor import Page, Visitor
from wizard.domain.mandate import Mandate
from wizard.ports import Wiring
from wizard.steps import FLOW

_HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
_RESTORE = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
#: Not pages, or part of the login: nobody swaps those in.
_NO_PAGES = {"static", "health.healthy", "accounts.start", "accounts.callback", "calls.show_bar"}
_BRINS = [f"99A{letter}" for letter in "BCDEFG"]


def _shown(page: Page) -> dict[str, object]:
    """Return what somebody meets in the main column."""
    forms = [(form.action, form.method, sorted(form.names)) for form in page.forms]
    values = [
        (name, value)
        for form in page.forms
        for name, value in sorted(form.fields.items())
        if name != "csrf_token"
    ]
    return {
        "title": page.title,
        "h1": page.h1,
        "forms": forms,
        "values": values,
        "errors": page.errors,
    }


def _read(app: Flask, visitor: Visitor, url: str, headers: dict[str, str]) -> object:
    response = visitor.client.get(url, headers=headers)
    if response.status_code != 200:
        return response.status_code, response.location
    if response.mimetype != "text/html":  # a file to download: there is nothing to swap
        return response.mimetype
    return _shown(Page(response, url, fragment=headers is _HTMX))


def _addresses(app: Flask, mandates: Sequence[Mandate]) -> dict[str, list[str]]:
    """Return for each page the addresses that the board with six schools may have."""
    url_for = app.url_map.bind("").build
    slugs = [step.slug for step in FLOW.steps]
    choices: dict[frozenset[str], list[dict[str, Any]]] = {
        frozenset(): [{}],
        frozenset({"board"}): [{"board": "99006"}],
        frozenset({"board", "slug"}): [{"board": "99006", "slug": slug} for slug in slugs],
        frozenset({"board", "service"}): [{"board": "99006", "service": "eindtoets"}],
        frozenset({"board", "call_id"}): [{"board": "99006", "call_id": 1}],
        frozenset({"link"}): [{"link": "1.niets"}],
        frozenset({"board", "list_key"}): [{"board": "99006", "list_key": "0" * 32}],
        frozenset({"board", "brin"}): [{"board": "99006", "brin": brin} for brin in _BRINS],
        frozenset({"board", "brin", "slug"}): [
            {"board": "99006", "brin": brin, "slug": slug} for brin in _BRINS for slug in slugs
        ],
        frozenset({"board", "number"}): [
            {"board": "99006", "number": f"MW-2026-0000{n}"} for n in range(1, 6)
        ],
        frozenset({"board", "brin", "mandate_id"}): [
            {"board": "99006", "brin": each.brin, "mandate_id": each.id} for each in mandates
        ],
    }
    return {
        rule.endpoint: [url_for(rule.endpoint, each) for each in choices[frozenset(rule.arguments)]]
        for rule in app.url_map.iter_rules()
        if _is_page(rule)
    }


def _is_page(rule: Rule) -> bool:
    """Those of the helpdesk are another story: the board with six schools has none of them."""
    of_helpdesk = rule.rule.startswith("/helpdesk")
    return "GET" in (rule.methods or ()) and rule.endpoint not in _NO_PAGES and not of_helpdesk


def _copy_what_is_left(visitor: Visitor) -> None:
    """Copy to the one school that nobody touched; the copy is still to be recorded."""
    done = visitor.get("/bestuur/99006/bewijs/MW-2026-00001").links
    school = next(url for url in done.values() if "/dienst" in url).rpartition("/")[0]
    visitor.get(f"{school}/andere-scholen")
    visitor.send(visitor.page.search, controle="1")
    visitor.send(entitled="y")
    assert visitor.page.url.startswith("/bestuur/99006/kopie/"), visitor.page.url


@pytest.mark.parametrize("register_key", ["osr"])
def test_every_address_gives_htmx_the_same_page(
    visitor: Visitor, wiring: Wiring, clock: SteppingClock
) -> None:
    all_states(Scene(visitor, wiring, clock))
    _copy_what_is_left(visitor)
    with wiring.database.reading() as session:
        mandates = wiring.ports.register_for(session).of_schools(_BRINS)
    app = visitor.app
    seen: dict[str, int] = {}

    for endpoint, urls in _addresses(app, mandates).items():
        for url in urls:
            plain = _read(app, visitor, url, {})
            assert _read(app, visitor, url, _HTMX) == plain, url
            seen[endpoint] = seen.get(endpoint, 0) + isinstance(plain, dict)

    # With one board nobody chooses, "go on" only leads on, Klaar is not yet, login is past; nobody
    # called, got a mail, sent a list or ended anything; four are files; no LAS was named to give.
    nowhere = {endpoint for endpoint, pages in seen.items() if not pages}
    files = {
        "overview_exports.as_csv",
        "overview_exports.as_xlsx",
        "overview_calendar.show",
        "school_systems_upload.template",
    }
    elsewhere = {
        "calls.summary",
        "reminders_confirming.show",
        "reminders_unsubscribing.show",
        "school_systems_upload.look",
    }
    elsewhere |= {"osr_ends.show", "school_systems_upload.wrong_rows"}
    led_on = {
        "plan_give.show",
        "boards.choose",
        "overview.enter",
        "overview.finished",
        "accounts.login",
    }
    assert nowhere == led_on | elsewhere | files


@pytest.mark.parametrize(
    ("screen", "register_key"),
    [
        pytest.param(each, each.register, id=each.name)
        for each in SCREENS
        if each.name.startswith("boards")
        or each.name
        in ("finished", "finished-next-board", "login", "overview-empty", "check-second")
        or each.name in ("phone-summary", "unsubscribe", "unsubscribed", "list", "end-in-osr")
        or (each.name.startswith("helpdesk-") and each.act is look)
    ],
)
def test_so_does_what_that_board_cannot_show(
    screen: Screen, visitor: Visitor, wiring: Wiring, clock: SteppingClock
) -> None:
    url = screen.arrange(Scene(visitor, wiring, clock))

    plain = _read(visitor.app, visitor, url, {})

    assert isinstance(plain, dict)
    assert plain["h1"] == screen.h1
    assert _read(visitor.app, visitor, url, _HTMX) == plain


def test_a_page_restored_from_history_is_whole(visitor: Visitor) -> None:
    visitor.log_in("een-school")

    answer = visitor.client.get(f"{ONE}/dienst", headers=_RESTORE)

    assert "<!doctype html>" in answer.text
    assert {"HX-Request", "HX-History-Restore-Request"} <= {*answer.vary}


@pytest.mark.parametrize(
    ("before", "wrong"),
    [
        pytest.param([], {}, id="no service"),
        pytest.param([SERVICES], {}, id="no LAS"),
        pytest.param([SERVICES], {"system": "parnassys", "starts_on": "morgen"}, id="no date"),
        pytest.param([SERVICES, {"system": "ander"}], {}, id="no name"),
        pytest.param([SERVICES, PARNASSYS], {}, id="no tick"),
    ],
)
def test_an_error_is_the_same_for_htmx(
    visitor: Visitor, before: list[dict[str, str]], wrong: dict[str, str]
) -> None:
    visitor.log_in("een-school")
    for answers in before:
        visitor.send(**answers)
    question = visitor.page.form
    if "system" in question.fields:
        question.fields.pop("system")
    visitor.send(question, **wrong)
    plain = visitor.page
    visitor.htmx = True
    visitor.send(question, **wrong)

    assert (plain.status, visitor.page.status) == (422, 422)
    assert plain.errors
    assert _shown(visitor.page) == _shown(plain)


def test_with_and_without_scripts_the_saved_page_says_the_same(
    visitor: Visitor, open_window: OpenWindow
) -> None:
    visitor.log_in("een-school")
    for answers in (SERVICES, PARNASSYS, ENTITLED):
        visitor.send(**answers)
    url = visitor.page.url
    texts = []
    for scripts in (True, False):
        page = open_window(who=visitor, scripts=scripts)
        page.goto(url)
        sees(page, "Vastgelegd in Mandaatwijzer")
        texts.append(page.locator("main").text_content())

    assert texts[0] == texts[1]
