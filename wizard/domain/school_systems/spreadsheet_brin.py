"""BRINs that a spreadsheet took for a number or a time: 05E0 became 5, and 10PM became 22:00. Pure.

What it was cannot be told from what it became, but which schools of a board it may have been can.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_TIME = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:\s*([AP])\.?M\.?)?", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,20})(?:([.,])(\d{1,20}))?(?:E([+-]?\d{1,3}))?", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: 00:00:00)?")
_DUTCH_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
#: Day 0 of a spreadsheet: Excel counts a 29 February 1900 that never was, LibreOffice does not.
_DAYS_ZERO = (date(1899, 12, 30), date(1899, 12, 31))
#: 05E0 may be followed by two digits of a site: 05E003 became 5000.
_SITES = 100
_HOURS, _HALF = 24, 12


@dataclass(frozen=True)
class Became:
    """What stands in a cell: numbers that it may be, and hours of the day.

    `surely`: no person types this where a BRIN belongs, so a spreadsheet did.
    """

    numbers: frozenset[Decimal] = frozenset()
    hours: frozenset[int] = frozenset()
    surely: bool = False

    @classmethod
    def read(cls, text: str) -> "Became":
        """Read a number, a time or a day as a spreadsheet shows it; nothing of another text."""
        bare = text.strip()
        if time := _TIME.fullmatch(bare):
            return cls(hours=_hours(time), surely=True)
        numbers = frozenset(_numbers(bare)) | frozenset(map(Decimal, _days(bare)))
        hours = {round(each * _HOURS) for each in numbers if _is_whole(each * _HOURS) and each < 1}
        return cls(numbers, frozenset(hours), "e" in bare.lower() and bool(numbers))

    def of(self, brins: Iterable[str]) -> tuple[str, ...]:
        """Return those that it can have been."""
        return tuple(brin for brin in brins if self._may_be(brin))

    def _may_be(self, brin: str) -> bool:
        digits, letters = int(brin[:2]), brin[2:]
        if letters in ("AM", "PM"):
            hour = digits % _HALF + (_HALF if letters == "PM" else 0)
            return digits <= _HALF and hour in self.hours
        if letters not in ("EO", "EI"):
            return False
        more = _SITES if letters == "EI" else 0  # 05E1, and 05E100 with a site
        exponents = {letters == "EI", *range(more, more + _SITES)}
        return any(Decimal(digits).scaleb(each) in self.numbers for each in map(int, exponents))


def _hours(time: re.Match[str]) -> frozenset[int]:
    hour, minutes, seconds, half = time.groups()
    if int(minutes) or int(seconds or 0):
        return frozenset()
    if half is None:
        return frozenset({int(hour)})
    return frozenset({int(hour) % _HALF + (_HALF if half.upper() == "P" else 0)})


def _numbers(text: str) -> Iterable[Decimal]:
    """Return what it is, whether a dot stands before thousands or before a fraction."""
    if found := _NUMBER.fullmatch(text):
        whole, _point, fraction, exponent = found.groups()
        yield Decimal(f"{whole}.{fraction or 0}E{exponent or 0}")
    if _THOUSANDS.fullmatch(text):
        yield Decimal(text.replace(".", ""))


def _days(text: str) -> Iterable[int]:
    iso, dutch = _DAY.fullmatch(text), _DUTCH_DAY.fullmatch(text)
    parts = iso.groups() if iso else dutch.groups()[::-1] if dutch else None
    if parts is None:
        return ()
    try:
        day = date(*map(int, parts))
    except ValueError:
        return ()
    return [(day - zero).days for zero in _DAYS_ZERO]


def _is_whole(number: Decimal) -> bool:
    return abs(number - round(number)) < Decimal("0.0001")
