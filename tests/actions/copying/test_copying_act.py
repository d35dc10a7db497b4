"""Copying what one school has to others, without the web: what is written, and what never is."""

import json
from datetime import timedelta

import pytest

from tests.actions.copies import (
    BOARD,
    BOTH,
    ESIS,
    GIVER,
    OTHERS,
    PARNASSYS,
    answered,
    by_an_act,
    copy,
    events,
    facts,
    given,
    has,
    of_receipt,
    receipt,
    school,
    to,
    written,
)
from tests.ways import in_both_registers, on_both_databases
from wizard.actions import copying
from wizard.actions.work import Work
from wizard.db import receipts
from wizard.domain.copying.copies import Reason
from wizard.domain.errors import ChangedMeanwhile
from wizard.flow import NextPage


@pytest.fixture
def work(bart: Work) -> Work:
    """Give what Bart works with: one school has both mandates, the others have none."""
    has(bart, GIVER)
    return bart


@on_both_databases
def test_one_act_with_one_receipt_for_all_schools(work: Work) -> None:
    next_page = copy(work, to())
    assert next_page == NextPage("copy", receipt="MW-2026-00001")
    made = of_receipt(work, next_page.receipt)
    assert sorted(given(made)) == sorted(
        (brin, service, "parnassys") for brin in OTHERS for service in BOTH
    )
    assert {(each.starts_on, each.ends_on) for each in made} == {(work.today, None)}
    found = receipt(work, next_page.receipt)
    assert (found.source, found.left, found.saved_by) == (GIVER, (), "Bart")
    assert found.sentence == (
        "U kopieert RIO en de doorstroomtoets met ParnasSys naar 5 scholen. Dat zijn 10 mandaten."
    )


@in_both_registers
def test_saved_is_recorded_in_our_own_register_and_not_in_the_osr(
    work: Work, register_key: str
) -> None:
    made = of_receipt(work, copy(work, to()).receipt)
    seen_by = "Bart" if register_key == "own" else None
    assert {(each.saved_by, each.recorded_by) for each in made} == {("Bart", seen_by)}
    assert {each.is_recorded for each in made} == {register_key == "own"}


def test_each_mandate_has_an_event_that_says_where_it_came_from(work: Work) -> None:
    next_page = copy(work, to(OTHERS[:2]))
    noted = events(work, "mandate_saved")
    assert sorted((each.brin, json.loads(each.detail)["service"]) for each in noted) == sorted(
        (brin, service) for brin in OTHERS[:2] for service in BOTH
    )
    name = school(work, GIVER).school.name
    for each in noted:
        detail = json.loads(each.detail)
        assert (each.board_number, each.person_id) == (BOARD, work.person.id)
        assert (detail["system"], detail["copied_from"]) == ("ParnasSys", name)
        assert detail["receipt"] == next_page.receipt


def test_the_school_that_is_copied_from_stays_as_it_was(work: Work) -> None:
    answered(work, GIVER, "rio", system=ESIS)
    before = school(work, GIVER)
    copy(work, to([GIVER, *OTHERS]))
    assert school(work, GIVER) == before


class TestAnswers:
    """What was answered for a school that goes along, and not saved."""

    def test_what_is_saved_now_is_open_no_more(self, work: Work) -> None:
        answered(work, "99AC", system=PARNASSYS)
        answered(work, "99AD", "rio")
        answered(work, "99AE", system=None, parked_at=work.now)
        copy(work, to())
        assert [school(work, brin).draft for brin in OTHERS] == [None] * 5

    def test_the_rest_stays_open_as_it_was_answered(self, work: Work) -> None:
        answered(work, "99AC", system=PARNASSYS)
        answered(work, "99AD", "eindtoets", system=PARNASSYS)
        version = school(work, "99AC").draft.version  # type: ignore[union-attr]
        copy(work, to(services=("rio",)))
        left = school(work, "99AC").draft
        other = school(work, "99AD").draft
        assert left is not None
        assert other is not None
        assert (left.services, left.system) == (("eindtoets",), PARNASSYS)
        assert left.version > version, "who has the old page open must look again"
        assert other.services == ("eindtoets",)

    def test_who_does_not_go_along_keeps_all_answers(self, work: Work) -> None:
        answered(work, "99AC", system=ESIS)
        answered(work, "99AD", system=PARNASSYS)
        before = [school(work, brin).draft for brin in ("99AC", "99AD")]
        copy(work, to(["99AC", "99AE"]))
        assert [school(work, brin).draft for brin in ("99AC", "99AD")] == before


class TestSentAgain:
    def test_the_same_act_twice_is_the_same_receipt_and_nothing_new(self, work: Work) -> None:
        first = copy(work, to())
        before = written(work)
        assert copy(work, to()) == NextPage("copy", receipt=first.receipt, already=True)
        assert written(work) == before

    def test_also_when_the_page_that_was_sent_says_other_schools(self, work: Work) -> None:
        first = copy(work, to(OTHERS[:2]))
        assert copy(work, to(OTHERS[2:])).receipt == first.receipt
        assert {each.brin for each in of_receipt(work, first.receipt)} == set(OTHERS[:2])

    def test_another_act_is_another_receipt(self, work: Work) -> None:
        first, second = copy(work, to(OTHERS[:2])), copy(work, to(OTHERS[2:]), key="b" * 32)
        assert (second.already, second.receipt != first.receipt) == (False, True)
        assert {each.brin for each in of_receipt(work, second.receipt)} == set(OTHERS[2:])

    def test_the_key_of_another_boards_act_opens_nothing_here(self, work: Work) -> None:
        giver, taker = (each.school.brin for each in facts(work, "99101").schools)
        has(work, giver)
        there = copy(work, to([taker]), board="99101", brin=giver)
        here = copy(work, to(OTHERS))
        assert (here.already, here.receipt != there.receipt) == (False, True)
        assert len(of_receipt(work, here.receipt)) == 10


