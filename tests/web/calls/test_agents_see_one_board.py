"""The consent is for one board and for one call: of another board, and after the end, nothing."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.journeys.begun import begun
from tests.journeys.stories import give
from tests.login import let_in_agent, log_in, log_in_as_agent
from tests.people_in_call import agent, allow, caller, enter, make_code
from tests.routes import addresses, guard_of, settle, token_of
from tests.visitor import Visitor
from tests.web.watching import kept_pages, last_call, looks, poll, poll_of
from wizard.db import schools
from wizard.db.base import Database
from wizard.ports import Wiring

_OURS, _OTHER, _THIRD = "99101", "99102", "99103"
_TYPED = "Kwinta Lys"


def _words_of(database: Database, number: str) -> list[str]:
    """Return what gives a board away: its number, its name, its schools' names and BRINs."""
    with database.reading() as session:
        board = schools.board(session, number)
        theirs = schools.schools_of_board(session, number)
    assert board is not None
    return [number, board.name, *(each.brin for each in theirs), *(each.name for each in theirs)]


def _pair(app: Flask, username: str, board: str) -> tuple[Visitor, Visitor]:
    """Return somebody who called for this board, and the agent who looks along."""
    calling, helping = caller(app, username), agent(app)
    calling.get(f"/bestuur/{board}")
    enter(helping, make_code(calling))
    allow(calling)
    helping.get(helping.page.url)
    return calling, helping


def _pages_of(app: Flask, board: str, brin: str) -> list[str]:
    """Return every page of a board where everything is there."""
    _visitor, place = settle(app, "kantoor", board, brin)
    return [
        each.url
        for each in addresses(app, place)
        if "GET" in each.methods
        and guard_of(app, each.endpoint) == "board"
        and not each.endpoint.startswith("exports.")
    ]


def test_nothing_of_another_board_of_the_caller_is_seen_or_kept(app: Flask, wiring: Wiring) -> None:
    with wiring.database.reading() as session:
        brin = schools.schools_of_board(session, _OTHER)[0].brin
    pages = _pages_of(app, _OTHER, brin)
    assert len(pages) > 20
    calling, helping = _pair(app, "kantoor", _OURS)
    ours = _words_of(wiring.database, _OURS)
    theirs = [
        word
        for board in (_OTHER, _THIRD)
        for word in _words_of(wiring.database, board)
        if not any(word in each for each in ours)
    ]
    assert len(theirs) > 6
    begun = looks(wiring)
    not_there = [f"/bestuur/{_OTHER}/school/99ZZ/dienst", f"/bestuur/{_THIRD}/bewijs/x"]
    for url in ("/besturen", *pages, *not_there):
        calling.client.get(url, follow_redirects=True)
        _sees_nothing(wiring, helping, theirs, url)
    for url in (f"/bestuur/{_OTHER}/school/{brin}/dienst", f"/bestuur/{_THIRD}/stap/school"):
        calling.client.post(url, data={"services": "rio", "school": brin})  # without a token: 400
        _sees_nothing(wiring, helping, theirs, url)
    assert [board for board, _agent, _page in looks(wiring)] == [_OURS] * (len(begun) + 1)

    calling.get(f"/bestuur/{_OURS}")
    assert calling.page.h1 in helping.get(helping.page.url).part("mw-mirror")


def test_the_way_to_the_next_board_does_not_name_it_to_the_agent(
    app: Flask, wiring: Wiring
) -> None:
    calling, helping = _pair(app, "kantoor", _OURS)
    with wiring.database.reading() as session:
        brins = [each.brin for each in schools.schools_of_board(session, _OURS)]
    for brin in brins:
        calling.get(f"/bestuur/{_OURS}/school/{brin}/dienst")
        give(calling)
    for page in ("", "/klaar"):
        calling.get(f"/bestuur/{_OURS}{page}")
        assert f"/bestuur/{_THIRD}/verder" in calling.page.links.values()
        seen = helping.get(helping.page.url).part("mw-mirror")
        assert "Ga verder met het volgende bestuur" in seen
        assert "Lopik" not in seen


def _sees_nothing(wiring: Wiring, helping: Visitor, secrets: list[str], url: str) -> None:
    [kept] = kept_pages(wiring)
    assert [word for word in secrets if word in repr(vars(kept))] == [], url
    page = helping.get(helping.page.url)
    assert "Een pagina buiten dit bestuur" in page.part("mw-mirror"), url
    assert [word for word in secrets if word in page.text] == [], url


def test_the_summary_of_a_call_is_of_its_own_board(app: Flask, wiring: Wiring) -> None:
    calling, _helping = _pair(app, "kantoor", _OURS)
    number = last_call(wiring).id
    assert calling.get(f"/bestuur/{_OURS}/telefoon/{number}").status == 200
    for board in (_OTHER, _THIRD):
        assert calling.get(f"/bestuur/{board}/telefoon/{number}").status == 404
    stranger = caller(app, "zes-scholen")
    for board in (_OURS, "99006"):
        assert stranger.get(f"/bestuur/{board}/telefoon/{number}").status == 404


