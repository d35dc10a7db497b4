"""Wrong rows of a list go out with what is wrong, and come in again: nothing is lost on the way."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.school_systems.test_system_list import NAMES, said
from tests.domain.situations import board, school
from wizard.domain.school_systems.mending import REMARK, Header, added, original_of, table_of
from wizard.domain.school_systems.system_list import Row, WrongRow, understand
from wizard.schooldata import sheet_file
from wizard.web import downloads
from wizard.web.school_systems.list_words import right, wrong

_BRINS = [f"99{one}{two}" for one in "ABC" for two in "ABCDEFGH"]
_OURS = board(*(school(brin=brin) for brin in _BRINS))
_WRONG = ("Parnasis", "Xyz", "=B2", "Dubbel", "SchoolOAS")
#: What people have in the columns that we do not read.
_OTHER = st.sampled_from(["", "Bel Jan", "=1+1", "+31 6", "-", "@Ans", "a;b", '"', "é\nü", "007"])
_Listed = tuple[str, str, str, str]


@st.composite
def _lists(draw: st.DrawFn) -> list[_Listed]:
    """Return rows of other, BRIN, LAS and other; each school once."""
    names = st.sampled_from(("ESIS", "Parnas", *_WRONG))
    brins = draw(st.lists(st.sampled_from(_BRINS), unique=True, min_size=1))
    return [(draw(_OTHER), brin, draw(names), draw(_OTHER)) for brin in brins]


def _sent(rows: Sequence[Sequence[str]], header: Sequence[str]) -> sheet_file.SheetList:
    return sheet_file.read_list("las.xlsx", downloads.as_xlsx("Blad", header, map(tuple, rows)))


def _words(row: WrongRow) -> str:
    return f"{wrong(row)} {right(row)}"


@settings(max_examples=40)
@given(_lists())
def test_wrong_rows_out_mended_and_in_again_make_the_whole_list_right(rows: list[_Listed]) -> None:
    read = _sent(rows, ("School", "BRIN", "LAS", "Opmerking"))
    found = understand(read.rows, _OURS, NAMES)
    table = table_of(original_of(read.header, found.wrong), found.wrong, _words)
    assert table.bare == 0
    assert table.columns == ("School", "BRIN", "LAS", "Opmerking", REMARK)
    assert [row[:4] for row in table.rows] == [row for row in rows if row[2] in _WRONG]
    assert all(row[4] for row in table.rows)
    if not found.wrong:
        return

    mended = [(row[0], row[1], "Kwinta", *row[3:]) for row in table.rows]
    again = _sent(mended, table.columns)
    assert again.header.is_ours
    by_itself = understand(again.rows, _OURS, NAMES)
    together = understand(added(found.said, again.rows, by_itself), _OURS, NAMES)
    assert together.wrong == ()
    right_names = {"ESIS": "ESIS", "Parnas": "ParnasSys"}
    assert said(together) == {brin: right_names.get(las, "Kwinta") for _a, brin, las, _b in rows}


def _read(rows: int, cells: tuple[str, ...]) -> list[WrongRow]:
    listed = [Row(line, "99AA", "Xyz", ("99AA", "Xyz", *cells)) for line in range(2, rows + 2)]
    return list(understand(listed, _OURS, NAMES).wrong)


def test_of_more_cells_than_are_kept_brin_and_las_come_back_and_it_is_counted() -> None:
    found = _read(10, ("x" * 100,))
    original = original_of(Header(("BRIN", "LAS", "Notitie")), found, most=500)
    table = table_of(original, found, _words)
    assert table.bare == 6
    assert [row[:3] for row in table.rows[3:5]] == [("99AA", "Xyz", "x" * 100), ("99AA", "Xyz", "")]
    assert len(table.rows) == 10


def test_columns_without_a_name_come_back_too() -> None:
    found = _read(1, ("", "los"))
    table = table_of(original_of(Header(), found), found, _words)
    assert table.columns == ("BRIN", "LAS", "", "", REMARK)
    assert table.rows == [("99AA", "Xyz", "", "los", _words(found[0]))]


def test_the_reader_holds_the_cells_of_no_more_than_there_is_room_for() -> None:
    line = ";".join(["99AA", "Xyz", *["y" * 10] * 48])
    rows = sheet_file.read("las.csv", "\n".join(["BRIN;LAS", *[line] * 1_900]).encode())
    held = [bool(row.cells) for row in rows]
    assert 1_000 < held.index(False) == sum(held), "the first rows, and no others"
