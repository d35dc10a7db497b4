"""Which boards still have mandates to arrange: counts, nobody's name.

One rule for whoever calls them, for mails and for an office with several boards, and it is that of
the overviews (`Cell.is_finished`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, not_, or_, select, union_all
from sqlalchemy.orm import Session

from wizard.db.conditions import awaits_end, awaits_recording, holds_on
from wizard.db.models import (
    BoardRecord,
    CallNoteRecord,
    CallRecord,
    EventRecord,
    SchoolRecord,
)
from wizard.db.register_models import MandateRecord
from wizard.db.schools import board_of
from wizard.domain.board import Board
from wizard.domain.event_kind import OF_HELPDESK
from wizard.domain.season import Season


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


def boards_at_risk(session: Session, season: Season) -> list[AtRisk]:
    """Return the boards with something open, most of it first, in one statement."""
    schools, done, active, helped = _schools(), _done(season), _active(), _helped()
    others = besides(season)
    left = _left(season, schools, done, others).label("left")
    rows: Iterable[Any] = session.execute(
        select(BoardRecord, schools.c.number, left, active.c.at, helped.c.at)
        .join(schools, schools.c.board_number == BoardRecord.number)
        .outerjoin(done, done.c.board_number == BoardRecord.number)
        .outerjoin(others, others.c.board_number == BoardRecord.number)
        .outerjoin(active, active.c.board_number == BoardRecord.number)
        .outerjoin(helped, helped.c.board_number == BoardRecord.number)
        .where(left > 0)
        .order_by(left.desc(), BoardRecord.number)
    )
    return [
        AtRisk(board_of(record), count, open_, active_at, helped_at)
        for record, count, open_, active_at, helped_at in rows
    ]


def open_boards(session: Session, season: Season) -> frozenset[str]:
    """Return only the numbers of those boards, for who decides on mails: nobody reads the rest."""
    schools, done, others = _schools(), _done(season), besides(season)
    query = (
        select(schools.c.board_number)
        .outerjoin(done, done.c.board_number == schools.c.board_number)
        .outerjoin(others, others.c.board_number == schools.c.board_number)
        .where(_left(season, schools, done, others) > 0)
    )
    return frozenset(session.scalars(query))


def besides(season: Season) -> Subquery:
    """Count per board what waits for the register and is about a service that needs no mandate."""
    return (
        select(SchoolRecord.board_number, func.count().label("number"))
        .join(MandateRecord, MandateRecord.brin == SchoolRecord.brin)
        .where(SchoolRecord.closed_on.is_(None))
        .where(MandateRecord.service.not_in(season.required))
        .where(or_(awaits_recording(), awaits_end()))
        .group_by(SchoolRecord.board_number)
        .subquery()
    )


def _left(
    season: Season, schools: Subquery, done: Subquery, others: Subquery
) -> ColumnElement[int]:
    """As `SchoolFacts.open_count`, for all schools of a board together."""
    needed = schools.c.number * len(season.required)
    return needed - func.coalesce(done.c.number, 0) + func.coalesce(others.c.number, 0)


def _schools() -> Subquery:
    return (
        select(SchoolRecord.board_number, func.count().label("number"))
        .where(SchoolRecord.closed_on.is_(None))
        .group_by(SchoolRecord.board_number)
        .subquery()
    )


def _done(season: Season) -> Subquery:
    """Count school × service with nothing left to do, per board."""
    pairs = finished_pairs(season)
    return (
        select(SchoolRecord.board_number, func.count().label("number"))
        .join(pairs, pairs.c.brin == SchoolRecord.brin)
        .where(SchoolRecord.closed_on.is_(None))
        .group_by(SchoolRecord.board_number)
        .subquery()
    )


def finished_pairs(season: Season) -> Subquery:
    """Return brin × service with nothing left to do, as `Cell.is_finished` has it.

    On each of the days that count some mandate holds; none of them, and no end of one, waits to be
    recorded.
    """
    waits = or_(awaits_recording(), awaits_end())
    return (
        select(MandateRecord.brin, MandateRecord.service)
        .where(MandateRecord.service.in_(season.required))
        .group_by(MandateRecord.brin, MandateRecord.service)
        .having(not_(_some(waits)), or_(*_hold_when_needed(season)))
        .subquery()
    )


def _hold_when_needed(season: Season) -> Iterator[ColumnElement[bool]]:
    """Yield, of the services that are needed on the same days, that a mandate holds on each."""
    services: dict[tuple[date, date], list[str]] = {}
    for service, days in season.needed_days.items():
        services.setdefault(days, []).append(service)
    for days, keys in services.items():
        holds = (_some(holds_on(day)) for day in days)
        yield and_(MandateRecord.service.in_(keys), *holds)


def _some(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Tell whether it is so for some row of a group."""
    return func.sum(case((condition, 1), else_=0)) > 0


def _active() -> Subquery:
    """Return for each board when one of its people did something last; no import, no agent."""
    return (
        select(EventRecord.board_number, func.max(EventRecord.at).label("at"))
        .where(EventRecord.person_id.is_not(None), EventRecord.board_number.is_not(None))
        .where(EventRecord.kind.not_in(OF_HELPDESK))
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
