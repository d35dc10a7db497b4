"""A poll comes every few seconds from everybody in a call: it asks little of the database."""

import re

from flask import Flask

from tests.bench.statements import counted
from tests.people_in_call import OVERVIEW
from tests.visitor import Visitor
from tests.web.watching import paired
from wizard.ports import Wiring

_POLL = re.compile(r'hx-get="([^"]+/nu\?stand=[^"]+)"')
#: Who asks, the call, and which page the caller has.
_OF_AN_AGENT = ("web_session", "call", "call_page")
#: Who asks, and the call.
_OF_A_CALLER = ("web_session", "call")


def _asked(wiring: Wiring, visitor: Visitor, url: str, status: int) -> list[str]:
    """Return which table each statement of a poll begins with."""
    with counted(wiring.database.engine) as statements:
        assert visitor.client.get(url).status_code == status
    return [re.findall(r'FROM "?(\w+)', each)[0] for each in statements]


def test_a_poll_that_finds_nothing_new_reads_three_rows_or_two(app: Flask, wiring: Wiring) -> None:
    calling, helping = paired(app)
    [poll] = _POLL.findall(helping.page.text)
    assert _asked(wiring, helping, poll, 204) == list(_OF_AN_AGENT)
    assert _asked(wiring, calling, "/telefoon/balk?stand=allowed", 204) == list(_OF_A_CALLER)


def test_a_poll_after_another_page_of_the_caller_gives_that_page(app: Flask) -> None:
    calling, helping = paired(app)
    [poll] = _POLL.findall(helping.page.text)
    assert calling.page.url != OVERVIEW
    calling.get(OVERVIEW)
    answer = helping.client.get(poll)
    assert answer.status_code == 200
    [next_poll] = _POLL.findall(answer.text)
    assert next_poll != poll
    assert "gesprek-knoppen" not in answer.text, "a button that has the focus stays"
    assert helping.client.get(next_poll).status_code == 204
    calling.send(calling.page.post("Stop"))
    assert "gesprek-knoppen" in helping.client.get(next_poll).text
