"""The product on one kind of database, and what is measured on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from flask import Flask

from tests.bench import boards, scenes
from tests.bench.baseline import Written
from tests.bench.databases import Kept, put_back
from tests.bench.measuring import Scene, measure
from tests.bench.product import product_on
from tests.bench.ratios import Ratio
from tests.bench.report import Report
from tests.builders import SteppingClock
from wizard.db.base import Database
from wizard.domain.person import Person
from wizard.ports import Wiring

#: Repetitions of each; a first one, to warm up, comes on top.
_TIMES = 15
#: A copy to 1,000 schools × 2 services takes at most so many times its bare inserts.
_LIMIT = 3.0
_LIMITED = 1000
#: A name with typing errors is found in at most so many times a look-up of a BRIN.
_LIMIT_OF_NAMES = 5.0


@dataclass(frozen=True)
class Bench:
    """The product, the boards in its database, and who filled it."""

    kept: Kept
    wiring: Wiring
    app: Flask
    person: Person

    @property
    def _database(self) -> Database:
        return self.wiring.database

    def run(self, report: Report) -> None:
        """Measure what happens most, a step and the overview; then copies."""
        for board in boards.UNDERWAY:
            visitor = scenes.somebody(self.app, board)
            self._measure(
                {
                    "step: POST, then the next page": scenes.step(visitor, board),
                    "overview: GET": scenes.overview(visitor, board),
                },
                board.schools,
                _TIMES,
                report,
            )
        ready = [
            scenes.Copying.prepare(scenes.somebody(self.app, board), board)
            for board in boards.COPYING
        ]
        self._database.dispose()
        self.kept.keep()
        for copying in ready:
            self._copy(copying, report)
        self._search(report)

    def _copy(self, copying: scenes.Copying, report: Report) -> None:
        """Measure a copy and its baseline, each time on an equal database."""
        others = copying.board.schools - 1
        action = copying.action(self.wiring, self.person)
        fresh = partial(put_back, self._database, self.kept)
        fresh()
        written = Written.read(self._database, action())
        assert len(written.mandates) == len(written.events) == 2 * others, others
        request, alone, bare = (
            f"copy to {others:,}: {part}" for part in ("POST", "the action", "Core inserts")
        )
        found = self._measure(
            {
                request: Scene(copying.request, before=fresh),
                alone: Scene(action, before=fresh),
                bare: Scene(
                    written.insert_rows(self._database),
                    before=partial(self._ready_for, written),
                ),
            },
            copying.board.schools,
            _TIMES,
            report,
        )
        limit = _LIMIT if others == _LIMITED else None
        what = f"{self.kept.name}: copy to {others:,}"
        against = "the Core inserts of its rows"
        report.add_ratio(Ratio(what, found[alone], found[bare], against, limit))

    def _search(self, report: Report) -> None:
        """Measure how an agent finds a caller among as many schools as the country has."""
        boards.fill(self.wiring, SteppingClock(), (boards.NATIONAL,))
        agent = scenes.an_agent(self.app)
        brin, name = "find a caller by BRIN: GET", "find a caller by a name with an error: GET"
        found = self._measure(
            {
                brin: scenes.search(agent, boards.NATIONAL.first),
                name: scenes.search(agent, "de wegwijser"),
            },
            boards.NATIONAL.schools,
            _TIMES,
            report,
        )
        what = f"{self.kept.name}: a name with an error"
        report.add_ratio(Ratio(what, found[name], found[brin], "a BRIN look-up", _LIMIT_OF_NAMES))

    def _ready_for(self, written: Written) -> None:
        put_back(self._database, self.kept)
        written.add_receipt(self._database)

    def _measure(
        self, acts: dict[str, Scene], schools: int, times: int, report: Report
    ) -> dict[str, float]:
        """Measure and report; return the medians in milliseconds."""
        found = measure(self._database.engine, acts, times=times)
        for what, measured in found.items():
            report.add(self.kept.name, what, schools, measured)
        return {what: measured.milliseconds for what, measured in found.items()}


@contextmanager
def bench_on(kept: Kept, provider: str) -> Iterator[Bench]:
    """Make the product and the boards; let go of them afterwards."""
    with product_on(kept, provider) as product:
        person = boards.fill(product.wiring, product.clock)
        yield Bench(kept, product.wiring, product.app, person)
