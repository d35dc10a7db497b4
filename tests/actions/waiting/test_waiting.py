"""Waiting for schools that were asked: a day to look again, and several answers at once."""

from dataclasses import replace
from datetime import date

import pytest

from tests.bench.statements import counted
from tests.ways import on_both_databases
from wizard.actions import gathering, waiting
from wizard.actions.steps import answers
from wizard.actions.waiting import Lost
from wizard.actions.work import Work
from wizard.db import events, schools
from wizard.domain.errors import DomainError
from wizard.domain.event_kind import EventKind
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import NewMandate, SystemChoice
from wizard.domain.school_facts import SchoolFacts
from wizard.ports import Wiring

_BOARD, _LARGE = "99103", "99055"
_BOTH = ("rio", "eindtoets")
_LATER = date(2026, 12, 7)


def _board(work: Work, number: str = _BOARD) -> BoardFacts:
    board = schools.board(work.session, number)
    assert board is not None
    season = gathering.season(work.catalogue, work.today)
    return gathering.board_facts(work.session, work.register, board, season)


def _ask(work: Work, number: str = _BOARD) -> list[str]:
    """Have all schools of a board wait; return their BRINs."""
    for each in _board(work, number).schools:
        answers.choose_services(work, each, _BOTH)
        answers.park(work, each)
    return [each.school.brin for each in _board(work, number).schools]


def _seen(board: BoardFacts) -> dict[str, int]:
    return {each.school.brin: each.draft.version for each in board.schools if each.draft}


def _answer(
    work: Work, uses: dict[str, str], seen: dict[str, int], look_again_on: date | None = None
) -> Lost:
    chosen = {brin: _system(work, key) for brin, key in uses.items()}
    return waiting.answer_waiting(
        work, _board(work), chosen, seen=seen, look_again_on=look_again_on
    )


def _system(work: Work, key: str) -> SystemChoice:
    return work.catalogue.systems[key].as_choice()


def _of(work: Work, brin: str) -> SchoolFacts:
    facts = _board(work).find(brin)
    assert facts is not None
    return facts


def test_who_asks_a_school_looks_again_in_three_working_days(anna: Work) -> None:
    first, *_others = _ask(anna)
    assert (anna.today, _of(anna, first).look_again_on) == (date(2026, 11, 23), date(2026, 11, 26))


@pytest.mark.parametrize(
    ("today", "day"),
    [(date(2026, 11, 27), date(2026, 11, 30)), (date(2026, 12, 1), date(2026, 12, 4))],
)
def test_the_last_day_to_be_on_time_goes_before_that(anna: Work, today: date, day: date) -> None:
    work = replace(anna, today=today)
    assert waiting.usual_day_for(work, _board(work).schools[0]) == day


def test_only_what_is_open_has_a_last_day(anna: Work) -> None:
    brin = _board(anna).schools[0].school.brin
    anna.register.save(
        [NewMandate(brin, "eindtoets", _system(anna, "esis"), anna.today)],
        by=anna.person,
        at=anna.now,
    )
    work = replace(anna, today=date(2026, 11, 27))
    assert waiting.usual_day_for(work, _of(work, brin)) == date(2026, 12, 2)


def test_a_known_las_ends_the_waiting_and_its_day(anna: Work) -> None:
    first, *_others = _ask(anna)
    waiting.look_again(anna, _of(anna, first), _LATER)
    assert _of(anna, first).look_again_on == _LATER
    answers.choose_system(
        anna,
        _of(anna, first),
        _system(anna, "esis"),
        starts_on=None,
        keep_old=None,
        end_old_on=None,
    )
    draft = _of(anna, first).draft
    assert draft is not None
    assert (draft.parked_at, draft.look_again_on) == (None, None)


@on_both_databases
def test_several_answers_are_kept_and_told_and_the_others_wait(anna: Work, bart: Work) -> None:
    first, second, third, *_more = _ask(anna)
    seen = _seen(_board(bart))
    assert _answer(bart, {first: "esis", second: "parnassys"}, seen, _LATER) == {}
    for brin, key in ((first, "esis"), (second, "parnassys")):
        facts = _of(bart, brin)
        assert facts.system == _system(bart, key)
        assert facts.told is not None
        assert (facts.told.system, facts.told.by) == (_system(bart, key), "Bart")
        assert not facts.is_parked
        assert facts.pending == _BOTH, "what was chosen before stays"
        assert facts.system_is_settled, "nobody is asked again"
    assert (_of(bart, third).is_parked, _of(bart, third).look_again_on) == (True, _LATER)


