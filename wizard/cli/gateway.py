"""Between granian and the product: bodies come in whole, within a time and a size.

Granian knows no deadline for bodies: who sends half a form would hold a thread for as long as they
like. So bodies are read here, in the one thread that waits for all connections, and a thread is
taken only for a request that is there to its last byte. Answers are handed over whole, too: who
reads slowly holds none either.
"""

import asyncio
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from typing import Any, NamedTuple

#: Headers that a WSGI environment names without HTTP_.
_PLAIN = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
_PLAIN_TEXT = [("content-type", "text/plain; charset=utf-8"), ("connection", "close")]

#: A WSGI application: Flask's.
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True)
class Limits:
    """What a body may take. `largest`: bytes, by path; a larger one is not read.

    `seconds` is for any body, and on top comes the time that its bytes take at the slowest `rate`,
    in bytes per second. `held`: bytes of all bodies that are coming in, or wait for their answer.
    """

    largest: Callable[[str], int]
    seconds: float = 10
    rate: int = 100 * 1024
    held: int = 64 * 1024 * 1024


class Answer(NamedTuple):
    """A whole answer of the product."""

    status: int
    headers: list[tuple[str, str]]
    content: bytes


class _Refused(Exception):
    """A body that is not waited for."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(status, text)
        self.status, self.text = status, text


class Gateway:
    """Granian's application (RSGI), which asks a WSGI one in one of a few threads."""

    def __init__(self, application: Application, *, threads: int, limits: Limits) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self._limits = limits
        self._held = 0

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        environ = _environ(scope)
        try:
            body = await self._body(scope.path, environ, protocol)
        except _Refused as refused:
            protocol.response_str(refused.status, _PLAIN_TEXT, refused.text)
            return
        environ["wsgi.input"] = BytesIO(body)
        loop = asyncio.get_running_loop()
        try:
            answer = await loop.run_in_executor(self._threads, _ask, self._application, environ)
        finally:
            self._held -= len(body)
        protocol.response_bytes(*answer)

    async def _body(self, path: str, environ: dict[str, Any], protocol: Any) -> bytes:
        """Return the body, or nothing of one that is too large: the product refuses that.

        Raises _Refused.
        """
        if "HTTP_TRANSFER_ENCODING" in environ:  # one that was cut off looks like a whole one
            raise _Refused(411, "Stuur Content-Length mee.\n")
        length = _length(environ)
        if not 0 < length <= self._limits.largest(path):
            return b""
        within = self._limits.seconds + length / self._limits.rate
        try:
            async with asyncio.timeout(within):
                return await self._read(protocol, length)
        except TimeoutError:
            raise _Refused(
                408, "Uw formulier kwam niet op tijd binnen. Ga terug en stuur het opnieuw.\n"
            ) from None

    async def _read(self, protocol: Any, length: int) -> bytes:
        """Read as granian gets it, up to what is held of all bodies together.

        What is returned counts as held until it is answered: it may wait long for a thread.
        """
        body = bytearray()
        try:
            async for part in protocol:
                body += part
                self._held += len(part)
                if self._held > self._limits.held:
                    raise _Refused(503, "Het is te druk. Probeer het over een minuut opnieuw.\n")
            if len(body) != length:
                raise _Refused(
                    400, "Uw formulier kwam niet helemaal binnen. Ga terug en stuur het opnieuw.\n"
                )
        except BaseException:
            self._held -= len(body)
            raise
        return bytes(body)


def _environ(scope: Any) -> dict[str, Any]:
    """Return what WSGI says of a request: texts hold one byte in each character."""
    server, _, port = scope.server.rpartition(":")
    environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _as_bytes(scope.path),
        "QUERY_STRING": _as_bytes(scope.query_string),
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
    }
    for name, value in scope.headers.items():
        if "_" in name:  # it would pass for the header with a dash, which a proxy may vouch for
            continue
        key = _PLAIN.get(name) or f"HTTP_{name.replace('-', '_').upper()}"
        between = "; " if name == "cookie" else ","
        environ[key] = f"{environ[key]}{between}{value}" if key in environ else value
    return environ


def _as_bytes(text: str) -> str:
    return text.encode().decode("latin-1")


def _length(environ: dict[str, Any]) -> int:
    """Return how long the body says to be. Raises _Refused when that is no number, or two."""
    said = environ.get("CONTENT_LENGTH") or "0"
    if not (said.isascii() and said.isdecimal() and len(said) < 20):
        raise _Refused(400, "Stuur Content-Length één keer mee.\n")
    return int(said)


def _ask(application: Application, environ: dict[str, Any]) -> Answer:
    """Return the whole answer of the product, in a thread."""
    begun: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
        begun.append((status, headers))

    parts = application(environ, start)
    try:
        content = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    status, headers = begun[-1]
    return Answer(int(status[:3]), headers, content)
