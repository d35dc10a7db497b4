"""The overview's search works while somebody types: only the list changes, the focus stays."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import is_marked, mark
from tests.browser.conftest import OpenWindow

_BOARD = "/bestuur/99055"


@pytest.fixture
def overview(open_window: OpenWindow) -> Page:
    """Give the overview of a board with 55 schools."""
    page = open_window(who="veel-scholen")
    page.goto(_BOARD)
    mark(page)
    return page


def _schools(page: Page) -> list[str]:
    return page.locator("#scholen tbody .mw-table__name").all_inner_texts()


def _is_a_table(page: Page) -> bool:
    """Tell whether each row says that it is one: the layout of a small screen takes that away."""
    rows = page.locator(".mw-table tr")
    return rows.count() == page.locator(".mw-table tr[role=row]").count() > 0


def test_the_list_follows_what_is_typed_and_the_focus_stays(overview: Page) -> None:
    assert _is_a_table(overview)
    field = overview.get_by_label("Zoek op naam, BRIN of plaats")
    field.press_sequentially("kompas")
    expect(overview.locator("#gevonden")).to_contain_text("1 school.")
    assert _schools(overview) == ["Het Kompas"]
    expect(field).to_be_focused()
    assert field.input_value() == "kompas"
    assert overview.url.endswith("?zoek=kompas&toon=")
    assert is_marked(overview)
    assert _is_a_table(overview)


def test_a_brin_is_repaired_and_how_many_there_are_is_said_aloud(overview: Page) -> None:
    status = overview.locator("#gevonden")
    element = status.element_handle()
    overview.get_by_label("Zoek op naam, BRIN of plaats").fill("99a1")
    expect(status).to_contain_text("1 school.")
    assert status.get_attribute("role") == "status"
    assert element.evaluate("each => each.isConnected"), "a new region would not be read aloud"


def test_the_choice_of_states_works_at_once_and_back_undoes_it(overview: Page) -> None:
    overview.get_by_label("Toon").select_option("klaar")
    expect(overview.locator("#gevonden")).to_contain_text("Geen school gevonden.")
    overview.go_back()
    expect(overview.locator("#gevonden")).to_contain_text("55 scholen.")
    assert len(_schools(overview)) == 25


def test_without_scripts_the_same_search_is_a_form(open_window: OpenWindow) -> None:
    page = open_window(who="veel-scholen", scripts=False)
    page.goto(_BOARD)
    page.get_by_label("Zoek op naam, BRIN of plaats").fill("kompas")
    page.get_by_role("button", name="Zoek").click()
    page.wait_for_url("**zoek=kompas**")
    assert _schools(page) == ["Het Kompas"]
