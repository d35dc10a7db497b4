"""Finding boards and schools for whoever has somebody on the phone: by number, BRIN or name."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import Session

from wizard.db.base import Base
from wizard.db.models import BoardRecord, NameGramRecord, SchoolRecord
from wizard.db.schools import board_of
from wizard.domain.board import Board
from wizard.domain.search import enough, grams, likeness

#: So many candidates are weighed.
_CANDIDATES = 60
_TABLE = Base.metadata.tables[NameGramRecord.__tablename__]


@dataclass(frozen=True)
class Found:
    """A board that a search found, by its own name or by that of one of its schools."""

    board: Board
    brin: str = ""
    school: str = ""
    place: str = ""


def by_number(session: Session, number: str) -> list[Found]:
    """Return the board with this number."""
    record = session.get(BoardRecord, number)
    return [Found(board_of(record))] if record else []


def by_brin(session: Session, brin: str) -> list[Found]:
    """Return the board of the school with this BRIN, closed schools too: their callers call."""
    return _schools(session, SchoolRecord.brin == brin)


def by_name(session: Session, typed: str) -> list[Found]:
    """Return boards and schools whose name or place is like this, the most alike first.

    What shares most with all that was typed comes before what only has the same name: of sixty
    schools De Regenboog, the one in the place that was typed too. Three statements, however many
    schools there are.
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


def _rank(found: Found, typed: str, shared: Mapping[str, int]) -> tuple[int, float, str, str, str]:
    name = found.school or found.board.name
    key = found.brin or found.board.number
    return -shared[key], -likeness(typed, name), name, found.place, key


def index_names(session: Session) -> None:
    """Fill the index anew from all boards and all open schools."""
    session.execute(delete(_TABLE))
    boards = session.execute(select(BoardRecord.number, BoardRecord.name, BoardRecord.place))
    schools = session.execute(
        select(
            SchoolRecord.board_number, SchoolRecord.brin, SchoolRecord.name, SchoolRecord.place
        ).where(SchoolRecord.closed_on.is_(None))
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
    """Tell whether the index was ever filled; without boards there is nothing to fill it with."""
    if session.scalar(select(BoardRecord.number).limit(1)) is None:
        return True
    return session.scalar(select(NameGramRecord.gram).limit(1)) is not None


def _boards(session: Session, numbers: Collection[str]) -> list[Found]:
    records = session.scalars(select(BoardRecord).where(BoardRecord.number.in_(numbers)))
    return [Found(board_of(record)) for record in records]


def _schools(session: Session, condition: ColumnElement[bool]) -> list[Found]:
    rows = session.execute(
        select(SchoolRecord.brin, SchoolRecord.name, SchoolRecord.place, BoardRecord)
        .join(BoardRecord, SchoolRecord.board_number == BoardRecord.number)
        .where(condition)
    )
    return [Found(board_of(record), brin, name, place) for brin, name, place, record in rows]
