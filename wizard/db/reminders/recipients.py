"""Queries on who gets mails about a board."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wizard.db.models import PersonRecord, RecipientRecord

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
    RecipientRecord.stopped_by,
    RecipientRecord.asked_at,
)


class StoppedBy(StrEnum):
    """Who stopped the mails to an address.

    ONE_CLICK: a mail program sent the request, told by its owner or, like some scanners, by nobody.
    """

    ONE_CLICK = "one_click"
    OWNER = "owner"
    BOARD = "board"


@dataclass(frozen=True)
class Recipient:
    """An address that gets mails about a board, once it is confirmed and until it stops.

    `asked_by`: the name of the colleague who added it, and `asked_at` when; empty for who asked for
    it themselves. `stopped_by`: a StoppedBy; None also where that is not known.
    """

    id: int
    board_number: str
    email: str
    nonce: str
    confirmed_at: datetime | None
    fewer: bool
    stopped_at: datetime | None
    stopped_by: str | None
    asked_by: str
    asked_at: datetime | None

    @property
    def gets_mail(self) -> bool:
        """Confirmed, and not stopped."""
        return self.confirmed_at is not None and self.stopped_at is None

    def waits(self, now: datetime) -> bool:
        """Asked by a colleague, and still to be confirmed."""
        return self.stopped_at is None and self._is_asked(now)

    def may_say_yes(self, now: datetime) -> bool:
        """Asked by a colleague; a mail program that stopped the question did not answer it."""
        return (self.stopped_at is None or self.is_stopped_by_program) and self._is_asked(now)

    @property
    def is_stopped_by_program(self) -> bool:
        """Stopped by one click of a mail program, or of a scanner that nobody told to."""
        return self.stopped_by == StoppedBy.ONE_CLICK

    @property
    def may_resume(self) -> bool:
        """Said yes once, and was not taken off by the board since."""
        by_link = self.stopped_by in (StoppedBy.ONE_CLICK, StoppedBy.OWNER)
        return self.confirmed_at is not None and by_link

    def _is_asked(self, now: datetime) -> bool:
        if self.confirmed_at is not None or self.asked_at is None:
            return False
        return now - self.asked_at < CONFIRM_WITHIN


def confirm(
    session: Session, *, board: str, email: str, person_id: int, nonce: str, at: datetime
) -> bool:
    """Have an address get mails from now on; False when it gets them already.

    Idempotent: a second confirmation keeps the first `confirmed_at`.
    """
    record = _found_or_added(session, board, email, nonce)
    starts = record.confirmed_at is None or record.stopped_at is not None
    if starts:
        record.confirmed_at = at
    record.person_id = person_id
    record.stopped_at = record.stopped_by = None
    return starts


def ask(session: Session, *, board: str, email: str, by: int, nonce: str, at: datetime) -> None:
    """Have a colleague's address wait for its owner to say yes; who gets mails goes on so."""
    record = _found_or_added(session, board, email, nonce)
    if record.confirmed_at and record.stopped_at is None:
        return
    record.asked_by, record.asked_at = by, at
    record.confirmed_at = record.stopped_at = record.stopped_by = None


def accept(session: Session, recipient_id: int, at: datetime) -> None:
    """Note that the owner of an address said yes: to a colleague's question, or once more."""
    _change(session, recipient_id, confirmed_at=at, stopped_at=None, stopped_by=None)


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


def stop(
    session: Session, recipient_id: int, at: datetime, *, by: StoppedBy = StoppedBy.OWNER
) -> None:
    """Send an address no more mails about this board; who stopped before, stopped then."""
    session.execute(
        update(RecipientRecord)
        .where(RecipientRecord.id == recipient_id, RecipientRecord.stopped_at.is_(None))
        .values(stopped_at=at, stopped_by=by.value)
    )


def take_off(session: Session, recipient_id: int, at: datetime) -> None:
    """Send an address no more mails, on behalf of its board; also one that stopped before."""
    stop(session, recipient_id, at)
    _change(session, recipient_id, stopped_by=StoppedBy.BOARD.value)


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
        stopped_by=row.stopped_by,
        asked_by=row.asked_by or "",
        asked_at=row.asked_at,
    )
