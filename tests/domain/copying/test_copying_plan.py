"""What a copy would do: who goes along with which mandates, and who stays behind and why."""

from dataclasses import replace

import pytest

from tests.domain.giving import BOTH, GIVER, KWINTA, TOMORROW, UNNAMED, bron, source
from tests.domain.situations import (
    ESIS,
    PARNASSYS,
    RIO,
    TEST,
    TODAY,
    board,
    days,
    draft,
    recorded,
    school,
)
from wizard.domain.copying.copies import Left, Reason, copy_to
from wizard.domain.copying.source import of_mandates
from wizard.domain.mandate import NewMandate
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts


def test_who_was_chosen_gets_what_it_lacks_and_was_seen() -> None:
    a, c, d = school(), school(recorded(RIO), brin="99AC"), school(brin="99AD")
    wanted = {"99AA": BOTH, "99AC": BOTH, "99AD": (TEST,)}
    copy = copy_to(board(a, GIVER, c, d), source(), wanted)
    assert copy.mandates("MW-1") == tuple(
        NewMandate(brin, service, PARNASSYS, TODAY, "MW-1")
        for brin, service in (("99AA", RIO), ("99AA", TEST), ("99AC", TEST), ("99AD", TEST))
    )
    assert (copy.count, copy.services, copy.left, copy.refused) == (4, BOTH, (), ())


def test_it_names_only_the_services_that_somebody_gets() -> None:
    facts = board(GIVER, school(recorded(RIO)))
    assert copy_to(facts, source(), {"99AA": BOTH}).services == (TEST,)


def test_each_copy_begins_with_its_own_service() -> None:
    mandates = (recorded(RIO, starts_on=TODAY - days(9)), recorded(TEST, starts_on=TOMORROW))
    giving = of_mandates(GIVER.school, PARNASSYS, mandates, TODAY)
    copy = copy_to(board(GIVER, school()), giving, {"99AA": BOTH})
    assert [each.starts_on for each in copy.mandates("MW-1")] == [TODAY, TOMORROW]


def test_who_was_not_chosen_stays_behind() -> None:
    copy = copy_to(board(GIVER, school(), school(recorded(RIO), brin="99AC")), source(RIO), {})
    assert copy.included == ()
    assert copy.left == (
        Left("99AA", "School 99AA", "Gouda", Reason.NOT_CHOSEN, was_selected=False),
        Left("99AC", "School 99AC", "Gouda", Reason.HAS, was_selected=False),
    )


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (school(recorded(RIO), recorded(TEST)), Reason.HAS),
        (school(bron(ESIS)), Reason.OTHER_SYSTEM),
        (school(recorded(RIO, ends_on=TODAY)), Reason.ENDS),
        (school(draft=draft(TEST, starts_on=TOMORROW)), Reason.OWN_ANSWERS),
    ],
)
def test_who_was_chosen_and_cannot_go_along_any_more_hears_why(
    facts: SchoolFacts, reason: Reason
) -> None:
    copy = copy_to(board(GIVER, facts), source(), {"99AA": BOTH})
    assert copy.included == ()
    assert [(each.brin, each.reason) for each in copy.refused] == [("99AA", reason)]


def test_who_got_all_that_was_seen_has_it() -> None:
    copy = copy_to(board(GIVER, school(recorded(RIO))), source(), {"99AA": (RIO,)})
    assert [each.reason for each in copy.refused] == [Reason.HAS]


def test_who_left_the_board_is_known_by_its_brin_alone() -> None:
    copy = copy_to(board(GIVER, school()), source(), {"99ZZ": BOTH, "99AA": BOTH, "99ZA": BOTH})
    assert copy.refused == tuple(
        Left(brin, "", "", Reason.GONE, was_selected=True) for brin in ("99ZA", "99ZZ")
    )
    assert [each.facts.school.brin for each in copy.included] == ["99AA"]


def test_the_school_itself_neither_goes_along_nor_stays_behind() -> None:
    copy = copy_to(board(GIVER), source(), {"99AB": BOTH})
    assert (copy.included, copy.left) == ((), ())


def test_a_las_without_a_name_stays_behind_without_one() -> None:
    facts = school(draft=draft(RIO, system=UNNAMED))
    [left] = copy_to(board(GIVER, facts), source(system=KWINTA), {"99AA": BOTH}).refused
    assert (left.reason, left.system) == (Reason.OTHER_SYSTEM, "")


def test_a_las_that_somebody_named_can_be_copied() -> None:
    facts = school(draft=draft(RIO, system=replace(KWINTA, name="KWINTA")))
    [along] = copy_to(board(GIVER, facts), source(system=KWINTA), {"99AA": BOTH}).included
    assert along.services == BOTH


def test_a_school_is_told_by_its_own_name_and_place() -> None:
    there = School("99AA", "De Molen", "Lopik", "99001")
    [left] = copy_to(board(GIVER, replace(school(), school=there)), source(), {}).left
    assert (left.name, left.place) == ("De Molen", "Lopik")
