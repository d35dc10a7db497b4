"""What is new of a page: the elements that stood in no page before it."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tests.visitor import parsed

#: What changes how an element looks, beside its tag and its classes.
_LOOKS_BY = ("type", "hidden", "open", "checked", "disabled", "aria-invalid", "aria-current")
#: The place of what is not in the body of a page: the page as a whole.
WHOLE = -1


@dataclass(frozen=True)
class Part:
    """An element of a page: its number in the body, or WHOLE for what lies outside; its tag."""

    place: int
    tag: str


class Parts:
    """What stood in the pages so far.

    An element is known by those around it: their tags, classes, and what else changes how they
    look.
    """

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def new_in(self, html: str) -> list[Part]:
        """Return what is new in the next page; what stands in a new element is not told apart."""
        page = parsed(html)
        new = list(self._new(page))
        self._seen.update(_names(page))
        [body] = page.iter("body")
        places = {element: place for place, element in enumerate(_under(body))}
        return [Part(places.get(each, WHOLE), str(each.tag)) for each in new]

    def _new(self, element: etree._Element, around: str = "") -> Iterator[etree._Element]:
        name = _name(element, around)
        if name not in self._seen:
            yield element
            return
        for child in _children(element):
            yield from self._new(child, name)


def _names(element: etree._Element, around: str = "") -> Iterator[str]:
    name = _name(element, around)
    yield name
    for child in _children(element):
        yield from _names(child, name)


def _name(element: etree._Element, around: str) -> str:
    looks = [f"{name}={element.get(name)}" for name in _LOOKS_BY if name in element.attrib]
    return f"{around}/{element.tag}.{element.get('class', '')}[{' '.join(looks)}]"


def _under(element: etree._Element) -> Iterator[etree._Element]:
    for child in _children(element):
        yield child
        yield from _under(child)


def _children(element: etree._Element) -> Iterator[etree._Element]:
    """Give the elements within this one; for a browser what is in a template is not in the page."""
    if element.tag != "template":
        yield from element.iterchildren("*")
