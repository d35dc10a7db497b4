"""Queries on who gets mails about a board."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wizard.db.mail_models import RecipientRecord
from wizard.db.models import PersonRecord

#: So long the owner of an address that a colleague added may say yes.
CONFIRM_WITHIN = timedelta(days=14)
_COLUMNS = (
    RecipientRecord.id,
    RecipientRecord.board_number,
    RecipientRecord.email,
    RecipientRecord.nonce,
    RecipientRecord.confirmed_at,
    RecipientRecord.fewer,
    RecipientRecord.stopped_at,
    RecipientRecord.asked_at,
)


@dataclass(frozen=True)
class Recipient:
    """An address that gets mails about a board, once it is confirmed and until it stops.

    `asked_by`: the name of the colleague who added it, and `asked_at` when; empty for who asked for
    it themselves.
    """

    id: int
    board_number: str
    email: str
    nonce: str
    confirmed_at: datetime | None
    fewer: bool
    stopped_at: datetime | None
    asked_by: str
    asked_at: datetime | None

    @property
    def gets_mail(self) -> bool:
        """Confirmed, and not stopped."""
        return self.confirmed_at is not None and self.stopped_at is None

    def waits(self, now: datetime) -> bool:
        """Asked by a colleague, and still to be confirmed."""
        is_new = self.confirmed_at is None and self.stopped_at is None
        return is_new and self.asked_at is not None and now - self.asked_at < CONFIRM_WITHIN


def confirm(
    session: Session, *, board: str, email: str, person_id: int, nonce: str, at: datetime
) -> None:
    """Have an address get mails from now on; for who stopped before, anew.

    Who says so twice got them since the first time.
    """
    record = _found_or_added(session, board, email, nonce)
    if record.confirmed_at is None or record.stopped_at is not None:
        record.confirmed_at = at
    record.person_id, record.stopped_at = person_id, None


def ask(session: Session, *, board: str, email: str, by: int, nonce: str, at: datetime) -> None:
    """Have a colleague's address wait for its owner to say yes; who gets mails goes on so."""
    record = _found_or_added(session, board, email, nonce)
    if record.confirmed_at and record.stopped_at is None:
        return
    record.asked_by, record.asked_at = by, at
    record.confirmed_at = record.stopped_at = None


def accept(session: Session, recipient_id: int, at: datetime) -> None:
    """Note that the owner of an address that a colleague added said yes."""
    _change(session, recipient_id, confirmed_at=at)


def _found_or_added(session: Session, board: str, email: str, nonce: str) -> RecipientRecord:
    record = RecipientRecord(board_number=board, email=email, nonce=nonce, fewer=False)
    try:
        with session.begin_nested():
            session.add(record)
    except IntegrityError:  # it was there, or another window was first
        query = select(RecipientRecord).where(
            RecipientRecord.board_number == board, RecipientRecord.email == email
        )
        return session.scalars(query.with_for_update()).one()
    return record


def of_board(session: Session, number: str) -> list[Recipient]:
    """Return who gets, or got, mails about a board."""
    query = _query().where(RecipientRecord.board_number == number).order_by(RecipientRecord.id)
    return [_recipient(row) for row in session.execute(query)]


def of_boards(session: Session, numbers: Collection[str]) -> list[Recipient]:
    """Return the same of several boards, in one statement."""
    query = _query().where(RecipientRecord.board_number.in_(numbers))
    return [_recipient(row) for row in session.execute(query.order_by(RecipientRecord.id))]


def of_address(session: Session, email: str) -> list[Recipient]:
    """Return what an address gets, or got, mails about."""
    query = _query().where(RecipientRecord.email == email).order_by(RecipientRecord.id)
    return [_recipient(row) for row in session.execute(query)]


def find(session: Session, recipient_id: int) -> Recipient | None:
    """Return the recipient with this number."""
    row = session.execute(_query().where(RecipientRecord.id == recipient_id)).one_or_none()
    return _recipient(row) if row else None


def by_id(session: Session, ids: Collection[int]) -> Mapping[int, Recipient]:
    """Return these recipients as they are now, in one statement."""
    query = _query().where(RecipientRecord.id.in_(ids))
    return {row.id: _recipient(row) for row in session.execute(query)}


def all_of_them(session: Session) -> list[Recipient]:
    """Return every address that gets mails, or is asked to, in one statement.

    Rows, no records: for ten times as many those would cost more than ten times as much.
    """
    query = _query().where(RecipientRecord.stopped_at.is_(None)).order_by(RecipientRecord.id)
    return [_recipient(row) for row in session.execute(query)]


def choose(session: Session, recipient_id: int, *, fewer: bool) -> None:
    """Have an address get all reminders, or fewer."""
    _change(session, recipient_id, fewer=fewer)


def stop(session: Session, recipient_id: int, at: datetime) -> None:
    """Send an address no more mails about this board; who stopped before, stopped then."""
    session.execute(
        update(RecipientRecord)
        .where(RecipientRecord.id == recipient_id, RecipientRecord.stopped_at.is_(None))
        .values(stopped_at=at)
    )


def _change(session: Session, recipient_id: int, **values: object) -> None:
    session.execute(
        update(RecipientRecord).where(RecipientRecord.id == recipient_id).values(**values)
    )


def _query() -> Select[*tuple[Any, ...]]:
    query = select(*_COLUMNS, PersonRecord.name.label("asked_by"))
    return query.outerjoin(PersonRecord, RecipientRecord.asked_by == PersonRecord.id)


def _recipient(row: Any) -> Recipient:
    return Recipient(
        id=row.id,
        board_number=row.board_number,
        email=row.email,
        nonce=row.nonce,
        confirmed_at=row.confirmed_at,
        fewer=row.fewer,
        stopped_at=row.stopped_at,
        asked_by=row.asked_by or "",
        asked_at=row.asked_at,
    )
