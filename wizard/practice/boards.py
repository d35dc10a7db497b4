"""Pretend boards to practise with, as a source of schools like any other.

Board numbers start with 99 and BRINs run from 99AA to 99ZZ: DUO never issued a BRIN with 99, so
practice data and real data can stand in one database. Real board numbers do start with 99
(99711 in 2026), so ours are taken from the numbers that no release since 2013 has.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, cycle, islice
from string import ascii_uppercase
from typing import ClassVar, NamedTuple

from wizard.domain.school_import.snapshot import BoardRow, SchoolRow, SiteRow, Snapshot
from wizard.practice.names import PLACES, SCHOOLS

_BRON = ("bron-po",)
_MAIN, _SECOND = "00", "01"


class KnownSystem(NamedTuple):
    """What the register already holds of a school: for which services, through which system."""

    services: tuple[str, ...]
    system: str


@dataclass(frozen=True)
class PracticeBoard:
    """A board, how many schools it has, and the systems of its schools, in order."""

    number: str
    name: str
    place: str
    schools: int
    systems: tuple[tuple[str, int], ...] = ()

    @property
    def known(self) -> Iterator[str | None]:
        """Yield the system of each school; None where nothing is known."""
        listed = chain.from_iterable([system] * count for system, count in self.systems)
        return islice(chain(listed, cycle([None])), self.schools)


#: One school; a handful on one system; the largest real size with three systems, and with nothing
#: known; and three small boards for whoever works at an administration office.
BOARDS = (
    PracticeBoard("99001", "Vereniging De Regenboog", "Gouda", 1, (("parnassys", 1),)),
    PracticeBoard("99006", "Stichting De Waterlanden", "Woerden", 6, (("parnassys", 6),)),
    PracticeBoard(
        *("99055", "Stichting Scholengroep Hollandse IJssel", "Capelle aan den IJssel", 55),
        systems=(("parnassys", 30), ("esis", 15), ("eduscope", 10)),
    ),
    PracticeBoard("99056", "Stichting Openbaar Onderwijs Groene Delta", "Schoonhoven", 55),
    PracticeBoard("99101", "Vereniging Schoollust", "Montfoort", 2, (("parnassys", 2),)),
    PracticeBoard("99102", "Stichting De Vijf Molens", "Oudewater", 4, (("esis", 3),)),
    PracticeBoard("99103", "", "Lopik", 3),
)


class PracticeBoards:
    """The source of the practice environment; it reads nothing."""

    key: ClassVar[str] = "practice"

    def read(self, progress: Callable[[Iterator[str], int], Iterator[str]]) -> Snapshot:
        """Return all practice boards; there is nothing to wait for."""
        schools = tuple(school for school, _ in _schools())
        return Snapshot(
            boards=tuple(BoardRow(board.number, board.name, board.place) for board in BOARDS),
            schools=schools,
            sites=tuple(chain.from_iterable(map(_sites, schools))),
        )


def known_systems() -> Mapping[str, KnownSystem]:
    """Return by BRIN what the practice register starts with: mandates for BRON po."""
    return {school.brin: KnownSystem(_BRON, system) for school, system in _schools() if system}


@cache
def _schools() -> tuple[tuple[SchoolRow, str | None], ...]:
    brins = (f"99{first}{second}" for first in ascii_uppercase for second in ascii_uppercase)
    return tuple(
        (SchoolRow(next(brins), board.number, name, place), system)
        for board in BOARDS
        for system, name, place in zip(board.known, _names(board), _places(board), strict=False)
    )


def _names(board: PracticeBoard) -> Iterator[str]:
    """Yield names without end; the 55th is the first again: 17 times a real board has that too."""
    return islice(cycle(SCHOOLS), 7 * BOARDS.index(board), None)


def _places(board: PracticeBoard) -> Iterator[str]:
    """Yield places without end; the first school stands where its board is."""
    return islice(cycle(PLACES), PLACES.index(board.place), None)


def _sites(school: SchoolRow) -> Iterator[SiteRow]:
    """Yield the main site, and for one in ten schools a second: mandates are not per site."""
    yield SiteRow(school.brin + _MAIN, school.brin, school.name, school.place)
    if school.brin.endswith(("D", "Q")):
        second = f"{school.name}, dependance"
        yield SiteRow(school.brin + _SECOND, school.brin, second, school.place)
