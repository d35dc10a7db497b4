"""Two hundred browsers that poll, in one thread: each has a connection of its own that it keeps.

On the standard library's streams alone, so that what is measured is the server and not us.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from math import ceil
from statistics import quantiles
from time import perf_counter

_LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)
#: Seconds that anybody waits for an answer.
PATIENCE = 30


@dataclass
class Seen:
    """What was asked of one kind: how long each answer took, by status, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def add(self, path: str, answer: "Answer", allowed: frozenset[int]) -> None:
        """Count an answer; any other status than these is an error."""
        self.seconds.append(answer.seconds)
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        if answer.status not in allowed:
            self.errors.append(f"{path}: {answer.status}")

    def percentile(self, percent: int) -> float:
        """Return the milliseconds that so many percent of the answers stayed within.

        Raises StatisticsError for less than two answers.
        """
        return quantiles(self.seconds, n=100, method="inclusive")[percent - 1] * 1000

    def __add__(self, other: "Seen") -> "Seen":
        """Return both as one."""
        kinds = self.statuses.keys() | other.statuses.keys()
        both = {each: self.statuses.get(each, 0) + other.statuses.get(each, 0) for each in kinds}
        return Seen(self.seconds + other.seconds, both, self.errors + other.errors)


@dataclass(frozen=True)
class Answer:
    """An answer of the server, and the seconds from the question to its last byte."""

    status: int
    text: str
    seconds: float


class Browser:
    """One connection to the server, and the cookie that it sends along."""

    def __init__(self, host: str, port: int, cookie: str = "", target: str = "") -> None:
        self._host, self._port = host, port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._headers = f"Host: {host}:{port}\r\n"
        if cookie:
            self._headers += f"Cookie: mandaatwijzer={cookie}\r\n"
        self._poll = f"HX-Request: true\r\nHX-Request-Type: partial\r\nHX-Target: {target}\r\n"

    async def open(self, path: str, seen: Seen, *allowed: int) -> Answer | None:
        """Open a page; None when there was no answer, which is an error of `seen`."""
        return await self._get(path, "", seen, frozenset(allowed))

    async def poll(self, path: str, seen: Seen, *allowed: int) -> Answer | None:
        """Ask as htmx does, for a part of the page."""
        return await self._get(path, self._poll, seen, frozenset(allowed))

    async def close(self) -> None:
        """Close the connection."""
        if self._writer is not None:
            self._writer.close()

    async def _get(
        self, path: str, more: str, seen: Seen, allowed: frozenset[int]
    ) -> Answer | None:
        question = f"GET {path} HTTP/1.1\r\n{self._headers}{more}\r\n".encode()
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await self._ask(question)
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            seen.errors.append(f"{path}: {type(error).__name__} {error}")
            await self.close()
            self._reader = self._writer = None
            return None
        seen.add(path, answer, allowed)
        return answer

    async def _ask(self, question: bytes) -> Answer:
        if self._reader is not None and self._reader.at_eof():  # unused for long, so hung up on
            await self.close()
            self._reader = None
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
        began = perf_counter()
        self._writer.write(question)
        head = await self._reader.readuntil(b"\r\n\r\n")
        status, length = int(head[9:12]), _LENGTH.search(head)
        if length is None and status != 204:
            raise ValueError("an answer without a length")
        content = await self._reader.readexactly(int(length[1])) if length else b""
        return Answer(status, content.decode(), perf_counter() - began)


async def every(
    period: float, first: float, until: float, act: Callable[[], Awaitable[object]]
) -> None:
    """Act at `first`, a moment of the loop's clock, and then each period, as htmx's timer does.

    Who is still waiting for an answer when the next one is due lets that one pass.
    """
    clock = asyncio.get_running_loop().time
    due = first
    while due < until:
        await asyncio.sleep(max(0.0, due - clock()))
        await act()
        due += period * max(1, ceil((clock() - due) / period))
