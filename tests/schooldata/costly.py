"""Workbooks made to cost much: small to send, dear to read. Each is a function that makes one."""

import io
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook

_MILLION = 1_000_000
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_HEADER = (
    '<row r="1"><c t="inlineStr"><is><t>BRIN</t></is></c><c t="inlineStr"><is><t>LAS</t></is></c>'
    '</row><row r="2"><c t="inlineStr"><is><t>99AA</t></is></c><c t="inlineStr"><is><t>ESIS</t>'
    "</is></c></row>"
)
_STRINGS_TYPE = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sharedStrings+xml"/>'
)


def book_with(parts: Mapping[str, str]) -> bytes:
    """Return a workbook of one school in which these parts took the place of what was there."""
    plain = io.BytesIO()
    Workbook().save(plain)
    file = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        kept = {name: old.read(name).decode() for name in old.namelist()}
        kept[_SHEET] = _sheet("")
        types = kept["[Content_Types].xml"]
        if _STRINGS in parts and "sharedStrings" not in types:
            kept["[Content_Types].xml"] = types.replace("</Types>", f"{_STRINGS_TYPE}</Types>")
        for name, text in {**kept, **parts}.items():
            new.writestr(name, text)
    return file.getvalue()


def _sheet(rows: str, *, before: str = "", after: str = "", attributes: str = "") -> str:
    """Return a sheet with a header, one school and more rows, and what stands around them."""
    return (
        f'<worksheet xmlns="{_MAIN}" {attributes}>{before}'
        f"<sheetData>{_HEADER}{rows}</sheetData>{after}</worksheet>"
    )


def _strings(table: str) -> str:
    return f'<sst xmlns="{_MAIN}">{table}</sst>'


def with_sheet(rows: str = "", **around: str) -> bytes:
    """Return a workbook of which the sheet is this."""
    return book_with({_SHEET: _sheet(rows, **around)})


def one_attribute() -> bytes:
    """One attribute of 8 MB."""
    return with_sheet(attributes=f'x="{"y" * (8 * _MILLION)}"')


def one_comment() -> bytes:
    """One comment of 8 MB."""
    return with_sheet(before=f"<!--{'<' * (8 * _MILLION)}-->")


def one_name() -> bytes:
    """One element whose name is 8 MB."""
    return with_sheet(before=f"<{'y' * (8 * _MILLION)}/>")


def attributes() -> bytes:
    """One element with 500,000 attributes."""
    return with_sheet(attributes=" ".join(f'x{number}=""' for number in range(500_000)))


def namespaces() -> bytes:
    """One element that declares 200,000 namespaces."""
    return with_sheet(attributes=" ".join(f'xmlns:n{number}="u"' for number in range(200_000)))


def one_long_string() -> bytes:
    """1,900 cells that all show one shared string of 4 MB."""
    rows = '<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>' * 950
    strings = _strings(f"<si><t>{'y' * (4 * _MILLION)}</t></si>")
    return book_with({_SHEET: _sheet(rows), _STRINGS: strings})


def one_instruction() -> bytes:
    """One processing instruction of 8 MB."""
    return with_sheet(before=f"<?x {'y' * (8 * _MILLION)}?>")


def one_text() -> bytes:
    """One text of 8 MB in a cell."""
    cell = f'<c t="inlineStr"><is><t>{"y" * (8 * _MILLION - 9_000)}</t></is></c>'
    return with_sheet(f"<row>{cell}</row>")


def one_section() -> bytes:
    """One CDATA section of 8 MB, in lines."""
    text = f"<![CDATA[{'y' * 78}" + "\n" * (8 * _MILLION - 20_000) + "]]>"
    return with_sheet(f'<row><c t="inlineStr"><is><t>{text}</t></is></c></row>')


def spread_attributes() -> bytes:
    """720,000 attributes, spread over cells of one row."""
    cells = '<c a="" b="" d="" e="" f="" g="" h="" i="" j=""/>' * 80_000
    return with_sheet(f"<row>{cells}</row>")


def deep() -> bytes:
    """Elements within each other, 100,000 deep."""
    return with_sheet(before="<a>" * 100_000 + "</a>" * 100_000)


def empty_strings() -> bytes:
    """A table of a million shared strings, all empty."""
    return book_with({_STRINGS: _strings("<si/>" * _MILLION)})


def many_strings() -> bytes:
    """60,000 shared strings."""
    return book_with({_STRINGS: _strings("<si><t>y</t></si>" * 60_000)})


def runs() -> bytes:
    """A shared string of many pieces, each with a font of its own."""
    run = '<r><rPr><sz val="9"/></rPr><t>y</t></r>'
    return book_with({_STRINGS: _strings(f"<si>{run * 37_000}</si>")})


def empty_rows() -> bytes:
    """A sheet of a million empty rows."""
    return with_sheet("<row/>" * _MILLION)


def wide_row() -> bytes:
    """One row of 60,000 cells."""
    cells = '<c s="1" t="n" a="" b=""><v>1</v></c>' * 60_000
    return with_sheet(f"<row>{cells}</row>")


def inline_strings() -> bytes:
    """A row of 40,000 inline strings."""
    cells = '<c t="inlineStr"><is><t>y</t></is></c>' * 40_000
    return with_sheet(f"<row>{cells}</row>")


def formulas() -> bytes:
    """Cells that share one long formula, which the reader would write out for each."""
    first = f'<row r="3"><c r="A3"><f t="shared" si="0">{"A1+" * 2_700}A1</f></c></row>'
    cells = "".join(
        f'<row r="{row}"><c r="A{row}"><f t="shared" si="0"/></c></row>' for row in range(4, 1_900)
    )
    return with_sheet(first + cells)


