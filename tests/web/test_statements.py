"""How many SQL statements the overview and a copy take: few, and not more for a larger board."""

import re

import pytest
from flask import Flask

from tests.bench.boards import COPYING, SYSTEM, UNDERWAY, BigBoard, fill
from tests.bench.statements import counted
from tests.databases import MakeDatabase
from tests.journeys.begun import begun
from tests.visitor import Visitor
from wizard.forms.steps.system import KEEP_OLD
from wizard.ports import Wiring

#: Who is it, and may they see this: the session, the person, the board and the school in the URL.
_GUARD = re.compile(
    r"web_session|FROM person\b|FROM board\b|FROM school\s+WHERE .*school\.brin =", re.DOTALL
)
#: The schools of a board are asked for.
_GATHERED = re.compile(r"FROM school\s+WHERE school\.board_number = .*ORDER BY", re.DOTALL)
_AT_MOST_TO_GUARD = 4
_AT_MOST_FOR_THE_OVERVIEW = 8
_AT_MOST_FOR_A_COPY = 10
_AT_MOST_FOR_A_PAGE = 8
_AT_MOST_FOR_A_CHANGE = 17


@pytest.fixture
def fresh(fresh: MakeDatabase) -> MakeDatabase:
    """Give databases without the practice boards."""
    return lambda backend, _content: fresh(backend, "empty")


@pytest.fixture
def filled(app: Flask) -> Flask:
    """Give the product with boards of up to a thousand schools."""
    begun(app, _fill)
    return app


def _fill(app: Flask) -> tuple[Visitor, ...]:
    wiring: Wiring = app.extensions["wizard"]
    fill(wiring, wiring.ports.clock)
    return ()


def _sorted(statements: list[str]) -> tuple[int, int]:
    """Return how many statements guard, and how many do the work."""
    guarding = sum(bool(_GUARD.search(each)) for each in statements)
    return guarding, len(statements) - guarding


def _logged_in(app: Flask, board: BigBoard) -> Visitor:
    visitor = Visitor(app)
    visitor.log_in(f"bestuur-{board.number}")
    return visitor


def test_the_overview(filled: Flask, wiring: Wiring) -> None:
    taken = []
    for board in UNDERWAY:
        visitor = _logged_in(filled, board)
        with counted(wiring.database.engine) as statements:
            page = visitor.get(f"/bestuur/{board.number}")
        assert page.h1 == "Overzicht van uw scholen"
        taken.append(_sorted(statements))
    assert len(set(taken)) == 1, f"it grows with the board: {taken}"
    assert taken[0][0] <= _AT_MOST_TO_GUARD, taken[0]
    assert taken[0][1] <= _AT_MOST_FOR_THE_OVERVIEW, taken[0]


@pytest.mark.parametrize(
    ("path", "h1"),
    [
        ("plan", "Uw plan"),
        ("las", "Welk LAS gebruikt elke school?"),
        (f"samen?las={SYSTEM}", "Controleer: ParnasSys voor"),
    ],
)
def test_the_plan_and_the_table(filled: Flask, wiring: Wiring, path: str, h1: str) -> None:
    taken = []
    for board in (each for each in UNDERWAY if each.schools > 1):
        visitor = _logged_in(filled, board)
        with counted(wiring.database.engine) as statements:
            page = visitor.get(f"/bestuur/{board.number}/{path}")
        assert page.h1.startswith(h1)
        taken.append(_sorted(statements))
    assert len(set(taken)) == 1, f"it grows with the board: {taken}"
    assert taken[0][0] <= _AT_MOST_TO_GUARD, taken[0]
    assert taken[0][1] <= _AT_MOST_FOR_A_PAGE, taken[0]


def test_setting_the_las_of_a_thousand_schools(filled: Flask, wiring: Wiring) -> None:
    taken = []
    for board in (each for each in UNDERWAY if each.schools > 1):
        visitor = _logged_in(filled, board)
        visitor.get(f"/bestuur/{board.number}/las")
        visitor.send(
            visitor.page.search, controle="1", b=list(visitor.page.choices("b")), las="esis"
        )
        form = visitor.page.form
        with counted(wiring.database.engine) as statements:
            answer = visitor.client.post(form.action, data=form.fields)
        assert answer.status_code == 303
        taken.append(_sorted(statements))
    assert len(set(taken)) == 1, f"it grows with the board: {taken}"
    assert taken[0][1] <= _AT_MOST_FOR_A_COPY, taken[0]


def test_a_copy_to_all_other_schools(filled: Flask, wiring: Wiring) -> None:
    taken = []
    for board in COPYING:
        visitor = _logged_in(filled, board)
        visitor.get(f"/bestuur/{board.number}/school/{board.first}/andere-scholen")
        visitor.send(visitor.page.search, controle="1")
        form = visitor.page.form
        with counted(wiring.database.engine) as statements:
            answer = visitor.client.post(form.action, data={**form.fields, "entitled": "y"})
        assert answer.status_code == 303
        assert "/kopie/" in answer.location
        taken.append(_sorted(statements))
    assert len(set(taken)) == 1, f"it grows with the board: {taken}"
    assert taken[0][0] <= _AT_MOST_TO_GUARD, taken[0]
    assert taken[0][1] <= _AT_MOST_FOR_A_COPY, taken[0]


def test_a_change_of_las_of_all_schools(filled: Flask, wiring: Wiring) -> None:
    taken = []
    for board in COPYING:
        visitor = _logged_in(filled, board)
        visitor.get(f"/bestuur/{board.number}/overstap")
        visitor.send(visitor.page.search, controle="1", system="esis", ends_on="31-12-2026")
        form = visitor.page.form
        with counted(wiring.database.engine) as statements:
            answer = visitor.client.post(form.action, data={**form.fields, "entitled": "y"})
        assert answer.status_code == 303
        assert "/kopie/" in answer.location
        taken.append(_sorted(statements))
    assert len(set(taken)) == 1, f"it grows with the board: {taken}"
    assert taken[0][0] <= _AT_MOST_TO_GUARD, taken[0]
    assert taken[0][1] <= _AT_MOST_FOR_A_CHANGE, taken[0]


def test_what_guards_and_what_works_is_told_apart() -> None:
    assert _sorted(["SELECT web_session.content FROM web_session", "INSERT INTO event"]) == (1, 1)
    assert _sorted(["SELECT a FROM school WHERE school.board_number = 1"]) == (0, 1)
    assert _sorted(["SELECT a FROM school \nWHERE b = 1 AND school.brin = 2"]) == (1, 0)


def test_a_post_gathers_the_board_once(filled: Flask, wiring: Wiring) -> None:
    board = next(each for each in UNDERWAY if each.schools > 1)
    visitor = _logged_in(filled, board)
    visitor.get(f"/bestuur/{board.number}/stap/school")
    answers = ({"services": "rio"}, {"system": "esis", "old": KEEP_OLD}, {"entitled": "y"})
    visitor.send(school=[*visitor.page.choices("school")][-2])  # the last one is "not among them"
    for answer in answers:
        form = visitor.page.form
        assert next(iter(answer)) in form.names, visitor.page.url
        with counted(wiring.database.engine) as statements:
            reply = visitor.client.post(form.action, data={**form.fields, **answer})
        assert reply.status_code == 303, answer
        gathered = [each for each in statements if _GATHERED.search(each)]
        assert len(gathered) == 1, (answer, gathered)
        visitor.get(reply.location)
