"""What undoing an act would do, from facts made by hand."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.situations import (
    ESIS,
    NOW,
    PARNASSYS,
    RIO,
    TEST,
    TODAY,
    board,
    days,
    recorded,
    saved,
    school,
)
from wizard.domain.mandate import Life, Mandate
from wizard.domain.receipt import OperationKind, Receipt
from wizard.domain.receipts.undo import Earlier, To, Undoing, undoing_of
from wizard.domain.remains import Why

_NUMBER, _OTHER = "MW-2026-00001", "MW-2026-00002"
_RECEIPT = Receipt(_NUMBER, OperationKind.SAVE, "99001", "U geeft …", NOW, "Anna de Wit")
_LATER = NOW + timedelta(minutes=3)


def _undoing(
    *mandates: Mandate, earlier: tuple[Earlier, ...] = (), by_hand: bool = False
) -> Undoing:
    return undoing_of(board(school(*mandates)), _RECEIPT, earlier, by_hand=by_hand)


def _given(service: str = RIO, *, key: int = 1, **changes: Any) -> Mandate:
    return recorded(service, id=key, receipt=_NUMBER, **changes)


def _old(ends_on: date = TODAY, *, by: str = _NUMBER, **changes: Any) -> Mandate:
    """Return a mandate of the old LAS that an operation ended; nobody saw that end yet."""
    fields: dict[str, Any] = {
        "id": 9,
        "system": ESIS,
        "receipt": None,
        "starts_on": TODAY - days(900),
        "end_recorded_at": None,
    }
    return recorded(**{**fields, "ends_on": ends_on, "end_receipt": by, **changes})


def _before(mandate: Mandate, act: str = _NUMBER, **changes: Any) -> Earlier:
    """Return how it stood before the act: without an end, unless told."""
    found = Earlier(act, mandate.id, mandate.starts_on, None, None)
    return replace(found, **changes)


class TestWithinTenMinutes:
    @pytest.mark.parametrize(
        ("passed", "may"),
        [
            (timedelta(0), True),
            (timedelta(minutes=10), True),
            (timedelta(minutes=10, microseconds=1), False),
            (timedelta(days=1), False),
        ],
    )
    def test_and_not_after(self, passed: timedelta, may: bool) -> None:
        assert _RECEIPT.may_be_undone("99001", NOW + passed) is may

    def test_only_by_the_board_that_saved(self) -> None:
        assert not _RECEIPT.may_be_undone("99006", NOW)

    def test_only_once(self) -> None:
        assert not replace(_RECEIPT, undone_at=NOW).may_be_undone("99001", NOW)


class TestNeverHeld:
    """A mandate whose last day lies before its first."""

    @pytest.mark.parametrize("first", [TODAY, TODAY + days(1), TODAY + days(300)])
    def test_it_is_over_on_each_day(self, first: date) -> None:
        undone = recorded(starts_on=first, ends_on=TODAY - days(1))
        assert undone.is_undone
        assert undone.is_taken_back
        assert undone.life(TODAY) is Life.ENDED
        assert not any(undone.covers(first + days(each), TODAY) for each in range(3))
        assert school(undone).open_services == (RIO, TEST)
        assert school(undone).suggestion is None
        assert board(school(undone)).last_receipt is None

    def test_one_that_held_for_a_day_is_none(self) -> None:
        assert not recorded(starts_on=TODAY, ends_on=TODAY).is_undone
        assert not recorded(starts_on=TODAY).is_undone


def test_what_the_act_gave_is_taken_back_and_nothing_else() -> None:
    theirs = recorded(TEST, id=2, receipt=_OTHER)
    found = _undoing(_given(), theirs)
    assert [part.mandate.id for part in found.taken_back] == [1]
    assert (found.restored, found.remains) == ((), ())


def test_the_old_las_goes_on() -> None:
    found = _undoing(_old(), _given(), earlier=(_before(_old()),))
    assert [(part.mandate.id, part.to_see) for part in found.restored] == [(9, To.NOTHING)]


class TestStays:
    def test_an_end_that_somebody_set_since(self) -> None:
        ended = _given(ends_on=TODAY + days(3), ended_at=_LATER)
        found = _undoing(_old(), ended, earlier=(_before(_old()),))
        assert found.parts == ()
        assert [(each.why, each.system) for each in found.stays] == [
            (Why.ENDED, "ParnasSys"),
            (Why.OLD, "ESIS"),
        ]

    def test_an_old_one_that_was_ended_again_since(self) -> None:
        old = _old(by=_OTHER)
        found = _undoing(old, _given(), earlier=(_before(old),))
        assert [part.mandate.id for part in found.parts] == [1]
        assert [each.why for each in found.stays] == [Why.OLD]

    def test_an_old_one_of_which_there_is_a_new_one_by_now(self) -> None:
        anew = recorded(id=12, system=ESIS, receipt=_OTHER)
        found = _undoing(_old(), _given(), anew, earlier=(_before(_old()),))
        assert [part.mandate.id for part in found.parts] == [1]

    def test_what_another_act_let_begin_sooner(self) -> None:
        again = recorded(id=1, receipt=_OTHER)
        found = _undoing(again, earlier=(_before(again, _OTHER, earlier=_NUMBER),))
        assert [(each.why, each.receipt) for each in found.stays] == [(Why.SAVED_AGAIN, _OTHER)]

    def test_a_copy_that_was_made_of_it(self) -> None:
        copy = Receipt(
            _OTHER, OperationKind.COPY, "99001", "U kopieert …", _LATER, "Bart", source="99AA"
        )
        facts = board(school(_given()))
        [stays] = undoing_of(facts, _RECEIPT, (), (copy,), by_hand=False).stays
        assert (stays.why, stays.receipt, stays.name) == (Why.COPIED, _OTHER, "School 99AA")


class TestByHand:
    def test_what_was_seen_there_and_what_may_stand_there(self) -> None:
        unseen = saved(TEST, id=2, receipt=_NUMBER, starts_on=TODAY + days(4))
        found = _undoing(_given(), unseen, by_hand=True)
        assert [(each.service, each.day, each.is_certain) for each in found.in_osr] == [
            (RIO, TODAY, True),
            (TEST, TODAY + days(4), False),
        ]

    @pytest.mark.parametrize("seen", [True, False])
    def test_the_end_of_the_old_las_is_to_go_there_when_somebody_saw_it(self, seen: bool) -> None:
        old = _old(end_recorded_at=NOW if seen else None)
        found = _undoing(old, _given(), earlier=(_before(old),), by_hand=True)
        assert [part.to_see for part in found.restored] == [To.NO_END if seen else To.NOTHING]
        assert [(each.why, each.is_certain) for each in found.in_osr] == [
            (Why.OSR_END, True),
            (Why.OSR_OLD, seen),
        ]

    def test_an_end_of_before_is_to_be_put_back_there(self) -> None:
        old = _old(end_recorded_at=NOW)
        earlier = _before(old, ends_on=TODAY + days(90))
        found = _undoing(old, _given(), earlier=(earlier,), by_hand=True)
        assert [part.to_see for part in found.restored] == [To.EARLIER_END]
        assert [each.day for each in found.in_osr] == [TODAY, TODAY + days(90)]

    def test_of_two_diensten_only_the_one_that_was_seen_is_to_be_turned_back(self) -> None:
        olds = (_old(end_recorded_at=NOW), _old(service=TEST, id=8))
        unseen = saved(TEST, id=2, receipt=_NUMBER)
        earlier = tuple(_before(each) for each in olds)
        found = _undoing(*olds, _given(), unseen, earlier=earlier, by_hand=True)
        assert {part.mandate.service: part.to_see for part in found.restored} == {
            RIO: To.NO_END,
            TEST: To.NOTHING,
        }

    def test_what_never_stood_there_needs_nothing_there(self) -> None:
        old = _old(recorded_at=None)
        found = _undoing(old, _given(), earlier=(_before(old),), by_hand=True)
        assert [each.why for each in found.in_osr] == [Why.OSR_END]
        assert [part.to_see for part in found.restored] == [To.NOTHING]

    def test_in_a_register_of_ours_nothing_is_by_hand(self) -> None:
        assert _undoing(_old(), _given(), earlier=(_before(_old()),)).in_osr == ()


class TestSeen:
    """The page and the button agree on what is undone."""

    def test_the_same_facts_are_the_same_page(self) -> None:
        assert _undoing(_given()).fingerprint == _undoing(_given()).fingerprint

    @pytest.mark.parametrize(
        "other",
        [
            {"version": 2},
            {"ends_on": TODAY + days(1), "ended_at": _LATER},
            {"id": 3},
        ],
    )
    def test_whatever_changed_is_another_page(self, other: dict[str, Any]) -> None:
        assert _undoing(_given()).fingerprint != _undoing(replace(_given(), **other)).fingerprint

    def test_what_was_seen_in_the_osr_in_between_is_another_page(self) -> None:
        unseen = saved(id=1, receipt=_NUMBER)
        assert (
            _undoing(unseen, by_hand=True).fingerprint
            != _undoing(_given(), by_hand=True).fingerprint
        )


_ENDS = st.none() | st.integers(0, 40).map(lambda count: TODAY + days(count))
_MANDATES = st.builds(
    lambda key, service, system, receipt, ends_on, is_seen: recorded(
        service,
        id=key,
        system=system,
        receipt=receipt,
        ends_on=ends_on,
        end_receipt=_NUMBER if ends_on else None,
        recorded_at=NOW if is_seen else None,
    ),
    st.integers(1, 9),
    st.sampled_from([RIO, TEST]),
    st.sampled_from([PARNASSYS, ESIS]),
    st.sampled_from([None, _NUMBER, _OTHER]),
    _ENDS,
    st.booleans(),
)


@given(
    st.lists(_MANDATES, max_size=6, unique_by=lambda each: each.id),
    st.sets(st.integers(1, 9)),
    st.booleans(),
)
def test_each_mandate_of_an_act_is_undone_or_named_and_no_other_is_touched(
    mandates: list[Mandate], kept: set[int], by_hand: bool
) -> None:
    earlier = tuple(_before(each) for each in mandates if each.id in kept)
    found = _undoing(*mandates, earlier=earlier, by_hand=by_hand)
    parts = [part.mandate.id for part in found.parts]
    own = {each.id for each in mandates if each.receipt == _NUMBER}
    ended = {each.id for each in mandates if each.id in kept and each.ends_on}
    assert len(parts) == len(set(parts))
    assert set(parts) <= own | ended
    assert len(parts) + len(found.stays) == len(own | ended)
    assert all(part.before is not None for part in found.restored)
    assert by_hand or found.in_osr == ()