class TestLeftBehind:
    """Schools that were ticked and cannot go along any more, when others can."""

    def test_each_stands_on_the_receipt_with_its_reason(self, work: Work) -> None:
        has(work, "99AC")
        has(work, "99AD", "rio", system=ESIS)
        day = work.today + timedelta(days=9)
        answered(work, "99AE", system=PARNASSYS, starts_on=day)
        next_page = copy(work, to(["99AC", "99AD", "99AE", "99AF", "99ZZ"]))
        left = receipt(work, next_page.receipt).left
        assert {(each.brin, each.reason, each.system, each.day) for each in left} == {
            ("99AC", Reason.HAS, "", None),
            ("99AD", Reason.OTHER_MANDATE, "ESIS", None),
            ("99AE", Reason.OWN_ANSWERS, "ParnasSys", day),
            ("99ZZ", Reason.GONE, "", None),
        }
        assert {each.brin for each in of_receipt(work, next_page.receipt)} == {"99AF"}

    def test_who_was_not_ticked_is_not_on_the_receipt(self, work: Work) -> None:
        next_page = copy(work, to(["99AC"]))
        assert receipt(work, next_page.receipt).left == ()

    def test_an_end_in_the_way_is_told_with_its_day(self, work: Work) -> None:
        has(work, "99AC", "rio")
        [mandate] = school(work, "99AC").live("rio")
        day = work.today + timedelta(days=30)
        work.register.end(mandate.id, ends_on=day, by=work.person, at=work.now)
        [left] = receipt(work, copy(work, to(["99AC", "99AD"])).receipt).left
        assert (left.reason, left.day) == (Reason.ENDS, day)


def _refuse(work: Work, wanted: dict[str, tuple[str, ...]], **page: str) -> str:
    """Have it refused, see that nothing was written, and return what the person reads."""
    before = written(work)
    with pytest.raises(ChangedMeanwhile) as refused:
        copy(work, wanted, **page)
    assert written(work) == before
    return refused.value.message


def test_when_none_can_go_along_nothing_is_written(work: Work) -> None:
    for brin in OTHERS:
        has(work, brin)
    assert _refuse(work, to([*OTHERS, "99ZZ"])).startswith("Geen van deze scholen kan nog mee.")


@pytest.mark.parametrize(
    "wanted", [{}, {GIVER: BOTH}, {"99AC": ()}, {"99AC": ("bron-po",)}, {"99AA": BOTH}]
)
def test_nothing_that_can_be_copied_is_nothing_written(
    work: Work, wanted: dict[str, tuple[str, ...]]
) -> None:
    assert _refuse(work, wanted).startswith("Geen van deze scholen kan nog mee.")


@pytest.mark.parametrize(
    "page", [{"system": "esis"}, {"system": ""}, {"brin": "99AC"}, {"brin": "99AA"}]
)
def test_what_that_school_does_not_have_cannot_be_copied(work: Work, page: dict[str, str]) -> None:
    assert "heeft dit mandaat niet meer" in _refuse(work, to(), **page)


def test_what_was_ended_in_the_meantime_is_not_copied(work: Work) -> None:
    for mandate in school(work, GIVER).live("rio"):
        work.register.end(mandate.id, ends_on=work.today, by=work.person, at=work.now)
    next_page = copy(work, to())
    assert {each.service for each in of_receipt(work, next_page.receipt)} == {"eindtoets"}


class TestDecline:
    def test_it_is_kept_and_the_history_says_who_did_not_want_it(self, work: Work) -> None:
        number = by_an_act(work, "99AC")
        copying.decline(work, facts(work), "99AC")
        assert receipts.is_copy_answered(work.session, number)
        noted = [(each.brin, each.person_id) for each in events(work, "copy_declined")]
        assert noted == [("99AC", work.person.id)]

    def test_twice_is_once(self, work: Work) -> None:
        by_an_act(work, "99AC")
        copying.decline(work, facts(work), "99AC")
        copying.decline(work, facts(work), "99AC")
        assert len(events(work, "copy_declined")) == 1

    @pytest.mark.parametrize("brin", [GIVER, "99AD", "99AA"])
    def test_only_what_was_saved_last_is_asked_about(self, work: Work, brin: str) -> None:
        number = by_an_act(work, "99AC")
        copying.decline(work, facts(work), brin)
        assert not receipts.is_copy_answered(work.session, number)
        assert events(work, "copy_declined") == []

    def test_where_nothing_was_saved_there_is_nothing_to_decline(self, work: Work) -> None:
        copying.decline(work, facts(work), GIVER)
        assert events(work, "copy_declined") == []
