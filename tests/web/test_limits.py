"""Who goes on and on is told until when to wait, whichever worker is asked; others go on."""

from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from tests.builders import SteppingClock, make_app
from tests.login import let_in, let_in_agent
from tests.visitor import Page, Visitor
from tests.ways import on_both_databases
from wizard.db.models import RequestCountRecord
from wizard.ports import Wiring
from wizard.web import limits

_HEADING = "Dit ging te vaak achter elkaar"
_START = "/inloggen/mijn-duo"


def _counts(wiring: Wiring) -> list[RequestCountRecord]:
    with wiring.database.reading() as session:
        return list(session.scalars(select(RequestCountRecord)))


def _had(wiring: Wiring, requests: int) -> None:
    """Let whoever was counted have asked so often."""
    with wiring.database.transaction() as session:
        session.execute(update(RequestCountRecord).values(requests=requests))


@on_both_databases
def test_of_one_network_so_many_logins_begin_at_all_workers_together(
    app: Flask, wiring: Wiring, clock: SteppingClock
) -> None:
    workers = (app, make_app(wiring))
    for worker in workers:
        assert worker.test_client().get(_START).status_code == 303
    [counted] = _counts(wiring)
    assert (counted.kind, counted.requests) == ("login", 2)

    _had(wiring, limits.LOGIN.most - 1)
    clock.forward(minutes=4)
    assert workers[0].test_client().get(_START).status_code == 303
    for worker in workers:
        answer = worker.test_client().get(_START)
        page = Page(answer, _START, fragment=False)
        assert (page.status, page.h1) == (429, _HEADING)
        assert "Log om 10.10 uur opnieuw in." in page.says
        assert answer.headers["Retry-After"] == "360"
        assert "Set-Cookie" not in answer.headers  # no row of a session either

    clock.forward(minutes=6)
    assert workers[0].test_client().get(_START).status_code == 303
    [counted] = _counts(wiring)  # the old one is forgotten
    assert counted.requests == 1


def test_both_doors_count_together_and_elsewhere_nobody_notices(app: Flask, wiring: Wiring) -> None:
    client = app.test_client()
    client.get(_START)
    client.get("/helpdesk/inloggen")
    _had(wiring, 1000)
    assert client.get("/helpdesk/inloggen").status_code == 429
    for url in ("/", "/hulp", "/inloggen"):
        assert client.get(url).status_code == 200
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.get(_START, environ_base=elsewhere).status_code == 303


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ("2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:3::1", False),
        ("::ffff:192.0.2.7", False),
        ("192.0.2.7", False),
        ("", False),
        ("[2001:db8:1:2::9]:5678", True),  # as some proxies pass it on
        ("[2001:db8:1:3::9]", False),
    ],
)
def test_an_office_is_counted_as_one(app: Flask, wiring: Wiring, other: str, is_same: bool) -> None:
    for address in ("2001:db8:1:2::1", other):
        app.test_client().get(_START, environ_base={"REMOTE_ADDR": address})
    assert len(_counts(wiring)) == (1 if is_same else 2)


def test_who_comes_by_a_proxy_that_says_ports_is_counted_by_address(
    app: Flask, wiring: Wiring
) -> None:
    for address in ("192.0.2.7:1234", "192.0.2.7:5678", "192.0.2.7", "192.0.2.8:1234", "unknown"):
        app.test_client().get(_START, environ_base={"REMOTE_ADDR": address})
    assert sorted(each.requests for each in _counts(wiring)) == [1, 1, 3]


def test_no_address_is_kept(app: Flask, wiring: Wiring) -> None:
    app.test_client().get(_START, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    [counted] = _counts(wiring)
    assert len(counted.who) == 64
    assert "192" not in str(vars(counted)).replace(counted.who, "")


def test_answers_of_the_provider(app: Flask, wiring: Wiring) -> None:
    client = app.test_client()
    client.get("/inloggen/terug?code=x&state=y")
    _had(wiring, 1000)
    for url in ("/inloggen/terug?error=access_denied", "/helpdesk/inloggen/terug?code=x"):
        page = Page(client.get(url), url, fragment=False)
        assert (page.status, page.h1) == (429, _HEADING)
        assert "Begin om 10.10 uur opnieuw met inloggen." in page.says
        assert "dit nummer" not in page.says
    assert client.get(_START).status_code == 303


def _send(visitor: Visitor, board: str) -> Page:
    url = f"/bestuur/{board}/las/bestand"
    visitor.get(url)
    return visitor.send(file=(BytesIO(b"niets"), "las.csv"))


def test_lists_are_counted_by_person(app: Flask, wiring: Wiring) -> None:
    visitor, other = Visitor(app), Visitor(app)
    let_in(visitor.client, "zes-scholen")
    let_in(other.client, "een-school")
    assert _send(visitor, "99006").status == 422
    _had(wiring, limits.UPLOAD.most)
    page = _send(visitor, "99006")
    assert (page.status, page.h1) == (429, _HEADING)
    assert "Dit bestand hebben wij niet gelezen." in page.says
    assert "Stuur het om 10.10 uur opnieuw." in page.says
    assert _send(other, "99001").status == 422


def test_whoever_is_not_logged_in_is_not_counted_for_a_list(app: Flask, wiring: Wiring) -> None:
    assert app.test_client().post("/bestuur/99006/las/bestand").status_code in (303, 400)
    assert _counts(wiring) == []


def test_searches_are_written_down_now_and_then(app: Flask, wiring: Wiring) -> None:
    client = app.test_client()
    let_in_agent(client)
    step = limits.SEARCH.step
    for number in range(2 * step + 1):
        assert client.get(f"/helpdesk?zoek=school{number}").status_code == 200
    [counted] = _counts(wiring)
    assert (counted.kind, counted.requests) == ("search", 2 * step)

    _had(wiring, limits.SEARCH.most)
    shown = [client.get("/helpdesk/vragen?zoek=code") for _time in range(step)]
    assert [each.status_code for each in shown] == [200] * (step - 2) + [429] + [200]


def test_with_htmx_the_page_stays_as_it_is(app: Flask, wiring: Wiring) -> None:
    client = app.test_client()
    client.get(_START)
    _had(wiring, 1000)
    answer = client.get(_START, headers={"HX-Request": "true"})
    assert answer.status_code == 429
    assert "<h1" not in answer.text
    assert "Log om 10.10 uur opnieuw in." in answer.text


def test_links_in_mails(app: Flask, wiring: Wiring) -> None:
    """A robot that opens all links does not keep a mail program from saying stop."""
    client, stop = app.test_client(), "/mail/afmelden/0.niets"
    assert client.get(stop).status_code != 429
    _had(wiring, 1000)
    page = Page(client.get("/mail/bevestigen/0.niets"), stop, fragment=False)
    assert (page.status, page.h1) == (429, _HEADING)
    assert "Open de link in de mail om 10.10 uur opnieuw." in page.says

    one_click = {"List-Unsubscribe": "One-Click"}
    assert client.post(stop, data=one_click).status_code != 429
    _had(wiring, 1000)
    page = Page(client.post(stop, data=one_click), stop, fragment=False)
    assert page.status == 429
    assert "Uw keuze hebben wij niet bewaard." in page.says


def test_where_nothing_can_be_counted_nobody_is_refused(app: Flask, wiring: Wiring) -> None:
    with wiring.database.transaction() as session:
        session.execute(text("DROP TABLE request_count"))
    assert app.test_client().get(_START).status_code == 303
