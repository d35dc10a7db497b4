"""Two people of one board at once, each in their own browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import choose, sees
from tests.browser.conftest import OpenWindow
from tests.browser.screens import SERVICES
from tests.visitor import Visitor

_LAS = "Kies het administratiesysteem (LAS)"


@pytest.fixture
def chantal(visitor: Visitor, open_window: OpenWindow) -> Page:
    """Give the window of Chantal Bakker, who is to choose the LAS of the first school."""
    visitor.log_in("veel-scholen")
    visitor.send(school=next(iter(visitor.page.choices("school"))))
    visitor.send(**SERVICES)
    page = open_window(who=visitor)
    page.goto(visitor.page.url)
    sees(page, _LAS)
    return page


@pytest.fixture
def dirk(open_window: OpenWindow) -> Page:
    """Give the window of her colleague, Dirk Visser."""
    return open_window(who="collega")


def test_who_chose_something_else_meanwhile_is_shown_both_and_loses_nothing(
    chantal: Page, dirk: Page
) -> None:
    place = chantal.url
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
    place = chantal.url
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
