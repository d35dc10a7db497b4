"""A change of LAS before it happens: who goes along, who stays behind and why, gap and overlap."""

from dataclasses import replace
from datetime import date

import pytest

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
from wizard.domain.draft import Draft
from wizard.domain.las_change.candidates import act_of, line_of, schools_with, systems_to_leave
from wizard.domain.las_change.change import Act, Change, Kept, Move, Stays
from wizard.domain.mandate import Mandate, SystemChoice
from wizard.domain.plan.plan import Kind, plan_of
from wizard.domain.school_facts import SchoolFacts

BRON = "bron-po"
YEAR_END = date(2026, 12, 31)
CHANGE = Change(PARNASSYS, ESIS, YEAR_END, YEAR_END + days(1))
KWINTA = SystemChoice("ander/kwinta", "Kwinta", "")


def old(service: str = RIO, **changes: object) -> Mandate:
    """Return a mandate of ParnasSys since 2020."""
    return recorded(service, **{"starts_on": date(2020, 1, 6), **changes})


def new(service: str = RIO, **changes: object) -> Mandate:
    return recorded(service, **{"system": ESIS, **changes})


def kept(facts: SchoolFacts, change: Change = CHANGE) -> list[Kept]:
    return list(line_of(facts, change).kept)


def act(*schools: SchoolFacts, change: Change = CHANGE) -> Act:
    return act_of(board(*schools), change, {each.school.brin for each in schools})


def test_each_service_of_the_old_las_moves_the_required_ones_first() -> None:
    facts = school(old(BRON), old(TEST), old(RIO))
    moved = line_of(facts, CHANGE).moves
    assert [each.service for each in moved] == [RIO, TEST, BRON]
    assert all(each.ending for each in moved)
    given = act(facts).mandates("MW-1")
    assert {(each.system, each.starts_on) for each in given} == {(ESIS, YEAR_END + days(1))}


def test_what_another_las_has_stays() -> None:
    facts = school(old(), new(TEST), old(BRON, system=KWINTA))
    assert line_of(facts, CHANGE).services == (RIO,)


@pytest.mark.parametrize(
    ("ends_on", "ends"),
    [(None, True), (YEAR_END + days(1), True), (YEAR_END, False)],
    ids=["no end", "later", "that day"],
)
def test_what_lasts_until_the_last_day_moves_and_an_end_never_moves_later(
    ends_on: date | None, ends: bool
) -> None:
    mandate = old(ends_on=ends_on)
    assert line_of(school(mandate), CHANGE).moves == (Move(RIO, (mandate,) if ends else ()),)


@pytest.mark.parametrize(
    ("mandates", "why"),
    [
        ([], Kept(Stays.NO_MANDATE, system=PARNASSYS)),
        ([new()], Kept(Stays.NO_MANDATE, system=PARNASSYS)),
        ([old(ends_on=TODAY - days(1))], Kept(Stays.NO_MANDATE, system=PARNASSYS)),
        (
            [old(ends_on=YEAR_END - days(1))],
            Kept(Stays.ENDS_SOONER, RIO, YEAR_END - days(1), PARNASSYS),
        ),
        (
            [old(starts_on=YEAR_END + days(1))],
            Kept(Stays.BEGINS_LATER, RIO, YEAR_END + days(1), PARNASSYS),
        ),
        ([old(), new(starts_on=TODAY)], Kept(Stays.HAS_NEW, RIO, TODAY, ESIS)),
        (
            [old(), new(starts_on=YEAR_END + days(9))],
            Kept(Stays.HAS_NEW, RIO, YEAR_END + days(9), ESIS),
        ),
        ([saved(starts_on=TODAY)], Kept(Stays.NOT_RECORDED, RIO, system=PARNASSYS)),
    ],
    ids=[
        "none",
        "only the new",
        "ended",
        "ends sooner",
        "begins later",
        "both",
        "planned",
        "not seen",
    ],
)
def test_who_stays_behind_has_a_reason(mandates: list[Mandate], why: Kept) -> None:
    facts = school(*mandates)
    assert (line_of(facts, CHANGE).moves, kept(facts)) == ((), [why])
    assert [each.kept for each in act(facts).refused] == [why]
    assert act(facts).fingerprint == act().fingerprint, "nothing happens there"


def test_a_mandate_of_the_new_las_that_is_over_by_then_is_no_obstacle() -> None:
    facts = school(old(), new(ends_on=YEAR_END))
    assert line_of(facts, CHANGE).services == (RIO,)


