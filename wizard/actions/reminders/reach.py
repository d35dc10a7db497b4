"""Whether reminders reach a board: where they do not, somebody has to call."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from wizard.db.reminders import mails, recipients
from wizard.domain.reminders.mailing import MailState

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: An address that failed longer ago is not held against it: much may have changed.
_REMEMBERED = timedelta(days=120)
_FAILED = frozenset({MailState.FAILED, MailState.GIVEN_UP})


class Reach(StrEnum):
    """How reminders reach a board. FAILING: the last mail to one of its addresses failed."""

    NOBODY = "nobody"
    FAILING = "failing"
    MAILED = "mailed"


def reach_of_boards(session: "Session", now: datetime) -> Mapping[str, Reach]:
    """Return how mail reaches each board that somebody gets mail about: two statements.

    A board that is not in it has NOBODY.
    """
    latest = mails.latest_states(session, since=now - _REMEMBERED)
    found: dict[str, Reach] = {}
    for each in recipients.all_of_them(session):
        if each.gets_mail:
            fails = latest.get(each.email) in _FAILED
            before = found.get(each.board_number, Reach.MAILED)
            found[each.board_number] = Reach.FAILING if fails else before
    return found
