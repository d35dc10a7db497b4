"""Who sends hostile requests: a stranger, somebody of a board, an agent, an expired session."""

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers
from werkzeug.test import run_wsgi_app

from tests.login import let_in, let_in_agent
from tests.web.fuzzing import HostileRequest
from tests.web.seen_pages import SeenPages

LetIn = Callable[[FlaskClient], None]


@dataclass(frozen=True)
class Answer:
    """What came back, and the traces of what broke on the way.

    `swallowed`: something broke that no page tells of, only the log.
    """

    status: int
    headers: Headers
    body: bytes
    trace: str
    swallowed: bool

    @property
    def is_html(self) -> bool:
        """Tell whether a browser would show it as a page."""
        return self.headers.get("Content-Type", "").startswith("text/html")

    @property
    def leads_on(self) -> bool:
        """Tell whether something was done, and the next page is another one than the login."""
        return self.status == 303 and "inloggen" not in self.headers.get("Location", "inloggen")

    @property
    def text(self) -> str:
        """Return the body in words."""
        return self.body.decode(errors="replace")


class Attacker:
    """A browser of somebody, who logs in again whenever the product ended the session.

    `let_in`: how; None for who is not logged in. `stays`: the cookie never changes, for who goes
    on with a session that has expired.
    """

    def __init__(
        self, app: Flask, name: str, let_in: LetIn | None = None, *, stays: bool = False
    ) -> None:
        self.name, self.seen = name, SeenPages(app)
        self._app, self._let_in, self._stays = app, let_in, stays
        self._cookie = ""
        self._enter()

    def _enter(self) -> None:
        if self._let_in is None:
            return
        client = self._app.test_client()
        self._let_in(client)
        cookie = client.get_cookie("mandaatwijzer")
        assert cookie is not None
        self._cookie = cookie.value
        self.look("/hulp")  # whose forms carry the token

    def look(self, address: str) -> Answer:
        """Ask for a page as it should be asked for."""
        parts = urlsplit(address)
        request = HostileRequest(0, "GET", parts.path.encode(), parts.query.encode())
        return self.send(request)

    def send(self, request: HostileRequest) -> Answer:
        """Send a request, and learn from the answer."""
        answer = _answer(self._app, request, self._cookie)
        if answer.is_html and answer.status < 500 and answer.body:
            self.seen.learn_page(answer.text)
        if answer.headers.get("Location", "").startswith("/"):
            self.seen.learn_link(answer.headers["Location"])
        if "Set-Cookie" in answer.headers and not self._stays:
            self._cookie = answer.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
            self._enter()
        return answer


@dataclass(frozen=True)
class Attackers:
    """All four."""

    expired: Attacker
    stranger: Attacker
    user: Attacker
    agent: Attacker

    def sender(self, guard: str | None, chance: Random) -> Attacker:
        """Choose who asks: mostly who may come behind this guard."""
        if chance.random() < 0.8 and guard not in (None, "public"):
            return self.agent if guard == "agent" else self.user
        return chance.choice((self.expired, self.stranger, self.user, self.agent))


def attackers(app: Flask, username: str, wait: Callable[[], None]) -> Attackers:
    """Return all four. `wait` lets time pass, until who is logged in is so no more."""
    expired = Attacker(app, "an expired session", lambda each: let_in(each, username), stays=True)
    wait()
    return Attackers(
        expired=expired,
        stranger=Attacker(app, "a stranger"),
        user=Attacker(app, "somebody of a board", lambda each: let_in(each, username)),
        agent=Attacker(app, "an agent", let_in_agent),
    )


def _answer(app: Flask, request: HostileRequest, cookie: str) -> Answer:
    with _broken() as broken:
        try:
            body, status, headers = run_wsgi_app(app, request.environ(cookie), buffered=True)
            content = b"".join(body)
        except Exception:  # what not even the product's own error pages caught
            return Answer(500, Headers(), b"", traceback.format_exc(), swallowed=False)
    code = int(status.partition(" ")[0])
    return Answer(code, headers, content, "\n".join(broken.traces), broken.swallowed)


class _Broken(logging.Handler):
    """Keeps the traces of what the product logs as an error: it does so where it caught it."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.traces: list[str] = []
        self.swallowed = False

    def emit(self, record: logging.LogRecord) -> None:
        self.traces.append(f"{record.getMessage()}\n{traceback.format_exc()}")
        self.swallowed = self.swallowed or record.exc_info is not None


@contextmanager
def _broken() -> Iterator[_Broken]:
    """Give what broke: the product answers with a page, as it does in production."""
    broken = _Broken()
    logging.getLogger().addHandler(broken)
    try:
        yield broken
    finally:
        logging.getLogger().removeHandler(broken)
