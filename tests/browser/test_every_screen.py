"""Every screen, wide and narrow, light and dark, also without scripts: usable, and it fits.

What shows nothing that another screen did not show is not opened: its words are read in
tests/validator. Of what is opened, axe looks at what is new.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import heading
from tests.browser.axe import another_look, findings, overflow, small_choices
from tests.browser.hiding import HIDDEN, NEEDS_SCRIPTS, not_shown, shown
from tests.browser.screens import PARTS, Screen, of_part
from tests.browser.screens.gallery import Gallery
from tests.browser.wall import Wall
from tests.browser.watch import Watch
from tests.ways import EVERYTHING

_SCRIPTED = NEEDS_SCRIPTS.removeprefix(".")


@pytest.mark.parametrize(
    "screen",
    [
        pytest.param(screen, id=screen.name, marks=pytest.mark.xdist_group(f"screens-{part}"))
        for part in range(PARTS)
        for screen in of_part(part)
    ],
)
def test_it_fits_and_everybody_can_use_it(
    screen: Screen,
    gallery: Gallery,
    wall: Wall,
    wall_without_scripts: Wall,
    watch: Watch,
) -> None:
    made = gallery.made(screen)
    new = gallery.new_parts(screen)
    watch.expect_status(made.answer.status_code)
    if not (new or EVERYTHING):
        return
    with wall.showing(made, watch, [] if EVERYTHING else new) as page:
        expect(heading(page)).to_have_text(screen.h1)
        wrong = _wrong_with(page)
    if _SCRIPTED in made.answer.text:
        with wall_without_scripts.showing(made, watch) as page:
            wrong += _wrong_without_scripts(page)
    assert wrong == []


def _wrong_with(page: Page) -> list[str]:
    wrong = [f"1280 px, light: {each}" for each in findings(page)]
    wrong += [f"1280 px: not shown: {each}" for each in not_shown(page, NEEDS_SCRIPTS)]
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        if sticking_out := overflow(page):
            wrong.append(f"{width} px: scrolls sideways: {sticking_out}")
    wrong += [f"320 px: not hidden: {each}" for each in shown(page, HIDDEN)]
    wrong += [f"320 px: too small: {each}" for each in small_choices(page)]
    page.emulate_media(color_scheme="dark")
    return wrong + [f"320 px, dark: {each}" for each in another_look(page)]


def _wrong_without_scripts(page: Page) -> list[str]:
    wrong = [f"without scripts: dead: {each}" for each in shown(page, NEEDS_SCRIPTS)]
    page.emulate_media(media="print")
    return wrong + [f"without scripts, on paper: {each}" for each in shown(page, NEEDS_SCRIPTS)]
