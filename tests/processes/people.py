"""People whose browser talks to a server process of their own, all on one database."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event

from tests.builders import SteppingClock, make_app, practice_settings
from tests.visitor import Visitor
from wizard.wiring import wire

#: From one process that imported everything once: they are there at once, and inherit nothing.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__, "tests.processes.senders"])
_COOKIE = "mandaatwijzer"


@dataclass(frozen=True)
class LoggedIn:
    """What another process needs to go on as this visitor."""

    address: str
    cookie: str
    register: str = "own"

    @classmethod
    def as_of(cls, visitor: Visitor) -> "LoggedIn":
        """Take the database and the cookie of somebody who logged in here."""
        cookie = visitor.client.get_cookie(_COOKIE)
        wiring = visitor.app.extensions["wizard"]
        assert cookie is not None, "nobody is logged in"
        address = wiring.database.url.render_as_string(hide_password=False)
        return cls(address, cookie.value, wiring.settings.register)

    def visitor(self) -> Visitor:
        """Return the visitor, at a server of this process."""
        settings = practice_settings(self.address, WIZARD_REGISTER=self.register)
        visitor = Visitor(make_app(wire(settings, clock=SteppingClock())))
        visitor.client.set_cookie(_COOKIE, self.cookie)
        return visitor


def to_the_preview(visitor: Visitor, url: str, ticks: list[str]) -> None:
    """Open the page that asks whether to copy to these schools."""
    visitor.get(url)
    visitor.send(form=visitor.page.search, controle="1", b=ticks)
    assert visitor.page.h1 == "Controleer de kopie", visitor.page.h1


def kill_at(app: Flask, moment: int) -> None:
    """End this process, without a chance to tidy up, at this moment of its writing transaction.

    Moments are counted from 0: before and after each statement from the first that writes on, and
    before and after the commit.
    """
    passed = iter(range(moment))

    def now(*_what: Any) -> None:
        if next(passed, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    engine = app.extensions["wizard"].database.engine
    _tell(engine, now)


def _tell(engine: Engine, now: Callable[..., None]) -> None:
    begun: list[bool] = []

    def before(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if begun or statement.startswith(("INSERT INTO receipt", "UPDATE receipt")):
            begun.append(True)
            now()

    def after(*_what: Any) -> None:
        if begun:
            now()

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    event.listen(engine, "commit", after)
