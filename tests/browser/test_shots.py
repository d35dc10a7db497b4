import os
import pytest
from tests.browser.screens import SCREENS, Scene
from tests.browser.test_every_screen import *
del test_it_fits_and_everybody_can_use_it
@pytest.mark.parametrize(("screen", "register_key"), [pytest.param(each, each.register, id=each.name) for each in SCREENS])
def test_shot(screen, visitor, wiring, clock, open_window, watch):
    watch.expect_status(*screen.statuses)
    url = screen.arrange(Scene(visitor, wiring, clock))
    page = open_window(who=visitor if visitor.client.get_cookie("mandaatwijzer") else None)
    page.goto(url)
    screen.act(page)
    expect(heading(page)).to_have_text(screen.h1)
    page.wait_for_load_state()
    for w in (1280, 390):
        page.set_viewport_size({"width": w, "height": 900})
        page.screenshot(path=f"/tmp/shots/{screen.name}-{w}.png", full_page=not screen.name.endswith("55"))
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=f"/tmp/shots/{screen.name}-dark.png")
