"""Senders of reminders, each in a process of its own, and killed at a moment of their work."""

import os
import signal
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from typing import Any

from sqlalchemy import Engine, event

from tests.builders import SteppingClock, practice_settings
from tests.contracts.test_channel import channel
from wizard.actions.reminders import due as reminders_due
from wizard.actions.reminders import sending
from wizard.wiring import wire

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
_PATIENCE = 120  # seconds


def send_all(database: str, port: int, start: Barrier) -> None:
    """Send everything that is due, from the moment at which all senders are there."""
    wiring = wire(practice_settings(database), clock=SteppingClock(MORNING))
    through = channel(port)
    found = reminders_due.due(wiring)
    start.wait(_PATIENCE)
    for _outcome in sending.send(wiring, through, found):
        pass


def send_and_die(database: str, port: int, moment: int) -> None:
    """Send what is due, and be killed at this moment: counted by `_moments`."""
    wiring = wire(practice_settings(database), clock=SteppingClock(MORNING))
    found = reminders_due.due(wiring)
    _moments(wiring.database.engine, moment)
    for _outcome in sending.send(wiring, channel(port), found):
        pass


def _moments(engine: Engine, moment: int) -> None:
    """Kill this process before or after a statement on mails, or after a commit."""
    passed = iter(range(moment))

    def now(*_what: Any) -> None:
        if next(passed, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(("INSERT INTO mail", "UPDATE mail")):
            now()

    event.listen(engine, "before_cursor_execute", around)
    event.listen(engine, "after_cursor_execute", around)
    event.listen(engine, "commit", now)
