"""Sessions: rows on the server, short-lived, rotated, revocable; the cookie says nothing."""

import json
from datetime import timedelta
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.builders import SteppingClock
from tests.login import answer_of_provider, log_in
from tests.web.conftest import MakeProduct
from wizard.db.accounts import sessions
from wizard.db.base import Database
from wizard.db.models import WebSessionRecord
from wizard.ports import Wiring
from wizard.web import guards
from wizard.web.session import this_session

COOKIE = "mandaatwijzer"
#: Chromium keeps pages for Back, whatever they say of storing.
_LEAVE_NOTHING = ("Clear-Site-Data", '"cache"')


def _database(app: Flask) -> Database:
    wiring: Wiring = app.extensions["wizard"]
    return wiring.database


def _rows(app: Flask) -> list[WebSessionRecord]:
    with _database(app).reading() as reading:
        return list(reading.scalars(select(WebSessionRecord)))


def _row(app: Flask, client: FlaskClient) -> WebSessionRecord:
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    with _database(app).reading() as reading:
        return reading.get_one(WebSessionRecord, sha256(cookie.value.encode()).hexdigest())


def test_of_one_browser_only_the_newest_three_logins_are_waited_for(app: Flask) -> None:
    client = app.test_client()
    begun = [
        client.get(f"{door}?naar=/bestuur/99006?n={number}").location
        for number in range(20)
        for door in ("/inloggen/mijn-duo", "/helpdesk/inloggen")
    ]

    states = [parse_qs(urlsplit(each).query)["state"][0] for each in begun]
    kept = json.loads(_row(app, client).content)
    assert [key.rpartition("_state_")[2] for key in kept] == [
        f"{door}_{state}"
        for door, state in zip(("helpdesk", "mijn_duo", "helpdesk"), states[-3:], strict=True)
    ]


def test_however_often_a_login_is_begun_the_row_stays_small(app: Flask) -> None:
    client = app.test_client()
    for number in range(50):
        client.get(f"/inloggen/mijn-duo?naar=/bestuur/99006?n={number}{'x' * 400}")
        client.get(f"/inloggen/mijn-duo?naar=/bestuur/99006?n={'x' * 40_000}")

    assert len(_row(app, client).content) < 20_000


def test_a_login_of_three_can_be_finished_and_the_fourth_last_cannot(app: Flask) -> None:
    client = app.test_client()
    lost, *kept = [answer_of_provider(client, "een-school") for _window in range(4)]

    assert client.get(lost).status_code == 400
    assert client.get(kept[0]).status_code == 303
    assert _is_in(client)


@pytest.mark.parametrize(("length", "goes_back"), [(500, True), (501, False)])
def test_a_page_to_go_back_to_may_be_as_long_as_this(
    app: Flask, length: int, goes_back: bool
) -> None:
    wanted = "/privacy?a=".ljust(length, "x")
    there = log_in(app.test_client(), "een-school", wanted).location

    assert there == (wanted if goes_back else "/besturen")


def _is_in(client: FlaskClient) -> bool:
    return "Uitloggen" in client.get("/hulp").text


def _token(client: FlaskClient) -> str:
    return client.get("/hulp").text.split('name="csrf_token" value="')[1].split('"')[0]


def test_who_only_reads_has_no_row_and_no_cookie(app: Flask) -> None:
    client = app.test_client()
    for page in ("/", "/hulp", "/inloggen", "/privacy", "/bestaat-niet", "/static/css/theme.css"):
        assert "Set-Cookie" not in client.get(page, buffered=True).headers

    assert _rows(app) == []


def test_the_cookie_is_out_of_reach(app: Flask) -> None:
    answer = log_in(app.test_client(), "een-school")
    [cookie] = answer.headers.getlist("Set-Cookie")

    assert cookie.startswith("mandaatwijzer=")
    assert cookie.endswith("; HttpOnly; Path=/; SameSite=Lax")


def test_over_https_the_cookie_stays_there(make_product: MakeProduct, provider: str) -> None:
    app = make_product(provider, WIZARD_BASE_URL="https://mandaat.example")
    started = app.test_client().get("/inloggen/mijn-duo")
    [cookie] = started.headers.getlist("Set-Cookie")

    assert cookie.startswith("__Host-mandaatwijzer=")
    assert cookie.endswith("; Secure; HttpOnly; Path=/; SameSite=Lax")
    kept = started.headers["Strict-Transport-Security"]
    assert kept == "max-age=31536000; includeSubDomains"


