"""The product as the practice provider knows it, and the codes handed out to it."""

import secrets
from dataclasses import dataclass
from typing import Any

from authlib.oauth2.rfc6749 import ClientMixin, list_to_scope, scope_to_list
from authlib.oidc.core import AuthorizationCodeMixin

from wizard.practice.people import PracticePerson

_SCOPES = ("openid", "profile", "email")


@dataclass(frozen=True)
class Client(ClientMixin):
    """A registered client: one confidential web application."""

    client_id: str
    client_secret: str
    redirect_uris: tuple[str, ...]
    post_logout_redirect_uris: tuple[str, ...]

    @property
    def client_metadata(self) -> dict[str, Any]:
        """Where Authlib looks for the addresses after logging out."""
        return {"post_logout_redirect_uris": list(self.post_logout_redirect_uris)}

    def get_client_id(self) -> str:
        """Return the id; the rest of this class answers Authlib's questions likewise."""
        return self.client_id

    def get_default_redirect_uri(self) -> str | None:
        """Nothing is taken for granted: the address must be sent."""
        return None

    def get_allowed_scope(self, scope: str | None) -> str:
        """Return what was asked for, as far as it exists here."""
        return str(list_to_scope([name for name in scope_to_list(scope or "") if name in _SCOPES]))

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Only an exact match counts."""
        return redirect_uri in self.redirect_uris

    def check_client_secret(self, client_secret: str) -> bool:
        """Compare in constant time, as bytes: text with accents would raise."""
        return secrets.compare_digest(self.client_secret.encode(), client_secret.encode())

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """The secret may come in the header or in the form, never not at all."""
        return method in ("client_secret_basic", "client_secret_post")

    def check_response_type(self, response_type: str) -> bool:
        """Only the authorization code flow."""
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        """Only the authorization code flow."""
        return grant_type == "authorization_code"


@dataclass(frozen=True)
class Code(AuthorizationCodeMixin):
    """A code for one client, to be exchanged once and soon."""

    code: str
    client_id: str
    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str
    code_challenge_method: str
    person: PracticePerson
    #: On the monotonic clock, in seconds.
    expires_at: float

    def get_redirect_uri(self) -> str:
        """Return the address that the code was sent to."""
        return self.redirect_uri

    def get_scope(self) -> str:
        """Return what was granted."""
        return self.scope

    def get_nonce(self) -> str | None:
        """Return what ties the ID token to the login that asked for it."""
        return self.nonce

    def get_auth_time(self) -> None:
        """Left to Authlib: a code is made right after logging in."""
