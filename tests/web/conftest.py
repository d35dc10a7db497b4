"""The product beside other providers than the one that behaves."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests import faulty_provider
from tests.builders import SteppingClock, make_app, practice_settings
from tests.databases import MakeDatabase
from tests.login import BASE_URL
from wizard.practice.client import Client
from wizard.wiring import wire

MakeProduct = Callable[..., Flask]


@contextmanager
def provider_with(fault: str = "") -> Iterator[str]:
    """Run a provider with a fault in a thread, and give its issuer; afterwards it is down.

    A process of its own for each fault would take longer than the stories.
    """
    listening = socket.create_server(("127.0.0.1", 0))
    issuer = f"http://127.0.0.1:{listening.getsockname()[1]}"
    client = Client(
        client_id="mandaatwijzer",
        client_secret="oefenen",
        redirect_uris=(f"{BASE_URL}/inloggen/terug",),
        post_logout_redirect_uris=(f"{BASE_URL}/uitgelogd",),
    )
    app = faulty_provider.create(issuer, client, fault)
    server = make_server(
        "127.0.0.1",
        0,
        app,
        threaded=True,
        fd=listening.fileno(),
        request_handler=_Silent,
    )
    serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    serving.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
        listening.close()


class _Silent(WSGIRequestHandler):
    """Says nothing of what it is asked."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def make_product(fresh: MakeDatabase, clock: SteppingClock) -> Iterator[MakeProduct]:
    """Give a function: (issuer, settings) -> the product on SQLite with the practice boards."""
    made = []

    def make(issuer: str, **environ: str) -> Flask:
        settings = practice_settings(
            fresh("sqlite", "practice"), WIZARD_OIDC_ISSUER=issuer, **environ
        )
        wiring = wire(settings, clock=clock)
        made.append(wiring.database)
        return make_app(wiring)

    yield make
    for database in made:
        database.dispose()
