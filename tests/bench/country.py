"""The schools of a whole country, in boards of the usual size, and ten countries as large.

`boards` has one board with as many schools as the country; here it is the number of boards that
counts, for who looks one up among all.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from string import ascii_uppercase as letters
from typing import ClassVar

from tests.bench.boards import NATIONAL
from wizard.actions.school_import.importing import import_schools
from wizard.db.models import FailureRecord
from wizard.domain.school_import.snapshot import BoardRow, SchoolRow, Snapshot
from wizard.ports import Wiring
from wizard.practice.names import PLACES, SCHOOLS

#: So many boards had 6,011 schools in August 2026 (DUO); here each has eight or nine.
_BOARDS, _SCHOOLS = 749, NATIONAL.schools
_FIRST_BOARD = 10000
#: A BRIN is two digits and two letters: there can be 67,600, enough for ten countries.
_LETTERS = len(letters)
#: Reference numbers are spread over this many, by a step that has no factor in common with it.
_REFERENCES, _STEP = 10**8, 61_803_397


@dataclass(frozen=True)
class Country:
    """So many schools; and as many failures with a reference number as there are schools."""

    schools: int
    key: ClassVar[str] = "bench"

    @property
    def middle(self) -> int:
        """The position of the school, the board and the failure that are looked up."""
        return self.schools // 2

    def brin(self, position: int) -> str:
        """Return the BRIN of a school."""
        block, rest = divmod(position, _LETTERS**2)
        first, second = divmod(rest, _LETTERS)
        return f"{block:02d}{letters[first]}{letters[second]}"

    def board(self, position: int) -> str:
        """Return the number of the board of a school."""
        return str(_FIRST_BOARD + position * _BOARDS // _SCHOOLS)

    def reference(self, position: int) -> str:
        """Return the reference number of a failure."""
        digits = f"{position * _STEP % _REFERENCES:08d}"
        return f"{digits[:4]}-{digits[4:]}"

    def read(self, progress: Callable[[Iterator[str], int], Iterator[str]]) -> Snapshot:
        """Return all of it; there is nothing to wait for."""
        names = zip(cycle(SCHOOLS), cycle(PLACES), strict=False)
        schools = tuple(
            SchoolRow(self.brin(position), self.board(position), name, place)
            for position, (name, place) in zip(range(self.schools), names, strict=False)
        )
        numbers = dict.fromkeys(school.board_number for school in schools)
        return Snapshot(
            boards=tuple(BoardRow(number, f"Stichting {number}", "Gouda") for number in numbers),
            schools=schools,
            sites=(),
        )

    def fill(self, wiring: Wiring) -> None:
        """Put the schools, and the failures, in a database."""
        today, now = wiring.ports.clock.today(), wiring.ports.clock.now()
        with wiring.database.transaction() as session:
            import_schools(
                session,
                self,
                today=today,
                at=now,
                accept_large_change=True,
                progress=lambda lines, _total: lines,
            )
            session.add_all(
                FailureRecord(
                    reference=self.reference(position),
                    kind="error",
                    cause="bench",
                    path="/",
                    at=now,
                )
                for position in range(self.schools)
            )


COUNTRY = Country(_SCHOOLS)
TEN_TIMES = Country(10 * _SCHOOLS)
