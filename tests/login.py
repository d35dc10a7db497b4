"""Logging in as a person does: through the provider's own page, over HTTP; and a short way.

The short way (`let_in`) leaves what the walk over the provider's pages leaves, for stories that
are about something else; tests/web/accounts/test_login.py holds the two equal.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import requests
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from wizard.actions.accounts import access
from wizard.ports import Wiring
from wizard.practice import people
from wizard.settings import Provider
from wizard.web.session import ServerSession
from wizard.web.user import Agent, Visitor

BASE_URL = "http://127.0.0.1:8000"
#: Not a fault of the provider's answers: there are none.
UNREACHABLE = "unreachable"
_ROOT = Path(__file__).parents[1]


@contextmanager
def running_provider(fault: str = "", *, base_url: str = BASE_URL) -> Iterator[str]:
    """Run a provider as a process of its own and give its issuer.

    `fault` is one of `tests/faulty_provider.py`, or UNREACHABLE: then it stopped already.
    """
    command = [sys.executable, "-m", "tests.provider_process", base_url, fault]
    with subprocess.Popen(
        command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        issuer = process.stdout.readline().strip()
        assert issuer, "the provider did not start"
        if fault == UNREACHABLE:
            process.kill()
            process.wait()
        try:
            yield issuer
        finally:
            process.kill()


def log_in(
    client: FlaskClient,
    username: str,
    wanted: str | None = None,
    *,
    browser: requests.Session | None = None,
) -> TestResponse:
    """Log in and return how the product answers: a redirect, or the page that says what is wrong.

    `browser` keeps the provider's cookies; without one nobody is logged in there yet.
    """
    return client.get(answer_of_provider(client, username, wanted, browser=browser))


def log_in_as_agent(client: FlaskClient, username: str) -> TestResponse:
    """Log in at the helpdesk and return how the product answers."""
    start = client.get("/helpdesk/inloggen?ander=1")
    assert start.status_code == 303, start.text
    return client.get(local(fill_in(requests.Session(), start.location, username)))


def let_in(client: FlaskClient, username: str) -> None:
    """Log in without the provider's pages."""
    wiring: Wiring = client.application.extensions["wizard"]
    with wiring.database.transaction() as writing:
        admission = access.admit(
            writing,
            _claims(username, wiring.settings.provider),
            wiring.settings.provider,
            wiring.ports.clock.now(),
        )
    _begin_session(client, Visitor(admission.person, admission.boards))


def let_in_agent(client: FlaskClient, username: str = "helpdesk") -> None:
    """Log in at the helpdesk without the provider's pages."""
    wiring: Wiring = client.application.extensions["wizard"]
    with wiring.database.transaction() as writing:
        person = access.admit_agent(
            writing,
            _claims(username, wiring.settings.helpdesk),
            wiring.settings.helpdesk,
            wiring.ports.clock.now(),
        )
    _begin_session(client, Agent(person))


def _claims(username: str, provider: Provider) -> dict[str, Any]:
    """Return what the practice provider says of this person."""
    person = people.find(username)
    assert person is not None, f"nobody at the provider is called {username}"
    return {
        "iss": provider.issuer,
        "sub": person.username,
        "name": person.name,
        "email": person.email,
        "roles": list(person.roles),
        "boards": list(person.boards),
    }


def _begin_session(client: FlaskClient, visitor: Visitor | Agent) -> None:
    with client.session_transaction() as session:
        cast("ServerSession", session).renew()
        session["visitor"] = visitor.as_content()
        session["id_token"] = "x"
        session["_user_id"] = visitor.get_id()
        session["_fresh"] = True


def answer_of_provider(
    client: FlaskClient,
    username: str,
    wanted: str | None = None,
    *,
    browser: requests.Session | None = None,
) -> str:
    """Log in at the provider and return the address in the product that it sends the browser to."""
    start = client.get("/inloggen/mijn-duo", query_string={"naar": wanted} if wanted else None)
    assert start.status_code == 303, start.text
    return local(fill_in(browser or requests.Session(), start.location, username))


def refused(client: FlaskClient, error: str = "access_denied") -> str:
    """Begin a login and return the address at which the provider says that it refuses."""
    question = client.get("/inloggen/mijn-duo").location
    [state] = parse_qs(urlsplit(question).query)["state"]
    return f"/inloggen/terug?error={error}&state={state}"


def fill_in(browser: requests.Session, question: str, username: str) -> str:
    """Fill in the provider's login page, if it shows one, and return where it leads."""
    page = browser.get(question, allow_redirects=False)
    if page.is_redirect:
        return page.headers["Location"]
    person = people.find(username)
    assert person is not None, f"nobody at the provider is called {username}"
    codes = {
        "token": person.token,
        "gebruikersnaam": person.username,
        "wachtwoord": person.password,
    }
    answer = browser.post(question, data=codes, allow_redirects=False)
    assert answer.is_redirect, answer.text
    return answer.headers["Location"]


def local(address: str) -> str:
    """Return an address of the product as its test client wants it."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
