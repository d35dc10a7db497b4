"""The links in mails, as people and mail programs use them: in part, twice, late, no cookies."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import SteppingClock
from tests.visitor import Page, Visitor
from tests.ways import on_both_databases
from tests.web.mail_readers import PAGE, ask_colleague, mail_link, recipient
from wizard.db.models import FailureRecord
from wizard.ports import Wiring

_BROKEN = "De link uit de mail werkt niet"


@pytest.fixture
def anna(app: Flask) -> Visitor:
    """Give somebody who gets the mails of their board."""
    visitor = Visitor(app)
    visitor.log_in("een-school", PAGE)
    visitor.send(visitor.page.post("Ja, herinner mij"))
    return visitor


def _yes_link(anna: Visitor, wiring: Wiring) -> str:
    """Have a colleague asked; return the address in their mail."""
    ask_colleague(anna)
    return mail_link(wiring, "chris", "yes")


_BODIES: dict[str, dict[str, Any]] = {
    "as mail programs do": {"data": {"List-Unsubscribe": "One-Click"}},
    "none": {},
    "text": {"data": "List-Unsubscribe=One-Click", "content_type": "text/plain"},
    "multipart": {
        "data": {"List-Unsubscribe": "One-Click"},
        "content_type": "multipart/form-data",
    },
    "multipart without a boundary": {"data": b"--x\r\n", "content_type": "multipart/form-data"},
    "nonsense": {"data": b"\xff\xfe\r\n", "content_type": "application/x-www-form-urlencoded"},
    "JSON": {"json": {"List-Unsubscribe": "One-Click"}},
    "NUL": {"data": {"List-Unsubscribe": "One-Click\x00"}},
    "more than a form may be": {"data": {"List-Unsubscribe": "x" * 100_000}},
    "more parts than a form may have": {
        "data": {f"x{number}": "" for number in range(1100)},
        "content_type": "multipart/form-data",
    },
    "a charset of its own": {
        "data": "keuze=minder".encode("utf-16"),
        "content_type": "application/x-www-form-urlencoded; charset=utf-16",
    },
    "a button that we do not have": {"data": {"keuze": "iets"}},
}


@pytest.mark.parametrize("body", _BODIES)
@pytest.mark.usefixtures("anna")
def test_one_click_is_done_and_leads_nowhere_else(app: Flask, wiring: Wiring, body: str) -> None:
    for _time in range(2):
        answer = app.test_client().post(mail_link(wiring), **_BODIES[body])
        assert answer.status_code == 200
        assert "Location" not in answer.headers
        assert "Set-Cookie" not in answer.headers
        assert Page(answer, "", fragment=False).h1 == "U krijgt geen mails meer"
        assert not recipient(wiring).gets_mail


@on_both_databases
@pytest.mark.usefixtures("anna")
def test_one_click_twice_keeps_when_they_stopped(
    app: Flask, wiring: Wiring, clock: SteppingClock
) -> None:
    app.test_client().post(mail_link(wiring))
    stopped_at = recipient(wiring).stopped_at
    clock.forward(days=1)
    app.test_client().post(mail_link(wiring))
    assert recipient(wiring).stopped_at == stopped_at


@pytest.mark.parametrize("end", [".", ">", ")", "=3D", "%3E", ",", "]", ";", "’", "%0A", ".)"])
def test_what_stands_behind_a_link_does_not_spoil_it(
    anna: Visitor, app: Flask, wiring: Wiring, end: str
) -> None:
    reader = Visitor(app)
    assert reader.get(mail_link(wiring) + end).h1 == "Uw herinneringen"
    assert reader.page.form.action == mail_link(wiring)
    assert reader.get(_yes_link(anna, wiring) + end).h1 == "Wilt u herinneringen?"
    assert app.test_client().post(mail_link(wiring) + end).status_code == 200
    assert not recipient(wiring).gets_mail


def test_a_link_in_capitals_is_the_same_link(anna: Visitor, app: Flask, wiring: Wiring) -> None:
    for link in (mail_link(wiring), _yes_link(anna, wiring)):
        path, _, end = link.rpartition("/")
        assert Visitor(app).get(f"{path}/{end.upper()}").status == 200


def test_a_link_that_lacks_something_says_what_to_do(
    anna: Visitor, app: Flask, wiring: Wiring
) -> None:
    for link in (mail_link(wiring), _yes_link(anna, wiring)):
        cut = [link[:-1], link[:-20], link.partition(".")[0], link.rpartition("/")[0]]
        more = [f"{link}0", f"{link}a", f"{link}/x", f"{link.rpartition('/')[0]}/", link.upper()]
        for broken in cut + more:
            page = Visitor(app).get(broken)
            assert (page.status, page.h1) == (404, _BROKEN), broken
            assert "Kopieer dan de hele link, tot en met het laatste teken" in page.says
            assert app.test_client().post(broken).status_code == 404
    for broken in ("/mail", "/mail/", "/mail/x", "/Mail/afmeld"):
        assert Visitor(app).get(broken).h1 == _BROKEN, broken
    assert recipient(wiring).gets_mail
    assert not recipient(wiring, "chris").gets_mail
    assert Visitor(app).get("/bestaat-niet").h1 == "Deze pagina vinden wij niet"


def test_who_is_logged_in_can_name_the_link_that_does_not_work(anna: Visitor) -> None:
    page = anna.get("/mail/afmelden/1.abc")
    assert page.h1 == _BROKEN
    assert "Noem dan dit nummer" in page.says


@pytest.mark.parametrize("minutes", [0, 31, 24 * 60])
def test_a_colleague_says_yes_however_long_the_page_stood_open(
    anna: Visitor, app: Flask, wiring: Wiring, clock: SteppingClock, minutes: int
) -> None:
    link = _yes_link(anna, wiring)
    chris = Visitor(app)
    form = chris.get(link).post("Ja, herinner mij")
    clock.forward(minutes=minutes)
    assert chris.send(form).h1 == "U krijgt herinneringen"
    assert recipient(wiring, "chris").gets_mail


def test_yes_needs_no_cookies_and_leaves_none(anna: Visitor, app: Flask, wiring: Wiring) -> None:
    link = _yes_link(anna, wiring)
    chris = app.test_client(use_cookies=False)
    page = Page(chris.get(link), link, fragment=False)
    assert "Set-Cookie" not in page.response.headers
    answer = chris.post(link, data=page.post("Ja, herinner mij").fields)
    assert (answer.status_code, answer.location) == (303, link)
    assert recipient(wiring, "chris").gets_mail
    assert chris.get(link).text.count("krijgt vanaf nu herinneringen") == 1


def test_yes_with_a_form_of_an_old_session_counts(
    anna: Visitor, app: Flask, wiring: Wiring
) -> None:
    link = _yes_link(anna, wiring)
    for data in ({"csrf_token": "oud"}, {}):
        assert app.test_client().post(link, data=data).status_code == 303
    assert recipient(wiring, "chris").gets_mail


def test_who_was_logged_out_for_doing_nothing_says_yes_all_the_same(
    anna: Visitor, wiring: Wiring, clock: SteppingClock
) -> None:
    form = anna.get(_yes_link(anna, wiring)).post("Ja, herinner mij")
    clock.forward(minutes=31)
    assert anna.send(form).h1 == "U krijgt herinneringen"


def test_who_is_logged_in_as_somebody_else_says_yes_all_the_same(
    anna: Visitor, wiring: Wiring
) -> None:
    link = _yes_link(anna, wiring)
    assert anna.get(link).h1 == "Wilt u herinneringen?"
    assert anna.send(anna.page.post("Ja, herinner mij")).h1 == "U krijgt herinneringen"


def test_the_key_of_a_link_that_fails_is_kept_nowhere(anna: Visitor, wiring: Wiring) -> None:
    for link in (mail_link(wiring)[:-1], mail_link(wiring).upper()):
        assert anna.get(link).h1 == _BROKEN
    with wiring.database.reading() as session:
        kept = session.scalars(select(FailureRecord.path)).all()
    assert {path.lower() for path in kept} == {"/mail/…"}
