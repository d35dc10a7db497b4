"""The whole journey without a mouse; whoever tabs always sees where they are."""

from playwright.sync_api import Page, expect

from tests.browser.acts import focused, has_focus, hurry, sees
from tests.browser.conftest import OpenWindow
from tests.browser.stage import Stage
from tests.login import let_in_agent
from tests.visitor import Visitor

_MANY = 60
_HAS_RING = """() => {
    const style = getComputedStyle(document.activeElement);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return document.activeElement !== document.body && (outlined || style.boxShadow !== "none");
}"""
_NAME = """() => {
    const here = document.activeElement;
    return here.labels?.[0]?.innerText ?? here.innerText ?? "";
}"""


def _name(page: Page) -> str:
    return " ".join(str(page.evaluate(_NAME)).split())


def _tab(page: Page, key: str = "Tab") -> str:
    """Press Tab once and return where that leads; it must show there."""
    page.keyboard.press(key)
    here = _name(page)
    assert page.evaluate(_HAS_RING), f"the focus does not show on {focused(page)!r} ({here!r})"
    return here


def tab_to(page: Page, name: str, key: str = "Tab") -> int:
    """Press Tab until the focus is on what has this name; it shows at each stop. Say how often."""
    page.wait_for_load_state()  # before its style sheets are there, no page shows the focus
    passed = []
    for _ in range(_MANY):
        passed.append(_tab(page, key))
        if passed[-1].startswith(name):
            return len(passed)
    raise AssertionError(f"Tab never came to {name!r}, only to {passed}")


def follow(page: Page, name: str, key: str = "Tab") -> None:
    """Go to a link or button with Tab, and press Enter."""
    tab_to(page, name, key)
    page.keyboard.press("Enter")


def test_both_mandates_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    follow(page, "Begin met de mandaten")
    sees(page, "Inloggen")
    follow(page, "Inloggen met Mijn DUO")
    expect(page.get_by_text("om te oefenen")).to_be_visible()
    follow(page, "Anna de Wit")
    expect(page.get_by_label("Token")).to_have_value("110199")
    tab_to(page, "Wachtwoord")
    page.keyboard.press("Enter")

    sees(page, "Kies de dienst")
    tab_to(page, "RIO en de doorstroomtoets samen")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Alleen RIO")).to_be_checked()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("RIO en de doorstroomtoets samen")).to_be_checked()
    follow(page, "Bewaar en ga verder")

    sees(page, "Kies het administratiesysteem (LAS)")
    has_focus(page, "H1", "Kies het administratiesysteem")
    tab_to(page, "ParnasSys")
    page.keyboard.press("Space")
    expect(page.get_by_label("ParnasSys")).to_be_checked()
    page.keyboard.press("Enter")

    sees(page, "Controleer de mandaten")
    has_focus(page, "H1", "Controleer de mandaten")
    tab_to(page, "Ik mag dit namens het bestuur doen")
    page.keyboard.press("Space")
    follow(page, "2 mandaten opslaan")

    sees(page, "Vastgelegd in Mandaatwijzer")
    has_focus(page, "H1", "Vastgelegd in Mandaatwijzer")
    follow(page, "Klaar: bekijk wat er nu gebeurt")
    sees(page, "Alle mandaten voor het LAS zijn geregeld")


def test_shift_tab_leads_back_and_shows_it(open_window: OpenWindow) -> None:
    page = open_window(who="een-school")
    page.goto("/bestuur/99001/school/99AA/dienst")
    there = [_tab(page) for _ in range(9)]

    back = [_tab(page, "Shift+Tab") for _ in range(8)]

    assert back == there[-2::-1]


