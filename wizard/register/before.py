"""How mandates stood before an act changed them, and how an undo lets them stand so again."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import insert, literal, or_, select, update
from sqlalchemy.orm import Session

from wizard.db.register_models import EarlierRecord, MandateRecord
from wizard.domain.person import Person
from wizard.domain.receipts.undo import Earlier, Part, To, Undoing

#: What an operation may change of a mandate; all of it comes back, but for who saw it in the
#: register, where it does not stand there so any more.
_RECORDING = ("recorded_at", "recorded_by")
_END_RECORDING = ("end_recorded_at", "end_recorded_by")
_KEPT = (
    *("starts_on", "ends_on", "saved_at", "saved_by", "problem_at"),
    *("ended_at", "ended_by", "end_receipt_number", "end_problem_at"),
)
_DAY = timedelta(days=1)


def keep(session: Session, mandate_ids: Collection[int], receipt: str | None) -> None:
    """Keep how these mandates stand now, before this act changes them."""
    if receipt is None:
        return
    names = (*_KEPT, *_RECORDING, *_END_RECORDING)
    now = select(
        literal(receipt),
        MandateRecord.id,
        MandateRecord.receipt_number,
        *(getattr(MandateRecord, name) for name in names),
    ).where(MandateRecord.id.in_(mandate_ids))
    columns = ("receipt_number", "mandate_id", "earlier_receipt", *names)
    session.execute(insert(EarlierRecord).from_select(columns, now))


def of_act(session: Session, receipt: str) -> tuple[Earlier, ...]:
    """Return what an act changed, and what others changed of what it gave."""
    query = select(
        EarlierRecord.receipt_number,
        EarlierRecord.mandate_id,
        EarlierRecord.starts_on,
        EarlierRecord.ends_on,
        EarlierRecord.earlier_receipt,
    ).where(or_(EarlierRecord.receipt_number == receipt, EarlierRecord.earlier_receipt == receipt))
    rows = session.execute(query.order_by(EarlierRecord.receipt_number, EarlierRecord.mandate_id))
    return tuple(Earlier(*row) for row in rows)


def take_back(
    session: Session,
    undoing: Undoing,
    *,
    today: date,
    by: Person,
    at: datetime,
    recorded_at: datetime | None,
) -> None:
    """Let what the act gave never have held: its last day lies before its first and before today.

    So it is over by each rule that looks at days, and at once. `recorded_at`: since when that
    stands in the register; None where people fill it.
    """
    yesterday = today - _DAY
    for starts_on in {part.mandate.starts_on for part in undoing.taken_back}:
        ids = _ids(part for part in undoing.taken_back if part.mandate.starts_on == starts_on)
        ends_on = min(starts_on - _DAY, yesterday)
        _change(
            session,
            ids,
            ends_on=ends_on,
            ended_at=at,
            ended_by=by.id,
            problem_at=None,
            end_recorded_at=recorded_at,
            end_recorded_by=by.id if recorded_at else None,
        )


def restore(session: Session, undoing: Undoing) -> None:
    """Let what the operation changed stand again as it stood before."""
    number = undoing.receipt.number
    for to_see in To:
        ids = _ids(part for part in undoing.restored if part.to_see is to_see)
        values = {name: _before(name, number) for name in _KEPT}
        values["receipt_number"] = _before("earlier_receipt", number)
        values |= _seen(to_see, number)
        _change(session, ids, **values)


def _seen(to_see: To, receipt: str) -> dict[str, object]:
    """Return who saw a restored mandate and its end in the register: as before, or nobody.

    An end that still stands there is kept as seen: the mandate goes on, so it has to go.
    """
    names = (*_RECORDING, *_END_RECORDING)
    as_before: dict[str, object] = {name: _before(name, receipt) for name in names}
    if to_see is To.START:
        return as_before | dict.fromkeys(_RECORDING)
    if to_see is To.EARLIER_END:
        return as_before | dict.fromkeys(_END_RECORDING)
    if to_see is To.NO_END:
        return {name: as_before[name] for name in _RECORDING}
    return as_before


def _before(name: str, receipt: str) -> object:
    return (
        select(getattr(EarlierRecord, name))
        .where(
            EarlierRecord.mandate_id == MandateRecord.id, EarlierRecord.receipt_number == receipt
        )
        .scalar_subquery()
    )


def _ids(parts: Iterable[Part]) -> list[int]:
    return [part.mandate.id for part in parts]


def _change(session: Session, ids: Collection[int], **values: object) -> None:
    session.execute(
        update(MandateRecord)
        .where(MandateRecord.id.in_(ids))
        .values(version=MandateRecord.version + 1, **values)
        .execution_options(synchronize_session=False)
    )
