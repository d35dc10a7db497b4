"""What becomes of a mail: from the claim of one sender to an outcome that stays."""

from datetime import datetime, timedelta
from enum import StrEnum

#: A sender that is silent for so long was killed; then another one may take the mail.
LEASE = timedelta(minutes=10)
#: Pauses before trying once more what failed for a while; after the last one it is given up.
PAUSES = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(days=1),
    timedelta(days=2),
)
#: Where nobody knows whether a mail arrived, it goes once more: one too many is better than none.
_HANDED_AT_MOST = 2
#: Characters of a reason that are kept.
_LONGEST_REASON = 300


class MailState(StrEnum):
    """How far a mail is. What was handed over and not heard of any more may have arrived.

    HELD: no mail could go out, which is for the operator to mend; it counts as no try.
    """

    CLAIMED = "claimed"
    HANDED = "handed"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"
    UNKNOWN = "unknown"
    GIVEN_UP = "given_up"


class Fault(StrEnum):
    """Where the cause lies that a mail did not go.

    MAIL: in this mail or its recipient. SENDER: the server does not let us send it, or not now.
    SERVER: we cannot connect to the server or log in.
    """

    MAIL = "mail"
    SENDER = "sender"
    SERVER = "server"


def one_line(said: object) -> str:
    """Return what a server or an error says as one line that can be kept and shown.

    A database and a terminal refuse some characters: NUL, or half of a surrogate pair.
    """
    printable = "".join(each if each.isprintable() else " " for each in str(said))
    return " ".join(printable.split())[:_LONGEST_REASON]


def may_go_again(state: MailState, handed: int) -> bool:
    """Tell whether a mail in this state may be sent (once more), when its time has come."""
    if state in (MailState.CLAIMED, MailState.FAILED, MailState.HELD):
        return True
    return state in (MailState.HANDED, MailState.UNKNOWN) and handed < _HANDED_AT_MOST


def is_settled(state: MailState, handed: int, not_before: datetime, now: datetime) -> bool:
    """Nobody is to send it now: it went, it was given up, or its time has not come."""
    return now < not_before or not may_go_again(state, handed)


def pause_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many failed attempts; None: give it up."""
    return PAUSES[attempts - 1] if 0 < attempts <= len(PAUSES) else None
