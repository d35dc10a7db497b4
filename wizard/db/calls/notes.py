"""Queries on what agents wrote down after a call, and on whom they call back."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from wizard.db.models import BoardRecord, CallNoteRecord, PersonRecord
from wizard.db.schools import board_of
from wizard.domain.board import Board
from wizard.domain.person import Person


@dataclass(frozen=True)
class Note:
    """What an agent wrote down. `board` is None where the caller could not log in."""

    id: int
    at: datetime
    agent: str
    board: Board | None
    subject: str
    outcome: str
    text: str
    call_back_on: date | None
    called_back_at: datetime | None


def add(
    session: Session,
    *,
    by: Person,
    at: datetime,
    board: str | None,
    call_id: int | None,
    subject: str,
    outcome: str,
    text: str,
    call_back_on: date | None,
) -> None:
    """Keep a note."""
    session.add(
        CallNoteRecord(
            at=at,
            person_id=by.id,
            board_number=board,
            call_id=call_id,
            reason=subject,
            outcome=outcome,
            text=text,
            call_back_on=call_back_on,
        )
    )


def of_board(session: Session, number: str, *, limit: int) -> list[Note]:
    """Return the last notes about a board, newest first."""
    query = _whole().where(CallNoteRecord.board_number == number)
    return _notes(session, query.order_by(CallNoteRecord.id.desc()).limit(limit))


def called_back(session: Session, note_id: int) -> Note | None:
    """Return a note whose board was called back; None when it is on the list, or was never."""
    query = _whole().where(CallNoteRecord.id == note_id, CallNoteRecord.called_back_at.is_not(None))
    return next(iter(_notes(session, query)), None)


def to_call_back(session: Session, *, limit: int) -> list[Note]:
    """Return whom to call back, the earliest day first."""
    open_notes = (CallNoteRecord.call_back_on.is_not(None), CallNoteRecord.called_back_at.is_(None))
    query = _whole().where(*open_notes)
    return _notes(
        session, query.order_by(CallNoteRecord.call_back_on, CallNoteRecord.id).limit(limit)
    )


def call_back_done(session: Session, note_id: int, *, by: Person, at: datetime) -> bool:
    """Note that somebody called back; False when somebody did already, or there is no such note."""
    done = (
        update(CallNoteRecord)
        .where(CallNoteRecord.id == note_id, CallNoteRecord.called_back_at.is_(None))
        .values(called_back_at=at, called_back_by=by.id)
        .returning(CallNoteRecord.id)
    )
    return session.scalar(done) is not None


def put_back(session: Session, note_id: int) -> bool:
    """Put a note on the list of those to call back again; False when it stands there."""
    reopened = (
        update(CallNoteRecord)
        .where(CallNoteRecord.id == note_id, CallNoteRecord.called_back_at.is_not(None))
        .values(called_back_at=None, called_back_by=None)
        .returning(CallNoteRecord.id)
    )
    return session.scalar(reopened) is not None


def board_number(session: Session, note_id: int) -> str | None:
    """Return the number of the board that a note is about; None when it is about none."""
    return session.scalar(select(CallNoteRecord.board_number).where(CallNoteRecord.id == note_id))


def _whole() -> Select[CallNoteRecord, str, BoardRecord | None]:
    return (
        select(CallNoteRecord, PersonRecord.name, BoardRecord)
        .join(PersonRecord, CallNoteRecord.person_id == PersonRecord.id)
        .outerjoin(BoardRecord, CallNoteRecord.board_number == BoardRecord.number)
    )


def _notes(session: Session, query: Select[CallNoteRecord, str, BoardRecord | None]) -> list[Note]:
    return [
        Note(
            id=record.id,
            at=record.at,
            agent=agent,
            board=board_of(board) if board else None,
            subject=record.reason,
            outcome=record.outcome,
            text=record.text,
            call_back_on=record.call_back_on,
            called_back_at=record.called_back_at,
        )
        for record, agent, board in session.execute(query)
    ]
