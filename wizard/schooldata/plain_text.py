"""From bytes to lines with a header: for DUO's files, and for lists that boards send. Pure.

People save text in many ways; a wrong guess would spoil thousands of names. So only what can be
told for sure is read.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

#: Where a header may stand, in lines: above it people put titles.
WITHIN = 20
SEPARATORS = ";,\t"
#: In characters: of a line no more is looked at.
_LONGEST_LINE = 5_000
_OTHER_KINDS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_UTF32_MARK = b"\xff\xfe\0\0"
#: So much tells whether every other byte is nothing: UTF-16 of western text without a mark.
_SAMPLE = 2_000


class Unreadable(StrEnum):
    """Why bytes are no text that can be read for sure."""

    OTHER_KIND = "a spreadsheet, a zip file or a PDF"
    ENCODING = "neither UTF-8, UTF-16 nor Windows-1252"
    NO_TEXT = "not a text file (it has NUL bytes)"


class UnreadableError(ValueError):
    """Bytes that are no text. `why`: what they are instead."""

    def __init__(self, why: Unreadable) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Head:
    """A line that may be the header: which lines it takes, from 1, and what stands in it."""

    first: int
    last: int
    separator: str
    titles: tuple[str, ...]


def decoded(content: bytes) -> str:
    """Read UTF-8, UTF-16 or what a Dutch Excel writes (Windows-1252). Raises UnreadableError."""
    if content.startswith(_OTHER_KINDS):
        raise UnreadableError(Unreadable.OTHER_KIND)
    why = Unreadable.ENCODING
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
        why = Unreadable.NO_TEXT
    raise UnreadableError(why)


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith(_UTF32_MARK):
        return ()
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return (encoding,)
    even, odd = content[:_SAMPLE:2].count(0), content[1:_SAMPLE:2].count(0)
    if len(content) % 2 == 0 and max(even, odd) > len(content[:_SAMPLE]) // 4:
        return ("utf-16-be",) if even > odd else ("utf-16-le",)
    return "utf-8", "cp1252"


def lines_of(text: str) -> Iterator[str]:
    """Split at line feeds and carriage returns only: other line ends may stand in a name."""
    return io.StringIO(text, newline="")


def heads(lines: Iterator[str] | Sequence[str]) -> Iterator[Head]:
    """Return what may be the header, from the top, with each separator.

    A header may go on over lines, within quotes. A quote above it that is never closed hides none:
    each line is tried as if it were the first.
    """
    above = [line[:_LONGEST_LINE] for line in islice(lines, WITHIN)]
    for start in range(len(above)):
        for separator in SEPARATORS:
            reader = csv.reader(iter(above[start:]), delimiter=separator)
            try:
                titles = tuple(title.strip() for title in next(reader, ()))
            except csv.Error:  # a field beyond csv's limit: no header
                continue
            yield Head(start + 1, start + reader.line_num, separator, titles)
