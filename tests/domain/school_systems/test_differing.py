"""Which mandates of another LAS the register knows, when a school is said to use one."""

from dataclasses import replace

import pytest

from tests.domain.giving import BOTH, GIVER, KWINTA, TOMORROW, UNNAMED, bron, source
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
from wizard.domain.copying.copies import target_of
from wizard.domain.draft import Told
from wizard.domain.las_change.candidates import line_of
from wizard.domain.las_change.change import Change
from wizard.domain.mandate import Mandate
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.school_systems.differing import (
    differing,
    differing_after,
    differing_as_told,
    differing_beside,
    differing_now,
    schools_that_differ,
)
from wizard.domain.school_systems.reported import Telling

_OLD = TODAY - days(900)
_RIO = recorded(RIO, system=ESIS, starts_on=_OLD)
_VERZUIM = recorded("verzuim", system=ESIS, starts_on=_OLD)
_LATER = TODAY + days(50)


def _ending(days_from_now: int) -> Mandate:
    return replace(_RIO, ends_on=TODAY + days(days_from_now))


#: What the school has, and which of it differs from ParnasSys as from today.
SITUATIONS: dict[str, tuple[list[Mandate], list[Mandate]]] = {
    "nothing is known": ([], []),
    "the same LAS": ([bron(PARNASSYS), recorded(RIO)], []),
    "another one for BRON po": ([bron(ESIS)], [bron(ESIS)]),
    "another one for BRON po alone": ([bron(ESIS), recorded(RIO)], [bron(ESIS)]),
    "another one for the verzuimregister": ([_VERZUIM], [_VERZUIM]),
    "another one for RIO": ([_RIO], [_RIO]),
    "another one for several": ([bron(ESIS), _RIO], [bron(ESIS), _RIO]),
    "two others": ([bron(KWINTA), _RIO], [bron(KWINTA), _RIO]),
    "another one that ended": ([_ending(-1)], []),
    "another one with today as its last day": ([_ending(0)], []),
    "another one that ends some day": ([_ending(9)], [_ending(9)]),
    "another one that is planned": (
        [replace(_RIO, starts_on=_LATER)],
        [replace(_RIO, starts_on=_LATER)],
    ),
    "another one that nobody saw in the register": ([saved(RIO, system=ESIS)], []),
    "another one that was undone": (
        [recorded(RIO, system=ESIS, starts_on=_LATER, ends_on=_LATER - days(1))],
        [],
    ),
    "both stay for that service": ([_RIO, recorded(RIO)], []),
    "both stay, and this one waits to be recorded": ([_RIO, saved(RIO)], []),
    "both stay for one service, and not for another": (
        [_RIO, recorded(RIO), bron(ESIS)],
        [bron(ESIS)],
    ),
    "replaced later: it ends as this one begins": (
        [_ending(49), recorded(RIO, starts_on=_LATER)],
        [],
    ),
    "this one had a mandate for it, until yesterday": (
        [_RIO, recorded(RIO, ends_on=TODAY - days(1))],
        [_RIO],
    ),
    "this one had a mandate for it that was taken back": (
        [_RIO, saved(RIO, ends_on=TOMORROW)],
        [_RIO],
    ),
}


@pytest.mark.parametrize(("mandates", "found"), SITUATIONS.values(), ids=SITUATIONS)
def test_what_differs_from_a_las(mandates: list[Mandate], found: list[Mandate]) -> None:
    assert list(differing(school(*mandates), PARNASSYS)) == found


def test_a_las_without_a_name_yet_differs_from_nothing() -> None:
    assert differing(school(bron(ESIS)), UNNAMED) == ()


def test_what_an_act_says_itself_differs_no_second_time_and_the_rest_does() -> None:
    facts = school(bron(ESIS), _RIO)
    assert differing(facts, PARNASSYS, given=[RIO]) == (bron(ESIS),)
    assert differing(facts, PARNASSYS, given=[RIO, "bron-po"]) == ()


@pytest.mark.parametrize(("last", "differs"), [(49, False), (50, False), (51, True)])
def test_what_is_over_as_the_act_begins_does_not_differ(last: int, differs: bool) -> None:
    found = differing(school(_ending(last)), PARNASSYS, first_day=_LATER)
    assert found == ((_ending(last),) if differs else ())


