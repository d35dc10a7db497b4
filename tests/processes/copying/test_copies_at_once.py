"""Two people copy to overlapping sets of schools at the same moment, from two processes."""

import os
from collections import Counter
from multiprocessing.synchronize import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete

from tests.journeys.whole_board import give
from tests.processes.people import PROCESSES, LoggedIn, process, running, to_the_preview
from tests.visitor import Page, Visitor
from tests.ways import rounds
from wizard.db import schools
from wizard.db.register_models import MandateRecord
from wizard.ports import Wiring
from wizard.practice.boards import known_systems

_ROUNDS = rounds(4, 50)
_PATIENCE = 120  # seconds
_SOURCE = "99AH"
_URL = f"/bestuur/99055/school/{_SOURCE}/andere-scholen"
_SERVICES = ("rio", "eindtoets")


def _same_system(wiring: Wiring) -> list[str]:
    """Return eight schools of the board with the LAS of the school that is copied from."""
    with wiring.database.reading() as session:
        board = [each.brin for each in schools.schools_of_board(session, "99055")]
    known = known_systems()
    same = [brin for brin in board if known[brin].system == "parnassys" and brin != _SOURCE]
    return same[:8]


def _copy_each_round(who: LoggedIn, rounds: list[list[str]], start: Barrier, said: Any) -> None:
    """What a person does in a process of their own; `said` hears each outcome."""
    visitor = who.visitor()
    for ticks in rounds:
        start.wait(_PATIENCE)  # the board is as before
        to_the_preview(visitor, _URL, ticks)
        start.wait(_PATIENCE)  # both have their finger on the button
        said.put((os.getpid(), _outcome(visitor.send(entitled="y"))))


def _outcome(page: Page) -> tuple[str, list[str], str]:
    return page.h1, page.errors, page.says


def _rounds(brins: list[str]) -> tuple[list[list[str]], list[list[str]]]:
    """Say to which schools each of the two copies in each round: overlapping, or the very same."""
    anna = [brins[:6] for _round in range(_ROUNDS)]
    bart = [brins[3:] if count % 2 else brins[:6] for count in range(_ROUNDS)]
    return anna, bart


def _take_back(wiring: Wiring, brins: list[str]) -> None:
    """Let the board be as before the round; the product itself never deletes."""
    with wiring.database.transaction() as session:
        session.execute(
            delete(MandateRecord).where(
                MandateRecord.brin.in_(brins), MandateRecord.service.in_(_SERVICES)
            )
        )


def _given(wiring: Wiring, brins: list[str]) -> Counter[tuple[str, str, str]]:
    today = wiring.ports.clock.today()
    with wiring.database.reading() as session:
        found = wiring.ports.register_for(session).of_schools(brins)
    return Counter(
        (each.brin, each.service, each.system.key)
        for each in found
        if each.service in _SERVICES and each.is_live(today)
    )


def _logged_in(app: Flask, name: str) -> Visitor:
    visitor = Visitor(app)
    visitor.log_in(name)
    return visitor


@pytest.mark.parametrize("register_key", ["own"])
def test_each_school_gets_one_mandate_and_both_see_what_happened(
    app: Flask, wiring: Wiring
) -> None:
    brins = _same_system(wiring)
    chantal, dirk = _logged_in(app, "veel-scholen"), _logged_in(app, "collega")
    chantal.get(f"/bestuur/99055/school/{_SOURCE}/dienst")
    give(chantal, "parnassys", "own")
    start, said = PROCESSES.Barrier(3), PROCESSES.Queue()
    people = [
        process(_copy_each_round, LoggedIn.as_of(visitor), rounds, start, said)
        for visitor, rounds in zip((chantal, dirk), _rounds(brins), strict=True)
    ]
    with running(*people):
        rounds = list(zip(*_rounds(brins), strict=True))
        seen = [_play(wiring, brins, start, said, each) for each in rounds]
    assert len(seen) == _ROUNDS
    assert {len(outcomes) for outcomes in seen} == {2}


def _play(
    wiring: Wiring, brins: list[str], start: Barrier, said: Any, ticks: tuple[list[str], ...]
) -> list[tuple[str, list[str], str]]:
    """Play one round, and look at the register and at what the two were told."""
    _take_back(wiring, brins)
    start.wait(_PATIENCE)
    start.wait(_PATIENCE)
    outcomes = [said.get(timeout=_PATIENCE)[1] for _person in ticks]
    wanted = set(ticks[0]) | set(ticks[1])
    assert _given(wiring, brins) == Counter(
        (brin, service, "parnassys") for brin in wanted for service in _SERVICES
    )
    first, second = sorted(outcomes, key=lambda each: each[0] != "Vastgelegd in Mandaatwijzer")
    assert first[0] == "Vastgelegd in Mandaatwijzer", first
    if ticks[0] == ticks[1]:
        assert second[:2] == (
            "Controleer de kopie",
            ["Geen van deze scholen kan nog mee. Hieronder ziet u waarom."],
        )
    else:
        assert second[0] == "Deels vastgelegd in Mandaatwijzer", second
        assert "3 scholen die u koos, gaan niet mee" in second[2]
    assert second[2].lower().count("heeft dit mandaat al.") >= len(set(ticks[0]) & set(ticks[1]))
    return outcomes
