"""Serving the practice provider, in a process of its own."""

import logging
from urllib.parse import urlsplit

from werkzeug.serving import make_server

from wizard.practice.client import Client
from wizard.practice.provider import Provider, create_provider
from wizard.settings import Settings


def client_of(settings: Settings) -> Client:
    """Return the product as the provider should know it."""
    return Client(
        client_id=settings.provider.client_id,
        client_secret=settings.provider.client_secret,
        redirect_uris=(
            f"{settings.base_url}/inloggen/terug",
            f"{settings.base_url}/helpdesk/inloggen/terug",
        ),
        post_logout_redirect_uris=(f"{settings.base_url}/uitgelogd",),
    )


def serve(settings: Settings, *, host: str = "127.0.0.1", port: int | None = None) -> None:
    """Serve until the process is ended. The port follows from the issuer's address.

    Raises OSError when the port is taken.
    """
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # no line for each request
    issuer = settings.provider.issuer
    provider = Provider(issuer, client_of(settings))
    port = port or urlsplit(issuer).port or 80
    app = create_provider(provider, settings.outbox)
    make_server(host, port, app, threaded=True).serve_forever()
