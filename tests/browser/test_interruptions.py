"""What goes wrong halfway: impatience, our own mistakes, no connection, a long lunch."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select, text

from tests.browser.acts import choose, has_focus, is_marked, log_in, mark, sees
from tests.browser.axe import another_look, findings, overflow
from tests.browser.conftest import OpenWindow
from tests.browser.screens import ENTITLED, ONE, PARNASSYS, SERVICES
from tests.browser.stage import Stage
from tests.browser.watch import Watch
from tests.builders import SteppingClock
from tests.visitor import Visitor
from wizard.db.register_models import MandateRecord, ReceiptRecord
from wizard.ports import Wiring

_DIENST, _LAS = "Kies de dienst", "Kies het administratiesysteem (LAS)"
_NOT_KEPT = "Wij konden dit niet bewaren."
#: The page of whichever of two requests the browser kept.
_SAVED = re.compile("Vastgelegd in Mandaatwijzer|Dit was al opgeslagen")
_SPOIL = "UPDATE mandate SET starts_on = 'gisteren'"
_MEND = "UPDATE mandate SET starts_on = '2020-01-06'"


@pytest.fixture
def at_check(visitor: Visitor, open_window: OpenWindow) -> Page:
    """Give a window on the page to check, everything answered."""
    return _at_check(visitor, open_window)


def _at_check(visitor: Visitor, open_window: OpenWindow, *, scripts: bool = True) -> Page:
    visitor.log_in("een-school")
    visitor.send(**SERVICES)
    visitor.send(**PARNASSYS)
    page = open_window(who=visitor, scripts=scripts)
    page.goto(f"{ONE}/controleren")
    return page


def _saved(wiring: Wiring) -> tuple[int, int]:
    """Return how many mandates were saved here, and how many receipts."""
    with wiring.database.reading() as session:
        mandates = select(func.count()).where(MandateRecord.receipt_number.is_not(None))
        receipts = select(func.count()).select_from(ReceiptRecord)
        return session.scalars(mandates).one(), session.scalars(receipts).one()


def _do(wiring: Wiring, statement: str) -> None:
    with wiring.database.transaction() as session:
        session.execute(text(statement))


def _message(page: Page) -> str:
    return page.locator("#melding").inner_text()


def test_a_double_click_on_a_slow_server_saves_once(
    at_check: Page, stage: Stage, wiring: Wiring
) -> None:
    page = at_check
    page.get_by_label("Ik mag dit namens het bestuur doen").check()
    save = page.get_by_role("button", name="2 mandaten opslaan")
    stage.unsafe.clear()
    stage.door.clear()
    save.dblclick()
    expect(page.locator("main form button[type=submit]")).to_be_disabled()
    stage.door.set()

    sees(page, "Vastgelegd in Mandaatwijzer")
    assert stage.unsafe == [f"POST {ONE}/controleren"]
    assert _saved(wiring) == (2, 1)


def test_a_double_click_without_scripts_saves_once(
    visitor: Visitor, open_window: OpenWindow, wiring: Wiring, watch: Watch
) -> None:
    watch.network_may_fail = True  # the second click lets go of the first
    page = _at_check(visitor, open_window, scripts=False)
    page.get_by_label("Ik mag dit namens het bestuur doen").check()
    page.get_by_role("button", name="2 mandaten opslaan").dblclick()

    expect(page.get_by_role("heading", level=1)).to_have_text(_SAVED)
    assert _saved(wiring) == (2, 1)


def test_two_windows_save_once(visitor: Visitor, open_window: OpenWindow, wiring: Wiring) -> None:
    first = _at_check(visitor, open_window)
    second = first.context.new_page()
    second.goto(f"{ONE}/controleren")
    choose(first, "Ik mag dit namens het bestuur doen", "2 mandaten opslaan")
    sees(first, "Vastgelegd in Mandaatwijzer")
    choose(second, "Ik mag dit namens het bestuur doen", "2 mandaten opslaan")

    sees(second, "Dit was al opgeslagen")
    assert _saved(wiring) == (2, 1)


@pytest.mark.parametrize(
    ("spoil", "mend", "status"),
    [
        pytest.param(_SPOIL, _MEND, 500, id="our mistake"),
        pytest.param(
            "ALTER TABLE draft RENAME TO draft_elders",
            "ALTER TABLE draft_elders RENAME TO draft",
            503,
            id="no database",
        ),
    ],
)
def test_when_we_stumble_the_page_and_its_answers_stay(
    open_window: OpenWindow, wiring: Wiring, watch: Watch, spoil: str, mend: str, status: int
) -> None:
    watch.expect_status(status)
    page = open_window(who="een-school")
    page.goto(f"{ONE}/dienst")
    choose(page, "RIO en de doorstroomtoets samen")
    sees(page, _LAS)
    mark(page)
    page.get_by_text("Andere begindatum kiezen").click()
    page.get_by_label("Begindatum", exact=True).fill("28-11-2026")
    _do(wiring, spoil)
    choose(page, "ParnasSys")

    expect(page.locator("#melding")).to_contain_text(_NOT_KEPT)
    assert "Noem nummer" in _message(page)
    sees(page, _LAS)
    expect(page).to_have_url(f"{ONE}/las")
    expect(page.get_by_label("ParnasSys")).to_be_checked()
    expect(page.get_by_label("Begindatum", exact=True)).to_have_value("28-11-2026")
    expect(page.locator("#melding")).to_be_in_viewport()

    _do(wiring, mend)
    page.get_by_role("button", name="Bewaar en ga verder").click()
    sees(page, "Controleer de mandaten")
    assert _message(page) == ""
    assert is_marked(page)


def test_without_a_connection_the_answers_stay_and_a_second_try_works(
    open_window: OpenWindow, watch: Watch
) -> None:
    watch.network_may_fail = True
    page = open_window(who="een-school")
    page.goto(f"{ONE}/dienst")
    mark(page)
    page.context.set_offline(True)
    choose(page, "Alleen RIO")

    expect(page.locator("#melding")).to_contain_text(_NOT_KEPT)
    expect(page.locator("#melding")).to_contain_text("Wat u invulde, staat er nog.")
    expect(page.locator("#melding")).to_be_in_viewport()
    expect(page.get_by_label("Alleen RIO")).to_be_checked()
    expect(page.get_by_role("button", name="Bewaar en ga verder")).to_be_enabled()

    page.context.set_offline(False)
    page.get_by_role("button", name="Bewaar en ga verder").click()
    sees(page, _LAS)
    assert _message(page) == ""
    assert is_marked(page)


def test_the_message_can_be_read(open_window: OpenWindow, wiring: Wiring, watch: Watch) -> None:
    watch.expect_status(500)
    page = open_window(who="een-school")
    page.goto(f"{ONE}/dienst")
    _do(wiring, _SPOIL)
    choose(page, "Alleen RIO")
    expect(page.locator("#melding")).to_contain_text(_NOT_KEPT)
    page.evaluate("scrollTo(0, 0)")  # it sticks to the top of the window: nothing below it then

    assert findings(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    page.evaluate("scrollTo(0, 0)")
    page.emulate_media(color_scheme="dark")
    assert another_look(page) == []
    assert overflow(page) is None


def test_after_a_long_lunch_the_login_leads_back(
    open_window: OpenWindow, clock: SteppingClock, watch: Watch
) -> None:
    watch.expect_status(401)
    page = open_window(who="een-school")
    page.goto(f"{ONE}/dienst")
    choose(page, "RIO en de doorstroomtoets samen")
    sees(page, _LAS)
    clock.forward(minutes=31)
    choose(page, "ParnasSys")

    sees(page, "Inloggen")
    expect(page.locator("main")).to_contain_text("wat u invulde, zetten wij dan weer voor u klaar.")
    page.get_by_role("link", name="Inloggen met Mijn DUO").click()
    log_in(page)
    sees(page, _LAS)
    expect(page).to_have_url(f"{ONE}/las")
    expect(page.get_by_label("ParnasSys")).to_be_checked()


def test_an_old_form_says_what_to_do_in_the_page(open_window: OpenWindow, watch: Watch) -> None:
    watch.expect_status(400)
    page = open_window(who="een-school")
    page.goto(f"{ONE}/dienst")
    page.locator("main input[name=csrf_token]").evaluate("field => field.value = 'oud'")
    choose(page, "Alleen RIO")

    sees(page, "De pagina was te oud")
    has_focus(page, "H1", "De pagina was te oud")


def test_saved_answers_are_there_in_another_browser(
    visitor: Visitor, open_window: OpenWindow
) -> None:
    visitor.log_in("een-school")
    visitor.send(**SERVICES)
    visitor.send(**PARNASSYS)

    page = open_window()
    page.goto("/besturen")
    page.get_by_role("link", name="Inloggen met Mijn DUO").click()
    log_in(page)

    sees(page, "Controleer de mandaten")
    visitor.send(**ENTITLED)
    page.reload()
    sees(page, "Dit is al opgeslagen")
