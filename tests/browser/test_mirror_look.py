"""What an agent sees has the look of what it means: marks, errors, conditions, desks."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenWindow
from tests.login import let_in_agent
from tests.people_in_call import allow, enter, make_code
from tests.visitor import Visitor

_SCHOOL = "/bestuur/99001/school/99AA"
_CHANGE = "/bestuur/99001/overstap?old=parnassys"
_STYLE = "(node, [name, pseudo]) => getComputedStyle(node, pseudo || undefined)[name]"


def style(place: Locator, name: str, pseudo: str = "") -> str:
    """Return how a part of a page is drawn, or what is drawn over it."""
    return str(place.evaluate(_STYLE, [name, pseudo]))


@pytest.fixture
def helping(visitor: Visitor) -> Visitor:
    """Give who looks along with a caller who wants another LAS, from a day that is none."""
    helping = Visitor(visitor.app)
    visitor.log_in("een-school")
    code = make_code(visitor)
    let_in_agent(helping.client)
    enter(helping, code)
    allow(visitor)
    visitor.get(f"{_SCHOOL}/dienst")
    for answers in ({"services": "rio"}, {"system": "parnassys"}, {"entitled": "y"}):
        visitor.send(**answers)
    visitor.get(f"{_CHANGE}&gekozen=1&controle=1&system=esis&ends_on=nooit&b=99AA")
    assert visitor.page.status == 422
    return helping


@pytest.fixture
def mirror(helping: Visitor, open_window: OpenWindow) -> Page:
    page = open_window(who=helping)
    page.goto(helping.page.url)
    return page


def test_what_is_chosen_has_a_dot_or_a_tick(mirror: Page) -> None:
    _is_marked(mirror)
    mirror.emulate_media(forced_colors="active")
    _is_marked(mirror)


def _is_marked(mirror: Page) -> None:
    for kind, turned in (("radio", "none"), ("checkbox", "45deg")):
        chosen = mirror.locator(f".mw-mirror__mark--{kind}.mw-mirror__mark--chosen")
        assert chosen.count() == 1
        drawn = style(chosen, "borderBottomColor", "::after")
        assert style(chosen, "content", "::after") == '""'
        assert style(chosen, "borderBottomWidth", "::after") != "0px"
        assert style(chosen, "rotate", "::after") == turned
        assert drawn != style(chosen, "backgroundColor"), "nobody sees it"
    others = mirror.locator(".mw-mirror__mark:not(.mw-mirror__mark--chosen)")
    assert others.count() >= 1
    assert {style(each, "content", "::after") for each in others.all()} == {"none"}


def test_an_error_is_as_red_as_at_the_caller(
    mirror: Page, visitor: Visitor, open_window: OpenWindow
) -> None:
    own = open_window(who=visitor)
    own.goto(_CHANGE)
    own.locator("main input[type=checkbox]").uncheck()
    own.locator("main form button[type=submit]").last.click()
    red = style(own.locator(".mw-errors a").first, "color")
    shown = mirror.locator(".mw-errors .mw-mirror__link")
    expect(shown).to_have_count(3)  # it follows the caller, who has three now
    assert {style(each, "color") for each in shown.all()} == {red}
    assert style(mirror.locator(".mw-form .mw-mirror__link").first, "color") != red


def test_a_condition_of_a_script_stands_out(mirror: Page) -> None:
    condition = mirror.locator(".mw-data__condition").first
    answer = mirror.locator(".mw-data__plain").first
    assert style(condition, "color") == style(mirror.locator("main h1"), "color")
    assert int(style(condition, "fontWeight")) > int(style(answer, "fontWeight"))


def test_who_helps_further_stands_below_its_heading_in_one_row(mirror: Page) -> None:
    heading = mirror.locator(".mw-help h2").bounding_box()
    desks = [each.bounding_box() for each in mirror.locator(".mw-help__desk").all()]
    assert heading is not None
    tops = {box["y"] for box in desks if box}
    assert len(desks) == 4
    assert len(tops) == 1
    assert tops.pop() >= heading["y"] + heading["height"]


def test_how_long_ago_the_caller_acted_counts_on_in_words(
    helping: Visitor, open_window: OpenWindow
) -> None:
    page = open_window(who=helping, holds_clock=True)
    page.clock.install(time=0)
    page.goto(helping.page.url)
    page.clock.pause_at(3_000)
    place = page.locator("[data-seconds]")
    place.evaluate(
        """place => place.after(...["1", "119", "120", "659"].map((seconds) => {
            const other = document.createElement("b");
            other.dataset.seconds = seconds;
            return other;
        }))"""
    )
    page.clock.run_for(1_000)
    said = [each.inner_text() for each in page.locator("b[data-seconds]").all()]
    assert said == ["1 seconde", "119 seconden", "2 minuten", "10 minuten"]
    assert place.first.inner_text().endswith((" seconde", " seconden"))
