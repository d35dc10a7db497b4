"""What people see of a list is what is read of it; else one sentence says what hides the rest."""

import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.schooldata.costly import book_with, with_sheet
from tests.schooldata.test_sheet_file import ROWS, repacked, xlsx
from wizard.domain.errors import DomainError
from wizard.domain.school_systems.mending import Header
from wizard.domain.school_systems.system_list import Row
from wizard.schooldata import sheet_file
from wizard.schooldata.list_header import brin_rank, system_rank

Rows = list[tuple[object, ...]]
HEADER = ("BRIN", "LAS")


def book(*sheets: Rows, change: Callable[[Workbook], object] | None = None) -> bytes:
    """Return a workbook with these sheets, the headers too."""
    made = Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = made.create_sheet(f"Blad{number}")
        for row in rows:
            sheet.append(row)
    if change:
        change(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def one(*rows: tuple[object, ...], change: Callable[[Worksheet], object]) -> bytes:
    """Return a workbook with one sheet that was changed."""
    return book(list(rows), change=lambda made: change(made.active))


def read(content: bytes, name: str = "las.xlsx") -> list[tuple[str, str]]:
    """Return what is read of the rows that people see."""
    return [(row.brin, row.system) for row in sheet_file.read(name, content) if not row.hidden]


def refusal(content: bytes, name: str = "las.xlsx") -> str:
    with pytest.raises(DomainError) as error:
        sheet_file.read(name, content)
    return error.value.message


def _columns(letter: str, **size: object) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        for name, value in size.items():
            setattr(sheet.column_dimensions[letter], name, value)

    return change


def _rows(number: int, **size: object) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        for name, value in size.items():
            setattr(sheet.row_dimensions[number], name, value)

    return change


class TestColumns:
    @pytest.mark.parametrize(
        "size", [{"hidden": True}, {"width": 0.1}, {"hidden": True, "outlineLevel": 1}]
    )
    def test_one_that_nobody_sees(self, size: dict[str, object]) -> None:
        change = _columns("B", **size)
        two = [("BRIN", "LAS", "LAS"), ("99AA", "ESIS", "ParnasSys")]
        assert read(one(*two, change=change)) == [("99AA", "ParnasSys")]
        message = refusal(one(HEADER, *ROWS, change=change))
        assert "In uw bestand is verborgen: kolom B (‘LAS’)." in message

    def test_one_that_nobody_sees_is_not_handed_back(self) -> None:
        rows = [("BRIN", "LAS", "LAS"), ("99AA", "ESIS", "ParnasSys")]
        found = sheet_file.read_list("las.xlsx", one(*rows, change=_columns("B", hidden=True)))
        assert found.header == Header(("BRIN", "", "LAS"), 0, 2)
        assert found.rows[0].cells == ("99AA", "", "ParnasSys")

    def test_a_group_of_them(self) -> None:
        content = one(
            ("BRIN", "School", "LAS", "LAS"),
            ("99AA", "A", "ESIS", "ParnasSys"),
            change=lambda sheet: sheet.column_dimensions.group("B", "C", hidden=True),
        )
        assert read(content) == [("99AA", "ParnasSys")]

    def test_all_but_a_few(self) -> None:
        def with_columns(seen: str) -> bytes:
            before = f'<sheetFormatPr defaultColWidth="0"/><cols>{seen}</cols>'
            return with_sheet(before=before)

        assert read(with_columns('<col min="1" max="2" width="9"/>')) == [("99AA", "ESIS")]
        message = refusal(with_columns('<col min="2" max="2" width="9"/>'))
        assert "In uw bestand is verborgen: kolom A (‘BRIN’)." in message

    @pytest.mark.parametrize("other", ["LAS", "Huidig LAS", "Naam LAS", "LAS 2026", "las (nu)"])
    def test_two_that_say_different_things(self, other: str) -> None:
        content = f"BRIN;LAS;{other}\n99AA;ESIS;ESIS\n99AB;ESIS;ParnasSys".encode()
        message = refusal(content, "las.csv")
        assert f"kolom B (‘LAS’) en kolom C (‘{other}’)" in message

    def test_two_of_brins(self) -> None:
        message = refusal(b"BRIN;LAS;BRIN nr\n99AA;ESIS;99AB", "las.csv")
        assert "kan het BRIN zijn: kolom A (‘BRIN’) en kolom C (‘BRIN nr’)" in message

    @pytest.mark.parametrize("other", ["", "ESIS", "esis"])
    def test_two_that_say_the_same(self, other: str) -> None:
        assert read(f"BRIN;LAS;LAS\n99AA;ESIS;{other}".encode(), "a.csv") == [("99AA", "ESIS")]

    @pytest.mark.parametrize("other", ["LAS (oud)", "Vorig LAS", "Nieuw LAS", "LAS-beheerder"])
    def test_one_of_another_time_or_person_is_no_second(self, other: str) -> None:
        assert read(f"BRIN;{other};LAS\n99AA;X;ESIS".encode(), "a.csv") == [("99AA", "ESIS")]

    @pytest.mark.parametrize("other", ["BRIN6", "Vestigingscode"])
    def test_a_column_of_sites_gives_way(self, other: str) -> None:
        content = f"{other};BRIN;LAS\n99AA01;99AA;ESIS".encode()
        assert read(content, "a.csv") == [("99AA", "ESIS")]


class TestRows:
    @pytest.mark.parametrize("size", [{"hidden": True}, {"height": 0.01}])
    def test_one_that_nobody_sees(self, size: dict[str, object]) -> None:
        content = one(HEADER, *ROWS, change=_rows(2, **size))
        assert sheet_file.read("las.xlsx", content) == [
            Row(2, *ROWS[0], hidden=True),
            Row(3, *ROWS[1]),
        ]

    def test_a_header_that_nobody_sees(self) -> None:
        content = one(HEADER, *ROWS, change=_rows(1, hidden=True))
        assert "Rij 1 met de woorden BRIN en LAS is verborgen." in refusal(content)

    def test_a_header_below_one_that_nobody_sees(self) -> None:
        old = [("BRIN", "Systeem"), ("LAS", "BRIN")]
        content = one(*old, ("ESIS", "99AA"), change=_rows(1, hidden=True))
        assert read(content) == [("99AA", "ESIS")]

    def test_a_header_that_is_repeated(self) -> None:
        assert read(xlsx(ROWS[0], HEADER, ROWS[1])) == ROWS


class TestSheets:
    def test_the_list_on_another(self) -> None:
        assert read(book([("Uitleg",)], [("Meer",)], [HEADER, *ROWS])) == ROWS

    def test_a_chart_beside_it(self) -> None:
        content = book([HEADER, *ROWS], change=lambda made: made.create_chartsheet("Grafiek"))
        assert read(content) == ROWS

    def test_two_lists(self) -> None:
        message = refusal(book([HEADER, ROWS[0]], [HEADER, ROWS[1]]))
        assert "Op meer dan één blad staat een lijst: ‘Blad1’ en ‘Blad2’." in message

    def test_a_list_and_one_that_is_empty_or_the_same(self) -> None:
        assert read(book([HEADER], [HEADER, *ROWS])) == ROWS
        assert read(book([HEADER, *ROWS], [HEADER, *ROWS])) == ROWS

    def test_an_old_list_that_nobody_sees(self) -> None:
        def hide(made: Workbook) -> None:
            made.worksheets[0].sheet_state = "hidden"

        assert read(book([HEADER, ("99AA", "Oud")], [HEADER, *ROWS], change=hide)) == ROWS

    def test_much_else_on_another(self) -> None:
        other: Rows = [(f"x{number}",) for number in range(21_000)]
        assert read(book(other, [HEADER, *ROWS])) == ROWS


class TestMergedCells:
    def test_a_las_for_several_schools(self) -> None:
        rows: Rows = [("99AA", "ESIS"), ("99AB", None), ("99AC", None), ("99AD", None)]
        content = one(HEADER, *rows, change=lambda sheet: sheet.merge_cells("B2:B4"))
        assert read(content) == [(f"99A{each}", "ESIS") for each in "ABC"] + [("99AD", "")]

    def test_a_header_over_two_lines_and_over_two_columns(self) -> None:
        def change(sheet: Worksheet) -> None:
            for area in ("A1:A2", "B1:B2"):
                sheet.merge_cells(area)

        assert read(one(HEADER, (None, None), *ROWS, change=change)) == ROWS
        wide = [("BRIN", "LAS", None), ("99AA", "ESIS", "ParnasSys")]
        message = refusal(one(*wide, change=lambda sheet: sheet.merge_cells("B1:C1")))
        assert "kolom B (‘LAS’) en kolom C (‘LAS’)" in message

    def test_one_whose_first_row_nobody_sees(self) -> None:
        def change(sheet: Worksheet) -> None:
            sheet.merge_cells("B2:B3")
            sheet.row_dimensions[2].hidden = True

        content = one(HEADER, ("99AA", "ESIS"), ("99AB", None), change=change)
        assert read(content) == [("99AB", "ESIS")]

    @pytest.mark.parametrize("area", ["A2:XFD1048576", "B2:B900000", "AX1:XFD9"])
    def test_one_as_large_as_a_sheet(self, area: str) -> None:
        content = with_sheet(after=f'<mergeCells><mergeCell ref="{area}"/></mergeCells>')
        assert read(content)[0] == ("99AA", "ESIS")

    @pytest.mark.parametrize("times", [30_000, 5_000])
    def test_very_many_large_ones_are_not_all_filled(self, times: int) -> None:
        rows = "<row><c><v>1</v></c></row>" * 1_900
        areas = '<mergeCell ref="A2:XFD1900"/>' * times
        content = with_sheet(rows, after=f"<mergeCells>{areas}</mergeCells>")
        with pytest.raises(DomainError, match="Uitgepakt is dit bestand te groot") as error:
            sheet_file.read("las.xlsx", content)
        assert "merged" in str(error.value.__cause__)


class TestKindsOfFiles:
    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("las.ods", "Kies in LibreOffice ‘Opslaan als’ en dan ‘Excel 2007-365 (.xlsx)’."),
            ("las.xls", "Kies in Excel ‘Opslaan als’ en dan ‘Excel-werkmap (.xlsx)’."),
            ("las.numbers", "Kies in Numbers ‘Exporteer naar’ en dan ‘Excel’."),
        ],
    )
    def test_of_each_it_is_said_how_to_save_it(self, name: str, said: str) -> None:
        assert said in refusal(b"whatever", name)

    def test_a_sheet_of_libreoffice_by_another_name(self) -> None:
        content = repacked(xlsx(), mimetype=b"x", content_dot_xml=b"<x/>")
        assert "het komt uit LibreOffice. Kies daar ‘Opslaan als’" in refusal(content)

    def test_strict_open_xml_with_texts_and_styles_of_its_own(self) -> None:
        main = "http://purl.oclc.org/ooxml/spreadsheetml/main"
        texts = "".join(f"<si><t>{text}</t></si>" for text in ("BRIN", "LAS", "99AA", "ESIS"))
        cells = [f'<c t="s"><v>{number}</v></c>' for number in range(4)]
        rows = f"<row>{cells[0]}{cells[1]}</row><row>{cells[2]}{cells[3]}</row>"
        content = book_with(
            {
                "xl/sharedStrings.xml": f'<sst xmlns="{main}">{texts}</sst>',
                "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}'
                '</sheetData><mergeCells><mergeCell ref="C1:D2"/></mergeCells></worksheet>',
            }
        )
        assert read(content) == [("99AA", "ESIS")]

    @pytest.mark.parametrize("name", ["las.csv", "las.txt", "las.tsv", "las.TAB"])
    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-8"])
    @pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
    def test_texts(self, name: str, encoding: str, end: str) -> None:
        text = end.join(("BRIN\tLAS", "99AA\tBüro", "99AB\tESIS", ""))
        assert read(text.encode(encoding), name) == [("99AA", "Büro"), ROWS[1]]

    def test_utf_16_with_either_mark(self) -> None:
        for encoding in ("utf-16-le", "utf-16-be"):
            content = "\ufeffBRIN;LAS\n99AA;ESIS".encode(encoding)
            assert read(content, "las.csv") == [("99AA", "ESIS")]


