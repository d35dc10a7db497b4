"""Everything that can go wrong while logging in: each its own page, its desk and its reference."""

import re

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.builders import SteppingClock
from tests.login import answer_of_provider, local, log_in, refused
from tests.visitor import Page
from tests.web.conftest import MakeProduct, provider_with
from wizard.db import references
from wizard.db.models import FailureRecord
from wizard.db.references import Failure
from wizard.ports import Wiring

KENNISNET = "support@kennisnet.nl"
DUO = "securityservicedesk@duo.nl"
MANAGER = "De beheerder van Mijn DUO bij uw bestuur"


def _stored(app: Flask, page: TestResponse) -> Failure:
    shown = re.search(r'mw-reference">(\d{4}-\d{4})<', page.text)
    assert shown, page.text
    wiring: Wiring = app.extensions["wizard"]
    with wiring.database.reading() as reading:
        failure = references.find(reading, shown[1])
    assert failure is not None
    return failure


def _check(app: Flask, page: TestResponse, kind: str, status: int, *desks: str) -> Failure:
    """Check what every failure page has; return what is stored."""
    assert page.status_code == status
    failure = _stored(app, page)
    assert failure.kind == f"login_{kind}"
    assert failure.cause
    assert failure.path.startswith("/inloggen/")
    read = Page(page, "/inloggen/terug", fragment=False)
    assert read.title == f"{read.h1} – Mandaatwijzer"
    main = page.text.split("<main")[1].split("</main>")[0]
    assert all(desk in main for desk in desks)
    assert read.says.count("Wat u eerder hebt bewaard, staat er nog.") == 1
    assert (
        f"Belt u Kennisnet (0800 321 22 33)? Noem dan dit nummer: {failure.reference}" in read.says
    )
    return failure


def _check_not_begun(app: Flask, page: TestResponse) -> None:
    """Check the page of an answer to no login of this browser, which leaves nothing."""
    read = Page(page, "/inloggen/terug", fragment=False)
    assert (read.status, read.h1) == (400, "Deze inlogpoging is niet meer geldig")
    assert "Begin daarom opnieuw met inloggen" in read.says
    assert "Belt u Kennisnet (0800 321 22 33)? Noem dan de kop van deze pagina." in read.says
    assert KENNISNET in read.says
    assert _try_again(page) == "/inloggen"
    assert _kept(app) == []


def _kept(app: Flask) -> list[FailureRecord]:
    with app.extensions["wizard"].database.reading() as reading:
        return list(reading.scalars(select(FailureRecord)))


def _try_again(page: TestResponse) -> str:
    link = re.search(r'href="([^"]+)"[^>]*><span[^>]*>Opnieuw inloggen', page.text)
    assert link, page.text
    return link[1].replace("&amp;", "&")


def _filled(page: TestResponse) -> str:
    return Page(page, "/inloggen/terug", fragment=False).part("utrecht-button--primary-action")


def _cannot_enter(client: FlaskClient) -> None:
    assert client.get("/besturen").location == "/inloggen?naar=/besturen"


@pytest.mark.parametrize(
    ("fault", "kind", "status", "desk"),
    [
        ("wrong-nonce", "nonce_wrong", 400, KENNISNET),
        ("expired", "expired", 400, KENNISNET),
        ("unknown-key", "unknown_key", 502, KENNISNET),
        ("same-key-id", "unknown_key", 502, KENNISNET),
        ("wrong-audience", "wrong_sender", 502, KENNISNET),
        ("wrong-issuer-claim", "wrong_sender", 502, KENNISNET),
        ("no-id-token", "no_id_token", 502, KENNISNET),
        ("failing", "provider_error", 502, DUO),
        ("nonsense", "provider_error", 502, DUO),
        ("page", "provider_error", 502, DUO),
        ("failing-keys", "provider_error", 502, DUO),
        ("user-info-of-another", "provider_error", 502, DUO),
        ("nonsense-keys", "provider_error", 502, DUO),
        pytest.param("slow", "provider_slow", 504, DUO, marks=pytest.mark.slow),
    ],
)
def test_a_provider_that_answers_wrongly(
    make_product: MakeProduct, fault: str, kind: str, status: int, desk: str
) -> None:
    with provider_with(fault) as issuer:
        app = make_product(issuer)
        client = app.test_client()
        page = log_in(client, "een-school", "/privacy")

    _check(app, page, kind, status, desk)
    assert _try_again(page) == "/inloggen?naar=/privacy"
    _cannot_enter(client)


