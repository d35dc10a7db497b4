"""Whatever people do, in whatever order: pages, mails, exports and the helpdesk's list agree.

And in the OSR nothing is called recorded, or arranged, that nobody said they saw there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.builders import SteppingClock
from tests.visitor import Visitor, words
from tests.ways import in_both_registers, rounds
from wizard.actions import copying, gathering, osr
from wizard.actions import las_change as actions_las_change
from wizard.actions import plan as actions_plan
from wizard.actions.receipts import undo as receipts_undo
from wizard.actions.reminders import composing, subscriptions
from wizard.actions.reminders.digest import Digest
from wizard.actions.steps import mandates
from wizard.actions.work import Work
from wizard.db import drafts, receipts, schools
from wizard.db.accounts import people
from wizard.db.boards.progress import left_of_boards
from wizard.db.helpdesk.at_risk import boards_at_risk, open_boards
from wizard.db.reminders import recipients
from wizard.domain.board import Board
from wizard.domain.copying.source import sources
from wizard.domain.errors import DomainError
from wizard.domain.facts import BoardFacts
from wizard.domain.las_change.candidates import act_of, systems_to_leave
from wizard.domain.las_change.change import Change
from wizard.domain.mandate import Mandate, SystemChoice
from wizard.domain.plan.plan import plan_of
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.status import State
from wizard.domain.words import count
from wizard.ports import Wiring

_NUMBER = "99006"
_HERE = f"/bestuur/{_NUMBER}"
_SYSTEMS = (
    SystemChoice("parnassys", "ParnasSys", "Topicus"),
    SystemChoice("esis", "ESIS", "Rovict"),
)
_SERVICES: tuple[tuple[str, ...], ...] = (("rio",), ("eindtoets",), ("rio", "eindtoets"))
_STEPS = 14


@dataclass
class _People:
    """The people of a board, who do whatever comes; and what they said they saw in the OSR."""

    wiring: Wiring
    clock: SteppingClock
    draw: Random
    #: The mandates, and the ends of mandates with their last day, that somebody saw there.
    seen: set[int] = field(default_factory=set)
    seen_ends: set[tuple[int, date]] = field(default_factory=set)
    done: list[str] = field(default_factory=list)
    keys: int = 0

    @contextmanager
    def working(self) -> Iterator[tuple[Work, BoardFacts]]:
        """Give what an action works with; what it refuses changes nothing."""
        with self.wiring.database.transaction() as session:
            work = Work(
                session=session,
                register=self.wiring.ports.register_for(session),
                catalogue=self.wiring.catalogue,
                person=people.remember(
                    session, issuer="x", subject="a", name="Anna", email="", at=self.clock.now()
                ),
                now=self.clock.now(),
                today=self.clock.today(),
            )
            yield work, self.facts(work)

    def facts(self, work: Work) -> BoardFacts:
        """Return what is so now, read again."""
        season = gathering.season(work.catalogue, work.today)
        return gathering.board_facts(work.session, work.register, self.board(work), season)

    def board(self, work: Work) -> Board:
        found = schools.board(work.session, _NUMBER)
        assert found is not None
        return found

    def do(self) -> None:
        """Do one thing: the first that can be done, of all in any order."""
        for act in self.draw.sample(_ACTS, len(_ACTS)):
            self.clock.forward(minutes=1)
            try:
                with self.working() as (work, facts):
                    act(self, work, facts)
            except (DomainError, IndexError):  # nothing there to do it with
                continue
            self.done.append(act.__name__)
            return

    def key(self) -> str:
        self.keys += 1
        return f"{self.keys:032x}"

    def school(self, facts: BoardFacts) -> SchoolFacts:
        return self.draw.choice(facts.schools)

    def day(self) -> date:
        return self.clock.today() + timedelta(days=self.draw.choice((0, 0, 0, 1, 5, 9, 40)))


def _save(people: _People, work: Work, facts: BoardFacts) -> None:
    _begin(people, work, facts)
    for school in people.facts(work).schools:
        if school.draft and school.intent:
            mandates.save(work, school, key=school.draft.key, seen=school.fingerprint)


def _begin(people: _People, work: Work, facts: BoardFacts) -> None:
    """Answer for a school, and save nothing."""
    drafts.change(
        work.session,
        people.school(facts).school.brin,
        by=work.person,
        at=work.now,
        services=people.draw.choice(_SERVICES),
        system=people.draw.choice(_SYSTEMS),
        starts_on=people.day(),
        keep_old=people.draw.random() < 0.3,
    )


def _copy(people: _People, work: Work, facts: BoardFacts) -> None:
    found = [source for school in facts.schools for source in sources(school)]
    source = people.draw.choice(found)
    wanted = {each.school.brin: source.services for each in facts.schools[:4]}
    wanted.pop(source.school.brin, None)
    brin, system = source.school.brin, source.system.key
    copying.copy(work, facts, brin=brin, system_key=system, wanted=wanted, key=people.key())


def _give(people: _People, work: Work, facts: BoardFacts) -> None:
    acts = [line.act for line in plan_of(facts).lines if line.act]
    act = people.draw.choice(acts)
    wanted = {each.facts.school.brin: each.services for each in act.included}
    key = act.source.system.key
    actions_plan.give(work, facts, system_key=key, wanted=wanted, key=people.key())


def _change(people: _People, work: Work, facts: BoardFacts) -> None:
    old = people.draw.choice(systems_to_leave(facts))
    new = next(each for each in _SYSTEMS if each.key != old.key)
    last = people.day()
    wish = Change(old, new, last, last + timedelta(days=people.draw.choice((1, 1, 4))))
    chosen = [each.school.brin for each in facts.schools[:4]]
    seen = act_of(facts, wish, chosen).fingerprint
    actions_las_change.change(work, facts, wish, chosen=chosen, seen=seen, key=people.key())


def _end(people: _People, work: Work, facts: BoardFacts) -> None:
    live = [m for s in facts.schools for key in facts.season.required for m in s.live(key)]
    mandate = people.draw.choice([each for each in live if each.ends_on is None])
    school = facts.find(mandate.brin)
    assert school is not None
    day = max(people.day(), mandate.starts_on)
    mandates.end(work, school, mandate.id, version=mandate.version, ends_on=day, reason="anders")


def _see(people: _People, work: Work, facts: BoardFacts) -> None:
    """Say that what waits at a school stands in the OSR: all of it, or a part."""
    waiting = [each for each in facts.schools if _waiting(each)]
    school = people.draw.choice(waiting)
    found = _waiting(school)
    some = found if people.draw.random() < 0.7 else found[:1]
    osr.confirm(work, school, {each.id: each.version for each in some})
    people.seen |= {each.id for each in some if not each.is_recorded}
    ends = {each.id: each.ends_on for each in some if each.awaits_end}
    people.seen_ends = {each for each in people.seen_ends if each[0] not in ends}
    people.seen_ends |= {(key, day) for key, day in ends.items() if day}


def _stick(people: _People, work: Work, facts: BoardFacts) -> None:
    school = people.draw.choice([each for each in facts.schools if _waiting(each)])
    osr.report_problem(work, school, {_waiting(school)[0].id}, click="save")


def _undo(people: _People, work: Work, facts: BoardFacts) -> None:
    given = [m for s in facts.schools for m in s.mandates]
    numbers = sorted({n for m in given for n in (m.receipt, m.end_receipt) if n})
    number = people.draw.choice(numbers[-3:])
    receipt = receipts.of_board(work.session, _NUMBER, number)
    assert receipt is not None
    found = receipts_undo.look(work, facts, receipt)
    receipts_undo.undo(work, facts, number, seen=found.fingerprint)
    # What is put back on another first day has to be seen again.
    people.seen -= {part.mandate.id for part in found.restored if part.to_see.value == "start"}


def _wait(people: _People, _work: Work, _facts: BoardFacts) -> None:
    people.clock.forward(days=people.draw.choice((1, 3, 6)))


def _waiting(school: SchoolFacts) -> list[Mandate]:
    return [each for each in school.mandates if each.waits_for_register]


_ACTS: tuple[Callable[[_People, Work, BoardFacts], None], ...] = (
    *(_save, _save, _save, _copy, _copy, _give, _give, _change, _end, _end),
    *(_see, _see, _see, _see, _stick, _undo, _undo, _begin, _wait),
)


@pytest.fixture(params=range(rounds(2, 12)))
def acting(request: pytest.FixtureRequest, wiring: Wiring, clock: SteppingClock) -> _People:
    """Give people who do the same things each time; half of them while the test gets over."""
    if request.param % 2:
        clock.jump(datetime(2027, 3, 12, 9, tzinfo=UTC))
    return _People(wiring, clock, Random(request.param))  # noqa: S311  nobody has to guess it


@in_both_registers
def test_all_say_the_same_and_nothing_that_is_not_so(
    acting: _People, app: Flask, register_key: str
) -> None:
    _ask_for_mails(acting)
    for _step in range(_STEPS):
        acting.do()
        reader = Visitor(app)
        reader.log_in("zes-scholen")
        with acting.wiring.database.transaction() as session:
            register = acting.wiring.ports.register_for(session)
            season = gathering.season(acting.wiring.catalogue, acting.clock.today())
            [board] = schools.boards(session, frozenset({_NUMBER}))
            facts = gathering.board_facts(session, register, board, season)
            left = sum(each.open_count for each in facts.schools)
            _lists_agree(session, facts, left)
            _mails_agree(acting.wiring, session, left)
        _pages_agree(reader, facts, left)
        if register_key == "osr":
            _nothing_is_recorded_that_nobody_saw(acting, facts)
    assert len(acting.done) == _STEPS


def _ask_for_mails(acting: _People) -> None:
    with acting.wiring.database.transaction() as session:
        anna = people.remember(
            session, issuer="x", subject="m", name="Anna", email="a@b.nl", at=acting.clock.now()
        )
        [board] = schools.boards(session, frozenset({_NUMBER}))
        subscriptions.confirm(session, board, by=anna, at=acting.clock.now())


def _lists_agree(session: Session, facts: BoardFacts, left: int) -> None:
    at_risk = {each.board.number: each.open for each in boards_at_risk(session, facts.season)}
    assert at_risk.get(_NUMBER, 0) == left
    assert (_NUMBER in open_boards(session, facts.season)) == bool(left)
    [counted] = left_of_boards(session, [facts.board], facts.season)
    assert (counted.open, counted.is_done) == (left, left == 0)


def _mails_agree(wiring: Wiring, session: Session, left: int) -> None:
    [mine] = recipients.of_board(session, _NUMBER)
    finished = composing.compose(wiring, session, Digest("a@b.nl", "x/x", (mine,), "finished"))
    reminder = composing.compose(wiring, session, Digest("a@b.nl", "x/T-7", (mine,), "reminder"))
    assert (finished is None, reminder is None) == (left > 0, left == 0)
    if reminder:
        said = f"nog {count(left, 'mandaat', 'mandaten')} te doen"
        assert said in reminder.text
    if finished:
        assert "Leg " not in finished.text
        assert "bij in het OSR" not in finished.text


def _pages_agree(reader: Visitor, facts: BoardFacts, left: int) -> None:
    reader.get(_HERE)
    changing = any(each.is_changing for each in facts.schools)
    assert ("Alles is geregeld" in reader.page.says) == (left == 0 and not changing)
    states = _states(reader)
    klaar = reader.get(f"{_HERE}/klaar")
    assert (klaar.h1 == "Alle mandaten voor het LAS zijn geregeld") == (left == 0)
    reader.get(f"{_HERE}/rapport")
    assert sorted(_states(reader)) == sorted(states), "the overview puts what is open first"
    entry = reader.client.get(f"{_HERE}/agenda/eindtoets.ics").get_data(as_text=True)
    of_test = sum(not each.cell("eindtoets").is_finished for each in facts.schools)
    assert ("SUMMARY:Geregeld" in entry) == (of_test == 0)


def _states(reader: Visitor) -> list[str]:
    return [
        words(node).split(" – ")[-1]
        for node in (*reader.page.all("span"), *reader.page.all("a"))
        if "mw-state__word" in (node.get("class") or "").split()
    ]


def _nothing_is_recorded_that_nobody_saw(acting: _People, facts: BoardFacts) -> None:
    for school in facts.schools:
        for cell in school.cells:
            mandate = cell.mandate
            if cell.state not in (State.RECORDED, State.PLANNED) or mandate is None:
                continue
            assert mandate.id in acting.seen, acting.done
            if mandate.ends_on:
                assert (mandate.id, mandate.ends_on) in acting.seen_ends, acting.done
