"""An agent changes nothing and sees nothing of a board but what is allowed: on every route."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.journeys.begun import begun
from tests.login import let_in_agent
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
from wizard.db.models import LookRecord
from wizard.ports import Wiring
from wizard.web import guards

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
#: What an agent may send: the helpdesk's own pages. Logging out comes last, and by itself.
_OWN = "/helpdesk/"
_LOGOUTS = {"accounts_helpdesk.logout", "accounts_helpdesk_devices.end_all"}


@pytest.fixture
def register_key() -> str:
    return "osr"


def _settled(app: Flask) -> tuple[Visitor, Place]:
    _somebody, place = settle(app, "zes-scholen", "99006", "99AB")
    visitor = Visitor(app)
    let_in_agent(visitor.client)
    visitor.get("/helpdesk")
    return visitor, place


@pytest.fixture
def settled(app: Flask) -> tuple[Visitor, Place]:
    """Give an agent, and a board where everything is there that a route speaks of."""
    return begun(app, _settled)


@pytest.fixture
def theirs(settled: tuple[Visitor, Place]) -> Place:
    """Give a board's school, with a mandate, a copy that waits, a receipt and answers."""
    return settled[1]


@pytest.fixture
def agent(settled: tuple[Visitor, Place]) -> Visitor:
    """Give somebody of the helpdesk."""
    return settled[0]


def _unsafe(app: Flask, place: Place) -> list[tuple[str, Address]]:
    return [
        (method, each)
        for each in addresses(app, place)
        for method in sorted(each.methods & UNSAFE)
        if each.endpoint not in _LOGOUTS
    ]


def let_through(app: Flask, agent: Visitor, place: Place) -> list[str]:
    """Return what an agent sent outside the helpdesk's own pages and was not refused."""
    data = {"csrf_token": token_of(agent), "entitled": "y", "services": "rio", "reason": "beller"}
    return [
        f"{method} {each.url} answered {answer.status_code}"
        for method, each in _unsafe(app, place)
        if not each.url.startswith(_OWN)
        for headers in ({}, HTMX)
        if (
            answer := agent.client.open(each.url, method=method, data=data, headers=headers)
        ).status_code
        != 403
    ]


def test_what_an_agent_sends_is_refused_whatever_the_route(
    app: Flask, wiring: Wiring, agent: Visitor, theirs: Place
) -> None:
    before = content(wiring.database)
    assert let_through(app, agent, theirs) == []
    nowhere = agent.client.post("/bestaat/niet", data={"csrf_token": token_of(agent)})
    assert nowhere.status_code == 403
    assert changed(before, content(wiring.database)) == []


def test_on_the_helpdesks_own_pages_only_looks_are_written(
    app: Flask, wiring: Wiring, agent: Visitor, theirs: Place
) -> None:
    before = content(wiring.database)
    data = {"csrf_token": token_of(agent), "reason": "beller"}
    for method, each in _unsafe(app, theirs):
        if each.url.startswith(_OWN):
            agent.client.open(each.url, method=method, data=data)
    assert changed(before, content(wiring.database)) == ["look"]
    assert _looks(wiring) == [theirs.board]


def _looks(wiring: Wiring) -> list[str]:
    with wiring.database.reading() as session:
        return list(session.scalars(select(LookRecord.board_number)))


def test_no_page_of_a_board_opens_for_an_agent_and_nothing_of_it_leaks(
    app: Flask, wiring: Wiring, agent: Visitor, theirs: Place
) -> None:
    secrets = ("Bart Jansen", theirs.number, theirs.copy)
    for each in addresses(app, theirs):
        if "GET" not in each.methods:
            continue
        for headers in ({}, HTMX):
            answer = agent.client.get(each.url, headers=headers)
            if guard_of(app, each.endpoint) == "board":
                assert answer.status_code == 404, each.url
            assert [word for word in secrets if word in answer.text] == [], each.url
    assert _looks(wiring) == []


@pytest.mark.own_product
def test_a_route_that_lets_an_agent_write_is_found(
    app: Flask, agent: Visitor, theirs: Place
) -> None:
    app.before_request_funcs[None].remove(guards.agents_only_look)
    assert "POST /uitloggen answered 303" in let_through(app, agent, theirs)
