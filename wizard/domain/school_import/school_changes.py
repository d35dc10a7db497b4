"""What a snapshot changes in what we already know. Pure: rows in, rows out."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from wizard.domain.school_import.snapshot import BoardRow, SchoolRow, Snapshot

Row = TypeVar("Row")


@dataclass(frozen=True)
class Stored(Generic[Row]):
    """A row as we have it. Boards are never closed: their schools are."""

    row: Row
    source: str
    closed_on: date | None = None


@dataclass(frozen=True)
class Changes(Generic[Row]):
    """Rows to write, each in one group only; those in `closed` are as we had them."""

    new: tuple[Row, ...]
    changed: tuple[Row, ...]
    reopened: tuple[Row, ...]
    closed: tuple[Row, ...]


def compare(
    stored: Mapping[str, Stored[Row]],
    rows: Mapping[str, Row],
    *,
    source: str,
    unread: Set[str],
) -> Changes[Row]:
    """Compare by code (board number, BRIN, or site).

    What is gone is closed only if it came from the same source, and not where a row of its school
    (`unread`: BRINs) was rejected: that school is still there.
    """
    known = {code: row for code, row in rows.items() if code in stored}
    differs = {
        code: row
        for code, row in known.items()
        if (stored[code].row, stored[code].source) != (row, source)
    }
    return Changes(
        new=tuple(row for code, row in rows.items() if code not in stored),
        changed=tuple(row for code, row in differs.items() if not stored[code].closed_on),
        reopened=tuple(row for code, row in known.items() if stored[code].closed_on),
        closed=tuple(
            old.row
            for code, old in stored.items()
            if code not in rows
            and old.source == source
            and not old.closed_on
            and code[:4] not in unread
        ),
    )


def with_known_names(
    boards: Mapping[str, BoardRow], stored: Mapping[str, Stored[BoardRow]]
) -> dict[str, BoardRow]:
    """Keep a board as we know it where the snapshot has no name: the file of boards is optional."""
    return {
        number: stored[number].row
        if not board.name and number in stored and stored[number].row.name
        else board
        for number, board in boards.items()
    }


def moved(
    changes: Changes[SchoolRow], stored: Mapping[str, Stored[SchoolRow]]
) -> tuple[SchoolRow, ...]:
    """Return the changed schools that stand under another board now."""
    return tuple(
        school
        for school in changes.changed
        if school.board_number != stored[school.brin].row.board_number
    )


def unread_schools(snapshot: Snapshot) -> frozenset[str]:
    """Return the BRINs of rejected rows, as far as they could be read."""
    return frozenset(rejection.brin for rejection in snapshot.rejections if rejection.brin)
