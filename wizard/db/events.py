"""The audit trail: who did what, when. One event for each change, in the change's transaction."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from wizard.db.base import Base
from wizard.db.models import CallRecord, EventRecord, PersonRecord, SchoolRecord
from wizard.domain.event_kind import OF_HELPDESK, OF_IMPORTS, EventKind
from wizard.domain.person import Person

#: Rows of a whole board go in without a record for each; their details with one encoder.
_TABLE = Base.metadata.tables[EventRecord.__tablename__]
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class Event:
    """Something that somebody did. `detail` differs by `kind` (EventKind, or one of before).

    `helped`: in a call, while somebody of the helpdesk looked along.
    """

    at: datetime
    person: str
    kind: str
    brin: str | None
    detail: dict[str, Any]
    helped: bool = False
    #: Two people may have the same name.
    person_id: int | None = None

    def is_about(self, service: str) -> bool:
        """Tell whether this was about a service, alone or with others."""
        return service in (self.detail.get("service"), *self.detail.get("services", ()))


def add(
    session: Session,
    *,
    at: datetime,
    person: Person | None,
    kind: EventKind,
    board: str | None = None,
    brin: str | None = None,
    **detail: Any,
) -> None:
    """Write one event. `person` is None for what the system or an operator did.

    Raises ValueError when the details are not those of its kind.
    """
    row = _row(at, person, kind, board, brin, detail)
    session.add(EventRecord(**row))


def add_all(
    session: Session,
    *,
    at: datetime,
    person: Person,
    kind: EventKind,
    board: str,
    of_schools: Iterable[tuple[str, Mapping[str, Any]]],
) -> None:
    """Write events of one kind in one statement: (BRIN, detail) for each."""
    rows = [_row(at, person, kind, board, brin, detail) for brin, detail in of_schools]
    if rows:
        session.execute(insert(_TABLE), rows)


def of_board(
    session: Session, number: str, *, limit: int, with_helpdesk: bool = False
) -> list[Event]:
    """Return the last events of a board, newest first; without what the helpdesk wrote down.

    A school's events go where the school goes: a board sees what was done for the schools that are
    its own now, by whomever, and no longer what is done for a school that moved away; but it sees
    that the school left it.
    """
    own_schools = select(SchoolRecord.brin).where(SchoolRecord.board_number == number)
    of_a_school = EventRecord.brin.in_(own_schools) & (EventRecord.kind != EventKind.SCHOOL_LEFT)
    is_about_the_board = EventRecord.brin.is_(None) | (EventRecord.kind == EventKind.SCHOOL_LEFT)
    theirs = of_a_school | (is_about_the_board & (EventRecord.board_number == number))
    query = _with_names().where(theirs)
    if not with_helpdesk:
        query = query.where(EventRecord.kind.not_in(OF_HELPDESK))
    return [_event(*row) for row in session.execute(query.limit(limit))]


def of_school(session: Session, brin: str, *, limit: int) -> list[Event]:
    """Return the last events of a school, newest first, under whichever board they were.

    That it left one board is told by its coming to another.
    """
    theirs = (EventRecord.brin == brin) & (EventRecord.kind != EventKind.SCHOOL_LEFT)
    rows = session.execute(_with_names().where(theirs).limit(limit))
    return [_event(*row) for row in rows]


def latest_change(session: Session, brin: str) -> Event | None:
    """Return who changed something for a school last.

    Choosing it to work on changes nothing; nor did an import, which is nobody's answer.
    """
    passed_over = (EventKind.SCHOOL_CHOSEN, *OF_IMPORTS)
    query = _with_names().where(EventRecord.brin == brin, EventRecord.kind.not_in(passed_over))
    row = session.execute(query.limit(1)).first()
    return _event(*row) if row else None


def latest_of_schools(
    session: Session, brins: Collection[str], kind: EventKind
) -> dict[str, Event]:
    """Return the last event of a kind of each of these schools, by BRIN, in one statement."""
    last = select(func.max(EventRecord.id)).where(
        EventRecord.brin.in_(brins), EventRecord.kind == kind
    )
    query = _with_names().where(EventRecord.id.in_(last.group_by(EventRecord.brin)))
    found = [_event(*row) for row in session.execute(query)]
    return {each.brin: each for each in found if each.brin}


def latest_of_board(session: Session, number: str, kind: EventKind) -> Event | None:
    """Return the last event of a kind of a board."""
    query = _with_names().where(EventRecord.board_number == number, EventRecord.kind == kind)
    row = session.execute(query.limit(1)).first()
    return _event(*row) if row else None


def boards_of_last_login(session: Session, person_id: int) -> list[str]:
    """Return for which boards (numbers) somebody could act when they logged in last.

    As somebody of the helpdesk they act for none. Newest first: who calls was here lately.
    """
    query = select(EventRecord.detail).where(
        EventRecord.person_id == person_id,
        EventRecord.kind == EventKind.LOGGED_IN,
        EventRecord.detail.contains('"boards"'),
    )
    detail = session.scalar(query.order_by(EventRecord.id.desc()).limit(1))
    return list(json.loads(detail)["boards"]) if detail else []


def of_everybody(session: Session, kind: EventKind) -> list[tuple[datetime, dict[str, Any]]]:
    """Return the moment and the details of each event of a kind about no board, oldest first."""
    query = select(EventRecord.at, EventRecord.detail).where(
        EventRecord.board_number.is_(None), EventRecord.kind == kind
    )
    rows = session.execute(query.order_by(EventRecord.id))
    return [(at, json.loads(detail)) for at, detail in rows]


def _row(
    at: datetime,
    person: Person | None,
    kind: EventKind,
    board: str | None,
    brin: str | None,
    detail: Mapping[str, Any],
) -> dict[str, Any]:
    kind.require(detail)
    return {
        "at": at,
        "person_id": person.id if person else None,
        "board_number": board,
        "brin": brin,
        "kind": kind,
        "detail": _JSON.encode(detail),
    }


def _with_names() -> Select[EventRecord, str | None, bool]:
    in_call = (
        select(CallRecord.id)
        .where(
            CallRecord.caller_id == EventRecord.person_id,
            CallRecord.board_number == EventRecord.board_number,
            CallRecord.allowed_at <= EventRecord.at,
            CallRecord.ends_at >= EventRecord.at,
        )
        .exists()
    )
    return (
        select(EventRecord, PersonRecord.name, in_call)
        .outerjoin(PersonRecord, EventRecord.person_id == PersonRecord.id)
        .order_by(EventRecord.id.desc())
    )


def _event(record: EventRecord, name: str | None, helped: bool) -> Event:
    return Event(
        at=record.at,
        person=name or "",
        kind=record.kind,
        brin=record.brin,
        detail=json.loads(record.detail),
        helped=helped,
        person_id=record.person_id,
    )
