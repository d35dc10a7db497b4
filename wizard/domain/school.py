"""Schools and their BRIN, the code by which every register knows them."""

import re
from dataclasses import dataclass
from datetime import date

_BRIN = re.compile(r"\d{2}[A-Z]{2}")
_REPAIR_DIGIT = str.maketrans("OI", "01")
_REPAIR_LETTER = str.maketrans("01", "OI")


def parse_brin(text: str) -> str | None:
    """Read a BRIN (two digits, two letters) as typed; None when it cannot be one.

    The letters I and O occur in real BRINs, so 0/O and 1/I are repaired by position only:
    "O4lY" is 04LY, "160I" is 16OI. Blanks, dots and dashes are dropped.
    """
    bare = re.sub(r"[\s.\-]", "", text).upper()
    if len(bare) != 4:
        return None
    brin = bare[:2].translate(_REPAIR_DIGIT) + bare[2:].translate(_REPAIR_LETTER)
    return brin if _BRIN.fullmatch(brin) else None


@dataclass(frozen=True)
class School:
    """A school of a board. `closed_on` is set when it is gone from the source it came from."""

    brin: str
    name: str
    place: str
    board_number: str
    closed_on: date | None = None

    @property
    def oin(self) -> str:
        """The school's 20-character OIN, as the OSR's read API wants it."""
        return f"00000007000{self.brin}00000"
