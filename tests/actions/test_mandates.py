"""Saving mandates and saying that they stand in the register, without the web."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import SteppingClock
from wizard.actions import gathering, mandates, onboarding
from wizard.actions.work import Work
from wizard.db import people, schools
from wizard.db.models import EventRecord
from wizard.domain.errors import ChangedMeanwhile, DomainError
from wizard.domain.school_facts import SchoolFacts
from wizard.flow import Landing
from wizard.ports import Wiring
from wizard.register import receipts

_BRIN = "99AA"


@pytest.fixture(params=["own", "osr"])
def register_key(request: pytest.FixtureRequest) -> str:
    """Give each kind of register."""
    key: str = request.param
    return key


@pytest.fixture
def writing(wiring: Wiring) -> Iterator[Session]:
    """Give one transaction, undone after the story."""
    with wiring.database.writing() as session:
        yield session
        session.rollback()


@pytest.fixture
def work(wiring: Wiring, writing: Session, clock: SteppingClock) -> Work:
    """Give what the actions of Anna work with, after she chose RIO and ParnasSys."""
    work = Work(
        session=writing,
        register=wiring.ports.register_for(writing),
        catalogue=wiring.catalogue,
        person=people.remember(
            writing, issuer="i", subject="anna", name="Anna", email="", at=clock.now()
        ),
        now=clock.now(),
        today=clock.today(),
    )
    onboarding.choose_services(work, _facts(work), ("rio",))
    onboarding.choose_system(
        work,
        _facts(work),
        work.catalogue.systems["parnassys"].as_choice(),
        starts_on=None,
        keep_old=False,
        end_old_on=None,
    )
    return work


def _facts(work: Work) -> SchoolFacts:
    board = schools.board(work.session, "99001")
    assert board is not None
    season = gathering.season(work.catalogue, work.today)
    return gathering.board_facts(work.session, work.register, board, season).school(_BRIN)


def _seen(work: Work) -> tuple[str, int]:
    draft = _facts(work).draft
    assert draft is not None
    return draft.key, draft.version


def _kinds(work: Work) -> list[str]:
    work.session.flush()
    query = select(EventRecord.kind).where(EventRecord.brin == _BRIN).order_by(EventRecord.id)
    return list(work.session.scalars(query))


def test_saving_gives_a_mandate_a_receipt_and_an_event(work: Work, register_key: str) -> None:
    key, version = _seen(work)
    landing = mandates.save(work, _facts(work), key=key, version=version)
    assert landing == Landing("receipt", receipt="MW-2026-00001")
    [mandate] = _facts(work).live("rio")
    assert (mandate.system.name, mandate.starts_on) == ("ParnasSys", work.today)
    assert mandate.is_recorded is (register_key == "own")
    receipt = receipts.of_board(work.session, "99001", "MW-2026-00001")
    assert receipt is not None
    assert receipt.sentence == (
        "U geeft ParnasSys toestemming voor RIO bij De Regenboog, BRIN 99AA, in Gouda."
    )
    assert _kinds(work)[-1] == "mandate_saved"


def test_the_rest_goes_on_with_the_same_las_as_an_act_of_its_own(work: Work) -> None:
    key, version = _seen(work)
    mandates.save(work, _facts(work), key=key, version=version)
    facts = _facts(work)
    assert facts.pending == ("eindtoets",)
    assert facts.system == work.catalogue.systems["parnassys"].as_choice()
    assert _seen(work)[0] != key


def test_the_same_act_twice_is_the_same_receipt(work: Work) -> None:
    key, version = _seen(work)
    first = mandates.save(work, _facts(work), key=key, version=version)
    again = mandates.save(work, _facts(work), key=key, version=version)
    assert (again.receipt, again.already) == (first.receipt, True)
    assert _kinds(work).count("mandate_saved") == 1
    assert len(_facts(work).live("rio")) == 1


@pytest.mark.parametrize(("other_key", "older"), [("x" * 32, 0), (None, 1)])
def test_what_was_not_read_is_not_saved(work: Work, other_key: str | None, older: int) -> None:
    key, version = _seen(work)
    with pytest.raises(ChangedMeanwhile, match="Anna heeft deze antwoorden intussen gewijzigd"):
        mandates.save(work, _facts(work), key=other_key or key, version=version - older)
    assert _facts(work).live("rio") == ()


def test_answers_that_are_gone_cannot_be_saved(work: Work) -> None:
    key, version = _seen(work)
    onboarding.choose_services(work, _facts(work), ())
    with pytest.raises(ChangedMeanwhile, match="Deze antwoorden zijn er niet meer"):
        mandates.save(work, _facts(work), key=key, version=version)


def test_confirming_is_noted_once(work: Work, register_key: str) -> None:
    key, version = _seen(work)
    mandates.save(work, _facts(work), key=key, version=version)
    [mandate] = _facts(work).live("rio")
    for _time in range(2):
        landing = mandates.confirm(work, _facts(work), mandate.id)
        assert landing == Landing("receipt", receipt="MW-2026-00001")
    noted = _kinds(work).count("mandate_recorded")
    assert noted == (1 if register_key == "osr" else 0)


def test_a_mandate_of_another_school_is_refused(work: Work) -> None:
    with pytest.raises(DomainError, match="hoort niet bij deze school"):
        mandates.confirm(work, _facts(work), 10**9)
