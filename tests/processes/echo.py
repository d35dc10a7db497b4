"""The gateway before a small application that says what it was asked, with short deadlines.

`python -m tests.processes.echo PORT` serves it as the product is served.
An answer waits for the lock on the file in `X-Wait`, if there is one.
"""

import fcntl
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from wizard.cli.gateway import Gateway, Limits
from wizard.cli.serve import serve

#: Bytes of a body, by path, and of all bodies together.
LARGEST, LARGE, HELD = 1000, 200_000, 300_000
_SECONDS = 0.5
#: Bytes of an answer that no buffer on the way holds.
BIG = 40_000_000
_THREADS = 2


def gateway() -> Gateway:
    """Make it; each worker process does so for itself."""
    limits = Limits(
        largest=lambda path: LARGE if path.startswith("/large") else LARGEST,
        seconds=_SECONDS,
        held=HELD,
    )
    return Gateway(_application, threads=_THREADS, limits=limits)


def _application(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    body = environ["wsgi.input"].read()
    if environ["PATH_INFO"] == "/big":
        start("200 OK", [("Content-Length", str(BIG))])
        return [b"x" * BIG]
    if waits_for := environ.get("HTTP_X_WAIT"):
        with Path(waits_for).open() as file:
            fcntl.flock(file, fcntl.LOCK_SH)
    texts = {name: value for name, value in environ.items() if isinstance(value, str)}
    content = json.dumps({**texts, "body": body.decode("latin-1")}).encode()
    headers = [
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
        ("Content-Length", str(len(content))),
    ]
    start("200 OK", headers)
    return _parts(environ["REQUEST_METHOD"], content)


def _parts(method: str, content: bytes) -> Iterable[bytes]:
    if method != "HEAD":
        yield content[:10]
        yield content[10:]


if __name__ == "__main__":
    serve("tests.processes.echo:gateway", "127.0.0.1", int(sys.argv[1]), head_within=500)
