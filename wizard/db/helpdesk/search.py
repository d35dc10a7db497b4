"""Finding boards and schools for whoever has somebody on the phone: by number, BRIN or name."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import Session

from wizard.db import events
from wizard.db.base import Base
from wizard.db.models import (
    BoardRecord,
    NameGramRecord,
    PersonRecord,
    RecipientRecord,
    SchoolRecord,
)
from wizard.db.school_import import gone
from wizard.db.schools import board_of
from wizard.domain.board import Board
from wizard.domain.search import enough, grams, likeness

#: So many candidates are weighed.
_CANDIDATES = 60
_TABLE = Base.metadata.tables[NameGramRecord.__tablename__]


@dataclass(frozen=True)
class Found:
    """A board that a search found, by its own name or by that of one of its schools.

    `closed_on`: when the school closed. `came_from`, `came_on`: the board that it moved away from,
    and the day of the import that said so.
    """

    board: Board
    brin: str = ""
    school: str = ""
    place: str = ""
    closed_on: date | None = None
    came_from: Board | None = None
    came_on: date | None = None


def by_number(session: Session, number: str) -> list[Found]:
    """Return the board with this number."""
    record = session.get(BoardRecord, number)
    return [Found(board_of(record))] if record else []


def by_brin(session: Session, brin: str) -> list[Found]:
    """Return the board of the school with this BRIN, closed schools too: their callers call."""
    return _schools(session, SchoolRecord.brin == brin)


def by_address(session: Session, email: str) -> list[Found]:
    """Return the boards of whoever has this mail address: of their last login, or of their mails.

    Capitals do not matter.
    """
    address = email.lower()
    people = session.scalars(
        select(PersonRecord.id).where(func.lower(PersonRecord.email) == address)
    ).all()
    numbers = {
        number for person in people for number in events.boards_of_last_login(session, person)
    }
    numbers |= set(
        session.scalars(
            select(RecipientRecord.board_number).where(
                RecipientRecord.email == address, RecipientRecord.stopped_at.is_(None)
            )
        )
    )
    return sorted(_boards(session, numbers), key=lambda each: each.board.display_name)


def by_name(session: Session, typed: str) -> list[Found]:
    """Return boards and schools whose name or place is like this, the most alike first.

    What shares most with all that was typed comes before what only has the same name: of sixty
    schools De Regenboog, the one in the place that was typed too. At most five statements, however
    many schools there are.
    """
    wanted = grams(typed)
    if not wanted:
        return []
    candidates = session.execute(
        select(NameGramRecord.board_number, NameGramRecord.brin, func.count())
        .where(NameGramRecord.gram.in_(wanted))
        .group_by(NameGramRecord.board_number, NameGramRecord.brin)
        .having(func.count() >= enough(wanted))
        .order_by(func.count().desc(), NameGramRecord.brin, NameGramRecord.board_number)
        .limit(_CANDIDATES)
    ).all()
    shared = {brin or number: count for number, brin, count in candidates}
    found = _boards(session, [number for number, brin, _count in candidates if not brin])
    found += _schools(session, SchoolRecord.brin.in_([brin for _, brin, _ in candidates if brin]))
    return sorted(found, key=lambda each: _rank(each, typed, shared))


def _rank(
    found: Found, typed: str, shared: Mapping[str, int]
) -> tuple[int, float, bool, str, str, str]:
    name = found.school or found.board.name
    key = found.brin or found.board.number
    closed = found.closed_on is not None
    return -shared[key], -likeness(typed, name), closed, name, found.place, key


def index_names(session: Session) -> None:
    """Fill the index anew from all boards and all schools, closed ones too."""
    session.execute(delete(_TABLE))
    boards = session.execute(select(BoardRecord.number, BoardRecord.name, BoardRecord.place))
    schools = session.execute(
        select(SchoolRecord.board_number, SchoolRecord.brin, SchoolRecord.name, SchoolRecord.place)
    )
    texts = [(number, "", f"{name} {place}") for number, name, place in boards]
    texts += [(number, brin, f"{name} {place}") for number, brin, name, place in schools]
    rows = [
        {"gram": gram, "board_number": number, "brin": brin}
        for number, brin, text in texts
        for gram in grams(text)
    ]
    if rows:
        session.execute(insert(_TABLE), rows)


def is_indexed(session: Session) -> bool:
    """Tell whether the index has every school: closed ones were left out once.

    Without boards there is nothing to fill it with.
    """
    if session.scalar(select(BoardRecord.number).limit(1)) is None:
        return True
    if session.scalar(select(NameGramRecord.gram).limit(1)) is None:
        return False
    missing = select(SchoolRecord.brin).except_(select(NameGramRecord.brin)).limit(1)
    return session.scalar(missing) is None


def _boards(session: Session, numbers: Collection[str]) -> list[Found]:
    records = session.scalars(select(BoardRecord).where(BoardRecord.number.in_(numbers)))
    return [Found(board_of(record)) for record in records]


def _schools(session: Session, condition: ColumnElement[bool]) -> list[Found]:
    rows = session.execute(
        select(
            SchoolRecord.brin,
            SchoolRecord.name,
            SchoolRecord.place,
            SchoolRecord.closed_on,
            BoardRecord,
        )
        .join(BoardRecord, SchoolRecord.board_number == BoardRecord.number)
        .where(condition)
    ).all()
    came = gone.came_from(session, {brin: record.number for brin, *_, record in rows})
    return [
        Found(board_of(record), brin, name, place, closed_on, *came.get(brin, (None, None)))
        for brin, name, place, closed_on, record in rows
    ]
