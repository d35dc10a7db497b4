"""Connections to PostgreSQL that give up in time, also when the server stands still.

A server that is gone refuses at once. One that hangs (stopped, out of memory, its disk or its
machine frozen) keeps its lines open and says nothing: its own time-outs do not run either, and TCP
sees nothing wrong while its kernel still answers. So we look at the time here too.
"""

import logging
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any, TypeVar

from psycopg import Connection, Error
from psycopg.abc import PQGen
from psycopg.errors import ConnectionTimeout
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL

T = TypeVar("T")
_log = logging.getLogger(__name__)

#: Seconds for making a connection, where a statement may take longer.
_CONNECT = 5
#: For commands of the operator: who waits for a lock keeps others waiting behind it.
_UNHURRIED = "-c lock_timeout=60s -c statement_timeout=0"
#: Seconds more than the server gets itself: who still works ends a statement in good order.
_MARGIN = 2
#: Seconds in which a server that just did not answer is not asked again.
_PAUSE = 5
#: Seconds of silence after which a command of the operator looks whether the server still lives.
_SILENCE = 60


def engine(url: URL, timeout: int | None, pool: Mapping[str, int]) -> Engine:
    """Return an engine; with None, statements may take as long as they take.

    `timeout`: seconds for a statement, and for waiting on a lock. `pool`: how many connections.
    """
    arguments = _arguments(timeout)
    if asked := url.query.get("options"):  # such as the operator's search_path; ours come after it
        arguments["options"] = f"{asked} {arguments['options']}"
    made = create_engine(
        url, pool_pre_ping=True, hide_parameters=True, connect_args=arguments, **pool
    )
    event.listen(made, "do_connect", _Server(timeout).connect)
    return made


def _arguments(timeout: int | None) -> dict[str, Any]:
    """Return what libpq and the server are told; times of TCP are in seconds or milliseconds."""
    keep = {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
    if timeout is None:
        return {"connect_timeout": _CONNECT, "options": _UNHURRIED, **keep}
    return {
        "connect_timeout": min(timeout, _CONNECT),
        "tcp_user_timeout": timeout * 1000,
        "options": f"-c lock_timeout={timeout}s -c statement_timeout={timeout}s",
        **keep,
    }


class _Impatient(Connection[Any]):
    """A connection that is closed when the server says nothing for too long."""

    #: Seconds; None while it is being made, which libpq's own time-out bounds.
    longest: float | None = None
    #: Asked after so many seconds of silence: whether to wait as long again.
    goes_on: Callable[[], bool]

    def wait(self, gen: PQGen[T], *arguments: Any, **options: Any) -> T:
        """Wait for an answer of the server."""
        if self.longest is None:
            return super().wait(gen, *arguments, **options)
        try:
            return super().wait(_within(gen, self.longest, self.goes_on), *arguments, **options)
        except ConnectionTimeout:
            self.close()  # whatever it says later is no answer to what is asked then
            raise


def _within(gen: PQGen[T], longest: float, goes_on: Callable[[], bool]) -> PQGen[T]:
    """Hand through what psycopg wants, until it took too long. It looks ten times a second."""
    deadline = monotonic() + longest
    try:
        wants = next(gen)
        while True:
            ready = yield wants
            if not ready and monotonic() >= deadline:
                if not goes_on():
                    raise ConnectionTimeout("PostgreSQL does not answer")
                deadline = monotonic() + longest
            wants = gen.send(ready)
    except StopIteration as done:
        answer: T = done.value
        return answer


class _Server:
    """Makes connections, and remembers for a moment that the server did not answer.

    What shows a page that says so asks the database once more, and others wait behind it.
    """

    def __init__(self, timeout: int | None) -> None:
        self._is_hurried = timeout is not None
        self._longest = _SILENCE if timeout is None else timeout + _MARGIN
        self._ask_again_at = 0.0

    def connect(self, _dialect: object, _record: object, cargs: Any, cparams: Any) -> _Impatient:
        """Connect; raises ConnectionTimeout when the server does not answer in time."""
        if monotonic() < self._ask_again_at:
            raise ConnectionTimeout("PostgreSQL did not answer a moment ago")
        try:
            connection = _Impatient.connect(*cargs, **cparams)
        except ConnectionTimeout:
            self._pause()
            raise
        connection.longest = self._longest
        connection.goes_on = lambda: self._goes_on(cargs, cparams)
        return connection

    def _goes_on(self, cargs: Any, cparams: Any) -> bool:
        """Tell whether a long silence is work: a server that hangs takes no other line either."""
        if not self._is_hurried and _lives(cargs, cparams):
            return True
        self._pause()
        return False

    def _pause(self) -> None:
        _log.info("PostgreSQL does not answer; it is asked again after %s seconds", _PAUSE)
        self._ask_again_at = monotonic() + _PAUSE


def _lives(cargs: Any, cparams: Any) -> bool:
    try:
        Connection.connect(*cargs, **cparams).close()
    except ConnectionTimeout:
        return False
    except Error:  # no room for one more, or it goes down: it says so
        return True
    return True
