"""What is another board's does not exist; who is not logged in gets nowhere. On every route."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.journeys.begun import begun
from tests.routes import (
    Address,
    Place,
    UnknownParameter,
    addresses,
    changed,
    content,
    guard_of,
    path_of,
    settle,
    token_of,
)
from tests.visitor import Visitor
from wizard.ports import Wiring
from wizard.web import guards

Headers = Mapping[str, str]
PLAIN: Headers = {}
HTMX: Headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
#: Whatever a form might want to know; none of it may make a difference.
ANSWERS = {
    "school": "99AB",
    "services": "rio+eindtoets",
    "system": "esis",
    "entitled": "y",
    "name": "Mijn LAS",
    "agreement": "no",
    "mandate": "1",
    "klik": "1",
    "key": "0" * 32,
    "schools": "99AB.rio+eindtoets 99AA.rio",
    "mandates": "99AB.1.1",
    "seen": "99AB",
    "look_again_on": "27-11-2026",
}


@pytest.fixture
def register_key() -> str:
    return "osr"


def _two_boards(app: Flask) -> tuple[Visitor, Place, Place]:
    _bart, theirs = settle(app, "zes-scholen", "99006", "99AB")
    visitor, own = settle(app, "een-school", "99001", "99AA")
    return visitor, own, theirs


@pytest.fixture
def two_boards(app: Flask) -> tuple[Visitor, Place, Place]:
    """Give somebody of a board, and what stands in the addresses of that board and another."""
    return begun(app, _two_boards)


@pytest.fixture
def theirs(two_boards: tuple[Visitor, Place, Place]) -> Place:
    """Give another board's school, with a mandate, a receipt and answers."""
    return two_boards[2]


@pytest.fixture
def settled(two_boards: tuple[Visitor, Place, Place]) -> tuple[Visitor, Place]:
    """Give somebody of board 99001, with the same of their own."""
    return two_boards[0], two_boards[1]


def leaks(
    app: Flask,
    client: FlaskClient,
    token: str,
    wrong: Place,
    parameter: str,
    ways: tuple[Headers, ...] = (PLAIN,),
) -> list[str]:
    """Ask every address that has this parameter, for a place that is not ours."""
    return [
        f"{method} {address.url} answered {answer.status_code}"
        for address in addresses(app, wrong)
        if parameter in address.rule.arguments and guard_of(app, address.endpoint) != "agent"
        for method, headers in product(sorted(address.methods), ways)
        if (answer := _ask(client, address.url, method, token, headers)).status_code != 404
        or "Waterlanden" in answer.text
    ]


def _ask(client: FlaskClient, url: str, method: str, token: str, headers: Headers) -> TestResponse:
    data = {"csrf_token": token, **ANSWERS} if method == "POST" else None
    return client.open(url, method=method, data=data, headers=headers)


def intruders(own: Place, theirs: Place) -> Iterator[tuple[str, Place]]:
    """Each way to ask for what is another's: theirs entirely, or one thing of theirs as ours."""
    yield "board", theirs
    yield "board", replace(own, board=theirs.board)
    yield "board", replace(own, board="00000")
    yield "brin", replace(own, brin=theirs.brin)
    yield "brin", replace(own, brin="99ZZ")
    yield "number", replace(own, number=theirs.number, copy=theirs.copy)
    yield "number", replace(own, number="MW-2026-99999")
    yield "mandate_id", replace(own, mandate_id=theirs.mandate_id)
    yield "mandate_id", replace(own, mandate_id=10**15)
    yield "call_id", replace(own, call_id=theirs.call_id)
    yield "call_id", replace(own, call_id=10**15)
    yield "recipient_id", replace(own, recipient_id=theirs.recipient_id)
    yield "recipient_id", replace(own, recipient_id=10**15)
    yield "list_key", replace(own, list_key=theirs.list_key)
    yield "list_key", replace(own, list_key="f" * 32)
    yield "link", replace(own, link="1.niets")
    yield "service", replace(own, service="rio")
    yield "service", replace(own, service="bestaat-niet")


