"""An agent in a call who opens another page of the helpdesk: the way back, and the end of it."""

import pytest
from flask import Flask

from tests.people_in_call import agent, allow, caller, enter, make_code
from tests.routes import token_of
from tests.visitor import Visitor
from tests.web.watching import paired

_BOARD = "Vereniging De Regenboog"
_PAGES = ("/helpdesk", "/helpdesk/besturen", "/helpdesk/vragen", "/helpdesk/terugbellen", "/hulp")


def _bar(helping: Visitor) -> str:
    return helping.page.part("mw-call")


def _poll_of_the_bar(helping: Visitor) -> str:
    [poll] = [
        node.get("hx-get")
        for node in helping.page.tree.iter()
        if (node.get("hx-get") or "").startswith("/helpdesk/balk")
    ]
    return str(poll)


@pytest.mark.parametrize("url", _PAGES)
@pytest.mark.parametrize("htmx", [False, True])
def test_every_page_leads_back_to_the_call(app: Flask, url: str, htmx: bool) -> None:
    calling, helping = caller(app), agent(app, htmx=htmx)
    enter(helping, make_code(calling))
    call = helping.page.url
    helping.get(url)
    assert f"U wacht op toestemming van {_BOARD}." in _bar(helping)
    allow(calling)
    helping.get(url)
    assert f"U kijkt mee bij {_BOARD}." in _bar(helping)
    assert "Anna de Wit" not in helping.page.text
    helping.click("Terug naar het gesprek")
    assert helping.page.url == call
    assert "Terug naar het gesprek" not in helping.page.links, "it is here"


def test_the_bar_stops_the_call_from_wherever_the_agent_is(app: Flask) -> None:
    _calling, helping = paired(app)
    call = helping.page.url
    helping.get("/helpdesk/vragen")
    helping.send(helping.page.post("Stop met meekijken"))
    assert helping.page.h1 == "Gespreksnotitie"
    assert 'class="mw-call' not in helping.page.text
    assert "U stopte het meekijken." in helping.get(call).says


def test_an_agent_without_a_call_has_no_bar_and_another_one_has_not_that_of_this_one(
    app: Flask,
) -> None:
    paired(app)
    other = agent(app, "helpdesk-2")
    assert 'class="mw-call' not in other.page.text
    assert other.client.get("/helpdesk/balk?stand=1.asked").status_code == 200
    assert _BOARD not in other.client.get("/helpdesk/balk?stand=1.asked").text


def test_the_bar_follows_by_itself_and_says_once_that_it_is_over(app: Flask) -> None:
    calling, helping = caller(app), agent(app)
    enter(helping, make_code(calling))
    helping.get("/helpdesk/vragen")
    asked = _poll_of_the_bar(helping)
    assert helping.client.get(asked).status_code == 204
    allow(calling)
    allowed = helping.client.get(asked)
    assert f"U kijkt mee bij {_BOARD}." in allowed.text
    helping.get("/helpdesk/vragen")
    polled = _poll_of_the_bar(helping)
    assert helping.client.get(polled).status_code == 204

    calling.send(calling.page.post("Stop"))
    over = helping.client.get(polled).text
    assert f"U kijkt niet meer mee bij {_BOARD}." in over
    assert "hx-get" not in over, "it asks no more"
    assert "Stop met" not in over
    helping.get("/helpdesk/vragen")
    assert 'class="mw-call' not in helping.page.text


def test_who_is_refused_reads_so_on_another_page(app: Flask) -> None:
    calling, helping = caller(app), agent(app)
    enter(helping, make_code(calling))
    helping.get("/helpdesk/vragen")
    calling.get(calling.page.url)
    calling.send(calling.page.post("Weigeren"))
    assert (
        f"U kreeg geen toestemming van {_BOARD}."
        in helping.client.get(_poll_of_the_bar(helping)).text
    )


def test_an_agent_who_logs_out_and_in_has_no_call_any_more(app: Flask) -> None:
    _calling, helping = paired(app)
    form = {"csrf_token": token_of(helping)}
    assert helping.client.post("/helpdesk/uitloggen", data=form).status_code == 303
    back = agent(app)
    assert 'class="mw-call' not in back.page.text
