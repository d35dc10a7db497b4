"""Who sends slowly, half, or nothing holds up nobody else: over real connections to granian.

Answers are counted, not timed: with a thread for each half-sent form these would never end.
"""

import fcntl
import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from tests.bench.server_process import environment, free_port, served
from tests.databases import MakeDatabase
from tests.processes import echo
from tests.processes.lines import Line
from tests.waiting import wait_for
from wizard.cli.serve import allow_open_files
from wizard.settings import ROOT

_HALF_SENT, _IDLE, _OTHERS = 40, 1100, 20
_FORM = "POST /uitloggen HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100\r\n\r\ncsrf"


def test_others_are_answered_beside_half_sent_forms_and_idle_connections(
    fresh: MakeDatabase,
) -> None:
    environ = environment(fresh("sqlite", "practice"), "http://127.0.0.1:9")
    allow_open_files()
    with served(environ) as address, ExitStack() as lines:
        host = urlsplit(address).netloc
        for each in range(_HALF_SENT + _IDLE):
            line = lines.enter_context(Line(host))
            if each < _HALF_SENT:
                line.send(_FORM.format(host=host))
        pages = [requests.get(f"{address}/inloggen", timeout=60) for _each in range(_OTHERS)]
        assert [page.status_code for page in pages] == [200] * _OTHERS


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """Serve the echo for all stories below, which ends with them."""
    port = free_port()
    command = [sys.executable, "-m", "tests.processes.echo", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(lambda: _answers(port), or_say=lambda: "the echo does not answer")
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()


def _answers(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/", timeout=5).ok
    except requests.RequestException:
        return False


def _post(host: str, *headers: str, body: str = "", path: str = "/") -> tuple[int, str]:
    """Send this; return the status and the text of the answer, after which it was hung up."""
    with Line(host) as line:
        line.send("\r\n".join((f"POST {path} HTTP/1.1", f"Host: {host}", *headers, "", body)))
        return line.answer()


def test_a_form_that_comes_in_pieces_is_read_whole(host: str) -> None:
    with Line(host) as line:
        line.send(f"POST / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: 6\r\n")
        for piece in ("\r\n", "ab", "cd", "ef"):
            line.send(piece)
        status, text = line.answer()
    said = json.loads(text)
    assert (status, said["body"], said["CONTENT_LENGTH"]) == (200, "abcdef", "6")


def test_a_form_that_never_ends_is_not_waited_for(host: str) -> None:
    assert _post(host, "Content-Length: 6", body="ab")[0] == 408
    assert _post(host, "Content-Length: 6")[0] == 408


def test_a_form_that_drips_is_not_waited_for(host: str) -> None:
    with Line(host) as line:
        line.send(f"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000\r\n\r\n")
        line.drip("x")
        assert line.answer()[0] == 408


def test_who_hangs_up_halfway_is_not_heard(host: str) -> None:
    with Line(host) as line:
        line.send(f"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 6\r\n\r\nab")
        line.stop_sending()
        assert line.answer()[0] in (0, 400)


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        (("Transfer-Encoding: chunked",), "2\r\nab\r\n0\r\n\r\n", 411),
        (("Transfer-Encoding: chunked", "Content-Length: 2"), "2\r\nab\r\n0\r\n\r\n", 411),
        (("Transfer-Encoding: gzip",), "ab", 400),
        (("Content-Length: 2", "Content-Length: 3"), "ab", 400),
        (("Content-Length: x",), "ab", 400),
        (("Content-Length: -1",), "ab", 400),
        ((f"Content-Length: {'9' * 30}",), "ab", 400),
        (("Content-Length: 2, 2",), "ab", 400),
    ],
)
def test_lengths_that_cannot_be_relied_on(
    host: str, headers: tuple[str, ...], body: str, status: int
) -> None:
    assert _post(host, *headers, body=body)[0] == status


def test_a_body_that_is_too_large_is_not_read(host: str) -> None:
    """The application sees how large it says to be, and refuses it."""
    for path, largest in (("/", echo.LARGEST), ("/large", echo.LARGE)):
        for length, got in ((largest, largest), (largest + 1, 0)):
            answer = requests.post(f"http://{host}{path}", data=b"x" * length, timeout=60)
            said = answer.json()
            assert (len(said["body"]), said["CONTENT_LENGTH"]) == (got, str(length))