def test_one_service_may_stay_while_another_moves() -> None:
    facts = school(old(), old(TEST, ends_on=LAST_DAY), old(BRON))
    line = line_of(facts, CHANGE)
    assert line.services == (RIO, BRON)
    assert list(line.kept) == [Kept(Stays.ENDS_SOONER, TEST, LAST_DAY, PARNASSYS)]


def test_of_two_periods_of_one_las_the_one_that_lasts_ends() -> None:
    first, second = old(ends_on=LAST_DAY), old(starts_on=LAST_DAY + days(1), id=2)
    assert line_of(school(first, second), CHANGE).moves == (Move(RIO, (second,)),)


class TestAnswers:
    """What somebody is answering for the school, and did not save."""

    @pytest.mark.parametrize(
        "answers",
        [
            draft(RIO, system=PARNASSYS),
            draft(TEST, system=KWINTA),
            draft(RIO, system=ESIS, starts_on=LAST_DAY),
        ],
        ids=["the old one", "a third", "another day"],
    )
    def test_who_answers_otherwise_is_not_crossed(self, answers: Draft) -> None:
        facts = school(old(), draft=answers)
        assert [each.reason for each in kept(facts)] == [Stays.OWN_ANSWERS]
        assert act(facts).included == ()

    @pytest.mark.parametrize(
        "answers",
        [
            draft(RIO),
            parked(RIO),
            draft(RIO, system=ESIS),
            draft(RIO, system=ESIS, starts_on=CHANGE.first_new_day),
            draft(TEST, system=ESIS, starts_on=LAST_DAY),
        ],
        ids=["no LAS yet", "asked", "the same", "the same day", "another service"],
    )
    def test_who_does_not_goes_along(self, answers: Draft) -> None:
        assert line_of(school(old(), draft=answers), CHANGE).services == (RIO,)


class TestDays:
    """Between the last day of the old mandates and the first of the new ones."""

    @pytest.mark.parametrize(
        ("later", "gap", "overlap"),
        [(-2, 0, 3), (0, 0, 1), (1, 0, 0), (2, 1, 0), (4, 3, 0)],
    )
    def test_a_gap_and_an_overlap_are_counted_in_days(
        self, later: int, gap: int, overlap: int
    ) -> None:
        change = replace(CHANGE, first_new_day=YEAR_END + days(later))
        assert (change.gap, change.overlap) == (gap, overlap)

    @pytest.mark.parametrize(
        ("last", "first", "late"),
        [
            (LAST_DAY, LAST_DAY + days(9), ()),
            (LAST_DAY - days(1), LAST_DAY, ()),
            (LAST_DAY - days(2), LAST_DAY, ()),
            (LAST_DAY - days(1), LAST_DAY + days(1), (TEST,)),
            (TODAY, LAST_DAY + days(9), (TEST,)),
            (YEAR_END, YEAR_END + days(1), ()),
        ],
    )
    def test_no_mandate_on_the_last_day_to_be_on_time_is_too_late(
        self, last: date, first: date, late: tuple[str, ...]
    ) -> None:
        facts = school(old(), old(TEST), old(BRON))
        assert act(facts, change=Change(PARNASSYS, ESIS, last, first)).too_late == late


def changed(facts: SchoolFacts, change: Change) -> SchoolFacts:
    """Return the school after the change, in a register where saved is recorded."""
    done = act(facts, change=change)
    ended = tuple(
        replace(each, ends_on=change.last_old_day, end_recorded_at=NOW)
        if each in done.endings
        else each
        for each in facts.mandates
    )
    given = tuple(
        recorded(each.service, system=each.system, starts_on=each.starts_on)
        for each in done.mandates("MW-2")
    )
    return replace(facts, mandates=ended + given)


def _unseen(*mandates: Mandate, brin: str, by: Change) -> SchoolFacts:
    """Return a school after the change, in a register that people fill by hand."""
    facts = changed(school(*mandates, brin=brin), by)
    return replace(
        facts,
        mandates=tuple(
            replace(each, brin=brin)
            if each.system != by.new
            else replace(each, brin=brin, recorded_at=None, recorded_by=None)
            for each in facts.mandates
        ),
    )


