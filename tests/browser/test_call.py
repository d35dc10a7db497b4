"""A whole call in two real browsers: the caller's, with JavaScript and without, and the agent's."""

import re

import pytest
from playwright.sync_api import Page, Request, Response, expect

from tests.browser.acts import focused, heading, hurry
from tests.browser.conftest import OpenWindow
from tests.browser.stage import Stage
from tests.browser.watch import Watch
from tests.login import let_in_agent
from tests.visitor import Visitor

_STEPS = "/bestuur/99001/school/99AA"
#: A change has to be shown by the second poll that begins after it: at most one finds nothing.
_MAY_MISS = 1
_NOTHING_NEW = 204


#: Whether the sticky bar lies over what has the focus; what stands in the bar is not under it.
_IS_COVERED = """() => {
    const here = document.activeElement, bar = document.querySelector(".mw-messages");
    if (bar.contains(here) || here.closest("header")) return false;
    return here.getBoundingClientRect().top < bar.getBoundingClientRect().bottom - 1;
}"""


@pytest.fixture
def register_key() -> str:
    """With the OSR there are five steps for one school: the last is to record it there."""
    return "osr"


@pytest.fixture
def open_window(open_window: OpenWindow) -> OpenWindow:
    """Give windows in which nobody has to wait seconds for a poll."""
    return lambda **how: hurry(open_window(**how))


class Polls:
    """Counts the polls of a window that began after a change and did not find it."""

    def __init__(self, page: Page) -> None:
        self.missed = 0
        self._begun: list[Request] = []
        page.on("request", self._asked)
        page.on("response", self._answered)

    def from_now_on(self) -> None:
        """Forget what went before."""
        self.missed, self._begun = 0, []

    def _asked(self, request: Request) -> None:
        if "/nu?" in request.url:
            self._begun.append(request)

    def _answered(self, response: Response) -> None:
        self.missed += response.request in self._begun and response.status == _NOTHING_NEW


@pytest.fixture
def agent(open_window: OpenWindow, stage: Stage, wiring: object) -> Page:
    """Give an agent who looks at the search page."""
    visitor = Visitor(stage.standing)
    let_in_agent(visitor.client)
    page = open_window(who=visitor)
    page.goto("/helpdesk")
    return page


def _pair(caller: Page, agent: Page, *, scripts: bool) -> None:
    """Read out the code, and allow it where the caller is."""
    caller.get_by_role("button", name="Hulp aan de telefoon").click()
    expect(heading(caller)).to_have_text("Lees deze code voor")
    agent.get_by_label("Code van de beller").fill(caller.locator(".mw-code").inner_text())
    agent.get_by_role("button", name="Kijk mee").click()
    expect(agent.get_by_text("U wacht op toestemming")).to_be_visible()
    if not scripts:
        caller.get_by_role("link", name="Kijk of de helpdesk er is").click()
    expect(heading(caller)).to_have_text("Mag de helpdesk meekijken?")
    caller.get_by_role("button", name="Toestaan").click()
    expect(agent.get_by_text("U kijkt mee met Anna de Wit")).to_be_visible()


def _answer(caller: Page, label: str | None, button: str = "Bewaar en ga verder") -> None:
    if label:
        caller.get_by_label(label, exact=True).check()
    caller.get_by_role("button", name=button).click()


def _stops(caller: Page, agent: Page) -> None:
    """The caller ends it: nothing of theirs is left at the agent."""
    caller.get_by_role("button", name="Stop", exact=True).click()
    expect(caller.get_by_text("kijkt niet meer mee")).to_be_visible()
    expect(agent.get_by_text("De beller stopte het meekijken")).to_be_visible()
    expect(agent.locator(".mw-mirror")).to_have_count(0)
    agent.reload()
    assert not re.search("99AA|ParnasSys", agent.locator("main").inner_text())


def test_a_whole_call(open_window: OpenWindow, agent: Page) -> None:
    caller = open_window(who="een-school")
    caller.goto(f"{_STEPS}/dienst")
    _pair(caller, agent, scripts=True)
    expect(heading(caller)).to_have_text("Kies de dienst")
    expect(caller.get_by_text("Sanne de Boer (helpdesk) kijkt mee")).to_be_visible()
    mirror, script, polls = (
        agent.locator(".mw-mirror"),
        agent.locator(".mw-along__script"),
        Polls(agent),
    )

    def sees(words: str) -> None:
        expect(caller.locator("main")).to_contain_text(words)
        polls.from_now_on()
        expect(mirror).to_contain_text(words)
        assert polls.missed <= _MAY_MISS, words

    sees("Kies de dienst")
    expect(script).to_contain_text("U bent bij stap 3")
    _answer(caller, None)
    expect(caller.get_by_role("alert")).to_be_visible()
    sees("Er is nog geen dienst gekozen")
    expect(script).to_contain_text("De beller ziet een rood vak")
    _answer(caller, "RIO en de doorstroomtoets samen")
    sees("Kies het administratiesysteem (LAS)")
    expect(script).not_to_contain_text("De beller ziet een rood vak")
    _answer(caller, "ParnasSys van Topicus")
    sees("Controleer de mandaten")
    _answer(caller, "Ik mag dit namens het bestuur doen", "2 mandaten opslaan")
    sees("nu vast in het OSR")
    _answer(caller, None, "Ik heb beide in het OSR gezien")
    sees("Vastgelegd in het OSR")
    expect(agent.get_by_text("Anna de Wit zag RIO voor De Regenboog in het OSR")).to_be_visible()
    assert mirror.locator("a, button, input, form, [tabindex]").count() == 0

    _stops(caller, agent)


