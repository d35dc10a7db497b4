"""The state of one school for one service, as every page, mail and export shows it."""

from dataclasses import dataclass
from enum import StrEnum

from wizard.domain.mandate import Mandate


class State(StrEnum):
    """From "there is work here" to "nothing left to do". Saved is not recorded."""

    PROBLEM = "problem"
    BUSY = "busy"
    TODO = "todo"
    WAITING = "waiting"
    SAVED = "saved"
    PLANNED = "planned"
    RECORDED = "recorded"


#: The mandate stands in the register.
STANDS = frozenset({State.PLANNED, State.RECORDED})


@dataclass(frozen=True)
class Cell:
    """One school × one service.

    `mandate`: the one that the state is about; where nothing lasting stands, the one that ends.
    `follows`: the one that comes after its last day. `is_end`: it is the end of the mandate that
    waits for the register, not the mandate. `is_arranged`: there is a recorded mandate on the day
    on which one is needed, and after the last day. `is_changing`: somebody prepares a change of it.
    """

    service: str
    state: State
    mandate: Mandate | None
    follows: Mandate | None = None
    is_end: bool = False
    is_arranged: bool = False
    is_changing: bool = False

    @property
    def is_finished(self) -> bool:
        """Nothing is left to do here: arranged, and nothing of it waits for the register.

        The one rule for overview, *Klaar*, receipts, mails, calendar and helpdesk;
        `wizard.db.helpdesk.at_risk` asks the same of the database, for the whole country at once.
        """
        return self.is_arranged and self.state in STANDS

    @property
    def leaves_gap(self) -> bool:
        """A mandate stands that lasts, but begins too late, or after days without one."""
        return not self.is_arranged and self.state in STANDS
