"""The telephone without the web: people with browsers, and what an agent may see of their calls."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import SteppingClock
from wizard.actions.calls import call as actions
from wizard.actions.calls.call import Entry
from wizard.db.accounts import people
from wizard.db.calls import calls
from wizard.db.calls import pages as calls_pages
from wizard.db.calls.pages import CallPage
from wizard.db.models import CallPageRecord, CallRecord, LookRecord
from wizard.domain.calls import code
from wizard.domain.calls.call import Call, Ending, Stage
from wizard.domain.person import Person

SECRET = "a secret of the operator"
BOARD = "99001"


def page(heading: str = "Kies de dienst") -> CallPage:
    """Return a page with this heading."""
    return CallPage(
        path=f"/{heading}",
        heading=heading,
        script="dienst",
        brin="99AA",
        errors=(),
        overtaken=False,
        content=f"<h2>{heading}</h2>",
    )


@dataclass
class Phone:
    """Does what the caller's browser and the agent do, at the clock's moment."""

    session: Session
    clock: SteppingClock
    _people: dict[str, Person] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        """Return who is called so, and remember them the first time."""
        if name not in self._people:
            self._people[name] = people.remember(
                self.session, issuer="i", subject=name, name=name, email="", at=self.clock.now()
            )
        return self._people[name]

    def begin(
        self,
        *,
        caller: str = "Anna",
        browser: str = "a browser",
        board: str = BOARD,
        new_nonce: Callable[[], str] | None = None,
    ) -> int:
        """Make a code."""
        more: dict[str, Any] = {"new_nonce": new_nonce} if new_nonce else {}
        return actions.begin(
            self.session,
            board=board,
            caller=self.person(caller),
            session_hash=browser,
            secret=SECRET,
            now=self.clock.now(),
            **more,
        )

    def call(self, call_id: int) -> Call:
        """Return the call as it stands."""
        found = calls.find(self.session, call_id)
        assert found is not None
        return found

    def stage(self, call_id: int) -> Stage:
        """Return how far the call is now."""
        return self.call(call_id).stage(self.clock.now())

    def digits(self, call_id: int) -> str:
        """Return the code that the caller reads out, whether it still works or not."""
        return code.code_of(SECRET, self.call(call_id).nonce)

    def enter(self, digits: str, agent: str = "Sanne") -> Entry:
        """Enter a code at the helpdesk."""
        return actions.enter(
            self.session, digits, agent=self.person(agent), secret=SECRET, now=self.clock.now()
        )

    def wrong(self, agent: str = "Sanne") -> Entry:
        """Enter a code that no call has."""
        used = {self.digits(each) for each in self.session.scalars(_CALL_IDS)}
        free = next(f"{each:06d}" for each in range(10**6) if f"{each:06d}" not in used)
        return self.enter(free, agent)

    def allow(self, call_id: int) -> bool:
        """Press *Toestaan*."""
        return actions.allow(self.session, call_id, self.clock.now())

    def end(self, call_id: int, ending: Ending = Ending.CALLER) -> bool:
        """Press *Stop*, on either side, or *Weigeren*."""
        return actions.stop(self.session, call_id, ending, self.clock.now())

    def leave(self, who: str, browser: str) -> None:
        """Log out."""
        actions.leave(self.session, self.person(who), browser, self.clock.now())

    def show(self, call_id: int, heading: str = "Kies de dienst") -> None:
        """Open a page, as the caller."""
        actions.show(self.session, call_id, page(heading), self.clock.now())

    def looking(self, *, browser: str = "a browser") -> int:
        """Return a call in which Sanne looks along at a page."""
        call_id = self.begin(browser=browser)
        assert self.enter(self.digits(call_id)) == Entry(call_id)
        assert self.allow(call_id)
        self.show(call_id)
        return call_id

    def kept(self) -> list[int]:
        """Return the calls of which a page is kept."""
        query = select(CallPageRecord.call_id).order_by(CallPageRecord.call_id)
        return list(self.session.scalars(query))

    def heading(self, call_id: int) -> str | None:
        """Return the heading of the page that is kept of a call."""
        found = calls_pages.find(self.session, call_id)
        return found.heading if found else None

    def looks(self) -> list[tuple[str, int, str | None]]:
        """Return what the log says: board, agent, page."""
        query = select(LookRecord.board_number, LookRecord.person_id, LookRecord.page)
        rows = self.session.execute(query.order_by(LookRecord.id))
        return [(board, person, page) for board, person, page in rows]


_CALL_IDS = select(CallRecord.id)
