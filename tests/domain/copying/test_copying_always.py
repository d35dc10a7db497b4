"""What is so of every copy, whatever the schools of a board have, answered and were ticked for."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.situations import (
    ESIS,
    NOW,
    PARNASSYS,
    RIO,
    SEASON,
    TEST,
    TODAY,
    board,
    days,
    draft,
    recorded,
    saved,
    school,
)
from tests.ways import rounds
from wizard.domain.copying.copies import Copy, Reason, copy_to
from wizard.domain.copying.source import Source, sources
from wizard.domain.draft import Draft
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import OTHER_SYSTEM, Mandate, SystemChoice
from wizard.domain.school_facts import SchoolFacts

_GONE = ["99ZY", "99ZZ"]
_SYSTEMS = [PARNASSYS, ESIS, SystemChoice(f"{OTHER_SYSTEM}/kwinta", "Kwinta", "")]
_UNNAMED = SystemChoice(OTHER_SYSTEM, "", "")
_SERVICES = [RIO, TEST, "bron-po"]
_Wanted = dict[str, tuple[str, ...]]

_DAYS = st.integers(-2, 2).map(lambda count: TODAY + days(count))
_MANDATES = st.builds(
    lambda make, *given: make(given[0], system=given[1], starts_on=given[2], ends_on=given[3]),
    st.sampled_from([recorded, saved]),
    st.sampled_from(_SERVICES),
    st.sampled_from(_SYSTEMS),
    _DAYS,
    st.none() | _DAYS,
)
_DRAFTS = st.none() | st.builds(
    lambda services, **answers: draft(*services, **answers),
    st.lists(st.sampled_from([RIO, TEST]), unique=True),
    system=st.none() | st.sampled_from([*_SYSTEMS, _UNNAMED]),
    starts_on=st.none() | _DAYS,
    parked_at=st.none() | st.just(NOW),
)


def _twinless(mandates: list[Mandate]) -> tuple[Mandate, ...]:
    """Leave out what no register has: two without an end for one service and one system."""
    kept: dict[object, Mandate] = {}
    for count, each in enumerate(mandates):
        kept.setdefault(count if each.ends_on else (each.service, each.system.key), each)
    return tuple(kept.values())


def _school(brin: str, mandates: list[Mandate], answers: Draft | None) -> SchoolFacts:
    return school(*_twinless(mandates), draft=answers, brin=brin)


def _schools(brin: str) -> st.SearchStrategy[SchoolFacts]:
    return st.builds(_school, st.just(brin), st.lists(_MANDATES, max_size=4), _DRAFTS)


_GIVERS = st.builds(
    lambda system, begins: school(
        *(recorded(each, system=system, starts_on=day) for each, day in begins.items()),
        brin="99AB",
    ),
    st.sampled_from(_SYSTEMS),
    st.dictionaries(st.sampled_from([RIO, TEST]), _DAYS, min_size=1),
)
_BOARDS = st.builds(board, _GIVERS, *map(_schools, ("99AA", "99AC", "99AD")))
_WANTED = st.dictionaries(
    st.sampled_from(["99AA", "99AB", "99AC", "99AD", *_GONE]),
    st.lists(st.sampled_from([*_SERVICES, "junk"]), unique=True).map(tuple),
)


def _source(facts: BoardFacts) -> Source:
    [found] = sources(facts.schools[0])
    return found


def _others(facts: BoardFacts) -> list[str]:
    return [each.school.brin for each in facts.schools[1:]]


def _given(copy: Copy) -> list[tuple[SchoolFacts, str]]:
    return [(each.facts, service) for each in copy.included for service in each.services]


@settings(max_examples=rounds(120, 200), deadline=None)
@given(_BOARDS, _WANTED)
def test_whatever_is_copied(facts: BoardFacts, wanted: _Wanted) -> None:
    """Drawing the schools takes the time, so each of these is asked of the same ones."""
    copy = copy_to(facts, _source(facts), wanted)
    _never_more_than_was_seen_and_nothing_that_the_school_has(facts, copy, wanted)
    _no_school_gets_a_las_that_is_known_to_be_another_one(facts, copy)
    _each_other_school_goes_along_or_stays_behind_and_who_is_gone_is_told(facts, copy, wanted)
    _done_once_there_is_nothing_left_to_do(facts, copy, wanted)


def _never_more_than_was_seen_and_nothing_that_the_school_has(
    facts: BoardFacts, copy: Copy, wanted: _Wanted
) -> None:
    source = _source(facts)
    for target, service in _given(copy):
        assert service in wanted[target.school.brin]
        assert service in source.services
        endless = [each for each in target.live(service) if each.ends_on is None]
        assert source.system.key not in {each.system.key for each in endless}


def _no_school_gets_a_las_that_is_known_to_be_another_one(facts: BoardFacts, copy: Copy) -> None:
    source = _source(facts)
    for target, service in _given(copy):
        answered, suggested = target.system, None if target.is_parked else target.suggestion
        known = answered or (suggested.system if suggested else source.system)
        assert known.key == source.system.key
        first_day = source.first_day(service)
        standing = [each for each in target.live(service) if not each.ends_before(first_day)]
        assert {each.system.key for each in standing} == set()


@settings(max_examples=rounds(60, 100), deadline=None)
@given(_GIVERS, st.lists(_DRAFTS, min_size=6, max_size=6))
def test_no_school_gets_a_day_before_the_one_that_was_answered_for_it(
    giver: SchoolFacts, answers: list[Draft | None]
) -> None:
    brins = [f"99B{letter}" for letter in "ABCDEF"]
    facts = board(giver, *map(_school, brins, [[]] * len(brins), answers))
    source = _source(facts)
    for target, service in _given(copy_to(facts, source, dict.fromkeys(brins, source.services))):
        if service in target.pending:
            assert target.first_day <= source.first_day(service)


def _each_other_school_goes_along_or_stays_behind_and_who_is_gone_is_told(
    facts: BoardFacts, copy: Copy, wanted: _Wanted
) -> None:
    along = [each.facts.school.brin for each in copy.included]
    left = [each.brin for each in copy.left if each.reason is not Reason.GONE]
    gone = [each.brin for each in copy.left if each.reason is Reason.GONE]
    assert sorted(along + left) == sorted(_others(facts))
    assert gone == sorted(wanted.keys() & set(_GONE))
    assert {each.brin for each in copy.refused} == wanted.keys() - set(along) - {"99AB"}


def _done_once_there_is_nothing_left_to_do(facts: BoardFacts, copy: Copy, wanted: _Wanted) -> None:
    now = _after(facts, copy)
    assert copy_to(now, _source(now), wanted).included == ()


def _after(facts: BoardFacts, copy: Copy) -> BoardFacts:
    """Return the board as it stands once the copy was made."""
    new = {brin: list[Mandate]() for brin in _others(facts)}
    for each in copy.mandates("MW-1"):
        new[each.brin].append(
            saved(each.service, system=each.system, starts_on=each.starts_on, receipt=each.receipt)
        )
    return replace(
        facts,
        schools=tuple(
            SchoolFacts(
                each.school,
                SEASON,
                (*each.mandates, *new.get(each.school.brin, ())),
                each.draft,
            )
            for each in facts.schools
        ),
    )
