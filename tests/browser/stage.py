"""What the browser talks to: the product and the practice provider, each on a port of its own.

One server for all tests; the product behind it changes with each test, so a test costs no start.
"""

import logging
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.test import TestResponse

from tests.browser.screens.gallery import Made
from tests.browser.screens.screen import Answer
from wizard.practice.client import Client
from wizard.practice.provider import Provider, create_provider
from wizard.settings import ROOT

_SAFE = {"GET", "HEAD", "OPTIONS"}
#: Where the product itself, not a person, asks the provider something.
_BETWEEN_SERVERS = "/token"
_LONG = 30
#: Seconds.
_LONG_KEPT = 3600
#: What the browser goes by when it shows a page.
_KEPT_HEADERS = {"content-type", "content-security-policy", "cache-control", "referrer-policy"}
Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class _KeepsConnections(WSGIRequestHandler):
    """A page is a handful of files: one connection for many requests, as real servers do."""

    protocol_version = "HTTP/1.1"


@dataclass(frozen=True)
class Shown:
    """A page that is served as it was answered before, to another browser."""

    path: str
    answer: Answer

    def is_asked(self, environ: dict[str, Any]) -> bool:
        """Tell whether a request is for this page."""
        query = environ["QUERY_STRING"]
        return bool(self.path == environ["PATH_INFO"] + (f"?{query}" if query else ""))

    def answered(self, start: Any) -> Iterable[bytes]:
        """Answer as it was answered, without its cookies."""
        body = self.answer.text.encode()
        headers = [
            (name, value)
            for name, value in self.answer.headers.items()
            if name.lower() in _KEPT_HEADERS
        ]
        start(f"{self.answer.status_code} Shown", [*headers, ("Content-Length", str(len(body)))])
        return [body]


@dataclass
class Stage:
    """Where the product and the provider stand; what people sent there to change something."""

    base_url: str
    issuer: str
    #: Styles, scripts and fonts, kept by the browser: they do not change while tests run.
    files: Wsgi
    #: Where the mails of the practice environment lie.
    outbox: Path
    product: Flask | None = None
    #: While a screen is shown there is no product: its page, and files.
    shown: Shown | None = None
    unsafe: list[str] = field(default_factory=list)
    #: While it is closed, what changes something waits at the door: a slow server.
    door: threading.Event = field(default_factory=threading.Event)

    @property
    def standing(self) -> Flask:
        """Return the product of this test."""
        assert self.product is not None, "no product on the stage"
        return self.product

    def serve_product(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        """Hand on to the product of this test."""
        if environ["PATH_INFO"].startswith("/static/"):
            return self.files(environ, start)
        assert self.product is not None, "no product on the stage"
        if environ["REQUEST_METHOD"] not in _SAFE:
            assert self.door.wait(_LONG), "the door stayed closed"
        return self.product(environ, start)

    def show(self, made: Made) -> str:
        """Serve this screen as it was answered, and return its address here."""
        parts = urlsplit(made.url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        is_of_provider = not isinstance(made.answer, TestResponse)
        self.shown = Shown(path, made.answer)
        return (self.issuer if is_of_provider else self.base_url) + path

    def showing(self, app: Wsgi) -> Wsgi:
        """Return the application, with the screen that is shown in front of it."""

        def shows(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
            if self.shown is None:
                return app(environ, start)
            if self.shown.is_asked(environ):
                return self.shown.answered(start)
            if environ["PATH_INFO"].startswith("/static/"):
                return app(environ, start)
            start("204 No Content", [])
            return []

        return shows

    def counting(self, app: Wsgi) -> Wsgi:
        """Return the application with each unsafe request of a person written down."""

        def counted(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
            method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
            if method not in _SAFE and path != _BETWEEN_SERVERS:
                self.unsafe.append(f"{method} {path}")
            return app(environ, start)

        return counted


@contextmanager
def standing_stage() -> Iterator[Stage]:
    """Serve the product that each test brings, and the practice provider that knows its address."""
    with TemporaryDirectory(prefix="mandaatwijzer-outbox-") as outbox:
        yield from _stage(Path(outbox))


def _stage(outbox: Path) -> Iterator[Stage]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    product_port, provider_port = _listen(), _listen()
    stage = Stage(_address(product_port), _address(provider_port), _files(), outbox)
    client = Client(
        client_id="mandaatwijzer",
        client_secret="oefenen",
        redirect_uris=(
            f"{stage.base_url}/inloggen/terug",
            f"{stage.base_url}/helpdesk/inloggen/terug",
        ),
        post_logout_redirect_uris=(f"{stage.base_url}/uitgelogd",),
    )
    stage.door.set()
    provider = create_provider(Provider(stage.issuer, client), stage.outbox)
    servers = [
        _serve(product_port, stage.counting(stage.showing(stage.serve_product))),
        _serve(provider_port, stage.counting(stage.showing(provider))),
    ]
    yield stage
    for server in servers:
        server.shutdown()
        server.server_close()


def _files() -> Wsgi:
    app = Flask(__name__, static_folder=str(ROOT / "static"), static_url_path="/static")
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = _LONG_KEPT
    return app


def _listen() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


def _address(listening: socket.socket) -> str:
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


def _serve(listening: socket.socket, app: Any) -> BaseWSGIServer:
    server = make_server(
        "127.0.0.1",
        0,
        app,
        threaded=True,
        request_handler=_KeepsConnections,
        fd=listening.detach(),
    )
    server.daemon_threads = True  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
