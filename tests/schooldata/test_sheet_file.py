"""Files that strangers send: what is read of a list, and what is refused with what to do."""

import contextlib
import io
import zipfile
from collections.abc import Callable
from functools import cache

import pytest
from openpyxl import Workbook

from tests.schooldata.refusing import refusal
from tests.ways import rounds
from wizard.domain.errors import DomainError
from wizard.domain.school_systems.system_list import Row
from wizard.schooldata import sheet_file
from wizard.schooldata.bounds import LONGEST_CELL, MOST_ROWS

ROWS = [("99AA", "ParnasSys"), ("99AB", "ESIS")]
READ = [Row(2, "99AA", "ParnasSys"), Row(3, "99AB", "ESIS")]
#: What reading any file may take, in bytes: the file itself is 2 MB at most.
MOST_MEMORY = 48 * 1024 * 1024


@cache
def xlsx(*rows: tuple[object, ...], change: Callable[[Workbook], object] | None = None) -> bytes:
    """Return a workbook with these rows under a header."""
    book = Workbook()
    for row in (("BRIN", "LAS"), *rows):
        book.active.append(row)
    if change:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv(*rows: tuple[str, ...], separator: str = ";", end: str = "\r\n") -> str:
    """Return such a list as text."""
    return end.join(separator.join(row) for row in (("BRIN", "LAS"), *rows))


def repacked(content: bytes, **parts: bytes) -> bytes:
    """Return the workbook with other parts, or more: a double underscore is a slash."""
    old = zipfile.ZipFile(io.BytesIO(content))
    kept = {name: old.read(name) for name in old.namelist()}
    named = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in {**kept, **named}.items():
            new.writestr(name, part)
    return file.getvalue()


