"""A call: somebody of a board and an agent, who looks along once the caller allows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

#: So long a code can be read out.
CODE_LASTS = timedelta(minutes=10)
#: So long the caller may take to allow it.
CONSENT_LASTS = timedelta(minutes=10)
#: Without any act of the caller, nobody is on the line any more.
IDLE = timedelta(minutes=30)
#: A call takes no longer than this; then a new code is asked for.
LONGEST = timedelta(minutes=60)
#: So long after a call its caller is led to what was done in it.
SAID_AFTER = timedelta(minutes=15)


class Stage(Enum):
    """How far a call is. Nothing is shown to an agent but when it is ALLOWED."""

    CODE = "code"
    ASKED = "asked"
    ALLOWED = "allowed"
    ENDED = "ended"


class Ending(Enum):
    """Who or what ended a call; the value stands in the database."""

    CALLER = "caller"
    AGENT = "agent"
    REFUSED = "refused"
    LOGOUT = "logout"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True)
class Call:
    """A call as it stands. `ends_at`: when it ends by itself, or when somebody ended it.

    `nonce` gives the code, to who knows the secret; `agent` is empty until one entered the code.
    `follows`: the call that was handed over and goes on in this one, and `before`, who looked along
    in it; 0 and empty when this is the first.
    """

    id: int
    board_number: str
    caller: str
    caller_id: int
    session_hash: str
    nonce: str
    agent: str
    agent_id: int | None
    created_at: datetime
    allowed_at: datetime | None
    active_at: datetime
    ends_at: datetime
    ending: Ending | None
    follows: int = 0
    before: str = ""

    def stage(self, now: datetime) -> Stage:
        """Return how far the call is at this moment."""
        if self.ending or now >= self.ends_at:
            return Stage.ENDED
        if self.allowed_at:
            return Stage.ALLOWED
        return Stage.ASKED if self.agent_id else Stage.CODE

    def is_of(self, agent_id: int) -> bool:
        """Tell whether this agent entered the code."""
        return self.agent_id == agent_id

    def is_over(self, now: datetime) -> bool:
        """Tell whether there is nothing more to say of it on the caller's pages."""
        return self.stage(now) is Stage.ENDED and now - self.ends_at >= SAID_AFTER

    def would_end_at(self, now: datetime) -> datetime:
        """Return when it ends by itself, if the caller does something now and then nothing."""
        if self.allowed_at is None:
            return self.ends_at
        return min(self.allowed_at + LONGEST, now + IDLE)
