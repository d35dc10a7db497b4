"""Whatever a board has: following its plan finishes it, and nothing in it could be left out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.situations import (
    ESIS,
    NOW,
    PARNASSYS,
    RIO,
    TEST,
    TODAY,
    board,
    days,
    draft,
    recorded,
    saved,
    school,
)
from tests.ways import rounds
from wizard.domain.copying.source import lasting
from wizard.domain.draft import Told
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import OTHER_SYSTEM, Mandate, NewMandate, SystemChoice
from wizard.domain.plan.plan import Kind, Line, plan_of
from wizard.domain.school_facts import SchoolFacts

_GONE = SystemChoice("schooloas", "SchoolOAS", "Dotcomschool")
_RETIRED = (_GONE.key,)
_SYSTEMS = [PARNASSYS, ESIS, SystemChoice(f"{OTHER_SYSTEM}/kwinta", "Kwinta", "")]
_UNNAMED = SystemChoice(OTHER_SYSTEM, "", "")
_BRINS = ("99AA", "99AB", "99AC", "99AD", "99AE")
#: Nobody needs more rounds than there are kinds of lines, each of them once.
_ROUNDS = len(Kind) + 1

_DAYS = st.integers(-2, 9).map(lambda count: TODAY + days(count))
_MANDATES = st.builds(
    lambda make, service, system, starts, ends, problem, seen: make(
        service,
        system=system,
        starts_on=starts,
        ends_on=ends,
        problem_at=problem,
        end_problem_at=problem,
        end_recorded_at=NOW if seen and ends else None,
    ),
    st.sampled_from([recorded, saved]),
    st.sampled_from([RIO, TEST, "bron-po"]),
    st.sampled_from([*_SYSTEMS, _GONE]),
    _DAYS,
    st.none() | _DAYS,
    st.none() | st.just(NOW),
    st.booleans(),
)
_DRAFTS = st.none() | st.builds(
    lambda services, **answers: draft(*services, **answers),
    st.lists(st.sampled_from([RIO, TEST]), unique=True),
    system=st.none() | st.sampled_from([*_SYSTEMS, _UNNAMED]),
    starts_on=st.none() | _DAYS,
    parked_at=st.none() | st.just(NOW),
    look_again_on=st.none() | _DAYS,
)
_TOLD = st.none() | st.sampled_from(_SYSTEMS).map(lambda system: Told(system, NOW, "Anna"))


def _as_in_a_register(mandates: list[Mandate], brin: str, number: Iterator[int]) -> list[Mandate]:
    """Two without an end for one service and system, or a problem in the register, are in none."""
    kept: dict[object, Mandate] = {}
    for each in mandates:
        unique = next(number) if each.ends_on else (each.service, each.system.key)
        problem = None if each.is_recorded else each.problem_at
        end_problem = each.end_problem_at if each.awaits_end else None
        ends = max(each.ends_on, each.starts_on) if each.ends_on else None
        kept.setdefault(
            unique,
            replace(
                each,
                id=next(number),
                brin=brin,
                problem_at=problem,
                end_problem_at=end_problem,
                ends_on=ends,
            ),
        )
    return list(kept.values())


@st.composite
def _boards(make: st.DrawFn) -> BoardFacts:
    number, schools = count(1), []
    for brin in _BRINS[: make(st.integers(1, len(_BRINS)))]:
        mandates = _as_in_a_register(make(st.lists(_MANDATES, max_size=4)), brin, number)
        acts = st.sampled_from(["MW-1", "MW-2"])  # no act is about two systems
        mandates = [
            replace(
                each,
                receipt=f"{make(acts)}-{each.system.key}",
                end_receipt=f"{make(acts)}-end-{each.system.key}" if each.ends_on else None,
            )
            for each in mandates
        ]
        answers = make(_DRAFTS)
        bare = school(*mandates, brin=brin)
        mine = replace(answers, brin=brin) if answers else None
        told = None if mine and mine.parked_at else make(_TOLD)
        schools.append(replace(bare, draft=mine, told=told))
    return board(*schools)


class _Follower:
    """Somebody who does what a line of the plan asks, and says that each LAS is ParnasSys."""

    def __init__(self, facts: BoardFacts, *, by_hand: bool) -> None:
        self.facts, self.number = facts, count(10_000)
        #: Where something is saved and not recorded, a person does the recording.
        self.by_hand = by_hand or any(
            each.unrecorded or each.unrecorded_ends for each in facts.schools
        )

    def do(self, line: Line) -> None:
        """Do one line for each of its schools, as it was planned."""
        if line.act is not None:
            self._save(line.act.mandates(f"MW-{next(self.number)}"))
        for each in line.schools:
            facts = self.facts.find(each.school.brin)
            assert facts is not None
            self._put(getattr(self, f"_{line.kind.value}")(facts, line))

    def _give(self, facts: SchoolFacts, line: Line) -> SchoolFacts:
        assert line.act is not None
        [services] = [
            each.services for each in line.act.included if each.facts.school == facts.school
        ]
        return _without(facts, services)

    def _ask(self, facts: SchoolFacts, _line: Line) -> SchoolFacts:
        now = facts.draft and replace(facts.draft, parked_at=None, system=PARNASSYS)
        return replace(facts, draft=now, told=Told(PARNASSYS, NOW, "Anna"))

    _wait = _ask

    def _record(self, facts: SchoolFacts, line: Line) -> SchoolFacts:
        mine = [each for each in facts.recordable if each.receipt == line.receipt]
        ends = [each for each in facts.recordable_ends if each.end_receipt == line.receipt]
        return _seen(facts, mine + ends)

    def _problem(self, facts: SchoolFacts, _line: Line) -> SchoolFacts:
        ends = [each for each in facts.unrecorded_ends if each.end_problem_at]
        return _seen(facts, [each for each in facts.unrecorded if each.problem_at] + ends)

    def _finish(self, facts: SchoolFacts, _line: Line) -> SchoolFacts:
        """Answer each step of the school; a mandate of another LAS stays."""
        services = facts.pending or facts.open_services or facts.late_services
        system = facts.known_system
        if system is None or not system.is_named or system.key in _RETIRED:
            system = PARNASSYS
        answers = draft(*services, brin=facts.school.brin, system=system)
        whole = replace(facts, draft=answers)
        if not whole.without_twins(system, whole.first_day):  # it has them all: leave it so
            return replace(facts, draft=None)
        answered = replace(whole, draft=replace(answers, keep_old=True))
        intent = answered.intent
        assert intent is not None
        receipt, brin = f"MW-{next(self.number)}", facts.school.brin
        self._save(
            [NewMandate(brin, each, system, intent.starts_on, receipt) for each in intent.services]
        )
        now = self.facts.find(brin)
        assert now is not None
        return _without(now, services)

    def _save(self, mandates: Iterable[NewMandate]) -> None:
        for new in mandates:
            facts = self.facts.find(new.brin)
            assert facts is not None
            make = saved if self.by_hand else recorded
            mandate = make(
                new.service,
                id=next(self.number),
                brin=new.brin,
                system=new.system,
                starts_on=new.starts_on,
                receipt=new.receipt,
            )
            twins = [
                each
                for each in facts.mandates
                if (each.service, each.system.key, each.ends_on)
                == (new.service, new.system.key, None)
            ]
            if any(each.starts_on <= new.starts_on for each in twins):
                continue  # it is left as it stands
            kept = tuple(each for each in facts.mandates if each not in twins)
            self._put(replace(facts, mandates=(*kept, mandate)))

    def _put(self, facts: SchoolFacts) -> None:
        schools = tuple(
            facts if each.school == facts.school else each for each in self.facts.schools
        )
        self.facts = board(*schools)


def _seen(facts: SchoolFacts, mandates: list[Mandate]) -> SchoolFacts:
    return replace(
        facts,
        mandates=tuple(
            replace(
                each,
                recorded_at=NOW,
                recorded_by="Anna",
                problem_at=None,
                end_recorded_at=NOW if each.ends_on else None,
                end_problem_at=None,
            )
            if each in mandates
            else each
            for each in facts.mandates
        ),
    )


def _without(facts: SchoolFacts, services: tuple[str, ...]) -> SchoolFacts:
    """Saved answers are answers no more."""
    if facts.draft is None:
        return facts
    rest = tuple(each for each in facts.draft.services if each not in services)
    return replace(facts, draft=replace(facts.draft, services=rest) if rest else None)


def _to_give(facts: BoardFacts) -> list[Line]:
    return [each for each in plan_of(facts, _RETIRED).lines if each.kind is Kind.GIVE]


@settings(max_examples=rounds(150, 300), deadline=None)
@given(_boards(), st.booleans())
def test_whatever_a_board_has(facts: BoardFacts, by_hand: bool) -> None:
    """Drawing the schools takes the time, so each of these is asked of the same ones."""
    _there_is_a_line_for_each_school_with_something_left_and_for_no_other(facts)
    _following_it_finishes_the_board(facts, by_hand=by_hand)
    _no_line_is_needless(facts, by_hand=by_hand)
    _giving_takes_no_more_acts_than_one_for_each_service_and_las_and_a_copy(facts)
    _one_las_is_given_by_one_line_to_each_school_that_can_have_it(facts)
    _who_waits_stands_in_the_order_in_which_somebody_looks_again(facts)


def _following_it_finishes_the_board(facts: BoardFacts, *, by_hand: bool) -> None:
    follower = _Follower(facts, by_hand=by_hand)
    for _ in range(_ROUNDS):
        for line in plan_of(follower.facts, _RETIRED).lines:
            follower.do(line)
    assert plan_of(follower.facts, _RETIRED).lines == ()
    assert follower.facts.unfinished == ()


def _there_is_a_line_for_each_school_with_something_left_and_for_no_other(
    facts: BoardFacts,
) -> None:
    named = {each.school.brin for line in plan_of(facts, _RETIRED).lines for each in line.schools}
    assert named == _left(facts)


def _left(facts: BoardFacts) -> set[str]:
    """Return the schools where something is open, or somebody prepares a change."""
    left = (each for each in facts.schools if each.is_changing or not each.is_finished)
    return {each.school.brin for each in left}


def _no_line_is_needless(facts: BoardFacts, *, by_hand: bool) -> None:
    """Whoever does all of it but one is not finished, for each school of that one."""
    lines = plan_of(facts, _RETIRED).lines
    for skipped in lines:
        follower = _Follower(facts, by_hand=by_hand)
        for line in lines:
            if line is not skipped:
                follower.do(line)
        assert {each.school.brin for each in skipped.schools} <= _left(follower.facts)


def _giving_takes_no_more_acts_than_one_for_each_service_and_las_and_a_copy(
    facts: BoardFacts,
) -> None:
    """Counted anew from the schools: without a school that has it, one is given by itself."""
    for line in _to_give(facts):
        assert line.act is not None
        assert line.system is not None
        lacking = [each.services for each in line.act.included]
        least = [0, 0]
        for service in (RIO, TEST):
            schools = sum(service in each for each in lacking)
            stands = any(
                each.system.key == line.system.key
                for other in facts.schools
                for each in lasting(other, service)
            )
            alone = schools > 0 and (schools == 1 or not stands)
            least[0] += alone
            least[1] += schools - alone > 0
        assert (line.effort.mandates, line.effort.copies) == tuple(least)


def _one_las_is_given_by_one_line_to_each_school_that_can_have_it(facts: BoardFacts) -> None:
    lines = _to_give(facts)
    keys = [line.system.key for line in lines if line.system]
    assert len(keys) == len(set(keys))
    for line in lines:
        for each in line.schools:
            assert each.known_system == line.system
            assert not each.is_parked
        assert line.system
        assert line.system.key not in _RETIRED


def _who_waits_stands_in_the_order_in_which_somebody_looks_again(facts: BoardFacts) -> None:
    for line in plan_of(facts, _RETIRED).lines:
        days = [each.look_again_on for each in line.schools if line.kind is Kind.WAIT]
        assert days == sorted(days, key=str)
        assert line.look_again_on == (days[0] if days else None)
