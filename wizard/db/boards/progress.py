"""Several boards of one person at once: what is open at each, in as many statements as for one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from wizard.db.conditions import awaits_end, awaits_recording
from wizard.db.helpdesk.at_risk import besides, finished_pairs
from wizard.db.models import SchoolRecord
from wizard.db.register_models import MandateRecord
from wizard.domain.board import Board
from wizard.domain.season import Season


@dataclass(frozen=True)
class BoardLeft:
    """A board, how many schools it has, and how many mandates are open for each service.

    `besides`: what waits for the register for other services. `problems`: mandates with which
    somebody got stuck in the OSR.
    """

    board: Board
    schools: int
    open_by_service: Mapping[str, int]
    besides: int
    problems: int

    @property
    def total(self) -> int:
        """How many mandates the board needs, and what waits for the register besides."""
        return self.schools * len(self.open_by_service) + self.besides

    @property
    def open(self) -> int:
        """How much is left to do."""
        return sum(self.open_by_service.values()) + self.besides

    @property
    def is_done(self) -> bool:
        """Everything is arranged: there are schools, and nothing is left to do for them."""
        return self.schools > 0 and self.open == 0


def left_of_boards(session: Session, boards: Sequence[Board], season: Season) -> list[BoardLeft]:
    """Return what is open at these boards, in their order."""
    numbers = [each.number for each in boards]
    schools, problems = _schools(session, numbers), _problems(session, numbers, season)
    done, others = _done(session, numbers, season), _besides(session, numbers, season)
    return [
        BoardLeft(
            board=board,
            schools=schools[board.number],
            open_by_service={
                service: schools[board.number] - done[board.number, service]
                for service in season.required
            },
            besides=others[board.number],
            problems=problems[board.number],
        )
        for board in boards
    ]


def _schools(session: Session, numbers: Sequence[str]) -> Counter[str]:
    query = (
        select(SchoolRecord.board_number, func.count())
        .where(SchoolRecord.board_number.in_(numbers), SchoolRecord.closed_on.is_(None))
        .group_by(SchoolRecord.board_number)
    )
    return Counter(dict(session.execute(query).all()))


def _done(session: Session, numbers: Sequence[str], season: Season) -> Counter[tuple[str, str]]:
    pairs = finished_pairs(season)
    query = (
        select(SchoolRecord.board_number, pairs.c.service, func.count())
        .join(pairs, pairs.c.brin == SchoolRecord.brin)
        .where(SchoolRecord.board_number.in_(numbers), SchoolRecord.closed_on.is_(None))
        .group_by(SchoolRecord.board_number, pairs.c.service)
    )
    rows: Iterable[Any] = session.execute(query)
    return Counter({(number, service): count for number, service, count in rows})


def _besides(session: Session, numbers: Sequence[str], season: Season) -> Counter[str]:
    others = besides(season)
    query = select(others.c.board_number, others.c.number).where(others.c.board_number.in_(numbers))
    return Counter(dict(session.execute(query).all()))


def _problems(session: Session, numbers: Sequence[str], season: Season) -> Counter[str]:
    """Count where what is to be recorded next has a problem, as the cells do.

    That is the newest mandate that is not recorded; where there is none, the newest such end.
    """
    pair = (MandateRecord.brin, MandateRecord.service)
    waits = case((awaits_recording(), 1), else_=0)
    newest = (
        select(
            MandateRecord.id,
            func.row_number()
            .over(partition_by=pair, order_by=(waits.desc(), MandateRecord.id.desc()))
            .label("rank"),
        )
        .where(MandateRecord.service.in_(season.required), or_(awaits_recording(), awaits_end()))
        .subquery()
    )
    stuck = case(
        (awaits_recording(), MandateRecord.problem_at.is_not(None)),
        else_=MandateRecord.end_problem_at.is_not(None),
    )
    query = (
        select(SchoolRecord.board_number, func.count())
        .join(MandateRecord, MandateRecord.brin == SchoolRecord.brin)
        .join(newest, (newest.c.id == MandateRecord.id) & (newest.c.rank == 1))
        .where(SchoolRecord.board_number.in_(numbers), SchoolRecord.closed_on.is_(None))
        .where(stuck)
        .group_by(SchoolRecord.board_number)
    )
    return Counter(dict(session.execute(query).all()))
