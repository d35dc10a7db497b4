"""The practice provider with one fault, as real providers have them now and then."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

from flask import Flask, Response, request
from joserfc.jwk import KeySet, RSAKey

from wizard.practice.client import Client, Code
from wizard.practice.grants import IdToken
from wizard.practice.people import PracticePerson
from wizard.practice.provider import Provider, create_provider, new_key


class WrongNonce(IdToken):
    """The nonce of another login."""

    def get_authorization_code_claims(self, authorization_code: Code) -> dict[str, Any]:
        return {"nonce": "van-een-ander"}


class Expired(IdToken):
    """Made long ago."""

    DEFAULT_EXPIRES_IN = -3600


class WrongAudience(IdToken):
    """For somebody else, but with `azp` naming us: Authlib alone lets this through."""

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        claims = super().get_client_claims(client)
        return claims | {"aud": "iemand-anders", "azp": client.client_id}


class WrongIssuerClaim(IdToken):
    """From somebody else, signed with the right key."""

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        return super().get_client_claims(client) | {"iss": "https://elders.example"}


class NoIdToken(IdToken):
    """OAuth without OpenID."""

    def process_token(self, grant: Any, response: Any) -> Any:
        return response[1]


class NoKeyId(IdToken):
    """Does not say which key it signed with."""

    def get_encode_header(self, client: Client) -> dict[str, str]:
        return {"alg": "RS256"}


class BoardsAsNumbers(IdToken):
    """Boards as numbers, and the roles in one text."""

    def generate_user_info(self, user: PracticePerson, scope: str) -> Any:
        info = super().generate_user_info(user, scope)
        return info | {"boards": [int(number) for number in user.boards], "roles": "a OSR-toegang"}


class BareIdToken(IdToken):
    """Says in the ID token only who it is; roles and boards stand in the user info."""

    def generate_user_info(self, user: PracticePerson, scope: str) -> Any:
        self.provider.full_info = super().generate_user_info(user, scope)
        return {"sub": user.username}


class WithUserInfo(Provider):
    """Has user info, of whoever logged in last."""

    subject = ""

    def discovery(self) -> dict[str, Any]:
        return super().discovery() | {"userinfo_endpoint": f"{self.issuer}/wie"}

    def init_app(self, app: Flask) -> None:
        super().init_app(app)
        app.add_url_rule("/wie", view_func=self.tell)

    def tell(self) -> Any:
        assert request.headers["Authorization"].startswith("Bearer ")
        return self.full_info | ({"sub": self.subject} if self.subject else {})


class OtherUserInfo(WithUserInfo):
    """Mixes people up."""

    subject = "iemand-anders"


class UnknownKey(Provider):
    """Signs with a key that it never publishes."""

    def __init__(self, issuer: str, client: Client) -> None:
        super().__init__(issuer, client)
        self.secret_key = new_key()

    def signing_key(self) -> RSAKey:
        return self.secret_key

    def published_keys(self) -> KeySet:
        return KeySet([self._key])


class SameKeyId(UnknownKey):
    """Signs with another key than the one published under that name."""

    def published_keys(self) -> KeySet:
        name = self.secret_key.kid
        assert name is not None
        shown = self._key.as_dict(private=False) | {"kid": name}
        return KeySet([RSAKey.import_key(shown)])


class RotatedKeys(Provider):
    """Has a new key each time that somebody logs in; the old one is gone at once."""

    def save_token(self, token: dict[str, Any], request: Any) -> None:
        self._key = new_key()


class OtherIssuer(Provider):
    """Calls itself by another name than its address."""

    def discovery(self) -> dict[str, Any]:
        return super().discovery() | {"issuer": "https://elders.example"}


class OtherSecret(Provider):
    """Knows us by another secret than ours, as after a change that only one side made."""

    def __init__(self, issuer: str, client: Client) -> None:
        super().__init__(issuer, replace(client, client_secret="nieuw"))


class SecretInForm(Provider):
    """Wants the client's secret in the form."""

    def discovery(self) -> dict[str, Any]:
        ways = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
        return super().discovery() | ways

    def authenticate_client(self, request: Any, methods: Any, endpoint: str = "token") -> Any:
        return super().authenticate_client(request, ["client_secret_post"], endpoint)


class NoLogout(Provider):
    """Cannot log out."""

    def discovery(self) -> dict[str, Any]:
        found = super().discovery()
        del found["end_session_endpoint"]
        return found


def _slow() -> Response:
    Event().wait(60)
    return Response(status=503)


def _failing() -> Response:
    return Response("Bad Gateway", status=502)


def _nonsense() -> Response:
    return Response("[]", mimetype="application/json")


def _page() -> Response:
    return Response("<h1>Onderhoud</h1>", mimetype="text/html")


_ID_TOKENS: dict[str, type[IdToken]] = {
    "wrong-nonce": WrongNonce,
    "expired": Expired,
    "wrong-audience": WrongAudience,
    "wrong-issuer-claim": WrongIssuerClaim,
    "no-id-token": NoIdToken,
    "no-key-id": NoKeyId,
    "no-key-id-rotated": NoKeyId,
    "boards-as-numbers": BoardsAsNumbers,
    "user-info": BareIdToken,
    "user-info-of-another": BareIdToken,
}
_PROVIDERS: dict[str, type[Provider]] = {
    "unknown-key": UnknownKey,
    "same-key-id": SameKeyId,
    "rotated-keys": RotatedKeys,
    "no-key-id-rotated": RotatedKeys,
    "other-issuer": OtherIssuer,
    "no-logout": NoLogout,
    "other-secret": OtherSecret,
    "secret-in-form": SecretInForm,
    "user-info": WithUserInfo,
    "user-info-of-another": OtherUserInfo,
}
_DISCOVERY, _TOKEN, _KEYS = "/.well-known/openid-configuration", "/token", "/sleutels"
_ANSWERS: dict[str, tuple[str, Callable[[], Response]]] = {
    "slow": (_TOKEN, _slow),
    "slow-discovery": (_DISCOVERY, _slow),
    "failing": (_TOKEN, _failing),
    "failing-discovery": (_DISCOVERY, _failing),
    "failing-keys": (_KEYS, _failing),
    "nonsense": (_TOKEN, _nonsense),
    "nonsense-discovery": (_DISCOVERY, _nonsense),
    "nonsense-keys": (_KEYS, _nonsense),
    "page": (_TOKEN, _page),
    "page-discovery": (_DISCOVERY, _page),
}


def create(issuer: str, client: Client, fault: str) -> Flask:
    """Make a provider with this fault; without one it is the practice provider itself."""
    provider = _PROVIDERS.get(fault, Provider)(issuer, client)
    provider.id_token = _ID_TOKENS.get(fault, IdToken)
    app = create_provider(provider, Path("outbox"))
    if fault in _ANSWERS:
        _answer(app, *_ANSWERS[fault])
    return app


def _answer(app: Flask, path: str, answer: Callable[[], Response]) -> None:
    @app.before_request
    def instead() -> Response | None:
        return answer() if request.path == path else None
