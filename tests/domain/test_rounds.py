"""How several schools get into the OSR what one act saved: one by itself, copies to the rest."""

from tests.domain.situations import ESIS, PARNASSYS, RIO, TEST, board, recorded, saved, school
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import Mandate
from wizard.domain.plan.gift import Effort, effort_to_record, rounds
from wizard.domain.school_facts import SchoolFacts


def given(brin: str, *services: str, at: int = 0) -> SchoolFacts:
    """Return a school for which these were saved and not seen in the OSR."""
    return school(*(saved(each, id=at, brin=brin) for each in services), brin=brin)


def left(facts: BoardFacts) -> list[Mandate]:
    return [each for one in facts.schools for each in one.unrecorded]


def asked(facts: BoardFacts, begin: int = 0) -> list[tuple[str, str | None, list[str]]]:
    """Return (where to begin, whose own, who gets a copy) for each service."""
    return [
        (
            each.school.brin,
            each.first.brin if each.first else None,
            [one.brin for one in each.copied],
        )
        for each in rounds(facts, facts.schools[begin], left(facts))
    ]


def test_where_nobody_has_it_the_first_gets_it_by_itself() -> None:
    facts = board(given("99AA", RIO, TEST), given("99AB", RIO, TEST), given("99AC", RIO, TEST))
    assert asked(facts) == [("99AA", "99AA", ["99AB", "99AC"])] * 2
    assert effort_to_record(facts, left(facts)) == Effort(2, 2)


def test_what_the_first_has_already_is_only_copied() -> None:
    giver = school(recorded(RIO, brin="99AA"), recorded(TEST, brin="99AA"), brin="99AA")
    facts = board(giver, given("99AB", RIO, TEST), given("99AC", RIO))
    assert asked(facts) == [("99AA", None, ["99AB", "99AC"]), ("99AA", None, ["99AB"])]


def test_a_service_that_another_school_has_is_copied_from_there() -> None:
    facts = board(
        given("99AA", RIO, TEST),
        school(recorded(TEST, brin="99AB"), saved(RIO, brin="99AB"), brin="99AB"),
    )
    assert asked(facts) == [("99AA", "99AA", ["99AB"]), ("99AB", None, ["99AA"])]


def test_a_service_that_the_first_does_not_get_begins_at_another() -> None:
    facts = board(
        school(saved(RIO, brin="99AA"), recorded(TEST, brin="99AA", system=ESIS), brin="99AA"),
        given("99AB", RIO, TEST),
        given("99AC", TEST),
    )
    assert asked(facts) == [("99AA", "99AA", ["99AB"]), ("99AB", "99AB", ["99AC"])]


def test_a_mandate_that_ends_or_of_another_las_is_no_start() -> None:
    ends = school(recorded(RIO, brin="99AA", system=ESIS), brin="99AA")
    facts = board(ends, given("99AB", RIO), given("99AC", RIO))
    assert asked(facts) == [("99AB", "99AB", ["99AC"])]
    assert {each.system for each in left(facts)} == {PARNASSYS}
