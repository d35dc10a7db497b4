"""The id of a request, like "4829-1307": in each line of its log, and on its error page.

Short enough for the phone: a person reads it out as the reference number.
"""

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars
from werkzeug.wsgi import ClosingIterator

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def init_app(app: Flask) -> None:
    """Give each request an id, kept until its answer is sent to the last byte."""
    app.wsgi_app = _with_id(app.wsgi_app)  # type: ignore[assignment, method-assign]


def request_id() -> str:
    """Return the id of this request."""
    known: str | None = get_contextvars().get("request_id")
    return known or renew()


def renew() -> str:
    """Give this request an id, or another one, and return it."""
    number = f"{secrets.randbelow(10**8):08d}"
    made = f"{number[:4]}-{number[4:]}"
    bind_contextvars(request_id=made)
    return made


def _with_id(application: "WSGIApplication") -> "WSGIApplication":
    def answer(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        clear_contextvars()
        renew()
        try:
            parts = application(environ, start)
        except BaseException:
            clear_contextvars()
            raise
        return ClosingIterator(parts, clear_contextvars)

    return answer
