"""How mandates stood before an act changed them, and how an undo lets them stand so again."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import insert, literal, or_, select, update
from sqlalchemy.orm import Session

from wizard.domain.person import Person
from wizard.domain.undoing import Earlier, Part, Undoing
from wizard.register.models import EarlierRecord, MandateRecord

#: What an act may change of a mandate; all of it comes back, but for who saw it, where that is
#: not so any more.
_RECORDING = ("recorded_at", "recorded_by")
_KEPT = ("starts_on", "ends_on", "saved_at", "saved_by", "problem_at", "ended_at", "ended_by")
_DAY = timedelta(days=1)


def keep(session: Session, mandate_ids: Collection[int], receipt: str | None) -> None:
    """Keep how these mandates stand now, before this act changes them."""
    if receipt is None:
        return
    names = (*_KEPT, *_RECORDING)
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


def take_back(session: Session, undoing: Undoing, *, today: date, by: Person, at: datetime) -> None:
    """Let what the act gave never have held: its last day lies before its first and before today.

    So it is over by each rule that looks at days, and at once.
    """
    yesterday = today - _DAY
    for starts_on in {part.mandate.starts_on for part in undoing.taken_back}:
        ids = _ids(part for part in undoing.taken_back if part.mandate.starts_on == starts_on)
        ends_on = min(starts_on - _DAY, yesterday)
        _change(session, ids, ends_on=ends_on, ended_at=at, ended_by=by.id, problem_at=None)


def restore(session: Session, undoing: Undoing) -> None:
    """Let what the act changed stand again as it stood before."""
    for to_see in {part.to_see for part in undoing.restored}:
        ids = _ids(part for part in undoing.restored if part.to_see is to_see)
        before = {name: _before(name, undoing.receipt.number) for name in _KEPT}
        before["receipt_number"] = _before("earlier_receipt", undoing.receipt.number)
        seen = {
            name: None if to_see else _before(name, undoing.receipt.number) for name in _RECORDING
        }
        _change(session, ids, **before, **seen)


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
