"""The OpenID providers that people log in with, as the product talks to them.

There are two doors: `BOARDS` for people of a board, `HELPDESK` for the helpdesk's own people. Each
has its own provider, and neither takes an answer that was meant for the other.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from authlib.integrations.base_client import MismatchingStateError, OAuthError
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth
from flask import Flask, current_app, request, session
from joserfc.errors import BadSignatureError, JoseError
from requests.exceptions import RequestException

from wizard.settings import Provider, Settings
from wizard.web.accounts.exchange import CONNECT_TIMEOUT, READ_TIMEOUT, Line, Memory, is_exchanging
from wizard.web.context import clock, settings

BOARDS, HELPDESK = "mijn_duo", "helpdesk"
_WAYS_IN = "token_endpoint_auth_methods_supported"


class WrongIssuer(Exception):
    """The address says that it is another provider than the one in the settings."""


class NoIdToken(Exception):
    """The provider's answer lacks the ID token: nobody knows who it is."""


class Nonsense(Exception):
    """The provider's answer cannot be read."""


#: Everything that asking and answering below can raise.
ERRORS = (OAuthError, JoseError, RequestException, WrongIssuer, NoIdToken, Nonsense)


class Door(FlaskOAuth2App):
    """Authlib's client of one provider, with what it leaves to its users.

    One object serves all threads of a process: what it learns of the provider is put in whole.
    """

    client_cls = Line

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.memory = Memory()

    def load_server_metadata(self) -> dict[str, Any]:
        """Ask where everything is, once per process; then check that it is the right provider."""
        if "_loaded_at" not in self.server_metadata and not is_exchanging():
            with self.memory.exchange(clock().now):
                return self.load_server_metadata()
        metadata: dict[str, Any] = super().load_server_metadata()
        issuer = _provider_of(str(self.name)).issuer
        if str(metadata.get("issuer", "")).rstrip("/") != issuer:
            self.server_metadata.pop("_loaded_at", None)
            raise WrongIssuer(f"{issuer} calls itself {metadata.get('issuer')!r}")
        _agree(metadata)
        return metadata

    def parse_id_token(self, token: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Check the ID token; keys may have changed under the same name, or have no name."""
        try:
            return super().parse_id_token(token, *args, **kwargs)
        except BadSignatureError:
            self.fetch_jwk_set(force=True)
            return super().parse_id_token(token, *args, **kwargs)


def _agree(metadata: dict[str, Any]) -> None:
    """Choose from what the provider offers, where Authlib does not look or takes all of it."""
    offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    signed = [name for name in offered if name != "none"]  # an unsigned token is never fine
    metadata["id_token_signing_alg_values_supported"] = signed
    if "client_secret_basic" not in metadata.get(_WAYS_IN, ["client_secret_basic"]):
        metadata["token_endpoint_auth_method"] = "client_secret_post"  # noqa: S105  a way, no secret


class _OAuth(OAuth):
    oauth2_client_cls = Door


def init_app(app: Flask, settings: Settings) -> None:
    """Register the providers; they are not spoken to before somebody logs in."""
    oauth = _OAuth(app)
    for name, provider in ((BOARDS, settings.provider), (HELPDESK, settings.helpdesk)):
        oauth.register(
            name,
            client_id=provider.client_id,
            client_secret=provider.client_secret,
            server_metadata_url=f"{provider.issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid profile email",
                "code_challenge_method": "S256",
                "default_timeout": (CONNECT_TIMEOUT, READ_TIMEOUT),
            },
        )


def ask(door: str, *, back_to: str, wanted: str | None, as_somebody_else: bool) -> str:
    """Return the page of the provider that asks who it is; the session keeps what we asked.

    Raises one of ERRORS.
    """
    client = _client(door)
    prompt = {"prompt": "login"} if as_somebody_else else {}
    with _understanding():
        question = client.create_authorization_url(back_to, **prompt)
    client.save_authorize_data(redirect_uri=back_to, wanted=wanted, **question)
    return str(question["url"])


def wanted_when_asked(door: str) -> str | None:
    """Return the page that was wanted when the login began that this request answers."""
    client = _client(door)
    asked = client.framework.get_state_data(session, request.args.get("state"))
    return asked.get("wanted") if asked else None


@dataclass(frozen=True)
class Answer:
    """What the provider says of somebody, checked. The ID token itself is the key to log out."""

    claims: Mapping[str, Any]
    id_token: str


def answer(door: str) -> Answer:
    """Return what this request's code stands for.

    Raises one of ERRORS. A code or a question is good for one try. Nothing is read, not even an
    error, by who did not begin to log in here.
    """
    client = _client(door)
    _require_question(client)
    with client.memory.exchange(clock().now), _understanding():
        options = _claims_options(client.load_server_metadata()["issuer"], client.client_id)
        token: dict[str, Any] = client.authorize_access_token(claims_options=options)
        if "userinfo" not in token:
            raise NoIdToken(f"the answer has only {', '.join(sorted(token))}")
        return Answer(_completed(client, token), token["id_token"])


def goodbye(door: str, *, id_token: str, back_to: str) -> str | None:
    """Return the page of the provider that ends its session too; None when it has none.

    Raises one of ERRORS.
    """
    client = _client(door)
    with _understanding():
        if "end_session_endpoint" not in client.load_server_metadata():
            return None
        farewell = client.create_logout_url(
            post_logout_redirect_uri=back_to, id_token_hint=id_token, client_id=client.client_id
        )
    return str(farewell["url"])


def _provider_of(door: str) -> Provider:
    return settings().helpdesk if door == HELPDESK else settings().provider


def _client(door: str) -> Door:
    oauth = current_app.extensions["authlib.integrations.flask_client"]
    client: Door = oauth.create_client(door)
    return client


def _require_question(client: Door) -> None:
    """Raise MismatchingStateError, unless this answers a question of this session; end that."""
    state = request.args.get("state")
    asked = client.framework.get_state_data(session, state)
    if not (asked and (request.args.get("code") or request.args.get("error"))):
        raise MismatchingStateError
    if request.args.get("error"):
        client.framework.clear_state_data(session, state)


def _completed(client: Door, token: dict[str, Any]) -> dict[str, Any]:
    """Return the claims; what the ID token lacks may stand in the provider's user info."""
    claims = dict(token["userinfo"])
    provider = _provider_of(str(client.name))
    needed = {provider.role_claim, provider.boards_claim} - {""}
    if needed <= claims.keys() or "userinfo_endpoint" not in client.load_server_metadata():
        return claims
    more = client.userinfo(token=token)
    if more["sub"] != claims["sub"]:
        raise Nonsense("the user info is about somebody else")
    return {**more, **claims}


def _claims_options(issuer: str, client_id: str) -> dict[str, Any]:
    """Name issuer and audience: else Authlib takes a token for somebody else when `azp` is ours."""
    return {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": client_id},
    }


@contextmanager
def _understanding() -> Iterator[None]:
    """Authlib trusts the form of what it gets: a list for an object, a text for a number."""
    try:
        yield
    except ERRORS:
        raise
    except (AttributeError, KeyError, RuntimeError, TypeError, ValueError) as error:
        raise Nonsense(f"{type(error).__name__}: {error}") from error
