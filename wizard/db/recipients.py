"""Queries on who gets mails about a board."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wizard.db.mail_models import RecipientRecord

_COLUMNS = (
    RecipientRecord.id,
    RecipientRecord.board_number,
    RecipientRecord.email,
    RecipientRecord.nonce,
    RecipientRecord.confirmed_at,
    RecipientRecord.fewer,
    RecipientRecord.stopped_at,
)


@dataclass(frozen=True)
class Recipient:
    """An address that gets mails about a board, once it is confirmed and until it stops."""

    id: int
    board_number: str
    email: str
    nonce: str
    confirmed_at: datetime | None
    fewer: bool
    stopped_at: datetime | None

    @property
    def gets_mail(self) -> bool:
        """Confirmed, and not stopped."""
        return self.confirmed_at is not None and self.stopped_at is None


def confirm(
    session: Session, *, board: str, email: str, person_id: int, nonce: str, at: datetime
) -> None:
    """Have an address get mails from now on; for who stopped before, anew."""
    record = RecipientRecord(board_number=board, email=email, nonce=nonce, fewer=False)
    try:
        with session.begin_nested():
            session.add(record)
    except IntegrityError:  # it was there, or another window was first
        record = session.scalars(
            select(RecipientRecord).where(
                RecipientRecord.board_number == board, RecipientRecord.email == email
            )
        ).one()
    record.person_id, record.stopped_at = person_id, None
    record.confirmed_at = at


def of_board(session: Session, number: str) -> list[Recipient]:
    """Return who gets, or got, mails about a board."""
    query = select(RecipientRecord).where(RecipientRecord.board_number == number)
    return [_recipient(record) for record in session.scalars(query.order_by(RecipientRecord.id))]


def find(session: Session, recipient_id: int) -> Recipient | None:
    """Return the recipient with this number."""
    record = session.get(RecipientRecord, recipient_id)
    return _recipient(record) if record else None


def of_boards(session: Session, numbers: Collection[str]) -> list[Recipient]:
    """Return who gets mails about these boards, in one statement however many they are.

    Rows, no records: for ten times as many those would cost more than ten times as much.
    """
    query = select(*_COLUMNS).where(
        RecipientRecord.confirmed_at.is_not(None), RecipientRecord.stopped_at.is_(None)
    )
    wanted = frozenset(numbers)
    rows = session.execute(query.order_by(RecipientRecord.id))
    return [_recipient(row) for row in rows if row.board_number in wanted]


def choose(session: Session, recipient_id: int, *, fewer: bool) -> None:
    """Have an address get all reminders, or fewer."""
    _change(session, recipient_id, fewer=fewer)


def stop(session: Session, recipient_id: int, at: datetime) -> None:
    """Send an address no more mails about this board."""
    _change(session, recipient_id, stopped_at=at)


def _change(session: Session, recipient_id: int, **values: object) -> None:
    session.execute(
        update(RecipientRecord).where(RecipientRecord.id == recipient_id).values(**values)
    )


def _recipient(record: Any) -> Recipient:
    """Make one of a record, or of a row that has the same."""
    return Recipient(
        id=record.id,
        board_number=record.board_number,
        email=record.email,
        nonce=record.nonce,
        confirmed_at=record.confirmed_at,
        fewer=record.fewer,
        stopped_at=record.stopped_at,
    )
