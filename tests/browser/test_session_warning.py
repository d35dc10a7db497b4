"""Nobody is logged out without a warning that they can answer."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import another_look, findings, overflow
from tests.browser.conftest import OpenWindow
from tests.browser.screens import ONE
from tests.browser.stage import Stage
from tests.builders import SteppingClock

_MINUTE = 60_000


@pytest.fixture
def idle(open_window: OpenWindow) -> Page:
    """Give a window whose clock obeys, on a page that somebody just opened."""
    page = open_window(who="een-school", holds_clock=True)
    page.clock.install()
    page.goto(f"{ONE}/dienst")
    return page


def test_after_25_minutes_the_page_warns_and_waits(idle: Page) -> None:
    region = idle.locator("#sessie")
    idle.clock.fast_forward(24 * _MINUTE)
    expect(region).to_be_empty()

    idle.clock.fast_forward(70_000)

    expect(region).to_contain_text("Over 5 minuten loggen wij u uit.")
    expect(region).to_contain_text("blijft staan")
    expect(region.get_by_role("button", name="Blijf ingelogd")).to_be_visible()
    assert findings(idle) == []
    idle.emulate_media(color_scheme="dark")
    assert another_look(idle) == []
    idle.set_viewport_size({"width": 320, "height": 640})
    assert overflow(idle) is None


def test_staying_logged_in_tells_the_server_and_hides_the_warning(
    idle: Page, stage: Stage, clock: SteppingClock
) -> None:
    idle.get_by_label("Alleen RIO").check()
    clock.forward(minutes=26)
    idle.clock.fast_forward(26 * _MINUTE)
    stage.unsafe.clear()

    idle.get_by_role("button", name="Blijf ingelogd").click()

    expect(idle.locator("#sessie")).to_be_empty()
    assert stage.unsafe == ["POST /sessie"]
    expect(idle.get_by_label("Alleen RIO")).to_be_checked()
    clock.forward(minutes=20)
    idle.get_by_role("button", name="Bewaar en ga verder").click()
    expect(idle).to_have_url(f"{ONE}/las")


def test_after_30_minutes_it_says_that_everything_is_kept(idle: Page) -> None:
    region = idle.locator("#sessie")
    idle.clock.fast_forward(26 * _MINUTE)
    expect(region).to_contain_text("Blijf ingelogd")

    idle.clock.fast_forward(5 * _MINUTE)

    expect(region).to_contain_text("U bent uitgelogd.")
    expect(region).to_contain_text("Alles wat u hebt bewaard, staat er nog.")
    expect(region.get_by_role("link", name="Log opnieuw in")).to_be_visible()
    assert findings(idle) == []


def test_work_in_another_window_counts(idle: Page) -> None:
    other = idle.context.new_page()
    idle.clock.fast_forward(20 * _MINUTE)
    other.clock.install(time=idle.evaluate("Date.now()"))
    other.goto("/bestuur/99001")
    idle.clock.fast_forward(6 * _MINUTE)

    expect(idle.locator("#sessie")).to_be_empty()


def test_who_is_not_logged_in_is_never_warned(open_window: OpenWindow) -> None:
    page = open_window(holds_clock=True)
    page.clock.install()
    page.goto("/")
    page.clock.fast_forward(60 * _MINUTE)

    expect(page.locator("#sessie")).to_have_count(0)
