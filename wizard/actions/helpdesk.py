"""What the helpdesk does: finding a caller, and looking at a board with a reason that is logged."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from wizard.db import failures, finding, looks
from wizard.db.failures import Failure
from wizard.db.finding import Found
from wizard.db.looks import Look
from wizard.domain.person import Person
from wizard.domain.school import parse_brin

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: So long a board that was opened may be seen; then the agent says again why.
LOOK_LASTS = timedelta(minutes=30)
#: So many are shown; more than that nobody reads through with a caller on the line.
_SHOWN = 20
#: What people say before a number: "bestuur 99006", "BRIN 04LY".
_CALLED = re.compile(r"^\s*(bestuur|bestuursnummer|nummer|brin)\b[\s:]*(?=\S*\d)", re.IGNORECASE)
#: A site of a school has two digits behind the BRIN; mandates know the school only.
_SITE = re.compile(r"^(\w{4})\d{2}$")
_BOARD = re.compile(r"[0-9]{5}")
_REFERENCE = re.compile(r"[0-9]{4}-?[0-9]{4}")


@dataclass(frozen=True)
class Result:
    """What a search found: boards and schools, or what went wrong on a page of somebody's.

    `is_reference`, `is_number`: what was typed can only be the number of a failure, or is digits.
    `is_cut`: more are like what was typed than are shown.
    """

    found: tuple[Found, ...] = ()
    failure: Failure | None = None
    is_reference: bool = False
    is_number: bool = False
    is_cut: bool = False


def search(session: "Session", typed: str) -> Result:
    """Find a caller by board number, reference number, BRIN, or else by the likeness of a name."""
    typed = _CALLED.sub("", typed)
    bare = "".join(typed.split())
    if _REFERENCE.fullmatch(bare):
        digits = bare.replace("-", "")
        failure = failures.find(session, f"{digits[:4]}-{digits[4:]}")
        return Result(failure=failure, is_reference=True)
    if _BOARD.fullmatch(bare):
        return Result(tuple(finding.by_number(session, bare)))
    brin = parse_brin(typed) or parse_brin(_SITE.sub(r"\1", bare))
    if brin and (found := finding.by_brin(session, brin)):
        return Result(tuple(found))
    alike = finding.by_name(session, typed)
    return Result(tuple(alike[:_SHOWN]), is_number=bare.isdecimal(), is_cut=len(alike) > _SHOWN)


def open_board(session: "Session", board: str, *, by: Person, at: datetime, reason: str) -> int:
    """Log that an agent opens a board, and why; return the number of the look."""
    return looks.add(session, board=board, by=by, at=at, reason=reason)


def look_of(session: "Session", look_id: int, *, by: Person, now: datetime) -> Look | None:
    """Return a look of this agent for a reason, while it lasts; not one at a page in a call."""
    look = looks.find(session, look_id)
    if look is None or look.agent_id != by.id or now - look.at > LOOK_LASTS:
        return None
    return look if look.page is None else None
