"""The receipt of one operation: permanent, with a number."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from wizard.domain.copying.copies import Left
from wizard.domain.remains import Remains

#: So long after saving an operation can be undone.
UNDO_WITHIN = timedelta(minutes=10)


class OperationKind(StrEnum):
    """What an operation did: the heading of its receipt and of its undo follow from this.

    SAVE: the answers for one school. COPY: what one school has, to others. GIVE: one LAS to all
    schools that use it. LAS_CHANGE: another LAS for schools. END: one mandate ends.
    """

    SAVE = "save"
    COPY = "copy"
    GIVE = "give"
    LAS_CHANGE = "las_change"
    END = "end"


#: Operations for several schools at once: recorded together, school by school on the receipt.
FOR_SEVERAL = frozenset({OperationKind.COPY, OperationKind.GIVE, OperationKind.LAS_CHANGE})


@dataclass(frozen=True)
class Receipt:
    """Who saved what, when. `sentence` is what the person read before saving.

    Of an operation for several schools: `source`, the BRIN of the school to begin with in the OSR
    (of a copy: that was copied from), and who stayed behind. Of an operation that was undone: when,
    by whom, and what `remains`.
    """

    number: str
    kind: OperationKind
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
    def is_for_several(self) -> bool:
        """It is about several schools at once."""
        return self.kind in FOR_SEVERAL

    @property
    def is_undone(self) -> bool:
        """What it says does not stand any more."""
        return self.undone_at is not None

    @property
    def undo_until(self) -> datetime:
        """The last moment at which it can be undone."""
        return self.saved_at + UNDO_WITHIN

    def may_be_undone(self, board_number: str, now: datetime) -> bool:
        """Tell whether this board can undo it: its own operation, within ten minutes."""
        is_own = self.board_number == board_number
        return is_own and not self.is_undone and now <= self.undo_until
