"""Lines of an XLSX workbook that may be a trap: macros, hidden sheets, a zip bomb, broken parts.

What a zip says of its own sizes may be a lie, and a small XML file can grow in memory. So openpyxl
gets a copy of the parts that it reads, unpacked by us piece by piece and counted on the way.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from wizard.domain.errors import DomainError
from wizard.domain.words import and_list, number_in_words
from wizard.schooldata.bounds import LONGEST_CELL, MOST_COLUMNS, Line

#: Two thousand rows of our own template unpack to 1 MB, with 20,000 elements.
_LARGEST_UNPACKED, _MOST_ELEMENTS = 8 * 1024 * 1024, 150_000
_MOST_PARTS = 500
_PIECE = 64 * 1024
_MACROS = ("vbaproject.bin", "xl/macrosheets/", "xl/activex/")
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, EOFError, OSError),
    expat.ExpatError,
    *(LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RuntimeError),
)
#: So far a sheet is read: rows without a school count too.
_FURTHEST = 20_000


def lines(content: bytes) -> Iterator[Line]:
    """Return the rows of the first sheet. Raises DomainError.

    Whatever openpyxl stumbles over is a file that it cannot read: a stranger made it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_by_names(archive)
            copy = _copy(archive)
        yield from _read(copy)
    except _BROKEN as error:
        raise DomainError(
            "Dit Excel-bestand is beschadigd. Open het in Excel, sla het opnieuw op en stuur het "
            "nog een keer.",
            field="file",
        ) from error


def _refuse_by_names(archive: zipfile.ZipFile) -> None:
    names = [name.lower() for name in archive.namelist()]
    if any(mark in name for name in names for mark in _MACROS):
        raise _has_macros()
    if "xl/workbook.xml" not in names:
        raise DomainError(
            "Dit bestand heet .xlsx, maar het is geen Excel-bestand. Open het in Excel en sla het "
            "op als ‘Excel-werkmap (.xlsx)’.",
            field="file",
        )
    if len(names) > _MOST_PARTS:
        raise _too_large()


def _copy(archive: zipfile.ZipFile) -> io.BytesIO:
    """Return a workbook with what openpyxl reads of this one: no pictures, nothing too large."""
    counting = _Counting()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as copy:
        for name in archive.namelist():
            if name.lower().endswith((".xml", ".rels")):
                copy.writestr(name, counting.unpacked(archive, name))
    return file


@dataclass
class _Counting:
    """How much was unpacked so far, of all parts together."""

    size: int = 0
    elements: int = 0

    def unpacked(self, archive: zipfile.ZipFile, name: str) -> bytes:
        """Return a part, read as XML on the way: no elements that nobody can hold, no entities."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._count
        parser.StartDoctypeDeclHandler = _refuse_doctype
        pieces = []
        with archive.open(name) as part:
            while piece := part.read(_PIECE):
                self.size += len(piece)
                if self.size > _LARGEST_UNPACKED:
                    raise _too_large()
                parser.Parse(piece)
                pieces.append(piece)
        parser.Parse(b"", True)
        whole = b"".join(pieces)
        if name == "[Content_Types].xml" and b"macroEnabled" in whole:
            raise _has_macros()
        return whole

    def _count(self, _name: str, _attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > _MOST_ELEMENTS:
            raise _too_large()


def _refuse_doctype(*_declared: object) -> None:
    raise ValueError("a document type: Excel writes none, and its entities can grow")


def _has_macros() -> DomainError:
    return DomainError(
        "In dit bestand zitten macro’s. Sla het op als ‘Excel-werkmap (.xlsx)’, zonder macro’s.",
        field="file",
    )


def _too_large() -> DomainError:
    return DomainError(
        "Uitgepakt is dit bestand te groot. Zet alleen de kolommen BRIN en LAS in een nieuw "
        "bestand.",
        field="file",
    )


def _read(file: io.BytesIO) -> Iterator[Line]:
    book = load_workbook(file, read_only=True, keep_links=False)
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    if hidden:
        names = and_list([f"‘{name[:LONGEST_CELL]}’" for name in hidden[:3]])
        raise DomainError(
            f"In dit bestand zijn bladen verborgen: {names}. Maak ze zichtbaar of verwijder ze. "
            "Zo weten wij zeker dat u ziet wat wij lezen.",
            field="file",
        )
    if not book.worksheets:
        raise DomainError("In dit bestand staat geen blad met cellen.", field="file")
    rows = book.worksheets[0].iter_rows(max_row=_FURTHEST + 1, max_col=MOST_COLUMNS)
    for number, row in enumerate(rows, start=1):
        if number > _FURTHEST:
            raise DomainError(
                f"Het eerste blad heeft meer dan {number_in_words(_FURTHEST)} regels. Zet de "
                "kolommen BRIN en LAS in een nieuw bestand.",
                field="file",
            )
        yield number, [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    """Return what stands in a cell; a formula as it was typed, never what it came to."""
    return "" if cell.value is None else str(cell.value)[:LONGEST_CELL]
