"""What was saved and recorded lately, for the mails that follow it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from wizard.db.models import PersonRecord, SchoolRecord
from wizard.register.models import MandateRecord, ReceiptRecord


@dataclass(frozen=True)
class Saved:
    """An act of saving: its receipt, and the address of who saved, in small letters."""

    board_number: str
    number: str
    email: str
    at: datetime


def saved_since(session: Session, since: datetime) -> list[Saved]:
    """Return every act of saving since a moment that was not undone, oldest first."""
    query = (
        select(
            ReceiptRecord.board_number,
            ReceiptRecord.number,
            PersonRecord.email,
            ReceiptRecord.saved_at,
        )
        .join(PersonRecord, ReceiptRecord.saved_by == PersonRecord.id)
        .where(ReceiptRecord.saved_at >= since, ReceiptRecord.undone_at.is_(None))
        .order_by(ReceiptRecord.id)
    )
    rows = session.execute(query)
    return [Saved(board, number, email.lower(), at) for board, number, email, at in rows]


def boards_recorded_since(session: Session, since: datetime) -> frozenset[str]:
    """Return the boards for whose schools a mandate, or an end, was recorded since a moment."""
    query = (
        select(SchoolRecord.board_number)
        .join(MandateRecord, MandateRecord.brin == SchoolRecord.brin)
        .where(or_(MandateRecord.recorded_at >= since, MandateRecord.end_recorded_at >= since))
        .distinct()
    )
    return frozenset(number for number in session.scalars(query) if number)
