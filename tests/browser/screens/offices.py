"""The start page of an office with several boards, and the way from one board to the next."""

from tests.bench.boards import BigBoard, fill
from tests.browser.screens.screen import Arrange, Scene, Screen
from wizard.db import schools
from wizard.db.accounts import people
from wizard.db.models import BoardRecord
from wizard.domain.mandate import NewMandate

_H1 = "Uw besturen"
_LIST = "/besturen"
_OFFICE = ("99101", "99102", "99103")
_FINISHED = "Alle mandaten voor het LAS zijn geregeld"
_MANY = tuple(BigBoard(f"9982{digit}", digit, 3, range(digit % 4)) for digit in range(10))


def _after(*boards: str, url: str = _LIST) -> Arrange:
    """Have all mandates of these boards arranged, and be the office with three."""

    def arrange(scene: Scene) -> str:
        for each in boards:
            _finish(scene, each)
        scene.visitor.log_in("kantoor")
        return url

    return arrange


def _finish(scene: Scene, board: str) -> None:
    now, catalogue = scene.clock.now(), scene.wiring.catalogue
    system = catalogue.systems["parnassys"].as_choice()
    with scene.wiring.database.transaction() as session:
        by = people.remember(session, issuer="x", subject="1", name="Anna", email="", at=now)
        wanted = [
            NewMandate(school.brin, service.key, system, scene.clock.today())
            for school in schools.schools_of_board(session, board)
            for service in catalogue.required
        ]
        scene.wiring.ports.register_for(session).save(wanted, by=by, at=now)


def _late(scene: Scene) -> str:
    scene.clock.forward(days=9)
    return _after("99103")(scene)


def _with_a_problem(scene: Scene) -> str:
    _after("99103")(scene)
    scene.change("UPDATE mandate SET problem_at = saved_at WHERE recorded_at IS NULL")
    return _LIST


def _without_schools(scene: Scene) -> str:
    with scene.wiring.database.transaction() as session:
        session.add(BoardRecord(number="99999", name="Stichting Leeg", place="Ee", source="x"))
    scene.visitor.log_in("bestuur-99101-99999")
    return _LIST


def _many(query: str = "") -> Arrange:
    def arrange(scene: Scene) -> str:
        fill(scene.wiring, scene.clock, _MANY)
        scene.visitor.log_in("-".join(("bestuur", *(each.number for each in _MANY), *_OFFICE)))
        return f"{_LIST}{query}"

    return arrange


SCREENS = (
    Screen("boards", _H1, _after()),
    Screen("boards-one-done", _H1, _after("99103")),
    Screen("boards-all-done", _H1, _after(*_OFFICE)),
    Screen("boards-late", _H1, _late),
    Screen("boards-problem", _H1, _with_a_problem, register="osr"),
    Screen("boards-empty-board", _H1, _without_schools),
    Screen("boards-many", _H1, _many()),
    Screen("boards-searched", _H1, _many("?zoek=gouda")),
    Screen("boards-not-found", _H1, _many("?zoek=bestaatniet")),
    Screen("finished-next-board", _FINISHED, _after("99103", url="/bestuur/99103/klaar")),
    Screen("finished-all-boards", _FINISHED, _after(*_OFFICE, url="/bestuur/99103/klaar")),
    Screen(
        "overview-done-next-board",
        "Overzicht van uw scholen",
        _after("99103", url="/bestuur/99103"),
    ),
    Screen(
        "overview-done-all-boards",
        "Overzicht van uw scholen",
        _after(*_OFFICE, url="/bestuur/99103"),
    ),
)
