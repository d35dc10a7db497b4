"""Lines of a CSV file, however it was saved. What one line may cost is bounded."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from wizard.domain.errors import DomainError
from wizard.domain.words import number_in_words
from wizard.schooldata import list_header
from wizard.schooldata.bounds import FURTHEST_LINE, LONGEST_CELL, MOST_COLUMNS, Line
from wizard.schooldata.list_header import ListHeader

#: In characters, line breaks within its cells included: fifty columns of a long remark each. Each
#: cell becomes an object, also of those that are not read.
LONGEST_RECORD = 200_000
_LONGEST_HEADER = 5_000
_OTHER_KINDS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8 = b"\xef\xbb\xbf"
#: What no text has: control characters but for tab and line ends.
_NO_TEXT = frozenset(range(32)) - {9, 10, 13}


def lines(content: bytes) -> Iterator[Line]:
    """Return the lines, each with the number that it ends at. Raises DomainError."""
    text = _text(content)
    source = _Records(io.StringIO(text, newline=""))
    reader = csv.reader(source, delimiter=_separator(_header(text)))
    try:
        for cells in reader:
            if reader.line_num > FURTHEST_LINE:
                raise DomainError(
                    f"Dit bestand heeft meer dan {number_in_words(FURTHEST_LINE)} regels. Laat "
                    "alleen de regels met een school staan.",
                    field="file",
                )
            source.begin()
            yield reader.line_num, [cell[:LONGEST_CELL] for cell in cells[:MOST_COLUMNS]]
    except csv.Error:
        raise DomainError(
            f"Regel {source.line} van dit bestand kunnen wij niet lezen. Gebruik ons "
            "voorbeeldbestand.",
            field="file",
        ) from None


class _Records:
    """Counts what is read of one record, which may be many lines. Raises csv.Error.

    `line`: the number of the last one that was read.
    """

    def __init__(self, source: Iterator[str]) -> None:
        self._source = source
        self._length = 0
        self.line = 0

    def __iter__(self) -> "_Records":
        return self

    def __next__(self) -> str:
        text = next(self._source)
        self.line += 1
        self._length += len(text)
        if self._length > LONGEST_RECORD:
            raise csv.Error("longer than any record")
        return text

    def begin(self) -> None:
        """Count the next record from here."""
        self._length = 0


def _text(content: bytes) -> str:
    """Read UTF-8, or what a Dutch Excel writes (Windows-1252)."""
    if content.startswith(_OTHER_KINDS):
        raise DomainError(
            "Dit bestand heet .csv, maar het is iets anders. Is het een Excel-bestand? Geef het "
            "dan een naam met .xlsx.",
            field="file",
        )
    encodings = ("utf-8-sig",) if content.startswith(_UTF8) else ("utf-8", "cp1252")
    for encoding in () if content.startswith(_UTF16) else encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(ord(each) in _NO_TEXT for each in set(text)):
            return text
    raise DomainError(
        "De tekens in dit bestand kunnen wij niet lezen. Kies in Excel ‘Opslaan als’ en dan "
        "‘CSV UTF-8’, of sla het op als .xlsx.",
        field="file",
    )


def _header(text: str) -> str:
    """Return the line that is the header, or nothing."""
    above = islice(io.StringIO(text, newline=None), list_header.WITHIN)
    cut = (line[:_LONGEST_HEADER] for line in above)
    return next((line for line in cut if ListHeader.find(_split(line))), "")


def _split(line: str) -> list[str]:
    return next(csv.reader([line], delimiter=_separator(line)), [])


def _separator(line: str) -> str:
    """Return what most often stands between cells: a semicolon, a comma or a tab."""
    return max(";,\t", key=line.count)
