"""Ten thousand requests that nobody should send, over all routes: none is our mistake.

A thousand by `make test`, both databases together; ten thousand on each by `make test-all`.
A story is a seed, its register and a database. The same seed sends the same requests, so
`make test-all ARGS='tests/web/test_hostile_requests.py -k seed3'` shows a failure again: the
number of the request, the request and the trace.
"""

from dataclasses import dataclass, field

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.routes import Place, addresses, guard_of, settle
from tests.ways import BACKENDS, rounds
from tests.web.attackers import Answer, Attacker, Attackers, attackers
from tests.web.fuzzing import Fuzzer, HostileRequest
from wizard.web import guards

_SEEDS = range(rounds(1, 10))
_REQUESTS = {"sqlite": rounds(850, 1_000), "postgres": rounds(150, 1_000)}
#: So many routes take a form that got through, at least: else the requests end at the guards.
_FORMS_SAVED = {"sqlite": 30, "postgres": 10}
#: Long enough that a session has expired, and that limits by the hour do not stop the requests.
_BETWEEN = 7
#: Here a browser tells what its provider answered; that the provider failed is no mistake of ours.
_BACK_FROM_PROVIDER = (b"/inloggen/terug", b"/helpdesk/inloggen/terug")
_EXAMPLE = "/bestuur/99006/las/bestand/voorbeeld.xlsx"


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture(params=[pytest.param(seed, id=f"seed{seed}") for seed in _SEEDS])
def seed(request: pytest.FixtureRequest) -> int:
    number: int = request.param
    return number


@pytest.fixture
def register_key(seed: int) -> str:
    return ("osr", "own")[seed % 2]


@dataclass
class Storm:
    """What came of many requests: which answers were wrong, and which routes did some work."""

    wrong: list[str] = field(default_factory=list)
    #: By method and name. An answer that is neither a refusal nor a way to the login.
    worked: set[tuple[str, str]] = field(default_factory=set)


def _storm(app: Flask, clock: SteppingClock, seed: int, requests: int) -> Storm:
    _visitor, place = settle(app, "zes-scholen", "99006", "99AB")
    senders = attackers(app, "zes-scholen", lambda: clock.forward(minutes=31))
    _look_around(app, place, senders)
    fuzzer, storm = Fuzzer(app, place, senders.user.look(_EXAMPLE).body, seed), Storm()
    for number in range(requests):
        endpoint = fuzzer.endpoint(number)
        sender = senders.sender(guard_of(app, endpoint), fuzzer.chance(number))
        request = fuzzer.draw(number, sender.seen)
        answer = sender.send(request)
        clock.forward(seconds=_BETWEEN)
        if wrong := _wrong(request, answer):
            storm.wrong.append(_report(seed, sender, request, answer, wrong))
        if answer.status < 300 or answer.status == 422 or answer.leads_on:
            storm.worked.add((request.method, endpoint))
    return storm


def _look_around(app: Flask, place: Place, senders: Attackers) -> None:
    """Let each see every page that is theirs, so that they know its forms."""
    of_guard = {"public": senders.stranger, "agent": senders.agent}
    for address in addresses(app, place):
        if "GET" in address.methods:
            of_guard.get(guard_of(app, address.endpoint) or "", senders.user).look(address.url)


def _wrong(request: HostileRequest, answer: Answer) -> str:
    """Say what is wrong with an answer; nothing when it is as it should be."""
    if answer.status == 502 and request.path in _BACK_FROM_PROVIDER:
        return ""
    if answer.status >= 500 or answer.swallowed:
        return f"answered {answer.status}"
    if answer.is_html and answer.status // 100 != 3 and _is_bare(answer.text):
        return f"answered {answer.status} without our frame"
    return ""


def _is_bare(text: str) -> bool:
    """Tell whether this is a whole page and not one of ours; parts have no frame."""
    return "<!doctype html>" in text.lower() and '<main id="inhoud"' not in text


def _report(
    seed: int, sender: Attacker, request: HostileRequest, answer: Answer, wrong: str
) -> str:
    which = f"seed {seed}, request {request.number} of {sender.name}"
    return f"{which} {wrong}:\n{request}\n{answer.trace}"


def test_none_is_our_mistake(app: Flask, clock: SteppingClock, seed: int, backend: str) -> None:
    storm = _storm(app, clock, seed, _REQUESTS[backend])
    assert not storm.wrong, "\n\n".join(storm.wrong[:3])
    posts = sum(method == "POST" for method, _endpoint in storm.worked)
    assert posts >= _FORMS_SAVED[backend]


@pytest.mark.own_product
@pytest.mark.parametrize(("backend", "seed"), [("sqlite", 0)])
def test_a_new_route_that_breaks_is_found(app: Flask) -> None:
    app.add_url_rule("/breekt/<number>", "breaks", guards.public(lambda number: str(int(number))))
    fuzzer, stranger = Fuzzer(app, Place("", "", 0, ""), b"", 0), Attacker(app, "a stranger")
    turns = [each for each in range(10_000) if fuzzer.endpoint(each) == "breaks"]
    requests = [fuzzer.draw(each, stranger.seen) for each in turns]
    answers = [stranger.send(each) for each in requests]
    found = [each for each in zip(requests, answers, strict=True) if _wrong(*each)]
    assert "ValueError: invalid literal for int()" in found[0][1].trace