def test_an_error_is_reached_and_repaired_with_the_keyboard(open_window: OpenWindow) -> None:
    page = open_window(who="een-school")
    page.goto("/bestuur/99001/school/99AA/dienst")
    follow(page, "Bewaar en ga verder")

    has_focus(page, "DIV", "Er is nog geen dienst gekozen")
    follow(page, "Kies voor welke dienst")
    expect(page.get_by_label("RIO en de doorstroomtoets samen")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    sees(page, "Kies het administratiesysteem (LAS)")


def test_every_stop_of_the_overview_shows_the_focus(open_window: OpenWindow) -> None:
    page = open_window(who="veel-scholen")
    page.goto("/bestuur/99055")

    assert len({_tab(page) for _ in range(40)}) > 20


def test_the_first_tab_offers_to_skip_to_the_content(open_window: OpenWindow) -> None:
    page = open_window(who="een-school")
    page.goto("/bestuur/99001/school/99AA/dienst")

    assert _tab(page) == "Naar de inhoud"
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_whole_call_with_two_keyboards(open_window: OpenWindow, stage: Stage) -> None:
    visitor = Visitor(stage.standing)
    let_in_agent(visitor.client)
    agent, caller = hurry(open_window(who=visitor)), hurry(open_window(who="een-school"))
    caller.goto("/bestuur/99001/school/99AA/dienst")
    follow(caller, "Hulp aan de telefoon")
    sees(caller, "Lees deze code voor")
    agent.goto("/helpdesk")
    agent.locator("#inhoud").focus()
    assert tab_to(agent, "Code van de beller") < 10
    agent.keyboard.type(caller.locator(".mw-code").inner_text())
    agent.keyboard.press("Enter")
    expect(agent.get_by_text("U wacht op toestemming")).to_be_visible()
    sees(caller, "Mag de helpdesk meekijken?")
    has_focus(caller, "H1", "Mag de helpdesk meekijken?")
    follow(caller, "Toestaan")
    sees(caller, "Kies de dienst")
    expect(agent.get_by_text("U kijkt mee met Anna de Wit")).to_be_visible()

    tab_to(caller, "RIO en de doorstroomtoets samen")
    caller.keyboard.press("Space")
    caller.keyboard.press("Enter")
    sees(caller, "Kies het administratiesysteem (LAS)")
    expect(agent.locator(".mw-mirror")).to_contain_text("Kies het administratiesysteem")
    follow(agent, "Draag over aan een collega")
    expect(agent.get_by_text("U droeg het gesprek over.")).to_be_visible()
    expect(caller.get_by_text("Nieuwe code:")).to_be_visible()

    colleague = open_window(who=_another_agent(stage))
    colleague.goto("/helpdesk")
    tab_to(colleague, "Code van de beller")
    colleague.keyboard.type(caller.locator(".mw-call__code").inner_text())
    colleague.keyboard.press("Enter")
    expect(caller.get_by_role("button", name="Toestaan")).to_be_visible()
    follow(caller, "Toestaan", "Shift+Tab")
    expect(colleague.get_by_text("U kijkt mee met Anna de Wit")).to_be_visible()
    expect(caller.get_by_text("Omar Haddad (helpdesk) kijkt mee")).to_be_visible()
    follow(caller, "Stop")
    expect(colleague.get_by_text("De beller stopte het meekijken")).to_be_visible()
    follow(colleague, "Schrijf een gespreksnotitie")
    sees(colleague, "Gespreksnotitie")


def _another_agent(stage: Stage) -> Visitor:
    visitor = Visitor(stage.standing)
    let_in_agent(visitor.client, "helpdesk-2")
    return visitor


def test_an_answer_of_a_school_with_the_keyboard_alone(open_window: OpenWindow) -> None:
    page = open_window(who="een-school")
    page.goto("/bestuur/99001/school/99AA/dienst")
    tab_to(page, "RIO en de doorstroomtoets samen")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    sees(page, "Kies het administratiesysteem (LAS)")
    page.get_by_label("Weet ik niet").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    sees(page, "Vraag het aan De Regenboog")
    tab_to(page, "Wanneer kijkt u of De Regenboog heeft geantwoord?")
    page.keyboard.press("Control+A")
    page.keyboard.type("27-11-2026")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kijk weer op vrijdag")).to_be_visible()

    follow(page, "Naar het overzicht", "Shift+Tab")
    sees(page, "Overzicht van uw scholen")
    follow(page, "1 school wacht op antwoord")
    sees(page, "Wacht op antwoord van 1 school")
    tab_to(page, "LAS van De Regenboog, 99AA")
    page.keyboard.type("ESIS")
    follow(page, "Bewaar de antwoorden")
    sees(page, "Geen school wacht op antwoord")
    has_focus(page, "H1", "Geen school wacht op antwoord")