def test_a_call_that_was_never_allowed_has_no_summary(app: Flask, wiring: Wiring) -> None:
    calling, helping = caller(app), agent(app)
    enter(helping, make_code(calling))
    number = last_call(wiring).id
    assert calling.get(f"/bestuur/99001/telefoon/{number}").status == 404


def test_another_board_can_neither_allow_nor_stop(app: Flask, wiring: Wiring) -> None:
    calling, helping = caller(app, "kantoor"), agent(app)
    calling.get(f"/bestuur/{_OURS}")
    enter(helping, make_code(calling))
    for act in ("toestaan", "weigeren", "stop"):
        data = {"csrf_token": token_of(calling)}
        answer = calling.client.post(f"/bestuur/{_OTHER}/telefoon/{act}", data=data)
        assert answer.status_code == 303
        call = last_call(wiring)
        assert (call.allowed_at, call.ending) == (None, None)


End = Callable[[Visitor, Visitor, SteppingClock], object]


def _log_out(visitor: Visitor, path: str) -> None:
    answer = visitor.client.post(path, data={"csrf_token": token_of(visitor)})
    assert answer.status_code == 303


def _agent_logs_out(_calling: Visitor, helping: Visitor, _clock: SteppingClock) -> None:
    _log_out(helping, "/helpdesk/uitloggen")
    let_in_agent(helping.client)


def _time_passes(calling: Visitor, helping: Visitor, clock: SteppingClock) -> None:
    clock.forward(minutes=29, seconds=59)
    assert _TYPED in helping.get(helping.page.url).text
    clock.forward(seconds=1)


def _an_hour_passes(calling: Visitor, helping: Visitor, clock: SteppingClock) -> None:
    for _quarter in range(3):
        clock.forward(minutes=15)
        calling.get(calling.page.url)
        helping.get(helping.page.url)
    clock.forward(minutes=14, seconds=59)
    calling.get(calling.page.url)
    assert "De Zonnewijzer" in helping.get(helping.page.url).text
    clock.forward(seconds=1)


_ENDS: dict[str, End] = {
    "the caller stops": lambda calling, _helping, _clock: calling.send(calling.page.post("Stop")),
    "the caller logs out": lambda calling, _helping, _clock: _log_out(calling, "/uitloggen"),
    "the caller logs in again": lambda calling, _helping, _clock: log_in(
        calling.client, "zes-scholen"
    ),
    "somebody else logs in there": lambda calling, _helping, _clock: log_in(
        calling.client, "een-school"
    ),
    "an agent logs in there": lambda calling, _helping, _clock: log_in_as_agent(
        calling.client, "helpdesk-2"
    ),
    "the agent stops": lambda _calling, helping, _clock: helping.client.post(
        f"{helping.page.url}/stop", data={"csrf_token": token_of(helping)}
    ),
    "the agent hands over": lambda _calling, helping, _clock: helping.client.post(
        f"{helping.page.url}/overdragen", data={"csrf_token": token_of(helping)}
    ),
    "the agent logs out": _agent_logs_out,
    "nothing happens for half an hour": _time_passes,
    "an hour passes": _an_hour_passes,
}


def _typing(app: Flask) -> tuple[Visitor, Visitor]:
    calling, helping = _pair(app, "zes-scholen", "99006")
    calling.get("/bestuur/99006/school/99AB/dienst")
    calling.send(services="rio")
    calling.send(system="ander")
    calling.send(name=_TYPED, supplier="x" * 81)
    return calling, helping


@pytest.mark.parametrize("how", _ENDS)
def test_after_the_end_the_agent_sees_nothing(
    app: Flask, wiring: Wiring, clock: SteppingClock, how: str
) -> None:
    calling, helping = begun(app, _typing)
    secrets = [*_words_of(wiring.database, "99006")[2:], _TYPED, "Laatste gebeurtenissen"]
    seen = helping.get(helping.page.url)
    shown = {each for each in secrets if each in seen.text}
    assert shown >= {"De Zonnewijzer", _TYPED, "Laatste gebeurtenissen"}
    next_poll = poll_of(seen.text)
    _ENDS[how](calling, helping, clock)
    before = looks(wiring)

    for answer in (poll(helping, next_poll), helping.client.get(seen.url)):
        assert answer.status_code == 200
        assert [word for word in secrets if word in answer.text] == []
        assert "hx-trigger" not in answer.text.partition('id="gesprek"')[2].partition(">")[0]
    calling.client.get("/bestuur/99006/school/99AB/las")
    assert [word for word in secrets if word in helping.client.get(seen.url).text] == []
    assert looks(wiring) == before