def test_a_caller_without_scripts(open_window: OpenWindow, agent: Page) -> None:
    caller = open_window(who="een-school", scripts=False)
    caller.goto(f"{_STEPS}/dienst")
    _pair(caller, agent, scripts=False)
    expect(caller.get_by_text("Sanne de Boer (helpdesk) kijkt mee")).to_be_visible()
    expect(agent.locator(".mw-mirror")).to_contain_text("Kies de dienst")
    _answer(caller, "RIO en de doorstroomtoets samen")
    expect(agent.locator(".mw-mirror")).to_contain_text("Kies het administratiesysteem (LAS)")
    _stops(caller, agent)


def test_what_was_typed_stays_when_the_helpdesk_asks_and_is_allowed(
    open_window: OpenWindow, agent: Page
) -> None:
    caller = open_window(who="een-school")
    caller.goto("/bestuur/99001")
    caller.get_by_role("button", name="Hulp aan de telefoon").click()
    code = caller.locator(".mw-code").inner_text()
    caller.goto(f"{_STEPS}/dienst")
    caller.get_by_label("Alleen RIO", exact=True).check()
    agent.get_by_label("Code van de beller").fill(code)
    agent.get_by_role("button", name="Kijk mee").click()
    caller.get_by_role("button", name="Toestaan").click()
    expect(caller.get_by_text("Sanne de Boer (helpdesk) kijkt mee")).to_be_visible()
    expect(caller.get_by_label("Alleen RIO", exact=True)).to_be_checked()
    expect(agent.locator(".mw-mirror")).to_contain_text("Kies de dienst")


def test_an_agent_without_a_connection_is_told_that_the_page_is_old(
    open_window: OpenWindow, agent: Page, watch: Watch
) -> None:
    caller = open_window(who="een-school")
    caller.goto("/bestuur/99001")
    _pair(caller, agent, scripts=True)
    old = agent.get_by_text("Geen verbinding. Wat u hieronder ziet, is niet meer actueel.")
    expect(old).to_be_hidden()
    watch.network_may_fail = True
    agent.context.set_offline(True)
    expect(old).to_be_visible()
    expect(agent.locator(".mw-mirror")).to_be_visible()
    agent.context.set_offline(False)
    expect(old).to_be_hidden()


def test_an_agent_keeps_the_focus_while_the_caller_goes_on(
    open_window: OpenWindow, agent: Page
) -> None:
    caller = open_window(who="een-school")
    caller.goto("/bestuur/99001")
    _pair(caller, agent, scripts=True)
    for where, page, words in (
        ("#gesprek-knoppen button >> nth=0", f"{_STEPS}/dienst", "Kies de dienst"),
        ("#ververs", "/bestuur/99001", "Overzicht van uw scholen"),
    ):
        agent.locator(where).focus()
        caller.goto(page)
        expect(agent.locator(".mw-mirror")).to_contain_text(words)
        expect(agent.locator(where)).to_be_focused()


def test_the_focus_stays_in_the_bar_and_what_has_it_is_never_under_the_bar(
    open_window: OpenWindow, agent: Page
) -> None:
    caller = open_window(who="een-school", width=390, height=500)
    caller.goto("/bestuur/99001")
    caller.get_by_role("button", name="Hulp aan de telefoon").click()
    code = caller.locator(".mw-code").inner_text()
    caller.goto("/bestuur/99001")
    agent.get_by_label("Code van de beller").fill(code)
    agent.get_by_role("button", name="Kijk mee").click()
    expect(caller.get_by_role("button", name="Toestaan")).to_be_visible()
    caller.get_by_role("link", name="Wie keek er mee?").focus()
    for _step in range(12):
        caller.keyboard.press("Shift+Tab")
        assert caller.evaluate(_IS_COVERED) is False, focused(caller)
    caller.get_by_role("button", name="Toestaan").click()
    expect(caller.locator(".mw-call__text")).to_be_focused()
    caller.get_by_role("button", name="Stop", exact=True).click()
    expect(caller.locator(".mw-call__text")).to_be_focused()
    expect(caller.get_by_role("button", name="Maak een nieuwe code")).to_be_visible()
