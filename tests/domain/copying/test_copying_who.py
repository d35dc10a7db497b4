"""What can be copied from a school, and which of the board's other schools can go along."""

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
    parked,
    recorded,
    saved,
    school,
)
from wizard.domain.copying.copies import Group, Reason, Target, targets
from wizard.domain.copying.source import Source, of_mandates, sources
from wizard.domain.school_facts import SchoolFacts


def only(facts: SchoolFacts, source: Source) -> Target:
    """Return what is so for the only other school of the board."""
    [target] = targets(board(GIVER, facts), source)
    return target


class TestSources:
    def test_what_stands_in_the_register_and_has_no_end(self) -> None:
        facts = school(
            recorded(TEST),
            recorded(RIO, starts_on=TOMORROW),
            saved(RIO, system=ESIS),
            recorded(TEST, system=KWINTA, ends_on=TODAY + days(200)),
            recorded(RIO, system=KWINTA, ends_on=TODAY - days(1)),
        )
        [found] = sources(facts)
        assert (found.system, found.services, found.school) == (PARNASSYS, BOTH, facts.school)

    def test_each_las_is_copied_by_itself_and_the_newest_comes_first(self) -> None:
        older = [recorded(each, saved_at=recorded().saved_at - days(1)) for each in BOTH]
        facts = school(*older, recorded(TEST, system=ESIS))
        assert [(each.system, each.services) for each in sources(facts)] == [
            (ESIS, (TEST,)),
            (PARNASSYS, BOTH),
        ]

    def test_other_services_are_none_of_our_business(self) -> None:
        assert sources(school(bron(PARNASSYS))) == ()

    def test_answers_that_were_not_saved_are_not_copied(self) -> None:
        assert sources(school(draft=draft(RIO, system=PARNASSYS))) == ()

    @pytest.mark.parametrize(
        ("began", "first"), [(TODAY - days(99), TODAY), (TODAY, TODAY), (TOMORROW, TOMORROW)]
    )
    def test_a_copy_begins_today_or_with_what_is_copied(self, began: object, first: object) -> None:
        [found] = sources(school(recorded(RIO, starts_on=began)))
        assert found.first_day(RIO) == first


#: A school; its group, what it lacks, and why it stays behind, when both are copied.
SITUATIONS = {
    "nothing is known": (school(), Group.ASK, BOTH, None),
    "busy, no LAS yet": (school(draft=draft(RIO, TEST)), Group.ASK, BOTH, None),
    "parked": (school(draft=parked(*BOTH)), Group.ASK, BOTH, None),
    "parked, though it mandated this LAS earlier": (
        school(bron(PARNASSYS), draft=parked(*BOTH)),
        *(Group.ASK, BOTH, None),
    ),
    "parked, and it mandated another LAS": (
        school(bron(ESIS), draft=parked(*BOTH)),
        *(Group.ASK, BOTH, None),
    ),
    "parked, and another LAS has one of them": (
        school(recorded(TEST, system=ESIS), draft=parked(*BOTH)),
        *(Group.OTHER, BOTH, Reason.OTHER_MANDATE),
    ),
    "an earlier mandate of this LAS": (school(bron(PARNASSYS)), Group.CAN, BOTH, None),
    "an earlier mandate of another LAS": (
        school(bron(ESIS)),
        *(Group.OTHER, BOTH, Reason.OTHER_SYSTEM),
    ),
    "the newest of two counts": (school(bron(ESIS), bron(PARNASSYS)), Group.CAN, BOTH, None),
    "answered: this LAS": (
        school(bron(ESIS), draft=draft(RIO, TEST, system=PARNASSYS)),
        *(Group.CAN, BOTH, None),
    ),
    "answered: another LAS": (
        school(bron(PARNASSYS), draft=draft(RIO, system=ESIS)),
        *(Group.OTHER, BOTH, Reason.OTHER_SYSTEM),
    ),
    "answered: a LAS without a name yet": (
        school(bron(PARNASSYS), draft=draft(RIO, system=UNNAMED)),
        *(Group.OTHER, BOTH, Reason.OTHER_SYSTEM),
    ),
    "has one of them": (school(recorded(RIO)), Group.CAN, (TEST,), None),
    "saved and not recorded is had": (school(saved(TEST)), Group.CAN, (RIO,), None),
    "begins later": (
        school(recorded(RIO, starts_on=TODAY + days(50)), recorded(TEST)),
        *(Group.HAS, (), Reason.HAS),
    ),
    "has both": (school(recorded(RIO), saved(TEST)), Group.HAS, (), Reason.HAS),
    "taken back is not had": (school(saved(RIO, ends_on=TOMORROW)), Group.ASK, BOTH, None),
    "ended is not had": (school(recorded(RIO, ends_on=TODAY - days(1))), Group.ASK, BOTH, None),
    "ends some day": (
        school(recorded(RIO, ends_on=TODAY + days(200)), recorded(TEST)),
        *(Group.OTHER, (RIO,), Reason.ENDS),
    ),
    "ends today": (school(recorded(RIO, ends_on=TODAY)), Group.OTHER, BOTH, Reason.ENDS),
    "another LAS for one of them": (
        school(bron(PARNASSYS), recorded(TEST, system=ESIS)),
        *(Group.OTHER, BOTH, Reason.OTHER_MANDATE),
    ),
    "a newer answer does not end the mandate of another LAS": (
        school(recorded(TEST, system=ESIS), draft=draft(TEST, system=PARNASSYS, keep_old=False)),
        *(Group.OTHER, BOTH, Reason.OTHER_MANDATE),
    ),
    "another LAS from some day on": (
        school(recorded(RIO, system=ESIS, starts_on=TODAY + days(50))),
        *(Group.OTHER, BOTH, Reason.OTHER_MANDATE),
    ),
    "two systems side by side": (
        school(*map(recorded, BOTH), *(recorded(each, system=ESIS) for each in BOTH)),
        *(Group.HAS, (), Reason.HAS),
    ),
    "answered: this LAS, from today": (
        school(draft=draft(RIO, system=PARNASSYS, starts_on=TODAY)),
        *(Group.CAN, BOTH, None),
    ),
    "answered: this LAS, from tomorrow": (
        school(draft=draft(RIO, system=PARNASSYS, starts_on=TOMORROW)),
        *(Group.OTHER, BOTH, Reason.OWN_ANSWERS),
    ),
    "the later day is for what it has already": (
        school(recorded(RIO), draft=draft(RIO, system=PARNASSYS, starts_on=TOMORROW)),
        *(Group.CAN, (TEST,), None),
    ),
}


