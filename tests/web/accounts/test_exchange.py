"""What an identity provider sends has a deadline and a largest size, however it is sent."""

import gzip
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import repeat
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from requests.exceptions import ConnectionError as NoConnection

from tests.builders import SteppingClock
from tests.visitor import Page
from tests.web.conftest import MakeProduct
from wizard.web.accounts import exchange
from wizard.web.accounts.exchange import FailedJustNow, Line, Memory, TooLong, TooMuch

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

#: Seconds that an exchange may take here; each way to draw it out costs a test as many.
_SHORT = 0.3
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
_SIZE = exchange.LARGEST_ANSWER

Answer = Callable[[socket.socket, Event], None]


class Listener:
    """Takes connections, counts them, and answers each in the way that it was given."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.over = Event()
        self.count = 0

    def serve(self) -> None:
        """Serve until closed, each in a thread of its own."""
        with suppress(OSError):
            while True:
                connected, _peer = self._listening.accept()
                self.count += 1
                Thread(target=self._serve, args=(connected,), daemon=True).start()

    def _serve(self, connected: socket.socket) -> None:
        with connected, suppress(OSError):
            connected.recv(65536)
            self._answer(connected, self.over)

    def close(self) -> None:
        """Let go of everybody."""
        self.over.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


@contextmanager
def _listener(answer: Answer) -> Iterator[Listener]:
    listener = Listener(answer)
    serving = Thread(target=listener.serve)
    serving.start()
    try:
        yield listener
    finally:
        listener.close()
        serving.join()


def _never(connected: socket.socket, over: Event) -> None:
    over.wait(60)
    connected.shutdown(socket.SHUT_RDWR)


def _dripping(begin: bytes, drop: bytes = b"x") -> Answer:
    """Return who sends this, and then a drop now and then: never long enough to be waited for."""

    def answer(connected: socket.socket, over: Event) -> None:
        connected.sendall(begin)
        while not over.wait(_SHORT / 10):
            connected.sendall(drop)

    return answer


def _sending(*parts: bytes) -> Answer:
    def answer(connected: socket.socket, _over: Event) -> None:
        for part in parts:
            connected.sendall(part)

    return answer


def _hanging_up(connected: socket.socket, _over: Event) -> None:
    connected.shutdown(socket.SHUT_RDWR)


def _ask(address: str, memory: Memory, clock: SteppingClock) -> bytes:
    with Flask("asking").app_context(), memory.exchange(clock.now), Line() as line:
        content: bytes = line.get(address, withhold_token=True, timeout=(3, 5)).content
        return content


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(_never, id="never"),
        pytest.param(_dripping(b"HTTP/1.1 200 OK\r\nX: "), id="head"),
        pytest.param(_dripping(b"HTTP/1.1 100 Continue\r\n", b"X: y\r\n"), id="lines"),
        pytest.param(_dripping(_HEAD + b"Content-Length: 9000\r\n\r\n"), id="body"),
        pytest.param(_dripping(_HEAD + b"\r\n"), id="until it hangs up"),
        pytest.param(
            _dripping(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"), id="chunks"
        ),
    ],
)
def test_who_draws_it_out_is_cut_off(answer: Answer, clock: SteppingClock) -> None:
    with _listener(answer) as listener, pytest.raises(TooLong):
        _ask(listener.address, Memory(_SHORT), clock)


def test_a_handshake_that_is_drawn_out_is_cut_off(clock: SteppingClock) -> None:
    dripping = _dripping(b"\x16\x03\x03\x40\x00", b"\x02")
    with _listener(dripping) as listener, pytest.raises(TooLong):
        _ask(listener.address.replace("http:", "https:"), Memory(_SHORT), clock)


def test_a_proxy_that_draws_it_out_is_cut_off(
    clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _listener(_dripping(_HEAD + b"\r\n")) as listener:
        monkeypatch.setenv("http_proxy", listener.address)
        with pytest.raises(TooLong):
            _ask("http://provider.example/", Memory(_SHORT), clock)


def test_the_deadline_is_of_all_answers_together(clock: SteppingClock) -> None:
    begin = b"HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: /\r\nContent-Length: 1\r\n\r\n"

    def answer(connected: socket.socket, over: Event) -> None:
        over.wait(_SHORT / 4)
        connected.sendall(begin + b"x")

    with _listener(answer) as listener, pytest.raises(TooLong):
        _ask(listener.address, Memory(_SHORT), clock)
    assert listener.count < 10


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(b"Content-Length: %d\r\n\r\n" % (_SIZE + 1), id="told"),
        pytest.param(b"\r\n", id="not told"),
    ],
)
def test_who_sends_more_than_makes_sense_is_cut_off(more: bytes, clock: SteppingClock) -> None:
    larger = _sending(_HEAD + more, b"x" * (_SIZE + 1))
    with _listener(larger) as listener, pytest.raises(TooMuch):
        _ask(listener.address, Memory(), clock)
    exactly = _HEAD + b"Content-Length: %d\r\n\r\n" % _SIZE
    with _listener(_sending(exactly, b"x" * _SIZE)) as listener:
        assert len(_ask(listener.address, Memory(), clock)) == _SIZE


def test_packed_it_is_measured_unpacked(clock: SteppingClock) -> None:
    bomb = gzip.compress(b"\0" * (_SIZE + 1))
    head = _HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb)
    with _listener(_sending(head, bomb)) as listener, pytest.raises(TooMuch):
        _ask(listener.address, Memory(), clock)


def test_who_comes_just_after_a_failure_does_not_wait(clock: SteppingClock) -> None:
    memory = Memory()
    with _listener(_hanging_up) as listener:
        for seconds, asked in ((0, 1), (9, 1), (1, 2), (9, 2)):
            clock.forward(seconds=seconds)
            expected = FailedJustNow if seconds == 9 else NoConnection
            with pytest.raises(expected) as raised:
                _ask(listener.address, memory, clock)
            assert isinstance(raised.value.__cause__, NoConnection) == (seconds == 9)
            assert listener.count == asked


def test_an_answer_that_says_no_is_not_remembered(clock: SteppingClock) -> None:
    memory = Memory()
    refusing = _sending(b"HTTP/1.1 503 Busy\r\nContent-Length: 2\r\n\r\nno")
    with _listener(refusing) as listener:
        assert [_ask(listener.address, memory, clock) for _time in range(2)] == [b"no", b"no"]
        assert listener.count == 2


def test_only_a_few_wait_at_once(clock: SteppingClock) -> None:
    """The others have their threads for themselves, and are told so."""
    memory = Memory(turn=_SHORT / 10)
    caught: list[type[Exception]] = []

    def ask() -> None:
        try:
            _ask(listener.address, memory, clock)
        except (FailedJustNow, NoConnection) as error:
            caught.append(type(error))
            listener.over.set()

    with _listener(_never) as listener:
        asking = [Thread(target=ask) for _each in repeat(None, exchange.AT_ONCE + 1)]
        for each in asking:
            each.start()
        for each in asking:
            each.join()
    assert caught[0] is FailedJustNow
    assert listener.count == exchange.AT_ONCE


def test_the_page_of_a_failure_comes_at_once_for_who_comes_after(
    make_product: MakeProduct, clock: SteppingClock
) -> None:
    def shown() -> "TestResponse":
        return app.test_client().get("/inloggen/mijn-duo?naar=/privacy")

    with _listener(_hanging_up) as listener:
        app = make_product(listener.address)
        first, second = shown(), shown()
        assert (first.status_code, second.status_code, listener.count) == (502, 502, 1)
        titles = {Page(page, "/inloggen/mijn-duo", fragment=False).h1 for page in (first, second)}
        assert len(titles) == 1
        clock.forward(seconds=10)
        assert (shown().status_code, listener.count) == (502, 2)