def merges() -> bytes:
    """As many merged cells as the elements of a file may be."""
    table = '<mergeCell ref="A1:B1"/>' * 140_000
    return with_sheet(after=f"<mergeCells>{table}</mergeCells>")


def links() -> bytes:
    """As many links as the elements of a file may be."""
    table = '<hyperlink ref="A1"/>' * 140_000
    return with_sheet(after=f"<hyperlinks>{table}</hyperlinks>")


def styles() -> bytes:
    """As many styles as the elements of a file may be."""
    table = '<xf numFmtId="14" fontId="0"/>' * 140_000
    sheet = f'<styleSheet xmlns="{_MAIN}"><cellXfs>{table}</cellXfs></styleSheet>'
    return book_with({"xl/styles.xml": sheet})


def one_sheet_many_times() -> bytes:
    """5,000 sheets that are all the same part of 4 MB."""
    sheets = "".join(
        f'<sheet name="s{number}" sheetId="{number}" r:id="rId1"/>' for number in range(1, 5_001)
    )
    book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets></workbook>'
    rows = f"<row>{'<c><v>1</v></c>' * 40_000}</row>"
    return book_with({_SHEET: _sheet(rows), "xl/workbook.xml": book})


def names() -> bytes:
    """As many defined names as the elements of a file may be."""
    with zipfile.ZipFile(io.BytesIO(with_sheet())) as archive:
        book = archive.read("xl/workbook.xml").decode()
    name = '<definedName name="_xlnm.Print_Area" localSheetId="0">Sheet!$A$1:$B$2</definedName>'
    table = f"<definedNames>{name * 80_000}</definedNames>"
    return book_with({"xl/workbook.xml": book.replace("<calcPr", f"{table}<calcPr")})


def types() -> bytes:
    """As many content types as the elements of a file may be."""
    with zipfile.ZipFile(io.BytesIO(with_sheet())) as archive:
        table = archive.read("[Content_Types].xml").decode()
    more = '<Override PartName="/x" ContentType="y"/>' * 140_000
    return book_with({"[Content_Types].xml": table.replace("</Types>", f"{more}</Types>")})


def dates() -> bytes:
    """Cells shown as a date with a number that is no day, each another one."""
    sheet = (
        f'<styleSheet xmlns="{_MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        "</styleSheet>"
    )
    cells = "".join(
        f'<row><c s="1"><v>{9 * _MILLION + number}</v></c></row>' for number in range(9_000)
    )
    return book_with({_SHEET: _sheet(cells), "xl/styles.xml": sheet})


def written_dates() -> bytes:
    """Dates in words of 32,000 characters."""
    cell = f'<row><c t="d"><v>{"1" * 32_000}</v></c></row>'
    return with_sheet(cell * 240)


def directory() -> bytes:
    """A zip whose directory names 40,000 parts: the same entry over and over."""
    return _with_directory(lambda entry: entry[:28] + bytes(2) + entry[30:46] + b"x", 40_000)


def extra_fields() -> bytes:
    """A zip whose entries have extra fields of 64 kB each, of nothing."""
    fields = b"\xfe\xca\x00\x00" * 16_383
    length = len(fields).to_bytes(2, "little")
    return _with_directory(
        lambda entry: entry[:28] + b"\x01\x00" + length + entry[32:46] + b"x" + fields, 28
    )


def _with_directory(change: Callable[[bytes], bytes], times: int) -> bytes:
    """Return a workbook whose directory goes on with its first entry, changed, so many times."""
    content = with_sheet()
    begin, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    entry = change(content[begin : begin + 46])
    entry = entry[:28] + (1).to_bytes(2, "little") + entry[30:]
    whole = content[begin:end] + entry * times
    tail = content[end:]
    size = len(whole).to_bytes(4, "little")
    return content[:begin] + whole + tail[:12] + size + tail[16:]


def packed_twice() -> bytes:
    """A part that is a zip with a part of 50 MB in it."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.xml", b" " * 50 * _MILLION)
    return _added("xl/inner.xml", inner.getvalue(), zipfile.ZIP_STORED)


def packed_with_bzip2() -> bytes:
    """A part of 30 MB in 100 bytes."""
    return _added("xl/x.xml", b" " * 30 * _MILLION, zipfile.ZIP_BZIP2)


def packed_with_lzma() -> bytes:
    """A part of 30 MB in 5 kB."""
    return _added("xl/x.xml", b" " * 30 * _MILLION, zipfile.ZIP_LZMA)


def _added(name: str, part: bytes, method: int) -> bytes:
    file = io.BytesIO(with_sheet())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, part, method)
    return file.getvalue()


def many_parts() -> bytes:
    """400 parts, each of 30 kB."""
    return book_with({f"xl/x{number}.xml": f"<x>{' ' * 30_000}</x>" for number in range(400)})


#: The six that were reported.
REPORTED: tuple[Callable[[], bytes], ...] = (
    *(one_attribute, one_comment, one_name, attributes, namespaces, one_long_string),
)
#: Others like them.
SIBLINGS: tuple[Callable[[], bytes], ...] = (
    *(one_instruction, one_text, one_section, spread_attributes, deep, empty_strings, many_strings),
    *(runs, empty_rows, wide_row, inline_strings, formulas, merges, links, styles),
    *(one_sheet_many_times, names, types, dates, written_dates, directory, extra_fields),
    *(packed_twice, packed_with_bzip2, packed_with_lzma, many_parts),
)
