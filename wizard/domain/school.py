"""Schools and their BRIN, the code by which every register knows them."""

import re
from dataclasses import dataclass
from datetime import date

from wizard.domain.typed_text import bare, compact

BRIN = r"[0-9]{2}[A-Z]{2}"
#: A site of a school has two digits behind the BRIN; mandates know the school only.
_SITE = re.compile(r"(\w{4})[0-9Oo]{2}")
_OIN = re.compile(r"0{7}7000(\w{4})0{5}")
_REPAIR_DIGIT = str.maketrans("OIL", "011")
_REPAIR_LETTER = str.maketrans("01", "OI")


def parse_brin(text: str) -> str | None:
    """Read a BRIN (two digits, two letters) as typed; None when it cannot be one.

    The letters I and O occur in real BRINs, so 0/O and 1/I/l are repaired by position only:
    "O4lY" is 04LY, "160I" is 16OI. Blanks, dots and dashes are dropped.
    """
    typed = compact(text)
    if len(typed) != 4 or not typed.isascii():
        return None
    typed = typed.upper()
    brin = typed[:2].translate(_REPAIR_DIGIT) + typed[2:].translate(_REPAIR_LETTER)
    return brin if re.fullmatch(BRIN, brin) else None


def brins_in(carried: str | None) -> list[str]:
    """Return the BRINs in a text that a page carried, split at blanks; what is no BRIN is left out.

    They are not repaired: nobody typed them.
    """
    return [each for each in (carried or "").split() if re.fullmatch(BRIN, each)]


def parse_school_code(text: str) -> str | None:
    """Read the BRIN out of any code of a school: alone, with a site ("04LY-01"), or as an OIN."""
    code = compact(text)
    if found := _OIN.fullmatch(code) or _SITE.fullmatch(code):
        code = found[1]
    return parse_brin(code)


def misread(brin: str) -> str:
    """Return the BRIN that looks like this one in many fonts: an l for an I."""
    return brin[:2] + brin[2:].replace("L", "I")


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


def answers_to(school: School, query: str) -> bool:
    """Tell whether a search finds a school: part of its name or place, or its BRIN as typed."""
    if parse_brin(query) == school.brin:
        return True
    wanted = bare(query)
    return any(wanted in bare(text) for text in (school.name, school.place, school.brin))
