"""A hundred pairs in a call at once, on two server processes, for a minute.

The polls are held against /gezond, asked in the same minute at a steady rate: what makes the
machine slow makes both slow.
"""

import asyncio
import os
from collections.abc import Sequence
from random import Random
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient

from tests.bench.country import COUNTRY
from tests.bench.load import every
from tests.bench.measuring import Scene, measure
from tests.bench.pairs import PAIRS, Pair, make_pairs
from tests.bench.people import MARK, Agent, Caller, Measurements, Operator
from tests.bench.product import Product
from tests.bench.ratios import Ratio
from tests.bench.report import Report
from tests.bench.server_process import environment, served
from tests.builders import make_app
from wizard.settings import Settings
from wizard.wiring import wire

#: Seconds; BENCH_SECONDS shortens it, for who tries something out.
_LASTS = 60.0
#: Seconds from one question to the next, as the pages say it to htmx.
_AGENT_EVERY, _CALLER_EVERY = 2.0, 5.0
#: Some ten times a second; in step with the others each would meet the same polls all the time.
_OPERATOR_EVERY, _OPERATORS = 1.03, 10
#: p95 of the polls is at most so many times p95 of /gezond.
_LIMIT = 4.0
_TIMES = 30

People = Sequence[Caller | Agent | Operator]


def run(product: Product, provider: str, report: Report) -> None:
    """Measure on a database that holds one country, and leave the pairs in it."""
    environ = environment(product.kept.url, provider)
    wiring = wire(Settings.from_environ(environ))
    try:
        pairs = make_pairs(wiring)
        alone = measure(wiring.database.engine, _scenes(make_app(wiring), pairs[0]), times=_TIMES)
    finally:
        wiring.database.dispose()
    for what, measured in alone.items():
        report.add(product.kept.name, what, COUNTRY.schools, measured)
    lasts = float(os.environ.get("BENCH_SECONDS") or _LASTS)
    busy = os.getloadavg()[0]
    with served(environ) as address:
        seen = asyncio.run(_everybody(pairs, address, lasts))
    report.note(
        f"{product.kept.name}: {PAIRS} pairs for {lasts:g} s on two server processes; load average "
        f"{busy:.1f} before, {os.getloadavg()[0]:.1f} after, on {os.cpu_count()} processors"
    )
    _tell(product.kept.name, seen, report)


def _scenes(app: Flask, pair: Pair) -> dict[str, Scene]:
    """Return the same questions without a server and one by one, so that statements can count."""
    caller, agent = app.test_client(), app.test_client()
    caller.set_cookie("mandaatwijzer", pair.caller)
    agent.set_cookie("mandaatwijzer", pair.agent)
    caller.get(f"/bestuur/{pair.board}")
    call = f"/helpdesk/telefoon/{pair.call_id}"
    found = MARK.search(agent.get(call).text)
    assert found, call

    def ask(client: FlaskClient, path: str, status: int) -> Scene:
        def act() -> None:
            answer = client.get(path, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
            assert answer.status_code == status, answer.text

        return Scene(act)

    return {
        "/gezond": ask(app.test_client(), "/gezond", 200),
        "agent's poll: nothing new": ask(agent, f"{call}/nu?stand={found[1]}", 204),
        "agent's poll: something new": ask(agent, f"{call}/nu?stand=allowed.0", 200),
        "caller's poll": ask(caller, "/telefoon/balk?stand=allowed", 204),
    }


async def _everybody(pairs: Sequence[Pair], address: str, lasts: float) -> Measurements:
    """Let all of them open their first page, one by one, and then act, each at their own moment."""
    host, port = urlsplit(address).hostname or "", urlsplit(address).port or 0
    seen = Measurements()
    callers = [Caller(pair, host, port, seen, turn) for turn, pair in enumerate(pairs)]
    agents = [Agent(pair, host, port, seen) for pair in pairs]
    operators = [Operator(host, port, seen) for _ in range(_OPERATORS)]
    everybody: People = (*callers, *agents, *operators)
    for person in everybody:
        await person.get_ready()
    until = asyncio.get_running_loop().time() + lasts
    async with asyncio.TaskGroup() as group:
        for people, period in (
            (callers, _CALLER_EVERY),
            (agents, _AGENT_EVERY),
            (operators, _OPERATOR_EVERY),
        ):
            _begin(group, people, period, until - lasts, until)
    for person in everybody:
        await person.browser.close()
    return seen


def _begin(
    group: asyncio.TaskGroup, people: People, period: float, begin: float, until: float
) -> None:
    """Let each begin somewhere in the first period: by chance, but equal in each run."""
    chance = Random(len(people) * period)  # noqa: S311  moments, no secrets
    for person in people:
        first = begin + period * chance.random()
        group.create_task(every(period, first, until, person.act))


def _tell(name: str, seen: Measurements, report: Report) -> None:
    polls = seen.agents + seen.callers
    asked = {
        "agents' polls": seen.agents,
        "callers' polls": seen.callers,
        "/gezond": seen.healthy,
        "pages opened by callers": seen.pages,
        "first pages": seen.ready,
    }
    report.begin_spreads()
    for what, each in asked.items():
        report.add_spread(name, what, each)
        report.add_errors(name, each)
    report.add_spread(name, "all polls", polls)
    report.add_ratio(
        Ratio(
            f"{name}: p95 of a poll by {PAIRS} pairs",
            polls.percentile(95),
            seen.healthy.percentile(95),
            "p95 of /gezond",
            _LIMIT,
        )
    )
