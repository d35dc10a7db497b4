"""55 schools of which nothing is known, by the plan: from a file, from a table, by keyboard."""

from io import BytesIO
from urllib.parse import urljoin

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.acts import sees
from tests.browser.conftest import OpenWindow
from tests.browser.stage import Stage
from tests.browser.test_keyboard import follow, tab_to
from tests.browser.test_whole_board import LOGIN, brins, give_together
from tests.journeys.whole_board import three_systems
from tests.ways import in_the_osr
from wizard.ports import Wiring

_TICK = "(boxes, brins) => boxes.forEach(box => (box.checked = brins.includes(box.value)))"
_TABLE = "Welk LAS gebruikt elke school?"


@pytest.fixture
def scripts() -> bool:
    """Tell whether the browser runs scripts."""
    return True


@pytest.fixture
def page(open_window: OpenWindow, scripts: bool) -> Page:
    """Give a window on the plan of that board."""
    page = open_window(who="las-onbekend", scripts=scripts)
    page.goto("/bestuur/99056")
    page.get_by_role("link", name="Bekijk het plan voor alle scholen").click()
    sees(page, "Uw plan")
    return page


@pytest.fixture
def uses(wiring: Wiring) -> dict[str, str]:
    """Give which school uses which LAS: 30, 15 and 10 schools."""
    return three_systems(brins(wiring, "99056"))


def give_all(page: Page, register_key: str) -> None:
    """Follow the plan for three systems, and look at *Klaar*."""
    for _ in range(3):
        page.get_by_role("link", name="Ga verder met ").first.click()
        give_together(page, register_key)
    page.get_by_role("link", name="Klaar: bekijk wat er nu gebeurt").click()
    sees(page, "Alle mandaten voor het LAS zijn geregeld")


@in_the_osr
def test_from_a_file(
    page: Page, wiring: Wiring, stage: Stage, uses: dict[str, str], register_key: str
) -> None:
    page.get_by_role("link", name="Stuur een lijst uit Excel").click()
    link = page.get_by_role("link", name="Haal het voorbeeld op").get_attribute("href")
    example = page.request.get(urljoin(page.url, link))
    book = load_workbook(BytesIO(example.body()))
    for row in book.worksheets[0].iter_rows(min_row=2):
        row[3].value = wiring.catalogue.systems[uses[row[0].value]].name
    filled = BytesIO()
    book.save(filled)

    page.set_input_files("#file", {"name": "las.xlsx", "mimeType": "", "buffer": filled.getvalue()})
    page.get_by_role("button", name="Lees het bestand").click()
    sees(page, "Controleer de lijst")
    page.get_by_role("button", name="Bewaar het LAS van 55 scholen").click()
    sees(page, "Uw plan")
    give_all(page, register_key)
    assert LOGIN + len(stage.unsafe) <= 10, stage.unsafe


@pytest.mark.parametrize("scripts", [False])
def test_from_the_table(page: Page, stage: Stage, uses: dict[str, str]) -> None:
    page.get_by_role("link", name="Vul het LAS in van 55 scholen").click()
    for key in dict.fromkeys(uses.values()):
        sees(page, _TABLE)
        same = [brin for brin, system in uses.items() if system == key]
        page.locator("input[name=b]").evaluate_all(_TICK, same)  # one by one takes seconds
        page.locator(f"input[name=las][value={key}]").check()
        page.get_by_role("button", name="Controleer de keuze").click()
        page.get_by_role("button", name="Bewaar dit voor").click()
        expect(page.get_by_text("Bewaard", exact=True)).to_be_visible()
    page.get_by_role("link", name="Bekijk uw plan").click()
    give_all(page, "own")
    assert LOGIN + len(stage.unsafe) <= 12, stage.unsafe


def test_the_las_of_twenty_schools_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/bestuur/99056/las")
    sees(page, _TABLE)
    tab_to(page, page.locator("label[for=b]").inner_text())
    page.keyboard.press("Space")
    for _ in range(19):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
    expect(page.get_by_text("20 van 55 gekozen")).to_be_visible()
    tab_to(page, "ParnasSys")
    page.keyboard.press("Space")
    follow(page, "Controleer de keuze")
    sees(page, "Controleer: ParnasSys")
    follow(page, "Bewaar dit voor 20 scholen")
    expect(page.get_by_text("20 scholen gebruiken ParnasSys.")).to_be_visible()
