"""What is measured: requests of somebody who is logged in, and the action of copying alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import cycle
from secrets import token_hex

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from tests.bench.boards import SYSTEM, BigBoard
from tests.bench.measuring import Scene
from tests.login import log_in_as_agent
from tests.visitor import Visitor
from wizard.actions import copying, gathering
from wizard.actions.work import Work
from wizard.db import schools
from wizard.domain.board import Board
from wizard.domain.person import Person
from wizard.forms.copying import CopyForm
from wizard.ports import Wiring

_HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
_BOTH = "rio+eindtoets"

Fields = Mapping[str, str | list[str]]


def somebody(app: Flask, board: BigBoard) -> Visitor:
    """Log in a person of this board, with htmx."""
    visitor = Visitor(app, htmx=True)
    visitor.log_in(f"bestuur-{board.number}")
    return visitor


def an_agent(app: Flask) -> FlaskClient:
    """Log in somebody of the helpdesk."""
    client = app.test_client()
    answer = log_in_as_agent(client, "helpdesk")
    assert answer.location == "/helpdesk", answer.text
    return client


def search(agent: FlaskClient, typed: str, *, found: str = "mw-rows__item") -> Scene:
    """Find a caller by what was typed, as a whole page. `found`: stands only on a page that did."""

    def look() -> None:
        page = agent.get("/helpdesk", query_string={"zoek": typed})
        assert found in page.text, page.text

    return Scene(look)


def step(visitor: Visitor, board: BigBoard) -> Scene:
    """Step 4 of the first school, each time with another LAS, and the page that follows: step 5."""
    visitor.get(f"/bestuur/{board.number}/school/{board.first}/dienst")
    visitor.send(services=_BOTH)
    assert visitor.page.url.endswith("/las"), visitor.page.url
    url, fields = visitor.page.url, visitor.page.form.fields
    known = visitor.app.extensions["wizard"].catalogue.systems
    systems = cycle((SYSTEM, "esis"))
    seen = ""

    def answer() -> None:
        nonlocal seen
        system = next(systems)
        following = _post(visitor.client, url, {**fields, "system": system, "seen": seen})
        seen = known[system].name
        assert following.endswith("/controleren"), following
        page = visitor.client.get(following, headers=_HTMX)
        assert page.status_code == 200, page.text

    return Scene(answer)


def overview(visitor: Visitor, board: BigBoard) -> Scene:
    """Open the overview as a whole page."""

    def look() -> None:
        page = visitor.client.get(f"/bestuur/{board.number}")
        assert page.status_code == 200, page.text

    return Scene(look)


@dataclass(frozen=True)
class Copying:
    """A copy from the first school to all others of its board, looked at and ready to be sent."""

    visitor: Visitor
    board: BigBoard
    fields: Fields

    @classmethod
    def prepare(cls, visitor: Visitor, board: BigBoard) -> "Copying":
        """Go to the page that asks whether to copy; all schools that can go along are ticked."""
        visitor.get(_step_7(board))
        visitor.send(visitor.page.search, controle="1")
        copying = cls(visitor, board, visitor.page.form.fields)
        assert len(copying._wanted) == board.schools - 1, visitor.page.h1
        return copying

    def request(self) -> None:
        """Send it: the POST of step 7."""
        outcome = _post(self.visitor.client, _step_7(self.board), {**self.fields, "entitled": "y"})
        assert "/kopie/" in outcome, outcome

    def action(self, wiring: Wiring, person: Person) -> Callable[[], str]:
        """Return it without the web: from the start of the transaction to its commit.

        It returns the number of the receipt.
        """
        wanted, board, clock = self._wanted, _board(wiring, self.board), wiring.ports.clock

        def act() -> str:
            with wiring.database.transaction() as session:
                register = wiring.ports.register_for(session)
                season = gathering.season(wiring.catalogue, clock.today())
                facts = gathering.locked_board_facts(session, register, board, season)
                next_page = copying.copy(
                    Work(session, register, wiring.catalogue, person, clock.now(), clock.today()),
                    facts,
                    brin=self.board.first,
                    system_key=SYSTEM,
                    wanted=wanted,
                    key=token_hex(16),
                )
            return next_page.receipt

        return act

    @property
    def _wanted(self) -> Mapping[str, tuple[str, ...]]:
        return CopyForm.build(MultiDict(self.fields)).wanted


def _step_7(board: BigBoard) -> str:
    return f"/bestuur/{board.number}/school/{board.first}/andere-scholen"


def _board(wiring: Wiring, big: BigBoard) -> Board:
    with wiring.database.reading() as session:
        found = schools.board(session, big.number)
    assert found is not None, big.number
    return found


def _post(client: FlaskClient, url: str, fields: Fields) -> str:
    """Send a form as htmx does and return where the answer leads."""
    answer = client.post(url, data=fields, headers=_HTMX)
    assert answer.status_code == 303, answer.text
    return answer.location