@pytest.mark.parametrize(
    ("fault", "kind", "status"),
    [
        ("failing-discovery", "provider_error", 502),
        ("nonsense-discovery", "provider_error", 502),
        ("page-discovery", "provider_error", 502),
        ("other-issuer", "wrong_sender", 502),
    ],
)
def test_a_provider_that_cannot_even_be_asked(
    make_product: MakeProduct, fault: str, kind: str, status: int
) -> None:
    with provider_with(fault) as issuer:
        app = make_product(issuer)
        page = app.test_client().get("/inloggen/mijn-duo?naar=/privacy")

    _check(app, page, kind, status)
    assert _try_again(page) == "/inloggen?naar=/privacy"


def test_a_provider_that_is_down(make_product: MakeProduct) -> None:
    with provider_with() as issuer:
        pass
    app = make_product(issuer)
    page = app.test_client().get("/inloggen/mijn-duo?naar=/privacy")

    failure = _check(app, page, "provider_unreachable", 502, DUO)
    assert "ConnectionError" in failure.cause
    assert _try_again(page) == "/inloggen?naar=/privacy"


def test_a_provider_that_goes_down_meanwhile_and_comes_back(make_product: MakeProduct) -> None:
    with provider_with() as issuer:
        app = make_product(issuer)
        client = app.test_client()
        address = answer_of_provider(client, "een-school", "/privacy")
    page = client.get(address)

    _check(app, page, "provider_unreachable", 502, DUO)
    assert _try_again(page) == "/inloggen?naar=/privacy"


def test_cancelled(app: Flask) -> None:
    client = app.test_client()
    question = client.get("/inloggen/mijn-duo?naar=/privacy").location
    answer = requests.post(question, data={"actie": "annuleren"}, allow_redirects=False, timeout=5)
    page = client.get(local(answer.headers["Location"]))

    failure = _check(app, page, "cancelled", 400, DUO)
    assert "access_denied" in failure.cause
    assert _try_again(page) == "/inloggen?naar=/privacy"


def test_the_provider_refuses_our_question(app: Flask) -> None:
    client = app.test_client()
    page = client.get(f"{refused(client, 'server_error')}&error_description=<b>x")

    failure = _check(app, page, "refused", 502, KENNISNET)
    assert "server_error" in failure.cause
    assert "<b>x" not in page.text


def test_a_refusal_is_good_for_one_try(app: Flask) -> None:
    client = app.test_client()
    address = refused(client, "server_error")
    client.get(address)

    assert client.get(address).status_code == 400
    assert len(_kept(app)) == 1


def test_our_own_secret_is_wrong(make_product: MakeProduct, provider: str) -> None:
    app = make_product(provider, WIZARD_OIDC_CLIENT_SECRET="oud")
    page = log_in(app.test_client(), "een-school")

    failure = _check(app, page, "refused", 502, KENNISNET)
    assert "invalid_client" in failure.cause


def test_without_the_role(app: Flask) -> None:
    client = app.test_client()
    page = log_in(client, "zonder-rol", "/privacy")

    failure = _check(app, page, "no_role", 403, MANAGER)
    assert "OSR-toegang" in failure.cause
    assert _filled(page) == "Vraag de rol aan uw beheerder"
    assert _try_again(page) == "/inloggen?naar=/privacy&ander=1"
    _cannot_enter(client)


def test_without_the_role_each_door_of_the_osr_says_what_it_asks(app: Flask) -> None:
    says = Page(log_in(app.test_client(), "zonder-rol"), "/inloggen/terug", fragment=False).says

    asked = says.partition("Hoe logt u in op het OSR?")[2]
    duo, _, other = asked.partition("Met ‘Inloggen met eHerkenning’")
    assert "Ook daar hebt u dan de rol ‘OSR-toegang’ nodig." in duo
    assert "Dan komt u wel in het OSR, maar niet in Mandaatwijzer." in other
    assert other.index("Vraag daarom ook de rol") < other.index("Wie kan u helpen?")


def test_trying_again_lets_somebody_else_log_in(app: Flask) -> None:
    client, browser = app.test_client(), requests.Session()
    log_in(client, "zonder-rol", browser=browser)
    again = client.get("/inloggen?ander=1")

    assert '/inloggen/mijn-duo?ander=1"' in again.text
    question = client.get("/inloggen/mijn-duo?ander=1").location
    assert "Wie wilt u zijn?" in browser.get(question).text


def test_an_agent_is_not_a_board(app: Flask) -> None:
    page = log_in(app.test_client(), "helpdesk")

    _check(app, page, "no_role", 403, MANAGER)


def test_without_a_board(app: Flask) -> None:
    client = app.test_client()
    page = log_in(client, "zonder-bestuur")

    _check(app, page, "no_board", 403, MANAGER)
    assert page.text.index(MANAGER) < page.text.index("Opnieuw inloggen"), "asking comes first"
    _cannot_enter(client)


def test_with_a_board_that_we_do_not_know(app: Flask) -> None:
    client = app.test_client()
    page = log_in(client, "bestuur-12345")

    failure = _check(app, page, "no_board", 403, KENNISNET)
    assert "12345" in failure.cause
    assert "bestuur 12345" in page.text
    _cannot_enter(client)


