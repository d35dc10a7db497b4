"""What the helpdesk does: finding a caller, and looking at a board with a reason that is logged."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from wizard.db import receipts, references
from wizard.db.calls import access_log
from wizard.db.calls.access_log import Look
from wizard.db.helpdesk import search as helpdesk_search
from wizard.db.helpdesk.search import Found
from wizard.db.references import Failure
from wizard.domain.board import parse_board_number
from wizard.domain.person import Person
from wizard.domain.school import misread, parse_school_code

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: So long a board that was opened may be seen; then the agent says again why.
LOOK_LASTS = timedelta(minutes=30)
#: So many are shown; more than that nobody reads through with a caller on the line.
_SHOWN = 20
#: What people say before a number: "bestuur 99006", "BRIN 04LY".
_CALLED = re.compile(r"^((bestuurs?|brin)?(nummer)?|oin)\b[\s:]*(?=\S*\d)", re.IGNORECASE)
_REFERENCE = re.compile(r"([0-9]{4})-?([0-9]{4})")
_RECEIPT = re.compile(r"MW-?([0-9]{4})-?([0-9]{5,})", re.IGNORECASE)


@dataclass(frozen=True)
class Result:
    """What a search found: boards and schools, or what went wrong on a page of somebody's.

    `is_reference`, `is_number`: what was typed can only be the number of a failure, or is digits.
    `is_address`: it can only be a mail address. `is_cut`: more are like it than are shown.
    """

    found: tuple[Found, ...] = ()
    failure: Failure | None = None
    is_reference: bool = False
    is_number: bool = False
    is_address: bool = False
    is_cut: bool = False


def search(session: "Session", typed: str) -> Result:
    """Find a caller by number, BRIN or mail address, or else by the likeness of a name.

    `typed` is normalised. Numbers are those of a board, a school, a receipt or a failure.
    """
    typed = _CALLED.sub("", typed)
    bare = "".join(typed.split())
    if found := _REFERENCE.fullmatch(bare):
        failure = references.find(session, f"{found[1]}-{found[2]}")
        return Result(failure=failure, is_reference=True)
    if "@" in bare:
        return _shown(helpdesk_search.by_address(session, bare), is_address=True)
    if found := _RECEIPT.fullmatch(bare):
        return _shown(_of_receipt(session, f"MW-{found[1]}-{found[2]}"))
    if number := parse_board_number(typed):
        return _shown(helpdesk_search.by_number(session, number))
    if (brin := parse_school_code(typed)) and (schools_found := _of_brin(session, brin)):
        return _shown(schools_found)
    return _shown(helpdesk_search.by_name(session, typed), is_number=bare.isdecimal())


def _of_brin(session: "Session", brin: str) -> list[Found]:
    return helpdesk_search.by_brin(session, brin) or helpdesk_search.by_brin(session, misread(brin))


def _of_receipt(session: "Session", number: str) -> list[Found]:
    board = receipts.board_of(session, number)
    return helpdesk_search.by_number(session, board) if board else []


def _shown(found: list[Found], *, is_number: bool = False, is_address: bool = False) -> Result:
    return Result(
        tuple(found[:_SHOWN]),
        is_number=is_number,
        is_address=is_address,
        is_cut=len(found) > _SHOWN,
    )


def open_board(session: "Session", board: str, *, by: Person, at: datetime, reason: str) -> int:
    """Log that an agent opens a board, and why; return the number of the look."""
    return access_log.add(session, board=board, by=by, at=at, reason=reason)


def look_of(session: "Session", look_id: int, *, by: Person, now: datetime) -> Look | None:
    """Return a look of this agent for a reason, while it lasts; not one at a page in a call."""
    look = access_log.find(session, look_id)
    if look is None or look.agent_id != by.id or now - look.at > LOOK_LASTS:
        return None
    return look if look.page is None else None
