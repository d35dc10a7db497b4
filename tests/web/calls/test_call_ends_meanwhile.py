"""The call ends while the agent's page is being made: it is not shown, and the log has no look."""

import pytest
from flask import Flask

from tests.web.watching import just_before, last_call, looks, paired, poll, poll_of
from wizard.actions.calls import call as actions
from wizard.domain.calls.call import Ending
from wizard.ports import Wiring

_SECRETS = ("99AA", "mw-mirror", "Wie keek er mee?", "Laatste gebeurtenissen")


@pytest.mark.parametrize("way", ["page", "poll", "first poll"])
def test_the_caller_stops_while_the_agents_page_is_made(
    app: Flask, wiring: Wiring, way: str
) -> None:
    calling, helping = paired(app)
    call_id, begun = last_call(wiring).id, looks(wiring)
    url = {
        "page": helping.page.url,
        "poll": poll_of(helping.page.text),
        "first poll": f"{helping.page.url}/nu",
    }[way]
    calling.get("/bestuur/99001/meegekeken")

    def stop() -> None:
        with wiring.database.transaction() as session:
            actions.stop(session, call_id, Ending.CALLER, wiring.ports.clock.now())

    with just_before(wiring, "FROM call_page", stop):
        answer = poll(helping, url)
    assert answer.status_code == 200
    assert "De beller stopte het meekijken" in answer.text
    assert [word for word in _SECRETS if word in answer.text] == []
    assert looks(wiring) == begun


@pytest.mark.parametrize("way", ["page", "poll"])
def test_another_page_is_opened_while_the_agents_page_is_made(
    app: Flask, wiring: Wiring, way: str
) -> None:
    """What is shown is what is logged: the one page or the other, never both or neither."""
    calling, helping = paired(app)
    begun = looks(wiring)
    url = helping.page.url if way == "page" else poll_of(helping.page.text)
    pages = [calling.get("/bestuur/99001").h1]

    def go_on() -> None:
        pages.append(calling.get("/bestuur/99001/meegekeken").h1)

    with just_before(wiring, "FROM call_page", go_on):
        answer = poll(helping, url)
    assert len(set(pages)) == 2
    shown = [h1 for h1 in pages if f">{h1}</h2>" in answer.text]
    logged = [page for _board, _agent, page in looks(wiring)[len(begun) :]]
    assert logged == shown
    assert len(shown) == 1
