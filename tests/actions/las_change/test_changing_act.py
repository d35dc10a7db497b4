"""Changing the LAS of a board's schools, without the web: SchoolOAS stopped, ParnasSys comes."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.actions.conftest import works_as
from tests.actions.copies import (
    ESIS,
    KEY,
    PARNASSYS,
    answered,
    events,
    facts,
    has,
    receipt,
    written,
)
from tests.builders import SteppingClock
from tests.ways import in_both_registers
from wizard.actions import las_change as actions_las_change
from wizard.actions.operations import saved_before
from wizard.actions.receipts import undo as receipts_undo
from wizard.actions.work import Work
from wizard.db.school_systems import reported
from wizard.domain.errors import ChangedMeanwhile
from wizard.domain.las_change.candidates import act_of
from wizard.domain.las_change.change import Act, Change
from wizard.domain.mandate import Mandate, SystemChoice
from wizard.flow import NextPage
from wizard.ports import Wiring

#: The board with three schools of which nothing is known.
BOARD = "99103"
SCHOOLOAS = SystemChoice("schooloas", "SchoolOAS", "Dotcomschool")
SINCE = date(2020, 1, 6)
STOPPED = date(2021, 12, 31)
HELD = ("bron-po", "rio")

At = Callable[[str], Work]


@pytest.fixture
def at(wiring: Wiring, writing: Session, clock: SteppingClock) -> At:
    """Give what Bart works with on a day; every school has had SchoolOAS since 2020."""

    def on(day: str) -> Work:
        clock.jump(datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=UTC))
        work = works_as(wiring, writing, clock, "Bart")
        for brin in brins(work):
            has(work, brin, *HELD, system=SCHOOLOAS, starts_on=SINCE)
        return work

    return on


@pytest.fixture
def work(at: At) -> Work:
    """Give the autumn in which SchoolOAS stops: Monday 15 November 2021."""
    return at("2021-11-15")


def brins(work: Work) -> list[str]:
    return [each.school.brin for each in facts(work, BOARD).schools]


def leaving(last: date = STOPPED, first: date | None = None) -> Change:
    return Change(SCHOOLOAS, PARNASSYS, last, first or last + timedelta(days=1))


def looked(work: Work, wish: Change, chosen: list[str] | None = None) -> Act:
    """Look at what the change would do, as the page shows it."""
    return act_of(facts(work, BOARD), wish, chosen or brins(work))


def change(
    work: Work,
    wish: Change | None = None,
    *,
    chosen: list[str] | None = None,
    seen: str | None = None,
    key: str = KEY,
) -> NextPage:
    """Change, as the page that was sent asks for it."""
    wish, chosen = wish or leaving(), chosen or brins(work)
    return actions_las_change.change(
        work,
        facts(work, BOARD),
        wish,
        chosen=chosen,
        seen=looked(work, wish, chosen).fingerprint if seen is None else seen,
        key=key,
    )


def mandates(work: Work, system: SystemChoice) -> list[Mandate]:
    """Return the mandates of the board with this LAS."""
    work.session.expire_all()
    found = work.register.of_schools(brins(work))
    return [each for each in found if each.system.key == system.key]


def test_all_old_mandates_end_on_one_day_and_the_same_begin_on_the_next(work: Work) -> None:
    next_page = change(work)
    assert next_page == NextPage("copy", receipt="MW-2021-00001")
    old, new = mandates(work, SCHOOLOAS), mandates(work, PARNASSYS)
    assert {each.ends_on for each in old} == {STOPPED}
    assert {each.starts_on for each in new} == {date(2022, 1, 1)}
    assert {each.ends_on for each in new} == {None}
    assert sorted((each.brin, each.service) for each in new) == sorted(
        (each.brin, each.service) for each in old
    )
    assert {each.receipt for each in new} == {next_page.receipt}


@in_both_registers
def test_saved_is_recorded_in_our_own_register_and_not_in_the_osr(
    work: Work, register_key: str
) -> None:
    change(work)
    assert {each.is_recorded for each in mandates(work, PARNASSYS)} == {register_key == "own"}
    assert all(each.is_live(work.today) for each in mandates(work, SCHOOLOAS))


def test_the_receipt_says_all_of_it_and_begins_at_a_school_that_gets_the_most(work: Work) -> None:
    found = receipt(work, change(work).receipt, BOARD)
    assert found.sentence == (
        "U stapt bij 3 scholen over van SchoolOAS naar ParnasSys, voor RIO en BRON po. "
        "SchoolOAS eindigt op vrijdag 31 december 2021, ParnasSys begint op zaterdag "
        "1 januari 2022. U geeft 6 nieuwe mandaten."
    )
    assert (found.source, found.left) == (brins(work)[0], ())


def test_one_school_is_named(work: Work) -> None:
    [one, *others] = brins(work)
    school = facts(work, BOARD).find(one)
    assert school is not None
    said = receipt(work, change(work, chosen=[one]).receipt, BOARD).sentence
    name, place = school.school.name, school.school.place
    assert said.startswith(f"U stapt bij {name}, BRIN {one}, in {place}, over van SchoolOAS naar")
    assert {each.brin for each in mandates(work, PARNASSYS)} == {one}
    assert {each.brin for each in mandates(work, SCHOOLOAS) if not each.ends_on} == {*others}


def test_each_end_and_each_beginning_has_an_event(work: Work) -> None:
    number = change(work).receipt
    for kind, name in (("mandate_ended", "SchoolOAS"), ("mandate_saved", "ParnasSys")):
        noted = events(work, kind)
        details = [json.loads(each.detail) for each in noted]
        assert sorted(
            (e.brin, d["service"]) for e, d in zip(noted, details, strict=True)
        ) == sorted((brin, service) for brin in brins(work) for service in HELD)
        assert {(d["system"], d["receipt"]) for d in details} == {(name, number)}
        assert {(each.board_number, each.person_id) for each in noted} == {(BOARD, work.person.id)}
    assert {json.loads(each.detail)["ends_on"] for each in events(work, "mandate_ended")} == {
        "2021-12-31"
    }


def test_the_schools_are_known_to_use_the_new_las(work: Work) -> None:
    """Also where somebody told before that they use the old one: that is no longer so."""
    [one, *_] = brins(work)
    reported.tell(work.session, dict.fromkeys(brins(work), SCHOOLOAS), by=work.person, at=work.now)
    change(work, chosen=[one])
    systems = {each.school.brin: each.known_system for each in facts(work, BOARD).schools}
    assert systems.pop(one) == PARNASSYS
    assert {*systems.values()} == {SCHOOLOAS}


def test_after_the_las_stopped_the_old_mandates_end_today(at: At) -> None:
    """In 2026 SchoolOAS's mandates still stand: an end cannot lie in the past."""
    work = at("2026-11-23")
    change(work, leaving(work.today))
    assert {each.ends_on for each in mandates(work, SCHOOLOAS)} == {work.today}
    assert {each.starts_on for each in mandates(work, PARNASSYS)} == {date(2026, 11, 24)}


