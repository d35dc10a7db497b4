"""One exchange with an OpenID provider: questions and answers, all within one deadline.

Whoever logs in holds a thread of ours for as long as the provider takes. So the whole exchange has
a deadline that no provider can stretch by sending little by little, an answer has a largest size,
only a few exchanges of a process go on at once, and who comes after one that failed is told so at
once, for a while.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from threading import BoundedSemaphore, Lock, Timer
from typing import Any

from authlib.integrations.requests_client import OAuth2Session
from flask import g
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import RequestException, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

#: Seconds; a person is looking at a white page meanwhile.
CONNECT_TIMEOUT = 3
READ_TIMEOUT = 5
TOTAL_TIMEOUT = 8
#: Bytes of one answer, unpacked. The largest that we know of are key sets of some 20 kB.
LARGEST_ANSWER = 1024 * 1024
#: So long nobody waits again for a provider that failed.
REMEMBERED = timedelta(seconds=10)
#: So many exchanges of one process with one provider go on at once: other visitors have threads.
AT_ONCE = 3
#: Seconds that others wait for their turn.
_TURN = 1
_CHUNK = 16 * 1024


class TooMuch(RequestException):
    """The provider's answer is larger than any that makes sense."""


class TooLong(Timeout):
    """The whole exchange took longer than its deadline."""


class FailedJustNow(RequestException):
    """The provider failed for somebody else a moment ago; its cause is what that one got."""


#: After these, others need not find out by waiting, too. An answer that says no is not among them:
#: it came at once.
_FAILURES = (Timeout, NoConnection, TooMuch)


class Deadline:
    """Cuts the connections of one exchange when its time is over, in whatever phase they are."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.is_over = False
        self._lock = Lock()
        self._lines: list[socket.socket] = []
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> "Deadline":
        """Let the time begin."""
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop counting, and let go of the connections."""
        self._timer.cancel()
        with self._lock:
            for line in self._lines:
                line.close()
            self._lines.clear()

    def holds(self, connected: socket.socket) -> None:
        """Take in a connection. A duplicate stays usable when TLS takes the socket over."""
        with self._lock:
            self._lines.append(connected.dup())
        if self.is_over:
            self._cut()

    def check(self) -> None:
        """Raise TooLong when the time is over."""
        if self.is_over:
            raise TooLong(f"no whole answer within {self.seconds:g} s")

    def _cut(self) -> None:
        with self._lock:
            self.is_over = True
            for line in self._lines:
                with suppress(OSError):  # the other side was first
                    line.shutdown(socket.SHUT_RDWR)


class Memory:
    """What a process remembers of one provider: how it failed, and how many wait for it.

    `seconds`: how long a whole exchange may take; `turn`: how long others wait for theirs.
    """

    def __init__(self, seconds: float = TOTAL_TIMEOUT, turn: float = _TURN) -> None:
        self._seconds, self._turn = seconds, turn
        self._failed: tuple[datetime, RequestException] | None = None
        self._free = BoundedSemaphore(AT_ONCE)

    @contextmanager
    def exchange(self, now: Callable[[], datetime]) -> Iterator[None]:
        """Hold an exchange: requests by a `Line` belong to it. Remembers a failure.

        Raises FailedJustNow at once, or within a second when others wait already.
        """
        self._refuse(now())
        if not self._free.acquire(timeout=self._turn):
            raise FailedJustNow from TooLong("others are still waiting for the provider")
        try:
            self._refuse(now())
            with Deadline(self._seconds) as deadline:
                g.provider_deadline = deadline
                yield
        except _FAILURES as error:
            self._failed = (now(), type(error)(str(error)))  # without all that hangs on it
            raise
        finally:
            g.pop("provider_deadline", None)
            self._free.release()

    def _refuse(self, now: datetime) -> None:
        if self._failed is None:
            return
        failed_at, error = self._failed
        if timedelta(0) <= now - failed_at < REMEMBERED:
            raise FailedJustNow(f"since {failed_at:%H:%M:%S} UTC") from error


def is_exchanging() -> bool:
    """Tell whether this request is in an exchange already."""
    return "provider_deadline" in g


def _deadline() -> Deadline:
    deadline: Deadline = g.provider_deadline
    return deadline


class Line(OAuth2Session):
    """Authlib's session, over connections that keep to the deadline of the exchange."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for scheme in ("http://", "https://"):
            self.mount(scheme, _Adapter())


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        connected = super()._new_conn()
        _deadline().holds(connected)
        return connected


class _Secure(HTTPSConnection):
    """Known to the deadline before TLS: a handshake can be drawn out, too."""

    def _new_conn(self) -> socket.socket:
        connected = super()._new_conn()
        _deadline().holds(connected)
        return connected


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


_POOLS = {"http": _PlainPool, "https": _SecurePool}


class _Adapter(HTTPAdapter):
    """Asks over connections that can be cut, and reads no more than there may be."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        """Return the whole answer. Raises TooLong or TooMuch."""
        kwargs["stream"] = True
        deadline = _deadline()
        deadline.check()
        try:
            answer = super().send(request, *args, **kwargs)
            _read(answer)
        except RequestException:
            deadline.check()
            raise
        deadline.check()  # what was cut may look like an answer that ended
        return answer


def _read(answer: Response) -> None:
    """Read the answer here, up to its largest size, as `Response.content` would."""
    content = bytearray()
    for chunk in answer.iter_content(_CHUNK):
        content += chunk
        if len(content) > LARGEST_ANSWER:
            answer.close()
            raise TooMuch(f"{answer.url} sends more than {LARGEST_ANSWER} bytes")
    answer._content = bytes(content)
