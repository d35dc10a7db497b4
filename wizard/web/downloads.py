"""Files to keep: tables that a spreadsheet opens. What people typed stays text, never a formula."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import PurePath

from flask import Response, make_response
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from wizard.domain.overview.report import Row, Value

#: What makes a spreadsheet take a text for a formula; so do their full-width twins.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
#: XML cannot hold these, and nobody can read them.
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DAY, _MOMENT, _TEXT = "DD-MM-YYYY", "DD-MM-YYYY HH:MM", "@"
_MEDIA_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NARROW, _WIDE = 12, 40
_ROOM = 2


def attachment(name: str, content: str | bytes) -> Response:
    """Answer with a file to keep; its suffix says what it is: .csv, .ics or .xlsx."""
    response = make_response(content)
    response.headers["Content-Type"] = _MEDIA_TYPES[PurePath(name).suffix]
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Return CSV as a Dutch Excel opens it: semicolons, and a mark that says UTF-8; ISO dates."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Return a workbook with one sheet, and dates that can be sorted."""
    body = [tuple(map(_readable, row)) for row in rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for index, width in enumerate(_widths(columns, body), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.append([_cell(sheet, name, bold=True) for name in columns])
    for row in body:
        sheet.append([_cell(sheet, value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _plain(value: Value) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    text = str(_readable(value) or "")
    return f"'{text}" if text.startswith(_FORMULA) else text


def _readable(value: Value) -> Value:
    return _UNREADABLE.sub("", value) if isinstance(value, str) else value


def _cell(sheet: object, value: Value, *, bold: bool = False) -> Cell | None:
    """Return a cell that holds exactly this value, whatever the library would make of it."""
    if value is None:
        return None
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_FORMULA)  # still text after somebody edits it
        cell.number_format = _TEXT  # so is what they type instead: 10PM is a BRIN, not a time
    else:
        cell.number_format = _MOMENT if isinstance(value, datetime) else _DAY
    if bold:
        cell.font = Font(bold=True)
    return cell


def _widths(columns: Sequence[str], body: list[Row]) -> Iterator[int]:
    for index, name in enumerate(columns):
        longest = max([len(name), *(len(_plain(row[index])) for row in body)])
        yield min(max(longest + _ROOM, _NARROW), _WIDE)
