"""Lists made to cost much, held against honest ones: in one process, and while others visit.

What other visitors wait is measured while six people at once send list after list: honest ones and
costly ones in turns, so that what makes the machine slow makes both slow.
"""

import asyncio
import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from statistics import median
from time import process_time
from urllib.parse import urlsplit

import requests
from openpyxl import Workbook

from tests.bench.country import COUNTRY
from tests.bench.load import Browser, Seen, every
from tests.bench.pairs import log_in, remember
from tests.bench.product import Product
from tests.bench.ratios import Ratio
from tests.bench.report import Report
from tests.bench.server_process import environment, served
from tests.schooldata import costly
from wizard.domain.errors import DomainError
from wizard.schooldata import sheet_file
from wizard.settings import Settings
from wizard.web.user import Visitor
from wizard.wiring import wire

_SENDERS, _LISTS_EACH, _ROUNDS, _TURNS = 6, 4, 3, 3
#: Visitors, and the seconds from one page of each to the next.
_VISITORS, _EVERY, _AT_LEAST = 8, 0.25, 1.0
_PATIENCE = 120
#: Seconds after which a visitor gives up, as `load` has it.
_GIVES_UP = 30
#: p95 of others' pages is at most so many times what it is beside honest lists.
_LIMIT = 2.0
#: No list takes more than so many times an honest one that is large once it is unpacked.
_LIMIT_OF_READING = 2.0
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def run_alone(report: Report) -> None:
    """Read each shape here, in turns with an honest list that is some 4 MB once it is unpacked."""
    makes = (*costly.REPORTED, *costly.SIBLINGS)
    contents = {make.__name__: make() for make in makes}
    honest = honest_list(columns=40)
    rounds = [
        (_seconds(honest), {name: _seconds(content) for name, content in contents.items()})
        for _ in range(_TURNS)
    ]
    for name in contents:
        report.add_ratio(
            Ratio(
                f"reading the list {name}",
                median(each[name] for _, each in rounds) * 1000,
                median(seconds for seconds, _ in rounds) * 1000,
                "reading an honest list",
                _LIMIT_OF_READING,
            )
        )


def run(product: Product, provider: str, report: Report) -> None:
    """Measure on a database that holds one country, and leave the people in it."""
    environ = environment(product.kept.url, provider)
    everybody = _log_in_all(Settings.from_environ(environ))
    honest = [honest_list(columns=4)] * _SENDERS
    costly_ones = [make() for make in costly.REPORTED]
    beside = {"six honest lists": _Beside(), "six costly lists": _Beside()}
    with served(environ) as address:
        for _ in range(_ROUNDS):
            for seen, lists in zip(beside.values(), (honest, costly_ones), strict=True):
                visitors = list(islice(everybody, _VISITORS))
                senders = list(islice(everybody, _SENDERS))
                asyncio.run(_round(address, visitors, senders, lists, seen))
    _tell(product.kept.name, beside, report)


def honest_list(*, columns: int) -> bytes:
    """Return a list of a thousand schools, each cell another text."""
    book = Workbook()
    book.active.append(("BRIN", "LAS", *(f"kolom {number}" for number in range(2, columns))))
    for row in range(1_000):
        more = (f"{row} {number}" for number in range(2, columns))
        book.active.append((COUNTRY.brin(row), "ParnasSys", *more))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _seconds(content: bytes) -> float:
    """Return the seconds of a processor that reading a list takes."""
    began = process_time()
    with suppress(DomainError):
        sheet_file.read("las.xlsx", content)
    return process_time() - began


@dataclass(frozen=True)
class _Person:
    """Somebody of a board, and the key of their session."""

    board: str
    key: str


@dataclass
class _Beside:
    """What was seen of pages of others, and of the lists that were sent meanwhile."""

    pages: Seen = field(default_factory=Seen)
    sent: dict[int, int] = field(default_factory=dict)
    told_to_wait: int = 0

    def add_missed(self, seconds: float) -> None:
        """Count those who would have asked while this visitor waited: they would have waited too.

        Else one visitor who waits for 20 seconds is one slow answer among hundreds.
        """
        missed = int(seconds / _EVERY)
        self.pages.seconds += [seconds - turn * _EVERY for turn in range(1, missed + 1)]

    def note(self, answer: requests.Response) -> None:
        """Count an answer to a list that was sent."""
        self.sent[answer.status_code] = self.sent.get(answer.status_code, 0) + 1
        self.told_to_wait += "andere lijst gelezen" in answer.text


