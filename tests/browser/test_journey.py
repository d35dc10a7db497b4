"""The board with one school, from the first page to *Klaar*, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import choose, has_focus, heading, is_marked, log_in, mark, sees
from tests.browser.conftest import OpenWindow
from tests.browser.stage import Stage
from tests.ways import in_the_osr

_WHERE = {"own": "Mandaatwijzer", "osr": "het OSR"}
_DIENST, _LAS = "Kies de dienst", "Kies het administratiesysteem (LAS)"
_CHECK = "Controleer de mandaten"
_RECORD = "Leg RIO en de doorstroomtoets nu vast in het OSR"


def from_start_to_first_question(page: Page) -> None:
    """Open the first page, log in, and come to the choice of a service."""
    page.goto("/")
    page.get_by_role("link", name="Begin met de mandaten").click()
    sees(page, "Inloggen")
    page.get_by_role("link", name="Inloggen met Mijn DUO").click()
    log_in(page)
    sees(page, _DIENST)


@pytest.fixture
def page(open_window: OpenWindow) -> Page:
    """Give a small window of somebody who is logged in, at the first question."""
    page = open_window(who="een-school", width=390, height=500)
    page.goto("/bestuur/99001/school/99AA/dienst")
    sees(page, _DIENST)
    return page


def answer_until_saved(page: Page) -> None:
    """Answer the questions of the one school and save both mandates."""
    choose(page, "RIO en de doorstroomtoets samen")
    sees(page, _LAS)
    choose(page, "ParnasSys")
    sees(page, _CHECK)
    choose(page, "Ik mag dit namens het bestuur doen", "2 mandaten opslaan")


def record_in_osr(page: Page) -> None:
    """Say that both mandates stand in the OSR."""
    sees(page, _RECORD)
    expect(page.get_by_text("Stap 5 van 7")).to_be_visible()
    page.get_by_role("button", name="Ik heb beide in het OSR gezien").click()


#: Each database, each register, with and without scripts, once.
_WAYS = [
    pytest.param(True, "osr", "postgres", marks=pytest.mark.postgres),
    (False, "own", "sqlite"),
]


@pytest.mark.parametrize(("scripts", "register_key", "backend"), _WAYS)
def test_both_mandates_in_at_most_six_submissions(
    open_window: OpenWindow, stage: Stage, register_key: str, scripts: bool
) -> None:
    page = open_window(scripts=scripts)
    from_start_to_first_question(page)
    mark(page)
    answer_until_saved(page)
    if register_key == "osr":
        record_in_osr(page)
    sees(page, f"Vastgelegd in {_WHERE[register_key]}")
    assert is_marked(page) is scripts, "htmx swaps what changed; without it each page is new"
    page.get_by_role("link", name="Klaar: bekijk wat er nu gebeurt").click()
    sees(page, "Alle mandaten voor het LAS zijn geregeld")

    assert len(stage.unsafe) <= 6, stage.unsafe


def test_each_step_brings_its_title_address_and_focus_and_begins_at_the_top(page: Page) -> None:
    choose(page, "RIO en de doorstroomtoets samen")
    sees(page, _LAS)
    expect(page).to_have_title(f"Stap 4 van 7: {_LAS} – Mandaatwijzer")
    expect(page).to_have_url("/bestuur/99001/school/99AA/las")
    has_focus(page, "H1", _LAS)
    assert page.evaluate("scrollY") == 0

    choose(page, "ParnasSys")
    sees(page, _CHECK)
    expect(page).to_have_title(f"Stap 5 van 7: {_CHECK} – Mandaatwijzer")
    expect(page).to_have_url("/bestuur/99001/school/99AA/controleren")
    has_focus(page, "H1", _CHECK)

    choose(page, "Ik mag dit namens het bestuur doen", "2 mandaten opslaan")
    sees(page, "Vastgelegd in Mandaatwijzer")
    expect(page).to_have_title("Vastgelegd in Mandaatwijzer: bewijs MW-2026-00001 – Mandaatwijzer")
    expect(page).to_have_url("/bestuur/99001/bewijs/MW-2026-00001")
    has_focus(page, "H1", "Vastgelegd in Mandaatwijzer")
    assert page.evaluate("scrollY") == 0


def test_an_error_takes_the_focus_and_the_title_and_keeps_the_address(page: Page) -> None:
    choose(page, "RIO en de doorstroomtoets samen")
    sees(page, _LAS)

    page.get_by_role("button", name="Bewaar en ga verder").click()

    has_focus(page, "DIV", "Er is nog geen LAS gekozen")
    expect(page).to_have_title(f"Fout: Stap 4 van 7: {_LAS} – Mandaatwijzer")
    expect(page).to_have_url("/bestuur/99001/school/99AA/las")
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("ParnasSys")).to_be_focused()


def test_back_gives_the_previous_step_and_after_saving_says_so(page: Page) -> None:
    answer_until_saved(page)
    sees(page, "Vastgelegd in Mandaatwijzer")

    page.go_back()
    sees(page, "Dit is al opgeslagen")
    expect(page).to_have_url("/bestuur/99001/school/99AA/controleren")
    page.go_forward()
    sees(page, "Vastgelegd in Mandaatwijzer")


def test_back_before_saving_shows_what_was_answered(page: Page) -> None:
    choose(page, "RIO en de doorstroomtoets samen")
    sees(page, _LAS)
    choose(page, "ParnasSys")
    sees(page, _CHECK)

    page.go_back()
    sees(page, _LAS)
    expect(page).to_have_title(f"Stap 4 van 7: {_LAS} – Mandaatwijzer")
    expect(page.get_by_label("ParnasSys")).to_be_checked()
    page.go_back()
    sees(page, _DIENST)
    expect(page.get_by_label("RIO en de doorstroomtoets samen")).to_be_checked()
    choose(page, "RIO en de doorstroomtoets samen")
    sees(page, _CHECK)


@in_the_osr
def test_each_step_can_be_reloaded(page: Page) -> None:
    seen = []

    def reloaded() -> None:
        before = (heading(page).inner_text(), page.url, page.title())
        page.reload()
        assert (heading(page).inner_text(), page.url, page.title()) == before
        seen.append(before[0])

    reloaded()
    choose(page, "RIO en de doorstroomtoets samen")
    sees(page, _LAS)
    reloaded()
    choose(page, "ParnasSys")
    sees(page, _CHECK)
    reloaded()
    choose(page, "Ik mag dit namens het bestuur doen", "2 mandaten opslaan")
    sees(page, _RECORD)
    reloaded()
    page.get_by_role("button", name="Ik heb beide in het OSR gezien").click()
    sees(page, "Vastgelegd in het OSR")
    reloaded()

    assert len(seen) == 5
