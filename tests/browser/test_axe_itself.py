"""The checks on every screen notice what is wrong."""

from flask import Flask
from playwright.sync_api import Page

from tests.browser.axe import another_look, findings, overflow, small_choices
from tests.browser.hiding import not_shown, shown
from tests.browser.screens import SCREENS
from tests.browser.screens.gallery import Gallery, Made
from tests.browser.screens.parts import Parts
from tests.browser.spacing import wrong_when_spaced
from tests.browser.wall import Wall
from tests.browser.watch import Watch

_BROKEN = """<!doctype html><html lang="nl"><title>Stuk</title><main><h1>Stuk</h1>
<p style="color: #bbb; background: #fff">Wie kan dit lezen?</p>
<input type="text"> <button style="width: 9px; height: 9px; padding: 0">a</button
><button style="width: 9px; height: 9px; padding: 0">b</button>
<p style="background: linear-gradient(#fff, #000)">En dit?</p>
<input type="radio"><input type="radio" hidden>
<div style="width: 2000px">breed</div></main></html>"""
_TIGHT = """<!doctype html><html lang="nl"><title>Krap</title><style>
div { position: relative; width: 120px; margin: 2em 0; line-height: 1.2; white-space: nowrap }
</style><main><h1>Krap</h1>
<div>beside itself</div>
<div style="overflow: hidden; height: 1.2em; white-space: normal">cut</div>
<div>under<p style="position: absolute; top: 0; left: 45px; margin: 0">over</p></div>
<div style="overflow: auto; height: 1em; white-space: normal">reached by scrolling</div>
<div style="width: 1px; overflow: hidden; clip-path: inset(50%)">only said</div>
<details style="width: 80px; white-space: nowrap"><summary>open</summary>much too long</details>
</main></html>"""
_HIDING = """<!doctype html><style>.x { width: 1px; height: 1px }</style>
<p hidden>a</p><p hidden style="display: flex">b</p><p class="x" hidden style="display: flex">c</p>
<details><p>d</p></details>"""
_BROKEN_PART = '<p style="width: 2000px">breed</p><input type="text">'


def test_it_notices_colours_labels_and_targets(page: Page) -> None:
    page.set_content(_BROKEN)

    found = {each.split(":")[0] for each in findings(page)}

    assert {"color-contrast", "label", "target-size"} <= found
    looked = [each.split(":")[0] for each in another_look(page)]
    assert looked.count("color-contrast") >= 2, "a gradient is not known to be readable"
    assert "target-size" in looked


def test_it_notices_what_sticks_out_and_what_is_too_small(page: Page) -> None:
    page.set_content(_BROKEN)

    assert "2000px" in (overflow(page) or "")
    assert small_choices(page) == ['<input type="radio">']


def test_it_notices_words_that_have_no_room_once_they_are_spaced(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.set_content(_TIGHT)
    assert overflow(page) is None

    found = {each.split(" <")[0] for each in wrong_when_spaced(page)}

    assert found == {
        "beside itself: beside",
        "cut: cut off by",
        "under: over over",
        "much too long: beside",
    }


def test_it_notices_what_shows_and_should_not(page: Page) -> None:
    page.set_content(_HIDING)

    assert [each[-5:-4] for each in shown(page, "p")] == ["b", "d"]
    assert [each[-5:-4] for each in not_shown(page, "p")] == ["a", "c"]


def test_what_is_wrong_with_a_screen_that_takes_the_place_of_another_is_found(
    gallery: Gallery, wall: Wall, watch: Watch
) -> None:
    fine = gallery.made(next(screen for screen in SCREENS if screen.name == "check"))
    with wall.showing(fine, watch) as page:
        assert (findings(page), overflow(page), watch.complaints) == ([], None, [])
    broken = fine.answer.text.replace("<h1", f"{_BROKEN_PART}<h1").replace('lang="nl"', 'lang=""')
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: broken)

    made = Made(app.test_client().get("/"), "")

    with wall.showing(made, watch) as page:
        found = {each.split(":")[0] for each in findings(page)}

    parts = Parts()
    parts.new_in(fine.answer.text)
    with wall.showing(made, watch, parts.new_in(broken)) as page:
        found_in_new = {each.split(":")[0] for each in findings(page)}

    complaints = "\n".join(watch.complaints)
    watch.complaints.clear()
    assert {"label", "html-has-lang"} <= found
    assert found_in_new == {"label"}
    assert "content policy: " in complaints


def test_the_watch_notices_what_the_browser_complains_of(page: Page, watch: Watch) -> None:
    page.goto("/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=color:red>x</p>')")
    page.evaluate("console.error('stuk')")
    page.evaluate("setTimeout(() => { throw new Error('gegooid') })")
    with page.expect_response("**/bestaat-niet"):
        page.evaluate("fetch('/bestaat-niet').then(answer => answer.text())")
    page.goto("about:blank")
    page.evaluate("fetch('http://localhost:1/').catch(() => {})")

    complaints = "\n".join(watch.complaints)
    watch.complaints.clear()
    for words in (
        "content policy: ",
        "console: stuk",
        "gegooid",
        "status 404",
        "asked another host: http://localhost:1/",
    ):
        assert words in complaints
