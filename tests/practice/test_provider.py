"""The practice provider keeps to the protocol: a product that works with it is not fooled."""

import re
import secrets
from typing import Any
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest
import requests
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.login import BASE_URL, fill_in
from wizard.practice.boards import BOARDS
from wizard.practice.people import PEOPLE, find

CALLBACK = f"{BASE_URL}/inloggen/terug"
VERIFIER = "v" * 50
ME = ("mandaatwijzer", "oefenen")


def _question(provider: str, **changes: str | None) -> str:
    question = {
        "response_type": "code",
        "client_id": "mandaatwijzer",
        "redirect_uri": CALLBACK,
        "scope": "openid profile email",
        "state": "staat",
        "nonce": secrets.token_urlsafe(),
        "code_challenge": create_s256_code_challenge(VERIFIER),
        "code_challenge_method": "S256",
    } | changes
    address = requests.Request("GET", f"{provider}/inloggen", params=question).prepare().url
    assert address is not None
    return address


def _get(address: str) -> requests.Response:
    return requests.get(address, allow_redirects=False, timeout=5)


def _code(provider: str, username: str = "een-school", **changes: str | None) -> str:
    answer = fill_in(requests.Session(), _question(provider, **changes), username)
    return parse_qs(urlsplit(answer).query)["code"][0]


def _exchange(provider: str, code: str, **changes: str | None) -> requests.Response:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
    } | changes
    return requests.post(f"{provider}/token", data=form, auth=ME, timeout=5)


def _claims(provider: str, id_token: str) -> dict[str, Any]:
    keys = KeySet.import_key_set(requests.get(f"{provider}/sleutels", timeout=5).json())
    return jwt.decode(id_token, keys, algorithms=["RS256"]).claims


def test_discovery_names_everything_that_a_client_needs(provider: str) -> None:
    found = requests.get(f"{provider}/.well-known/openid-configuration", timeout=5).json()

    assert found["issuer"] == provider
    for name in ("authorization", "token", "end_session"):
        assert found[f"{name}_endpoint"].startswith(provider)
    assert found["jwks_uri"].startswith(provider)
    assert found["code_challenge_methods_supported"] == ["S256"]
    assert found["response_types_supported"] == ["code"]
    assert found["id_token_signing_alg_values_supported"] == ["RS256"]
    assert found["subject_types_supported"] == ["public"]


def test_the_keys_are_published_without_their_secrets(provider: str) -> None:
    [key] = requests.get(f"{provider}/sleutels", timeout=5).json()["keys"]

    assert set(key) == {"kty", "n", "e", "kid"}


def test_who_logs_in_is_described_in_a_signed_token(provider: str) -> None:
    answer = _exchange(provider, _code(provider, nonce="n-1")).json()
    claims = _claims(provider, answer["id_token"])

    assert claims["iss"] == provider
    assert claims["aud"] == "mandaatwijzer"
    assert claims["nonce"] == "n-1"
    assert 0 < claims["exp"] - claims["iat"] <= 300
    assert claims["sub"] == "een-school"
    assert claims["name"] == "Anna de Wit"
    assert claims["roles"] == ["OSR-toegang"]
    assert claims["boards"] == ["99001"]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"code_challenge": None}, "code_challenge"),
        ({"code_challenge_method": None}, "code_challenge_method"),
        ({"code_challenge_method": "plain"}, "code_challenge_method"),
        ({"code_challenge": None, "code_challenge_method": None}, "code_challenge"),
        ({"code_challenge": "kort"}, "code_challenge"),
        ({"nonce": None}, "nonce"),
    ],
)
def test_a_question_without_its_safeguards_is_refused(
    provider: str, changes: dict[str, str | None], problem: str
) -> None:
    answer = _get(_question(provider, **changes))

    assert answer.status_code == 302
    told = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert told["error"] == ["invalid_request"]
    assert problem in told["error_description"][0]
    assert told["state"] == ["staat"]


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://elders.example/terug"},
        {"redirect_uri": CALLBACK + "/"},
        {"redirect_uri": None},
        {"client_id": "iemand-anders"},
        {"client_id": None},
    ],
)
def test_nobody_is_sent_to_an_unknown_place(provider: str, changes: dict[str, str | None]) -> None:
    answer = _get(_question(provider, **changes))

    assert answer.status_code == 400
    assert "Wij kunnen u niet laten inloggen" in answer.text


