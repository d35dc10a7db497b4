"""What follows from what is really there: states, what is pending, which school is next."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.situations import (
    ESIS,
    LAST_DAY,
    NOW,
    PARNASSYS,
    RIO,
    SEASON,
    TEST,
    TODAY,
    board,
    days,
    draft,
    parked,
    recorded,
    saved,
    school,
)
from wizard.domain.draft import Told
from wizard.domain.facts import Facts
from wizard.domain.mandate import Mandate
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.season import Season
from wizard.domain.status import State

LATER = recorded(TEST, starts_on=LAST_DAY + days(1))
ENDED = recorded(TEST, starts_on=TODAY - days(9), ends_on=TODAY - days(1))
PROBLEM = saved(TEST, problem_at=NOW)

#: A school, and the states of RIO and the Eindtoets that follow.
STATES = {
    "nothing was done": (school(), "todo todo"),
    "chosen, no service yet": (school(draft=draft()), "busy busy"),
    "busy with one service": (school(draft=draft(RIO)), "busy todo"),
    "busy with both": (school(draft=draft(RIO, TEST)), "busy busy"),
    "parked before a service": (school(draft=parked()), "waiting waiting"),
    "parked for one service": (school(draft=parked(TEST)), "todo waiting"),
    "saved": (school(saved(), saved(TEST)), "saved saved"),
    "a problem": (school(recorded(), PROBLEM), "recorded problem"),
    "recorded, busy with the rest": (school(recorded(), draft=draft(TEST)), "recorded busy"),
    "starts on the last day": (school(recorded(TEST, starts_on=LAST_DAY)), "todo planned"),
    "starts too late": (school(LATER), "todo planned"),
    "ended": (school(ENDED), "todo todo"),
    "ends today": (school(recorded(TEST, ends_on=TODAY)), "todo todo"),
    "ends just too early": (school(recorded(TEST, ends_on=LAST_DAY - days(1))), "todo todo"),
    "ends on the last day": (school(recorded(TEST, ends_on=LAST_DAY)), "todo todo"),
    "ends after the last day": (
        school(recorded(TEST, ends_on=LAST_DAY + days(1))),
        "todo recorded",
    ),
    "due already, ends today": (school(recorded(RIO, ends_on=TODAY)), "todo todo"),
    "due already, ends on the last day": (school(recorded(RIO, ends_on=LAST_DAY)), "todo todo"),
    "ends, and another one follows": (
        school(recorded(TEST, ends_on=LAST_DAY), recorded(TEST, starts_on=LAST_DAY + days(1))),
        "todo recorded",
    ),
    "its end is not seen in the register": (
        school(recorded(ends_on=TODAY, end_recorded_at=None)),
        "saved todo",
    ),
    "its end, long gone by, is not seen": (
        school(replace(ENDED, end_recorded_at=None)),
        "todo saved",
    ),
    "a problem with its end": (
        school(recorded(ends_on=TODAY, end_recorded_at=None, end_problem_at=NOW)),
        "problem todo",
    ),
    "its end was undone, and stands in the register": (
        school(recorded(end_recorded_at=NOW)),
        "saved todo",
    ),
    "what is unrecorded goes before an end": (
        school(recorded(ends_on=TODAY, end_recorded_at=None), saved(system=ESIS)),
        "saved todo",
    ),
    "ended, busy again": (school(ENDED, draft=draft(TEST)), "todo busy"),
    "on time goes before later": (school(recorded(TEST), LATER), "todo recorded"),
    "unrecorded does not hide": (school(recorded(), saved(system=ESIS)), "saved todo"),
    "nor behind a newer one": (school(saved(system=ESIS), recorded()), "saved todo"),
    "a problem does not hide": (school(recorded(TEST), PROBLEM), "todo problem"),
    "taken back is not to record": (
        school(recorded(), saved(system=ESIS, ends_on=LAST_DAY)),
        "recorded todo",
    ),
    "only taken back": (school(saved(ends_on=LAST_DAY)), "todo todo"),
    "busy with a change": (school(recorded(), draft=draft(RIO)), "recorded todo"),
    "waiting for a change": (school(recorded(), draft=parked(RIO)), "recorded todo"),
    "a change after what is unrecorded": (school(saved(), draft=draft(RIO)), "saved todo"),
}


@pytest.mark.parametrize(("facts", "states"), STATES.values(), ids=STATES)
def test_the_state_of_each_cell(facts: SchoolFacts, states: str) -> None:
    assert " ".join(cell.state for cell in facts.cells) == states


def test_only_planned_and_recorded_leave_nothing_to_do() -> None:
    finished = {
        cell.state for facts, _ in STATES.values() for cell in facts.cells if cell.is_finished
    }
    assert finished == {State.PLANNED, State.RECORDED}
    seen = {cell.state for facts, _ in STATES.values() for cell in facts.cells}
    assert seen == set(State)


def test_a_cell_shows_the_mandate_that_makes_it_on_time() -> None:
    on_time, later = recorded(TEST, id=1), recorded(TEST, id=2, starts_on=LAST_DAY + days(9))
    assert school(on_time, later).cell(TEST).mandate == on_time
    assert school(later).cell(TEST).mandate == later
    assert school(ENDED).cell(TEST).mandate is None


def test_a_cell_shows_what_holds_today_and_what_follows() -> None:
    now, later = recorded(TEST, id=1, ends_on=LAST_DAY), recorded(TEST, id=2, system=ESIS)
    later = replace(later, starts_on=LAST_DAY + days(1))
    cell = school(now, later).cell(TEST)
    assert (cell.mandate, cell.follows, cell.is_finished) == (now, later, True)
    assert school(recorded(TEST)).cell(TEST).follows is None


def test_what_ends_and_leaves_nothing_is_named_where_it_is_to_do() -> None:
    ends = recorded(TEST, ends_on=LAST_DAY - days(1))
    cell = school(ends).cell(TEST)
    assert (cell.state, cell.mandate) == (State.TODO, ends)


@pytest.mark.parametrize(
    ("mandates", "is_done"),
    [
        ([recorded(TEST)], True),
        ([recorded(TEST, starts_on=LAST_DAY)], True),
        ([recorded(TEST, starts_on=LAST_DAY + days(1))], False),
        ([recorded(TEST, starts_on=LAST_DAY + days(1)), recorded(TEST)], True),
        ([recorded(TEST, ends_on=LAST_DAY)], False),
        ([recorded(TEST, ends_on=LAST_DAY + days(1))], True),
        ([recorded(TEST, ends_on=LAST_DAY - days(1))], False),
        ([recorded(TEST, ends_on=TODAY), recorded(TEST, starts_on=LAST_DAY)], True),
        ([recorded(TEST), saved(TEST, system=ESIS)], False),
        ([recorded(TEST), recorded(TEST, ends_on=LAST_DAY, end_recorded_at=None)], False),
        ([saved(TEST)], False),
        ([PROBLEM], False),
        ([ENDED], False),
        ([recorded(RIO)], False),
        ([], False),
    ],
)
def test_a_board_is_done_for_a_service_when_each_school_is_on_time(
    mandates: list[Mandate], is_done: bool
) -> None:
    assert (
        board(school(recorded(TEST)), school(*mandates, brin="99AB")).is_done_for(TEST) == is_done
    )


def test_a_change_that_is_not_saved_does_not_undo_what_is_arranged() -> None:
    facts = school(recorded(), recorded(TEST), draft=draft(TEST))
    assert (facts.cell(TEST).is_changing, facts.is_changing, facts.is_finished) == (True,) * 3
    assert board(facts).next_school() == facts, "somebody goes on with it"
    assert not school(recorded(TEST), draft=draft(RIO)).is_changing


def test_a_service_that_was_due_already_is_arranged_when_it_begins_by_the_last_day() -> None:
    assert board(school(recorded(RIO, starts_on=LAST_DAY))).is_done_for(RIO)
    assert not board(school(recorded(RIO, starts_on=LAST_DAY + days(1)))).is_done_for(RIO)


def test_once_the_test_is_over_only_its_own_mandate_has_to_last_until_the_next_one() -> None:
    today, next_year = date(2027, 3, 16), date(2027, 11, 30)
    season = Season(today, {RIO: today, TEST: next_year}, LAST_DAY)
    ends = date(2027, 7, 31)
    facts = replace(
        school(recorded(RIO, ends_on=ends), recorded(TEST, ends_on=ends)), season=season
    )
    assert [cell.is_finished for cell in facts.cells] == [True, False]
    assert [facts.holds(service) for service in season.required] == [True, True]


def test_a_board_without_schools_has_nothing_to_do() -> None:
    empty = board()
    assert empty.is_done_for(RIO)
    assert empty.next_school() is None
    assert empty.total == 0


@pytest.mark.parametrize(
    ("facts", "pending", "is_repeat"),
    [
        (school(), (), False),
        (school(draft=draft(RIO, TEST)), (RIO, TEST), False),
        (school(draft=draft(TEST)), (TEST,), False),
        (school(saved(), draft=draft(TEST)), (TEST,), True),
        (school(recorded(), draft=draft(TEST)), (TEST,), True),
        (school(recorded(), draft=draft(RIO)), (RIO,), False),
        (school(recorded(), recorded(TEST), draft=draft(RIO, TEST)), (RIO, TEST), False),
        (school(recorded()), (), True),
        (school(recorded(ends_on=TODAY - days(1)), draft=draft(TEST)), (TEST,), False),
    ],
)
def test_what_is_pending_and_whether_it_repeats_the_first_service(
    facts: SchoolFacts, pending: tuple[str, ...], is_repeat: bool
) -> None:
    assert facts.pending == pending
    assert facts.is_repeat == is_repeat


def test_open_services_are_those_without_a_lasting_mandate() -> None:
    assert school().open_services == (RIO, TEST)
    assert school(saved()).open_services == (TEST,)
    assert school(ENDED, recorded()).open_services == (TEST,)
    assert school(recorded(), LATER).open_services == ()
    assert school(recorded(TEST, ends_on=LAST_DAY - days(1)), recorded()).open_services == (TEST,)
    assert school(recorded(TEST, ends_on=LAST_DAY), recorded()).open_services == (TEST,)
    assert school(recorded(TEST, ends_on=LAST_DAY + days(1)), recorded()).open_services == ()
    assert school(recorded(), saved(TEST, ends_on=LAST_DAY)).open_services == (TEST,)


def test_unrecorded_mandates_stand_in_the_order_of_the_services() -> None:
    test, rio = saved(TEST, id=1), saved(RIO, id=2)
    assert school(test, rio, recorded(RIO, id=3)).unrecorded == (rio, test)
    assert school(saved(starts_on=TODAY - days(9), ends_on=TODAY - days(1))).unrecorded == ()
    assert school(test, saved(RIO, ends_on=LAST_DAY)).unrecorded == (test,)


def test_a_problem_with_one_mandate_does_not_hold_up_the_other() -> None:
    stuck, other = saved(RIO, problem_at=NOW), saved(TEST)
    facts = school(stuck, other)
    assert facts.unrecorded == (stuck, other)
    assert facts.recordable == (other,)
    assert facts.is_underway
    assert not school(stuck).is_underway


def test_the_newest_live_mandate_suggests_the_system() -> None:
    bron = recorded("bron-po", system=PARNASSYS)
    assert school().suggestion is None
    assert school(bron).suggestion == bron
    newer = recorded("verzuim", system=ESIS, id=2)
    assert school(bron, newer).suggestion == newer
    gone = recorded("verzuim", system=ESIS, starts_on=TODAY - days(9), ends_on=TODAY - days(1))
    assert school(bron, gone).suggestion == bron


def test_of_a_school_that_is_asked_no_las_is_known_until_somebody_tells_it() -> None:
    bron = recorded("bron-po", system=ESIS)
    assert school(bron).known_system == ESIS
    waiting = school(bron, draft=parked(RIO))
    assert waiting.known_system is None
    assert replace(waiting, told=Told(PARNASSYS, NOW, "Anna")).known_system == PARNASSYS
    assert school(bron, draft=draft(RIO, system=PARNASSYS)).known_system == PARNASSYS


def test_rivals_are_live_mandates_of_other_systems_for_what_is_pending() -> None:
    old = recorded(RIO, system=ESIS)
    facts = school(old, recorded(TEST, system=ESIS), draft=draft(RIO))
    assert facts.conflicting(PARNASSYS, TODAY) == (old,)
    assert facts.conflicting(ESIS, TODAY) == ()
    assert school(old).conflicting(PARNASSYS, TODAY) == ()


@pytest.mark.parametrize(
    ("old", "is_rival"),
    [
        (recorded(system=ESIS, ends_on=LAST_DAY - days(1)), False),
        (recorded(system=ESIS, ends_on=LAST_DAY), True),
        (recorded(system=ESIS, starts_on=LAST_DAY + days(9)), True),
        (saved(system=ESIS), True),
        (saved(system=ESIS, ends_on=LAST_DAY), False),
    ],
    ids=["over by then", "ends that day", "planned later", "unrecorded", "taken back"],
)
def test_a_rival_is_live_on_the_first_day_of_the_new_mandate(old: Mandate, is_rival: bool) -> None:
    conflicting = school(old, draft=draft(RIO)).conflicting(PARNASSYS, LAST_DAY)
    assert conflicting == ((old,) if is_rival else ())


@pytest.mark.parametrize(
    ("twin", "is_left_out"),
    [
        (recorded(), True),
        (saved(), True),
        (recorded(starts_on=LAST_DAY), True),
        (recorded(starts_on=LAST_DAY + days(1)), False),
        (recorded(ends_on=LAST_DAY + days(99)), False),
        (recorded(system=ESIS), False),
    ],
    ids=["active", "unrecorded", "planned by then", "planned later", "with an end", "of another"],
)
def test_a_service_that_the_las_has_an_endless_mandate_for_is_left_out(
    twin: Mandate, is_left_out: bool
) -> None:
    facts = school(twin, draft=draft(RIO, TEST))
    left = facts.without_twins(PARNASSYS, LAST_DAY)
    assert left == ((TEST,) if is_left_out else (RIO, TEST))


BUSY = school(draft=draft(RIO), brin="99AB")
BUSY_LATER = school(draft=draft(RIO, updated_at=NOW + days(1)), brin="99AC")
UNRECORDED = school(saved(), saved(TEST), brin="99AD")
UNTOUCHED = school(brin="99AE")
WAITING = school(draft=parked(RIO, TEST), brin="99AF")
FINISHED = school(recorded(), recorded(TEST), brin="99AG")
IN_ORDER = [BUSY_LATER, BUSY, UNRECORDED, UNTOUCHED, WAITING]


@given(st.permutations([*IN_ORDER, FINISHED]))
def test_the_next_school_is_what_somebody_was_busy_with_and_waiting_comes_last(
    schools: list[SchoolFacts],
) -> None:
    for count, first in enumerate(IN_ORDER):
        left = [each for each in schools if each not in IN_ORDER[:count]]
        assert board(*left).next_school() is first
    assert board(FINISHED).next_school() is None


def test_the_next_school_besides_one() -> None:
    assert board(*IN_ORDER).next_school(besides=BUSY_LATER.school.brin) is BUSY
    assert board(UNTOUCHED, FINISHED).next_school(besides=UNTOUCHED.school.brin) is None


def test_schools_that_are_equally_urgent_keep_their_order() -> None:
    other = school(brin="99AA")
    assert board(UNTOUCHED, other).next_school() is UNTOUCHED
    assert board(other, UNTOUCHED).next_school() is other


def test_a_parked_school_is_not_in_progress() -> None:
    assert (WAITING.is_parked, WAITING.in_progress) == (True, False)
    assert (BUSY.is_parked, BUSY.in_progress) == (False, True)
    assert (UNTOUCHED.is_parked, UNTOUCHED.in_progress) == (False, False)


def test_a_board_is_untouched_until_somebody_answers_or_saves_for_a_required_service() -> None:
    known = recorded("bron-po")
    assert board(school(known), UNTOUCHED).is_untouched
    assert not board(UNTOUCHED, BUSY).is_untouched
    assert not board(UNTOUCHED, school(saved())).is_untouched


def test_a_board_counts_its_mandates_by_state() -> None:
    facts = board(BUSY, WAITING, FINISHED)
    assert facts.total == 6
    assert facts.counts == {
        State.BUSY: 1,
        State.TODO: 1,
        State.WAITING: 2,
        State.RECORDED: 2,
    }
    assert facts.counts.total() == facts.total
    assert facts.unfinished == (BUSY, WAITING)


def test_the_others_are_unfinished_schools_but_not_this_one() -> None:
    facts = board(BUSY, FINISHED, UNTOUCHED)
    assert Facts(facts, BUSY).others == (UNTOUCHED,)
    assert Facts(facts, FINISHED).others == (BUSY, UNTOUCHED)
    assert Facts(facts).others == (BUSY, UNTOUCHED)


def test_the_required_services_stand_in_the_order_of_the_season() -> None:
    assert SEASON.required == (RIO, TEST)


def test_nothing_comes_late_for_a_service_without_a_last_day() -> None:
    facts = board(school(recorded("bron-po")))
    assert facts.late_schools("bron-po") == ()
