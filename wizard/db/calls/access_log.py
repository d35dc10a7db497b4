"""The log of who looked: one row for each time that an agent opened what is a board's."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from wizard.db.models import CallRecord, LookRecord, PersonRecord
from wizard.domain.person import Person


@dataclass(frozen=True)
class Look:
    """An agent looked at a board. `reason`: the key of what the agent chose.

    `page`: the heading of the caller's page that was shown, when looking along.
    """

    id: int
    at: datetime
    agent: str
    agent_id: int
    board_number: str
    reason: str
    page: str | None
    #: The call in which that was.
    call_id: int | None


def add(
    session: Session,
    *,
    board: str,
    by: Person,
    at: datetime,
    reason: str,
    page: str | None = None,
) -> int:
    """Write a look and return its number."""
    record = LookRecord(at=at, person_id=by.id, board_number=board, reason=reason, page=page)
    session.add(record)
    session.flush()
    return record.id


def find(session: Session, look_id: int) -> Look | None:
    """Return the look with this number."""
    row = session.execute(_with_names().where(LookRecord.id == look_id)).one_or_none()
    return _look(*row) if row else None


def of_board(session: Session, number: str, *, limit: int) -> list[Look]:
    """Return who looked at a board, the last one first."""
    query = _with_names().where(LookRecord.board_number == number).order_by(LookRecord.id.desc())
    return [_look(*row) for row in session.execute(query.limit(limit))]


def _with_names() -> Select[LookRecord, str, int | None]:
    """Return looks with the agent's name, and the call that went on between the two at that moment.

    Of two at once, as when a caller went on in another browser, the last one counts.
    """
    call_id = (
        select(func.max(CallRecord.id))
        .where(
            LookRecord.page.is_not(None),
            CallRecord.agent_id == LookRecord.person_id,
            CallRecord.board_number == LookRecord.board_number,
            CallRecord.allowed_at <= LookRecord.at,
            CallRecord.ends_at >= LookRecord.at,
        )
        .scalar_subquery()
    )
    return select(LookRecord, PersonRecord.name, call_id).join(
        PersonRecord, LookRecord.person_id == PersonRecord.id
    )


def _look(record: LookRecord, agent: str, call_id: int | None) -> Look:
    return Look(
        id=record.id,
        at=record.at,
        agent=agent,
        agent_id=record.person_id,
        board_number=record.board_number,
        reason=record.reason,
        page=record.page,
        call_id=call_id,
    )