def _log_in_all(settings: Settings) -> Iterator[_Person]:
    """Log in as many as there are in all rounds, each of a board of their own."""
    wiring = wire(settings)
    wanted = 2 * _ROUNDS * (_VISITORS + _SENDERS)
    boards = dict.fromkeys(COUNTRY.board(position) for position in range(COUNTRY.schools))
    try:
        with wiring.database.transaction() as session:
            people = [
                (board, remember(session, wiring, f"Lijsten van {board}"))
                for board in islice(boards, wanted)
            ]
            keys = [
                _Person(board, log_in(session, wiring, Visitor(person, frozenset((board,)))))
                for board, person in people
            ]
    finally:
        wiring.database.dispose()
    return iter(keys)


async def _round(
    address: str,
    visitors: Sequence[_Person],
    senders: Sequence[_Person],
    lists: Sequence[bytes],
    seen: _Beside,
) -> None:
    """Let others visit pages until all lists are answered."""
    host, port = urlsplit(address).hostname or "", urlsplit(address).port or 0
    clock = asyncio.get_running_loop().time
    posts = [await asyncio.to_thread(_ready, address, person) for person in senders]
    browsers = [Browser(host, port, person.key) for person in visitors]
    for browser, person in zip(browsers, visitors, strict=True):
        await browser.open(f"/bestuur/{person.board}", Seen(), 200)
    begin = clock()
    sending = asyncio.gather(
        *(
            asyncio.to_thread(_send_all, post, content, seen)
            for post, content in zip(posts, lists, strict=True)
        )
    )
    async with asyncio.TaskGroup() as group:
        for place, (browser, person) in enumerate(zip(browsers, visitors, strict=True)):
            first = begin + _EVERY * place / _VISITORS
            group.create_task(_visit(browser, person, first, seen, sending))
    await sending
    for browser in browsers:
        await browser.close()


async def _visit(
    browser: Browser,
    person: _Person,
    first: float,
    seen: _Beside,
    sending: "asyncio.Future[list[None]]",
) -> None:
    """Open a page each period, for a second at least, and until nobody sends any more."""
    until = first + _AT_LEAST

    async def act() -> None:
        answer = await browser.open(f"/bestuur/{person.board}", seen.pages, 200)
        seen.add_missed(answer.seconds if answer else _GIVES_UP)

    clock = asyncio.get_running_loop().time
    while clock() < until or not sending.done():
        await every(_EVERY, max(first, clock()), clock() + _EVERY, act)


Post = Callable[[bytes], requests.Response]


def _ready(address: str, person: _Person) -> Post:
    """Open the page of the form, and return what sends a list from it."""
    url = f"{address}/bestuur/{person.board}/las/bestand"
    session = requests.Session()
    session.headers["Cookie"] = f"mandaatwijzer={person.key}"
    found = _TOKEN.search(session.get(url, timeout=_PATIENCE).text)
    assert found, url

    def post(content: bytes) -> requests.Response:
        return session.post(
            url,
            data={"csrf_token": found[1]},
            files={"file": ("las.xlsx", content)},
            timeout=_PATIENCE,
        )

    return post


def _send_all(post: Post, content: bytes, seen: _Beside) -> None:
    for _ in range(_LISTS_EACH):
        seen.note(post(content))


def _tell(name: str, beside: dict[str, _Beside], report: Report) -> None:
    report.begin_spreads()
    for what, seen in beside.items():
        report.add_spread(name, f"pages beside {what}", seen.pages)
        report.add_errors(name, seen.pages)
        report.note(f"{name}: {what}: answers {seen.sent}, {seen.told_to_wait} told to come back")
        report.errors += [
            f"{name}: {what}: {status}" for status in seen.sent if status not in (200, 422, 429)
        ]
    honest, costly_ones = (each.pages.percentile(95) for each in beside.values())
    report.add_ratio(
        Ratio(
            f"{name}: p95 of pages beside six costly lists",
            costly_ones,
            honest,
            "p95 beside six honest lists",
            _LIMIT,
        )
    )
