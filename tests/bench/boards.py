"""The boards that are measured on; all stand in one database, as real boards do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from string import ascii_uppercase as letters
from typing import TYPE_CHECKING, ClassVar

from wizard.actions.school_import.importing import import_schools
from wizard.db import receipts
from wizard.db.accounts import people
from wizard.domain.mandate import NewMandate
from wizard.domain.person import Person
from wizard.domain.receipt import OperationKind
from wizard.domain.school_import.snapshot import BoardRow, SchoolRow, Snapshot
from wizard.ports import Clock, Wiring
from wizard.practice.names import PLACES, SCHOOLS

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SYSTEM = "parnassys"


@dataclass(frozen=True)
class BigBoard:
    """A board, how many schools it has, and at which positions they have all their mandates.

    The BRINs of a board begin with its own digit. Every school has an old mandate for BRON po, so
    its LAS is known.
    """

    number: str
    digit: int
    schools: int
    given: range

    @property
    def brins(self) -> Iterator[str]:
        """Yield the BRIN of each school."""
        for position in range(self.schools):
            block, rest = divmod(position, len(letters) ** 2)
            first, second = divmod(rest, len(letters))
            yield f"{self.digit}{block}{letters[first]}{letters[second]}"

    @property
    def first(self) -> str:
        """The BRIN of the first school: the one that answers, or that is copied from."""
        return next(self.brins)


#: Half of the schools have their mandates; the first has not, and answers a step.
UNDERWAY = (
    BigBoard("99801", 1, 1, range(0)),
    BigBoard("99802", 2, 55, range(1, 55, 2)),
    BigBoard("99803", 3, 1000, range(1, 1000, 2)),
)
#: Only the first school has its mandates; the others are copied to: 1, 54 and 1,000.
COPYING = (
    BigBoard("99804", 4, 2, range(1)),
    BigBoard("99805", 5, 55, range(1)),
    BigBoard("99806", 6, 1001, range(1)),
)
#: As many schools as the country has, to look for a caller in.
NATIONAL = BigBoard("99807", 7, 6011, range(0))
_BOARDS = (*UNDERWAY, *COPYING)


@dataclass(frozen=True)
class BigBoards:
    """Boards as a source of schools like any other."""

    boards: tuple[BigBoard, ...]
    key: ClassVar[str] = "bench"

    def read(self, progress: Callable[[Iterator[str], int], Iterator[str]]) -> Snapshot:
        """Return all of them; there is nothing to wait for."""
        return Snapshot(
            boards=tuple(
                BoardRow(each.number, f"Stichting {each.schools} scholen", "Gouda")
                for each in self.boards
            ),
            schools=tuple(
                SchoolRow(brin, board.number, name, place)
                for board in self.boards
                for brin, name, place in zip(
                    board.brins, cycle(SCHOOLS), cycle(PLACES), strict=False
                )
            ),
            sites=(),
        )


def fill(wiring: Wiring, clock: Clock, boards: tuple[BigBoard, ...] = _BOARDS) -> Person:
    """Put boards and what they arranged in a database; return who did it."""
    with wiring.database.transaction() as session:
        import_schools(
            session,
            BigBoards(boards),
            today=clock.today(),
            at=clock.now(),
            accept_large_change=True,
            progress=lambda lines, _total: lines,
        )
        person = people.remember(
            session, issuer="bench", subject="1", name="Anna de Wit", email="", at=clock.now()
        )
        for board in boards:
            _give(session, wiring, clock, board, person)
    return person


def _give(session: "Session", wiring: Wiring, clock: Clock, board: BigBoard, by: Person) -> None:
    receipt = receipts.add(
        session,
        OperationKind.GIVE,
        key=board.number.zfill(32),
        board_number=board.number,
        sentence="Alles is geregeld.",
        by=by,
        at=clock.now(),
        year=clock.today().year,
    )
    given = [list(board.brins)[position] for position in board.given]
    required = [service.key for service in wiring.catalogue.required]
    system = wiring.catalogue.systems[SYSTEM].as_choice()
    wanted = [NewMandate(brin, "bron-po", system, clock.today()) for brin in board.brins] + [
        NewMandate(brin, service, system, clock.today(), receipt)
        for brin in given
        for service in required
    ]
    wiring.ports.register_for(session).save(wanted, by=by, at=clock.now())