class TestTargets:
    @pytest.mark.parametrize(
        ("facts", "group", "services", "reason"), SITUATIONS.values(), ids=SITUATIONS
    )
    def test_who_can_go_along(
        self, facts: SchoolFacts, group: Group, services: tuple[str, ...], reason: Reason | None
    ) -> None:
        target = only(facts, source())
        assert (target.group, target.services, target.reason) == (group, services, reason)
        assert target.may_go_along is (reason is None)

    def test_every_group_has_a_situation_and_every_reason_that_looks_at_a_school(self) -> None:
        assert {group for _, group, _, _ in SITUATIONS.values()} == set(Group)
        reasons = {reason for *_, reason in SITUATIONS.values() if reason}
        assert reasons == set(Reason) - {Reason.NOT_CHOSEN, Reason.GONE, Reason.UNKNOWN}

    def test_all_others_in_the_order_of_the_board_and_not_the_school_itself(self) -> None:
        others = [school(brin=brin) for brin in ("99AC", "99AA", "99AD")]
        found = targets(board(others[0], GIVER, *others[1:]), source())
        assert [each.facts for each in found] == others

    def test_what_is_not_copied_does_not_stand_in_the_way(self) -> None:
        facts = school(bron(PARNASSYS), recorded(TEST, system=ESIS, ends_on=TODAY + days(9)))
        facts = replace(facts, draft=draft(TEST, system=PARNASSYS, starts_on=TOMORROW))
        target = only(facts, source(RIO))
        assert (target.group, target.services) == (Group.CAN, (RIO,))

    def test_another_las_that_is_over_before_the_copy_begins_leaves_room(self) -> None:
        switching = school(
            recorded(RIO, system=ESIS, ends_on=TODAY), draft=draft(RIO, system=PARNASSYS)
        )
        later = only(switching, source(RIO, starts_on=TOMORROW))
        today = only(switching, source(RIO))
        assert (later.group, today.group) == (Group.CAN, Group.OTHER)

    def test_a_day_of_its_own_before_the_copies_is_no_reason_to_wait(self) -> None:
        facts = school(draft=draft(RIO, system=PARNASSYS, starts_on=TOMORROW))
        assert only(facts, source(RIO, starts_on=TODAY + days(2))).group is Group.CAN

    def test_a_day_of_its_own_counts_for_each_service_by_itself(self) -> None:
        """RIO would be copied from today on, whenever the Eindtoets begins."""
        mandates = (recorded(RIO), recorded(TEST, starts_on=TODAY + days(9)))
        facts = school(draft=draft(RIO, TEST, system=PARNASSYS, starts_on=TOMORROW))
        target = only(facts, of_mandates(GIVER.school, PARNASSYS, mandates, TODAY))
        assert (target.reason, target.day) == (Reason.OWN_ANSWERS, TOMORROW)

    def test_it_says_which_las_and_which_day_stand_in_the_way(self) -> None:
        end = TODAY + days(200)
        told = [
            only(school(bron(ESIS)), source()),
            only(school(recorded(RIO, ends_on=end)), source()),
            only(school(draft=draft(RIO, system=PARNASSYS, starts_on=TOMORROW)), source()),
        ]
        assert [(each.system, each.day) for each in told] == [
            (ESIS, None),
            (PARNASSYS, end),
            (PARNASSYS, TOMORROW),
        ]
