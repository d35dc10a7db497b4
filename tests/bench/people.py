"""What each of those in a call does over and over: a caller, an agent, and who asks /gezond."""

import re
from dataclasses import dataclass, field
from itertools import cycle

from tests.bench.load import Answer, Browser, Seen
from tests.bench.pairs import Pair

#: What an agent's page says to ask with next.
MARK = re.compile(r'/nu\?stand=([^"&]+)')
#: A caller opens another page with every fourth poll: a step takes them some twenty seconds.
_POLLS_PER_PAGE = 4


@dataclass
class Measurements:
    """What was seen of each kind. `ready`: what was asked before the clock started."""

    agents: Seen = field(default_factory=Seen)
    callers: Seen = field(default_factory=Seen)
    healthy: Seen = field(default_factory=Seen)
    pages: Seen = field(default_factory=Seen)
    ready: Seen = field(default_factory=Seen)


class Caller:
    """Asks every five seconds whether the bar changed, and goes to another page now and then."""

    def __init__(self, pair: Pair, host: str, port: int, seen: Measurements, turn: int) -> None:
        self.browser = Browser(host, port, pair.caller, "div#balk")
        self._seen, self._turn = seen, turn
        overview = f"/bestuur/{pair.board}"
        self._pages = cycle((overview, f"{overview}/school/{pair.brin}/dienst"))

    async def get_ready(self) -> None:
        """Open the overview."""
        await self.browser.open(next(self._pages), self._seen.ready, 200)

    async def act(self) -> None:
        """Poll, before that open a page if it is time. While the call goes on it is always 204."""
        self._turn += 1
        if self._turn % _POLLS_PER_PAGE == 0:
            await self.browser.open(next(self._pages), self._seen.pages, 200)
        await self.browser.poll("/telefoon/balk?stand=allowed", self._seen.callers, 204)


class Agent:
    """Asks every two seconds whether the caller did something."""

    def __init__(self, pair: Pair, host: str, port: int, seen: Measurements) -> None:
        self.browser = Browser(host, port, pair.agent, "div#gesprek")
        self._seen, self._call = seen, f"/helpdesk/telefoon/{pair.call_id}"
        self._mark = ""

    async def get_ready(self) -> None:
        """Open the page of the call."""
        self._note(await self.browser.open(self._call, self._seen.ready, 200))

    async def act(self) -> None:
        """Poll: 204, or 200 with what changed and the mark to ask with from now on."""
        path = f"{self._call}/nu?stand={self._mark}"
        self._note(await self.browser.poll(path, self._seen.agents, 200, 204))

    def _note(self, answer: Answer | None) -> None:
        if answer is not None and answer.status == 200:
            found = MARK.search(answer.text)
            self._mark = found[1] if found else "none"


class Operator:
    """Asks whether the product is able to work."""

    def __init__(self, host: str, port: int, seen: Measurements) -> None:
        self.browser = Browser(host, port)
        self._seen = seen

    async def get_ready(self) -> None:
        """Ask once."""
        await self.browser.open("/gezond", self._seen.ready, 200)

    async def act(self) -> None:
        """Ask again."""
        await self.browser.open("/gezond", self._seen.healthy, 200)
