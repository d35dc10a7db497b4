"""Receipts: one for each act of saving, found again by number or by the key of the act."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wizard.db.models import PersonRecord
from wizard.domain.person import Person
from wizard.domain.receipt import Receipt
from wizard.register.models import ReceiptRecord


def add(
    session: Session, *, key: str, board_number: str, sentence: str, by: Person, at: datetime
) -> str:
    """Write a receipt and return its number, "MW-2026-00017": the year and our own count.

    Raises sqlalchemy.exc.IntegrityError when this act (`key`) was saved in the meantime.
    """
    record = ReceiptRecord(
        number=key[:20],  # unique until the row has its own count
        key=key,
        board_number=board_number,
        sentence=sentence,
        saved_at=at,
        saved_by=by.id,
    )
    session.add(record)
    session.flush()
    record.number = f"MW-{at.year}-{record.id:05d}"
    session.flush()
    return record.number


def of_board(session: Session, board_number: str, number: str) -> Receipt | None:
    """Return the receipt with this number, if it is this board's."""
    return _find(session, board_number, ReceiptRecord.number == number)


def of_act(session: Session, board_number: str, key: str) -> Receipt | None:
    """Return the receipt that this act of saving was given, if it was saved."""
    return _find(session, board_number, ReceiptRecord.key == key)


def _find(session: Session, board_number: str, condition: object) -> Receipt | None:
    row = session.execute(
        select(ReceiptRecord, PersonRecord.name)
        .join(PersonRecord, ReceiptRecord.saved_by == PersonRecord.id)
        .where(ReceiptRecord.board_number == board_number, condition)  # type: ignore[arg-type]
    ).one_or_none()
    if row is None:
        return None
    record, saved_by = row
    return Receipt(record.number, record.board_number, record.sentence, record.saved_at, saved_by)
