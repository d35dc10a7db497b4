"""Lines of an XLSX workbook that may be a trap: macros, hidden sheets, a zip bomb, broken parts.

What a zip says of its own sizes may be a lie, and a small XML file can grow in memory. So openpyxl
gets a copy of the parts, unpacked by us and counted on the way, and reads one sheet of it.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from openpyxl.packaging.relationship import RelationshipList, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import SHARED_STRINGS
from openpyxl.xml.functions import fromstring

from wizard.domain.errors import DomainError
from wizard.domain.words import and_list, number_in_words
from wizard.schooldata.bounded_reads import BoundedReads
from wizard.schooldata.bounds import FURTHEST_LINE, LONGEST_CELL, Line
from wizard.schooldata.counted_part import CostsTooMuchError, Counter, at_most
from wizard.schooldata.date_styles import DateStyles
from wizard.schooldata.shared_strings import read_strings
from wizard.schooldata.sheet_rows import SheetRows

_MOST_PARTS = 500
_MACROS = ("vbaproject.bin", "xl/macrosheets/", "xl/activex/")
#: What is never opened here: Power Query and pivot tables keep megabytes, in one text or in cells.
_NOT_READ = (
    *("customxml/", "docprops/", "xl/charts/", "xl/drawings/", "xl/externallinks/"),
    *("xl/pivotcache/", "xl/pivottables/", "xl/querytables/", "xl/tables/", "xl/theme/"),
)
#: Excel packs with these alone. Of others 4 kB may become 80 MB before anybody can count.
_PACKED_WITH = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, InvalidFileException, EOFError, OSError),
    *(expat.ExpatError, SyntaxError),  # the second of ElementTree and lxml
    *(LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RuntimeError),
)


def lines(content: bytes) -> Iterator[Line]:
    """Return the rows of the first sheet. Raises DomainError.

    Whatever openpyxl stumbles over is a file that it cannot read: a stranger made it.
    """
    try:
        with zipfile.ZipFile(BoundedReads(content)) as archive:
            _refuse_by_directory(archive)
            copy = _copy(archive)
        yield from _read(copy)
    except CostsTooMuchError as error:
        raise _too_large() from error
    except _BROKEN as error:
        raise DomainError(
            "Dit Excel-bestand is beschadigd. Open het in Excel, sla het opnieuw op en stuur het "
            "nog een keer.",
            field="file",
        ) from error


def _refuse_by_directory(archive: zipfile.ZipFile) -> None:
    names = [name.lower() for name in archive.namelist()]
    if any(mark in name for name in names for mark in _MACROS):
        raise _has_macros()
    if "xl/workbook.xml" not in names:
        raise DomainError(
            "Dit bestand heet .xlsx, maar het is geen Excel-bestand. Open het in Excel en sla het "
            "op als ‘Excel-werkmap (.xlsx)’.",
            field="file",
        )
    at_most(_MOST_PARTS, "parts", len(names))
    if any(part.compress_type not in _PACKED_WITH for part in archive.infolist()):
        raise zipfile.BadZipFile("packed in a way that Excel does not know")


def _copy(archive: zipfile.ZipFile) -> io.BytesIO:
    """Return a workbook with what openpyxl reads of this one: no pictures, nothing too large."""
    counter = Counter()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as copy:
        for name in dict.fromkeys(archive.namelist()):
            if name.lower().endswith((".xml", ".rels")) and not name.lower().startswith(_NOT_READ):
                whole = counter.unpacked(archive, name)
                if name == "[Content_Types].xml" and b"macroEnabled" in whole:
                    raise _has_macros()
                copy.writestr(name, whole)
    return file


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
    reader = ExcelReader(file, read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    with reader.archive as archive, archive.open(_first_sheet(reader)) as sheet:
        rows = SheetRows(sheet, _strings(reader), DateStyles.read(archive), reader.wb.epoch).until(
            FURTHEST_LINE
        )
        for number, cells in rows:
            if number > FURTHEST_LINE:
                raise DomainError(
                    f"Het eerste blad heeft meer dan {number_in_words(FURTHEST_LINE)} regels. "
                    "Zet de kolommen BRIN en LAS in een nieuw bestand.",
                    field="file",
                )
            yield number, cells


def _strings(reader: Any) -> list[str]:
    table = reader.package.find(SHARED_STRINGS)
    if table is None:
        return []
    with reader.archive.open(table.PartName[1:]) as part:
        return read_strings(part)


def _first_sheet(reader: Any) -> str:
    """Return the name of its part. No other sheet is opened: many may be one large part."""
    relations = _relations(reader)
    found = [(sheet, relations[sheet.id]) for sheet in reader.parser.sheets if sheet.id]
    sheets = [
        (sheet, relation.target)
        for sheet, relation in found
        if relation.target in reader.valid_files and "chartsheet" not in relation.Type
    ]
    hidden = [sheet.name for sheet, _part in sheets if sheet.state != "visible"]
    if hidden:
        names = and_list([f"‘{name[:LONGEST_CELL]}’" for name in hidden[:3]])
        raise DomainError(
            f"In dit bestand zijn bladen verborgen: {names}. Maak ze zichtbaar of verwijder ze. "
            "Zo weten wij zeker dat u ziet wat wij lezen.",
            field="file",
        )
    if not sheets:
        raise DomainError("In dit bestand staat geen blad met cellen.", field="file")
    return str(sheets[0][1])


def _relations(reader: Any) -> Any:
    """Return the parts by their ids. Raises TypeError where openpyxl would warn, and go on."""
    part = get_rels_path(reader.parser.workbook_part_name)
    RelationshipList.from_tree(fromstring(reader.archive.read(part)))
    return reader.parser.rels