class TestAfterwards:
    """What the overview says of a school that changes its LAS."""

    def test_what_follows_before_the_last_day_is_on_time(self) -> None:
        facts = changed(school(old(), old(TEST)), Change(PARNASSYS, ESIS, TODAY, TODAY + days(1)))
        assert {cell.state.value for cell in facts.cells} == {"recorded"}, "the old stand today"
        assert {cell.follows.system for cell in facts.cells if cell.follows} == {ESIS}
        assert facts.open_services == ()
        assert facts.is_finished

    def test_a_change_after_it_leaves_the_old_one_standing_until_then(self) -> None:
        facts = changed(school(old(), old(TEST)), CHANGE)
        assert [cell.state.value for cell in facts.cells] == ["recorded", "recorded"]
        assert {cell.mandate.system for cell in facts.cells if cell.mandate} == {PARNASSYS}
        assert facts.is_finished

    def test_the_new_one_stands_once_the_old_one_ended(self) -> None:
        after = changed(school(old(), old(TEST)), CHANGE)
        season = replace(SEASON, today=CHANGE.first_new_day)
        facts = replace(after, season=season)
        assert {cell.mandate.system for cell in facts.cells if cell.mandate} == {ESIS}
        assert facts.is_finished

    @pytest.mark.parametrize("last", [TODAY, LAST_DAY - days(1), YEAR_END])
    def test_the_plan_asks_nothing_more_of_it(self, last: date) -> None:
        change = Change(PARNASSYS, ESIS, last, last + days(1))
        after = changed(school(old(), old(TEST), old(BRON)), change)
        assert plan_of(board(after)).lines == ()

    def test_what_is_not_seen_in_the_register_yet_is_recorded_together(self) -> None:
        change = Change(PARNASSYS, ESIS, TODAY, TODAY + days(1))
        schools = tuple(
            _unseen(old(), old(TEST), brin=brin, by=change) for brin in ("99AA", "99AB")
        )
        [line] = plan_of(board(*schools)).lines
        assert (line.kind, line.schools, line.system) == (Kind.RECORD, schools, ESIS)

    def test_a_gap_on_the_last_day_is_not_on_time(self) -> None:
        change = Change(PARNASSYS, ESIS, TODAY, LAST_DAY + days(1))
        for cell in changed(school(old(), old(TEST)), change).cells:
            assert not cell.is_finished
            assert cell.leaves_gap


class TestSeen:
    """A page of a change is told from one that would do something else."""

    def test_the_same_is_the_same(self) -> None:
        assert act(school(old())).fingerprint == act(school(old())).fingerprint

    @pytest.mark.parametrize(
        "other",
        [
            school(old(version=2)),
            school(old(id=7)),
            school(old(), old(TEST)),
            school(old(ends_on=YEAR_END)),
            school(old(), brin="99AB"),
            school(),
        ],
        ids=["changed", "another", "one more", "ends then", "another school", "none"],
    )
    def test_anything_else_is_another(self, other: SchoolFacts) -> None:
        assert act(other).fingerprint != act(school(old())).fingerprint


def test_the_schools_that_were_not_chosen_stay_and_those_that_went_are_told() -> None:
    here, there = school(old(), brin="99AA"), school(old(), brin="99AB")
    done = act_of(board(here, there), CHANGE, {"99AB", "99ZZ"})
    assert [line.facts for line in done.included] == [there]
    assert [(each.brin, each.kept.reason, each.was_selected) for each in done.left] == [
        ("99AA", Stays.NOT_CHOSEN, False),
        ("99ZZ", Stays.GONE, True),
    ]


def test_the_first_to_be_recorded_is_the_school_with_most_of_it() -> None:
    less, more = school(old(), brin="99AA"), school(old(), old(BRON), brin="99AB")
    assert act(less, more).giver.brin == "99AB"
    assert act(less, more).services == (RIO, BRON)
    assert act(less, more).count == 3


def test_only_what_schools_have_can_be_left_the_one_of_most_schools_first() -> None:
    kwinta = school(old(system=KWINTA), brin="99AB")
    facts = board(
        kwinta,
        school(old(), old(TEST), brin="99AC"),
        school(old(BRON), new(ends_on=TODAY - days(1)), brin="99AD"),
        school(saved(ends_on=TODAY, ended_at=NOW, system=ESIS), brin="99AE"),
    )
    assert systems_to_leave(facts) == (PARNASSYS, KWINTA)
    assert schools_with(facts, KWINTA) == (kwinta,)