@pytest.mark.parametrize("verifier", [None, "", "w" * 50, "kort"])
def test_a_wrong_verifier_is_refused_and_spends_the_code(
    provider: str, verifier: str | None
) -> None:
    code = _code(provider)
    answer = _exchange(provider, code, code_verifier=verifier)

    assert answer.status_code == 400
    assert answer.json()["error"] in ("invalid_grant", "invalid_request")
    assert _exchange(provider, code).json()["error"] == "invalid_grant"


def test_a_code_works_once(provider: str) -> None:
    code = _code(provider)

    assert _exchange(provider, code).status_code == 200
    again = _exchange(provider, code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


def test_a_code_is_for_one_address(provider: str) -> None:
    answer = _exchange(provider, _code(provider), redirect_uri=f"{BASE_URL}/elders")

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_the_client_must_know_its_secret(provider: str) -> None:
    form = {"grant_type": "authorization_code", "code": _code(provider), "redirect_uri": CALLBACK}
    form["code_verifier"] = VERIFIER
    wrong = requests.post(f"{provider}/token", data=form, auth=(ME[0], "fout"), timeout=5)
    without = requests.post(f"{provider}/token", data=form | {"client_id": ME[0]}, timeout=5)

    assert [wrong.status_code, without.status_code] == [401, 401]


def test_the_secret_may_come_in_the_form(provider: str) -> None:
    form = {"grant_type": "authorization_code", "code": _code(provider), "redirect_uri": CALLBACK}
    form |= {"code_verifier": VERIFIER, "client_id": ME[0], "client_secret": ME[1]}

    assert requests.post(f"{provider}/token", data=form, timeout=5).status_code == 200


def test_annuleren_goes_back_without_a_code(provider: str) -> None:
    answer = requests.post(
        _question(provider), data={"actie": "annuleren"}, allow_redirects=False, timeout=5
    )
    told = parse_qs(urlsplit(answer.headers["Location"]).query)

    assert answer.headers["Location"].startswith(CALLBACK)
    assert told["error"] == ["access_denied"]
    assert told["state"] == ["staat"]
    assert "code" not in told


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"token": "110199", "gebruikersnaam": "een-school", "wachtwoord": "fout"}, "wachtwoord"),
        ({"token": "000000", "gebruikersnaam": "een-school", "wachtwoord": "oefenen"}, "token"),
        ({"token": "1", "gebruikersnaam": "<b>wie</b>", "wachtwoord": "x"}, "gebruikersnaam"),
        ({}, "gebruikersnaam"),
    ],
)
def test_wrong_codes_are_refused_and_may_be_corrected(
    provider: str, typed: dict[str, str], problem: str
) -> None:
    answer = requests.post(_question(provider), data=typed, allow_redirects=False, timeout=5)

    assert answer.status_code == 422
    assert problem in answer.text.split('role="alert"')[1].split("</div>")[0]
    assert "<title>Fout: " in answer.text
    assert "<b>wie</b>" not in answer.text
    shown = _fields(answer.text)
    assert shown["token"] == typed.get("token", "")
    assert shown["gebruikersnaam"] == typed.get("gebruikersnaam", "")
    assert shown["wachtwoord"] == ""


def test_the_page_prints_everybody_and_fills_in_their_codes(provider: str) -> None:
    question = _question(provider)
    page = requests.get(question, timeout=5).text

    for person in PEOPLE:
        assert person.name in page
        assert f"Token {person.token}, gebruikersnaam {person.username}" in page
        shown = _fields(requests.get(f"{question}&als={person.username}", timeout=5).text)
        assert shown["token"] == person.token
        assert shown["gebruikersnaam"] == person.username
        assert shown["wachtwoord"] == person.password


