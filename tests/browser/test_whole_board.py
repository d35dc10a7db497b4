"""55 schools with three systems, in a real browser: at most 20 submissions to *Klaar*."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import choose, log_in, sees
from tests.browser.conftest import OpenWindow
from tests.browser.stage import Stage
from tests.journeys.whole_board import AT_MOST, three_systems
from wizard.db import schools
from wizard.ports import Wiring
from wizard.practice.boards import known_systems

_WHERE = {"own": "Mandaatwijzer", "osr": "het OSR"}
_OTHERS = "Ga verder met de andere scholen"


def brins(wiring: Wiring, board: str) -> list[str]:
    """Return the BRINs of a board's schools, by name."""
    with wiring.database.reading() as session:
        return [each.brin for each in schools.schools_of_board(session, board)]


def _at_school(page: Page) -> str:
    expect(page.get_by_text("Stap 3 van 7")).to_be_visible()
    return page.url.split("/school/")[1].split("/")[0]


def _give(page: Page, name: str, register_key: str) -> None:
    choose(page, "RIO en de Eindtoets samen")
    sees(page, "Kies het administratiesysteem (LAS)")
    page.get_by_role("radio", name=name).check()
    page.get_by_role("button", name="Bewaar en ga verder").click()
    sees(page, "Controleer de mandaten")
    choose(page, "Ik mag dit namens het bestuur doen", "2 mandaten opslaan")
    if register_key == "osr":
        page.get_by_role("button", name="Ik heb beide in het OSR gezien").click()
    sees(page, f"Vastgelegd in {_WHERE[register_key]}")


def _copy(page: Page, ticks: list[str], register_key: str) -> None:
    page.get_by_role("link", name=_OTHERS).click()
    sees(page, "Kopieer naar uw andere scholen")
    for brin in ticks:
        page.locator(f"#b-{brin}").check()
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


def _finish(
    page: Page, wiring: Wiring, uses: Mapping[str, str], register_key: str, *, known: bool
) -> None:
    page.locator("input[name=school]").first.check()
    page.get_by_role("button", name="Ga verder met deze school").click()
    for count in range(len(set(uses.values()))):
        if count:
            page.get_by_role("link", name="Ga verder met ").first.click()
        if count and known:
            give_together(page, register_key)
            continue
        here = _at_school(page)
        _give(page, wiring.catalogue.systems[uses[here]].name, register_key)
        same = [brin for brin, system in uses.items() if system == uses[here] and brin != here]
        _copy(page, [] if known else same, register_key)
    page.get_by_role("link", name="Klaar: bekijk wat er nu gebeurt").click()
    sees(page, "Alle mandaten voor het LAS zijn geregeld")


@pytest.mark.parametrize(("scripts", "register_key"), [(True, "osr"), (False, "own")])
def test_with_three_known_systems(
    open_window: OpenWindow, wiring: Wiring, stage: Stage, register_key: str, scripts: bool
) -> None:
    page = open_window(scripts=scripts)
    page.goto("/inloggen/mijn-duo")
    log_in(page, "Chantal Bakker")
    uses = {brin: known_systems()[brin].system for brin in brins(wiring, "99055")}
    _finish(page, wiring, uses, register_key, known=True)
    assert len(stage.unsafe) <= AT_MOST, stage.unsafe


def test_with_nothing_known(page: Page, wiring: Wiring, stage: Stage) -> None:
    page.goto("/inloggen/mijn-duo")
    log_in(page, "Esra Yilmaz")
    uses = three_systems(brins(wiring, "99056"))
    _finish(page, wiring, uses, "own", known=False)
    assert len(stage.unsafe) <= AT_MOST, stage.unsafe
