"""A window in which one screen hangs after the other.

Loading a page anew for each screen, and axe with it, would take most of the time. What all pages
have in their head stays; what a screen has in its body takes the place of the one before, as when
htmx swaps. A page with another head (the provider's, in practice) is loaded.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict

from playwright.sync_api import BrowserContext, Page, ViewportSize

from tests.browser.screens.gallery import Made
from tests.browser.screens.parts import WHOLE, Part
from tests.browser.stage import Stage
from tests.browser.watch import Watch

#: The attribute of what is to be looked at; without any, that is all.
NEW = "data-new"
_HEAD, _TITLE = (re.compile(f"<{tag}>.*?</{tag}>", re.DOTALL) for tag in ("head", "title"))
_HANG = """([html, parts, mark]) => {
    const made = new DOMParser().parseFromString(html, "text/html");
    const all = [...made.body.getElementsByTagName("*")];
    for (const part of parts) {
        if (all[part.place]?.localName !== part.tag) throw new Error(`no ${part.tag} there`);
        all[part.place].setAttribute(mark, "");
    }
    document.title = made.title;
    document.documentElement.lang = made.documentElement.lang;
    document.body.outerHTML = made.body.outerHTML;
    document.dispatchEvent(new Event("htmx:after:swap"));
    scrollTo(0, 0);
}"""


class Wall:
    """Where screens are looked at."""

    def __init__(self, context: BrowserContext, stage: Stage, width: int = 1280) -> None:
        self._context = context
        self._size: ViewportSize = {"width": width, "height": 900}
        self._page = self._context.new_page()
        self._page.set_viewport_size(self._size)
        self._stage = stage
        self._head = ""

    @contextmanager
    def showing(self, made: Made, watch: Watch, parts: Sequence[Part] = ()) -> Iterator[Page]:
        """Show this screen in light; what the window complains of goes to the watch.

        `parts` are marked, unless the page had to be loaded or one of them is the whole page.
        """
        watch.over(self._context)
        try:
            self._page.set_viewport_size(self._size)
            self._page.emulate_media(media="screen", color_scheme="light")
            yield self.hang(made, parts)
        finally:
            watch.leave(self._context)

    def hang(self, made: Made, parts: Sequence[Part] = ()) -> Page:
        """Show this screen, unwatched, in the window as it is."""
        head = _head(made)
        if head == self._head:
            is_whole = any(part.place == WHOLE for part in parts)
            marked = [] if is_whole else [asdict(part) for part in parts]
            self._page.evaluate(_HANG, [made.answer.text, marked, NEW])
        else:
            self._page.goto(self._stage.show(made))
            self._stage.shown = None
            self._head = head
        return self._page


def _head(made: Made) -> str:
    """Return what the head of a page says, but for its title."""
    [head] = _HEAD.findall(made.answer.text)
    return _TITLE.sub("", head)
