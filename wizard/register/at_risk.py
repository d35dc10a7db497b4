"""Which boards still have mandates to arrange: counts, nobody's name.

One rule for whoever calls them, for mails and for an office with several boards, and it is that of
the overviews (`Cell.is_finished`): a mandate is open until it stands, and again while somebody is
busy with another one in its place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, func, literal, not_, or_, select, union_all
from sqlalchemy.orm import Session

from wizard.db.models import (
    BoardRecord,
    CallNoteRecord,
    CallRecord,
    DraftRecord,
    EventRecord,
    SchoolRecord,
)
from wizard.db.schools import board_of
from wizard.domain.board import Board
from wizard.register.models import MandateRecord


@dataclass(frozen=True)
class AtRisk:
    """A board and what is open there.

    `active_at`: when anybody of it last did anything here. `helped_at`: when it last had the
    helpdesk on the phone, as a code or a note says.
    """

    board: Board
    schools: int
    open: int
    active_at: datetime | None
    helped_at: datetime | None

    @property
    def is_begun(self) -> bool:
        """Somebody of the board was here."""
        return self.active_at is not None


def boards_at_risk(session: Session, last_days: Mapping[str, date]) -> list[AtRisk]:
    """Return the boards with something open, most of it first, in one statement.

    `last_days`: the required services with the day on which a mandate has to stand.
    """
    schools, done, active, helped = _schools(), _done(last_days), _active(), _helped()
    arranged = func.coalesce(done.c.number, 0)
    left = (schools.c.number * len(last_days) - arranged).label("left")
    rows: Iterable[Any] = session.execute(
        select(BoardRecord, schools.c.number, left, active.c.at, helped.c.at)
        .join(schools, schools.c.board_number == BoardRecord.number)
        .outerjoin(done, done.c.board_number == BoardRecord.number)
        .outerjoin(active, active.c.board_number == BoardRecord.number)
        .outerjoin(helped, helped.c.board_number == BoardRecord.number)
        .where(schools.c.number * len(last_days) > arranged)
        .order_by(left.desc(), BoardRecord.number)
    )
    return [
        AtRisk(board_of(record), count, open_, active_at, helped_at)
        for record, count, open_, active_at, helped_at in rows
    ]


def open_boards(session: Session, last_days: Mapping[str, date]) -> frozenset[str]:
    """Return only the numbers of those boards, for who decides on mails: nobody reads the rest."""
    schools, done = _schools(), _done(last_days)
    query = (
        select(schools.c.board_number)
        .outerjoin(done, done.c.board_number == schools.c.board_number)
        .where(schools.c.number * len(last_days) > func.coalesce(done.c.number, 0))
    )
    return frozenset(session.scalars(query))


def _schools() -> Subquery:
    return (
        select(SchoolRecord.board_number, func.count().label("number"))
        .where(SchoolRecord.closed_on.is_(None))
        .group_by(SchoolRecord.board_number)
        .subquery()
    )


def _done(last_days: Mapping[str, date]) -> Subquery:
    """Count school × service with nothing left to do, per board."""
    pairs = finished_pairs(last_days)
    return (
        select(SchoolRecord.board_number, func.count().label("number"))
        .join(pairs, pairs.c.brin == SchoolRecord.brin)
        .where(SchoolRecord.closed_on.is_(None))
        .group_by(SchoolRecord.board_number)
        .subquery()
    )


def finished_pairs(last_days: Mapping[str, date]) -> Subquery:
    """Return brin × service with nothing left to do, as `Cell.is_finished` has it.

    A mandate stands on the last day; no other one waits to be recorded; nobody is busy with it.
    What was taken back before it was recorded counts for nothing.
    """
    counts = or_(MandateRecord.recorded_at.is_not(None), MandateRecord.ends_on.is_(None))
    standing = (
        select(MandateRecord.brin, MandateRecord.service)
        .where(_stands(last_days), counts)
        .group_by(MandateRecord.brin, MandateRecord.service)
        .having(func.count() == func.count(MandateRecord.recorded_at))
        .subquery()
    )
    busy = or_(*(_is_busy_with(standing, service) for service in last_days))
    return (
        select(standing)
        .outerjoin(DraftRecord, DraftRecord.brin == standing.c.brin)
        .where(or_(DraftRecord.brin.is_(None), not_(busy)))
        .subquery()
    )


def _stands(last_days: Mapping[str, date]) -> ColumnElement[bool]:
    return or_(
        *(
            and_(
                MandateRecord.service == service,
                or_(MandateRecord.ends_on.is_(None), MandateRecord.ends_on >= day),
            )
            for service, day in last_days.items()
        )
    )


def _is_busy_with(standing: Subquery, service: str) -> ColumnElement[bool]:
    chosen = literal(",") + DraftRecord.services + ","
    return and_(standing.c.service == service, chosen.contains(f",{service},", autoescape=True))


def _active() -> Subquery:
    """Return the last act of a person for each board; an import is nobody's act."""
    return (
        select(EventRecord.board_number, func.max(EventRecord.at).label("at"))
        .where(EventRecord.person_id.is_not(None), EventRecord.board_number.is_not(None))
        .group_by(EventRecord.board_number)
        .subquery()
    )


def _helped() -> Subquery:
    """Return for each board when it last asked the helpdesk something."""
    moments = union_all(
        select(CallRecord.board_number, CallRecord.created_at.label("at")),
        select(CallNoteRecord.board_number, CallNoteRecord.at),
    ).subquery()
    return (
        select(moments.c.board_number, func.max(moments.c.at).label("at"))
        .group_by(moments.c.board_number)
        .subquery()
    )
