"""House rule: every view wears exactly one guard, and every POST needs its token.

Or, behind the link of a mail, that link: it is the right there, and it alone.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from tests.builders import make_app
from tests.routes import (
    UNSAFE,
    Address,
    Place,
    addresses,
    changed,
    content,
    guard_of,
    settle,
    token_of,
)
from tests.visitor import Visitor
from wizard.actions.reminders import subscriptions
from wizard.db.models import SchoolRecord
from wizard.db.reminders import recipients
from wizard.ports import Wiring
from wizard.web import guards

GUARDS = {"public", "logged_in", "board", "agent", "mail_link"}
#: The parameter of an address that goes with a guard, and with no other.
_GOES_WITH = {"board": "board", "mail_link": "link"}
_FILES = "static"


def guard_problems(app: Flask) -> list[str]:
    """Name the views without a guard, with two, or with one that does not fit their address."""
    return [
        f"{rule.rule}: {problem}"
        for rule in app.url_map.iter_rules()
        if rule.endpoint != _FILES
        for problem in _guard_problems(app, rule.endpoint, rule.arguments)
    ]


def _guard_problems(app: Flask, endpoint: str, arguments: set[str]) -> Iterator[str]:
    guard = guard_of(app, endpoint)
    if guard not in GUARDS:
        yield f"the view wears no guard; give it one of {', '.join(sorted(GUARDS))}"
    else:
        yield from _misfits(guard, arguments)
    if any(hasattr(inner, "guard") for inner in _worn_within(app.view_functions[endpoint])):
        yield "the view wears two guards; one is enough"


def _misfits(guard: str, arguments: set[str]) -> Iterator[str]:
    for its_guard, parameter in _GOES_WITH.items():
        is_named = parameter in arguments
        is_of_agents = guard == "agent" and parameter == "board"
        if not is_of_agents and is_named != (guard == its_guard):
            address = "an address with" if is_named else "an address without"
            yield f"the guard {guard} does not fit {address} <{parameter}>"


def _worn_within(view: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
        yield view


def token_problems(visitor: Visitor, walked: Iterable[Address], wiring: Wiring) -> list[str]:
    """Name the unsafe routes that do something, or anything but refuse, without their right.

    That is a proper token (400), or the link of a mail (404).
    """
    before = content(wiring.database)
    found = [
        f"{method} {address.url} without its {right} answers {status}, not {wanted}"
        for address in walked
        for right, wanted in [_RIGHTS[guard_of(visitor.app, address.endpoint) == "mail_link"]]
        for method in sorted(address.methods & UNSAFE)
        if (status := _send(visitor, address.url, method)) != wanted
    ]
    return found + [
        f"the table {name} changed" for name in changed(before, content(wiring.database))
    ]


#: What a POST needs, and the answer without it: of most routes, and behind the link of a mail.
_RIGHTS = (("token", 400), ("link", 404))


def _send(visitor: Visitor, url: str, method: str) -> int:
    answers = {"services": "rio", "system": "esis", "entitled": "y", "school": "99AA"}
    return visitor.client.open(url, method=method, data=answers).status_code


_NEEDS = "/bestuur/99001/wat-hebt-u-nodig"


@pytest.fixture
def small() -> Flask:
    return Flask("small", static_folder=None)


def test_every_view_wears_exactly_one_guard(app: Flask) -> None:
    assert guard_problems(app) == []


def test_a_view_without_a_guard_is_found(small: Flask) -> None:
    small.add_url_rule("/open", "open", lambda: "open")
    [problem] = guard_problems(small)
    assert problem == (
        "/open: the view wears no guard; give it one of agent, board, logged_in, mail_link, public"
    )


def test_a_view_with_two_guards_is_found(small: Flask) -> None:
    @guards.board
    @guards.logged_in
    def show(board: str) -> str:
        return board

    small.add_url_rule("/bestuur/<board>", "twice", show)
    assert guard_problems(small) == ["/bestuur/<board>: the view wears two guards; one is enough"]


def test_a_guard_that_does_not_fit_the_address_is_found(small: Flask) -> None:
    small.add_url_rule("/bestuur/<board>", "lax", guards.logged_in(lambda board: board))
    small.add_url_rule("/niets", "strict", guards.board(lambda: "nothing"))
    small.add_url_rule("/mail/<link>", "open", guards.public(lambda link: link))
    small.add_url_rule("/post", "shut", guards.mail_link("mail")(lambda mine: mine))
    assert guard_problems(small) == [
        "/bestuur/<board>: the guard logged_in does not fit an address with <board>",
        "/niets: the guard board does not fit an address without <board>",
        "/mail/<link>: the guard public does not fit an address with <link>",
        "/post: the guard mail_link does not fit an address without <link>",
    ]


def test_every_post_needs_its_token(app: Flask, wiring: Wiring) -> None:
    visitor, place = settle(app, "een-school", "99001", "99AA")
    assert token_problems(visitor, addresses(app, place), wiring) == []


_OPEN = "/zonder-link/<link>"


@pytest.mark.own_product
def test_a_view_that_takes_any_link_for_a_right_is_found(app: Flask, wiring: Wiring) -> None:
    def lax(link: str) -> str:
        return link

    lax.guard = "mail_link"  # type: ignore[attr-defined]
    app.add_url_rule(_OPEN, "lax", lax, methods=["POST"])
    app.extensions["csrf"].exempt(lax)
    visitor, place = settle(app, "een-school", "99001", "99AA")
    walked = [each for each in addresses(app, place) if each.endpoint == "lax"]
    [problem] = token_problems(visitor, walked, wiring)
    assert problem == "POST /zonder-link/0.niets without its link answers 200, not 404"


def test_a_link_for_one_purpose_is_no_right_for_another(app: Flask, wiring: Wiring) -> None:
    visitor, place = settle(app, "een-school", "99001", "99AA")
    with wiring.database.reading() as session:
        asked = recipients.find(session, place.recipient_id)
    assert asked
    purposes = {_purpose_of(app, each) for each in addresses(app, place)} - {None}
    assert len(purposes) > 1
    for purpose in purposes:
        link = subscriptions.link_of(asked, wiring.settings.secret_key, purpose)
        walked = [
            each
            for each in addresses(app, replace(place, link=link))
            if guard_of(app, each.endpoint) == "mail_link" and _purpose_of(app, each) != purpose
        ]
        assert walked
        assert token_problems(visitor, walked, wiring) == []


def _purpose_of(app: Flask, address: Address) -> Any:
    return getattr(app.view_functions[address.endpoint], "purpose", None)


def test_a_token_of_somebody_else_or_made_up_is_no_token(app: Flask) -> None:
    theirs, visitor = Visitor(app), Visitor(app)
    theirs.log_in("zes-scholen", "/bestuur/99006/wat-hebt-u-nodig")
    visitor.log_in("een-school", _NEEDS)
    for token in ("", "made.up.token", token_of(theirs)):
        answers = {"csrf_token": token, "agreement": "no"}
        assert visitor.client.post(_NEEDS, data=answers).status_code == 400
    answers = {"csrf_token": token_of(visitor), "agreement": "no"}
    assert visitor.client.post(_NEEDS, data=answers).status_code == 303


def test_a_post_that_needs_no_token_is_found(wiring: Wiring) -> None:
    app = make_app(wiring)
    app.extensions["csrf"].exempt(app.view_functions["public_needs.keep"])
    visitor = Visitor(app)
    visitor.log_in("een-school", _NEEDS)
    found = token_problems(visitor, _needs_of(app), wiring)
    assert found[0] == f"POST {_NEEDS} without its token answers 303, not 400"


@pytest.mark.own_product
def test_a_post_that_changes_something_before_it_refuses_is_found(
    app: Flask, wiring: Wiring
) -> None:
    visitor = Visitor(app)
    visitor.log_in("een-school", _NEEDS)
    app.before_request_funcs[None].insert(0, lambda: _close_a_school(wiring))
    found = token_problems(visitor, _needs_of(app), wiring)
    assert found == ["the table school changed"]


def _needs_of(app: Flask) -> list[Address]:
    """Return one address that changes something: enough to see what the walk finds."""
    place = Place("99001", "99AA", 1, "MW-2026-00001")
    return [each for each in addresses(app, place) if each.endpoint == "public_needs.keep"]


def _close_a_school(wiring: Wiring) -> None:
    with wiring.database.transaction() as session:
        session.get_one(SchoolRecord, "99AB").closed_on = wiring.ports.clock.today()