class TestQuotes:
    @pytest.mark.parametrize(
        "text",
        [
            'BRIN;LAS;X\n99AA;ESIS;"a\n99AB;ESIS;\n',
            'BRIN;LAS;X\n99AA;ESIS;"a\n99AB;ESIS;\n99AC;ESIS;"b"\n',
            'BRIN;LAS;X\n99AA;ESIS;"a\n99AB;ESIS;b"\n',
            'BRIN;LAS;X\n99AA;"ESIS\n99AB;"ESIS\n',
            'X;BRIN;LAS\n"a;99AA;ESIS\nb";99AB;ESIS',
        ],
    )
    def test_one_that_swallows_a_school(self, text: str) -> None:
        assert "Op regel 2 begint een aanhalingsteken" in refusal(text.encode(), "las.csv")

    @pytest.mark.parametrize(
        "text",
        [
            'BRIN;LAS;X\n99AA;ESIS;"bel, of\nmail; liefst vroeg"\n99AB;ESIS;',
            'BRIN;LAS;X\n99AA;ESIS;"De ""Brug"""\n99AB;ESIS;',
            'BRIN;LAS;X\n99AA;ESIS;De "Brug\n99AB;ESIS;',
            'BRIN;LAS;X\n99AA;ESIS;"De Brug" te Ede\n99AB;ESIS;',
            'Lijst "van ons\n"Nog een titel\nBRIN;LAS\n99AA;ESIS\n99AB;ESIS',
            '"BRIN";"LAS"\n"99AA";"ESIS"\n"99AB";"ESIS"',
        ],
    )
    def test_one_that_swallows_none(self, text: str) -> None:
        assert read(text.encode(), "las.csv") == [("99AA", "ESIS"), ("99AB", "ESIS")]


