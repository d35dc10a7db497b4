"""Two people of one board at once, each in their own browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import choose, sees
from tests.browser.conftest import OpenWindow

_BOARD = "/bestuur/99055"
_LAS = "Kies het administratiesysteem (LAS)"


@pytest.fixture
def chantal(open_window: OpenWindow) -> Page:
    """Give the window of Chantal Bakker."""
    return open_window(who="veel-scholen")


@pytest.fixture
def dirk(open_window: OpenWindow) -> Page:
    """Give the window of her colleague, Dirk Visser."""
    return open_window(who="collega")


def _begin(page: Page) -> str:
    """Choose the first school and both services; return the address of its LAS page."""
    page.goto(f"{_BOARD}/stap/school")
    page.locator("input[name=school]").first.check()
    page.get_by_role("button", name="Ga verder met deze school").click()
    sees(page, "Kies de dienst")
    choose(page, "RIO en de Eindtoets samen")
    sees(page, _LAS)
    return page.url


def test_each_sees_what_the_other_did_and_goes_on_there(chantal: Page, dirk: Page) -> None:
    place = _begin(chantal)

    dirk.goto(f"{_BOARD}/verder")
    sees(dirk, _LAS)
    assert dirk.url == place
    dirk.goto(_BOARD)
    expect(dirk.locator("main")).to_contain_text("Chantal Bakker koos de dienst")
    dirk.goto(place)
    choose(dirk, "ParnasSys")
    choose(dirk, "Ik mag dit namens het bestuur doen", "2 mandaten opslaan")
    sees(dirk, "Vastgelegd in Mandaatwijzer")

    chantal.goto(_BOARD)
    expect(chantal.locator("main")).to_contain_text("Dirk Visser sloeg RIO op")
    chantal.goto(dirk.url)
    sees(chantal, "Vastgelegd in Mandaatwijzer")
    expect(chantal.locator("main")).to_contain_text("Dirk Visser")


def test_saving_what_the_colleague_saved_says_so(chantal: Page, dirk: Page) -> None:
    _begin(chantal)
    choose(chantal, "ParnasSys")
    sees(chantal, "Controleer de mandaten")
    dirk.goto(chantal.url)
    choose(dirk, "Ik mag dit namens het bestuur doen", "2 mandaten opslaan")
    sees(dirk, "Vastgelegd in Mandaatwijzer")

    choose(chantal, "Ik mag dit namens het bestuur doen", "2 mandaten opslaan")

    sees(chantal, "Dit was al opgeslagen")
    expect(chantal.locator("main")).to_contain_text("Dirk Visser")


def test_who_chose_something_else_meanwhile_is_shown_both_and_loses_nothing(
    chantal: Page, dirk: Page
) -> None:
    place = _begin(chantal)
    chantal.get_by_label("Een ander systeem").check()
    dirk.goto(place)
    choose(dirk, "ESIS")
    sees(dirk, "Controleer de mandaten")

    chantal.get_by_role("button", name="Bewaar en ga verder").click()

    expect(chantal.get_by_role("alert")).to_be_focused()
    both = "Dirk Visser veranderde dit, vandaag om 10.00 uur: ESIS. U koos: Een ander systeem."
    expect(chantal.get_by_role("alert")).to_contain_text(both)
    expect(chantal.get_by_label("Een ander systeem")).to_be_checked()
    chantal.get_by_role("button", name="Bewaar en ga verder").click()
    expect(chantal.get_by_label("Hoe heet het LAS?")).to_be_visible()

    dirk.get_by_label("Ik mag dit namens het bestuur doen").check()
    dirk.get_by_role("button", name="2 mandaten opslaan").click()
    expect(dirk.locator("main")).to_contain_text("Er is intussen iets gewijzigd")
    expect(dirk.locator("main")).to_contain_text("Chantal Bakker koos een ander systeem")


def test_nobody_saves_what_a_colleague_changed_meanwhile(chantal: Page, dirk: Page) -> None:
    place = _begin(chantal)
    choose(chantal, "ParnasSys")
    sees(chantal, "Controleer de mandaten")
    dirk.goto(place)
    choose(dirk, "ESIS")
    sees(dirk, "Controleer de mandaten")

    choose(chantal, "Ik mag dit namens het bestuur doen", "2 mandaten opslaan")

    expect(chantal.get_by_role("alert")).to_be_focused()
    expect(chantal.locator("main")).to_contain_text("U geeft ESIS toestemming")
    expect(chantal.get_by_label("Ik mag dit namens het bestuur doen")).not_to_be_checked()
    choose(chantal, "Ik mag dit namens het bestuur doen", "2 mandaten opslaan")
    sees(chantal, "Vastgelegd in Mandaatwijzer")
    expect(chantal.locator("main")).to_contain_text("ESIS")