def test_each_school_has_its_event(anna: Work) -> None:
    first, second, *_others = _ask(anna)
    _answer(anna, {first: "esis"}, _seen(_board(anna)), _LATER)
    [answered, *_more] = events.of_school(anna.session, first, limit=5)
    assert (answered.kind, answered.detail) == ("school_answered", {"system": "ESIS"})
    [looked, *_more] = events.of_school(anna.session, second, limit=5)
    assert (looked.kind, looked.detail) == ("look_again", {"day": "2026-12-07"})
    asked = events.latest_of_schools(anna.session, [first, second], EventKind.PARKED)
    assert {brin: each.person for brin, each in asked.items()} == {first: "Anna", second: "Anna"}


def test_without_a_day_the_others_keep_theirs(anna: Work) -> None:
    first, second, *_others = _ask(anna)
    before = _of(anna, second).draft
    _answer(anna, {first: "esis"}, _seen(_board(anna)))
    assert _of(anna, second).draft == before


def test_what_a_colleague_answered_meanwhile_is_not_overwritten(anna: Work, bart: Work) -> None:
    first, second, *_others = _ask(anna)
    seen = _seen(_board(anna))
    _answer(bart, {first: "esis"}, seen)
    lost = _answer(anna, {first: "parnassys", second: "parnassys"}, seen)
    assert lost == {first: "ParnasSys"}
    assert _of(anna, first).system == _system(anna, "esis")
    assert _of(anna, second).system == _system(anna, "parnassys"), "the other answer is kept"


def test_who_chose_the_same_lost_nothing(anna: Work, bart: Work) -> None:
    first, *_others = _ask(anna)
    seen = _seen(_board(anna))
    _answer(bart, {first: "esis"}, seen)
    assert _answer(anna, {first: "esis"}, seen, _LATER) == {}


def test_a_day_of_a_colleague_is_not_overwritten(anna: Work, bart: Work) -> None:
    first, second, third, *_more = _ask(anna)
    seen = _seen(_board(anna))
    waiting.look_again(bart, _of(bart, first), date(2026, 12, 3))
    _answer(bart, {second: "esis"}, seen)
    lost = _answer(anna, {}, seen, _LATER)
    assert lost == {first: "kijk weer op maandag 7 december"}, "who answered need not be looked at"
    assert _of(anna, first).look_again_on == date(2026, 12, 3)
    assert _of(anna, third).look_again_on == _LATER


def test_a_las_that_has_the_mandates_already_is_refused_beside_its_school(anna: Work) -> None:
    first, second, *_others = _ask(anna)
    wanted = [NewMandate(first, each, _system(anna, "esis"), anna.today) for each in _BOTH]
    anna.register.save(wanted, by=anna.person, at=anna.now)
    with pytest.raises(DomainError, match="ESIS heeft al een mandaat") as refused:
        _answer(anna, {first: "esis", second: "esis"}, _seen(_board(anna)))
    assert refused.value.field == first


def test_schools_of_another_board_are_left_alone(anna: Work) -> None:
    [theirs, *_more] = _ask(anna, "99101")
    seen = {theirs: _seen(_board(anna, "99101"))[theirs]}
    assert _answer(anna, {theirs: "esis"}, seen, _LATER) == {}
    facts = _board(anna, "99101").find(theirs)
    assert facts is not None
    assert facts.is_parked


def test_more_schools_take_no_more_statements(anna: Work, wiring: Wiring) -> None:
    taken = []
    for number in (_BOARD, _LARGE):
        brins = _ask(anna, number)
        board = _board(anna, number)
        uses = {brin: _system(anna, "esis") for brin in brins[1:]}
        with counted(wiring.database.engine) as statements:
            waiting.answer_waiting(anna, board, uses, seen=_seen(board), look_again_on=_LATER)
        taken.append(len(statements))
    assert taken[0] == taken[1] <= 6
