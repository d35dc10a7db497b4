"""Which boards still have mandates to arrange, for whoever calls them: counts, nobody's name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Subquery, and_, func, or_, select, union_all
from sqlalchemy.orm import Session

from wizard.db.models import (
    BoardRecord,
    CallNoteRecord,
    CallRecord,
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

    `last_days`: the required services with the day on which a mandate has to stand. Open is what no
    recorded mandate stands for then; what somebody is about to change counts as arranged.
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
    """Count school × service with a recorded mandate that stands on the last day, per board."""
    standing = or_(
        *(
            and_(
                MandateRecord.service == service,
                or_(MandateRecord.ends_on.is_(None), MandateRecord.ends_on >= day),
            )
            for service, day in last_days.items()
        )
    )
    pairs = (
        select(MandateRecord.brin, MandateRecord.service)
        .where(MandateRecord.recorded_at.is_not(None), standing)
        .distinct()
        .subquery()
    )
    return (
        select(SchoolRecord.board_number, func.count().label("number"))
        .join(pairs, pairs.c.brin == SchoolRecord.brin)
        .where(SchoolRecord.closed_on.is_(None))
        .group_by(SchoolRecord.board_number)
        .subquery()
    )


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
