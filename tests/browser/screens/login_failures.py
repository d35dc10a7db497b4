"""Everything that can go wrong while logging in; the provider really does it, over HTTP."""

import re

import requests

from tests import login
from tests.browser.screens.provider import PROVIDER
from tests.browser.screens.screen import Act, Answer, Arrange, Scene, Screen, look
from tests.browser.screens.ways import at
from tests.visitor import Visitor

_ASK_PROVIDER = at(PROVIDER)
_NOT_OURS = "/inloggen/terug?code=x&state=y"
_UNCHECKED = "Wij konden uw inlog niet controleren"
_NO_BOARD = "Wij weten niet voor welk bestuur u werkt"
_NOT_VALID = "Deze inlogpoging is niet meer geldig"


def _log_in_as(username: str) -> Act:
    """Log in at the provider as one of the people on its page."""
    return lambda visitor, _url: login.log_in(visitor.client, username)


def _cancel(visitor: Visitor, url: str) -> Answer:
    question = visitor.client.get(url).location
    cancelled = {"actie": "annuleren"}
    answer = requests.post(question, data=cancelled, allow_redirects=False, timeout=60)
    return visitor.client.get(login.local(answer.headers["Location"]))


_LOG_IN = _log_in_as("een-school")


def _answer_for(username: str) -> Arrange:
    """Log in at the provider, and open in the product what it answers."""
    return lambda scene: login.answer_of_provider(scene.visitor.client, username)


def _spent_code(scene: Scene) -> str:
    """Let somebody else use the code first: it works once."""
    address = login.answer_of_provider(scene.visitor.client, "een-school")
    code = re.search(r"code=([^&]+)", address)
    assert code
    form = {"grant_type": "authorization_code", "code": code[1], "code_verifier": "x" * 43}
    provider = scene.wiring.settings.provider
    me = (provider.client_id, provider.client_secret)
    spent = requests.post(f"{provider.issuer}/token", data=form, auth=me, timeout=60)
    assert spent.status_code == 400, spent.text
    return address


def _old_link(scene: Scene) -> str:
    scene.visitor.log_in("een-school")
    return _NOT_OURS


def _failure(
    kind: str,
    status: int,
    h1: str,
    arrange: Arrange = _ASK_PROVIDER,
    act: Act = look,
    *,
    fault: str = "",
    variant: str = "",
) -> Screen:
    """Make the screen of a kind of failure; with a variant there are several."""
    return Screen(
        f"failure-{kind}{variant}".replace("_", "-"),
        h1,
        arrange,
        act,
        fault=fault,
        template=f"accounts/failures/{kind}.html",
        statuses=(status,),
    )


def _faulty(kind: str, status: int, h1: str, fault: str) -> Screen:
    """Make the screen of who logs in at a provider with this fault."""
    return _failure(kind, status, h1, _ASK_PROVIDER, _LOG_IN, fault=fault)


SCREENS = (
    _failure("cancelled", 400, "Het inloggen is gestopt", act=_cancel),
    _failure("no_role", 403, "U hebt de rol ‘OSR-toegang’ nog niet", act=_log_in_as("zonder-rol")),
    _failure("no_board", 403, _NO_BOARD, act=_log_in_as("zonder-bestuur")),
    _failure("no_board", 403, _NO_BOARD, _answer_for("bestuur-12345"), variant="-that-we-know"),
    _failure("state_wrong", 400, _NOT_VALID, at(_NOT_OURS)),
    _failure("state_wrong", 400, _NOT_VALID, _old_link, variant="-logged-in"),
    _failure("code_used", 400, "Log nog een keer in", _spent_code),
    _faulty("refused", 502, "Mijn DUO liet u niet door", "other-secret"),
    _faulty("nonce_wrong", 400, _UNCHECKED, "wrong-nonce"),
    _faulty("expired", 400, "Het inloggen duurde te lang", "expired"),
    _faulty("unknown_key", 502, _UNCHECKED, "unknown-key"),
    _faulty("wrong_sender", 502, _UNCHECKED, "wrong-audience"),
    _faulty("no_id_token", 502, "Mijn DUO vertelde ons niet wie u bent", "no-id-token"),
    _faulty("provider_error", 502, "Mijn DUO heeft een storing", "failing"),
    _faulty("provider_slow", 504, "Mijn DUO antwoordt te langzaam", "slow"),
    _failure("provider_unreachable", 502, "Mijn DUO is niet bereikbaar", fault=login.UNREACHABLE),
)
