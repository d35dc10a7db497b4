"""Telling the LAS of several schools at once: what is kept, what stays, and who was first."""

from collections.abc import Mapping

import pytest

from tests.actions.copies import (
    BOTH,
    ESIS,
    OTHERS,
    PARNASSYS,
    answered,
    events,
    facts,
    has,
    school,
    written,
)
from wizard.actions.school_systems import reporting
from wizard.actions.work import Work
from wizard.domain.errors import ChangedMeanwhile
from wizard.domain.mandate import SystemChoice
from wizard.domain.school_systems.reported import fingerprint_of, tellings

_FIRST, _SECOND, _THIRD = OTHERS[:3]


def tell(work: Work, uses: Mapping[str, SystemChoice | None], *, seen: str | None = None) -> int:
    """Keep this, as the page that was sent asks for it."""
    board = facts(work)
    said = tellings(board, uses)
    return reporting.tell(
        work, board.board, said, seen=fingerprint_of(said) if seen is None else seen
    )


def known(work: Work, brin: str) -> str | None:
    """Return the name of the LAS that a school is known to use."""
    system = school(work, brin).known_system
    return system.name if system else None


def test_each_school_gets_its_own_las_and_an_event(anna: Work) -> None:
    assert tell(anna, {_FIRST: ESIS, _SECOND: ESIS, _THIRD: PARNASSYS}) == 2
    assert [known(anna, brin) for brin in OTHERS[:3]] == ["ESIS", "ESIS", "ParnasSys"]
    noted = [(each.brin, each.person_id) for each in events(anna, "system_told")]
    assert sorted(noted) == [(_FIRST, anna.person.id), (_SECOND, anna.person.id)]


def test_nothing_is_a_mandate_and_nothing_ends(anna: Work) -> None:
    has(anna, _FIRST)
    before = school(anna, _FIRST).mandates
    tell(anna, {_FIRST: ESIS, _SECOND: ESIS})
    assert school(anna, _FIRST).mandates == before
    assert school(anna, _SECOND).open_services == BOTH


def test_who_was_waited_for_is_waited_for_no_more(anna: Work) -> None:
    answered(anna, _FIRST, system=None, parked_at=anna.now)
    tell(anna, {_FIRST: ESIS})
    found = school(anna, _FIRST)
    assert (found.is_parked, found.system, found.pending) == (False, ESIS, BOTH)


def test_an_answer_about_another_las_goes_with_that_las(anna: Work) -> None:
    answered(anna, _FIRST, system=PARNASSYS, keep_old=True)
    version = school(anna, _FIRST).draft.version  # type: ignore[union-attr]
    tell(anna, {_FIRST: ESIS})
    draft = school(anna, _FIRST).draft
    assert draft is not None
    assert (draft.system, draft.keep_old) == (ESIS, None)
    assert draft.version > version, "who has the old page open must look again"


def test_a_service_that_was_chosen_stays_chosen(anna: Work) -> None:
    answered(anna, _FIRST, "rio")
    tell(anna, {_FIRST: ESIS})
    assert school(anna, _FIRST).pending == ("rio",)


class TestNobodyKnows:
    def test_the_schools_are_asked(self, anna: Work) -> None:
        answered(anna, _FIRST, "rio", system=PARNASSYS)
        assert tell(anna, {_FIRST: None, _SECOND: None}) == 2
        assert [school(anna, brin).is_parked for brin in OTHERS[:3]] == [True, True, False]
        assert school(anna, _FIRST).pending == ("rio",)
        assert school(anna, _SECOND).pending == BOTH
        assert [each.brin for each in events(anna, "parked")] == [_FIRST, _SECOND]

    def test_what_was_told_before_is_forgotten(self, anna: Work) -> None:
        tell(anna, {_FIRST: ESIS})
        tell(anna, {_FIRST: None})
        assert school(anna, _FIRST).told is None

    def test_a_school_that_has_everything_is_asked_nothing(self, anna: Work) -> None:
        has(anna, _FIRST)
        assert tell(anna, {_FIRST: None}) == 0
        assert not school(anna, _FIRST).is_parked


def test_told_twice_is_kept_once(anna: Work) -> None:
    tell(anna, {_FIRST: ESIS})
    before = written(anna)
    assert tell(anna, {_FIRST: ESIS}) == 0
    assert written(anna) == before


def test_a_colleague_was_first(anna: Work, bart: Work) -> None:
    seen = fingerprint_of(tellings(facts(anna), {_FIRST: ESIS, _SECOND: ESIS}))
    tell(bart, {_FIRST: None})
    before = written(anna)
    with pytest.raises(ChangedMeanwhile):
        tell(anna, {_FIRST: ESIS, _SECOND: ESIS}, seen=seen)
    assert written(anna) == before
    assert known(anna, _SECOND) == "ParnasSys"
