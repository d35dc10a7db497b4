"""Receipts: one for each act of saving, found again by number or by the key of the act."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.orm import Session, aliased

from wizard.db.models import PersonRecord, SchoolRecord
from wizard.db.register_models import EarlierRecord, MandateRecord, ReceiptRecord
from wizard.domain.copying.copies import Left, Reason
from wizard.domain.person import Person
from wizard.domain.receipt import FOR_SEVERAL, OperationKind, Receipt
from wizard.domain.remains import Remains, Why


def add(
    session: Session,
    kind: OperationKind,
    *,
    key: str,
    board_number: str,
    sentence: str,
    by: Person,
    at: datetime,
    year: int,
    source: str | None = None,
    left: Iterable[Left] = (),
) -> str:
    """Write a receipt and return its number, "MW-2026-00017": the year and our own count.

    The count may have gaps. The caller holds the locks of all schools that the act is about, so
    that no operation is saved twice. One for several schools has a `source`, a BRIN, and who was
    `left` behind.
    """
    record = ReceiptRecord(
        number=key[:20],  # unique until the row has its own count
        key=key,
        kind=kind.value,
        board_number=board_number,
        sentence=sentence,
        saved_at=at,
        saved_by=by.id,
        source_brin=source,
        left_behind=_as_json(left) if source else None,
    )
    session.add(record)
    session.flush()
    record.number = f"MW-{year}-{record.id:05d}"
    session.flush()
    return record.number


def key_of(board_number: str, given: str) -> str:
    """Keep acts of different boards apart: the page that was sent chose the key, not we."""
    return hashlib.blake2b(f"{board_number} {given}".encode(), digest_size=16).hexdigest()


def of_board(session: Session, board_number: str, number: str) -> Receipt | None:
    """Return the receipt with this number, if it is this board's.

    Also if it came along with a school that moved to this board.
    """
    return _find(session, board_number, ReceiptRecord.number == number)


def board_of(session: Session, number: str) -> str | None:
    """Return the number of the board that was given this receipt."""
    return session.scalar(select(ReceiptRecord.board_number).where(ReceiptRecord.number == number))


def of_numbers(session: Session, board_number: str, numbers: Collection[str]) -> list[Receipt]:
    """Return those of these receipts that are this board's, oldest first, in one statement."""
    query = _of(board_number).where(ReceiptRecord.number.in_(numbers)).order_by(ReceiptRecord.id)
    return [_receipt(*row) for row in session.execute(query)]


def of_act(session: Session, board_number: str, key: str) -> Receipt | None:
    """Return the receipt that this act of saving was given, if it was saved."""
    return _find(session, board_number, ReceiptRecord.key == key)


def decline_copy(session: Session, number: str, *, at: datetime) -> None:
    """Keep that nobody wants to copy what this act saved."""
    session.execute(
        update(ReceiptRecord).where(ReceiptRecord.number == number).values(copy_declined_at=at)
    )


def is_copy_answered(session: Session, number: str) -> bool:
    """Tell whether somebody said who is to have the same as this: nobody, or it is for several."""
    answered = ReceiptRecord.copy_declined_at.is_not(None) | ReceiptRecord.kind.in_(FOR_SEVERAL)
    return session.scalar(select(answered).where(ReceiptRecord.number == number)) is True


def mark_undone(
    session: Session, number: str, remains: Iterable[Remains], *, by: Person, at: datetime
) -> None:
    """Keep who undid an act, when, and what remains to know or to do."""
    values = {"undone_at": at, "undone_by": by.id, "remains": _as_json(remains)}
    session.execute(update(ReceiptRecord).where(ReceiptRecord.number == number).values(values))


def copies_since(
    session: Session, board_number: str, brins: Collection[str], receipt: Receipt
) -> list[Receipt]:
    """Return what was copied from these schools after an act, and not undone; oldest first."""
    query = _of(board_number).where(
        ReceiptRecord.kind == OperationKind.COPY,
        ReceiptRecord.source_brin.in_(brins),
        ReceiptRecord.saved_at >= receipt.saved_at,
        ReceiptRecord.number != receipt.number,
        ReceiptRecord.undone_at.is_(None),
    )
    return [_receipt(*row) for row in session.execute(query.order_by(ReceiptRecord.id))]


def _find(session: Session, board_number: str, condition: ColumnElement[bool]) -> Receipt | None:
    row = session.execute(_of(board_number).where(condition)).one_or_none()
    return _receipt(*row) if row else None


def _of(board_number: str) -> Select[ReceiptRecord, str, str | None]:
    """Ask for receipts as they are now, whatever this transaction read of them before."""
    undoer = aliased(PersonRecord)
    return (
        select(ReceiptRecord, PersonRecord.name, undoer.name)
        .join(PersonRecord, ReceiptRecord.saved_by == PersonRecord.id)
        .outerjoin(undoer, ReceiptRecord.undone_by == undoer.id)
        .where(_is_of(board_number))
        .execution_options(populate_existing=True)
    )


def _receipt(record: ReceiptRecord, saved_by: str, undone_by: str | None) -> Receipt:
    return Receipt(
        number=record.number,
        kind=OperationKind(record.kind),
        board_number=record.board_number,
        sentence=record.sentence,
        saved_at=record.saved_at,
        saved_by=saved_by,
        source=record.source_brin,
        left=tuple(
            Left(**row | {"reason": Reason(row["reason"])}) for row in _rows(record.left_behind)
        ),
        undone_at=record.undone_at,
        undone_by=undone_by or "",
        remains=tuple(Remains(**row | {"why": Why(row["why"])}) for row in _rows(record.remains)),
    )


def _as_json(lines: Iterable[Left | Remains]) -> str:
    rows = [{**asdict(each), "day": each.day.isoformat() if each.day else None} for each in lines]
    return json.dumps(rows, ensure_ascii=False)


def _rows(stored: str | None) -> Iterator[dict[str, Any]]:
    for row in json.loads(stored or "[]"):
        yield {**row, "day": date.fromisoformat(row["day"]) if row["day"] else None}


def _is_of(board_number: str) -> ColumnElement[bool]:
    came_along = (
        select(number)
        .join(SchoolRecord, MandateRecord.brin == SchoolRecord.brin)
        .where(SchoolRecord.board_number == board_number)
        for number in (MandateRecord.receipt_number, MandateRecord.end_receipt_number)
    )
    return or_(
        ReceiptRecord.board_number == board_number,
        *(ReceiptRecord.number.in_(each) for each in came_along),
    )


def schools_of_operation(session: Session, receipt: str) -> frozenset[str]:
    """Return the BRINs of the schools where an operation gave a mandate, or changed one."""
    changed = select(EarlierRecord.mandate_id).where(
        or_(EarlierRecord.receipt_number == receipt, EarlierRecord.earlier_receipt == receipt)
    )
    query = select(MandateRecord.brin).where(
        or_(
            MandateRecord.receipt_number == receipt,
            MandateRecord.end_receipt_number == receipt,
            MandateRecord.id.in_(changed),
        )
    )
    return frozenset(session.scalars(query.distinct()))