@pytest.mark.parametrize(
    "name",
    [
        *("BRIN", "brin", "BRIN nr", "BRIN-nr.", "Brinnummer", "Brin nummer", "BRIN code", "BRIN4"),
        *("BRIN6", "Instellingscode", "BRIN (6 tekens)", "BRIN\nschool", "Vestigingscode"),
        *("B\u200bRIN", "ＢＲＩＮ", "BRIN *", "BRIN:"),
    ],
)
def test_words_above_brins(name: str) -> None:
    assert brin_rank(name)
    assert not system_rank(name)


@pytest.mark.parametrize(
    "name",
    [
        *("LAS", "las", "Huidig LAS", "LAS (kies uit lijst)", "LAS\n(systeem)", "Naam LAS"),
        *("LAS/LVS", "L\u00adAS", "Leerlingadministratiesysteem", "Administratiesysteem (LAS)"),
        *("Systeem", "Welk LAS?", "LAS 2026-2027", "LAS in gebruik", "Leerlingadministratie"),
    ],
)
def test_words_above_systems(name: str) -> None:
    assert system_rank(name)
    assert not brin_rank(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", "School", "Naam", "Vorig LAS", "LAS (oud)", "Nieuw LAS", "LAS-beheerder", "Klas"),
        *("Bestuursnummer", "Plaats", "Toetssysteem", "Opmerking over het LAS", "ESIS", "99AA"),
        "Vul boven de kolommen de woorden BRIN en LAS in, en stuur ons het bestand dan terug. Dank",
    ],
)
def test_words_above_other_columns(name: str) -> None:
    assert not brin_rank(name)
    assert not system_rank(name)
