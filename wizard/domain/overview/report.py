"""A board's mandates as a table to take along: one row per school and required service."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from wizard.domain.board import Board
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import Mandate
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.status import Cell, State

#: What a row has, in order; the names are those that the board reads.
COLUMNS = (
    "Bestuursnummer",
    "Bestuur",
    "BRIN",
    "School",
    "Plaats",
    "Dienst",
    "Status",
    "LAS",
    "Leverancier",
    "Begindatum",
    "Einddatum",
    "Daarna",
    "Opgeslagen op",
    "Opgeslagen door",
    "Vastgelegd gezien op",
    "Vastgelegd gezien door",
    "Einddatum gezien op",
    "Einddatum gezien door",
    "Bewijs",
)

Value = str | date | datetime | None
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Wording:
    """How the product says what the facts do not know. `local`: a moment on the Dutch wall.

    `closed`: the state of what a school has that closed.
    """

    state: Callable[[Cell], str]
    closed: Callable[[School], str]
    service: Callable[[str], str]
    local: Callable[[datetime], datetime]


def mandate_of(school: SchoolFacts, cell: Cell) -> Mandate | None:
    """Return what stands; where nothing does, the latest that stood: it tells which LAS it was.

    Where the school is asked which LAS it uses, what stood before would seem to be the answer.
    """
    if cell.state is State.WAITING:
        return cell.mandate
    past = [
        mandate
        for mandate in school.mandates
        if mandate.service == cell.service and not mandate.is_taken_back
    ]
    return cell.mandate or (past[-1] if past else None)


def rows(facts: BoardFacts, closed: Iterable[SchoolFacts], wording: Wording) -> Iterator[Row]:
    """Yield a value for each of the columns, school by school as the overview has them.

    After those come the board's closed schools, each with the services that it had a mandate for.
    """
    for school in facts.schools:
        for cell in school.cells:
            yield _row(facts, school, cell, wording.state(cell), wording)
    for school in closed:
        for cell in had_mandates(school):
            yield _row(facts, school, cell, wording.closed(school.school), wording)


def had_mandates(school: SchoolFacts) -> list[Cell]:
    """Return the cells of the services that a school has, or had, a mandate for."""
    return [cell for cell in school.cells if mandate_of(school, cell)]


def _row(facts: BoardFacts, school: SchoolFacts, cell: Cell, state: str, wording: Wording) -> Row:
    return (
        *_about(facts.board, school.school),
        wording.service(cell.service),
        state,
        *_of_mandate(mandate_of(school, cell), cell.follows, wording.local),
    )


def _about(board: Board, school: School) -> Row:
    return board.number, board.name, school.brin, school.name, school.place


def _of_mandate(
    mandate: Mandate | None, follows: Mandate | None, local: Callable[[datetime], datetime]
) -> Row:
    if mandate is None:
        return (None,) * 12
    return (
        mandate.system.name,
        mandate.system.supplier,
        mandate.starts_on,
        mandate.ends_on,
        f"{follows.system.name}, {follows.starts_on.isoformat()}" if follows else None,
        local(mandate.saved_at),
        mandate.saved_by,
        local(mandate.recorded_at) if mandate.recorded_at else None,
        mandate.recorded_by,
        local(mandate.end_recorded_at) if mandate.end_recorded_at else None,
        mandate.end_recorded_by,
        mandate.receipt,
    )
