"""Logging in went wrong: what it was, and the page that says what to do.

Each kind has its own page, `templates/accounts/failures/<kind>.html`.
"""

import logging
from dataclasses import dataclass

from authlib.integrations.base_client import MismatchingStateError, OAuthError
from flask import Response
from flask_login import current_user
from joserfc.errors import ClaimError, ExpiredTokenError, JoseError
from requests import exceptions as requests_errors

from wizard.actions.accounts.access import NoBoard, NoRole
from wizard.web.accounts.exchange import FailedJustNow
from wizard.web.accounts.openid import ERRORS, NoIdToken, Nonsense, WrongIssuer
from wizard.web.page import render
from wizard.web.references import record_failure

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kind:
    """A kind of failure. The status is what the page is sent with."""

    key: str
    status: int
    #: Trying again only makes sense as somebody else, or after somebody else did something.
    other_person: bool = False


CANCELLED = Kind("cancelled", 400)
REFUSED = Kind("refused", 502)
NO_ROLE = Kind("no_role", 403, other_person=True)
NO_BOARD = Kind("no_board", 403, other_person=True)
STATE_WRONG = Kind("state_wrong", 400)
NONCE_WRONG = Kind("nonce_wrong", 400)
CODE_USED = Kind("code_used", 400)
EXPIRED = Kind("expired", 400)
UNKNOWN_KEY = Kind("unknown_key", 502)
WRONG_SENDER = Kind("wrong_sender", 502)
NO_ID_TOKEN = Kind("no_id_token", 502)
UNREACHABLE = Kind("provider_unreachable", 502)
SLOW = Kind("provider_slow", 504)
PROVIDER_ERROR = Kind("provider_error", 502)

#: The first class that fits counts, so the special ones stand first.
_KINDS: tuple[tuple[type[Exception], Kind], ...] = (
    (NoRole, NO_ROLE),
    (NoBoard, NO_BOARD),
    (NoIdToken, NO_ID_TOKEN),
    (WrongIssuer, WRONG_SENDER),
    (MismatchingStateError, STATE_WRONG),
    (ExpiredTokenError, EXPIRED),
    (JoseError, UNKNOWN_KEY),
    (requests_errors.ConnectTimeout, UNREACHABLE),
    (requests_errors.Timeout, SLOW),
    (requests_errors.HTTPError, PROVIDER_ERROR),
    (requests_errors.JSONDecodeError, PROVIDER_ERROR),
    (requests_errors.RequestException, UNREACHABLE),
    (Nonsense, PROVIDER_ERROR),
)
_OAUTH_ERRORS = {"access_denied": CANCELLED, "invalid_grant": CODE_USED}
_CLAIMS = {"nonce": NONCE_WRONG, "exp": EXPIRED, "iat": EXPIRED, "nbf": EXPIRED}

#: All that has a page here; everything else is a mistake of ours and gets the page for those.
FAILURES: tuple[type[Exception], ...] = (*ERRORS, NoRole, NoBoard)


def kind_of(error: Exception) -> Kind:
    """Return what kind of failure this is; who comes just after one is told of the same kind."""
    if isinstance(error, FailedJustNow) and isinstance(error.__cause__, Exception):
        return kind_of(error.__cause__)
    if isinstance(error, OAuthError) and not isinstance(error, MismatchingStateError):
        return _OAUTH_ERRORS.get(str(error.error), REFUSED)
    if isinstance(error, ClaimError) and not isinstance(error, ExpiredTokenError):
        return _CLAIMS.get(error.claim, WRONG_SENDER)
    return next((kind for fitting, kind in _KINDS if isinstance(error, fitting)), REFUSED)


def failure_page(error: Exception, wanted: str | None, *, begun: bool = True) -> Response:
    """Keep the failure and show its page; the way back keeps the wanted page.

    `begun`: False when this browser waits for no such answer of the provider.
    """
    kind = kind_of(error)
    return render(
        f"accounts/failures/{kind.key}.html",
        status=kind.status,
        reference=reference_of(f"login_{kind.key}", error, begun=begun),
        wanted=wanted,
        other_person=kind.other_person,
        numbers=error.numbers if isinstance(error, NoBoard) else (),
    )


def reference_of(kind: str, error: Exception, *, begun: bool) -> str | None:
    """Keep the failure and return its reference number.

    None for a login that this browser did not begin, where nobody is logged in: anybody can send us
    such answers, as many as they like. A line in the log is left, for an operator who finds that
    browsers do not keep the cookie.
    """
    if begun or current_user.is_authenticated:
        return record_failure(kind, error)
    _log.warning("an answer to no login of this browser: %s", kind)
    return None
