"""Queries on calls: codes, who looks along with whom, and what ended it."""

from datetime import datetime

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from wizard.db.models import CallPageRecord, CallRecord, PersonRecord, WrongCodeRecord
from wizard.domain.calls.call import Call, Ending

_Caller = aliased(PersonRecord)
_Agent = aliased(PersonRecord)
_Before = aliased(CallRecord)
_Next = aliased(CallRecord)
_AgentBefore = aliased(PersonRecord)


def add(
    session: Session,
    *,
    board: str,
    caller_id: int,
    session_hash: str,
    nonce: str,
    code_hash: str,
    at: datetime,
    ends_at: datetime,
    follows: int | None,
) -> int | None:
    """Add a call that waits for its code to be entered; None when that code is in use."""
    record = CallRecord(
        board_number=board,
        caller_id=caller_id,
        session_hash=session_hash,
        nonce=nonce,
        code_hash=code_hash,
        created_at=at,
        active_at=at,
        ends_at=ends_at,
        follows_id=follows,
    )
    try:
        with session.begin_nested():
            session.add(record)
    except IntegrityError:
        return None
    return record.id


def find(session: Session, call_id: int) -> Call | None:
    """Return a call, whatever became of it."""
    return _one(session, _with_names().where(CallRecord.id == call_id))


def locked(session: Session, call_id: int) -> Call | None:
    """Return a call, and let nobody change it before this transaction has ended."""
    session.execute(select(CallRecord.id).where(CallRecord.id == call_id).with_for_update())
    return find(session, call_id)


def of_session(session: Session, session_hash: str) -> Call | None:
    """Return the last call of a caller's web session."""
    query = _with_names().where(CallRecord.session_hash == session_hash)
    return _one(session, query.order_by(CallRecord.id.desc()).limit(1))


def of_agent(session: Session, agent_id: int, now: datetime) -> list[Call]:
    """Return the calls that go on and that an agent entered the code of, the first one first."""
    live = (CallRecord.ending.is_(None), CallRecord.ends_at > now)
    query = _with_names().where(CallRecord.agent_id == agent_id, *live).order_by(CallRecord.id)
    return [_call(*row) for row in session.execute(query)]


def ended_between(
    session: Session, since: datetime, now: datetime
) -> list[tuple[int, str, str, datetime]]:
    """Return the calls in which somebody looked along, and that ended in this time.

    Of each: its number, the board, the caller's address in small letters, and when it ended. One
    that was handed over and went on is over when the last one is; and while the caller is in
    another call about the board, nothing is.
    """
    goes_on = select(_Next.id).where(
        _Next.caller_id == CallRecord.caller_id,
        _Next.board_number == CallRecord.board_number,
        _Next.id > CallRecord.id,
        (_Next.ends_at > now)
        | ((_Next.follows_id == CallRecord.id) & _Next.allowed_at.is_not(None)),
    )
    query = (
        select(CallRecord.id, CallRecord.board_number, PersonRecord.email, CallRecord.ends_at)
        .join(PersonRecord, CallRecord.caller_id == PersonRecord.id)
        .where(
            CallRecord.allowed_at.is_not(None),
            CallRecord.ends_at >= since,
            CallRecord.ends_at <= now,
            ~goes_on.exists(),
        )
        .order_by(CallRecord.id)
    )
    rows = session.execute(query)
    return [(number, board, email.lower(), at) for number, board, email, at in rows]


def take(session: Session, code_hash: str, *, agent_id: int, now: datetime, until: datetime) -> int:
    """Give the call with this code to an agent, once; return its id, or 0 when there is none.

    One statement: of two agents who enter the same code at once, one gets it.
    """
    waiting = (
        CallRecord.code_hash == code_hash,
        CallRecord.ends_at > now,
        CallRecord.ending.is_(None),
    )
    found = session.execute(
        update(CallRecord)
        .where(*waiting)
        .values(agent_id=agent_id, code_hash=None, active_at=now, ends_at=until)
        .returning(CallRecord.id)
    ).scalar()
    return found or 0


def allow(session: Session, call_id: int, *, at: datetime, ends_at: datetime) -> None:
    """Note the caller's consent."""
    _change(session, call_id, allowed_at=at, active_at=at, ends_at=ends_at)