def test_an_answer_to_a_question_that_we_did_not_ask(app: Flask) -> None:
    for query in ("", "?code=x", "?code=x&state=y", "?state=y", "?code=&state="):
        _check_not_begun(app, app.test_client().get(f"/inloggen/terug{query}"))


@pytest.mark.parametrize("error", ["access_denied", "invalid_grant", "server_error", "x" * 3000])
def test_a_refusal_of_what_nobody_asked_leaves_nothing(app: Flask, error: str) -> None:
    asked = refused(app.test_client(), error)
    waits = app.test_client()
    refused(waits, error)
    for client in (app.test_client(), waits):
        for address in (asked, asked.partition("&state=")[0], f"{asked}&code=x"):
            _check_not_begun(app, client.get(address))


def test_at_the_helpdesk_too(app: Flask) -> None:
    for query in ("", "?code=x&state=y", "?error=access_denied"):
        page = app.test_client().get(f"/helpdesk/inloggen/terug{query}")
        read = Page(page, "/helpdesk/inloggen/terug", fragment=False)
        assert read.h1 == "Inloggen bij de helpdesk lukte niet"
        assert "Probeer het opnieuw" in read.links
        assert "dit nummer" not in read.says
    assert _kept(app) == []


def test_of_a_door_that_somebody_else_began_nothing_is_kept(app: Flask) -> None:
    """The state of one door is no state of the other."""
    client = app.test_client()
    client.get(f"/helpdesk{refused(client)}")

    assert _kept(app) == []


def test_of_strangers_only_the_newest_failures_are_kept(
    app: Flask, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wizard.actions.references._KEPT_OF_NOBODY", 3)
    shown = []
    for _time in range(5):
        clock.forward(seconds=1)
        client = app.test_client()
        shown.append(_stored(app, client.get(refused(client))).reference)

    assert {each.reference for each in _kept(app)} == set(shown[-3:])


def test_a_failure_is_forgotten_after_ninety_days(app: Flask, clock: SteppingClock) -> None:
    log_in(app.test_client(), "zonder-rol")
    clock.forward(days=89)
    app.test_client().get("/inloggen/mijn-duo")
    assert len(_kept(app)) == 1
    clock.forward(days=1, seconds=1)
    app.test_client().get("/inloggen/mijn-duo")
    assert _kept(app) == []


def test_the_answer_is_opened_twice(app: Flask) -> None:
    client = app.test_client()
    address = answer_of_provider(client, "een-school")
    assert client.get(address).status_code == 303
    page = client.get(address)

    _check(app, page, "state_wrong", 400, KENNISNET)
    assert "U bent hier nog ingelogd als Anna de Wit" in page.text
    assert "Ga verder waar u was" in page.text
    assert "Opnieuw inloggen" not in page.text


def test_the_cookie_is_lost(app: Flask) -> None:
    client = app.test_client()
    address = answer_of_provider(client, "een-school")
    client.delete_cookie("mandaatwijzer")

    _check_not_begun(app, client.get(address))


def test_the_person_took_too_long(app: Flask, clock: SteppingClock) -> None:
    client = app.test_client()
    address = answer_of_provider(client, "een-school")
    clock.forward(minutes=31)

    _check_not_begun(app, client.get(address))


@pytest.fixture
def spent_code(app: Flask, provider: str) -> tuple[FlaskClient, str]:
    """Give a browser with an answer of which somebody else used the code already."""
    client = app.test_client()
    address = answer_of_provider(client, "een-school", "/privacy")
    code = re.search(r"code=([^&]+)", address)
    assert code
    form = {"grant_type": "authorization_code", "code": code[1], "code_verifier": "x" * 43}
    me = ("mandaatwijzer", "oefenen")
    assert requests.post(f"{provider}/token", data=form, auth=me, timeout=5).status_code == 400
    return client, address


def test_the_code_was_used_before(app: Flask, spent_code: tuple[FlaskClient, str]) -> None:
    client, address = spent_code
    page = client.get(address)

    failure = _check(app, page, "code_used", 400, KENNISNET)
    assert "invalid_grant" in failure.cause
    assert _try_again(page) == "/inloggen?naar=/privacy"
    _cannot_enter(client)


def test_every_reference_is_another_one(app: Flask) -> None:
    client = app.test_client()
    log_in(client, "een-school")
    pages = [client.get("/inloggen/terug") for _time in range(20)]

    assert len({_stored(app, page).reference for page in pages}) == 20


def test_a_failure_leaves_no_session(app: Flask) -> None:
    client = app.test_client()
    log_in(client, "zonder-rol")

    assert client.get_cookie("mandaatwijzer") is None
