"""Undoing a save or a copy, without the web: what goes back, what stays, and what is noted."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.actions.copies import (
    BOARD,
    BOTH,
    ESIS,
    GIVER,
    OTHERS,
    PARNASSYS,
    answered,
    copy,
    events,
    facts,
    has,
    receipt,
    school,
    to,
    written,
)
from tests.ways import in_both_registers, in_our_own, in_the_osr, on_both_databases
from wizard.actions import osr
from wizard.actions.receipts import undo as receipts_undo
from wizard.actions.receipts.undo import TooLate
from wizard.actions.steps import mandates
from wizard.actions.work import Work
from wizard.db.accounts import people
from wizard.domain.errors import ChangedMeanwhile, DomainError
from wizard.domain.mandate import Mandate, SystemChoice
from wizard.domain.receipts.undo import Undoing
from wizard.domain.remains import Why
from wizard.domain.school_facts import SchoolFacts
from wizard.flow import NextPage

_BRIN = "99AC"


@pytest.fixture
def work(bart: Work) -> Work:
    """Give what Bart works with: one school has both mandates, the others have none."""
    has(bart, GIVER)
    return bart


def _later(work: Work, **passed: float) -> Work:
    return replace(work, now=work.now + timedelta(**passed))


def _colleague(work: Work) -> Work:
    anna = people.remember(
        work.session, issuer="i", subject="anna", name="Anna", email="", at=work.now
    )
    return replace(work, person=anna, now=work.now + timedelta(minutes=2))


def _save(
    work: Work,
    *services: str,
    system: SystemChoice = PARNASSYS,
    starts_on: date | None = None,
    keep_old: bool = False,
    brin: str = _BRIN,
) -> str:
    """Answer for a school and save; return the number of the receipt."""
    day = starts_on or work.today
    answered(work, brin, *services, system=system, starts_on=day, keep_old=keep_old)
    here = school(work, brin)
    assert here.draft is not None
    return mandates.save(work, here, key=here.draft.key, seen=here.fingerprint).receipt


def _look(work: Work, number: str) -> Undoing:
    return receipts_undo.look(work, facts(work), receipt(work, number))


def _undo(work: Work, number: str) -> NextPage:
    """Undo what the page shows now."""
    seen = _look(work, number).fingerprint
    return receipts_undo.undo(work, facts(work), number, seen=seen)


def _live(work: Work, brin: str = _BRIN) -> list[tuple[str, str, date, date | None]]:
    here = school(work, brin)
    return [
        (each.service, each.system.key, each.starts_on, each.ends_on)
        for service in here.season.required
        for each in here.live(service)
    ]


def _confirm(work: Work, brin: str = _BRIN) -> None:
    """Say of all that is saved for a school that it was seen in the OSR, ends too."""
    here = school(work, brin)
    waiting = (*here.unrecorded, *here.unrecorded_ends)
    osr.confirm(work, here, {each.id: each.version for each in waiting})


def _ever(facts_of_school: SchoolFacts) -> list[Mandate]:
    """Return the mandates for what is arranged here, whatever became of them."""
    return [replace(each, version=0) for each in facts_of_school.mandates if each.service in BOTH]


def _whys(found: Undoing) -> list[tuple[Why, str, bool]]:
    return [(each.why, each.service, each.is_certain) for each in found.remains]


class TestSave:
    @in_both_registers
    def test_what_was_given_never_held_and_the_services_are_open_again(self, work: Work) -> None:
        number = _save(work)
        later = _later(work, minutes=9)
        assert _undo(later, number) == NextPage("receipt", receipt=number)
        assert school(later, _BRIN).open_services == BOTH
        ever = _ever(school(later, _BRIN))
        assert [each.is_undone for each in ever] == [True, True]
        assert not any(each.is_live(work.today) for each in ever)
        assert {each.ended_at for each in ever} == {later.now}

    def test_the_receipt_says_who_and_when(self, work: Work) -> None:
        number = _save(work)
        anna = _colleague(work)
        _undo(anna, number)
        found = receipt(work, number)
        assert (found.saved_by, found.undone_by, found.undone_at) == ("Bart", "Anna", anna.now)

    @in_both_registers
    def test_each_mandate_has_an_event_and_so_has_the_act(self, work: Work) -> None:
        number = _save(work)
        _undo(work, number)
        taken = events(work, "mandate_taken_back")
        assert {(each.brin, json.loads(each.detail)["service"]) for each in taken} == {
            (_BRIN, "rio"),
            (_BRIN, "eindtoets"),
        }
        [act] = events(work, "act_undone")
        assert json.loads(act.detail) == {"receipt": number, "mandates": 2}
        assert (act.board_number, act.brin, act.person_id) == (BOARD, None, work.person.id)

    @on_both_databases
    def test_the_same_can_be_saved_anew(self, work: Work) -> None:
        _undo(work, _save(work))
        again = _save(_later(work, minutes=1))
        assert len(_live(work)) == 2
        assert receipt(work, again).undone_at is None

    def test_what_starts_later_is_taken_back_at_once_too(self, work: Work) -> None:
        day = work.today + timedelta(days=60)
        _undo(work, _save(work, starts_on=day))
        assert _live(work) == []
        yesterday = work.today - timedelta(days=1)
        assert {each.ends_on for each in _ever(school(work, _BRIN))} == {yesterday}

    def test_what_was_saved_before_midnight_is_taken_back_after_it(self, work: Work) -> None:
        number = _save(work)
        tomorrow = replace(work, today=work.today + timedelta(days=1))
        _undo(tomorrow, number)
        assert _live(tomorrow) == _live(work) == []

    def test_answers_that_the_save_went_on_with_are_forgotten(self, work: Work) -> None:
        number = _save(work, "rio")
        assert school(work, _BRIN).draft is not None
        _undo(_later(work, minutes=1), number)
        assert school(work, _BRIN).draft is None

    def test_answers_that_somebody_gave_since_stay(self, work: Work) -> None:
        number = _save(work, "rio")
        answered(_colleague(work), _BRIN, "eindtoets", system=ESIS)
        _undo(_later(work, minutes=3), number)
        draft = school(work, _BRIN).draft
        assert draft is not None
        assert (draft.services, draft.system) == (("eindtoets",), ESIS)


class TestOldMandate:
    """A save that ended the mandates of another LAS."""

    @in_both_registers
    def test_it_stands_again_to_the_letter(self, work: Work) -> None:
        has(work, _BRIN, system=ESIS)
        before = school(work, _BRIN)
        number = _save(_later(work, minutes=1))
        assert {system for _s, system, _b, end in _live(work) if end is None} == {"parnassys"}
        _undo(_later(work, minutes=2), number)
        assert _ever(school(work, _BRIN))[:2] == _ever(before)
        assert {system for _s, system, *_days in _live(work)} == {"esis"}
        assert len(events(work, "mandate_restored")) == 2

    def test_an_end_that_was_later_comes_back(self, work: Work) -> None:
        has(work, _BRIN, "rio", system=ESIS)
        [old] = school(work, _BRIN).live("rio")
        end = work.today + timedelta(days=90)
        work.register.end(old.id, ends_on=end, by=work.person, at=work.now)
        number = _save(_later(work, minutes=1), "rio")
        _undo(_later(work, minutes=2), number)
        assert _live(work) == [("rio", "esis", work.today, end)]

    def test_when_the_new_one_was_ended_since_the_old_one_stays_ended(self, work: Work) -> None:
        has(work, _BRIN, "rio", system=ESIS)
        number = _save(_later(work, minutes=1), "rio")
        [new] = [each for each in school(work, _BRIN).live("rio") if each.system == PARNASSYS]
        anna = _colleague(work)
        anna.register.end(new.id, ends_on=work.today, by=anna.person, at=anna.now)
        found = _look(_later(work, minutes=3), number)
        assert found.parts == ()
        assert [each.why for each in found.remains] == [Why.ENDED, Why.OLD]

    def test_when_the_old_one_was_saved_anew_there_are_no_two(self, work: Work) -> None:
        has(work, _BRIN, "rio", system=ESIS)
        number = _save(_later(work, minutes=1), "rio")
        _save(_colleague(work), "rio", system=ESIS, keep_old=True)
        _undo(_later(work, minutes=3), number)
        assert [
            (each.system.key, each.ends_on)
            for each in school(work, _BRIN).live("rio")
            if each.ends_on is None
        ] == [("esis", None)]
        assert Why.OLD in [each.why for each in receipt(work, number).remains]


class TestBroughtForward:
    @in_both_registers
    def test_it_begins_later_again_on_its_first_receipt(self, work: Work) -> None:
        first = _save(work, "rio", starts_on=work.today + timedelta(days=20))
        before = school(work, _BRIN)
        second = _save(_later(work, minutes=1), "rio")
        assert [each.receipt for each in school(work, _BRIN).live("rio")] == [second]
        _undo(_later(work, minutes=2), second)
        assert _ever(school(work, _BRIN)) == _ever(before)
        assert [each.receipt for each in school(work, _BRIN).live("rio")] == [first]

    def test_who_undoes_the_first_act_is_told_that_it_was_saved_again(self, work: Work) -> None:
        first = _save(work, "rio", starts_on=work.today + timedelta(days=20))
        second = _save(_colleague(work), "rio")
        found = _look(_later(work, minutes=3), first)
        assert found.parts == ()
        assert [(each.why, each.receipt) for each in found.remains] == [(Why.SAVED_AGAIN, second)]

    def test_both_can_be_undone_the_last_one_first(self, work: Work) -> None:
        first = _save(work, "rio", starts_on=work.today + timedelta(days=20))
        second = _save(_later(work, minutes=1), "rio")
        _undo(_later(work, minutes=2), second)
        _undo(_later(work, minutes=3), first)
        assert _live(work) == []


class TestCopy:
    @in_both_registers
    def test_all_schools_at_once_and_nothing_of_the_source(self, work: Work) -> None:
        before = {brin: _live(work, brin) for brin in (GIVER, *OTHERS)}
        number = copy(work, to()).receipt
        source = school(work, GIVER)
        _undo(_later(work, minutes=5), number)
        assert {brin: _live(work, brin) for brin in (GIVER, *OTHERS)} == before
        assert school(work, GIVER) == source
        assert len(events(work, "mandate_taken_back")) == 10
        assert len(events(work, "act_undone")) == 1

    @in_the_osr
    def test_it_is_no_longer_to_record_nor_the_latest_act(self, work: Work) -> None:
        number = copy(work, to()).receipt
        _undo(work, number)
        assert facts(work).waiting(number) == 0
        assert facts(work).last_receipt is None
        assert list(osr.of_operation(facts(work), number)) == []

    @in_both_registers
    def test_what_one_school_got_an_end_for_since_stays(self, work: Work) -> None:
        number = copy(work, to(services=("rio",))).receipt
        [mandate] = school(work, "99AD").live("rio")
        anna = _colleague(work)
        mandates.end(
            anna,
            school(work, "99AD"),
            mandate.id,
            version=mandate.version,
            ends_on=work.today + timedelta(days=5),
            reason="anders",
        )
        _undo(_later(work, minutes=3), number)
        [stays] = [each for each in receipt(work, number).remains if not each.is_in_osr]
        assert (stays.brin, stays.why) == ("99AD", Why.ENDED)
        assert len(events(work, "mandate_taken_back")) == 4

    @in_our_own
    def test_what_a_colleague_copied_from_it_is_named_and_stays(self, work: Work) -> None:
        first = _save(work)
        theirs = copy(_colleague(work), to(["99AD"]), brin=_BRIN).receipt
        found = _look(_later(work, minutes=3), first)
        assert [(each.why, each.receipt) for each in found.stays] == [(Why.COPIED, theirs)]
        _undo(_later(work, minutes=3), first)
        assert _live(work) == []
        assert len(_live(work, "99AD")) == 2


@in_the_osr
class TestInTheOsr:
    """What stands there already, only a person can take out again."""

    def test_what_was_seen_there_is_told_apart_from_what_may_stand_there(self, work: Work) -> None:
        number = copy(work, to(["99AC", "99AD"], ("rio",))).receipt
        _confirm(work, "99AC")
        _undo(_later(work, minutes=3), number)
        assert [
            (each.brin, each.why, each.is_certain) for each in receipt(work, number).remains
        ] == [
            ("99AC", Why.OSR_END, True),
            ("99AD", Why.OSR_END, False),
        ]
        assert _live(work, "99AC") == []

    def test_an_old_one_that_was_ended_there_has_to_be_seen_there_again(self, work: Work) -> None:
        has(work, _BRIN, "rio", system=ESIS)
        number = _save(_later(work, minutes=1), "rio")
        _confirm(work)
        found = _look(work, number)
        assert _whys(found) == [(Why.OSR_END, "rio", True), (Why.OSR_OLD, "rio", True)]
        _undo(_later(work, minutes=3), number)
        old, given = school(work, _BRIN).unrecorded_ends
        assert (old.system, old.ends_on) == (ESIS, None)
        assert (given.is_undone, given.awaits_end) == (True, True), "it still stands there"
        _confirm(work)
        [old] = school(work, _BRIN).live("rio")
        assert (old.is_recorded, old.awaits_end) == (True, False)

    def test_an_old_one_of_which_nobody_said_so_still_stands_there(self, work: Work) -> None:
        has(work, _BRIN, "rio", system=ESIS)
        number = _save(_later(work, minutes=1), "rio")
        _undo(_later(work, minutes=3), number)
        [old] = school(work, _BRIN).live("rio")
        assert old.is_recorded
        assert [each.is_certain for each in receipt(work, number).remains] == [False, False]

    def test_a_last_day_of_before_has_to_be_put_back_there(self, work: Work) -> None:
        has(work, _BRIN, "rio", system=ESIS)
        [old] = school(work, _BRIN).live("rio")
        end = work.today + timedelta(days=90)
        work.register.end(old.id, ends_on=end, by=work.person, at=work.now)
        number = _save(_later(work, minutes=1), "rio")
        _confirm(work)
        _undo(_later(work, minutes=3), number)
        old, _given = school(work, _BRIN).unrecorded_ends
        assert (old.ends_on, old.end_recorded_at) == (end, None)
        assert [each.day for each in receipt(work, number).remains] == [work.today, end]

    def test_a_first_day_that_was_changed_there_has_to_be_seen_again(self, work: Work) -> None:
        day = work.today + timedelta(days=20)
        _save(work, "rio", starts_on=day)
        _confirm(work)
        second = _save(_later(work, minutes=1), "rio")
        _confirm(work)
        _undo(_later(work, minutes=3), second)
        [mandate] = school(work, _BRIN).unrecorded
        assert mandate.starts_on == day
        [remains] = receipt(work, second).remains
        assert (remains.why, remains.day, remains.is_certain) == (Why.OSR_START, day, True)


@in_both_registers
def test_in_a_register_of_ours_there_is_nothing_to_do_by_hand(
    work: Work, register_key: str
) -> None:
    number = _save(work)
    _undo(work, number)
    assert bool(receipt(work, number).remains) is (register_key == "osr")


class TestRefused:
    """Nothing is written, and the person reads what to do."""

    def test_after_ten_minutes(self, work: Work) -> None:
        number = _save(work)
        at_the_end = _later(work, minutes=10)
        seen = _look(work, number).fingerprint
        before = written(work)
        late = _later(at_the_end, microseconds=1)
        with pytest.raises(TooLate, match="Beëindig het mandaat bij de school"):
            receipts_undo.undo(late, facts(work), number, seen=seen)
        assert written(work) == before
        assert len(_live(work)) == 2
        _undo(at_the_end, number)
        assert _live(work) == []

    def test_twice_is_once(self, work: Work) -> None:
        number = _save(work)
        seen = _look(work, number).fingerprint
        receipts_undo.undo(work, facts(work), number, seen=seen)
        before = written(work)
        late = _later(_colleague(work), hours=1)
        again = receipts_undo.undo(late, facts(work), number, seen=seen)
        assert again == NextPage("receipt", receipt=number, already=True)
        assert written(work) == before
        assert receipt(work, number).undone_by == "Bart"

    def test_an_act_of_another_board(self, work: Work) -> None:
        number = _save(work)
        with pytest.raises(LookupError):
            receipts_undo.undo(work, facts(work, "99101"), number, seen="")
        assert len(_live(work)) == 2

    @pytest.mark.parametrize("seen", ["", "x", "0" * 32])
    def test_what_the_page_did_not_say(self, work: Work, seen: str) -> None:
        number = _save(work)
        with pytest.raises(ChangedMeanwhile, match="Lees de lijst hieronder opnieuw"):
            receipts_undo.undo(work, facts(work), number, seen=seen)
        assert len(_live(work)) == 2

    def test_what_changed_since_the_page_was_made(self, work: Work) -> None:
        number = copy(work, to()).receipt
        seen = _look(work, number).fingerprint
        [mandate] = school(work, "99AD").live("rio")
        work.register.end(mandate.id, ends_on=work.today, by=work.person, at=work.now)
        with pytest.raises(ChangedMeanwhile):
            receipts_undo.undo(work, facts(work), number, seen=seen)
        assert events(work, "act_undone") == []

    def test_when_nothing_is_left_to_undo(self, work: Work) -> None:
        number = _save(work, "rio")
        [mandate] = school(work, _BRIN).live("rio")
        work.register.end(
            mandate.id, ends_on=work.today, by=work.person, at=_later(work, minutes=1).now
        )
        with pytest.raises(DomainError, match="niets meer om ongedaan te maken"):
            receipts_undo.undo(work, facts(work), number, seen=_look(work, number).fingerprint)
