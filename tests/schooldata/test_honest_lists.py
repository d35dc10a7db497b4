"""Lists as people and programs make them, that bounds and a reader of our own must still read."""

import io
import re
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table

from tests.schooldata.costly import book_with
from tests.schooldata.test_sheet_file import READ, ROWS, repacked, sheet, xlsx
from wizard.domain.school_systems.system_list import Row
from wizard.schooldata import sheet_file

_SHEET, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def part(content: bytes, name: str) -> str:
    """Return a part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def prefixed(text: str) -> str:
    """Return the same XML with a prefix for each element, as some programs write it."""
    named = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", text)
    return named.replace('xmlns="', 'xmlns:x="')


class TestWorkbooks:
    def test_an_excel_table(self) -> None:
        def change(book: Workbook) -> None:
            book.active.add_table(Table(displayName="Scholen", ref="A1:B3"))

        assert sheet_file.read("las.xlsx", xlsx(*ROWS, change=change)) == READ

    def test_comments(self) -> None:
        def change(book: Workbook) -> None:
            book.active["A2"].comment = Comment("x" * 30_000, "Wij")

        assert sheet_file.read("las.xlsx", xlsx(*ROWS, change=change)) == READ

    def test_a_merged_title_above_the_header(self) -> None:
        book = Workbook()
        for row in (("Onze scholen",), (), ("BRIN", "LAS"), *ROWS):
            book.active.append(row)
        book.active.merge_cells("A1:F1")
        file = io.BytesIO()
        book.save(file)
        found = sheet_file.read("las.xlsx", file.getvalue())
        assert [(row.brin, row.system) for row in found] == ROWS

    @pytest.mark.parametrize("dimension", ["A1", "A1:A1", "A1:XFD1048576", "Z9:Z9"])
    def test_a_wrong_dimension(self, dimension: str) -> None:
        content = xlsx(*ROWS)
        text = re.sub(
            r'<dimension ref="[^"]*"', f'<dimension ref="{dimension}"', part(content, _SHEET)
        )
        assert dimension in text
        named = repacked(content, xl__worksheets__sheet1_dot_xml=text.encode())
        assert sheet_file.read("las.xlsx", named) == READ

    def test_prefixes(self) -> None:
        content = xlsx(*ROWS)
        text = prefixed(part(content, _SHEET))
        assert "<x:sheetData>" in text
        named = repacked(content, xl__worksheets__sheet1_dot_xml=text.encode())
        assert sheet_file.read("las.xlsx", named) == READ

    def test_a_text_of_several_pieces_and_how_it_is_pronounced(self) -> None:
        strings = (
            f'<sst xmlns="{_MAIN}"><si><r><rPr><b/></rPr><t>BR</t></r><r><t>IN</t></r></si>'
            '<si><t>LAS</t></si><si><t xml:space="preserve">99AA </t><phoneticPr fontId="1"/>'
            "<rPh sb='0' eb='1'><t>negen</t></rPh></si><si><r><t>ES</t></r><r><t>IS</t></r></si>"
            "</sst>"
        )
        rows = "".join(
            f'<row><c t="s"><v>{first}</v></c><c t="s"><v>{first + 1}</v></c></row>'
            for first in (0, 2)
        )
        text = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        for table in (strings, prefixed(strings)):
            content = book_with({_SHEET: text, _STRINGS: table})
            assert sheet_file.read("las.xlsx", content) == [Row(2, "99AA", "ESIS")]

    def test_texts_within_their_cell_of_several_pieces(self) -> None:
        def cell(*pieces: str) -> str:
            runs = "".join(f"<r><t>{piece}</t></r>" for piece in pieces)
            return f'<c t="inlineStr"><is>{runs}</is></c>'

        content = sheet(
            f"<row>{cell('BR', 'IN')}{cell('LAS')}</row><row>{cell('99AA')}{cell('ES', 'IS')}</row>"
        )
        assert sheet_file.read("las.xlsx", content) == [Row(2, "99AA", "ESIS")]

    def test_a_line_break_and_no_break_spaces_in_a_cell(self) -> None:
        rows = [("99AA", "Parnas\nSys"), ("\u00a099AB\u00a0", "ESIS\u00a0")]
        found = sheet_file.read("las.xlsx", xlsx(*rows))
        assert [(row.brin, row.system) for row in found] == [("99AA", "Parnas\nSys"), ROWS[1]]

    def test_dates_and_durations(self) -> None:
        rows = [("99AA", date(2026, 11, 30)), ("99AB", timedelta(hours=30))]
        found = sheet_file.read("las.xlsx", xlsx(*rows))
        assert [row.system for row in found] == ["2026-11-30 00:00:00", "1 day, 6:00:00"]

    @pytest.mark.parametrize("name", ["xl__pivotCache__r_dot_xml", "customXml__item1_dot_xml"])
    def test_much_that_is_not_of_the_list(self, name: str) -> None:
        """Pivot tables and Power Query."""
        much: dict[str, Any] = {name: b"<x>" + b"<s v=''/>" * 900_000 + b"y" * 4_000_000 + b"</x>"}
        assert sheet_file.read("las.xlsx", repacked(xlsx(*ROWS), **much)) == READ

    def test_forty_columns_for_a_thousand_schools(self) -> None:
        rows = [
            ("99AA", "ESIS", *(f"{row} {column}" for column in range(38))) for row in range(1_000)
        ]
        assert len(sheet_file.read("las.xlsx", xlsx(*rows))) == len(rows)


class TestTexts:
    def test_the_line_that_tells_excel_the_separator(self) -> None:
        content = b"sep=;\r\nBRIN;LAS\r\n99AA;ESIS\r\n"
        assert sheet_file.read("las.csv", content) == [Row(3, "99AA", "ESIS")]

    def test_a_line_break_in_a_cell(self) -> None:
        content = b'BRIN;LAS\r\n99AA;"Parnas\r\nSys"\r\n99AB;ESIS\r\n'
        assert sheet_file.read("las.csv", content) == [
            Row(3, "99AA", "Parnas\r\nSys"),
            Row(4, "99AB", "ESIS"),
        ]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    def test_no_break_spaces(self, encoding: str) -> None:
        content = "BRIN\u00a0;LAS\n99AA\u00a0;\u00a0ESIS".encode(encoding)
        assert sheet_file.read("las.csv", content) == [Row(2, "99AA", "ESIS")]
