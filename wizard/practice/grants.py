"""The authorization code flow of the practice provider: PKCE demanded, codes that work once."""

import time
from typing import TYPE_CHECKING, Any

from authlib.oauth2.rfc6749 import InvalidRequestError
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from authlib.oidc.rpinitiated import EndSessionEndpoint
from flask import session

from wizard.practice.client import Client, Code
from wizard.practice.people import PracticePerson

if TYPE_CHECKING:
    from wizard.practice.provider import Provider

#: Long enough for a redirect, short enough to be of no use to who finds it in a log.
CODE_SECONDS = 60


class CodeGrant(AuthorizationCodeGrant):
    """Codes kept in memory. Asking for one takes it away, also when the rest turns out wrong."""

    def save_authorization_code(self, code: str, request: Any) -> None:
        """Remember what the code was given for."""
        asked = request.payload.data
        self.server.codes[code] = Code(
            code=code,
            client_id=request.client.client_id,
            redirect_uri=request.payload.redirect_uri,
            scope=request.scope,
            nonce=asked.get("nonce"),
            code_challenge=asked["code_challenge"],
            code_challenge_method=asked["code_challenge_method"],
            person=request.user,
            expires_at=time.monotonic() + CODE_SECONDS,
        )

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        """Hand out the code once, to its own client, in time."""
        found: Code | None = self.server.codes.pop(code, None)
        if found is None or found.client_id != client.client_id:
            return None
        return found if time.monotonic() < found.expires_at else None

    def delete_authorization_code(self, authorization_code: Code) -> None:
        """Nothing left to do: it went when it was asked for."""

    def authenticate_user(self, authorization_code: Code) -> PracticePerson:
        """Return whom the code stands for."""
        return authorization_code.person


class Pkce(CodeChallenge):
    """Authlib demands PKCE of public clients only; here nobody goes without, and only with S256."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        """Refuse a request without a challenge, or with one that anybody can read."""
        asked = grant.request.payload.data
        if not asked.get("code_challenge"):
            raise InvalidRequestError("Missing 'code_challenge'")
        if not asked.get("code_challenge_method"):
            raise InvalidRequestError("Missing 'code_challenge_method'")
        super().validate_code_challenge(grant, redirect_uri)


class IdToken(OpenIDCode):
    """What the provider says of the person, signed."""

    #: Checked once, right after logging in.
    DEFAULT_EXPIRES_IN = 300

    def __init__(self, provider: "Provider") -> None:
        super().__init__(require_nonce=True)
        self.provider = provider

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        """Tell whether the nonce was used before, as far as codes are still about."""
        return any(code.nonce == nonce for code in list(self.provider.codes.values()))

    def resolve_client_private_key(self, client: Client) -> Any:
        """Return the key to sign with."""
        return self.provider.signing_key()

    def get_encode_header(self, client: Client) -> dict[str, str]:
        """Name the key, so that clients can find it again."""
        return {"alg": "RS256", "kid": str(self.provider.signing_key().kid)}

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        """Say who speaks, to whom."""
        return {"iss": self.provider.issuer, "aud": client.client_id}

    def generate_user_info(self, user: PracticePerson, scope: str) -> UserInfo:
        """Say who it is, with which roles, for which boards."""
        return UserInfo(
            sub=user.username,
            name=user.name,
            email=user.email,
            roles=list(user.roles),
            boards=list(user.boards),
        )


class EndSession(EndSessionEndpoint):
    """Logging out, asked for by the product."""

    def get_server_jwks(self) -> Any:
        """Return the keys that an ID token of ours was signed with."""
        return self.server.published_keys()

    def end_session(self, end_session_request: Any) -> None:
        """Forget who was logged in here."""
        session.clear()
