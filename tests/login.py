"""Logging in as a person does: through the provider's own page, over HTTP."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import requests
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from wizard.practice import people

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