def test_bodies_that_are_coming_in_are_bounded_together(host: str) -> None:
    """Both workers get their share before the newest is refused."""
    half = f"POST /large HTTP/1.1\r\nHost: {host}\r\nContent-Length: {echo.LARGE}\r\n\r\n"
    with ExitStack() as lines:
        sent = [lines.enter_context(Line(host)) for _each in range(8)]
        for line in sent:
            line.send(half + "x" * (echo.LARGE - 1))
        statuses = {line.answer()[0] for line in sent}
    assert 503 in statuses <= {0, 408, 503}, "0: hung up on before the answer was read"
    whole = requests.post(f"http://{host}/large", data=b"x" * echo.LARGE, timeout=60)
    assert len(whole.json()["body"]) == echo.LARGE


def test_bodies_that_wait_for_their_answer_are_bounded_too(host: str, tmp_path: Path) -> None:
    """Each worker holds one of two thirds of what it may hold; while that waits, it takes none."""
    (lock := tmp_path / "lock").touch()
    with lock.open() as held, ThreadPoolExecutor(8) as threads:
        fcntl.flock(held, fcntl.LOCK_EX)
        asked = [threads.submit(_post_large, host, lock) for _each in range(8)]
        try:
            done = as_completed(asked, timeout=30)
            assert {next(done).result() for _each in range(6)} <= {0, 503}
        finally:
            fcntl.flock(held, fcntl.LOCK_UN)
        assert 200 in {each.result() for each in asked}


def _post_large(host: str, lock: Path) -> int:
    """Return the status of the answer; 0 when it hung up before all was sent."""
    try:
        return requests.post(
            f"http://{host}/large", b"x" * echo.LARGE, headers={"X-Wait": str(lock)}, timeout=60
        ).status_code
    except requests.ConnectionError:
        return 0


def test_who_does_not_read_holds_no_thread(host: str) -> None:
    with ExitStack() as lines:
        for _each in range(8):
            lines.enter_context(Line(host)).send(f"GET /big HTTP/1.1\r\nHost: {host}\r\n\r\n")
        assert all(requests.get(f"http://{host}/", timeout=60).ok for _each in range(_OTHERS))


@pytest.mark.parametrize("begin", ["", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a\r\n"])
def test_a_connection_without_a_whole_question_is_hung_up_on(host: str, begin: str) -> None:
    with Line(host) as line:
        line.send(begin)
        assert line.answer()[0] in (0, 408)


def test_a_connection_that_is_kept_unused_is_hung_up_on(host: str) -> None:
    with Line(host) as line:
        line.send(f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")
        assert line.answer()[0] == 200


def test_what_was_asked_is_said_as_wsgi_says_it(host: str) -> None:
    said = _asked(host, "GET", "/%C3%A9%2F%00?x=%ff&y=1")
    assert said["PATH_INFO"].encode("latin-1").decode() == "/é/\0"
    assert said["QUERY_STRING"] == "x=%ff&y=1"
    assert (said["REMOTE_ADDR"], said["SERVER_PORT"]) == ("127.0.0.1", host.rpartition(":")[2])
    assert (said["HTTP_HOST"], said["wsgi.url_scheme"]) == (host, "http")
    assert not {"HOME", "PATH"} & said.keys(), "nothing of our own environment"


def test_headers_that_are_said_twice_are_one_and_no_header_passes_for_another(host: str) -> None:
    said = _asked(
        host,
        "GET",
        "/",
        ("Cookie", "a=1"),
        ("Cookie", "b=2"),
        ("X-Forwarded-For", "1.1.1.1"),
        ("X-Forwarded-For", "2.2.2.2"),
        ("X_Forwarded_For", "9.9.9.9"),
    )
    assert said["HTTP_COOKIE"] == "a=1; b=2"
    assert said["HTTP_X_FORWARDED_FOR"] == "1.1.1.1,2.2.2.2"


def test_an_answer_keeps_its_headers_and_a_head_its_length(host: str) -> None:
    whole = requests.get(f"http://{host}/", timeout=60)
    assert whole.raw.headers.getlist("Set-Cookie") == ["a=1", "b=2"]
    head = requests.head(f"http://{host}/", timeout=60)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["Content-Length"]) > 100


def _asked(host: str, method: str, path: str, *headers: tuple[str, str]) -> dict[str, Any]:
    connection = HTTPConnection(host, timeout=60)
    connection.putrequest(method, path)
    for name, value in headers:
        connection.putheader(name, value)
    connection.endheaders()
    try:
        said: dict[str, Any] = json.loads(connection.getresponse().read())
        return said
    finally:
        connection.close()
