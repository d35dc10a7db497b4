"""The practice provider's own pages: they come from its server, not through the product."""

import requests
from playwright.sync_api import Page

from tests.browser.screens.screen import LOOK, Act, Answer, Arrange, Screen
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


def _type_wrong_codes(page: Page) -> None:
    page.get_by_label("Token").fill(_WRONG_CODES["token"])
    page.get_by_label("Gebruikersnaam").fill(_WRONG_CODES["gebruikersnaam"])
    page.get_by_role("button", name="Inloggen", exact=True).click()


def _send_wrong_codes(visitor: Visitor, url: str) -> Answer:
    question = visitor.client.get(url).location
    return requests.post(question, data=_WRONG_CODES, timeout=_PATIENCE)


_GET = Act(in_window=LOOK.in_window, over_http=_get)
_WRONGLY = Act(in_window=_type_wrong_codes, over_http=_send_wrong_codes)
_CONFIRM = Act(
    in_window=lambda page: page.get_by_role("button", name="Uitloggen").click(),
    over_http=lambda _visitor, url: requests.post(url, timeout=_PATIENCE),
)

SCREENS = (
    Screen("provider-login", "Inloggen", at(PROVIDER), _GET),
    Screen("provider-login-error", "Inloggen", at(PROVIDER), _WRONGLY),
    Screen("provider-home", "Dit is een oefen-Mijn DUO", _itself("/"), _GET),
    Screen("outbox", "Oefen-postvak", _itself("/postvak"), _GET),
    Screen(
        "provider-refused",
        "Wij kunnen u niet laten inloggen",
        _itself("/inloggen"),
        _GET,
        statuses=(400,),
    ),
    Screen("provider-logout", "Wilt u uitloggen?", _itself("/uitloggen"), _GET),
    Screen("provider-logged-out", "U bent uitgelogd", _itself("/uitloggen"), _CONFIRM),
)
