"""A stand-in for Mijn DUO: a real OpenID provider, for practice and tests only.

Served in a process of its own (`wizard.practice.server`): the product knows it by its address
alone. Everything is kept in memory; a restart makes new keys and forgets who was logged in.
"""

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from authlib.integrations.flask_oauth2 import AuthorizationServer
from flask import Flask, Response
from joserfc.jwk import KeySet, RSAKey

from wizard.practice import outbox, pages
from wizard.practice.client import Client, Code
from wizard.practice.grants import CodeGrant, EndSession, IdToken, Pkce

_HERE = Path(__file__).parent


class Provider(AuthorizationServer):
    """The protocol. Tests make it misbehave by overriding methods."""

    #: A method, so that a test can put a faulty one in its place.
    id_token = IdToken

    def __init__(self, issuer: str, client: Client) -> None:
        super().__init__()
        self.issuer = issuer.rstrip("/")
        self.client = client
        self.codes: dict[str, Code] = {}
        self._key = new_key()

    def init_app(self, app: Flask) -> None:
        """Register what this provider can do; Authlib wants an app for its configuration."""
        super().init_app(app)
        self.register_grant(CodeGrant, [Pkce(), self.id_token(self)])
        self.register_endpoint(EndSession)

    def query_client(self, client_id: str) -> Client | None:
        """There is one client."""
        return self.client if client_id == self.client.client_id else None

    def save_token(self, token: dict[str, Any], request: Any) -> None:
        """Access tokens give access to nothing here, so nobody keeps them."""

    def signing_key(self) -> RSAKey:
        """Return the key that ID tokens are signed with."""
        return self._key

    def published_keys(self) -> KeySet:
        """Return the keys that clients may trust."""
        return KeySet([self.signing_key()])

    def discovery(self) -> dict[str, Any]:
        """Say where everything is and what is possible (OpenID Connect Discovery 1.0)."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/inloggen",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/sleutels",
            "end_session_endpoint": f"{self.issuer}/uitloggen",
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": ["openid", "profile", "email"],
            "claims_supported": ["sub", "name", "email", "roles", "boards"],
        }


def new_key() -> RSAKey:
    """Make a key; its id is its thumbprint, so every key has another one."""
    return RSAKey.generate_key(2048, auto_kid=True)


def create_provider(provider: Provider, outbox_folder: Path) -> Flask:
    """Put the provider behind HTTP: its own pages, cookie and headers; and mails beside it."""
    app = Flask(
        "wizard.practice",
        root_path=str(_HERE),
        template_folder=str(_HERE / "templates"),
        static_folder=str(_HERE / "static"),
    )
    app.config.update(
        SECRET_KEY=secrets.token_hex(),
        SESSION_COOKIE_NAME="oefen-mijn-duo",
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=16 * 1024,
        OUTBOX=outbox_folder,
    )
    provider.init_app(app)
    app.extensions["provider"] = provider
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(outbox.blueprint)
    _send_headers(app, provider.client)
    return app


def _send_headers(app: Flask, client: Client) -> None:
    # The form is answered with a redirect to the product, and form-action speaks of that too.
    product = " ".join(sorted({_origin(address) for address in client.redirect_uris}))
    policy = (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
        f"form-action 'self' {product}; frame-ancestors 'none'"
    )

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