def test_the_database_does_not_hold_the_key(app: Flask) -> None:
    client = app.test_client()
    log_in(client, "een-school")
    cookie = client.get_cookie(COOKIE)

    assert cookie is not None
    assert all(cookie.value not in str(vars(row)) for row in _rows(app))


def test_logging_in_changes_the_key(app: Flask) -> None:
    client = app.test_client()
    client.get("/inloggen/mijn-duo")
    before = client.get_cookie(COOKIE)
    assert before is not None
    assert _row(app, client).person_id is None
    log_in(client, "een-school")

    row = _row(app, client)
    assert row.person_id is not None
    assert row.ended_at is None
    thief = app.test_client()
    thief.set_cookie(COOKIE, before.value)
    assert not _is_in(thief)


def test_a_key_of_somebody_elses_choice_is_never_used(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie(COOKIE, "gekozen")
    client.get("/inloggen/mijn-duo")

    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    assert cookie.value != "gekozen"


def test_logging_out_ends_the_row_and_takes_the_cookie(app: Flask) -> None:
    client = app.test_client()
    log_in(client, "een-school")
    old = client.get_cookie(COOKIE)
    assert old is not None
    assert "Clear-Site-Data" not in client.get("/hulp").headers
    left = client.post("/uitloggen", data={"csrf_token": _token(client)})

    assert _LEAVE_NOTHING in left.headers.items()
    assert client.get_cookie(COOKIE) is None
    assert all(row.ended_at and row.content == "{}" for row in _rows(app))
    client.set_cookie(COOKIE, old.value)
    assert not _is_in(client)


def test_twenty_nine_minutes_of_thinking_is_fine(app: Flask, clock: SteppingClock) -> None:
    client = app.test_client()
    log_in(client, "een-school")
    for _time in range(4):
        clock.forward(minutes=29)
        assert _is_in(client)


def test_thirty_minutes_without_a_sign_is_the_end(app: Flask, clock: SteppingClock) -> None:
    client = app.test_client()
    log_in(client, "een-school")
    row = _row(app, client)
    clock.forward(minutes=30)
    answer = client.get("/besturen?van=mail")

    assert answer.location == "/inloggen?naar=/besturen?van%3Dmail&verlopen=1"
    assert _LEAVE_NOTHING in answer.headers.items()
    page = client.get(answer.location)
    assert "na 30 minuten zonder klik" in page.text
    assert "Alles wat u hebt bewaard, staat er nog" in page.text
    assert client.get_cookie(COOKIE) is None
    with _database(app).reading() as reading:
        assert reading.get_one(WebSessionRecord, row.key_hash).ended_at == clock.now()


def test_a_session_that_ended_elsewhere_leaves_nothing_for_back(
    app: Flask, clock: SteppingClock
) -> None:
    for htmx in ({}, {"HX-Request": "true", "HX-Request-Type": "partial"}):
        client = app.test_client()
        log_in(client, "een-school")
        with _database(app).transaction() as writing:
            sessions.end(writing, _row(app, client).key_hash, clock.now())
        assert _LEAVE_NOTHING in client.get("/besturen", headers=htmx).headers.items()


def test_who_logs_in_after_somebody_else_finds_nothing_of_theirs_by_back(app: Flask) -> None:
    client = app.test_client()
    assert "Clear-Site-Data" not in log_in(client, "een-school").headers
    assert _LEAVE_NOTHING in log_in(client, "kantoor").headers.items()


def test_a_working_day_is_the_end_too(app: Flask, clock: SteppingClock) -> None:
    client = app.test_client()
    log_in(client, "een-school")
    for _time in range(23):
        clock.forward(minutes=26)
        assert _is_in(client)
    clock.forward(minutes=2)

    assert not _is_in(client)


def test_being_seen_is_written_once_a_minute(app: Flask, clock: SteppingClock) -> None:
    client = app.test_client()
    log_in(client, "een-school")
    client.get("/hulp")
    begin = clock.now()
    clock.forward(seconds=59)
    client.get("/hulp")
    assert _row(app, client).seen_at == begin
    clock.forward(seconds=1)
    client.get("/hulp")

    assert _row(app, client).seen_at == begin + timedelta(minutes=1)


@pytest.mark.own_product
def test_a_poll_is_no_sign_that_anybody_is_there(app: Flask, clock: SteppingClock) -> None:
    @app.get("/peiling")
    @guards.logged_in
    def poll() -> Response:
        this_session().quiet = True
        return Response(status=204)

    client = app.test_client()
    log_in(client, "een-school")
    answers = []
    for _time in range(7):
        clock.forward(minutes=5)
        answers.append(client.get("/peiling").status_code)

    assert answers == [204, 204, 204, 204, 204, 303, 303]


def test_asking_to_go_on_is_a_sign(app: Flask, clock: SteppingClock) -> None:
    client = app.test_client()
    log_in(client, "een-school")
    token = _token(client)
    clock.forward(minutes=26)
    answer = client.post("/sessie", data={"csrf_token": token})

    assert (answer.status_code, answer.text) == (204, "")
    clock.forward(minutes=29)
    assert _is_in(client)


@pytest.mark.parametrize(
    ("referrer", "wanted"), [("http://localhost/hulp?x=1", "/hulp"), ("http://[", "")]
)
def test_it_is_too_late_to_go_on(
    app: Flask, clock: SteppingClock, referrer: str, wanted: str
) -> None:
    client = app.test_client()
    log_in(client, "een-school")
    token = _token(client)
    clock.forward(minutes=31)
    answer = client.post("/sessie", data={"csrf_token": token}, headers={"Referer": referrer})

    assert answer.status_code == 303
    assert answer.location == f"/inloggen?naar={wanted}&verlopen=1"


def test_other_sites_can_neither_keep_somebody_in_nor_throw_them_out(app: Flask) -> None:
    client = app.test_client()
    log_in(client, "een-school")

    assert client.post("/sessie").status_code == 400
    refused = client.post("/uitloggen")
    assert refused.status_code == 400
    assert "U bent nog niet uitgelogd" in refused.text
    assert _is_in(client)


def test_an_operator_can_end_every_session_of_a_person(app: Flask, clock: SteppingClock) -> None:
    here, there, other = (app.test_client() for _browser in range(3))
    log_in(here, "een-school")
    log_in(there, "een-school")
    log_in(other, "kantoor")
    person_id = _row(app, here).person_id
    assert person_id is not None
    with _database(app).transaction() as writing:
        assert sessions.end_all_of(writing, person_id, clock.now()) == 2

    assert [_is_in(browser) for browser in (here, there, other)] == [False, False, True]


def test_two_requests_at_once_do_not_undo_each_other(app: Flask) -> None:
    client = app.test_client()
    client.get("/inloggen/mijn-duo")
    row = _row(app, client)
    with _database(app).transaction() as writing:
        sessions.change(
            writing, row.key_hash, put={"intussen": 1}, drop=frozenset(), at=row.seen_at
        )
    client.get("/inloggen/mijn-duo")

    content = _row(app, client).content
    assert content.count('"_state_') == 2
    assert '"intussen": 1' in content


def test_old_rows_are_cleaned_up_within_the_hour(app: Flask, clock: SteppingClock) -> None:
    app.test_client().get("/inloggen/mijn-duo")
    clock.forward(days=8)
    app.test_client().get("/inloggen/mijn-duo")

    assert len(_rows(app)) == 1


@pytest.mark.parametrize("value", ["", "x", "\x00", "é" * 200, "a" * 5000, '"; drop table'])
def test_a_nonsense_cookie_is_nobody(app: Flask, value: str) -> None:
    client = app.test_client()
    answer = client.get("/hulp", headers={"Cookie": f"{COOKIE}={value}"})

    assert answer.status_code == 200
    assert "Uitloggen" not in answer.text


def test_styles_need_no_session(app: Flask, clock: SteppingClock) -> None:
    client = app.test_client()
    log_in(client, "een-school")
    seen = _row(app, client).seen_at
    clock.forward(minutes=5)
    answer = client.get("/static/css/theme.css", buffered=True)

    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert _row(app, client).seen_at == seen
