"""The sheets of an XLSX workbook that may be a trap: macros, a zip bomb, broken parts.

What a zip says of its own sizes may be a lie, and a small XML file can grow in memory. So openpyxl
gets a copy of the parts, unpacked by us and counted on the way, and reads its sheets one by one.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, TypeVar
from xml.parsers import expat

from openpyxl.packaging.relationship import RelationshipList, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import REL_NS, SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring

from wizard.domain.errors import DomainError
from wizard.schooldata.bounded_reads import BoundedReads
from wizard.schooldata.counted_part import CostsTooMuchError, Counter, at_most
from wizard.schooldata.date_styles import DateStyles
from wizard.schooldata.lines import Table
from wizard.schooldata.shared_strings import read_strings
from wizard.schooldata.sheet_rows import SheetRows

_Found = TypeVar("_Found")

_MOST_PARTS = 500
_MACROS = ("vbaproject.bin", "xl/macrosheets/", "xl/activex/")
#: What is never opened here: Power Query and pivot tables keep megabytes, in one text or in cells.
_NOT_READ = (
    *("customxml/", "docprops/", "xl/charts/", "xl/drawings/", "xl/externallinks/"),
    *("xl/pivotcache/", "xl/pivottables/", "xl/querytables/", "xl/tables/", "xl/theme/"),
)
#: Excel packs with these alone. Of others 4 kB may become 80 MB before anybody can count.
_PACKED_WITH = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: Where a name of Strict Open XML begins, and of what Excel saves otherwise.
_STRICT = {
    b'"http://purl.oclc.org/ooxml/spreadsheetml/main': b'"' + SHEET_MAIN_NS.encode(),
    b'"http://purl.oclc.org/ooxml/officeDocument/relationships': b'"' + REL_NS.encode(),
}
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, InvalidFileException, EOFError, OSError),
    *(expat.ExpatError, SyntaxError),  # the second of ElementTree and lxml
    *(LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RuntimeError),
)


def read(content: bytes, look: Callable[[Iterator[Table]], _Found]) -> _Found:
    """Return what `look` makes of the sheets, which are read while it looks. Raises DomainError.

    Whatever openpyxl stumbles over is a file that it cannot read: a stranger made it.
    """
    try:
        with zipfile.ZipFile(BoundedReads(content)) as archive:
            _refuse_by_directory(archive)
            copy = _copy(archive)
        return look(_sheets(copy))
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
    if "mimetype" in names and "content.xml" in names:
        raise DomainError(
            "Dit bestand heet .xlsx, maar het komt uit LibreOffice. Kies daar ‘Opslaan als’ en dan "
            "‘Excel 2007-365 (.xlsx)’.",
            field="file",
        )
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
                copy.writestr(name, _transitional(whole))
    return file


def _transitional(part: bytes) -> bytes:
    """Return a part with the names that openpyxl knows: ‘Strict Open XML’ has others for them."""
    for strict, known in _STRICT.items():
        part = part.replace(strict, known)
    return part


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


def _sheets(file: io.BytesIO) -> Iterator[Table]:
    """Return the sheets, those that can be seen first."""
    reader = ExcelReader(file, read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    with reader.archive as archive:
        strings, styles = _strings(reader), DateStyles.read(archive)
        for name, part, hidden in _parts(reader):
            with archive.open(part) as sheet:
                rows = SheetRows(sheet, strings, styles, reader.wb.epoch)
                yield Table(rows.lines(), name, hidden, rows.hidden_columns, rows.merged)


def _strings(reader: Any) -> list[str]:
    table = reader.package.find(SHARED_STRINGS)
    if table is None:
        return []
    with reader.archive.open(table.PartName[1:]) as part:
        return read_strings(part)


def _parts(reader: Any) -> list[tuple[str, str, bool]]:
    """Return of each sheet its name, its part, and whether it is hidden; each part once."""
    relations = _relations(reader)
    found: dict[str, tuple[str, str, bool]] = {}
    for sheet in sorted(reader.parser.sheets, key=lambda sheet: sheet.state != "visible"):
        relation = relations[sheet.id] if sheet.id else None
        if relation and relation.target in reader.valid_files and _has_cells(relation):
            hidden = sheet.state != "visible"
            found.setdefault(relation.target, (sheet.name, relation.target, hidden))
    if not found:
        raise DomainError("In dit bestand staat geen blad met cellen.", field="file")
    return list(found.values())


def _has_cells(relation: Any) -> bool:
    return "chartsheet" not in relation.Type


def _relations(reader: Any) -> Any:
    """Return the parts by their ids. Raises TypeError where openpyxl would warn, and go on."""
    part = get_rels_path(reader.parser.workbook_part_name)
    RelationshipList.from_tree(fromstring(reader.archive.read(part)))
    return reader.parser.rels