def test_what_this_las_has_until_then_does_not_count_either() -> None:
    facts = school(_RIO, recorded(RIO, ends_on=_LATER - days(1)))
    assert differing(facts, PARNASSYS) == ()
    assert differing(facts, PARNASSYS, first_day=_LATER) == (_RIO,)


_TOLD = Told(PARNASSYS, NOW, "Anna")
#: A school, and for which services the register knows another LAS than we do.
NOW_KNOWN = {
    "nobody said anything": (school(bron(ESIS)), ""),
    "the newest mandate tells": (school(bron(ESIS), recorded(RIO)), "bron-po"),
    "the same was told": (replace(school(bron(PARNASSYS)), told=_TOLD), ""),
    "another one was told": (replace(school(bron(ESIS), _RIO), told=_TOLD), "bron-po rio"),
    "another one was chosen": (
        school(bron(ESIS), draft=draft(RIO, system=PARNASSYS)),
        "bron-po",
    ),
    "chosen, and nobody asked about the old one yet": (
        school(bron(ESIS), _RIO, draft=draft(RIO, system=PARNASSYS)),
        "bron-po rio",
    ),
    "chosen, and the old one ends by it": (
        school(bron(ESIS), _RIO, draft=draft(RIO, system=PARNASSYS, keep_old=False)),
        "bron-po",
    ),
    "chosen, and the old one is kept": (
        school(bron(ESIS), _RIO, draft=draft(RIO, system=PARNASSYS, keep_old=True)),
        "bron-po",
    ),
    "kept for one service, and another one differs": (
        school(_RIO, draft=draft(TEST, system=PARNASSYS, keep_old=True)),
        "rio",
    ),
    "chosen from a day on which the old one is over": (
        school(_ending(9), draft=draft(TEST, system=PARNASSYS, starts_on=_LATER)),
        "",
    ),
    "asked": (school(bron(ESIS), recorded(RIO), draft=parked(TEST)), ""),
    "a name is still to come": (school(bron(ESIS), draft=draft(RIO, system=UNNAMED)), ""),
    "busy, no LAS yet": (school(bron(ESIS), draft=draft(RIO)), ""),
}


@pytest.mark.parametrize(("facts", "services"), NOW_KNOWN.values(), ids=NOW_KNOWN)
def test_what_differs_from_what_is_known(facts: SchoolFacts, services: str) -> None:
    assert " ".join(each.service for each in differing_now(facts)) == services


def test_it_is_gone_when_the_old_mandate_ended_or_another_las_was_told() -> None:
    facts = replace(school(_RIO), told=_TOLD)
    assert differing_now(facts) == (_RIO,)
    assert differing_now(replace(facts, mandates=(_ending(0),))) == ()
    assert differing_now(replace(facts, told=Told(ESIS, NOW, "Anna"))) == ()


def test_telling_a_las_ends_no_mandate_and_begins_none() -> None:
    facts = school(bron(ESIS), _RIO, draft=draft(RIO))
    assert differing_as_told(Telling(facts, PARNASSYS)) == (bron(ESIS), _RIO)
    assert differing_as_told(Telling(facts, ESIS)) == ()
    assert differing_as_told(Telling(facts, None)) == (), "the school is asked"


def test_a_copy_leaves_what_it_gives_no_mandate_for() -> None:
    there = school(bron(ESIS), draft=parked(*BOTH))
    target = target_of(there, source())
    assert target.may_go_along
    assert differing_after(target, source()) == (bron(ESIS),)
    assert differing_after(target_of(school(bron(PARNASSYS)), source()), source()) == ()


def test_a_change_of_las_says_nothing_of_a_third_one() -> None:
    change = Change(ESIS, PARNASSYS, TODAY, TOMORROW)
    facts = school(bron(KWINTA), _RIO, replace(_VERZUIM, ends_on=TODAY - days(1)))
    assert differing_beside(line_of(facts, change), PARNASSYS, TOMORROW) == (bron(KWINTA),)
    stays = school(_RIO, recorded(TEST, system=ESIS, starts_on=_LATER))
    assert line_of(stays, change).kept
    assert differing_beside(line_of(stays, change), PARNASSYS, TOMORROW) == ()


def test_a_board_has_them_in_its_own_order() -> None:
    one, other = (replace(school(bron(ESIS), brin=brin), told=_TOLD) for brin in ("99AD", "99AC"))
    assert schools_that_differ(board(one, GIVER, other)) == (one, other)
