"""The practice provider's own pages: they come from its server, not through the product."""

import requests

from tests.browser.screens.screen import Answer, Arrange, Screen
from tests.browser.screens.ways import at
from tests.visitor import Visitor

#: Where the product sends people on to the provider.
PROVIDER = "/inloggen/mijn-duo"
_WRONG_CODES = {"token": "000000", "gebruikersnaam": "een-school"}
_PATIENCE = 60


def _itself(path: str) -> Arrange:
    """Go to the provider without the product."""
    return lambda scene: scene.wiring.settings.provider.issuer + path


def _get(visitor: Visitor, url: str) -> Answer:
    """Open a page of the provider, or one of the product that leads there."""
    leads_there = url.startswith("/")
    address = visitor.client.get(url).location if leads_there else url
    return requests.get(address, timeout=_PATIENCE)


def _send_wrong_codes(visitor: Visitor, url: str) -> Answer:
    question = visitor.client.get(url).location
    return requests.post(question, data=_WRONG_CODES, timeout=_PATIENCE)


def _confirm(_visitor: Visitor, url: str) -> Answer:
    return requests.post(url, timeout=_PATIENCE)


SCREENS = (
    Screen("provider-login", "Inloggen", at(PROVIDER), _get),
    Screen("provider-login-error", "Inloggen", at(PROVIDER), _send_wrong_codes),
    Screen("provider-home", "Dit is een oefen-Mijn DUO", _itself("/"), _get),
    Screen("outbox", "Oefen-postvak", _itself("/postvak"), _get),
    Screen(
        "provider-refused",
        "Wij kunnen u niet laten inloggen",
        _itself("/inloggen"),
        _get,
        statuses=(400,),
    ),
    Screen("provider-logout", "Wilt u uitloggen?", _itself("/uitloggen"), _get),
    Screen("provider-logged-out", "U bent uitgelogd", _itself("/uitloggen"), _confirm),
)