def test_what_is_another_boards_answers_404_on_every_route(
    app: Flask, wiring: Wiring, settled: tuple[Visitor, Place], theirs: Place
) -> None:
    visitor, own = settled
    token = token_of(visitor)
    before = content(wiring.database)
    for parameter, wrong in intruders(own, theirs):
        plain_only = "00000" in wrong.board or wrong.brin == "99ZZ" or wrong == theirs
        ways = (PLAIN,) if plain_only else (PLAIN, HTMX)
        assert leaks(app, visitor.client, token, wrong, parameter, ways) == []
    assert changed(before, content(wiring.database)) == []


def test_a_copy_of_another_board_is_among_what_is_asked_for(theirs: Place) -> None:
    assert theirs.copy
    assert theirs.copy != theirs.number


def test_what_is_ones_own_is_found_on_every_route(
    app: Flask, settled: tuple[Visitor, Place]
) -> None:
    """Else the 404s above would prove nothing."""
    visitor, own = settled
    for address in addresses(app, own):
        if "GET" in address.methods and "board" in address.rule.arguments:
            assert visitor.client.get(address.url).status_code in (200, 303), address.url


def test_every_parameter_of_a_route_is_tried(app: Flask) -> None:
    place = Place("99001", "99AA", 1, "MW-2026-00001")
    tried = {parameter for parameter, _ in intruders(place, place)}
    used = {
        name
        for each in addresses(app, place)
        if guard_of(app, each.endpoint) != "agent"
        for name in each.rule.arguments
    }
    assert used == tried | {"slug"}


@pytest.mark.own_product
def test_a_route_that_forgets_to_look_at_the_board_is_found(app: Flask) -> None:
    app.add_url_rule("/lek/<board>", "leak", guards.logged_in(lambda board: f"board {board}"))
    visitor, _own, theirs = begun(app, _two_boards)
    found = leaks(app, visitor.client, token_of(visitor), theirs, "board")
    assert "GET /lek/99006 answered 200" in found


@pytest.mark.own_product
def test_a_route_with_a_new_parameter_is_not_passed_over(app: Flask) -> None:
    app.add_url_rule("/kopie/<copy_id>", "copy", guards.public(lambda copy_id: copy_id))
    with pytest.raises(UnknownParameter, match=r"/kopie/<copy_id>.*does not know.*add it to Place"):
        addresses(app, Place("99001", "99AA", 1, "MW-2026-00001"))


def _login_of(app: Flask, address: Address) -> str:
    agents = guard_of(app, address.endpoint) == "agent"
    return "/helpdesk/inloggen" if agents else "/inloggen"


def guarded(app: Flask, place: Place) -> list[Address]:
    """Return what needs a login: not the public pages, nor what the link of a mail opens."""
    return [
        each
        for each in addresses(app, place)
        if guard_of(app, each.endpoint) not in ("public", "mail_link")
    ]


def test_who_is_not_logged_in_is_sent_to_log_in_from_every_guarded_route(
    app: Flask, wiring: Wiring, theirs: Place
) -> None:
    before = content(wiring.database)
    client = app.test_client()
    for address in guarded(app, theirs):
        login = _login_of(app, address)
        for method in sorted(address.methods):
            plain = _ask(client, address.url, method, "", {})
            assert plain.status_code == 303, f"{method} {address.url}"
            assert path_of(plain.location) == login
            swapped = _ask(client, address.url, method, "", HTMX)
            assert swapped.status_code == 401, f"{method} {address.url}"
            assert path_of(swapped.headers["HX-Redirect"]) == login
            assert swapped.text == ""
    assert changed(before, content(wiring.database)) == []


@pytest.mark.own_product
def test_the_guards_hold_without_the_tokens_of_forms(
    app: Flask, wiring: Wiring, theirs: Place
) -> None:
    before = content(wiring.database)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    for address in guarded(app, theirs):
        if "POST" in address.methods:
            answer = _ask(client, address.url, "POST", "", {})
            assert path_of(answer.location) == _login_of(app, address), address.url
    assert changed(before, content(wiring.database)) == []


def test_public_pages_need_no_login(app: Flask, theirs: Place) -> None:
    client = app.test_client()
    for address in addresses(app, theirs):
        if guard_of(app, address.endpoint) == "public" and "GET" in address.methods:
            assert client.get(address.url).status_code != 401, address.url
            assert "HX-Redirect" not in client.get(address.url, headers=HTMX).headers or (
                address.endpoint
                in ("accounts.start", "accounts_helpdesk.start")  # leave for a provider
            )
