"""People whose browser talks to a server process of their own, all on one database."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing.process import BaseProcess
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event

from tests.builders import SteppingClock, make_app, practice_settings
from tests.visitor import Visitor
from wizard.wiring import wire

#: From one process that imported everything once: they are there at once, and inherit nothing.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.processes.ready"])
_COOKIE = "mandaatwijzer"
_PATIENCE = 120  # seconds


def process(target: Callable[..., None], *arguments: object) -> BaseProcess:
    """Return a process that never outlives the tests, however they end."""
    return PROCESSES.Process(target=_while_the_tests_run, args=(target, *arguments))


@contextmanager
def running(*processes: BaseProcess, patience: float = _PATIENCE) -> Iterator[None]:
    """Run processes beside a story; they come to their end by themselves, unless it fails."""
    try:
        for each in processes:
            each.start()
        yield
        for each in processes:
            each.join(patience)
    finally:
        for each in processes:
            end(each)


def end(process: BaseProcess) -> None:
    """End a process without a chance to tidy up, if it was started at all."""
    if process.pid is not None:
        process.kill()
        process.join()


def _while_the_tests_run(target: Callable[..., None], *arguments: object) -> None:
    threading.Thread(target=_end_with_the_tests, daemon=True).start()
    target(*arguments)


def _end_with_the_tests() -> None:
    tests = multiprocessing.parent_process()
    assert tests is not None
    tests.join()
    os._exit(1)


@cache
def ready_app(register: str) -> Flask:
    """Return a product without a database, made once for all processes that are forked later."""
    return make_app(wire(practice_settings("sqlite://", WIZARD_REGISTER=register)))


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
        app = ready_app(self.register)
        app.extensions["wizard"] = wire(settings, clock=SteppingClock())
        visitor = Visitor(app)
        visitor.client.set_cookie(_COOKIE, self.cookie)
        return visitor


def to_the_preview(visitor: Visitor, url: str, ticks: list[str]) -> None:
    """Open the page that asks whether to copy to these schools."""
    visitor.get(url)
    visitor.send(visitor.page.search, controle="1", b=ticks)
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