def touch(session: Session, call_id: int, *, at: datetime, ends_at: datetime) -> None:
    """Note that the caller did something."""
    _change(session, call_id, active_at=at, ends_at=ends_at)


def end(session: Session, call_id: int, ending: Ending, at: datetime) -> None:
    """End a call, and forget the page that was looked at."""
    _change(session, call_id, ending=ending.value, ends_at=at, code_hash=None)
    session.execute(delete(CallPageRecord).where(CallPageRecord.call_id == call_id))


def live_of(session: Session, *, person_id: int, session_hash: str, now: datetime) -> list[int]:
    """Return the calls that end when somebody logs out: an agent's all, a caller's by session."""
    theirs = (CallRecord.agent_id == person_id) | (CallRecord.session_hash == session_hash)
    live = (CallRecord.ending.is_(None), CallRecord.ends_at > now)
    return list(session.scalars(select(CallRecord.id).where(theirs, *live)))


def live_of_person(session: Session, person_id: int | None, now: datetime) -> list[int]:
    """Return the calls of somebody on either side, in whichever browser; of None, everybody's."""
    theirs = (CallRecord.agent_id == person_id) | (CallRecord.caller_id == person_id)
    live = [CallRecord.ending.is_(None), CallRecord.ends_at > now]
    if person_id is not None:
        live.append(theirs)
    return list(session.scalars(select(CallRecord.id).where(*live)))


def tidy(session: Session, now: datetime) -> None:
    """Free the codes, and forget the pages, of calls that ended by themselves."""
    over = select(CallRecord.id).where(CallRecord.ends_at <= now)
    session.execute(
        update(CallRecord)
        .where(CallRecord.ends_at <= now, CallRecord.code_hash.is_not(None))
        .values(code_hash=None)
    )
    session.execute(delete(CallPageRecord).where(CallPageRecord.call_id.in_(over)))


def lock_person(session: Session, person_id: int) -> None:
    """Let nobody make or enter a code as this person before this transaction has ended.

    Always before a call is locked.
    """
    session.execute(select(PersonRecord.id).where(PersonRecord.id == person_id).with_for_update())


def wrong_codes(session: Session, person_id: int, *, since: datetime) -> tuple[int, datetime]:
    """Return how many wrong codes somebody entered since a moment, and when the first of them."""
    query = select(func.count(), func.min(WrongCodeRecord.at)).where(
        WrongCodeRecord.person_id == person_id, WrongCodeRecord.at > since
    )
    number, first = session.execute(query).one()
    return number, first if number else since


def add_wrong_code(session: Session, person_id: int, *, at: datetime, forget: datetime) -> None:
    """Count a wrong code, and forget those of before."""
    session.execute(delete(WrongCodeRecord).where(WrongCodeRecord.at <= forget))
    session.add(WrongCodeRecord(person_id=person_id, at=at))


def _change(session: Session, call_id: int, **values: object) -> None:
    session.execute(update(CallRecord).where(CallRecord.id == call_id).values(**values))


def _with_names() -> Select[CallRecord, str, str | None, str | None]:
    return (
        select(CallRecord, _Caller.name, _Agent.name, _AgentBefore.name)
        .join(_Caller, CallRecord.caller_id == _Caller.id)
        .outerjoin(_Agent, CallRecord.agent_id == _Agent.id)
        .outerjoin(_Before, CallRecord.follows_id == _Before.id)
        .outerjoin(_AgentBefore, _Before.agent_id == _AgentBefore.id)
        .execution_options(populate_existing=True)
    )


def _one(session: Session, query: Select[CallRecord, str, str | None, str | None]) -> Call | None:
    row = session.execute(query).one_or_none()
    return _call(*row) if row else None


def _call(record: CallRecord, caller: str, agent: str | None, before: str | None) -> Call:
    return Call(
        id=record.id,
        board_number=record.board_number,
        caller=caller,
        caller_id=record.caller_id,
        session_hash=record.session_hash,
        nonce=record.nonce,
        agent=agent or "",
        agent_id=record.agent_id,
        created_at=record.created_at,
        allowed_at=record.allowed_at,
        active_at=record.active_at,
        ends_at=record.ends_at,
        ending=Ending(record.ending) if record.ending else None,
        follows=record.follows_id or 0,
        before=before or "",
    )
