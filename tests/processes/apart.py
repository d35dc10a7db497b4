"""Two browsers, each at a server process of its own, that send something at the same moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.synchronize import Barrier
from typing import Any

from tests.processes.people import PROCESSES, LoggedIn, process, running
from tests.routes import token_of
from tests.visitor import Visitor

_PATIENCE = 120  # seconds


@dataclass(frozen=True)
class Ask:
    """What a browser sends."""

    method: str
    url: str
    data: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str | None
    text: str


def post(visitor: Visitor, url: str, **data: str) -> Ask:
    """Return what a form of this visitor sends."""
    return Ask("POST", url, {"csrf_token": token_of(visitor), **data})


class Both:
    """Sends what two browsers ask at the same moment, each from a process of its own."""

    def __init__(self, lines: list[tuple[Any, Any]]) -> None:
        self._lines = lines

    def send(self, *asks: Ask) -> list[Answer]:
        """Send one each, at once; return what each was answered."""
        for (wants, _said), ask in zip(self._lines, asks, strict=True):
            wants.put(ask)
        return [said.get(timeout=_PATIENCE) for _wants, said in self._lines]


@contextmanager
def both(*visitors: Visitor) -> Iterator[Both]:
    """Let these two go on in processes of their own."""
    start = PROCESSES.Barrier(len(visitors))
    lines = [(PROCESSES.Queue(), PROCESSES.Queue()) for _visitor in visitors]
    people = [
        process(_browse, LoggedIn.as_of(visitor), start, *line)
        for visitor, line in zip(visitors, lines, strict=True)
    ]
    with running(*people):
        yield Both(lines)
        for wants, _said in lines:
            wants.put(None)


def _browse(who: LoggedIn, start: Barrier, wants: Any, said: Any) -> None:
    client = who.visitor().client
    while ask := wants.get(timeout=_PATIENCE):
        start.wait(_PATIENCE)
        answer = client.open(ask.url, method=ask.method, data=ask.data)
        said.put(Answer(answer.status_code, answer.location, answer.text))
