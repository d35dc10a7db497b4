"""With a caller's consent an agent sees more, and still changes nothing: on every route."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.journeys.begun import begun
from tests.people_in_call import agent, allow, enter, make_code
from tests.routes import Place, addresses, changed, content, guard_of, settle
from tests.visitor import Visitor
from tests.web.test_agents_only_look import HTMX, let_through
from tests.web.watching import last_call, looks, poll, poll_of
from wizard.db.models import WebSessionRecord
from wizard.ports import Wiring

_BOARD = "/bestuur/99006"
_SCHOOL = f"{_BOARD}/school/99AB"


@pytest.fixture
def register_key() -> str:
    return "osr"


def _settled_and_paired(app: Flask) -> tuple[Visitor, Visitor, Place]:
    """Let somebody call of whose board everything is there that a route speaks of.

    What the agent who looks along was shown so far is a page of a school.
    """
    calling, place = settle(app, "zes-scholen", "99006", "99AB")
    helping = agent(app)
    enter(helping, make_code(calling))
    allow(calling)
    calling.get(_SCHOOL)
    helping.get(helping.page.url)
    assert "99AB" in helping.page.part("mw-mirror")
    call_id = last_call(app.extensions["wizard"]).id
    return calling, helping, replace(place, call_id=call_id)


@pytest.fixture
def settled(app: Flask) -> tuple[Visitor, Visitor, Place]:
    """Give who calls, who helps, and where: the addresses are of this very call."""
    return begun(app, _settled_and_paired)


@pytest.fixture
def calling(settled: tuple[Visitor, Visitor, Place]) -> Visitor:
    """Give the caller."""
    return settled[0]


@pytest.fixture
def helping(settled: tuple[Visitor, Visitor, Place]) -> Visitor:
    """Give the agent who looks along."""
    return settled[1]


@pytest.fixture
def place(settled: tuple[Visitor, Visitor, Place]) -> Place:
    """Give what stands in the addresses."""
    return settled[2]


def test_what_is_sent_outside_the_helpdesk_is_refused_though_paired(
    app: Flask, wiring: Wiring, helping: Visitor, place: Place
) -> None:
    before = content(wiring.database)
    assert let_through(app, helping, place) == []
    assert changed(before, content(wiring.database)) == []


def test_no_page_of_the_board_itself_opens_though_paired(
    app: Flask, wiring: Wiring, helping: Visitor, place: Place
) -> None:
    before = content(wiring.database)
    theirs = [
        each
        for each in addresses(app, place)
        if "GET" in each.methods and guard_of(app, each.endpoint) == "board"
    ]
    assert len(theirs) > 20
    for each in theirs:
        for method, headers in (("GET", {}), ("GET", HTMX), ("HEAD", {})):
            answer = helping.client.open(each.url, method=method, headers=headers)
            assert answer.status_code == 404, f"{method} {each.url}"
            assert [word for word in ("Bart Jansen", place.number) if word in answer.text] == []
    assert changed(before, content(wiring.database)) == []


def test_each_new_page_is_one_look_by_whatever_way_it_was_shown(
    wiring: Wiring, calling: Visitor, helping: Visitor
) -> None:
    begun = looks(wiring)
    school = ("99006", "Sanne de Boer", begun[-1][2])
    assert begun == [school]
    helping.get(helping.page.url)
    assert [poll(helping).status_code for _time in range(3)] == [204, 204, 204]
    assert looks(wiring) == begun

    calling.get(f"{_SCHOOL}/las")
    answer = poll(helping)
    assert answer.status_code == 200
    las = ("99006", "Sanne de Boer", calling.page.title.removesuffix(" – Mandaatwijzer"))
    assert looks(wiring)[1:] == [las]
    assert poll(helping, poll_of(answer.text)).status_code == 204
    helping.get(helping.page.url)
    calling.get(f"{_SCHOOL}/las")
    poll(helping)
    assert looks(wiring) == [school, las]

    calling.get(_SCHOOL)
    helping.get(helping.page.url)
    assert looks(wiring) == [school, las, school]


def test_a_head_shows_nothing_and_logs_nothing(
    wiring: Wiring, calling: Visitor, helping: Visitor
) -> None:
    begun, url, next_poll = looks(wiring), helping.page.url, poll_of(helping.page.text)
    calling.get(f"{_SCHOOL}/las")
    for address in (url, f"{url}/nu", next_poll):
        answer = helping.client.head(address)
        assert (answer.status_code, answer.data) == (200, b"")
    assert looks(wiring) == begun
    helping.get(url)
    assert len(looks(wiring)) == len(begun) + 1


def test_a_call_does_not_exist_for_another_agent(
    app: Flask, wiring: Wiring, helping: Visitor, place: Place
) -> None:
    omar = agent(app, "helpdesk-2")
    before = content(wiring.database)
    url = f"/helpdesk/telefoon/{place.call_id}"
    data = {"csrf_token": omar.page.post("Kijk mee").fields["csrf_token"]}
    answers = [
        *(omar.client.get(each) for each in (url, f"{url}/nu", f"{url}/nu?stand=x")),
        *(omar.client.post(f"{url}/{each}", data=data) for each in ("stop", "overdragen")),
        omar.client.get("/helpdesk/telefoon/999999"),
    ]
    assert [each.status_code for each in answers] == [404] * 6
    assert [each for each in answers if "De Waterlanden" in each.text or "99AB" in each.text] == []
    assert changed(before, content(wiring.database)) == []


def test_the_caller_cannot_open_the_agents_pages(
    wiring: Wiring, calling: Visitor, helping: Visitor
) -> None:
    for url in (helping.page.url, poll_of(helping.page.text)):
        answer = calling.client.get(url)
        assert (answer.status_code, answer.location[:18]) == (303, "/helpdesk/inloggen")


def test_a_poll_is_no_sign_that_anybody_is_there(
    wiring: Wiring, calling: Visitor, helping: Visitor, clock: SteppingClock
) -> None:
    before = _signs(wiring)
    phone = f"{_BOARD}/telefoon?stand=allowed"
    for _time in range(7):
        clock.forward(minutes=4)
        assert poll(helping).status_code == 204
        assert poll(helping, f"{helping.page.url}/nu").status_code == 200
        assert calling.client.get("/telefoon/balk?stand=allowed").status_code == 204
        assert calling.client.get("/telefoon/balk?stand=asked", headers=HTMX).status_code == 200
        assert calling.client.get(phone, headers=HTMX).status_code == 204
        assert calling.client.get(f"{phone}.", headers=HTMX).status_code == 200
    assert _signs(wiring) == before

    clock.forward(minutes=2)
    assert poll(helping).status_code == 401
    assert calling.client.get(_SCHOOL).location.startswith("/inloggen?")
    assert _signs(wiring) == before


def _signs(wiring: Wiring) -> list[object]:
    """Return when anybody was last there: in browsers, in calls, on the page that is kept."""
    call = last_call(wiring)
    with wiring.database.reading() as session:
        seen = [each.seen_at for each in session.query(WebSessionRecord)]
    return [sorted(seen), call.active_at, call.ends_at, call.ending]


def test_an_act_of_the_caller_is_a_sign(
    wiring: Wiring, calling: Visitor, helping: Visitor, clock: SteppingClock
) -> None:
    before = _signs(wiring)
    clock.forward(minutes=4)
    calling.get(_SCHOOL)
    assert last_call(wiring).active_at == clock.now()
    assert _signs(wiring) != before
