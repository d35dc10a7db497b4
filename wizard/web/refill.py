"""Putting what somebody typed back into the form of a page: a change of our own, valid HTML.

Only what a person fills in: fields that are hidden, or for a password or a file, stay as they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

_MARKED = frozenset({"radio", "checkbox"})
_NOT_TYPED = frozenset({"hidden", "password", "file", "submit", "button"})
#: What the person had seen when they typed: without it a colleague's answer of meanwhile would go.
_SEEN = "seen"
Attributes = dict[str, str | None]


@dataclass(frozen=True)
class Refilled:
    """The page, whether anything was typed, and whether all of it stands there again."""

    html: str
    is_typed: bool
    is_whole: bool


def refill(html: str, action: str, fields: Iterable[tuple[str, str]]) -> Refilled:
    """Fill the form of this page that is sent to `action`."""
    filler = _Filler(html, action, fields)
    filler.feed(html)
    filler.close()
    return filler.result()


class _Filler(HTMLParser):
    """Notes what changes, by place; the rest of the page is not touched."""

    def __init__(self, html: str, action: str, fields: Iterable[tuple[str, str]]) -> None:
        super().__init__(convert_charrefs=True)
        self._html, self._action = html, action
        self._typed: dict[str, list[str]] = {}
        for name, value in fields:
            self._typed.setdefault(name, []).append(value)
        self._left = {name: list(values) for name, values in self._typed.items()}
        self._unseen: set[str] = set()
        self._edits: list[tuple[int, int, str]] = []
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._is_inside = self._was_inside = False
        self._select: str | None = None
        self._area: tuple[int, str] | None = None
        #: Explanations around this place that are closed: where each begins, and its attributes.
        self._closed: list[tuple[int, int, Attributes] | None] = []
        self._seen_field: tuple[int, int, Attributes] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element has to become."""
        given = dict(attrs)
        place = (self._place(), self._place() + len(self.get_starttag_text() or ""), given)
        if tag == "form":
            self._is_inside = self._is_target(given)
            self._was_inside = self._was_inside or self._is_inside
        elif tag == "details":
            self._closed.append(None if "open" in given else place)
        elif tag == "input" and self._is_inside:
            self._field(place)
        elif self._is_inside:
            self._other_field(tag, place)

    def _other_field(self, tag: str, place: tuple[int, int, Attributes]) -> None:
        given = place[2]
        if tag == "select":
            self._select = given.get("name")
        elif tag == "option" and self._select in self._typed:
            self._mark(tag, place, self._select or "", "selected")
        elif tag == "textarea" and given.get("name") in self._typed:
            self._area = (place[1], given.get("name") or "")
        elif tag == "button" and given.get("name"):
            self._unseen.add(given["name"] or "")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag == "form":
            self._is_inside = False
        elif tag == "details" and self._closed:
            self._closed.pop()
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._area:
            begin, name = self._area
            self._edits.append((begin, self._place(), "\n" + escape(self._take(name))))
            self._area = None

    def result(self) -> Refilled:
        """Return the page with the changes in it."""
        typed = {name for name in self._typed if name not in self._unseen}
        left = [value for name in typed for value in self._left[name] if value.strip()]
        if self._seen_field and self._edits:
            self._put("input", self._seen_field, {"value": self._typed[_SEEN][0]})
        parts, end = [], 0
        for begin, until, text in sorted(set(self._edits)):
            parts += [self._html[end:begin], text]
            end = until
        html = "".join((*parts, self._html[end:]))
        return Refilled(html, any(map(any, map(self._typed.get, typed))), not left)  # type: ignore[arg-type]

    def _is_target(self, given: Attributes) -> bool:
        is_post = (given.get("method") or "").lower() == "post"
        return is_post and not self._was_inside and given.get("action") == self._action

    def _field(self, place: tuple[int, int, Attributes]) -> None:
        given = place[2]
        name, kind = given.get("name") or "", (given.get("type") or "text").lower()
        if kind in _NOT_TYPED:
            self._unseen.add(name)
            if name == _SEEN and name in self._typed:
                self._seen_field = place
        elif kind == "checkbox" or (kind == "radio" and name in self._typed):
            self._mark("input", place, name, "checked")
        elif name in self._typed:
            value = self._take(name)
            if value != (given.get("value") or ""):
                self._open_around()
            self._put("input", place, {"value": value})

    def _mark(self, tag: str, place: tuple[int, int, Attributes], name: str, how: str) -> None:
        value = place[2].get("value", "on") or ""
        is_chosen = value in self._typed.get(name, ())
        if is_chosen and value in self._left[name]:
            self._left[name].remove(value)
        if is_chosen != (how in place[2]):
            self._open_around()
            self._put(tag, place, {how: None}, drop=how)

    def _take(self, name: str) -> str:
        return self._left[name].pop(0) if self._left[name] else ""

    def _open_around(self) -> None:
        """Show what was typed also where it stood in an explanation that has to be opened."""
        for number, place in enumerate(self._closed):
            if place is not None:
                self._put("details", place, {"open": None})
                self._closed[number] = None

    def _put(
        self, tag: str, place: tuple[int, int, Attributes], change: Attributes, drop: str = ""
    ) -> None:
        begin, until, given = place
        put = {} if drop in given else change
        attributes = {name: value for name, value in given.items() if name != drop} | put
        words = "".join(
            f" {name}" if value is None else f' {name}="{escape(value)}"'
            for name, value in attributes.items()
        )
        self._edits.append((begin, until, f"<{tag}{words}>"))

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