def test_what_was_answered_for_it_is_settled_and_the_rest_stays_open(work: Work) -> None:
    one, two, _three = brins(work)
    answered(work, one, "rio", system=PARNASSYS)
    answered(work, two, "rio", "eindtoets")
    change(work)
    drafts = [facts(work, BOARD).find(brin).draft for brin in (one, two)]  # type: ignore[union-attr]
    assert drafts[0] is None
    assert drafts[1] is not None
    assert drafts[1].services == ("eindtoets",)


def test_an_end_that_comes_by_itself_is_left_and_one_that_comes_later_moves_forward(
    work: Work,
) -> None:
    one, two, _three = brins(work)
    for brin, day in ((one, STOPPED), (two, date(2022, 7, 31))):
        [mandate] = [each for each in mandates(work, SCHOOLOAS) if each.brin == brin][:1]
        work.register.end(mandate.id, ends_on=day, by=work.person, at=work.now)
    change(work)
    assert {each.ends_on for each in mandates(work, SCHOOLOAS)} == {STOPPED}
    assert len(mandates(work, PARNASSYS)) == 6


def test_a_gap_and_an_overlap_are_not_forbidden(work: Work) -> None:
    one, two, _three = brins(work)
    change(work, leaving(STOPPED, date(2022, 1, 10)), chosen=[one])
    change(work, leaving(STOPPED, date(2021, 12, 1)), chosen=[two], key="b" * 32)
    begins = {each.brin: each.starts_on for each in mandates(work, PARNASSYS)}
    assert begins == {one: date(2022, 1, 10), two: date(2021, 12, 1)}


class TestSentAgain:
    def test_the_same_act_twice_is_the_same_receipt_and_nothing_new(self, work: Work) -> None:
        first = change(work)
        before = written(work)
        again = change(work, seen="whatever the page said")
        assert again == NextPage("copy", receipt=first.receipt, already=True)
        assert saved_before(work, facts(work, BOARD), KEY) == again
        assert written(work) == before

    def test_the_key_of_another_boards_act_opens_nothing_here(self, work: Work) -> None:
        change(work)
        assert saved_before(work, facts(work, "99101"), KEY) is None


