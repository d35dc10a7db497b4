"""Pages for when something is wrong: what happened to the answers, whom to call, no traceback."""

import re
from itertools import product
from pathlib import Path

import html5lib
import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import select, text

from tests.builders import SteppingClock
from tests.login import let_in
from tests.visitor import Page
from tests.web.conftest import MakeProduct
from wizard.db import references
from wizard.db.models import FailureRecord
from wizard.db.references import Failure
from wizard.ports import Wiring
from wizard.web import guards
from wizard.web.context import db
from wizard.web.school_systems import upload

#: Pages that go wrong are added to the product.
pytestmark = pytest.mark.own_product
PHONE = "0800 321 22 33"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a browser of somebody who is logged in, and pages that go wrong."""

    @app.get("/kapot")
    @guards.public
    def broken() -> str:
        raise ZeroDivisionError("een fout van ons")

    @app.post("/kapot")
    @guards.public
    def broken_form() -> str:
        raise ZeroDivisionError("een fout van ons")

    @app.post("/halverwege")
    @guards.public
    def broken_halfway() -> str:
        db().execute(text("UPDATE person SET name = 'Half'"))
        raise ZeroDivisionError

    client = app.test_client()
    let_in(client, "een-school")
    return client


def _token(client: FlaskClient) -> str:
    return client.get("/hulp").text.split('name="csrf_token" value="')[1].split('"')[0]


_ASKED_WRONGLY = [
    ("GET", "/bestaat-niet", 404),
    ("GET", "/bestuur/99006/", 404),
    ("GET", "/bestuur/99999/", 404),
    ("GET", "/uitloggen", 405),
    ("GET", "/sessie", 405),
    ("POST", "/sessie", 400),
]


def test_what_was_asked_wrongly_gets_a_plain_page(client: FlaskClient) -> None:
    for (method, url, status), headers in product(_ASKED_WRONGLY, ({}, HTMX)):
        answer = client.open(url, method=method, headers=headers)
        page = Page(answer, url, fragment=bool(headers))

        assert page.status == status, url
        assert "bewaard, staat er nog" in page.says
        assert PHONE in page.says
        assert page.title.startswith(page.h1)
        failure = _kept(client.application, page.part("mw-reference"))
        kind = "asked_old_form" if method == "POST" else f"asked_{status}"
        assert (failure.kind, failure.path) == (kind, url)


def test_robots_get_no_number_and_leave_nothing_in_the_database(app: Flask) -> None:
    page = Page(app.test_client().get("/wp-login.php"), "/wp-login.php", fragment=False)

    assert page.status == 404
    assert "Noem dan dit nummer" not in page.says
    assert _all_kept(app) == []


def test_of_one_person_only_the_newest_mistakes_are_kept(client: FlaskClient, app: Flask) -> None:
    clock: SteppingClock = app.extensions["wizard"].ports.clock
    client.get("/kapot")
    for number in range(60):
        clock.forward(seconds=1)
        client.get(f"/bestaat-niet/{number}")

    paths = {f"/bestaat-niet/{number}" for number in range(10, 60)}
    assert {failure.path for failure in _all_kept(app)} == {"/kapot", *paths}


def test_only_who_has_several_boards_is_told_to_choose(app: Flask) -> None:
    for username, chooses in (("een-school", False), ("kantoor", True)):
        client = app.test_client()
        let_in(client, username)
        page = Page(client.get("/bestaat-niet"), "/bestaat-niet", fragment=False)

        assert ("Kies eerst het goede bestuur" in page.links) is chooses


def _kept(app: Flask, reference: str) -> Failure:
    wiring: Wiring = app.extensions["wizard"]
    with wiring.database.reading() as reading:
        failure = references.find(reading, reference)
    assert failure is not None
    return failure


def _all_kept(app: Flask) -> list[FailureRecord]:
    wiring: Wiring = app.extensions["wizard"]
    with wiring.database.reading() as reading:
        return list(reading.scalars(select(FailureRecord)))


def test_a_post_elsewhere_says_which_methods_there_are(client: FlaskClient) -> None:
    answer = client.get("/sessie")

    assert set(answer.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_a_mistake_of_ours_has_a_reference(client: FlaskClient, app: Flask) -> None:
    answer = client.get("/kapot")

    assert answer.status_code == 500
    html5lib.HTMLParser(strict=True).parse(answer.text)
    assert "een fout van ons" not in answer.text
    assert "Traceback" not in answer.text
    reference = re.search(r"\d{4}-\d{4}", answer.text)
    assert reference
    failure = _kept(app, reference[0])
    assert failure.cause == "ZeroDivisionError: een fout van ons"
    assert (failure.kind, failure.path) == ("error", "/kapot")
    assert failure.person_id is not None


def test_htmx_gets_only_what_fits_in_the_page(client: FlaskClient) -> None:
    answer = client.post("/kapot", data={"csrf_token": _token(client)}, headers=HTMX)

    assert answer.status_code == 500
    assert "<h1" not in answer.text
    assert "<title" not in answer.text
    assert "Wat u invulde, staat er nog" in answer.text
    assert PHONE in answer.text
    assert re.search(r"\d{4}-\d{4}", answer.text)


def test_without_htmx_it_says_what_happened_to_the_answers(client: FlaskClient) -> None:
    answer = client.post("/kapot", data={"csrf_token": _token(client)})

    assert answer.status_code == 500
    assert "Wat u net invulde, konden wij niet bewaren" in answer.text
    assert "Open deze pagina opnieuw" not in answer.text, "that would not send it again"


def test_what_could_not_be_shown_can_be_opened_once_more(client: FlaskClient) -> None:
    answer = client.get("/kapot?zoek=kompas")

    again = '<a class="utrecht-button utrecht-button--primary-action mw-button" href="{}">'
    assert again.format("/kapot?zoek=kompas") in answer.text


def test_the_database_is_gone(make_product: MakeProduct, provider: str) -> None:
    app = make_product(provider)
    client = app.test_client()
    let_in(client, "een-school")
    _lose(app)
    urls = ("/besturen", "/hulp", "/bestuur/99001/", "/inloggen/mijn-duo")
    for url, headers in product(urls, ({}, HTMX)):
        answer = client.get(url, headers=headers)

        assert answer.status_code == 503, url
        assert answer.headers["Retry-After"] == "60"
        assert PHONE in answer.text
        assert re.search(r"\d{4}-\d{4}", answer.text)
        if not headers:
            assert Page(answer, url, fragment=False).h1.startswith("Wij kunnen nu even niets")


def test_without_a_database_styles_and_public_pages_still_come(
    make_product: MakeProduct, provider: str
) -> None:
    app = make_product(provider)
    _lose(app)
    client = app.test_client()

    assert client.get("/static/css/theme.css", buffered=True).status_code == 200
    assert client.get("/hulp").status_code == 200
    assert client.get("/inloggen").status_code == 200


def _lose(app: Flask) -> None:
    """Take the tables away, as when the disk or the server is gone."""
    wiring: Wiring = app.extensions["wizard"]
    wiring.database.dispose()
    Path(wiring.database.url.database or "").unlink()
    Path(wiring.database.url.database or "").mkdir()


_HOSTILE_BODIES = [
    ("application/x-www-form-urlencoded; charset=utf-16", "a=b".encode("utf-16")),
    ("application/x-www-form-urlencoded; charset=nonsense", b"a=b"),
    ("application/x-www-form-urlencoded", b"\xff\xfe\x00=%ff%fe&%"),
    ("application/x-www-form-urlencoded", b"&".join(b"a=b" for _field in range(9000))),
    ("multipart/form-data", b"x"),
    ("multipart/form-data; boundary=", b"x"),
    ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
    ("multipart/form-data; boundary=x; charset=utf-16", b"--x\r\n\r\n\xff\r\n--x--"),
    ("multipart/form-data; boundary=" + "x" * 900, b"--x"),
    ("application/json", b"{"),
    ("application/json; charset=utf-16", b"{"),
    ("text/plain", b"x"),
    ("nonsense", b"x"),
    ("", b"x"),
    ("\xff", b"x"),
]


def test_hostile_bodies_are_refused(client: FlaskClient) -> None:
    urls = ("/sessie", "/uitloggen", "/bestuur/99001/stap/school")
    for (content_type, body), url in product(_HOSTILE_BODIES, urls):
        answer = client.post(url, data=body, content_type=content_type)
        assert 400 <= answer.status_code < 500, (url, content_type)


def test_nul_is_refused(client: FlaskClient) -> None:
    refused = [
        client.get("/hulp?a=%00"),
        client.post("/sessie", data={"csrf_token": _token(client), "x": "\x00"}),
        client.get("/bestuur/%00/"),
        client.get("/hulp?%00=1", headers=HTMX),
    ]
    assert [each.status_code for each in refused] == [400] * 4
    assert client.get("/hulp", headers={"Cookie": "mandaatwijzer=\x00"}).status_code == 200


@pytest.mark.parametrize(
    "part", ["", "; a=1", '; filename="las.csv"', '; name="a"; filename="las\x00.csv"']
)
def test_a_part_without_a_name_is_refused_and_so_is_a_file_with_nul_in_it(
    client: FlaskClient, part: str
) -> None:
    token = f'; name="csrf_token"\r\n\r\n{_token(client)}'
    parts = [f"--x\r\nContent-Disposition: form-data{each}\r\n" for each in (token, part)]
    answer = client.post(
        "/uitloggen",
        data="".join([*parts, "\r\nx\r\n--x--"]),
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 400
    assert "Deze pagina kreeg verkeerde gegevens" in answer.text


def test_too_much_is_refused(client: FlaskClient) -> None:
    answer = client.post("/sessie", data={"csrf_token": _token(client), "x": "x" * 70_000})

    assert answer.status_code == 413
    assert "U stuurde te veel tegelijk" in answer.text


def test_a_file_may_come_where_it_is_sent_and_nowhere_else(app: Flask) -> None:
    """The gateway reads no more than this; what it leaves unread, the product refuses as above."""
    with app.test_request_context():
        sent = url_for("school_systems_upload.send", board="99001")
    rules = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and rule.endpoint != "school_systems_upload.send"
    }
    assert upload.largest_request(sent) == 6 * 1024 * 1024
    assert {upload.largest_request(each) for each in rules} == {app.config["MAX_CONTENT_LENGTH"]}


def test_an_old_form_is_explained(client: FlaskClient) -> None:
    old = _token(client)
    client.post("/uitloggen", data={"csrf_token": old})
    let_in(client, "een-school")
    answer = client.post("/sessie", data={"csrf_token": old})

    assert answer.status_code == 400
    assert "De pagina was te oud" in answer.text


def test_a_form_sent_after_the_session_ended_leads_to_the_login(app: Flask) -> None:
    client, url = app.test_client(), "/bestuur/99001/wat-hebt-u-nodig"
    plain, swapped = client.post(url), client.post(url, headers=HTMX)
    assert (plain.status_code, swapped.status_code) == (303, 401)
    assert plain.location == swapped.headers["HX-Redirect"] == f"/inloggen?naar={url}"


def test_every_answer_carries_its_headers(client: FlaskClient, app: Flask) -> None:
    for url in ("/", "/hulp", "/inloggen", "/bestaat-niet", "/besturen"):
        headers = client.get(url).headers
        policy = headers["Content-Security-Policy"]

        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert f"form-action 'self' {app.extensions['wizard'].settings.provider.issuer};" in policy
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Strict-Transport-Security" not in headers
        vary = {name.strip() for name in headers["Vary"].split(",")}
        assert vary == {"Cookie", "HX-Request", "HX-History-Restore-Request", "HX-Target"}


def test_a_failed_request_lets_go_of_the_database(client: FlaskClient) -> None:
    """On SQLite a lock that stays would make the next writer wait for ten seconds."""
    answer = client.post("/halverwege", data={"csrf_token": _token(client)})

    assert answer.status_code == 500
    assert "Anna de Wit" in client.get("/inloggen/terug").text
