"""On paper: what counts, black on white, without what can only be clicked."""

import pytest
from playwright.sync_api import expect

from tests.browser.acts import heading
from tests.browser.conftest import OpenWindow
from tests.browser.screens import SCREENS, Scene, Screen
from tests.builders import SteppingClock
from tests.visitor import Visitor
from wizard.ports import Wiring

_PRINTED = {
    "receipt-own": "MW-2026-00001",
    "receipt-osr": "gezien in het OSR",
    "finished": "Bewijs voor uw bestuur",
    "report": "Schoolgegevens: DUO",
    "record": "Laat de einddatum leeg",
    "copy-record": "Vink de 29 scholen aan",
    "receipt-copy": "Gekopieerd van",
    "copying": "Klik op ‘Bevestigen’",
}
_ONLY_ON_SCREEN = "header, #hulp, footer, .mw-messages, .mw-back, button, a.mw-button"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("screen", "register_key"),
    [pytest.param(each, each.register, id=each.name) for each in SCREENS if each.name in _PRINTED],
)
def test_paper_has_what_counts_and_nothing_to_click(
    screen: Screen,
    scheme: str,
    visitor: Visitor,
    wiring: Wiring,
    clock: SteppingClock,
    open_window: OpenWindow,
) -> None:
    url = screen.arrange(Scene(visitor, wiring, clock))
    page = open_window(who=visitor if visitor.client.get_cookie("mandaatwijzer") else None)
    page.goto(url)
    assert page.locator(_ONLY_ON_SCREEN).locator("visible=true").count() > 3

    page.emulate_media(media="print", color_scheme=scheme)

    assert page.locator(_ONLY_ON_SCREEN).locator("visible=true").all_inner_texts() == []
    expect(heading(page)).to_be_visible()
    expect(page.locator("main")).to_contain_text(_PRINTED[screen.name], use_inner_text=True)
    paper = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert paper == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    if screen.name != "copying":
        expect(page.get_by_label("Oefenomgeving")).to_be_visible()