class TestChangedMeanwhile:
    """What the person saw is what happens, or nothing."""

    def _refuse(self, work: Work, act: Act) -> str:
        before = written(work)
        ends = [each.ends_on for each in mandates(work, SCHOOLOAS)]
        with pytest.raises(ChangedMeanwhile) as refused:
            change(work, seen=act.fingerprint)
        assert written(work) == before
        assert [each.ends_on for each in mandates(work, SCHOOLOAS)] == ends
        return refused.value.message

    def test_a_mandate_that_a_colleague_ended_sooner(self, work: Work) -> None:
        act = looked(work, leaving())
        [mandate, *_] = mandates(work, SCHOOLOAS)
        work.register.end(mandate.id, ends_on=work.today, by=work.person, at=work.now)
        assert self._refuse(work, act).startswith("Er is intussen iets gewijzigd.")

    def test_a_mandate_that_a_colleague_gave(self, work: Work) -> None:
        act = looked(work, leaving())
        has(work, brins(work)[0], "rio", system=PARNASSYS)
        assert self._refuse(work, act).startswith("Er is intussen iets gewijzigd.")

    def test_answers_that_a_colleague_began(self, work: Work) -> None:
        act = looked(work, leaving())
        answered(work, brins(work)[0], "rio", system=SCHOOLOAS)
        assert self._refuse(work, act).startswith("Er is intussen iets gewijzigd.")

    def test_a_mandate_that_nobody_saw_on_the_page(self, work: Work) -> None:
        act = looked(work, leaving())
        has(work, brins(work)[0], "eindtoets", system=SCHOOLOAS)
        assert self._refuse(work, act).startswith("Er is intussen iets gewijzigd.")

    def test_a_school_of_another_board_is_never_changed(self, work: Work) -> None:
        [theirs, *_] = [each.school.brin for each in facts(work, "99101").schools]
        has(work, theirs, "rio", system=SCHOOLOAS, starts_on=SINCE)
        with pytest.raises(ChangedMeanwhile, match="Geen van deze scholen kan nog mee"):
            change(work, chosen=[theirs])
        change(work, chosen=[theirs, *brins(work)])
        [mandate] = [
            each for each in work.register.of_schools([theirs]) if each.system == SCHOOLOAS
        ]
        assert mandate.ends_on is None

    def test_when_none_can_go_along_nothing_is_written(self, work: Work) -> None:
        act = looked(work, leaving())
        for mandate in mandates(work, SCHOOLOAS):
            work.register.end(mandate.id, ends_on=work.today, by=work.person, at=work.now)
        assert self._refuse(work, act).startswith("Geen van deze scholen kan nog mee.")

    def test_other_days_than_the_page_said(self, work: Work) -> None:
        act = looked(work, replace(leaving(), last_old_day=date(2021, 11, 30)))
        assert self._refuse(work, act).startswith("Er is intussen iets gewijzigd.")


class TestUndone:
    """A change of LAS is one act, so it can be undone as one."""

    @in_both_registers
    def test_all_stands_as_before(self, work: Work) -> None:
        before = [replace(each, version=0) for each in mandates(work, SCHOOLOAS)]
        undone(work, change(work).receipt)
        assert [replace(each, version=0) for each in mandates(work, SCHOOLOAS)] == before
        assert {each.is_live(work.today) for each in mandates(work, PARNASSYS)} == {False}

    def test_the_schools_use_the_old_las_again(self, work: Work) -> None:
        undone(work, change(work).receipt)
        found = {each.known_system for each in facts(work, BOARD).schools}
        assert found == {SCHOOLOAS}

    def test_what_somebody_told_since_stays(self, work: Work) -> None:
        number = change(work).receipt
        later = replace(work, now=work.now + timedelta(minutes=1))
        reported.tell(later.session, {brins(work)[0]: ESIS}, by=later.person, at=later.now)
        undone(later, number)
        assert facts(work, BOARD).schools[0].known_system == ESIS

    def test_each_old_mandate_that_goes_on_has_an_event(self, work: Work) -> None:
        undone(work, change(work).receipt)
        assert len(events(work, "mandate_restored")) == len(mandates(work, SCHOOLOAS))
        assert len(events(work, "mandate_taken_back")) == len(mandates(work, PARNASSYS))

    @in_both_registers
    def test_in_the_osr_the_page_names_what_to_turn_back_there(
        self, work: Work, register_key: str
    ) -> None:
        number = change(work).receipt
        there = receipts_undo.look(work, facts(work, BOARD), receipt(work, number, BOARD)).in_osr
        assert bool(there) == (register_key == "osr")


def undone(work: Work, number: str) -> None:
    """Undo an act, as the page shows it."""
    board = facts(work, BOARD)
    seen = receipts_undo.look(work, board, receipt(work, number, BOARD)).fingerprint
    receipts_undo.undo(work, board, number, seen=seen)
