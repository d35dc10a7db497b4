"""Somebody undoes a copy while a colleague copies to the same schools, or undoes it too."""

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import delete

from tests.journeys.stories import events
from tests.journeys.whole_board import give
from tests.processes.apart import Ask, both, post
from tests.processes.people import to_the_preview
from tests.visitor import Visitor
from tests.ways import rounds
from wizard.db import schools
from wizard.db.register_models import MandateRecord
from wizard.ports import Wiring
from wizard.practice.boards import known_systems

_ROUNDS = rounds(3, 15)
_BOARD, _SOURCE = "99055", "99AH"
_URL = f"/bestuur/{_BOARD}/school/{_SOURCE}/andere-scholen"
_SERVICES = ("rio", "eindtoets")


@pytest.fixture
def register_key() -> str:
    """Our own: what is copied stands at once."""
    return "own"


@pytest.fixture
def brins(wiring: Wiring) -> list[str]:
    """Give eight schools of the board with the LAS of the school that is copied from."""
    with wiring.database.reading() as session:
        board = [each.brin for each in schools.schools_of_board(session, _BOARD)]
    known = known_systems()
    same = [brin for brin in board if known[brin].system == "parnassys" and brin != _SOURCE]
    return same[:8]


@pytest.fixture
def people(app: Flask) -> tuple[Visitor, Visitor]:
    """Give Chantal, whose school has something to copy, and her colleague Dirk."""
    chantal, dirk = Visitor(app), Visitor(app)
    chantal.log_in("veel-scholen")
    dirk.log_in("collega")
    chantal.get(f"/bestuur/{_BOARD}/school/{_SOURCE}/dienst")
    give(chantal, "parnassys", "own")
    return chantal, dirk


def _clear(wiring: Wiring, brins: list[str]) -> None:
    """Let the board be as before the round; the product itself never deletes."""
    with wiring.database.transaction() as session:
        session.execute(
            delete(MandateRecord).where(
                MandateRecord.brin.in_(brins), MandateRecord.service.in_(_SERVICES)
            )
        )


def _live(wiring: Wiring, brins: list[str]) -> Counter[str]:
    today = wiring.ports.clock.today()
    with wiring.database.reading() as session:
        found = wiring.ports.register_for(session).of_schools(brins)
    of_ours = (each for each in found if each.service in _SERVICES)
    return Counter(each.brin for each in of_ours if each.is_live(today))


def _sends(visitor: Visitor) -> Ask:
    """Return what the button of this page sends, with the box ticked."""
    form = visitor.page.form
    fields = {name: str(value) for name, value in form.fields.items() if name != "csrf_token"}
    return post(visitor, form.action, **{**fields, "entitled": "y"})


def _to_the_undo(visitor: Visitor, brins: list[str]) -> None:
    """Copy to these schools, and go on to the page that undoes it."""
    to_the_preview(visitor, _URL, brins)
    visitor.send(entitled="y")
    visitor.click("Dit ongedaan maken")


def test_a_colleague_copies_to_the_same_schools(
    people: tuple[Visitor, Visitor], wiring: Wiring, brins: list[str]
) -> None:
    """One after the other: the colleague's schools are those that had nothing at that moment."""
    chantal, dirk = people
    seen: Counter[int] = Counter()
    with both(chantal, dirk) as pair:
        for _round in range(_ROUNDS):
            _clear(wiring, brins)
            to_the_preview(dirk, _URL, brins)
            _to_the_undo(chantal, brins[:6])
            undone, copied = pair.send(_sends(chantal), _sends(dirk))
            assert (undone.status, copied.status) == (303, 303)
            live = _live(wiring, brins)
            assert live in (Counter(dict.fromkeys(brins, 2)), Counter(dict.fromkeys(brins[6:], 2)))
            seen[len(live)] += 1
            assert chantal.get(undone.location or "").h1 == "Ongedaan gemaakt"
            assert ("Deels" in dirk.get(copied.location or "").h1) is (len(live) == 2)
    kinds = Counter(kind for _who, kind in events(wiring, _BOARD))
    assert kinds["act_undone"] == _ROUNDS
    assert kinds["mandate_taken_back"] == _ROUNDS * 12


def test_a_colleague_undoes_the_same_copy(
    people: tuple[Visitor, Visitor], wiring: Wiring, brins: list[str]
) -> None:
    chantal, dirk = people
    with both(chantal, dirk) as pair:
        for _round in range(_ROUNDS):
            _clear(wiring, brins)
            _to_the_undo(chantal, brins)
            dirk.get(chantal.page.url)
            answers = pair.send(_sends(chantal), _sends(dirk))
            assert [each.status for each in answers] == [303, 303]
            assert sum("al=1" in (each.location or "") for each in answers) == 1
            assert _live(wiring, brins) == Counter()
    kinds = Counter(kind for _who, kind in events(wiring, _BOARD))
    assert kinds["act_undone"] == _ROUNDS
    assert kinds["mandate_taken_back"] == _ROUNDS * 16
