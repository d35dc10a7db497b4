"""Every screen, wide and narrow, light and dark, with spaced text and without scripts: it fits.

Each hangs in a narrow window, its text spaced: words differ. What shows nothing that another screen
did not show is looked at no further. Of the others axe looks at what is new.
"""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import heading
from tests.browser.axe import another_look, findings, overflow, small_choices
from tests.browser.hiding import HIDDEN, NEEDS_SCRIPTS, not_shown, shown
from tests.browser.screens import PARTS, Screen, of_part
from tests.browser.screens.gallery import Gallery
from tests.browser.spacing import wrong_when_spaced
from tests.browser.wall import Wall
from tests.browser.watch import Watch
from tests.ways import EVERYTHING

_SCRIPTED = NEEDS_SCRIPTS.removeprefix(".")
#: Where a style for wide windows begins, and has the least room.
_BETWEEN = 768


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
    narrow_wall: Wall,
    wall_without_scripts: Wall,
    watch: Watch,
) -> None:
    made = gallery.made(screen)
    new = gallery.new_parts(screen)
    watch.expect_status(made.answer.status_code)
    spaced = narrow_wall.hang(made)
    wrong = [f"320 px, spaced: {each}" for each in wrong_when_spaced(spaced)]
    if new or EVERYTHING:
        with wall.showing(made, watch, [] if EVERYTHING else new) as page:
            expect(heading(page)).to_have_text(screen.h1)
            wrong += _wrong_with(page)
        if _SCRIPTED in made.answer.text:
            wrong += _wrong_without_scripts(wall_without_scripts.hang(made))
    assert wrong == []


def _wrong_with(page: Page) -> list[str]:
    wrong = [f"1280 px, light: {each}" for each in findings(page)]
    wrong += [f"1280 px: not shown: {each}" for each in not_shown(page, NEEDS_SCRIPTS)]
    page.set_viewport_size({"width": _BETWEEN, "height": 900})
    if sticking_out := overflow(page):
        wrong.append(f"{_BETWEEN} px: scrolls sideways: {sticking_out}")
    page.set_viewport_size({"width": 320, "height": 900})
    wrong += [f"320 px: not hidden: {each}" for each in shown(page, HIDDEN)]
    wrong += [f"320 px: too small: {each}" for each in small_choices(page)]
    page.emulate_media(color_scheme="dark")
    return wrong + [f"320 px, dark: {each}" for each in another_look(page)]


def _wrong_without_scripts(page: Page) -> list[str]:
    wrong = []
    media: Literal["print", "screen"]
    for media in ("print", "screen"):
        page.emulate_media(media=media)
        wrong += [f"without scripts, {media}: {each}" for each in shown(page, NEEDS_SCRIPTS)]
    return wrong
