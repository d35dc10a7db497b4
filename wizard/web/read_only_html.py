"""The caller's page as an agent sees it: the same words in the same look, and nothing to use.

Forms, fields, buttons and links become text; headings go one level down, because the agent's page
has its own h1. A sanitiser can leave elements out, but not put others in their place, nor what was
typed: so that is done here first. Whatever comes of it, nh3 has the last word: only what stands in
its lists survives. So a mirror runs and sends nothing.
"""

from html import escape
from html.parser import HTMLParser

import nh3

#: Elements that are only a shell around their content, and what is put in their place.
_SHELLS = {
    "form": "div",
    "fieldset": "div",
    "legend": "p",
    "label": "span",
    "a": "span",
    "button": "span",
    "h1": "h2",
    "h2": "h3",
    "h3": "h4",
    "h4": "h5",
    "main": "div",
    "nav": "div",
    "section": "div",
    "aside": "div",
    "details": "div",
    "summary": "p",
    "select": "span",
}
_SANITISER = nh3.Cleaner(
    tags={
        *("p", "div", "span", "b", "strong", "i", "em", "small", "time", "abbr", "br", "hr"),
        *("ul", "ol", "li", "dl", "dt", "dd", "svg", "path", "circle", "rect"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td", "h2", "h3", "h4", "h5"),
    },
    clean_content_tags={"script", "style", "template"},
    attributes={
        "*": {
            *("class", "lang", "aria-hidden", "scope", "colspan", "rowspan"),
            *("viewBox", "width", "height", "d", "fill", "stroke", "stroke-width", "focusable"),
            *("cx", "cy", "r", "x", "y", "rx", "stroke-linecap", "stroke-linejoin", "fill-rule"),
        }
    },
    link_rel=None,
)
#: The sanitiser leaves out what stands between these.
_UNSEEN, _SEEN = "<template>", "</template>"
#: How a link and a button look there: as what they are, without looking as if they worked.
_VALUE, _LINK, _BUTTON = "mw-mirror__value", "mw-mirror__link", "mw-mirror__button"
_USABLE = ("utrecht-button", "utrecht-link-button", "nl-link", "mw-button")
_REPLACED = frozenset({"input", "select", "option", "a", "button"})
_MARKED = frozenset({"radio", "checkbox"})


class _Mirror(HTMLParser):
    """Rewrites our own, valid HTML as it comes along."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.errors: list[str] = []
        #: Within an explanation that the caller did not open, as far as the server knows.
        self._is_closed = False
        self._in_errors = False
        self._is_selected = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Put in what stands for an element."""
        if tag in _REPLACED:
            self.parts.append(self._replaced(tag, {name: value or "" for name, value in attrs}))
            return
        if tag == "details":
            self._is_closed = self._is_closed or "open" not in dict(attrs)
        elif tag == "ul":
            classes = dict(attrs).get("class") or ""
            self._in_errors = self._in_errors or "mw-errors__list" in classes.split()
        start = self.get_starttag_text() or ""
        put = _SHELLS.get(tag)
        self.parts.append(f"<{put}{start[len(tag) + 1 :]}" if put else start)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Treat <path/> as <path>."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close what was put in."""
        if tag == "option":
            self.parts.append("" if self._is_selected else _SEEN)
        elif tag == "details" and self._is_closed:
            self._is_closed = False
            self.parts.append(f"{_SEEN}</div>")
        else:
            self._in_errors = self._in_errors and tag != "ul"
            self.parts.append(f"</{_SHELLS.get(tag, tag)}>")
            if tag == "summary" and self._is_closed:
                self.parts.append(_UNSEEN)

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        if data.isspace():
            self.parts.append(data)
            return
        if self._in_errors:
            self.errors.append(" ".join(data.split()))
        self.parts.append(escape(data, quote=False))

    def updatepos(self, _start: int, end: int) -> int:
        """Count no lines, which takes a tenth of the time: nobody asks where something stands."""
        return end

    def _replaced(self, tag: str, given: dict[str, str]) -> str:
        if tag == "input":
            return _field(given)
        if tag == "option":
            self._is_selected = "selected" in given
            return "" if self._is_selected else _UNSEEN
        classes = _VALUE if tag == "select" else _classes(given.get("class", ""))
        return f'<span class="{escape(classes)}">'


def _field(given: dict[str, str]) -> str:
    kind = given.get("type", "text")
    if kind == "hidden":
        return ""
    if kind not in _MARKED:
        value = escape(given.get("value", ""), quote=False) or "(leeg)"
        return f'<span class="{_VALUE}">{value}</span>'
    chosen = "checked" in given
    more = f" mw-mirror__mark--{kind}" + (" mw-mirror__mark--chosen" if chosen else "")
    said = "Gekozen: " if chosen else "Niet gekozen: "
    return (
        f'<span class="mw-mirror__mark{more}" aria-hidden="true"></span>'
        f'<span class="mw-unseen">{said}</span>'
    )


def _classes(given: str) -> str:
    """Return the classes of a link or a button without those by which it looks usable."""
    classes = given.split()
    kept = [each for each in classes if not each.startswith(_USABLE)]
    return " ".join((*kept, _BUTTON if "utrecht-button" in classes else _LINK))


def mirrored(html: str) -> tuple[str, tuple[str, ...]]:
    """Return a page's content with nothing in it to use, and the errors of its summary."""
    mirror = _Mirror()
    mirror.feed(html)
    mirror.close()
    return _SANITISER.clean("".join(mirror.parts)).strip(), tuple(mirror.errors)
