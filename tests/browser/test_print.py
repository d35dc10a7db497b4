"""On paper: what counts, black on white, without what can only be clicked."""

import pytest
from playwright.sync_api import expect

from tests.browser.acts import heading
from tests.browser.screens import SCREENS, Screen
from tests.browser.screens.gallery import Gallery
from tests.browser.wall import Wall
from tests.browser.watch import Watch

_PRINTED = {
    "receipt-own": "MW-2026-00001",
    "receipt-osr": "gezien in het OSR",
    "finished": "Bewijs voor uw bestuur",
    "end-seen": "Einddatum van Doorstroomtoets (vroeger: Eindtoets) gezien in het OSR",
    "report": "Schoolgegevens: DUO",
    "record": "Laat de einddatum leeg",
    "record-half": "Klik dan op ‘Inloggen met eHerkenning’",
    "copy-record": "Vink de 29 scholen aan",
    "receipt-copy": "Gekopieerd van",
    "copying": "Klik op ‘Bevestigen’",
}
_ONLY_ON_SCREEN = "header, #hulp, footer, .mw-messages, .mw-back, .mw-no-print, button, a.mw-button"
_COLOURS = """() => {
    const paper = getComputedStyle(document.body);
    return [paper.backgroundColor, paper.color];
}"""


@pytest.mark.parametrize(
    "screen", [pytest.param(each, id=each.name) for each in SCREENS if each.name in _PRINTED]
)
def test_paper_has_what_counts_and_nothing_to_click(
    screen: Screen, gallery: Gallery, wall: Wall, watch: Watch
) -> None:
    with wall.showing(gallery.made(screen), watch) as page:
        assert page.locator(_ONLY_ON_SCREEN).locator("visible=true").count() > 3

        page.emulate_media(media="print")

        assert page.locator(_ONLY_ON_SCREEN).locator("visible=true").all_inner_texts() == []
        expect(heading(page)).to_be_visible()
        expect(page.locator("main")).to_contain_text(_PRINTED[screen.name], use_inner_text=True)
        assert "andaag om" not in page.locator("main").inner_text(), "nobody knows which day"
        if screen.name != "copying":
            expect(page.get_by_label("Oefenomgeving")).to_be_visible()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(_COLOURS) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
