"""Somebody who keeps saving mandates, in a process of its own, through the product's actions."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count, islice
from typing import Any

from sqlalchemy import select

from tests.builders import SteppingClock, practice_settings
from tests.processes.people import end, process
from tests.waiting import wait_for
from wizard.actions import gathering
from wizard.actions.steps import answers, mandates
from wizard.actions.work import Work
from wizard.db import schools
from wizard.db.accounts import people
from wizard.db.base import Database
from wizard.db.models import EventRecord
from wizard.db.register_models import MandateRecord, ReceiptRecord
from wizard.domain.school_facts import SchoolFacts
from wizard.ports import Wiring
from wizard.wiring import wire

_BOARDS = ("99055", "99056")
_SERVICES = ("rio", "eindtoets")


@dataclass(frozen=True)
class Act:
    """One act of saving, with all that it leaves: mandates (BRIN, service), an event for each."""

    number: str
    mandates: tuple[tuple[str, str], ...]
    noted: tuple[tuple[str, str], ...]

    @property
    def is_whole(self) -> bool:
        """Both services were saved, and noted."""
        return len(self.mandates) == len(_SERVICES) and self.mandates == self.noted


def acts_in(database: Database) -> list[Act]:
    """Return every act of saving, oldest first."""
    with database.reading() as session:
        saved: defaultdict[str | None, list[tuple[str, str]]] = defaultdict(list)
        noted: defaultdict[str | None, list[tuple[Any, Any]]] = defaultdict(list)
        for receipt, brin, service in session.execute(
            select(MandateRecord.receipt_number, MandateRecord.brin, MandateRecord.service)
        ):
            saved[receipt].append((brin, service))
        for about, said in session.execute(
            select(EventRecord.brin, EventRecord.detail).where(EventRecord.kind == "mandate_saved")
        ):
            detail = json.loads(said)
            noted[detail["receipt"]].append((about, detail["service"]))
        # Last: what was saved for a receipt before has one now, also while others save.
        receipts = session.scalars(select(ReceiptRecord.number).order_by(ReceiptRecord.id)).all()
    assert (saved.keys() - {None}) | noted.keys() <= set(receipts)
    return [
        Act(number, tuple(sorted(saved[number])), tuple(sorted(noted[number])))
        for number in receipts
    ]


def saved_acts(address: str, *, acts: int, skip: int = 0) -> None:
    """Save for this many schools, here and now, without those that were skipped."""
    wiring = wire(practice_settings(address), clock=SteppingClock())
    try:
        for turn in islice(_turns(wiring), skip, skip + acts):
            _save(wiring, *turn)
    finally:
        wiring.database.dispose()


@contextmanager
def saving(address: str, *, skip: int = 0) -> Iterator[None]:
    """Have a process save, school after school, until the story is done."""
    saver = process(_save_on, address, skip)
    try:
        saver.start()
        yield
        assert saver.is_alive(), "it stopped saving before the end of the story"
    finally:
        end(saver)


def _save_on(address: str, skip: int) -> None:
    saved_acts(address, acts=sys.maxsize // 2, skip=skip)


def wait_for_acts(live: Database, more_than: int) -> None:
    """Wait until this process has saved more acts than these."""
    wait_for(lambda: len(acts_in(live)) > more_than, or_say=lambda: f"{len(acts_in(live))} acts")


def _turns(wiring: Wiring) -> Iterator[tuple[str, str, int]]:
    """Yield board, school and round without end; each round is another day, with another LAS."""
    with wiring.database.reading() as session:
        all_schools = [
            (board, school.brin)
            for board in _BOARDS
            for school in schools.schools_of_board(session, board)
        ]
    assert all_schools
    for day in count():
        for board, brin in all_schools:
            yield board, brin, day


def _save(wiring: Wiring, board: str, brin: str, day: int) -> None:
    """Save both services for a school in one act; what stood there for another LAS ends."""
    clock = SteppingClock()
    clock.forward(days=day)
    with wiring.database.transaction() as session:
        work = Work(
            session=session,
            register=wiring.ports.register_for(session),
            catalogue=wiring.catalogue,
            person=people.remember(
                session, issuer="i", subject="anna", name="Anna", email="", at=clock.now()
            ),
            now=clock.now(),
            today=clock.today(),
        )
        answers.choose_services(work, _facts(work, board, brin), _SERVICES)
        answers.choose_system(
            work,
            _facts(work, board, brin),
            wiring.catalogue.systems[("parnassys", "esis")[day % 2]].as_choice(),
            starts_on=None,
            keep_old=False,
            end_old_on=clock.today() - timedelta(days=1) if day else None,
        )
        facts = _facts(work, board, brin)
        assert facts.draft is not None
        mandates.save(work, facts, key=facts.draft.key, seen=facts.fingerprint)


def _facts(work: Work, number: str, brin: str) -> SchoolFacts:
    board = schools.board(work.session, number)
    assert board is not None
    season = gathering.season(work.catalogue, work.today)
    facts = gathering.board_facts(work.session, work.register, board, season).find(brin)
    assert facts is not None
    return facts
