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

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from wizard.practice.client import Client
from wizard.practice.provider import Provider, create_provider

_SAFE = {"GET", "HEAD", "OPTIONS"}
#: Where the product itself, not a person, asks the provider something.
_BETWEEN_SERVERS = "/token"
_LONG = 30
Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class _KeepsConnections(WSGIRequestHandler):
    """A page is some thirty files: one connection for many requests, as real servers do."""

    protocol_version = "HTTP/1.1"


@dataclass
class Stage:
    """Where the product and the provider stand; what people sent there to change something."""

    base_url: str
    issuer: str
    #: Where the mails of the practice environment lie.
    outbox: Path
    product: Wsgi | None = None
    unsafe: list[str] = field(default_factory=list)
    #: While it is closed, what changes something waits at the door: a slow server.
    door: threading.Event = field(default_factory=threading.Event)

    def serve_product(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        """Hand on to the product of this test."""
        assert self.product is not None, "no product on the stage"
        if environ["REQUEST_METHOD"] not in _SAFE:
            assert self.door.wait(_LONG), "the door stayed closed"
        return self.product(environ, start)

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
    stage = Stage(_address(product_port), _address(provider_port), outbox)
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
        _serve(product_port, stage.counting(stage.serve_product)),
        _serve(provider_port, stage.counting(provider)),
    ]
    yield stage
    for server in servers:
        server.shutdown()
        server.server_close()


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
