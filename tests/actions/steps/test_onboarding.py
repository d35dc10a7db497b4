"""Answering the steps, without the web: what is kept, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from wizard.actions import gathering
from wizard.actions.steps import answers
from wizard.actions.work import Work
from wizard.db import schools
from wizard.db.accounts import people
from wizard.domain.errors import DomainError
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import OTHER_SYSTEM, NewMandate, SystemChoice, other_system
from wizard.domain.school_facts import SchoolFacts
from wizard.flow import NextPage

_BRIN = "99AA"


@pytest.fixture
def work(anna: Work) -> Work:
    """Give what the actions of Anna work with."""
    return anna


def _board(work: Work) -> BoardFacts:
    board = schools.board(work.session, "99001")
    assert board is not None
    season = gathering.season(work.catalogue, work.today)
    return gathering.board_facts(work.session, work.register, board, season)


def _facts(work: Work) -> SchoolFacts:
    facts = _board(work).find(_BRIN)
    assert facts is not None
    return facts


def _choose_system(
    work: Work,
    key: str = "parnassys",
    *,
    starts_on: date | None = None,
    keep_old: bool | None = None,
) -> None:
    answers.choose_system(
        work,
        _facts(work),
        work.catalogue.systems[key].as_choice(),
        starts_on=starts_on,
        keep_old=keep_old,
        end_old_on=None,
    )


def test_answers_are_kept_one_by_one(work: Work) -> None:
    assert answers.choose_services(work, _facts(work), ("rio", "eindtoets")) is None
    _choose_system(work, "esis", starts_on=date(2026, 11, 27))
    draft = _facts(work).draft
    assert draft is not None
    assert draft.services == ("rio", "eindtoets")
    assert draft.system == work.catalogue.systems["esis"].as_choice()
    assert (draft.starts_on, draft.updated_by) == (date(2026, 11, 27), "Anna")


def test_each_answer_is_a_new_version_of_the_same_act(work: Work) -> None:
    answers.choose_services(work, _facts(work), ("rio",))
    first = _facts(work).draft
    _choose_system(work)
    second = _facts(work).draft
    assert first is not None
    assert second is not None
    assert first.key == second.key
    assert first.version < second.version


def test_choosing_the_school_again_is_no_other_answer(work: Work) -> None:
    answers.choose_services(work, _facts(work), ("rio",))
    _choose_system(work)
    before = _facts(work)
    later = replace(
        work,
        now=work.now + timedelta(minutes=5),
        person=people.remember(
            work.session, issuer="i", subject="bart", name="Bart", email="", at=work.now
        ),
    )
    answers.choose_school(later, _board(later), _BRIN)
    after = _facts(later)
    assert after.fingerprint == before.fingerprint
    assert before.draft is not None
    assert after.draft == replace(before.draft, updated_at=later.now, updated_by="Bart")


def test_choosing_the_school_begins_its_answers(work: Work) -> None:
    next_page = answers.choose_school(work, _board(work), _BRIN)
    assert next_page == NextPage("school", brin=_BRIN)
    assert _facts(work).in_progress
    assert _facts(work).pending == ()


def test_other_services_ask_about_the_old_mandates_anew(work: Work) -> None:
    _give(work, "rio")
    answers.choose_services(work, _facts(work), ("rio",))
    _choose_system(work, "esis", keep_old=True)
    assert _facts(work).system_is_settled
    answers.choose_services(work, _facts(work), ("rio", "eindtoets"))
    draft = _facts(work).draft
    assert draft is not None
    assert (draft.keep_old, draft.end_old_on) == (None, None)
    assert not _facts(work).system_is_settled


def test_a_las_without_a_name_is_not_ready_to_be_saved(work: Work) -> None:
    answers.choose_services(work, _facts(work), ("rio",))
    answers.choose_system(
        work,
        _facts(work),
        SystemChoice(OTHER_SYSTEM, "", ""),
        starts_on=None,
        keep_old=None,
        end_old_on=None,
    )
    assert _facts(work).intent is None
    answers.name_system(work, _facts(work), other_system("Kwinta Lys", ""))
    intent = _facts(work).intent
    assert intent is not None
    assert intent.system.name == "Kwinta Lys"


def test_choosing_nothing_forgets_the_answers(work: Work) -> None:
    answers.choose_services(work, _facts(work), ("rio",))
    assert answers.choose_services(work, _facts(work), ()) == NextPage("overview")
    assert _facts(work).draft is None


def test_a_school_that_is_asked_waits_until_its_las_is_chosen(work: Work) -> None:
    answers.choose_services(work, _facts(work), ("rio",))
    assert answers.park(work, _facts(work)) == NextPage("parked", brin=_BRIN)
    assert _facts(work).is_parked
    _choose_system(work)
    assert not _facts(work).is_parked


def test_a_service_that_the_las_has_already_is_left_out(work: Work) -> None:
    _give(work, "rio")
    answers.choose_services(work, _facts(work), ("rio", "eindtoets"))
    _choose_system(work)
    intent = _facts(work).intent
    assert intent is not None
    assert intent.services == ("eindtoets",)


def test_with_nothing_left_to_give_it_is_refused(work: Work) -> None:
    _give(work, "rio")
    answers.choose_services(work, _facts(work), ("rio",))
    with pytest.raises(DomainError, match="ParnasSys heeft al een mandaat voor RIO") as refused:
        _choose_system(work)
    assert refused.value.field == "system"
    assert _facts(work).system is None


def test_an_earlier_day_for_a_planned_mandate_is_something_new(work: Work) -> None:
    _give(work, "rio", starts_on=date(2026, 12, 15))
    answers.choose_services(work, _facts(work), ("rio",))
    _choose_system(work, starts_on=date(2026, 11, 30))
    intent = _facts(work).intent
    assert intent is not None
    assert (intent.services, intent.starts_on) == (("rio",), date(2026, 11, 30))


def test_a_later_day_for_a_planned_mandate_is_refused(work: Work) -> None:
    _give(work, "rio", starts_on=date(2026, 12, 15))
    answers.choose_services(work, _facts(work), ("rio",))
    with pytest.raises(DomainError, match="heeft al een mandaat"):
        _choose_system(work, starts_on=date(2026, 12, 16))


def test_a_name_in_other_capitals_is_the_same_las(work: Work) -> None:
    answers.choose_services(work, _facts(work), ("rio",))
    answers.name_system(work, _facts(work), other_system("Kwinta Lys", ""))
    named = _facts(work).system
    assert named is not None
    work.register.save([NewMandate(_BRIN, "rio", named, work.today)], by=work.person, at=work.now)
    with pytest.raises(DomainError) as refused:
        answers.name_system(work, _facts(work), other_system("KWINTA LYS", "Kwint"))
    assert refused.value.field == "name"


def _give(work: Work, service: str, starts_on: date | None = None) -> None:
    system = work.catalogue.systems["parnassys"].as_choice()
    wanted = NewMandate(_BRIN, service, system, starts_on or work.today)
    work.register.save([wanted], by=work.person, at=work.now)
