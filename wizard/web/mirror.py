"""The caller's page as an agent sees it: the same words in the same look, and nothing to use.

Forms, fields, buttons and links become text; headings go one level down, because the agent's page
has its own h1. Only what stands in the lists below survives: a mirror runs and sends nothing.
"""

from html import escape
from html.parser import HTMLParser

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
}
_AS_IT_IS = frozenset(
    {
        *("p", "div", "span", "b", "strong", "i", "em", "small", "time", "abbr", "br", "hr"),
        *("ul", "ol", "li", "dl", "dt", "dd", "svg"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    }
)
#: What nobody sees, with everything in it.
_UNSEEN = frozenset({"script", "style", "template"})
_WITHOUT_END = frozenset({"br", "hr"})
#: Drawn, never with anything in it; within svg even these need an end.
_DRAWN = frozenset({"path", "circle", "rect"})
_ATTRIBUTES = frozenset(
    {
        *("class", "lang", "aria-hidden", "scope", "colspan", "rowspan"),
        *("viewbox", "width", "height", "d", "fill", "stroke", "stroke-width", "focusable"),
        *("cx", "cy", "r", "x", "y", "rx", "stroke-linecap", "stroke-linejoin", "fill-rule"),
    }
)
#: How a link and a button look there: as what they are, without looking as if they worked.
_LINK, _BUTTON = "mw-mirror__link", "mw-mirror__button"
_USABLE = ("utrecht-button", "utrecht-link-button", "nl-link", "mw-button")
_MARKED = frozenset({"radio", "checkbox"})


class _Mirror(HTMLParser):
    """Rewrites our own, valid HTML as it comes along."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.errors: list[str] = []
        self._unseen = 0
        #: Within an explanation that the caller did not open, as far as the server knows.
        self._is_closed = False
        self._in_errors = False
        self._option_counts = False
        self._in_select = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Put in what stands for an element."""
        given = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN or self._unseen:
            self._unseen += tag in _UNSEEN
        elif tag == "input":
            self._field(given)
        elif tag == "select":
            self._in_select = True
            self._open("span", {"class": "mw-mirror__value"})
        elif tag == "option":
            self._option_counts = "selected" in given
        elif tag in _DRAWN:
            self._open(tag, given)
            self.parts.append(f"</{tag}>")
        elif tag in _SHELLS or tag in _AS_IT_IS:
            self._is_closed = self._is_closed or (tag == "details" and "open" not in given)
            self._note_errors(tag, given)
            given["class"] = _classes(tag, given.get("class", "").split())
            self._open(_SHELLS.get(tag, tag), given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Treat <path/> as <path>."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close what was put in."""
        if tag == "details" and self._is_closed:
            self._is_closed = False
            self._unseen -= 1
        if tag in _UNSEEN:
            self._unseen -= 1
        elif self._unseen or tag in _WITHOUT_END:
            return
        elif tag == "select":
            self._in_select = self._option_counts = False
            self.parts.append("</span>")
        elif tag in _SHELLS or tag in _AS_IT_IS:
            self._in_errors = self._in_errors and tag != "ul"
            self.parts.append(f"</{_SHELLS.get(tag, tag)}>")
            self._unseen += tag == "summary" and self._is_closed

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        if self._unseen or (self._in_select and not self._option_counts):
            return
        if self._in_errors and data.strip():
            self.errors.append(" ".join(data.split()))
        self.parts.append(escape(data, quote=False))

    def _note_errors(self, tag: str, given: dict[str, str]) -> None:
        if tag == "ul" and "mw-errors__list" in given.get("class", "").split():
            self._in_errors = True

    def _open(self, tag: str, given: dict[str, str]) -> None:
        kept = "".join(
            f' {"viewBox" if name == "viewbox" else name}="{escape(value)}"'
            for name, value in given.items()
            if name in _ATTRIBUTES and (value or name != "class")
        )
        self.parts.append(f"<{tag}{kept}>")

    def _field(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in _MARKED:
            chosen = "checked" in given
            more = f" mw-mirror__mark--{kind}" + (" mw-mirror__mark--chosen" if chosen else "")
            said = "Gekozen: " if chosen else "Niet gekozen: "
            self.parts.append(
                f'<span class="mw-mirror__mark{more}" aria-hidden="true"></span>'
                f'<span class="mw-unseen">{said}</span>'
            )
        elif kind != "hidden":
            value = escape(given.get("value", ""), quote=False) or "(leeg)"
            self.parts.append(f'<span class="mw-mirror__value">{value}</span>')


def _classes(tag: str, classes: list[str]) -> str:
    if tag not in ("a", "button"):
        return " ".join(classes)
    kept = [each for each in classes if not each.startswith(_USABLE)]
    is_button = "utrecht-button" in classes
    return " ".join((*kept, _BUTTON if is_button else _LINK))


def mirrored(html: str) -> tuple[str, tuple[str, ...]]:
    """Return a page's content with nothing in it to use, and the errors of its summary."""
    mirror = _Mirror()
    mirror.feed(html)
    mirror.close()
    return "".join(mirror.parts).strip(), tuple(mirror.errors)