def sheet(rows: str) -> bytes:
    """Return a workbook whose sheet has these rows as XML."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    return repacked(xlsx(), xl__worksheets__sheet1_dot_xml=part.encode())


@cache
def bomb() -> bytes:
    """Return a small workbook with a part that is 50 MB once unpacked."""
    return repacked(xlsx(*ROWS), xl__sharedStrings_dot_xml=b"<sst>" + b" " * 49_999_995)


def _cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def refused(name: str, content: bytes) -> str:
    """Read a file that is refused, and return what the person reads."""
    return refusal(name, content, MOST_MEMORY)


class TestWhatIsRead:
    def test_a_workbook(self) -> None:
        assert sheet_file.read("las.xlsx", xlsx(*ROWS)) == READ

    @pytest.mark.parametrize("separator", [";", ",", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    @pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
    def test_csv_however_it_was_saved(self, separator: str, encoding: str, end: str) -> None:
        text = csv(*ROWS, separator=separator, end=end)
        assert sheet_file.read("Las.CSV", text.encode(encoding)) == READ

    def test_letters_with_accents_in_either_encoding(self) -> None:
        text = csv(("99AA", "Büro"))
        for encoding in ("utf-8", "cp1252"):
            assert sheet_file.read("a.csv", text.encode(encoding)) == [Row(2, "99AA", "Büro")]

    def test_columns_in_any_place_and_blank_rows_between(self) -> None:
        text = (
            "Onze scholen\n\nNaam;Leerlingadministratiesysteem;Brinnummer\nA;ESIS;99AA\n;;\nB;;99AB"
        )
        assert sheet_file.read("a.csv", text.encode()) == [
            Row(4, "99AA", "ESIS"),
            Row(6, "99AB", ""),
        ]

    def test_lines_are_those_of_the_sheet(self) -> None:
        rows = [("99AA", "ParnasSys"), (None, None), ("99AB", "ESIS")]
        found = sheet_file.read("las.xlsx", xlsx(*rows))
        assert [row.line for row in found] == [2, 4]

    def test_a_formula_stays_what_was_typed(self) -> None:
        [row] = sheet_file.read("las.xlsx", xlsx(("99AA", '=CONCATENATE("ES","IS")')))
        assert row.system.startswith("=CONCATENATE")

    def test_numbers_dates_and_long_texts_are_text(self) -> None:
        found = sheet_file.read("las.xlsx", xlsx((12, 3.5), ("99AA", "x" * 5000)))
        assert found == [Row(2, "12", "3.5"), Row(3, "99AA", "x" * LONGEST_CELL)]

    def test_a_second_sheet_that_can_be_seen_is_not_read(self) -> None:
        content = xlsx(*ROWS, change=lambda book: book.create_sheet("Uitleg").append(["Hallo"]))
        assert sheet_file.read("las.xlsx", content) == READ


class TestWhatIsRefused:
    """Each with one sentence that says what to do, and in bounded memory."""

    @pytest.mark.parametrize("name", ["las.xlsx", "las.csv", "las.docx", "las"])
    def test_nothing(self, name: str) -> None:
        assert "is leeg" in refused(name, b"")

    @pytest.mark.parametrize("name", ["las.xlsx", "las.csv"])
    def test_three_megabytes(self, name: str) -> None:
        assert "te groot. Er past 2 MB" in refused(name, b"x" * 3_000_000)

    def test_only_a_header(self) -> None:
        assert "staat geen school" in refused("las.xlsx", xlsx())
        assert "staat geen school" in refused("las.csv", csv().encode())

    def test_other_columns(self) -> None:
        message = "Wij vinden de kolommen BRIN en LAS niet"
        assert message in refused("las.csv", b"School;Systeem\nA;ESIS")
        assert message in refused("las.csv", b"99AA;ESIS\n99AB;ESIS")

    @pytest.mark.parametrize("encoding", ["utf-32", "utf-32-le", "utf-32-be"])
    def test_another_encoding(self, encoding: str) -> None:
        assert "De tekens in dit bestand" in refused("las.csv", csv(*ROWS).encode(encoding))

    def test_bytes_that_are_no_text(self) -> None:
        assert "De tekens in dit bestand" in refused("las.csv", bytes(range(256)) * 20)

    @pytest.mark.parametrize("name", ["a.xls", "a.ods", "a.xlsm", "a.xlsb"])
    def test_another_kind_of_sheet(self, name: str) -> None:
        assert "Opslaan als" in refused(name, xlsx(*ROWS))

    @pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a", "xlsx"])
    def test_no_sheet_at_all(self, name: str) -> None:
        assert "Kies een bestand uit Excel" in refused(name, xlsx(*ROWS))

    @pytest.mark.parametrize("content", [b"BRIN;LAS\n99AA;ESIS", b"%PDF-1.7", b"GIF89a"])
    def test_what_is_called_xlsx_and_is_not(self, content: bytes) -> None:
        assert "heet .xlsx, maar" in refused("las.xlsx", content)

    def test_an_old_or_locked_workbook(self) -> None:
        assert "wachtwoord" in refused("las.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999))

    def test_what_is_called_csv_and_is_not(self) -> None:
        for content in (xlsx(*ROWS), b"%PDF-1.7\n..."):
            for name in ("las.csv", "las.txt"):
                assert "Dit is geen tekstbestand." in refused(name, content)

    def test_another_zip(self) -> None:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("word/document.xml", "<x/>")
        assert "geen Excel-bestand" in refused("las.xlsx", file.getvalue())

    @pytest.mark.parametrize("kept", [10, 300, 2000])
    def test_half_a_workbook(self, kept: int) -> None:
        assert "beschadigd" in refused("las.xlsx", xlsx(*ROWS)[:kept])

    def test_a_part_that_is_no_xml(self) -> None:
        content = repacked(xlsx(*ROWS), xl__worksheets__sheet1_dot_xml=b"<worksheet><row")
        assert "beschadigd" in refused("las.xlsx", content)

    @pytest.mark.parametrize("part", ["xl__vbaProject_dot_bin", "xl__macrosheets__sheet1_dot_xml"])
    def test_macros(self, part: str) -> None:
        assert "macro’s" in refused("las.xlsx", repacked(xlsx(*ROWS), **{part: b"x"}))

    @pytest.mark.parametrize("state", ["hidden", "veryHidden"])
    def test_a_hidden_sheet_with_the_list(self, state: str) -> None:
        def hide(book: Workbook) -> None:
            book.active.title, book.active.sheet_state = "Geheim", state
            book.create_sheet("Uitleg").append(["Hallo"])

        message = refused("las.xlsx", xlsx(*ROWS, change=hide))
        assert "Het blad ‘Geheim’ is verborgen." in message

    def test_a_zip_bomb(self) -> None:
        assert len(bomb()) < sheet_file.LARGEST_FILE
        assert "Uitgepakt is dit bestand te groot" in refused("las.xlsx", bomb())

    def test_a_zip_bomb_that_lies_about_its_size(self) -> None:
        real, lie = (50_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")
        assert bomb().count(real) == 2, "once in the part, once in the directory"
        assert "beschadigd" in refused("las.xlsx", bomb().replace(real, lie))

    def test_thousands_of_parts(self) -> None:
        parts = {f"x{number}": b"" for number in range(600)}
        assert "Uitgepakt" in refused("las.xlsx", repacked(xlsx(*ROWS), **parts))

    def test_entities_that_grow(self) -> None:
        lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
        part = f'<!DOCTYPE x [<!ENTITY l0 "lol">{lol}]><worksheet>&l9;</worksheet>'
        content = repacked(xlsx(), xl__worksheets__sheet1_dot_xml=part.encode())
        assert "beschadigd" in refused("las.xlsx", content)

    def test_more_schools_than_there_can_be(self) -> None:
        many = [("99AA", "ESIS")] * (MOST_ROWS + 1)
        message = "meer dan 2.000 scholen"
        assert message in refused("las.csv", csv(*many).encode())
        assert message in refused("las.xlsx", xlsx(*many))

    def test_a_sheet_that_goes_on_for_ever(self) -> None:
        header = f'<row r="1">{_cell("BRIN")}{_cell("LAS")}</row>'
        far = f'{header}<row r="1048576">{_cell("99AA")}</row>'
        assert "meer dan 20.000 regels" in refused("las.xlsx", sheet(far))
        assert "staat geen school" in refused("las.xlsx", sheet(header + "<row/>" * 20_500))
        assert "Uitgepakt" in refused("las.xlsx", sheet(header + "<row/>" * 300_000))

    def test_a_row_wider_than_can_be(self) -> None:
        for cells, message in ((17_000, "kolommen BRIN en LAS niet"), (200_000, "Uitgepakt")):
            wide = "<c><v>1</v></c>" * cells
            assert message in refused("las.xlsx", sheet(f'<row r="1">{wide}</row>'))

    def test_one_endless_line_or_cell(self) -> None:
        refused("las.csv", b"BRIN;LAS\n" + b"x" * 1_900_000)
        refused("las.csv", b";" * 1_900_000)
        refused("las.csv", b'BRIN;LAS\n"' + b"\n" * 1_900_000)


def test_whatever_byte_is_turned_it_is_refused_or_read() -> None:
    content = xlsx(*ROWS)
    for place in range(0, len(content), rounds(37, 11)):
        broken = bytearray(content)
        broken[place] ^= 0xFF
        with contextlib.suppress(DomainError):
            assert len(sheet_file.read("las.xlsx", bytes(broken))) <= len(ROWS)
