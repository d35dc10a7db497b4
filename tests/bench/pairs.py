"""A hundred callers and as many agents in a call, put in the database as a log-in would leave them.

Two hundred log-ins through the provider would take longer than what is measured after them.
"""

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench.country import COUNTRY
from wizard.actions.accounts.sessions import hash_of
from wizard.actions.calls import call as calls_call
from wizard.db.accounts import people, sessions
from wizard.db.calls import calls as stored
from wizard.domain.calls import code
from wizard.domain.person import Person
from wizard.ports import Wiring
from wizard.web.user import Agent, Visitor

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PAIRS = 100


@dataclass(frozen=True)
class Pair:
    """A caller of a board and the agent who looks along; the keys of their sessions."""

    call_id: int
    board: str
    brin: str
    caller: str
    agent: str


def make_pairs(wiring: Wiring) -> list[Pair]:
    """Put them in a database that has the schools of a country; each caller is of another board."""
    boards: dict[str, str] = {}
    for position in range(COUNTRY.schools):
        boards.setdefault(COUNTRY.board(position), COUNTRY.brin(position))
    first = list(boards.items())[:PAIRS]
    with wiring.database.transaction() as session:
        return [_pair(session, wiring, board, brin) for board, brin in first]


def _pair(session: "Session", wiring: Wiring, board: str, brin: str) -> Pair:
    now, secret = wiring.ports.clock.now(), wiring.settings.secret_key
    caller = remember(session, wiring, f"Beller van {board}")
    agent = remember(session, wiring, f"Medewerker van {board}")
    caller_key = log_in(session, wiring, Visitor(caller, frozenset((board,))))
    call_id = calls_call.begin(
        session,
        board=board,
        caller=caller,
        session_hash=hash_of(caller_key),
        secret=secret,
        now=now,
    )
    call = stored.find(session, call_id)
    assert call is not None, board
    digits = code.code_of(secret, call.nonce)
    entry = calls_call.enter(session, digits, agent=agent, secret=secret, now=now)
    assert entry.call_id == call_id, board
    assert calls_call.allow(session, call_id, now), board
    return Pair(call_id, board, brin, caller_key, log_in(session, wiring, Agent(agent)))


def remember(session: "Session", wiring: Wiring, name: str) -> Person:
    """Put somebody in the database."""
    now = wiring.ports.clock.now()
    return people.remember(session, issuer="bench", subject=name, name=name, email="", at=now)


def log_in(session: "Session", wiring: Wiring, visitor: Visitor | Agent) -> str:
    """Start a session with what logging in, and for a caller making a code, leave in it."""
    key = secrets.token_urlsafe(32)
    content = {
        "_user_id": str(visitor.id),
        "_fresh": True,
        "visitor": visitor.as_content(),
        "call": isinstance(visitor, Visitor),
    }
    sessions.start(
        session,
        hash_of(key),
        content=content,
        person_id=visitor.id,
        at=wiring.ports.clock.now(),
    )
    return key
