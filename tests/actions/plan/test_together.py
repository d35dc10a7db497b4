"""One LAS given to all schools that use it, without the web: what is written, and what never is."""

import json
from collections.abc import Mapping

import pytest

from tests.actions.copies import (
    BOTH,
    ESIS,
    GIVER,
    KEY,
    OTHERS,
    PARNASSYS,
    answered,
    by_an_act,
    events,
    facts,
    has,
    of_receipt,
    receipt,
    school,
    to,
    written,
)
from tests.actions.school_systems.test_telling import tell
from tests.ways import in_both_registers
from wizard.actions import plan
from wizard.actions.receipts import undo as receipts_undo
from wizard.actions.work import Work
from wizard.domain.copying.copies import Reason
from wizard.domain.errors import ChangedMeanwhile
from wizard.flow import NextPage

_ALL = (GIVER, *OTHERS)


def give(
    work: Work, wanted: Mapping[str, tuple[str, ...]], *, system: str = "parnassys", key: str = KEY
) -> NextPage:
    """Give, as the page that was sent asks for it."""
    return plan.give(work, facts(work), system_key=system, wanted=wanted, key=key)


@in_both_registers
def test_one_receipt_for_all_schools_the_first_too(anna: Work, register_key: str) -> None:
    number = give(anna, to(_ALL)).receipt
    made = of_receipt(anna, number)
    assert sorted((each.brin, each.service) for each in made) == sorted(
        (brin, service) for brin in _ALL for service in BOTH
    )
    assert {each.is_recorded for each in made} == {register_key == "own"}
    assert receipt(anna, number).sentence == (
        "U geeft ParnasSys toestemming voor RIO en de doorstroomtoets bij 6 scholen. "
        "Dat zijn 12 mandaten."
    )
    assert {json.loads(each.detail)["copied_from"] for each in events(anna, "mandate_saved")} == {
        None
    }


def test_sent_twice_is_given_once(anna: Work) -> None:
    first = give(anna, to(_ALL))
    before = written(anna)
    assert give(anna, to(_ALL)) == NextPage("copy", receipt=first.receipt, already=True)
    assert written(anna) == before


def test_a_school_never_gets_more_than_the_page_said(anna: Work) -> None:
    number = give(anna, to(OTHERS[:2], services=("rio",))).receipt
    assert {(each.brin, each.service) for each in of_receipt(anna, number)} == {
        (brin, "rio") for brin in OTHERS[:2]
    }


class TestMeanwhile:
    """A colleague was first: that school stays behind, and the receipt says why."""

    def test_another_las_was_told(self, anna: Work) -> None:
        tell(anna, {OTHERS[0]: ESIS})
        number = give(anna, to(_ALL)).receipt
        [left] = receipt(anna, number).left
        assert (left.brin, left.reason, left.system) == (OTHERS[0], Reason.OTHER_SYSTEM, "ESIS")
        assert school(anna, OTHERS[0]).open_services == BOTH

    def test_somebody_asked_the_school(self, anna: Work) -> None:
        answered(anna, OTHERS[0], system=None, parked_at=anna.now)
        number = give(anna, to(_ALL)).receipt
        assert [each.brin for each in receipt(anna, number).left] == [OTHERS[0]]

    def test_somebody_arranged_it(self, anna: Work) -> None:
        by_an_act(anna, OTHERS[0])
        number = give(anna, to(_ALL)).receipt
        assert [(each.brin, each.reason) for each in receipt(anna, number).left] == [
            (OTHERS[0], Reason.HAS)
        ]
        assert len(school(anna, OTHERS[0]).live("rio")) == 1

    def test_nobody_uses_it_any_more(self, anna: Work) -> None:
        tell(anna, dict.fromkeys(_ALL, ESIS))
        before = written(anna)
        with pytest.raises(ChangedMeanwhile):
            give(anna, to(_ALL))
        assert written(anna) == before

    def test_all_is_arranged(self, anna: Work) -> None:
        give(anna, to(_ALL))
        before = written(anna)
        with pytest.raises(ChangedMeanwhile):
            give(anna, to(_ALL), key="b" * 32)
        assert written(anna) == before


def test_a_school_of_another_board_gets_nothing(anna: Work) -> None:
    with pytest.raises(ChangedMeanwhile):
        give(anna, to(["99AH"]))
    number = give(anna, to([*_ALL, "99AH"])).receipt
    assert "99AH" not in {each.brin for each in of_receipt(anna, number)}
    assert [(each.brin, each.name) for each in receipt(anna, number).left] == [("99AH", "")]


def test_a_las_that_ended_is_given_to_nobody(anna: Work) -> None:
    ended = anna.catalogue.systems["schooloas"].as_choice()
    tell(anna, dict.fromkeys(_ALL, ended))
    with pytest.raises(ChangedMeanwhile):
        give(anna, to(_ALL), system="schooloas")


def test_what_was_answered_is_saved_by_it_and_open_no_more(anna: Work) -> None:
    answered(anna, OTHERS[0], system=PARNASSYS)
    answered(anna, OTHERS[1], "rio", system=PARNASSYS)
    give(anna, to(_ALL))
    assert [school(anna, brin).draft for brin in OTHERS[:2]] == [None, None]


@in_both_registers
def test_undone_every_school_is_open_again(anna: Work) -> None:
    has(anna, GIVER, "rio")
    number = give(anna, {**to(OTHERS), GIVER: ("eindtoets",)}).receipt
    seen = receipts_undo.look(anna, facts(anna), receipt(anna, number)).fingerprint
    receipts_undo.undo(anna, facts(anna), number, seen=seen)
    assert {school(anna, brin).open_services for brin in OTHERS} == {BOTH}
    assert school(anna, GIVER).open_services == ("eindtoets",)
    again = give(anna, to(OTHERS), key="b" * 32).receipt
    assert len(of_receipt(anna, again)) == 2 * len(OTHERS)
