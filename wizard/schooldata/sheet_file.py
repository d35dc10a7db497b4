"""A list of schools and their LAS as a board sends it: CSV or XLSX, in bytes of a stranger.

Whatever is not right is refused with one Dutch sentence that says what to do. Memory is bounded:
the file by `LARGEST_FILE`, what comes out of it by rows, columns and the length of a cell.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from wizard.domain.errors import DomainError
from wizard.domain.system_list import Row
from wizard.domain.words import number_in_words
from wizard.schooldata import workbook
from wizard.schooldata.bounds import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Line

#: Two megabytes, as the pages say it.
LARGEST_FILE = 2 * 1024 * 1024

#: Where the header may stand: above it people put titles.
_HEADER_WITHIN = 20
_LONGEST_HEADER = 5_000
_BRIN = frozenset({"brin", "brinnummer", "brincode", "instellingscode", "schoolbrin"})
_SYSTEM = frozenset({"las", "leerlingadministratiesysteem", "administratiesysteem", "systeem"})
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8 = b"\xef\xbb\xbf"
#: What no text has: control characters but for tab and line ends.
_NO_TEXT = frozenset(range(32)) - {9, 10, 13}


def read(name: str, content: bytes) -> list[Row]:
    """Return the rows under the header, without those that are blank.

    `name`: the file's own, whose end says what it should be. Raises DomainError.
    """
    if not content:
        raise DomainError("Dit bestand is leeg. Kies een ander bestand.", field="file")
    if len(content) > LARGEST_FILE:
        raise DomainError(
            "Dit bestand is te groot. Er past 2 MB. Laat alleen de kolommen BRIN en LAS staan.",
            field="file",
        )
    rows = _under_header(_lines(name, content))
    if not rows:
        raise DomainError(
            "Onder de kolommen BRIN en LAS staat geen school. Vul het bestand in en stuur het "
            "opnieuw.",
            field="file",
        )
    return rows


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
        return _of_text(_text(content))
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


def _text(content: bytes) -> str:
    """Read UTF-8, or what a Dutch Excel writes (Windows-1252)."""
    if content.startswith((_ZIP, _OLD_EXCEL, b"%PDF")):
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


def _of_text(text: str) -> Iterator[Line]:
    above = (
        line[:_LONGEST_HEADER] for line in islice(io.StringIO(text, newline=None), _HEADER_WITHIN)
    )
    first = next((line for line in above if _is_header(_split(line))), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(first))
    try:
        for cells in reader:
            yield reader.line_num, [cell[:LONGEST_CELL] for cell in cells[:MOST_COLUMNS]]
    except csv.Error:
        raise DomainError(
            f"Regel {reader.line_num} van dit bestand kunnen wij niet lezen. Gebruik ons "
            "voorbeeldbestand.",
            field="file",
        ) from None


def _split(line: str) -> list[str]:
    return next(csv.reader([line], delimiter=_separator(line)), [])


def _separator(line: str) -> str:
    """Return what most often stands between cells: a semicolon, a comma or a tab."""
    return max(";,\t", key=line.count)


def _is_header(cells: Sequence[str]) -> bool:
    names = {_bare(cell) for cell in cells}
    return bool(names & _BRIN) and bool(names & _SYSTEM)


def _under_header(lines: Iterator[Line]) -> list[Row]:
    for _line, cells in islice(lines, _HEADER_WITHIN):
        if _is_header(cells):
            return _rows(lines, [_bare(cell) for cell in cells])
    raise DomainError(
        "Wij vinden de kolommen BRIN en LAS niet. Zet deze woorden boven de kolommen, of gebruik "
        "ons voorbeeldbestand. In Excel lezen wij alleen het eerste blad.",
        field="file",
    )


def _rows(lines: Iterator[Line], names: list[str]) -> list[Row]:
    brin, system = (
        next(index for index, name in enumerate(names) if name in known)
        for known in (_BRIN, _SYSTEM)
    )
    rows = []
    for number, cells in lines:
        row = Row(number, _cell(cells, brin), _cell(cells, system))
        if row.brin or row.system:
            rows.append(row)
        if len(rows) > MOST_ROWS:
            raise DomainError(
                f"Dit bestand heeft meer dan {number_in_words(MOST_ROWS)} scholen. "
                "Stuur alleen de scholen van uw bestuur.",
                field="file",
            )
    return rows


def _cell(cells: Sequence[str], index: int) -> str:
    return cells[index].strip() if index < len(cells) else ""


def _bare(name: str) -> str:
    return "".join(each for each in name.lower() if each.isalnum())
