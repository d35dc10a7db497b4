"""Which LAS a school uses is kept when somebody tells it, apart from answers and mandates."""

from dataclasses import replace
from datetime import date

import pytest

from tests.ways import in_our_own, on_both_databases
from wizard.actions import gathering
from wizard.actions.copying import source_of
from wizard.actions.steps import answers, mandates
from wizard.actions.work import Work
from wizard.db import schools
from wizard.db.school_systems import reported
from wizard.domain.copying.copies import Group, targets
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import OTHER_SYSTEM, NewMandate, SystemChoice, other_system
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.system import AdministrationSystem

#: Three schools of which nothing is known.
_BOARD, _FIRST, _SECOND = "99103", 0, 1
_BOTH = ("rio", "eindtoets")
_UNNAMED = SystemChoice(OTHER_SYSTEM, "", "")


def _board(work: Work) -> BoardFacts:
    board = schools.board(work.session, _BOARD)
    assert board is not None
    season = gathering.season(work.catalogue, work.today)
    return gathering.board_facts(work.session, work.register, board, season)


def _school(work: Work, index: int = _FIRST) -> SchoolFacts:
    return _board(work).schools[index]


def _system(work: Work, key: str) -> SystemChoice:
    return work.catalogue.systems[key].as_choice()


def _tell(work: Work, system: SystemChoice, index: int = _FIRST) -> None:
    brin = _school(work, index).school.brin
    reported.tell(work.session, {brin: system}, by=work.person, at=work.now)


def _choose(work: Work, system: SystemChoice) -> None:
    answers.choose_system(
        work, _school(work), system, starts_on=None, keep_old=None, end_old_on=None
    )


def _told(work: Work) -> tuple[str, str] | None:
    """Return the name of the LAS that was told, and by whom."""
    found = _school(work).told
    return (found.system.name, found.by) if found else None


@on_both_databases
def test_whoever_chooses_a_las_tells_it_and_the_last_one_counts(anna: Work, bart: Work) -> None:
    answers.choose_services(anna, _school(anna), _BOTH)
    _choose(anna, _system(anna, "esis"))
    assert _told(anna) == ("ESIS", "Anna")
    _choose(bart, _system(bart, "parnassys"))
    assert _told(anna) == ("ParnasSys", "Bart")


def test_another_las_is_told_once_it_has_a_name(anna: Work) -> None:
    answers.choose_services(anna, _school(anna), _BOTH)
    _choose(anna, _UNNAMED)
    assert _told(anna) is None
    answers.name_system(anna, _school(anna), other_system("Kwinta", ""))
    assert _told(anna) == ("Kwinta", "Anna")


def test_who_does_not_know_takes_it_back(anna: Work) -> None:
    _tell(anna, _system(anna, "esis"))
    answers.choose_services(anna, _school(anna), _BOTH)
    answers.park(anna, _school(anna))
    assert (_told(anna), _school(anna).known_system) == (None, None)


def test_a_change_that_does_not_happen_takes_back_the_las_of_it(anna: Work) -> None:
    """Else the school would count as one of that LAS, against its own mandates."""
    brin, parnassys = _school(anna).school.brin, _system(anna, "parnassys")
    wanted = NewMandate(brin, "rio", parnassys, anna.today)
    anna.register.save([wanted], by=anna.person, at=anna.now)
    answers.choose_services(anna, _school(anna), ("rio",))
    _choose(anna, _system(anna, "esis"))
    answers.choose_services(anna, _school(anna), ())
    assert _school(anna).known_system == parnassys


def test_it_stays_when_the_mandates_are_saved(anna: Work) -> None:
    answers.choose_services(anna, _school(anna), ("rio",))
    _choose(anna, _system(anna, "esis"))
    facts = _school(anna)
    assert facts.draft is not None
    mandates.save(anna, facts, key=facts.draft.key, seen=facts.fingerprint)
    assert _told(anna) == ("ESIS", "Anna")


def test_it_is_taken_over_so_that_nobody_is_asked_again(anna: Work) -> None:
    _tell(anna, _system(anna, "esis"))
    answers.choose_services(anna, _school(anna), _BOTH)
    facts = _school(anna)
    assert (facts.system, facts.system_is_settled) == (_system(anna, "esis"), True)


def test_an_answer_is_not_replaced_by_what_was_told(anna: Work) -> None:
    answers.choose_services(anna, _school(anna), _BOTH)
    _choose(anna, _system(anna, "parnassys"))
    _tell(anna, _system(anna, "esis"))
    answers.choose_services(anna, _school(anna), ("rio",))
    assert _school(anna).system == _system(anna, "parnassys")


def test_where_a_mandate_stands_the_person_is_asked(anna: Work) -> None:
    brin = _school(anna).school.brin
    wanted = NewMandate(brin, "rio", _system(anna, "parnassys"), anna.today)
    anna.register.save([wanted], by=anna.person, at=anna.now)
    _tell(anna, _system(anna, "esis"))
    answers.choose_services(anna, _school(anna), _BOTH)
    assert _school(anna).system is None
    answers.choose_services(anna, _school(anna), ("eindtoets",))
    assert _school(anna).system == _system(anna, "esis")


def test_a_las_that_is_gone_is_not_taken_over(anna: Work) -> None:
    gone = AdministrationSystem("oud", "Oud LAS", "Weg", ended_on=date(2021, 12, 31))
    catalogue = replace(anna.catalogue, systems={**anna.catalogue.systems, "oud": gone})
    work = replace(anna, catalogue=catalogue)
    _tell(work, gone.as_choice())
    answers.choose_services(work, _school(work), _BOTH)
    assert _school(work).system is None


@in_our_own
@pytest.mark.parametrize(("key", "group"), [("esis", Group.CAN), ("parnassys", Group.OTHER)])
def test_a_copy_goes_along_to_who_was_told_to_use_that_las(
    anna: Work, key: str, group: Group
) -> None:
    brin = _school(anna).school.brin
    wanted = [NewMandate(brin, each, _system(anna, "esis"), anna.today) for each in _BOTH]
    anna.register.save(wanted, by=anna.person, at=anna.now)
    _tell(anna, _system(anna, key), _SECOND)
    board = _board(anna)
    source = source_of(board, brin, "esis")
    assert source is not None
    assert [each.group for each in targets(board, source)] == [group, Group.ASK]
