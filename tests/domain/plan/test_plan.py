"""The plan of a board: which lines it has, in which order, and how much each of them takes."""

from tests.domain.giving import KWINTA, UNNAMED, bron
from tests.domain.situations import (
    ESIS,
    NOW,
    PARNASSYS,
    RIO,
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
from wizard.domain.draft import Told
from wizard.domain.mandate import Mandate, SystemChoice
from wizard.domain.plan.gift import Effort
from wizard.domain.plan.plan import Kind, Line, plan_of
from wizard.domain.school_facts import SchoolFacts

_ONES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def told(system: SystemChoice, brin: str, *mandates: Mandate) -> SchoolFacts:
    """Return a school of which somebody of the board told the LAS."""
    bare = school(*mandates, brin=brin)
    return SchoolFacts(bare.school, bare.season, bare.mandates, None, Told(system, NOW, "Anna"))


def using(system: SystemChoice, count: int, row: str = "A") -> list[SchoolFacts]:
    """Return so many schools of which the LAS was told."""
    return [told(system, f"99{row}{letter}") for letter in _ONES[:count]]


def lines(*schools: SchoolFacts, retired: tuple[str, ...] = ()) -> list[Line]:
    return list(plan_of(board(*schools), retired).lines)


def brins(line: Line) -> list[str]:
    return [each.school.brin for each in line.schools]


def test_the_schools_of_each_las_take_two_mandates_and_two_copies() -> None:
    found = lines(*using(ESIS, 3), *using(PARNASSYS, 20, "B"), school(brin="99ZZ"))
    assert [(each.kind, each.system, len(each.schools)) for each in found] == [
        (Kind.GIVE, PARNASSYS, 20),
        (Kind.GIVE, ESIS, 3),
        (Kind.ASK, None, 1),
    ]
    assert [each.effort for each in found] == [Effort(2, 2), Effort(2, 2), Effort(0, 0)]


def test_one_school_alone_needs_no_copy() -> None:
    [line] = lines(*using(ESIS, 1))
    assert line.effort == Effort(2, 0)


def test_what_one_school_has_is_copied_to_the_others() -> None:
    [line] = lines(school(recorded(RIO), recorded(TEST), brin="99ZA"), *using(PARNASSYS, 4))
    assert line.effort == Effort(0, 2)
    assert line.act is not None
    assert line.act.source.school.brin == "99ZA", "it begins where the mandates stand already"


def test_what_one_school_has_half_is_given_half() -> None:
    [line] = lines(told(PARNASSYS, "99ZA", recorded(RIO)), *using(PARNASSYS, 4))
    assert line.effort == Effort(1, 2)
    assert line.act is not None
    assert [each.services for each in line.act.included] == [(TEST,), *[(RIO, TEST)] * 4]


def test_a_mandate_with_an_end_is_not_copied() -> None:
    ending = recorded(RIO, ends_on=TODAY + days(200))
    [line] = lines(told(PARNASSYS, "99ZA", ending, recorded(TEST)), *using(PARNASSYS, 3))
    assert line.effort == Effort(1, 2)
    assert brins(line) == ["99AA", "99AB", "99AC"], "until then its RIO is arranged"


def test_what_is_saved_is_recorded_by_the_act_that_saved_it() -> None:
    first = [
        school(
            saved(RIO, brin=brin, receipt="MW-1"), saved(TEST, brin=brin, receipt="MW-1"), brin=brin
        )
        for brin in ("99AA", "99AB", "99AC")
    ]
    other = school(saved(RIO, brin="99AD", receipt="MW-2"), recorded(TEST), brin="99AD")
    found = lines(*first, other)
    assert [(each.kind, each.receipt, brins(each)) for each in found] == [
        (Kind.RECORD, "MW-1", ["99AA", "99AB", "99AC"]),
        (Kind.RECORD, "MW-2", ["99AD"]),
    ]
    assert [each.effort for each in found] == [Effort(1, 1) + Effort(0, 1), Effort(1, 0)]


def test_a_problem_stands_first_and_by_itself() -> None:
    stuck = school(saved(RIO, problem_at=NOW), saved(TEST), brin="99AA")
    found = lines(*using(ESIS, 2, "B"), stuck)
    assert [each.kind for each in found] == [Kind.PROBLEM, Kind.RECORD, Kind.GIVE]


def test_a_school_that_waits_is_not_asked_again() -> None:
    waiting = (school(draft=parked(RIO, TEST)), school(bron(ESIS), draft=parked(), brin="99AB"))
    plan = plan_of(board(*waiting))
    assert [(each.kind, len(each.schools)) for each in plan.lines] == [(Kind.WAIT, 2)]
    assert (plan.count(Kind.WAIT), plan.count(Kind.ASK)) == (2, 0)


def test_an_answer_goes_before_what_was_told_and_that_before_an_old_mandate() -> None:
    bare = school(bron(ESIS))
    said = SchoolFacts(bare.school, bare.season, bare.mandates, None, Told(KWINTA, NOW, "Anna"))
    answering = draft(RIO, system=PARNASSYS)
    answered = SchoolFacts(bare.school, bare.season, bare.mandates, answering, said.told)
    assert [lines(each)[0].system for each in (bare, said, answered)] == [ESIS, KWINTA, PARNASSYS]


def test_a_las_that_is_gone_is_asked_again() -> None:
    old = SystemChoice("schooloas", "SchoolOAS", "Dotcomschool")
    [line] = lines(school(bron(old)), retired=("schooloas",))
    assert line.kind is Kind.ASK


def test_what_somebody_arranges_for_a_school_by_itself_is_finished_there() -> None:
    alone = {
        "a day of its own": school(draft=draft(RIO, system=ESIS, starts_on=TODAY + days(3))),
        "a name to fill in": school(draft=draft(RIO, system=UNNAMED)),
        "an old mandate that ends soon": school(
            recorded(RIO, system=PARNASSYS, ends_on=TODAY), draft=draft(RIO, system=ESIS)
        ),
        "a change of what stands": school(
            recorded(RIO), recorded(TEST), draft=draft(RIO, system=ESIS)
        ),
    }
    for what, facts in alone.items():
        assert [each.kind for each in lines(facts)] == [Kind.FINISH], what


def test_a_school_with_another_las_for_one_service_keeps_it() -> None:
    """The Eindtoets with ESIS, RIO as it stands: nobody asked to replace that."""
    [line] = lines(told(ESIS, "99AA", recorded(RIO, system=PARNASSYS)))
    assert line.act is not None
    assert [each.services for each in line.act.included] == [(TEST,)]


def test_nothing_is_left_when_all_is_arranged() -> None:
    assert lines(school(recorded(RIO), recorded(TEST))) == []
    assert lines() == []
