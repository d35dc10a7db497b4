"""What was saved and recorded lately, for the mails that follow it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from wizard.db.models import PersonRecord, SchoolRecord
from wizard.db.register_models import MandateRecord, ReceiptRecord


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


def boards_recorded_since(session: Session, since: datetime) -> dict[str, datetime]:
    """Return when a mandate, or an end, was recorded last for a school of each board.

    Of the boards for which that was since a moment.
    """
    query = (
        select(
            SchoolRecord.board_number,
            func.max(MandateRecord.recorded_at),
            func.max(MandateRecord.end_recorded_at),
        )
        .join(MandateRecord, MandateRecord.brin == SchoolRecord.brin)
        .where(or_(MandateRecord.recorded_at >= since, MandateRecord.end_recorded_at >= since))
        .group_by(SchoolRecord.board_number)
    )
    return {
        number: max(moment for moment in moments if moment)
        for number, *moments in session.execute(query)
        if number
    }