@pytest.mark.parametrize(
    ("typed", "username"),
    [("24597", "bestuur-24597"), (" 24597 ", "bestuur-24597"), ("77", "bestuur-00077")],
)
def test_a_board_number_gives_somebody_of_that_board(
    provider: str, typed: str, username: str
) -> None:
    page = requests.get(_question(provider) + f"&bestuur={typed}", timeout=5)

    assert _fields(page.text)["gebruikersnaam"] == username
    claims = _claims(provider, _exchange(provider, _code(provider, username)).json()["id_token"])
    assert claims["boards"] == [username.removeprefix("bestuur-")]


@pytest.mark.parametrize("typed", ["", "abc", "123456", "٣٣٣"])
def test_what_is_no_board_number_fills_in_nothing(provider: str, typed: str) -> None:
    page = requests.get(_question(provider) + f"&bestuur={typed}", timeout=5)

    assert page.status_code == 200
    assert _fields(page.text)["gebruikersnaam"] == ""


def test_logging_out_forgets_the_person(provider: str) -> None:
    browser = requests.Session()
    code = parse_qs(urlsplit(fill_in(browser, _question(provider), "een-school")).query)["code"][0]
    id_token = _exchange(provider, code).json()["id_token"]
    assert browser.get(_question(provider), allow_redirects=False).is_redirect
    answer = browser.get(
        f"{provider}/uitloggen",
        params={
            "id_token_hint": id_token,
            "post_logout_redirect_uri": f"{BASE_URL}/uitgelogd",
            "state": "s",
        },
        allow_redirects=False,
    )

    assert answer.headers["Location"] == f"{BASE_URL}/uitgelogd?state=s"
    assert browser.get(_question(provider), allow_redirects=False).status_code == 200


def test_logging_out_never_leads_elsewhere(provider: str) -> None:
    id_token = _exchange(provider, _code(provider)).json()["id_token"]
    answer = requests.get(
        f"{provider}/uitloggen",
        params={"id_token_hint": id_token, "post_logout_redirect_uri": "https://elders.example"},
        allow_redirects=False,
        timeout=5,
    )

    assert answer.status_code == 200
    assert "U bent uitgelogd" in answer.text


def test_logging_out_without_proof_asks_first(provider: str) -> None:
    browser = requests.Session()
    fill_in(browser, _question(provider), "een-school")
    asked = browser.get(f"{provider}/uitloggen")

    assert "Wilt u uitloggen?" in asked.text
    assert browser.get(_question(provider), allow_redirects=False).is_redirect
    assert "U bent uitgelogd" in browser.post(f"{provider}/uitloggen").text
    assert browser.get(_question(provider), allow_redirects=False).status_code == 200


def test_a_forged_proof_logs_nobody_out(provider: str) -> None:
    answer = requests.get(f"{provider}/uitloggen", params={"id_token_hint": "a.b.c"}, timeout=5)

    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["", "?bestuur=x", "?als=een-school"])
def test_every_page_is_valid_html(provider: str, path: str) -> None:
    pages = [
        requests.get(_question(provider) + path.replace("?", "&"), timeout=5).text,
        requests.post(_question(provider), data={}, timeout=5).text,
        requests.get(f"{provider}/{path}", timeout=5).text,
        requests.get(f"{provider}/uitloggen", timeout=5).text,
        requests.get(f"{provider}/inloggen", timeout=5).text,
    ]
    for page in pages:
        html5lib.HTMLParser(strict=True).parse(page)
        assert len(re.findall("<h1", page)) == 1


def test_everybodys_board_exists() -> None:
    known = {board.number for board in BOARDS}

    assert {number for person in PEOPLE for number in person.boards} <= known
    assert find("bestuur-123") is None
    assert find("niemand") is None


def test_it_looks_after_its_visitors(provider: str) -> None:
    headers = requests.get(_question(provider), timeout=5).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert f"form-action 'self' {BASE_URL}" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"


def _fields(page: str) -> dict[str, str]:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return {
        field.get("name"): field.get("value", "")
        for field in tree.iter("input")
        if field.get("type") != "hidden"
    }
