"""What is to be hidden is hidden, whatever else it is: a class of its own may give it a place."""

from playwright.sync_api import Page

#: What only scripts can make work, or keep true.
NEEDS_SCRIPTS = ".mw-needs-js"
#: What never shows in a window; a screen reader may still say it.
HIDDEN = "[hidden], .mw-unseen, .mw-only-print"
_LOOK = """([css, shows]) => {
    const closed = [...document.querySelectorAll("details:not([open])")]
        .filter((each) => each.querySelector(css));
    for (const each of closed) each.open = true;
    const found = [...document.querySelectorAll(css)].filter((each) => {
        const {width, height} = each.getBoundingClientRect();
        return shows === (each.checkVisibility({visibilityProperty: true}) && width * height > 1);
    });
    for (const each of closed) each.open = false;
    return found.map((each) => each.outerHTML.slice(0, 120));
}"""


def shown(page: Page, css: str) -> list[str]:
    """Return which of these somebody sees, who opens all that can be opened."""
    found: list[str] = page.evaluate(_LOOK, [css, True])
    return found


def not_shown(page: Page, css: str) -> list[str]:
    """Return which of these nobody sees."""
    found: list[str] = page.evaluate(_LOOK, [css, False])
    return found
