"""Queries on boards, schools and sites; they return domain values."""

from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from wizard.db.models import BoardRecord, SchoolRecord
from wizard.domain.board import Board
from wizard.domain.school import School


def board(session: Session, number: str) -> Board | None:
    """Return the board with this number."""
    record = session.get(BoardRecord, number)
    return board_of(record) if record else None


def boards(session: Session, numbers: frozenset[str]) -> list[Board]:
    """Return the boards with these numbers that we know, by name; of one name, by number."""
    records = session.scalars(select(BoardRecord).where(BoardRecord.number.in_(numbers)))
    found = (board_of(record) for record in records)
    return sorted(found, key=lambda board: (board.display_name, board.number))


def schools_of_board(session: Session, number: str) -> list[School]:
    """Return the board's open schools by name, place and BRIN."""
    in_order = (SchoolRecord.name, SchoolRecord.place, SchoolRecord.brin)
    return [School(*row) for row in session.execute(_open_schools(number).order_by(*in_order))]


def lock_schools_of_board(session: Session, number: str) -> list[School]:
    """Return the board's open schools, and make others who answer for them wait, as `lock` does.

    Locked in the order of their BRIN, so that two who want all of them do not block each other.
    """
    query = _open_schools(number).order_by(SchoolRecord.brin).with_for_update(key_share=True)
    found = [School(*row) for row in session.execute(query)]
    return sorted(found, key=lambda school: (school.name, school.place, school.brin))


def school_of_board(session: Session, number: str, brin: str) -> School | None:
    """Return the open school with this BRIN if it is this board's."""
    row = session.execute(_open_schools(number).where(SchoolRecord.brin == brin)).one_or_none()
    return School(*row) if row else None


def count(session: Session) -> int:
    """Return how many schools there are, closed ones too."""
    return session.scalar(select(func.count()).select_from(SchoolRecord)) or 0


def lock(session: Session, brin: str) -> None:
    """Make others who answer for this school wait until this transaction ends.

    SQLite needs none of it: there, writers wait for each other from their start.
    """
    query = select(SchoolRecord.brin).where(SchoolRecord.brin == brin)
    session.execute(query.with_for_update(key_share=True))


def board_of(record: BoardRecord) -> Board:
    """Return the board that a record holds."""
    return Board(number=record.number, name=record.name, place=record.place)


def _open_schools(number: str) -> Select[str, str, str, str, date | None]:
    """Ask for the fields of a `School`, in its order: a thousand records would cost more."""
    return select(
        SchoolRecord.brin,
        SchoolRecord.name,
        SchoolRecord.place,
        SchoolRecord.board_number,
        SchoolRecord.closed_on,
    ).where(SchoolRecord.board_number == number, SchoolRecord.closed_on.is_(None))
