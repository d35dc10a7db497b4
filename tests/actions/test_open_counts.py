"""What is open is counted in SQL for many boards at once, and from the facts on each overview.

Both must say the same whatever stands in the tables: the situations here are drawn at random.
"""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy.orm import Session

from tests.ways import on_both_databases, rounds
from wizard.actions import gathering
from wizard.db import drafts, schools
from wizard.db.accounts import people
from wizard.db.boards.progress import left_of_boards
from wizard.db.helpdesk.at_risk import boards_at_risk, open_boards
from wizard.db.register_models import MandateRecord
from wizard.domain.facts import BoardFacts
from wizard.domain.person import Person
from wizard.domain.status import State
from wizard.ports import Wiring
from wizard.practice.boards import BOARDS

_NUMBERS = frozenset(each.number for each in BOARDS)
#: Days from today: a mandate's first and last one; the Eindtoets has to stand on the seventh.
_FIRST, _LAST = (-30, 0, 5, 7, 8, 40), (None, None, None, -1, 0, 6, 7, 60)
_SERVICES = ("rio", "eindtoets")


@pytest.fixture(params=range(rounds(3, 6)))
def draw(request: pytest.FixtureRequest) -> Random:
    """Give a source of situations, the same ones each time."""
    return Random(request.param)  # noqa: S311  nobody has to guess it


def _fill(session: Session, wiring: Wiring, draw: Random) -> None:
    """Let each school stand in some situation, most of them with something."""
    now = wiring.ports.clock.now()
    anna = people.remember(session, issuer="x", subject="a", name="Anna", email="", at=now)
    for number in sorted(_NUMBERS):
        may_be_open = draw.random() < 0.7
        for school in schools.schools_of_board(session, number):
            for service in _SERVICES:
                _give(session, wiring, draw, anna, school.brin, service, may_be_open)
            if may_be_open and draw.random() < 0.3:
                _answer(session, wiring, draw, anna, school.brin)


def _give(
    session: Session,
    wiring: Wiring,
    draw: Random,
    anna: Person,
    brin: str,
    service: str,
    may_be_open: bool,
) -> None:
    now, today = wiring.ports.clock.now(), wiring.ports.clock.today()
    for system in draw.sample(("parnassys", "esis", "eduscope"), draw.randint(not may_be_open, 3)):
        starts = draw.choice(_FIRST if may_be_open else _FIRST[:2])
        ends = draw.choice(_LAST) if may_be_open else None
        is_recorded = not may_be_open or draw.random() < 0.7
        is_end_seen = draw.random() < (0.8 if ends is not None else 0.1 * may_be_open)
        session.add(
            MandateRecord(
                brin=brin,
                service=service,
                system_key=system,
                system_name=system,
                system_supplier="",
                starts_on=today + timedelta(days=starts),
                ends_on=None if ends is None else today + timedelta(days=_last(starts, ends)),
                saved_at=now,
                saved_by=anna.id,
                recorded_at=now if is_recorded else None,
                end_recorded_at=now if is_end_seen else None,
                end_problem_at=now if draw.random() < 0.4 else None,
                problem_at=now if not is_recorded and draw.random() < 0.4 else None,
                version=1,
            )
        )


def _last(starts: int, ends: int) -> int:
    """Return the last day: not before the first, but yesterday where an act was undone."""
    return ends if ends < 0 else max(starts, ends)


def _answer(session: Session, wiring: Wiring, draw: Random, anna: Person, brin: str) -> None:
    now = wiring.ports.clock.now()
    services = tuple(each for each in _SERVICES if draw.random() < 0.5)
    parked_at = now if draw.random() < 0.3 else None
    drafts.change(session, brin, by=anna, at=now, services=services, parked_at=parked_at)


def _facts(session: Session, wiring: Wiring) -> list[BoardFacts]:
    season = gathering.season(wiring.catalogue, wiring.ports.clock.today())
    register = wiring.ports.register_for(session)
    return [
        gathering.board_facts(session, register, board, season)
        for board in schools.boards(session, _NUMBERS)
    ]


def _open(facts: BoardFacts) -> Counter[str]:
    """Count what the overview does not call planned or recorded, for each service."""
    return Counter(
        cell.service for each in facts.schools for cell in each.cells if not cell.is_finished
    )


@on_both_databases
def test_what_is_open_is_what_the_overviews_say(wiring: Wiring, draw: Random) -> None:
    with wiring.database.transaction() as session:
        _fill(session, wiring, draw)
    season = gathering.season(wiring.catalogue, wiring.ports.clock.today())
    with wiring.database.reading() as session:
        overviews = _facts(session, wiring)
        left = left_of_boards(session, [each.board for each in overviews], season)
        at_risk = boards_at_risk(session, season)
        numbers = open_boards(session, season)
    assert [
        (each.board, each.schools, each.total, each.problems, Counter(each.open_by_service))
        for each in left
    ] == [
        (
            facts.board,
            len(facts.schools),
            facts.total,
            facts.counts[State.PROBLEM],
            _open(facts),
        )
        for facts in overviews
    ]
    still = {each.board.number: _open(each).total() for each in overviews if each.unfinished}
    assert {each.board.number: each.open for each in at_risk} == still
    assert numbers == still.keys()


def test_the_situations_are_not_all_alike(wiring: Wiring) -> None:
    """Else the equality above would prove little."""
    with wiring.database.transaction() as session:
        _fill(session, wiring, Random(0))  # noqa: S311  nobody has to guess it
    with wiring.database.reading() as session:
        overviews = _facts(session, wiring)
    seen = Counter(state for each in overviews for state in each.counts)
    assert seen.keys() == {*State}
    assert {bool(each.unfinished) for each in overviews} == {True, False}
