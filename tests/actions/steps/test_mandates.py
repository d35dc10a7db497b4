"""Saving mandates and saying that they stand in the register, without the web."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.ways import in_both_registers, in_the_osr
from wizard.actions import gathering, osr
from wizard.actions.steps import answers as steps_answers
from wizard.actions.steps import mandates
from wizard.actions.work import Work
from wizard.db import drafts, receipts, schools
from wizard.db.accounts import people
from wizard.db.models import EventRecord
from wizard.domain.errors import ChangedMeanwhile, DomainError
from wizard.domain.mandate import OTHER_SYSTEM, Mandate, SystemChoice
from wizard.domain.school_facts import SchoolFacts
from wizard.flow import NextPage

_BRIN = "99AA"


@pytest.fixture
def work(anna: Work) -> Work:
    """Give what the actions of Anna work with, after she chose RIO and ParnasSys."""
    _choose(anna)
    return anna


def _choose(
    work: Work,
    *services: str,
    system: str = "parnassys",
    starts_on: date | None = None,
    keep_old: bool | None = None,
    end_old_on: date | None = None,
) -> None:
    steps_answers.choose_services(work, _facts(work), services or ("rio",))
    steps_answers.choose_system(
        work,
        _facts(work),
        work.catalogue.systems[system].as_choice(),
        starts_on=starts_on,
        keep_old=keep_old,
        end_old_on=end_old_on,
    )


def _facts(work: Work) -> SchoolFacts:
    board = schools.board(work.session, "99001")
    assert board is not None
    season = gathering.season(work.catalogue, work.today)
    facts = gathering.board_facts(work.session, work.register, board, season).find(_BRIN)
    assert facts is not None
    return facts


def _seen(work: Work) -> tuple[str, str]:
    facts = _facts(work)
    assert facts.draft is not None
    return facts.draft.key, facts.fingerprint


def _save(work: Work) -> NextPage:
    key, seen = _seen(work)
    return mandates.save(work, _facts(work), key=key, seen=seen)


def _ever(work: Work, service: str = "rio") -> list[Mandate]:
    """Return the mandates for a service, oldest first, whatever became of them."""
    return [each for each in _facts(work).mandates if each.service == service]


def _saved(work: Work, service: str = "rio") -> Mandate:
    """Return the newest mandate for a service."""
    return _ever(work, service)[-1]


def _sentence(work: Work, next_page: NextPage) -> str:
    receipt = receipts.of_board(work.session, "99001", next_page.receipt)
    assert receipt is not None
    return receipt.sentence


def _somebody_else(work: Work) -> Work:
    bart = people.remember(
        work.session, issuer="i", subject="bart", name="Bart", email="", at=work.now
    )
    return replace(work, person=bart, now=work.now + timedelta(minutes=5))


def _on_another_day(work: Work, days: int = 1) -> Work:
    later = timedelta(days=days)
    return replace(work, now=work.now + later, today=work.today + later)


def _kinds(work: Work) -> list[str]:
    work.session.flush()
    query = select(EventRecord.kind).where(EventRecord.brin == _BRIN).order_by(EventRecord.id)
    return list(work.session.scalars(query))


@in_both_registers
def test_saving_gives_a_mandate_a_receipt_and_an_event(work: Work, register_key: str) -> None:
    next_page = _save(work)
    assert next_page == NextPage("receipt", receipt="MW-2026-00001")
    [mandate] = _facts(work).live("rio")
    assert (mandate.system.name, mandate.starts_on) == ("ParnasSys", work.today)
    assert mandate.is_recorded is (register_key == "own")
    assert _sentence(work, next_page) == (
        "U geeft ParnasSys toestemming voor RIO bij De Regenboog, BRIN 99AA, in Gouda."
    )
    assert _kinds(work)[-1] == "mandate_saved"


def test_the_rest_goes_on_with_the_same_las_as_an_act_of_its_own(work: Work) -> None:
    key, _version = _seen(work)
    _save(work)
    facts = _facts(work)
    assert facts.pending == ("eindtoets",)
    assert facts.system == work.catalogue.systems["parnassys"].as_choice()
    assert _seen(work)[0] != key


def test_the_same_act_twice_is_the_same_receipt(work: Work) -> None:
    key, seen = _seen(work)
    first = mandates.save(work, _facts(work), key=key, seen=seen)
    again = mandates.save(work, _facts(work), key=key, seen=seen)
    assert (again.receipt, again.already) == (first.receipt, True)
    assert _kinds(work).count("mandate_saved") == 1
    assert len(_facts(work).live("rio")) == 1


def _refuse_to_save(work: Work, key: str, seen: str) -> str:
    """Have it refused, see that nothing was saved, and return what the person reads."""
    before = _facts(work).mandates
    with pytest.raises(ChangedMeanwhile) as refused:
        mandates.save(work, _facts(work), key=key, seen=seen)
    assert _facts(work).mandates == before
    assert receipts.of_act(work.session, "99001", key) is None
    return refused.value.message


@pytest.mark.parametrize("seen", ["", "0", "1 2026-11-23", "x", "٣"])
def test_what_was_not_read_is_not_saved(work: Work, seen: str) -> None:
    said = _refuse_to_save(work, _seen(work)[0], seen)
    assert "U hebt in een ander venster deze antwoorden intussen gewijzigd" in said


def test_answers_of_another_act_are_not_saved(work: Work) -> None:
    said = _refuse_to_save(work, "x" * 32, _seen(work)[1])
    assert "intussen gewijzigd" in said


def test_it_says_who_changed_the_answers(work: Work) -> None:
    seen = _seen(work)
    _choose(_somebody_else(work), "rio", "eindtoets")
    assert "Bart heeft deze antwoorden intussen gewijzigd" in _refuse_to_save(work, *seen)


def test_a_colleague_who_only_looks_does_not_get_in_the_way(work: Work) -> None:
    key, seen = _seen(work)
    drafts.touch(work.session, _BRIN, by=_somebody_else(work).person, at=work.now)
    next_page = mandates.save(work, _facts(work), key=key, seen=seen)
    assert next_page.receipt
    assert not next_page.already


def test_answers_that_are_gone_cannot_be_saved(work: Work) -> None:
    seen = _seen(work)
    steps_answers.choose_services(work, _facts(work), ())
    assert "Kies opnieuw" in _refuse_to_save(work, *seen)


def test_a_las_without_a_name_cannot_be_saved(work: Work) -> None:
    steps_answers.choose_system(
        work,
        _facts(work),
        SystemChoice(OTHER_SYSTEM, "", ""),
        starts_on=None,
        keep_old=None,
        end_old_on=None,
    )
    assert "Kies opnieuw" in _refuse_to_save(work, *_seen(work))


def test_while_it_is_open_what_happens_to_the_old_one_nothing_is_saved(work: Work) -> None:
    _save(work)
    _choose(work, "rio", system="esis", keep_old=None)
    assert "Kies opnieuw" in _refuse_to_save(work, *_seen(work))


def test_a_school_that_waits_cannot_be_saved(work: Work) -> None:
    steps_answers.park(work, _facts(work))
    assert "Kies opnieuw" in _refuse_to_save(work, *_seen(work))


def test_a_page_that_stood_open_over_midnight_is_refused(work: Work) -> None:
    seen = _seen(work)
    tomorrow = _on_another_day(work)
    assert "Het is intussen een nieuwe dag" in _refuse_to_save(tomorrow, *seen)
    _save(tomorrow)
    assert _saved(tomorrow).starts_on == tomorrow.today


def test_a_page_on_which_the_old_one_would_end_yesterday_is_refused(work: Work) -> None:
    _save(work)
    tomorrow = _on_another_day(work)
    _choose(work, "rio", system="esis", starts_on=tomorrow.today, keep_old=False)
    assert "nieuwe dag" in _refuse_to_save(tomorrow, *_seen(work))


def test_a_first_day_that_is_still_to_come_may_be_saved_on_another_day(work: Work) -> None:
    _choose(work, "rio", starts_on=work.today + timedelta(days=4))
    key, seen = _seen(work)
    tomorrow = _on_another_day(work)
    mandates.save(tomorrow, _facts(tomorrow), key=key, seen=seen)
    assert _saved(work).starts_on == work.today + timedelta(days=4)


def test_a_first_day_that_went_by_is_the_day_of_saving(work: Work) -> None:
    _choose(work, "rio", starts_on=work.today + timedelta(days=2))
    later = _on_another_day(work, days=5)
    _save(later)
    assert _saved(work).starts_on == later.today


def test_the_old_one_ends_the_day_before_the_new_one_begins(work: Work) -> None:
    _save(work)
    _choose(work, "rio", system="esis", starts_on=date(2026, 12, 1), keep_old=False)
    next_page = _save(work)
    old, new = _ever(work)
    assert (old.system.name, old.ends_on) == ("ParnasSys", date(2026, 11, 30))
    assert (new.system.name, new.starts_on, new.ends_on) == ("ESIS", date(2026, 12, 1), None)
    assert _sentence(work, next_page).endswith(
        " Het mandaat van ParnasSys voor RIO eindigt op maandag 30 november 2026."
    )
    assert _kinds(work)[-2:] == ["mandate_ended", "mandate_saved"]


def test_two_that_end_the_same_day_are_one_sentence(work: Work) -> None:
    _choose(work, "rio", "eindtoets")
    _save(work)
    _choose(work, "rio", "eindtoets", system="esis", keep_old=False)
    said = _sentence(work, _save(work))
    assert said.count("De mandaten van ParnasSys voor RIO en ") == 1
    assert said.count(" eindigen op maandag 23 november 2026.") == 1


def test_where_both_stay_the_old_one_does_not_end(work: Work) -> None:
    _save(work)
    _choose(work, "rio", system="esis", keep_old=True)
    next_page = _save(work)
    assert [each.ends_on for each in _ever(work)] == [None, None]
    assert "eindigt" not in _sentence(work, next_page)


def test_an_end_that_was_set_stays_where_it_was(work: Work) -> None:
    _save(work)
    old = _recorded(work)
    day = work.today + timedelta(days=2)
    work.register.end(old.id, ends_on=day, by=work.person, at=work.now)
    _choose(work, "rio", system="esis", keep_old=False, end_old_on=day + timedelta(days=9))
    next_page = _save(work)
    assert [each.ends_on for each in _ever(work)] == [day, None]
    assert "eindigt" not in _sentence(work, next_page)
    assert "mandate_ended" not in _kinds(work)


def test_a_service_that_the_las_got_meanwhile_is_left_out(work: Work) -> None:
    _save(work)
    rio = _saved(work)
    _choose(work, "rio", "eindtoets")
    next_page = _save(work)
    assert _saved(work) == rio
    assert _saved(work, "eindtoets").receipt == next_page.receipt
    assert "RIO" not in _sentence(work, next_page)


@in_both_registers
def test_what_is_brought_forward_goes_on_the_new_receipt(work: Work, register_key: str) -> None:
    _choose(work, "rio", starts_on=date(2026, 12, 15))
    first = _save(work)
    planned = _recorded(work)
    bart = _somebody_else(work)
    _choose(bart, "rio", starts_on=date(2026, 11, 30))
    second = _save(bart)
    forward = _saved(work)
    assert first.receipt != second.receipt
    assert (forward.id, forward.starts_on) == (planned.id, date(2026, 11, 30))
    assert (forward.receipt, forward.saved_by, forward.saved_at) == (
        *(second.receipt, "Bart"),
        bart.now,
    )
    assert forward.is_recorded is (register_key == "own")


@in_the_osr
def test_what_is_brought_forward_is_to_record_again_without_a_problem(work: Work) -> None:
    _choose(work, "rio", starts_on=date(2026, 12, 15))
    _save(work)
    osr.report_problem(work, _facts(work), {_saved(work).id}, click="save")
    _choose(work, "rio", starts_on=date(2026, 11, 30))
    _save(work)
    assert _saved(work).problem_at is None


@in_both_registers
def test_confirming_is_noted_once(work: Work, register_key: str) -> None:
    _save(work)
    mandate = _saved(work)
    for _time in range(2):
        first = osr.confirm(work, _facts(work), {mandate.id: mandate.version})
        assert first.receipt == "MW-2026-00001"
    noted = _kinds(work).count("mandate_recorded")
    assert noted == (1 if register_key == "osr" else 0)


@in_the_osr
@pytest.mark.parametrize("version", [0, 2, -1])
def test_what_the_page_did_not_describe_is_not_confirmed(work: Work, version: int) -> None:
    _save(work)
    with pytest.raises(ChangedMeanwhile, match="Dit mandaat is intussen gewijzigd"):
        osr.confirm(work, _facts(work), {_saved(work).id: version})
    assert not _saved(work).is_recorded
    assert "mandate_recorded" not in _kinds(work)


@in_the_osr
def test_a_mandate_that_was_brought_forward_is_read_again_before_confirming(work: Work) -> None:
    _choose(work, "rio", starts_on=date(2026, 12, 15))
    _save(work)
    described = _saved(work)
    _choose(_somebody_else(work), "rio", starts_on=date(2026, 11, 30))
    _save(work)
    with pytest.raises(ChangedMeanwhile, match="Lees de klikken opnieuw"):
        osr.confirm(work, _facts(work), {described.id: described.version})
    now = _saved(work)
    osr.confirm(work, _facts(work), {now.id: now.version})
    assert _saved(work).is_recorded


@in_the_osr
def test_a_mandate_that_was_taken_back_is_no_longer_to_record(work: Work) -> None:
    _save(work)
    _choose(work, "rio", system="esis", keep_old=False)
    _save(work)
    old, new = _ever(work)
    assert old.is_taken_back
    assert _facts(work).live("rio") == (new,)
    assert _facts(work).unrecorded == (new,)
    assert _facts(work).cell("rio").mandate == new


@in_the_osr
def test_a_problem_with_one_mandate_does_not_hold_up_the_other(work: Work) -> None:
    _choose(work, "rio", "eindtoets")
    _save(work)
    osr.report_problem(work, _facts(work), {_saved(work).id}, click="save")
    assert [each.service for each in _facts(work).recordable] == ["eindtoets"]
    other = _saved(work, "eindtoets")
    osr.confirm(work, _facts(work), {other.id: other.version})
    assert [cell.state for cell in _facts(work).cells] == ["problem", "recorded"]
    stuck = _saved(work)
    osr.confirm(work, _facts(work), {stuck.id: stuck.version})
    assert _facts(work).is_finished


def test_a_mandate_of_another_school_is_refused(work: Work) -> None:
    with pytest.raises(DomainError, match="hoort niet bij deze school"):
        osr.confirm(work, _facts(work), {10**9: 1})


def _recorded(work: Work) -> Mandate:
    """Have the newest mandate for RIO seen in the register, and return it as it is then."""
    mandate = _saved(work)
    osr.confirm(work, _facts(work), {mandate.id: mandate.version})
    return _saved(work)
