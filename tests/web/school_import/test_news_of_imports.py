"""The overview says for a month what an import did to the board's schools; the history for ever."""

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.imports import import_list, notice
from tests.visitor import Page, Visitor
from tests.ways import on_both_databases
from wizard.ports import Wiring

_TITLE = "Er is iets veranderd bij uw scholen"
_MOVED = "De Regenboog hoort sinds 23 november 2026 bij"


@pytest.fixture
def both(app: Flask) -> tuple[Visitor, Visitor]:
    """Give somebody of the board with one school, and somebody of the board with six."""
    anna, bart = Visitor(app), Visitor(app)
    anna.log_in("een-school")
    bart.log_in("zes-scholen")
    return anna, bart


def _overviews(both: tuple[Visitor, Visitor]) -> tuple[Page, Page]:
    anna, bart = both
    return anna.get("/bestuur/99001"), bart.get("/bestuur/99006")


@on_both_databases
def test_both_boards_read_of_a_move_and_the_history_names_the_other(
    both: tuple[Visitor, Visitor], wiring: Wiring
) -> None:
    import_list(wiring, moved={"99AA": "99006"})
    old, new = _overviews(both)
    assert notice(old, _TITLE) == (
        f"{_TITLE} {_MOVED} Stichting De Waterlanden, bestuursnummer 99006. De mandaten gingen mee."
    )
    assert f"{_MOVED} uw bestuur. Eerst hoorde de school bij Vereniging De Regenboog" in new.says
    boards = "van Vereniging De Regenboog (99001) naar Stichting De Waterlanden (99006)"
    assert f"De Regenboog ging {boards}" in new.says


def test_the_old_board_keeps_the_move_in_its_history(
    both: tuple[Visitor, Visitor], wiring: Wiring
) -> None:
    _anna, bart = both
    name = bart.get("/bestuur/99006/school/99AB").h1
    import_list(wiring, moved={"99AB": "99001"})
    page = bart.get("/bestuur/99006")
    assert f"{name} hoort nu bij Vereniging De Regenboog (99001)" in page.says
    assert "werkte aan" not in page.says


def test_a_school_that_closed_and_came_back(
    both: tuple[Visitor, Visitor], wiring: Wiring, clock: SteppingClock
) -> None:
    import_list(wiring, closed=["99AA"])
    closed, other = _overviews(both)
    said = "De Regenboog staat sinds 23 november 2026 niet meer in de lijst van DUO."
    assert f"{said} De mandaten blijven bewaard." in closed.says
    assert _TITLE not in other.says
    clock.forward(minutes=10)
    import_list(wiring)
    back, _other = _overviews(both)
    said_there = notice(back, _TITLE)
    again = "De Regenboog staat sinds 23 november 2026 weer in de lijst van DUO."
    assert said_there.index(again) < said_there.index(said), "the newest first"
    assert "De Regenboog staat weer in de lijst van DUO" in back.says


def test_it_comes_back_at_another_board(
    both: tuple[Visitor, Visitor], wiring: Wiring, clock: SteppingClock
) -> None:
    import_list(wiring, closed=["99AA"])
    clock.forward(minutes=10)
    import_list(wiring, moved={"99AA": "99006"})
    old, new = _overviews(both)
    assert f"{_MOVED} Stichting De Waterlanden" in old.says
    assert "weer in de lijst van DUO. Eerst hoorde de school bij Vereniging" in new.says
    assert "weer in de lijst van DUO, nu bij Stichting De Waterlanden (99006)" in new.says


def test_it_is_said_once_for_all_schools_and_no_longer_after_a_month(
    both: tuple[Visitor, Visitor], wiring: Wiring, clock: SteppingClock
) -> None:
    _anna, bart = both
    import_list(wiring, closed=["99AB", "99AC"])
    said_there = notice(bart.get("/bestuur/99006"), _TITLE)
    assert said_there.count("niet meer in de lijst van DUO") == 1
    assert " staan sinds 23 november 2026 niet meer" in said_there
    clock.forward(days=31)
    bart.log_in("zes-scholen")
    assert _TITLE not in bart.get("/bestuur/99006").says


def test_of_very_many_schools_ten_are_named(app: Flask, wiring: Wiring) -> None:
    chantal = Visitor(app)
    chantal.log_in("veel-scholen")
    brins = list(chantal.get("/bestuur/99055/las").choices("b"))
    import_list(wiring, closed=brins[:14])
    said_there = notice(chantal.get("/bestuur/99055"), _TITLE)
    assert "en nog 4 scholen staan sinds" in said_there
