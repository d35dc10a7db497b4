"""A list of schools and their LAS as a board sends it: CSV or XLSX, in bytes of a stranger.

Whatever is not right is refused with one Dutch sentence that says what to do. Memory is bounded:
the file by `LARGEST_FILE`, what comes out of it by rows, columns and the length of a cell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wizard.domain.errors import DomainError
from wizard.domain.school_systems.mending import Header
from wizard.domain.school_systems.system_list import Row
from wizard.domain.words import and_list
from wizard.schooldata import text_file, workbook
from wizard.schooldata.lines import Table
from wizard.schooldata.list_rows import ListRows

#: Two megabytes, as the pages say it.
LARGEST_FILE = 2 * 1024 * 1024

_TEXTS = ("csv", "txt", "tsv", "tab")
_EXCEL = "Kies in Excel ‘Opslaan als’ en dan ‘Excel-werkmap (.xlsx)’."
_LIBRE_OFFICE = "Kies in LibreOffice ‘Opslaan als’ en dan ‘Excel 2007-365 (.xlsx)’."
_SAVE_AS = {
    **dict.fromkeys(("xls", "xlsb", "xlsm", "xlt", "xltx", "xltm", "xml"), _EXCEL),
    **dict.fromkeys(("ods", "fods", "ots"), _LIBRE_OFFICE),
    "numbers": "Kies in Numbers ‘Exporteer naar’ en dan ‘Excel’.",
}
_MOST_NAMED = 3
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
    return _read(name, content)


def _read(name: str, content: bytes) -> SheetList:
    kind = Path(name).suffix.lower().removeprefix(".")
    if kind in _SAVE_AS:
        raise DomainError(
            f"Een bestand met .{kind} kunnen wij niet lezen. {_SAVE_AS[kind]}", field="file"
        )
    if kind == "xlsx":
        if not content.startswith(_ZIP):
            raise DomainError(_not_xlsx(content), field="file")
        return workbook.read(content, _choose)
    if kind in _TEXTS:
        return _choose([text_file.read(content)])
    raise DomainError(
        "Kies een bestand uit Excel (.xlsx), of een tekstbestand (.csv, .txt of .tsv).",
        field="file",
    )


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


def _choose(tables: Iterable[Table]) -> SheetList:
    """Return the one list that people see. Raises DomainError."""
    found = [ListRows.read(table) for table in tables]
    lists = [each for each in found if each.rows]
    if any(each.rows != lists[0].rows for each in lists):
        names = and_list([f"‘{each.name}’" for each in lists[:_MOST_NAMED]])
        raise DomainError(
            f"Op meer dan één blad staat een lijst: {names}. Laat één van deze bladen staan en "
            "stuur het bestand opnieuw.",
            field="file",
        )
    for each in lists:
        if each.header:
            return SheetList(each.header, list(each.rows))
    raise DomainError(_nothing(found), field="file")


def _nothing(found: Sequence[ListRows]) -> str:
    if any(each.header for each in found):
        return (
            "Onder de kolommen BRIN en LAS staat geen school. Vul het bestand in en stuur het "
            "opnieuw."
        )
    for each in found:
        if each.unseen:
            return (
                f"{each.unseen} Wij lezen alleen wat u ziet. Maak het zichtbaar en stuur het "
                "bestand opnieuw."
            )
    return (
        "Wij vinden de kolommen BRIN en LAS niet. Zet deze woorden boven de kolommen, of gebruik "
        "ons voorbeeldbestand."
    )
