"""Sessions are rows on the server. The cookie holds a random key, the row only its SHA-256.

A visitor without anything to remember has no row and no cookie. Reading waits until somebody asks,
so pages and files that need no session need no database either.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from flask import Flask, Request, Response, request
from flask import session as current
from flask.sessions import SessionInterface, SessionMixin

from wizard.actions.accounts.sessions import (
    begin,
    end,
    go_on,
    hash_of,
    is_in_time,
    is_to_be_written,
)
from wizard.db.accounts import sessions
from wizard.db.accounts.sessions import StoredSession
from wizard.domain.accounts.browser import browser_in_words
from wizard.ports import Wiring


class ServerSession(SessionMixin):
    """What is remembered of one browser's visit.

    Only the keys that this request set or removed are written, so two requests at once do not undo
    each other. Changing a value in place is not noticed: set the key again.
    """

    def __init__(self, key: str | None, wiring: Wiring) -> None:
        self.key = key
        self.modified = False
        #: The visitor was logged in, and has just been logged out for doing nothing.
        self.expired = False
        #: A poll: not a sign that anybody is there.
        self.quiet = False
        self.renewed = False
        #: The database cannot be read: the browser keeps its cookie, the row stays as it is.
        self.abandoned = False
        self.stored: StoredSession | None = None
        self.changed: set[str] = set()
        self._content: dict[str, Any] | None = None
        self.wiring = wiring

    def __getitem__(self, key: str) -> Any:
        """Return a value."""
        return self._read()[key]

    def __setitem__(self, key: str, value: Any) -> None:
        """Remember a value; it must fit in JSON."""
        self._read()[key] = value
        self._change(key)

    def __delitem__(self, key: str) -> None:
        """Forget a value."""
        del self._read()[key]
        self._change(key)

    def __iter__(self) -> Iterator[str]:
        """Go through the keys."""
        return iter(dict(self._read()))

    def __len__(self) -> int:
        """Return how many values are remembered."""
        return len(self._read())

    @property
    def was_logged_in(self) -> bool:
        """Tell whether somebody was logged in when this request came, whatever it changed."""
        return self.stored is not None and "_user_id" in self.stored.content

    @property
    def was_read(self) -> bool:
        """Tell whether anybody asked for the session in this request."""
        return self._content is not None

    def renew(self) -> None:
        """Forget everything and go on under another key: at logging in and out."""
        self.clear()
        self.renewed = True
        self.modified = True

    def abandon(self) -> None:
        """Do without in this answer, when the database cannot be read: nothing is kept or ended."""
        self.abandoned = True
        self._content = {} if self._content is None else self._content

    def _change(self, key: str) -> None:
        self.changed.add(key)
        self.modified = True

    def _read(self) -> dict[str, Any]:
        if self._content is None:
            self.stored = self._find()
            self._content = dict(self.stored.content) if self.stored else {}
        return self._content

    def _find(self) -> StoredSession | None:
        if not self.key:
            return None
        with self.wiring.database.reading() as reading:
            stored = sessions.find(reading, hash_of(self.key))
        if stored is None or is_in_time(stored, self.wiring.ports.clock.now()):
            return stored
        self.expired = "_user_id" in stored.content
        return None


class DatabaseSessions(SessionInterface):
    """Opens and saves sessions, each in short transactions of its own."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Return a session that reads its row when first asked."""
        wiring: Wiring = app.extensions["wizard"]
        return ServerSession(request.cookies.get(self.get_cookie_name(app)), wiring)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write what changed, and give or take the cookie."""
        session = cast("ServerSession", session)
        if not session.was_read or session.abandoned:
            return
        response.vary.add("Cookie")
        now = session.wiring.ports.clock.now()
        if session.stored and session and not session.renewed:
            self._go_on(session, session.stored, now)
        elif session:
            self._set_cookie(app, response, self._begin(session, now))
            if session.was_logged_in:
                forget_pages(response)
        elif session.key:
            self._end(session, now)
            self._take_cookie(app, response)
            forget_pages(response)

    def _go_on(self, session: ServerSession, stored: StoredSession, now: datetime) -> None:
        if not session.changed and not is_to_be_written(stored, quiet=session.quiet, now=now):
            return
        put = {key: session[key] for key in session.changed if key in session}
        with session.wiring.database.transaction() as writing:
            go_on(
                writing,
                session.key or "",
                put=put,
                drop=session.changed - put.keys(),
                seen_at=stored.seen_at if session.quiet else now,
            )

    def _begin(self, session: ServerSession, now: datetime) -> str:
        person = session.get("_user_id")
        with session.wiring.database.transaction() as writing:
            return begin(
                writing,
                instead_of=session.key,
                content=dict(session),
                person_id=int(person) if person else None,
                browser=browser_in_words(request.user_agent.string) if person else None,
                now=now,
            )

    def _end(self, session: ServerSession, now: datetime) -> None:
        with session.wiring.database.transaction() as writing:
            end(writing, session.key or "", now)

    def _set_cookie(self, app: Flask, response: Response, key: str) -> None:
        response.set_cookie(
            self.get_cookie_name(app),
            key,
            path="/",
            secure=self.get_cookie_secure(app),
            httponly=self.get_cookie_httponly(app),
            samesite=self.get_cookie_samesite(app),
        )

    def _take_cookie(self, app: Flask, response: Response) -> None:
        response.delete_cookie(
            self.get_cookie_name(app),
            path="/",
            secure=self.get_cookie_secure(app),
            httponly=self.get_cookie_httponly(app),
            samesite=self.get_cookie_samesite(app),
        )


def init_app(app: Flask) -> None:
    """Keep sessions in the database. Over https the cookie's name binds it to this one host."""
    wiring: Wiring = app.extensions["wizard"]
    if wiring.settings.secure:
        app.config["SESSION_COOKIE_NAME"] = f"__Host-{app.config['SESSION_COOKIE_NAME']}"
    app.session_interface = DatabaseSessions()


def this_session() -> ServerSession:
    """Return the session of this request, with what Flask's own does not have."""
    return cast("ServerSession", current._get_current_object())  # type: ignore[attr-defined]


def forget_pages(response: Response) -> None:
    """Have the browser drop the pages that it keeps for Back: who comes next must not see them.

    No-store is not enough: Chromium keeps such pages for some minutes. For pages of other browsers,
    and of a session that ended elsewhere, see static/js/session.js.
    """
    response.headers["Clear-Site-Data"] = '"cache"'
