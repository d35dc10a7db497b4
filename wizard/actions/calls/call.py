"""A call from code to end: what the caller does, and what the agent may."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from wizard.db.calls import access_log, calls
from wizard.db.calls import pages as calls_pages
from wizard.db.calls.pages import CallPage
from wizard.domain.calls import code
from wizard.domain.calls.call import CODE_LASTS, CONSENT_LASTS, IDLE, Call, Ending, Stage
from wizard.domain.person import Person

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: So many wrong codes in this time; then an agent waits until the first of them is so long ago.
WRONG_CODES = 5
WRONG_CODES_WITHIN = timedelta(minutes=10)
#: Codes in use are few: a million of them, and a handful of callers.
_TRIES = 20
#: The reason that stands in the log of looks for a page that was shown in a call.
LOOKED_ALONG = "gesprek"


class NoCodeLeft(Exception):
    """Every code that was drawn is in use."""


@dataclass(frozen=True)
class Entry:
    """What became of a code that an agent entered."""

    call_id: int = 0
    locked_until: datetime | None = None


def begin(
    session: "Session",
    *,
    board: str,
    caller: Person,
    session_hash: str,
    secret: str,
    now: datetime,
    follows: int | None = None,
    new_nonce: Callable[[], str] = lambda: secrets.token_hex(16),
) -> int:
    """Make a code for this browser of the caller, instead of an earlier one; return the call.

    `follows`: the call that was handed over, and goes on in this one.
    """
    calls.lock_person(session, caller.id)  # two tabs at once: the second ends the first one's
    calls.tidy(session, now)
    before = calls.of_session(session, session_hash)
    if before is not None and before.stage(now) is not Stage.ENDED:
        calls.end(session, before.id, Ending.CALLER, now)
    for _try in range(_TRIES):
        nonce = new_nonce()
        added = calls.add(
            session,
            board=board,
            caller_id=caller.id,
            session_hash=session_hash,
            nonce=nonce,
            code_hash=code.hash_of(secret, code.code_of(secret, nonce)),
            at=now,
            ends_at=now + CODE_LASTS,
            follows=follows,
        )
        if added is not None:
            return added
    raise NoCodeLeft


def enter(session: "Session", digits: str, *, agent: Person, secret: str, now: datetime) -> Entry:
    """Take the call with this code, unless this agent guessed too often. Commit either way."""
    calls.lock_person(session, agent.id)
    since = now - WRONG_CODES_WITHIN
    wrong, first = calls.wrong_codes(session, agent.id, since=since)
    if wrong >= WRONG_CODES:
        return Entry(locked_until=first + WRONG_CODES_WITHIN)
    call_id = calls.take(
        session,
        code.hash_of(secret, digits),
        agent_id=agent.id,
        now=now,
        until=now + CONSENT_LASTS,
    )
    if not call_id:
        calls.add_wrong_code(session, agent.id, at=now, forget=since)
    return Entry(call_id)


def allow(session: "Session", call_id: int, now: datetime) -> bool:
    """Let the agent who asked look along; False when nobody asks any more."""
    call = calls.locked(session, call_id)
    if call is None or call.stage(now) is not Stage.ASKED:
        return False
    calls.allow(session, call_id, at=now, ends_at=now + IDLE)
    return True


def stop(session: "Session", call_id: int, ending: Ending, now: datetime) -> bool:
    """End a call, from this moment on; False when it had ended already."""
    call = calls.locked(session, call_id)
    if call is None or call.stage(now) is Stage.ENDED:
        return False
    calls.end(session, call_id, ending, now)
    return True


def hand_over(session: "Session", call: Call, *, caller: Person, secret: str, now: datetime) -> int:
    """End a call for this agent; the caller gets a new code, and allows the next agent anew.

    The caller's page goes along: who stays on it while allowing the next agent would otherwise not
    be seen, and what that agent sees beside it not be logged.
    """
    calls.lock_person(session, caller.id)  # in the order in which everybody locks
    calls.locked(session, call.id)
    page = calls_pages.find(session, call.id)
    if not stop(session, call.id, Ending.HANDED_OVER, now):
        return 0
    next_id = begin(
        session,
        board=call.board_number,
        caller=caller,
        session_hash=call.session_hash,
        secret=secret,
        now=now,
        follows=call.id,
    )
    if page is not None:
        calls_pages.put(session, next_id, page, now)
    return next_id


def leave(session: "Session", person: Person, session_hash: str, now: datetime) -> None:
    """End the calls of who logs out, on either side."""
    for call_id in calls.live_of(session, person_id=person.id, session_hash=session_hash, now=now):
        calls.end(session, call_id, Ending.LOGOUT, now)


def show(session: "Session", call_id: int, page: CallPage, now: datetime) -> None:
    """Keep what the caller has in front of them now: an act of the caller, too."""
    call = calls.locked(session, call_id)
    if call is None or call.stage(now) is Stage.ENDED:
        return
    calls.touch(session, call_id, at=now, ends_at=call.would_end_at(now))
    calls_pages.put(session, call_id, page, now)


def look_along(session: "Session", call_id: int, *, by: Person, now: datetime) -> CallPage | None:
    """Return the page that the agent may see now, and log it, once for each page.

    None when the call has ended meanwhile: what was read before the end is not shown after it. The
    call is locked first, so that what is logged is what is shown.
    """
    call = calls.locked(session, call_id)
    if call is None or call.stage(now) is not Stage.ALLOWED:
        return None
    page = calls_pages.find(session, call_id)
    if page is not None and calls_pages.look(session, call_id, page.version):
        access_log.add(
            session,
            board=call.board_number,
            by=by,
            at=now,
            reason=LOOKED_ALONG,
            page=page.heading,
        )
    return page
