"""Every screen, wide and narrow, light and dark: usable for everybody, and it fits."""

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.acts import heading
from tests.browser.axe import findings, overflow
from tests.browser.conftest import OpenWindow
from tests.browser.screens import SCREENS, Scene, Screen, templates_shown_by
from tests.browser.watch import Watch
from tests.builders import SteppingClock
from tests.visitor import Visitor
from tests.ways import EVERYTHING
from wizard.ports import Wiring

Scheme = Literal["light", "dark"]
_BOTH: tuple[Scheme, ...] = ("light", "dark")
#: At each width, the colours in which axe looks: both widths and both colours, not each in each.
_LOOKS: dict[int, tuple[Scheme, ...]] = (
    {1280: _BOTH, 390: (), 320: _BOTH}
    if EVERYTHING
    else {1280: ("light",), 390: (), 320: ("dark",)}
)


def _marks(screen: Screen) -> list[pytest.MarkDecorator]:
    return [pytest.mark.own_product] if screen.own_product else []


@pytest.mark.parametrize(
    ("screen", "register_key", "fault"),
    [
        pytest.param(each, each.register, each.fault, id=each.name, marks=_marks(each))
        for each in SCREENS
    ],
)
def test_it_fits_and_everybody_can_use_it(
    screen: Screen,
    visitor: Visitor,
    wiring: Wiring,
    clock: SteppingClock,
    open_window: OpenWindow,
    watch: Watch,
) -> None:
    watch.expect_status(*screen.statuses)
    url = screen.arrange(Scene(visitor, wiring, clock))
    page = open_window(who=visitor if visitor.client.get_cookie("mandaatwijzer") else None)
    with templates_shown_by(visitor.app) as shown:
        page.goto(url)
        screen.act.in_window(page)
        expect(heading(page)).to_have_text(screen.h1)
        page.wait_for_load_state()
    assert not screen.template or shown[-1] == screen.template

    wrong = []
    for width, schemes in _LOOKS.items():
        page.set_viewport_size({"width": width, "height": 900})
        if sticking_out := overflow(page):
            wrong.append(f"{width} px: scrolls sideways: {sticking_out}")
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            wrong += [f"{width} px, {scheme}: {each}" for each in findings(page)]
    assert wrong == []
