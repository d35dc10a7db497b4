"""What an import did to the schools of a board: closed, moved, came back. Pure.

All of it is DUO's open data: which school there is, and which board it belongs to.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wizard.domain.board import Board
from wizard.domain.event_kind import EventKind
from wizard.domain.remains import Remains, Why
from wizard.domain.school import School


@dataclass(frozen=True)
class Gone:
    """A school that was a board's and is not any more, as the list has it now.

    `board`: the other board that it belongs to; None where it closed. `since`: the day of the
    import that said so; None where nothing tells. A school that moved may have closed after that.
    """

    school: School
    board: Board | None
    since: date | None

    @property
    def is_closed(self) -> bool:
        """It closed while it was this board's, and its mandates stay with this board."""
        return self.board is None


def remains_of(gone: Gone) -> Remains:
    """Return what stays at such a school when an operation of its old board is undone."""
    return Remains(
        brin=gone.school.brin,
        name=gone.school.name,
        why=Why.MOVED if gone.board else Why.CLOSED,
        day=gone.since,
        board=gone.board.display_name if gone.board else "",
    )


@dataclass(frozen=True)
class Happened:
    """What an import did to one school, as this board sees it.

    `other`: the board that it went to (LEFT) or came from (MOVED, REOPENED); None: the same board.
    """

    kind: EventKind
    day: date
    name: str
    other: Board | None = None


@dataclass(frozen=True)
class News:
    """What became of several schools on one day in the same way; `names` in their order."""

    kind: EventKind
    day: date
    other: Board | None
    names: tuple[str, ...]


def news_of(happened: Iterable[Happened]) -> tuple[News, ...]:
    """Say once what happened to several schools on one day; in the order given."""
    names: dict[tuple[EventKind, date, Board | None], list[str]] = {}
    for each in happened:
        names.setdefault((each.kind, each.day, each.other), []).append(each.name)
    return tuple(News(*key, tuple(found)) for key, found in names.items())
