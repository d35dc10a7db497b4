"""Lines of a CSV file, however it was saved. What one line may cost is bounded."""

import csv
import re
from collections.abc import Iterator
from itertools import islice

from wizard.domain.errors import DomainError
from wizard.domain.words import number_in_words
from wizard.schooldata import plain_text
from wizard.schooldata.bounds import FURTHEST_LINE, LONGEST_CELL, MOST_COLUMNS
from wizard.schooldata.lines import Line, Table
from wizard.schooldata.list_header import ListHeader
from wizard.schooldata.plain_text import Head, Unreadable, UnreadableError

#: In characters, line breaks within its cells included: fifty columns of a long remark each. Each
#: cell becomes an object, also of those that are not read.
LONGEST_RECORD = 200_000
_BRIN = r" {0,3}[0-9OI]{2}[ .-]?[A-Z01]{2}(?:[ .-]?[0-9O]{2})? {0,3}"
#: By separator: a BRIN in a cell of its own, beside others.
_SCHOOL = {
    each: re.compile(rf"{each}{_BRIN}(?:{each}|[\r\n]|$)|(?:^|[\r\n]){_BRIN}{each}", re.IGNORECASE)
    for each in plain_text.SEPARATORS
}


def read(content: bytes) -> Table:
    """Return the lines, from the header if there is one. Raises DomainError."""
    return Table(_lines(_text(content)))


def _lines(text: str) -> Iterator[Line]:
    """Return the lines, each with the number that it ends at."""
    head = next(_headers(text), Head(1, 1, ";", ()))
    source = _Records(islice(plain_text.lines_of(text), head.first - 1, None), head.first - 1)
    reader = csv.reader(source, delimiter=head.separator)
    try:
        for cells in reader:
            if source.line > FURTHEST_LINE:
                raise DomainError(
                    f"Dit bestand heeft meer dan {number_in_words(FURTHEST_LINE)} regels. Laat "
                    "alleen de regels met een school staan.",
                    field="file",
                )
            _refuse_swallowed(source, head.separator)
            source.begin()
            yield Line(source.line, [cell[:LONGEST_CELL] for cell in cells[:MOST_COLUMNS]])
    except csv.Error:
        quote = 'Staat daar een aanhalingsteken (")? Haal het dan weg.'
        what = quote if len(source.record) > 1 else "Gebruik ons voorbeeldbestand."
        raise DomainError(
            f"Regel {source.first} van dit bestand kunnen wij niet lezen. {what}", field="file"
        ) from None


def _headers(text: str) -> Iterator[Head]:
    found = plain_text.heads(plain_text.lines_of(text))
    return (head for head in found if ListHeader.find(head.titles[:MOST_COLUMNS]))


class _Records:
    """Counts what is read of one record, which may be many lines. Raises csv.Error.

    `line`: the number of the last one that was read. `record`: the lines of this one.
    """

    def __init__(self, source: Iterator[str], line: int) -> None:
        self._source = source
        self._length = 0
        self.line = line
        self.record: list[str] = []

    @property
    def first(self) -> int:
        """The number of the line that the record begins at."""
        return self.line - len(self.record) + 1

    def __iter__(self) -> "_Records":
        return self

    def __next__(self) -> str:
        text = next(self._source)
        self.line += 1
        self._length += len(text)
        self.record.append(text)
        if self._length > LONGEST_RECORD:
            raise csv.Error("longer than any record")
        return text

    def begin(self) -> None:
        """Count the next record from here."""
        self._length = 0
        self.record = []


def _refuse_swallowed(source: _Records, separator: str) -> None:
    """Refuse a quote that is not closed, or that closes at the next one, some schools below.

    A remark may go on over lines too; then there is no BRIN between separators in it.
    """
    if len(source.record) == 1:
        return
    try:
        cells = next(csv.reader(iter(source.record), delimiter=separator, strict=True))
        long = (cell for cell in cells if "\n" in cell or "\r" in cell)
        swallowed = any(map(_SCHOOL[separator].search, long))
    except csv.Error:
        swallowed = True
    if swallowed:
        raise DomainError(
            f'Op regel {source.first} begint een aanhalingsteken (") dat daar niet sluit. Zo '
            "vallen regels daaronder weg. Haal het teken weg en stuur het bestand opnieuw.",
            field="file",
        )


def _text(content: bytes) -> str:
    try:
        return plain_text.decoded(content)
    except UnreadableError as error:
        if error.why is Unreadable.OTHER_KIND:
            raise DomainError(
                "Dit is geen tekstbestand. Is het een Excel-bestand? Geef het dan een naam met "
                ".xlsx.",
                field="file",
            ) from error
        raise DomainError(
            "De tekens in dit bestand kunnen wij niet lezen. Kies in Excel ‘Opslaan als’ en dan "
            "‘CSV UTF-8’, of sla het op als .xlsx.",
            field="file",
        ) from error
