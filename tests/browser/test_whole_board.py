"""55 schools with three systems, in a real browser: at most 20 submissions to *Klaar*."""

from playwright.sync_api import Page, expect

from tests.browser.acts import choose, sees
from tests.browser.conftest import OpenWindow
from tests.browser.stage import Stage
from tests.journeys.whole_board import AT_MOST
from tests.ways import in_the_osr
from wizard.db import schools
from wizard.ports import Wiring
from wizard.practice.boards import known_systems

_WHERE = {"own": "Mandaatwijzer", "osr": "het OSR"}
#: Logging in takes one submission too.
LOGIN = 1
_OTHERS = "Ga verder met de andere scholen"


def brins(wiring: Wiring, board: str) -> list[str]:
    """Return the BRINs of a board's schools, by name."""
    with wiring.database.reading() as session:
        return [each.brin for each in schools.schools_of_board(session, board)]


def _at_school(page: Page) -> str:
    expect(page.get_by_text("Stap 3 van 7")).to_be_visible()
    return page.url.split("/school/")[1].split("/")[0]


def _give(page: Page, name: str, register_key: str) -> None:
    choose(page, "RIO en de doorstroomtoets samen")
    sees(page, "Kies het administratiesysteem (LAS)")
    page.get_by_role("radio", name=name).check()
    page.get_by_role("button", name="Bewaar en ga verder").click()
    sees(page, "Controleer de mandaten")
    choose(page, "Ik mag dit namens het bestuur doen", "2 mandaten opslaan")
    if register_key == "osr":
        page.get_by_role("button", name="Ik heb beide in het OSR gezien").click()
    sees(page, f"Vastgelegd in {_WHERE[register_key]}")


def _copy(page: Page, register_key: str) -> None:
    page.get_by_role("link", name=_OTHERS).click()
    sees(page, "Kopieer naar uw andere scholen")
    page.get_by_role("button", name="Controleer de kopie").click()
    sees(page, "Controleer de kopie")
    page.get_by_label("Ik mag dit namens het bestuur doen").check()
    page.get_by_role("button", name="Kopieer naar").click()
    _say_all_seen(page, register_key)


def give_together(page: Page, register_key: str) -> None:
    """Give one LAS to all of its schools, from the page that says which those are."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("Controleer: ")
    page.get_by_label("Ik mag dit namens het bestuur doen").check()
    page.get_by_role("button", name="Geef toestemming voor").click()
    _say_all_seen(page, register_key)


def _say_all_seen(page: Page, register_key: str) -> None:
    if register_key == "osr":
        page.get_by_role("link", name="vink alle scholen aan").click()
        page.get_by_label("Ik mag dit namens het bestuur doen").check()
        page.get_by_role("button", name="Ik heb deze mandaten in het OSR gezien").click()
    sees(page, f"Vastgelegd in {_WHERE[register_key]}")


@in_the_osr
def test_with_three_known_systems(
    open_window: OpenWindow, wiring: Wiring, stage: Stage, register_key: str
) -> None:
    page = open_window(who="veel-scholen")
    page.goto("/bestuur/99055/verder")
    uses = {brin: known_systems()[brin].system for brin in brins(wiring, "99055")}
    page.locator("input[name=school]").first.check()
    page.get_by_role("button", name="Ga verder met deze school").click()
    _give(page, wiring.catalogue.systems[uses[_at_school(page)]].name, register_key)
    _copy(page, register_key)
    for _other in range(len(set(uses.values())) - 1):
        page.get_by_role("link", name="Ga verder met ").first.click()
        give_together(page, register_key)
    page.get_by_role("link", name="Klaar: bekijk wat er nu gebeurt").click()
    sees(page, "Alle mandaten voor het LAS zijn geregeld")
    assert LOGIN + len(stage.unsafe) <= AT_MOST, stage.unsafe
