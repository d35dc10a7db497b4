"""What is so of every change of LAS, whatever the schools of a board have and answered."""

from dataclasses import replace
from datetime import date

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
from wizard.domain.draft import Draft
from wizard.domain.facts import BoardFacts
from wizard.domain.las_change.candidates import act_of, schools_with
from wizard.domain.las_change.change import Act, Change
from wizard.domain.mandate import Mandate, SystemChoice
from wizard.domain.school_facts import SchoolFacts

_KWINTA = SystemChoice("ander/kwinta", "Kwinta", "")
_SYSTEMS = [PARNASSYS, ESIS, _KWINTA]
_SERVICES = [RIO, TEST, "bron-po", "verzuim"]
_SOON = st.integers(-3, 12).map(lambda count: TODAY + days(count))
_COMING = st.integers(0, 12).map(lambda count: TODAY + days(count))
_BRINS = ["99AA", "99AB", "99AC"]

_MANDATES = st.builds(
    lambda make, service, system, begins, length: make(
        service,
        system=system,
        starts_on=begins,
        ends_on=None if length is None else begins + days(length),
    ),
    st.sampled_from([recorded, recorded, recorded, saved]),
    st.sampled_from(_SERVICES),
    st.sampled_from(_SYSTEMS),
    _SOON,
    st.none() | st.integers(0, 12),
)
_DRAFTS = st.none() | st.builds(
    lambda services, **answers: draft(*services, **answers),
    st.lists(st.sampled_from([RIO, TEST]), unique=True),
    system=st.none() | st.sampled_from(_SYSTEMS),
    starts_on=st.none() | _SOON,
    parked_at=st.none() | st.just(NOW),
)


def _school(brin: str, mandates: list[Mandate], answers: Draft | None) -> SchoolFacts:
    """Number the mandates; no register has two without an end for one service and system."""
    kept: dict[object, Mandate] = {}
    for count, each in enumerate(mandates):
        key = count if each.ends_on else (each.service, each.system.key)
        kept.setdefault(key, replace(each, id=count, brin=brin))
    return school(*kept.values(), draft=answers, brin=brin)


_BOARDS = st.builds(
    board,
    *(st.builds(_school, st.just(b), st.lists(_MANDATES, max_size=5), _DRAFTS) for b in _BRINS),
)
_CHANGES = st.builds(Change, st.just(PARNASSYS), st.sampled_from([ESIS, _KWINTA]), _COMING, _COMING)
_CHOSEN = st.sets(st.sampled_from([*_BRINS, "99ZZ"]))


def _covers(mandate: Mandate, day: date) -> bool:
    return mandate.starts_on <= day and not mandate.ends_before(day)


@settings(max_examples=rounds(150, 300), deadline=None)
@given(_BOARDS, _CHANGES, _CHOSEN)
def test_whatever_is_changed(facts: BoardFacts, change: Change, chosen: set[str]) -> None:
    """Drawing the schools takes the time, so each of these is asked of the same ones."""
    act = act_of(facts, change, chosen)
    _no_end_moves_later_or_before_a_first_day_and_only_the_old_las_ends(act)
    _for_each_service_that_moves_the_old_las_is_over_after_its_last_day(act)
    _what_is_given_is_what_the_register_takes_as_new(act)
    _every_school_goes_along_or_has_a_reason_and_nobody_is_changed_unasked(act, facts, chosen)
    _once_done_there_is_nothing_left_to_do(act)


def _no_end_moves_later_or_before_a_first_day_and_only_the_old_las_ends(act: Act) -> None:
    for old in act.endings:
        assert old.system.key == act.change.old.key
        assert old.is_recorded
        assert old.starts_on <= act.change.last_old_day
        assert old.ends_on is None or old.ends_on > act.change.last_old_day
        assert act.change.last_old_day >= TODAY


def _for_each_service_that_moves_the_old_las_is_over_after_its_last_day(act: Act) -> None:
    for line in act.included:
        ending = {old.id for move in line.moves for old in move.ending}
        for service in line.services:
            after = act.change.last_old_day + days(1)
            left = [
                each
                for each in line.facts.live(service)
                if each.system.key == act.change.old.key and each.id not in ending
            ]
            assert not any(each.ends_on is None or _covers(each, after) for each in left)
            assert any(
                _covers(each, act.change.last_old_day)
                for each in line.facts.live(service)
                if each.system.key == act.change.old.key
            ), "no day without the old LAS before its last day"


def _what_is_given_is_what_the_register_takes_as_new(act: Act) -> None:
    given_now = act.mandates("MW-1")
    assert len(given_now) == act.count
    assert len({(each.brin, each.service) for each in given_now}) == act.count
    for line in act.included:
        for service in line.services:
            twins = [
                each
                for each in line.facts.live(service)
                if each.system.key == act.change.new.key
                and not each.ends_before(act.change.first_new_day)
            ]
            assert twins == []


def _every_school_goes_along_or_has_a_reason_and_nobody_is_changed_unasked(
    act: Act, facts: BoardFacts, chosen: set[str]
) -> None:
    along = [line.facts.school.brin for line in act.included]
    left = [each.brin for each in act.left]
    assert sorted([*along, *left]) == sorted({*_BRINS, *chosen})
    assert {*along} <= chosen & {each.school.brin for each in schools_with(facts, act.change.old)}
    assert {each.brin for each in act.refused} == chosen - {*along}


@settings(max_examples=rounds(100, 300), deadline=None)
@given(_CHANGES)
def test_a_gap_and_an_overlap_exclude_each_other_and_are_what_days_say(change: Change) -> None:
    span = [TODAY + days(count) for count in range(-5, 30)]
    assert change.gap == sum(change.leaves_open(each) for each in span)
    both = [each for each in span if change.first_new_day <= each <= change.last_old_day]
    assert change.overlap == len(both)
    assert not (change.gap and change.overlap)


def _once_done_there_is_nothing_left_to_do(act: Act) -> None:
    """After it, the same change finds nothing that it would end or give once more."""
    done = board(*(_after(line.facts, act) for line in act.included))
    again = act_of(done, act.change, {each.school.brin for each in done.schools})
    for line in again.included:
        before = next(each for each in act.included if each.facts.school == line.facts.school)
        assert {*line.services}.isdisjoint(before.services)


def _after(facts: SchoolFacts, act: Act) -> SchoolFacts:
    ended = tuple(
        replace(each, ends_on=act.change.last_old_day)
        if each in act.endings and each.brin == facts.school.brin
        else each
        for each in facts.mandates
    )
    given_now = tuple(
        recorded(each.service, system=each.system, starts_on=each.starts_on, brin=each.brin)
        for each in act.mandates("MW-1")
        if each.brin == facts.school.brin
    )
    return replace(facts, mandates=ended + given_now)
