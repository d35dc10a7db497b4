"""A complete picture of boards, schools and sites, as a source gave it."""

from dataclasses import dataclass


class SourceError(Exception):
    """A source cannot be used at all: one line that says what is wrong with it."""


@dataclass(frozen=True)
class BoardRow:
    """A board as a source names it; `name` and `place` may be empty."""

    number: str
    name: str
    place: str


@dataclass(frozen=True)
class SchoolRow:
    """A school (BRIN) as a source has it."""

    brin: str
    board_number: str
    name: str
    place: str


@dataclass(frozen=True)
class SiteRow:
    """A site of a school: the BRIN and two digits."""

    code: str
    brin: str
    name: str
    place: str


@dataclass(frozen=True)
class Rejection:
    """A row that was left out: file name, line (from 1), column, and the reason in English.

    Operators read it. `brin` is the school that the row is about, where that could be read: it
    still exists, so a rejected row closes nothing.
    """

    file: str
    line: int
    column: str
    reason: str
    brin: str = ""


@dataclass(frozen=True)
class Snapshot:
    """Everything that one reading of a source gave."""

    boards: tuple[BoardRow, ...]
    schools: tuple[SchoolRow, ...]
    sites: tuple[SiteRow, ...]
    rejections: tuple[Rejection, ...] = ()
