"""The codes in DUO's files, and what Excel did to them.

Leading zeros that a spreadsheet dropped are put back where only one reading is possible. Anything
else that is damaged is refused: a guess could give a mandate to another school.
"""

import re

from wizard.domain.school import parse_brin

_BRIN = re.compile(r"[0-9OI]{2}[A-Z01]{2}")
_BRIN_WITHOUT_ZEROS = re.compile(r"[0-9]?[A-Z]{2}")
_NUMBER_BY_EXCEL = re.compile(r"[0-9.,]+E[+-]?[0-9]+")
_SITE_IN_FULL = re.compile(r"([0-9A-Z]{2,4})([0-9]{2})")


class BadCode(ValueError):
    """A code that cannot be read; the message is the reason, in English."""


def brin_code(text: str) -> str:
    """Read a BRIN: "4LY" is 04LY; "12E05" became a number in Excel and is lost."""
    bare = _bare(text)
    if _NUMBER_BY_EXCEL.fullmatch(bare):
        raise BadCode(f"{_shown(text)} is a number that a spreadsheet made of a BRIN")
    if _BRIN_WITHOUT_ZEROS.fullmatch(bare):
        return bare.zfill(4)
    brin = parse_brin(bare) if _BRIN.fullmatch(bare) else None
    if brin is None:
        raise BadCode(f"{_shown(text)} is not a BRIN (two digits, two letters)")
    return brin


def board_code(text: str) -> str:
    """Read a board's number: "249" is 00249."""
    bare = _bare(text)
    if not re.fullmatch(r"[0-9]{1,5}", bare) or not int(bare):
        raise BadCode(f"{_shown(text)} is not a board number (five digits)")
    return bare.zfill(5)


def site_code(text: str, brin: str) -> str:
    """Read the site of this school: "04LY01", "4LY01", "01" and "1" are all 04LY01."""
    bare = _bare(text)
    if re.fullmatch(r"[0-9]{1,2}", bare):
        return brin + bare.zfill(2)
    match = _SITE_IN_FULL.fullmatch(bare)
    if not match or _NUMBER_BY_EXCEL.fullmatch(bare):
        raise BadCode(f"{_shown(text)} is not a site (the BRIN and two digits)")
    if brin_code(match[1]) != brin:
        raise BadCode(f"{_shown(text)} is not a site of school {brin}")
    return brin + match[2]


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text).upper()


def _shown(text: str) -> str:
    """Show a cell on one line of a terminal, whatever stands in it."""
    return "blank" if not text.strip() else ascii(text.strip()[:20])
