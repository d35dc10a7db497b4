"""Long lists: what somebody searches for (`zoek` in the URL), and which page (`pagina`)."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from wizard.domain.typed_text import normalised

#: More than this is no name of a school, a board or a problem.
_LONGEST = 100
#: Up to so many rows, everything is seen at once; radio buttons take more room.
WITHOUT_SEARCH, RADIOS_WITHOUT_SEARCH = 12, 10
PAGE_SIZE = 25
_Row = TypeVar("_Row")


def query_of(asked: Mapping[str, str]) -> str:
    """Return what was typed; nothing where all is to be shown."""
    return normalised(asked.get("zoek", "")[:_LONGEST])


def page_of(found: Sequence[_Row], asked: Mapping[str, str]) -> tuple[Sequence[_Row], int, int]:
    """Return the rows of the page that was asked for, its number, and the number of pages.

    Both numbers are at least 1; a page that there is not is taken for the nearest that there is.
    """
    pages = max(1, -(-len(found) // PAGE_SIZE))
    text = asked.get("pagina", "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
    page = min(max(number, 1), pages)
    return found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], page, pages
