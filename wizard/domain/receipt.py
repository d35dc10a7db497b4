"""The receipt of one act of saving: permanent, with a number."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Receipt:
    """Who saved what, when. `sentence` is what the person read before saving."""

    number: str
    board_number: str
    sentence: str
    saved_at: datetime
    saved_by: str
