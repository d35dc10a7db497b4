"""The receipt of one act of saving: permanent, with a number."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wizard.domain.copying import Left
from wizard.domain.remains import Remains

#: So long after saving an act can be undone.
UNDO_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Receipt:
    """Who saved what, when. `sentence` is what the person read before saving.

    Of a copy: `source`, the BRIN of the school that was copied from, and who stayed behind. Of an
    act that was undone: when, by whom, and what `remains`.
    """

    number: str
    board_number: str
    sentence: str
    saved_at: datetime
    saved_by: str
    source: str | None = None
    left: tuple[Left, ...] = ()
    undone_at: datetime | None = None
    undone_by: str = ""
    remains: tuple[Remains, ...] = ()

    @property
    def is_undone(self) -> bool:
        """What it says does not stand any more."""
        return self.undone_at is not None

    @property
    def undo_until(self) -> datetime:
        """The last moment at which it can be undone."""
        return self.saved_at + UNDO_WITHIN

    def may_be_undone(self, board_number: str, now: datetime) -> bool:
        """Tell whether this board can undo it: its own act, of less than ten minutes ago."""
        is_own = self.board_number == board_number
        return is_own and not self.is_undone and now <= self.undo_until
