"""What an undo leaves to know or to do: the receipt keeps it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Why(StrEnum):
    """Why something stays as it is, or what a person does in the OSR by hand.

    CLOSED, MOVED: the whole school is no longer this board's.
    OSR_END: end the mandate there. OSR_OLD: take the last day of the old one away, or put it back
    on a day. OSR_START: put the first day back.
    """

    ENDED = "ended"
    SAVED_AGAIN = "saved_again"
    OLD = "old"
    COPIED = "copied"
    CLOSED = "closed"
    MOVED = "moved"
    OSR_END = "osr_end"
    OSR_OLD = "osr_old"
    OSR_START = "osr_start"


#: What only a person can do, in a register that people fill by hand.
IN_OSR = frozenset({Why.OSR_END, Why.OSR_OLD, Why.OSR_START})


@dataclass(frozen=True)
class Remains:
    """One thing about one mandate of a school, or about a copy that was made of it.

    `is_certain`: somebody said that it stands in the OSR; else they may have done it there.
    `receipt`: the other act that this is about. `board`: which one a school moved to, as named.
    """

    brin: str
    name: str
    why: Why
    service: str = ""
    system: str = ""
    day: date | None = None
    is_certain: bool = False
    receipt: str = ""
    board: str = ""

    @property
    def is_in_osr(self) -> bool:
        """It is to be done in the OSR, by hand."""
        return self.why in IN_OSR
