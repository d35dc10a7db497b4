"""Saying at which schools a copy was seen in the OSR, or that it does not work, without the web."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.actions.copies import (
    BOARD,
    GIVER,
    OTHERS,
    PARNASSYS,
    by_an_act,
    copy,
    events,
    facts,
    has,
    of_receipt,
    school,
    to,
)
from wizard.actions import osr
from wizard.actions.steps import mandates
from wizard.actions.work import Work
from wizard.db.accounts import people
from wizard.domain.errors import ChangedMeanwhile, DomainError
from wizard.domain.mandate import Mandate, NewMandate


@pytest.fixture
def register_key() -> str:
    """Only the OSR is filled by hand."""
    return "osr"


@pytest.fixture
def work(bart: Work) -> Work:
    """Give what Bart works with: one school has both mandates, the others have none."""
    has(bart, GIVER)
    return bart


@pytest.fixture
def number(work: Work) -> str:
    """Give the number of a copy to all other schools, that nobody saw in the OSR yet."""
    return copy(work, to()).receipt


def _seen(made: list[Mandate]) -> dict[int, int]:
    return {each.id: each.version for each in made}


def _recorded(work: Work, number: str) -> set[str]:
    """Return the schools of which all copied mandates are known to stand in the OSR."""
    made = of_receipt(work, number)
    return {each.brin for each in made} - {each.brin for each in made if not each.is_recorded}


def _colleague(work: Work) -> Work:
    anna = people.remember(
        work.session, issuer="i", subject="anna", name="Anna", email="", at=work.now
    )
    return replace(work, person=anna, now=work.now + timedelta(minutes=5))


def test_all_were_seen(work: Work, number: str) -> None:
    made = of_receipt(work, number)
    osr.confirm_operation(work, facts(work), number, _seen(made))
    assert _recorded(work, number) == set(OTHERS)
    assert {each.recorded_by for each in of_receipt(work, number)} == {"Bart"}
    noted = [(each.brin, json.loads(each.detail)) for each in events(work, "mandate_recorded")]
    assert noted == [(each.brin, {"service": each.service, "system": "ParnasSys"}) for each in made]


def test_some_were_seen_and_the_rest_stays(work: Work, number: str) -> None:
    some = [each for each in of_receipt(work, number) if each.brin in OTHERS[:2]]
    osr.confirm_operation(work, facts(work), number, _seen(some))
    assert _recorded(work, number) == set(OTHERS[:2])
    assert len(events(work, "mandate_recorded")) == 4


def test_seen_twice_is_noted_once(work: Work, number: str) -> None:
    seen = _seen(of_receipt(work, number))
    osr.confirm_operation(work, facts(work), number, seen)
    before = of_receipt(work, number)
    osr.confirm_operation(_colleague(work), facts(work), number, seen)
    assert of_receipt(work, number) == before
    assert len(events(work, "mandate_recorded")) == 10


def test_what_a_colleague_saw_first_stays_theirs_and_the_rest_is_ours(
    work: Work, number: str
) -> None:
    made = of_receipt(work, number)
    first = [each for each in made if each.brin == "99AC"]
    osr.confirm_operation(_colleague(work), facts(work), number, _seen(first))
    osr.confirm_operation(work, facts(work), number, _seen(made))
    by = {(each.brin == "99AC", each.recorded_by) for each in of_receipt(work, number)}
    assert by == {(True, "Anna"), (False, "Bart")}


def _refuse(work: Work, number: str, seen: dict[int, int]) -> str:
    """Have it refused, see that nothing was recorded, and return what the person reads."""
    before = facts(work)
    with pytest.raises(DomainError) as refused:
        osr.confirm_operation(work, facts(work), number, seen)
    assert facts(work) == before
    assert events(work, "mandate_recorded") == []
    return refused.value.message


def test_one_that_is_not_what_the_page_said_holds_up_all(work: Work, number: str) -> None:
    first, *rest = of_receipt(work, number)
    seen = _seen(rest) | {first.id: first.version + 1}
    assert "intussen gewijzigd" in _refuse(work, number, seen)


def test_a_mandate_of_another_copy_is_refused(work: Work) -> None:
    here, there = copy(work, to(OTHERS[:2])), copy(work, to(OTHERS[2:]), key="b" * 32)
    seen = _seen(of_receipt(work, here.receipt)) | _seen(of_receipt(work, there.receipt)[:1])
    assert "hoort niet meer bij deze kopie" in _refuse(work, here.receipt, seen)


@pytest.mark.parametrize("seen", [{0: 0}, {10**9: 1}])
def test_what_is_no_mandate_is_refused(work: Work, number: str, seen: dict[int, int]) -> None:
    assert "hoort niet meer bij deze kopie" in _refuse(work, number, seen)


def test_nothing_is_no_answer(work: Work, number: str) -> None:
    assert "Vink de scholen aan" in _refuse(work, number, {})


def test_a_mandate_that_was_brought_forward_is_another_acts(work: Work) -> None:
    later = work.today + timedelta(days=5)
    has(work, "99AC", starts_on=later)
    number = copy(work, to(["99AD"]), brin="99AC").receipt
    made = of_receipt(work, number)
    sooner = [NewMandate("99AD", "rio", PARNASSYS, work.today, by_an_act(work, "99AG"))]
    work.register.save(sooner, by=work.person, at=work.now)
    assert "hoort niet meer bij deze kopie" in _refuse(work, number, _seen(made))


def test_a_mandate_that_was_taken_back_is_refused(work: Work, number: str) -> None:
    made = of_receipt(work, number)
    mandates.end(
        _colleague(work),
        school(work, made[0].brin),
        made[0].id,
        version=made[0].version,
        ends_on=work.today,
        reason="mistake",
    )
    assert "hoort niet meer bij deze kopie" in _refuse(work, number, _seen(made))


class TestProblem:
    def test_what_was_not_seen_yet_is_a_problem(self, work: Work, number: str) -> None:
        made = of_receipt(work, number)
        seen = [each for each in made if each.brin == "99AC"]
        osr.confirm_operation(work, facts(work), number, _seen(seen))
        osr.report_problem_of_operation(work, facts(work), number, click="confirm")
        stuck = {each.brin for each in of_receipt(work, number) if each.problem_at == work.now}
        assert stuck == set(OTHERS[1:])
        noted = events(work, "problem_reported")
        assert {each.brin for each in noted} == set(OTHERS[1:])
        assert {json.loads(each.detail)["click"] for each in noted} == {"confirm"}
        assert {(each.board_number, each.person_id) for each in noted} == {(BOARD, work.person.id)}

    def test_it_is_over_once_it_is_seen(self, work: Work, number: str) -> None:
        osr.report_problem_of_operation(work, facts(work), number, click="icon")
        osr.confirm_operation(work, facts(work), number, _seen(of_receipt(work, number)))
        assert {each.problem_at for each in of_receipt(work, number)} == {None}
        assert _recorded(work, number) == set(OTHERS)

    def test_a_page_from_before_the_problem_must_be_read_again(
        self, work: Work, number: str
    ) -> None:
        seen = _seen(of_receipt(work, number))
        osr.report_problem_of_operation(_colleague(work), facts(work), number, click="icon")
        with pytest.raises(ChangedMeanwhile, match="intussen gewijzigd"):
            osr.confirm_operation(work, facts(work), number, seen)

    def test_what_was_seen_has_no_problem(self, work: Work, number: str) -> None:
        osr.confirm_operation(work, facts(work), number, _seen(of_receipt(work, number)))
        osr.report_problem_of_operation(work, facts(work), number, click="icon")
        assert {each.problem_at for each in of_receipt(work, number)} == {None}
        assert events(work, "problem_reported") == []

    def test_another_copy_has_no_part_in_it(self, work: Work) -> None:
        here, there = copy(work, to(OTHERS[:2])), copy(work, to(OTHERS[2:]), key="b" * 32)
        osr.report_problem_of_operation(work, facts(work), here.receipt, click="icon")
        assert {each.problem_at for each in of_receipt(work, there.receipt)} == {None}
