"""The receipt of one act of saving: permanent, with a number."""

from dataclasses import dataclass
from datetime import datetime

from wizard.domain.copying import Left


@dataclass(frozen=True)
class Receipt:
    """Who saved what, when. `sentence` is what the person read before saving.

    Of a copy: `source`, the BRIN of the school that was copied from, and who stayed behind.
    """

    number: str
    board_number: str
    sentence: str
    saved_at: datetime
    saved_by: str
    source: str | None = None
    left: tuple[Left, ...] = ()
