"""What other visitors notice of somebody who is slow: held against somebody who is not.

The same visitors open the same page beside each case in turn, on two server processes. A case is an
entry of `CASES`: what eight people do, over and over, while the others are watched.
"""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.bench.load import PATIENCE, Browser, Seen, every
from tests.bench.product import Product
from tests.bench.ratios import Ratio
from tests.bench.report import Report
from tests.bench.server_process import environment, served

#: Seconds for each case; BENCH_SECONDS shortens it, for who tries something out.
_LASTS = 10.0
#: Others: so many, who open a page each so many seconds.
_OTHERS, _OTHERS_EVERY = 5, 0.1
_PAGE = "/inloggen"
#: The eight of a case act at most so often.
_PEOPLE, _PEOPLE_EVERY = 8, 1.0
_DRIP_EVERY = 0.1
_LIMIT = 2.0
_NOBODY = "http://127.0.0.1:9"


@dataclass
class Stage:
    """The server, and the connections that a case left open on it."""

    host: str
    port: int
    open: list[asyncio.StreamWriter] = field(default_factory=list)

    async def get(self, path: str) -> None:
        """Open a page, whatever is answered."""
        browser = Browser(self.host, self.port)
        await browser.open(path, Seen())
        await browser.close()

    async def send_half(self, path: str) -> None:
        """Begin to send a form, and leave it at that."""
        _reader, writer = await asyncio.open_connection(self.host, self.port)
        head = f"POST {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nContent-Length: 100\r\n"
        writer.write(f"{head}\r\ncsrf".encode())
        self.open.append(writer)

    def close(self) -> None:
        """Hang up."""
        for writer in self.open:
            writer.close()
        self.open.clear()


@dataclass(frozen=True)
class Case:
    """What eight people do. `times`: so often each of them does it at most; None: all the time."""

    what: str
    act: Callable[[Stage], Awaitable[None]]
    times: int | None = None


_HONEST = Case("eight who open a page", lambda stage: stage.get("/hulp"))
CASES = (
    Case("eight at a provider that never answers", lambda stage: stage.get("/inloggen/mijn-duo")),
    Case("eight at a provider that drips", lambda stage: stage.get("/helpdesk/inloggen")),
    Case("eight half-sent forms", lambda stage: stage.send_half("/uitloggen"), times=1),
)


def run(product: Product, report: Report) -> None:
    """Measure all cases on one server, one after another."""
    lasts = min(float(os.environ.get("BENCH_SECONDS") or _LASTS), _LASTS)
    silent, dripping = _listening(), _listening()
    environ = environment(product.kept.url, _NOBODY) | {
        "WIZARD_OIDC_ISSUER": _address(silent),
        "WIZARD_HELPDESK_OIDC_ISSUER": _address(dripping),
    }
    with silent, dripping, served(environ) as address:
        seen = asyncio.run(_all(address, lasts, silent, dripping))
    _tell(product.kept.name, seen, report)


async def _all(
    address: str, lasts: float, silent: socket.socket, dripping: socket.socket
) -> dict[str, Seen]:
    """Return what the others saw beside each case."""
    host, port = urlsplit(address).hostname or "", urlsplit(address).port or 0
    async with _provider(silent, b""), _provider(dripping, b"X: y\r\n"):
        await _beside(_HONEST, host, port, min(lasts, 2))  # to warm up
        honest = await _beside(_HONEST, host, port, lasts / 2)
        seen = {case.what: await _beside(case, host, port, lasts) for case in CASES}
        honest += await _beside(_HONEST, host, port, lasts / 2)
        return {_HONEST.what: honest, **seen}


async def _beside(case: Case, host: str, port: int, lasts: float) -> Seen:
    """Watch the others, from a moment after the eight began."""
    stage, seen = Stage(host, port), Seen()
    others = [Browser(host, port) for _each in range(_OTHERS)]
    begin = asyncio.get_running_loop().time()
    until = begin + lasts
    theirs = until if case.times is None else begin + (case.times - 0.5) * _PEOPLE_EVERY
    async with asyncio.TaskGroup() as group:
        for _each in range(_PEOPLE):
            group.create_task(every(_PEOPLE_EVERY, begin, theirs, lambda: case.act(stage)))
        for number, other in enumerate(others):
            first = begin + _OTHERS_EVERY * (1 + number / _OTHERS)
            group.create_task(every(_OTHERS_EVERY, first, until, _opening(other, seen)))
    stage.close()
    for other in others:
        await other.close()
    return seen


def _opening(browser: Browser, seen: Seen) -> Callable[[], Awaitable[object]]:
    """Return how another opens the page, and what those wait who would have come meanwhile.

    Without them one who waits for ten seconds would count as little as one who waits for ten
    milliseconds, since `every` lets pass what was due in between.
    """

    async def act() -> None:
        answer = await browser.open(_PAGE, seen, 200)
        left = (PATIENCE if answer is None else answer.seconds) - _OTHERS_EVERY
        while left > 0:
            seen.seconds.append(left)
            left -= _OTHERS_EVERY

    return act


def _listening() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


def _address(listening: socket.socket) -> str:
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


@asynccontextmanager
async def _provider(listening: socket.socket, drop: bytes) -> AsyncIterator[None]:
    """Be a provider that begins an answer and never ends it, or that says nothing at all."""

    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if drop:
            writer.write(b"HTTP/1.1 200 OK\r\n")
        with suppress(asyncio.CancelledError):  # the loop ends
            while not writer.is_closing():
                writer.write(drop)
                await asyncio.sleep(_DRIP_EVERY)

    async with await asyncio.start_server(answer, sock=listening.dup()) as server:
        yield
        server.close()


def _tell(name: str, seen: dict[str, Seen], report: Report) -> None:
    """Report all cases; beside one where nobody was answered there is nothing but errors."""
    report.begin_spreads()
    answered = {what: each for what, each in seen.items() if len(each.seconds) > 1}
    for what, each in seen.items():
        report.add_errors(name, each)
        if what in answered:
            report.add_spread(name, f"others: {what}", each)
    honest = answered.pop(_HONEST.what)
    for what, each in answered.items():
        p95, against = each.percentile(95), honest.percentile(95)
        beside = f"{name}: p95 of others beside {what}"
        report.add_ratio(Ratio(beside, p95, against, f"that beside {_HONEST.what}", _LIMIT))
