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
from wizard.actions.accounts.access import NoRole, admit, admit_agent, board_numbers, email_of
from wizard.db import drafts as db_drafts
from wizard.db import references
from wizard.db.accounts import people
from wizard.db.base import Database
from wizard.db.models import EventRecord, PersonRecord
from wizard.db.references import Failure
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
    assert answer.location == "/uitgelogd?hier="  # nobody knows whether the provider was told
    assert (
        "Bij Mijn DUO bent u misschien nog ingelogd" in app.test_client().get(answer.location).text
    )
    at_the_helpdesk = app.test_client().post("/helpdesk/uitloggen").location
    assert at_the_helpdesk == "/uitgelogd?hier=helpdesk"
    page = app.test_client().get(at_the_helpdesk).text
    assert "Bij uw inlogdienst bent u misschien nog ingelogd" in page


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
    assert (person.email, person.name) == ("", "iemand van het bestuur")


_PSEUDONYM = "8f1c5c6e-0d11-4b0b-9b19-1d4f9a3f1c2d"


def _admitted(app: Flask, **claims: Any) -> Any:
    wiring: Wiring = app.extensions["wizard"]
    provider = wiring.settings.provider
    given = {"iss": provider.issuer, "sub": _PSEUDONYM, "roles": "OSR-toegang", "boards": "99001"}
    with wiring.database.transaction() as writing:
        return admit(writing, given | claims, provider, wiring.ports.clock.now())


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({}, "iemand van het bestuur"),
        ({"name": _PSEUDONYM}, "iemand van het bestuur"),
        ({"preferred_username": _PSEUDONYM.upper()}, "iemand van het bestuur"),
        ({"preferred_username": "b3a9f0e2c4d1978600aa"}, "iemand van het bestuur"),
        ({"email": f"{_PSEUDONYM}@broker.example"}, "iemand van het bestuur"),
        ({"name": _PSEUDONYM, "email": "anna@x.nl"}, "anna@x.nl"),
        ({"preferred_username": "a.de.wit"}, "a.de.wit"),
        ({"name": "Anna de Wit-van Amstel"}, "Anna de Wit-van Amstel"),
        ({"name": "Wolfeschlegelsteinhausenbergerdorff"}, "Wolfeschlegelsteinhausenbergerdorff"),
    ],
)
def test_the_number_of_somebody_at_a_provider_is_never_their_name(
    app: Flask, claims: dict[str, Any], name: str
) -> None:
    assert _admitted(app, **claims).person.name == name


@pytest.mark.parametrize(
    "roles",
    [
        "OSR-toegang",
        "OSR-toegang  Iets-anders",
        "Iets-anders\tOSR-toegang ",
        "Iets-anders,OSR-toegang",
        "Iets-anders; OSR-toegang",
        ["Iets-anders", " OSR-toegang "],
    ],
)
def test_roles_are_read_as_providers_write_them(app: Flask, roles: object) -> None:
    wiring: Wiring = app.extensions["wizard"]
    assert _admitted(app, roles=roles).boards == {"99001"}
    at_the_helpdesk = replace(wiring.settings.helpdesk, required_role="OSR-toegang")
    claims = {"iss": "i", "sub": "s", "roles": roles}
    with wiring.database.transaction() as writing:
        agent = admit_agent(writing, claims, at_the_helpdesk, wiring.ports.clock.now())
    assert agent.name == "een medewerker"


@pytest.mark.parametrize(
    ("roles", "is_let_in"),
    [
        ("OSR toegang", True),
        ("Iets anders,  OSR  toegang", True),
        (["OSR toegang"], True),
        ("OSR toegang beheer", False),
        ("OSR, toegang", False),
        ("OSR-toegang", False),
        (["Geen OSR toegang"], False),
        (["Iets anders, OSR toegang"], False),
        (None, False),
        ({"OSR toegang": True}, False),
    ],
)
def test_a_role_may_have_blanks_in_its_name(app: Flask, roles: object, is_let_in: bool) -> None:
    wiring: Wiring = app.extensions["wizard"]
    provider = replace(wiring.settings.helpdesk, required_role="OSR toegang")
    claims = {"iss": "i", "sub": "s", "roles": roles}
    with wiring.database.transaction() as writing:
        try:
            admit_agent(writing, claims, provider, wiring.ports.clock.now())
        except NoRole:
            assert not is_let_in
        else:
            assert is_let_in


def test_in_a_list_a_word_of_a_role_is_no_role(app: Flask) -> None:
    with pytest.raises(NoRole):
        _admitted(app, roles=["Geen OSR-toegang"])


def test_two_people_without_a_name_are_not_taken_for_one(app: Flask) -> None:
    drafts = []
    for subject in ("2f6b0c31-77ce-4ad5-8f0e-9d9a51d3c111", _PSEUDONYM):
        person = _admitted(app, sub=subject).person
        wiring: Wiring = app.extensions["wizard"]
        with wiring.database.transaction() as writing:
            db_drafts.touch(writing, "99AA", by=person, at=wiring.ports.clock.now())
            drafts.append(db_drafts.drafts_of_board(writing, "99001")["99AA"])
    first, second = drafts
    assert first.updated_by == second.updated_by == "iemand van het bestuur"
    assert first.updated_by_id != second.updated_by_id


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
        assert references.add(writing, failure)
        assert not references.add(writing, failure)
        assert references.add(writing, replace(failure, reference="4829-1308"))
