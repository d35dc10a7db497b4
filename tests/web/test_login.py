"""Logging in and out, as a person with a browser does it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.login import (
    answer_of_provider,
    fill_in,
    let_in,
    let_in_agent,
    local,
    log_in,
    log_in_as_agent,
)
from tests.web.conftest import MakeProduct, provider_with
from wizard.actions.access import admit, board_numbers, email_of
from wizard.db import failures, people
from wizard.db.base import Database
from wizard.db.failures import Failure
from wizard.db.models import EventRecord, PersonRecord
from wizard.ports import Wiring


def _people(app: Flask) -> list[PersonRecord]:
    """Return who ever logged in."""
    wiring: Wiring = app.extensions["wizard"]
    provider = PersonRecord.issuer == wiring.settings.provider.issuer
    with wiring.database.reading() as reading:
        return list(reading.scalars(select(PersonRecord).where(provider)))


def _events(app: Flask) -> list[EventRecord]:
    """Return the events of logging in and out."""
    wiring: Wiring = app.extensions["wizard"]
    logged = EventRecord.kind.startswith("logged_")
    with wiring.database.reading() as reading:
        return list(reading.scalars(select(EventRecord).where(logged).order_by(EventRecord.id)))


def test_the_login_page_says_what_will_happen_and_leads_to_mijn_duo(app: Flask) -> None:
    page = app.test_client().get("/inloggen?naar=/hulp")

    assert page.status_code == 200
    assert 'href="http://127.0.0.1:8000/inloggen/mijn-duo?naar=/hulp"' in page.text
    assert "Inloggen met Mijn DUO" in page.text
    assert "token, gebruikersnaam en wachtwoord" in page.text


def test_the_question_to_the_provider_is_tied_to_this_login(app: Flask) -> None:
    start = app.test_client().get("/inloggen/mijn-duo")
    asked = parse_qs(urlsplit(start.location).query)

    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 20
    assert len(asked["nonce"][0]) >= 20
    assert asked["redirect_uri"] == ["http://127.0.0.1:8000/inloggen/terug"]


def test_who_logs_in_is_let_in_and_remembered(app: Flask) -> None:
    client = app.test_client()

    answer = log_in(client, "een-school")

    assert answer.status_code == 303
    assert answer.location == "/besturen"
    assert "Uitloggen" in client.get("/hulp").text
    [person] = _people(app)
    assert (person.subject, person.name) == ("een-school", "Anna de Wit")
    [event] = _events(app)
    assert (event.kind, event.person_id) == ("logged_in", person.id)


def test_the_short_way_of_other_stories_leaves_what_logging_in_leaves(app: Flask) -> None:
    walked, short = app.test_client(), app.test_client()

    log_in(walked, "een-school")
    let_in(short, "een-school")
    log_in_as_agent(walked_agent := app.test_client(), "helpdesk")
    let_in_agent(short_agent := app.test_client())

    assert _session_of(short) == _session_of(walked)
    assert _session_of(short_agent) == _session_of(walked_agent)
    assert [person.name for person in _people(app)] == ["Anna de Wit", "Sanne de Boer"]
    noted = [(event.kind, event.person_id, event.detail) for event in _events(app)]
    assert (noted[0], noted[2]) == (noted[1], noted[3])


def _session_of(client: FlaskClient) -> dict[str, object]:
    """Return what the session keeps, but for what each login has anew."""
    with client.session_transaction() as session:
        content = dict(session)
    assert content.pop("id_token")
    content.pop("_id", None)
    return content


def test_logging_in_again_is_the_same_person(app: Flask) -> None:
    log_in(app.test_client(), "een-school")
    log_in(app.test_client(), "een-school")

    assert len(_people(app)) == 1
    assert len(_events(app)) == 2


def test_the_wanted_page_is_kept_over_the_login(app: Flask) -> None:
    client = app.test_client()
    refused = client.get("/besturen?van=mail")
    assert refused.location == "/inloggen?naar=/besturen?van%3Dmail"

    assert log_in(client, "een-school", "/besturen?van=mail").location == "/besturen?van=mail"


_NOT_OURS = [
    "https://elders.example/",
    "//elders.example",
    "/\\elders.example",
    "/\t/elders.example",
    "/%0d%0aSet-Cookie:x",
    "javascript:alert(1)",
    "/bestaat-niet",
    "/uitloggen",
    "/sessie",
    "/inloggen",
    "/static/css/theme.css",
    "hulp",
    "",
]


def test_only_pages_of_ours_are_wanted(app: Flask) -> None:
    client = app.test_client()
    for wanted in ("", "//elders.example"):
        assert log_in(app.test_client(), "een-school", wanted).location == "/besturen"
    let_in(client, "een-school")
    for wanted in _NOT_OURS:  # who is in already goes there at once, if it is ours
        answer = client.get("/inloggen", query_string={"naar": wanted})
        assert answer.location == "/besturen", wanted


def test_htmx_is_sent_to_log_in_with_the_whole_browser(app: Flask) -> None:
    answer = app.test_client().get("/besturen", headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/inloggen?naar=/besturen"


def test_an_office_may_act_for_its_three_boards(app: Flask) -> None:
    client = app.test_client()
    log_in(client, "kantoor")

    page = client.get("/besturen")

    assert all(f"/bestuur/{number}" in page.text for number in ("99101", "99102", "99103"))
    assert "Ander bestuur kiezen" in page.text


def test_there_is_somebody_for_every_imported_board(app: Flask) -> None:
    answer = log_in(app.test_client(), "bestuur-99006")

    assert answer.location == "/besturen"


def test_who_is_logged_in_need_not_log_in_again(app: Flask) -> None:
    client = app.test_client()
    log_in(client, "een-school")

    assert client.get("/inloggen?naar=/hulp").location == "/hulp"


def test_logging_out_ends_both_sessions(app: Flask) -> None:
    client, browser = app.test_client(), requests.Session()
    log_in(client, "een-school", browser=browser)

    farewell = client.post("/uitloggen", data={"csrf_token": _token(client)})
    assert farewell.status_code == 303
    back = browser.get(farewell.location, allow_redirects=False)

    assert local(back.headers["Location"]).startswith("/uitgelogd")
    page = client.get(local(back.headers["Location"]))
    assert page.status_code == 200
    assert "U bent uitgelogd" in page.text
    assert "Uitloggen" not in page.text
    again = client.get("/inloggen/mijn-duo").location
    assert "Wie wilt u zijn?" in browser.get(again).text
    assert [event.kind for event in _events(app)] == ["logged_in", "logged_out"]


def test_logging_out_works_when_the_provider_cannot(make_product: MakeProduct) -> None:
    with provider_with("no-logout") as issuer:
        client = make_product(issuer).test_client()
        log_in(client, "een-school")
        farewell = client.post("/uitloggen", data={"csrf_token": _token(client)})

    assert farewell.location == "/uitgelogd?hier="
    assert "misschien nog ingelogd" in client.get(farewell.location).text
    assert client.get("/besturen").location == "/inloggen?naar=/besturen"


def test_logging_out_twice_is_fine(app: Flask) -> None:
    answer = app.test_client().post("/uitloggen")

    assert answer.status_code == 303
    assert answer.location == "/uitgelogd"


def test_the_provider_remembers_people_and_forgets_them_on_request(app: Flask) -> None:
    client, browser = app.test_client(), requests.Session()
    log_in(client, "een-school", browser=browser)

    silently = browser.get(client.get("/inloggen/mijn-duo").location, allow_redirects=False)
    asking = browser.get(client.get("/inloggen/mijn-duo?ander=1").location, allow_redirects=False)

    assert silently.is_redirect
    assert asking.status_code == 200


def test_two_windows_can_log_in_one_after_the_other(app: Flask) -> None:
    client, browser = app.test_client(), requests.Session()
    first = client.get("/inloggen/mijn-duo?naar=/hulp").location
    second = client.get("/inloggen/mijn-duo?naar=/privacy").location

    assert client.get(local(fill_in(browser, second, "een-school"))).location == "/privacy"
    left_behind = client.get(local(fill_in(browser, first, "een-school")))
    assert left_behind.status_code == 400
    assert "U bent hier nog ingelogd als Anna de Wit" in left_behind.text


@pytest.mark.parametrize("fault", ["rotated-keys", "no-key-id", "no-key-id-rotated"])
def test_keys_may_change_while_we_run(make_product: MakeProduct, fault: str) -> None:
    with provider_with(fault) as issuer:
        app = make_product(issuer)
        for _time in range(3):
            assert log_in(app.test_client(), "een-school").location == "/besturen"


@pytest.mark.parametrize("fault", ["boards-as-numbers", "user-info", "secret-in-form"])
def test_providers_differ_in_how_they_say_it(make_product: MakeProduct, fault: str) -> None:
    with provider_with(fault) as issuer:
        app = make_product(issuer)
        assert log_in(app.test_client(), "een-school").location == "/besturen"


@pytest.mark.parametrize(
    ("claim", "numbers"),
    [
        (["99001"], ("99001",)),
        ([1234, "00077"], ("01234", "00077")),
        (1234, ("01234",)),
        ("99101, 99102", ("99101", "99102")),
        ("99101 99102;99103", ("99101", "99102", "99103")),
        (["99001", "99001"], ("99001",)),
        ("", ()),
        ([], ()),
        (None, ()),
        ({"a": 1}, ()),
    ],
)
def test_board_numbers_are_read_as_providers_write_them(
    claim: object, numbers: tuple[str, ...]
) -> None:
    assert board_numbers(claim) == numbers


@pytest.mark.parametrize("said", [False, "false", "False", " false ", "no", 0, "0"])
def test_an_address_that_nobody_showed_to_be_theirs_is_none(said: object) -> None:
    assert email_of({"email": "anna@x.nl", "email_verified": said}) == ""


@pytest.mark.parametrize("said", [{}, {"email_verified": True}, {"email_verified": "true"}])
def test_an_address_is_believed_unless_the_provider_says_otherwise(said: dict[str, Any]) -> None:
    assert email_of({"email": " anna@x.nl ", **said}) == "anna@x.nl"
    assert email_of(said) == ""


def test_who_logs_in_with_an_address_that_may_be_anybodys_gets_no_mail_there(app: Flask) -> None:
    wiring: Wiring = app.extensions["wizard"]
    claims = {
        "iss": wiring.settings.provider.issuer,
        "sub": "een-school",
        "email": "ander@x.nl",
        "email_verified": False,
        "roles": ["OSR-toegang"],
        "boards": ["99001"],
    }
    with wiring.database.transaction() as writing:
        now = wiring.ports.clock.now()
        person = admit(writing, claims, wiring.settings.provider, now).person
    assert (person.email, person.name) == ("", "een-school")


def test_a_code_is_not_good_in_another_browser(app: Flask) -> None:
    address = answer_of_provider(app.test_client(), "een-school")

    assert app.test_client().get(address).status_code == 400


def _token(client: FlaskClient) -> str:
    page = client.get("/hulp").text
    return page.split('name="csrf_token" value="')[1].split('"')[0]


def test_people_who_log_in_for_the_first_time_twice_at_once(database: Database) -> None:
    at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    together = Barrier(6)

    def arrive(number: int) -> int:
        together.wait()
        with database.transaction() as writing:
            person = people.remember(
                writing, issuer="i", subject="s", name=f"Naam {number}", email="", at=at
            )
        return person.id

    with ThreadPoolExecutor(6) as crowd:
        assert len(set(crowd.map(arrive, range(6)))) == 1


def test_a_reference_is_given_once(database: Database) -> None:
    at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    failure = Failure("4829-1307", "error", "x", "/", None, at)
    with database.transaction() as writing:
        assert failures.add(writing, failure)
        assert not failures.add(writing, failure)
        assert failures.add(writing, replace(failure, reference="4829-1308"))
