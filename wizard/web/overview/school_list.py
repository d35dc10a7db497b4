"""The list of schools on the overview: searched, filtered, grouped and in pages, all in the URL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wizard.domain.facts import BoardFacts
from wizard.domain.school import answers_to
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.status import State
from wizard.web.search import WITHOUT_SEARCH, page_of, query_of

PROBLEM, UNFINISHED = "Er is een probleem", "Nog niet klaar"
CHANGING, FINISHED = "Wijziging begonnen", "Niets meer te doen"
_GROUPS = (PROBLEM, UNFINISHED, CHANGING, FINISHED)

#: What can be shown, as it stands in the URL and on the screen.
CHOICES = {
    "": "Alle scholen",
    "open": "Nog niet klaar",
    "wacht": "Wacht op school",
    "probleem": "Er is een probleem",
    "klaar": "Niets meer te doen",
}


@dataclass(frozen=True)
class Listing:
    """One page of the list. `found` counts all pages; `pages` is at least 1."""

    groups: tuple[tuple[str, tuple[SchoolFacts, ...], int], ...]
    query: str
    shown: str
    found: int
    page: int
    pages: int
    searches: bool

    @property
    def is_narrowed(self) -> bool:
        """Not all schools are meant."""
        return bool(self.query or self.shown)


def listing(facts: BoardFacts, asked: Mapping[str, str]) -> Listing:
    """Return the page that was asked for; what makes no sense is taken for its default."""
    query = query_of(asked)
    shown = asked.get("toon", "")
    shown = shown if shown in CHOICES else ""
    found = [
        school
        for school in facts.schools
        if _is_shown(school, shown) and (not query or answers_to(school.school, query))
    ]
    found.sort(key=lambda school: _GROUPS.index(group_of(school)))
    here, page, pages = page_of(found, asked)
    return Listing(
        groups=_grouped(found, here),
        query=query,
        shown=shown,
        found=len(found),
        page=page,
        pages=pages,
        searches=len(facts.schools) > WITHOUT_SEARCH,
    )


def group_of(school: SchoolFacts) -> str:
    """Return the heading that a school stands under."""
    if any(cell.state is State.PROBLEM for cell in school.cells):
        return PROBLEM
    if not school.is_finished:
        return UNFINISHED
    return CHANGING if school.is_changing else FINISHED


def _is_shown(school: SchoolFacts, shown: str) -> bool:
    if shown == "wacht":
        return any(cell.state is State.WAITING for cell in school.cells)
    wanted = {"open": UNFINISHED, "probleem": PROBLEM, "klaar": FINISHED}.get(shown)
    return wanted is None or group_of(school) == wanted


def _grouped(
    found: Sequence[SchoolFacts], here: Sequence[SchoolFacts]
) -> tuple[tuple[str, tuple[SchoolFacts, ...], int], ...]:
    """Return each group on this page, with how many schools it has on all pages."""
    return tuple(
        (title, schools, sum(group_of(school) == title for school in found))
        for title in _GROUPS
        if (schools := tuple(school for school in here if group_of(school) == title))
    )
