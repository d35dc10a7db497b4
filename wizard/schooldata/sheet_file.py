"""A list of schools and their LAS as a board sends it: CSV or XLSX, in bytes of a stranger.

Whatever is not right is refused with one Dutch sentence that says what to do. Memory is bounded:
the file by `LARGEST_FILE`, what comes out of it by rows, columns and the length of a cell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from wizard.domain.errors import DomainError
from wizard.domain.mending import Header
from wizard.domain.system_list import Row
from wizard.domain.words import number_in_words
from wizard.schooldata import list_header, text_file, workbook
from wizard.schooldata.bounds import MOST_ROWS, Line
from wizard.schooldata.list_header import ListHeader

#: Two megabytes, as the pages say it.
LARGEST_FILE = 2 * 1024 * 1024

#: Bytes, about, of the cells that are held for handing rows back; of later rows only two are.
_MOST_HELD = 4_000_000
_OF_CELL = 56
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class SheetList:
    """What was read of a file: its header, and the rows under it that are not blank."""

    header: Header
    rows: list[Row]


def read(name: str, content: bytes) -> list[Row]:
    """Return the rows alone."""
    return read_list(name, content).rows


def read_list(name: str, content: bytes) -> SheetList:
    """Return the header, and the rows under it without those that are blank.

    `name`: the file's own, whose end says what it should be. Raises DomainError.
    """
    if not content:
        raise DomainError("Dit bestand is leeg. Kies een ander bestand.", field="file")
    if len(content) > LARGEST_FILE:
        raise DomainError(
            "Dit bestand is te groot. Er past 2 MB. Laat alleen de kolommen BRIN en LAS staan.",
            field="file",
        )
    found = _under_header(_lines(name, content))
    if not found.rows:
        raise DomainError(
            "Onder de kolommen BRIN en LAS staat geen school. Vul het bestand in en stuur het "
            "opnieuw.",
            field="file",
        )
    return found


def _lines(name: str, content: bytes) -> Iterator[Line]:
    kind = Path(name).suffix.lower().removeprefix(".")
    if kind in ("xls", "xlsb", "ods", "xlsm", "xltm"):
        raise DomainError(
            f"Een bestand met .{kind} kunnen wij niet lezen. Kies in Excel ‘Opslaan als’ en dan "
            "‘Excel-werkmap (.xlsx)’.",
            field="file",
        )
    if kind == "xlsx":
        if not content.startswith(_ZIP):
            raise DomainError(_not_xlsx(content), field="file")
        return workbook.lines(content)
    if kind in ("csv", "txt"):
        return text_file.lines(content)
    raise DomainError("Kies een bestand uit Excel (.xlsx) of een CSV-bestand (.csv).", field="file")


def _not_xlsx(content: bytes) -> str:
    if content.startswith(_OLD_EXCEL):
        return (
            "Dit is een oud Excel-bestand, of er zit een wachtwoord op. Sla het zonder wachtwoord "
            "op als ‘Excel-werkmap (.xlsx)’."
        )
    return (
        "Dit bestand heet .xlsx, maar het is geen Excel-bestand. Open het in Excel en sla het op "
        "als ‘Excel-werkmap (.xlsx)’."
    )


def _under_header(lines: Iterator[Line]) -> SheetList:
    for _line, cells in islice(lines, list_header.WITHIN):
        header = ListHeader.find(cells)
        if header:
            whole = Header(_trimmed(cells), header.brin, header.system)
            return SheetList(whole, _rows(lines, header))
    raise DomainError(
        "Wij vinden de kolommen BRIN en LAS niet. Zet deze woorden boven de kolommen, of gebruik "
        "ons voorbeeldbestand. In Excel lezen wij alleen het eerste blad.",
        field="file",
    )


def _rows(lines: Iterator[Line], header: ListHeader) -> list[Row]:
    rows = []
    room = _MOST_HELD
    for number, cells in lines:
        row = Row(number, _cell(cells, header.brin), _cell(cells, header.system))
        if row.brin or row.system:
            room -= sum(len(cell) + _OF_CELL for cell in cells if cell)
            rows.append(replace(row, cells=_trimmed(cells)) if room >= 0 else row)
        if len(rows) > MOST_ROWS:
            raise DomainError(
                f"Dit bestand heeft meer dan {number_in_words(MOST_ROWS)} scholen. "
                "Stuur alleen de scholen van uw bestuur.",
                field="file",
            )
    return rows


def _cell(cells: Sequence[str], index: int) -> str:
    return cells[index].strip() if index < len(cells) else ""


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Leave out the blank cells at the end."""
    last = max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    return tuple(cells[:last])
