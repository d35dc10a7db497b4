"""In the OSR: ending a mandate and changing the LAS, and undoing each, in a small window."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import choose, heading, sees
from tests.browser.conftest import OpenWindow
from tests.visitor import Visitor
from tests.ways import in_the_osr

_BOARD = "/bestuur/99001"
_ONE = f"{_BOARD}/school/99AA"
_MAY = "Ik mag dit namens het bestuur doen"
_ARRANGED = "Alles is geregeld"


@pytest.fixture
def page(visitor: Visitor, open_window: OpenWindow) -> Page:
    """Give the window of somebody whose school has both mandates in the OSR."""
    visitor.log_in("een-school")
    for answers in ({"services": "rio+eindtoets"}, {"system": "parnassys"}, {"entitled": "y"}):
        visitor.send(**answers)
    visitor.send()
    return open_window(who=visitor, width=390, height=800)


def _waits(page: Page, words: str) -> None:
    """Look at the overview: it says what waits, and not that all is arranged."""
    page.goto(_BOARD)
    expect(page.locator(".mw-table")).to_contain_text(words)
    expect(page.get_by_text(_ARRANGED)).to_have_count(0)
    page.locator(".mw-next a").click()


def _undo(page: Page) -> None:
    page.get_by_role("link", name="Dit ongedaan maken").click()
    page.get_by_label(_MAY).check()
    page.locator("main form button[type=submit]").last.click()
    sees(page, "Ongedaan gemaakt")


@in_the_osr
def test_an_end_is_recorded_seen_and_undone(page: Page) -> None:
    page.goto(_ONE)
    page.get_by_role(
        "link", name="Beëindig Doorstroomtoets (vroeger: Eindtoets) met ParnasSys"
    ).click()
    choose(page, "Een andere reden", "Controleer het einde")
    sees(page, "Controleer het einde van het mandaat")
    expect(page.locator(".mw-sentence__text")).to_contain_text("De laatste dag is maandag 23")
    choose(page, _MAY, "Mandaat beëindigen")
    sees(page, "Leg de einddatum nu vast in het OSR")
    _waits(page, "Einddatum opgeslagen, nog niet in het OSR")
    page.get_by_role("button", name="Ik heb de einddatum in het OSR gezien").click()
    sees(page, "De einddatum is vastgelegd in het OSR")
    _undo(page)
    _waits(page, "Einde ongedaan gemaakt, staat nog in het OSR")
    page.get_by_role("button", name="Ik zie geen einddatum meer in het OSR").click()
    sees(page, "De Regenboog")
    page.goto(_BOARD)
    expect(page.get_by_text(_ARRANGED)).to_be_visible()


@in_the_osr
def test_a_change_of_las_is_recorded_seen_and_undone(page: Page) -> None:
    page.goto(f"{_BOARD}/overstap?old=parnassys")
    page.get_by_label("ESIS").check()
    page.get_by_label("Wat is de laatste dag van ParnasSys?").fill("23-11-2026")
    page.get_by_role("button", name="Controleer de overstap").click()
    sees(page, "Controleer de overstap")
    choose(page, _MAY, "Stap over bij 1 school")
    sees(page, "Leg de overstap naar ESIS nu vast in het OSR")
    here = page.url
    page.goto(_BOARD)
    expect(page.locator(".mw-table")).to_contain_text("Opgeslagen, nog niet in het OSR")
    expect(page.get_by_text(_ARRANGED)).to_have_count(0)
    page.goto(f"{here}?alle=1")
    choose(page, _MAY, "Ik heb deze mandaten en einddatums in het OSR gezien")
    expect(heading(page)).to_contain_text("Vastgelegd in het OSR")
    _undo(page)
    _waits(page, "Ongedaan gemaakt, staat nog in het OSR")
