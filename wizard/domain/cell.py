"""The state of one school for one service, as the overview shows it."""

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


@dataclass(frozen=True)
class Cell:
    """One school × one service. `on_time`: recorded, and active or to start by the last day."""

    service: str
    state: State
    mandate: Mandate | None
    on_time: bool

    @property
    def is_finished(self) -> bool:
        """Nothing is left to do here, now."""
        return self.state in (State.PLANNED, State.RECORDED)
