"""Any list that somebody may make: what is kept is what people see, or it is said why not."""

import csv
import io
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.schooldata.test_lists_as_seen import Rows, book, read, refusal
from tests.ways import rounds
from wizard.domain.errors import DomainError


@dataclass(frozen=True)
class Column:
    """A column of a list that somebody made: its name, its cells, and whether people see it."""

    name: str
    cells: list[str]
    hidden: bool


_BRINS = st.from_regex("9[0-9][A-Z]{2}", fullmatch=True)
_SYSTEMS = st.sampled_from(["ESIS", "ParnasSys", "", "é \u200bß", "=1"])
_MARKS = st.sampled_from(["", "\u200b", "\u00ad", " "])
_BRIN_NAMES = st.sampled_from(["BRIN", "BRIN nr", "Brinnummer", "Instellingscode"])
_SYSTEM_NAMES = st.sampled_from(["LAS", "Huidig LAS", "LAS (kies)", "LAS\n(systeem)"])
_RARELY = st.sampled_from([False, False, False, True])


@st.composite
def columns(
    draw: st.DrawFn, names: st.SearchStrategy[str], cells: st.SearchStrategy[str]
) -> Column:
    """Give a column of four rows."""
    name = draw(_MARKS) + draw(names) + draw(_MARKS)
    return Column(name, draw(st.lists(cells, min_size=4, max_size=4)), draw(_RARELY))


def expected(
    brin: Column, systems: list[Column], hidden_rows: list[bool]
) -> str | list[tuple[str, str]]:
    """Return what people see in a list; or the word in which they are told why it is not read."""
    rows = [row for row, hidden in enumerate(hidden_rows) if not hidden]
    seen = [column for column in systems if not column.hidden]
    if brin.hidden or not seen:
        return "verborgen"
    said = [[column.cells[row].strip() for row in rows] for column in seen]
    first, *others = [each for each in said if any(each)] or said
    if any(other != first for other in others):
        return "Meer dan één kolom"
    return [(brin.cells[row], first[place]) for place, row in enumerate(rows)]


@settings(max_examples=rounds(25, 300))
@given(
    brin=columns(_BRIN_NAMES, _BRINS),
    systems=st.lists(columns(_SYSTEM_NAMES, _SYSTEMS), min_size=1, max_size=2),
    hidden_rows=st.lists(_RARELY, min_size=4, max_size=4),
    titles=st.integers(0, 3),
    hidden=st.sampled_from(["nothing", "nothing", "sheet", "header"]),
)
def test_of_any_workbook_what_is_kept_is_what_is_seen(
    brin: Column, systems: list[Column], hidden_rows: list[bool], titles: int, hidden: str
) -> None:
    made = [*systems, brin]

    def change(workbook: Workbook) -> None:
        sheet = workbook.worksheets[0]
        for number, is_hidden in enumerate(hidden_rows, start=titles + 2):
            sheet.row_dimensions[number].hidden = is_hidden
        for column, letter in zip(made, "ABC", strict=False):
            sheet.column_dimensions[letter].hidden = column.hidden
        sheet.row_dimensions[titles + 1].hidden = hidden == "header"
        sheet.sheet_state = "hidden" if hidden == "sheet" else "visible"

    rows: Rows = [*[("Onze scholen",)] * titles, tuple(column.name for column in made)]
    rows += zip(*(column.cells for column in made), strict=True)
    content = book(rows, [("Uitleg",)], change=change)
    right = expected(brin, systems, hidden_rows) if hidden == "nothing" else "verborgen"
    if isinstance(right, str):
        assert right in refusal(content)
    else:
        assert read(content) == right


@settings(max_examples=rounds(40, 400))
@given(
    brin=columns(_BRIN_NAMES, _BRINS),
    system=columns(_SYSTEM_NAMES, _SYSTEMS),
    remarks=st.lists(
        st.sampled_from(["", "x", 'a "b"', "a\nb", "a; b, c\td", '"', "zie 99AA"]),
        min_size=4,
        max_size=4,
    ),
    separator=st.sampled_from(";,\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
    end=st.sampled_from(["\r\n", "\n", "\r"]),
)
def test_of_any_text_what_is_kept_is_what_was_written(
    brin: Column, system: Column, remarks: list[str], separator: str, encoding: str, end: str
) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, lineterminator=end)
    rows = [(system.name, "Opmerking", brin.name)]
    rows += zip(system.cells, remarks, brin.cells, strict=True)
    writer.writerows([cell.replace("\n", end) for cell in row] for row in rows)
    right = [(each, said.strip()) for each, said in zip(brin.cells, system.cells, strict=True)]
    assert read(file.getvalue().encode(encoding), "las.csv") == right


@settings(max_examples=rounds(60, 400))
@given(
    brins=st.lists(_BRINS, min_size=3, max_size=6),
    remarks=st.lists(st.sampled_from(["", "x", '"x', 'x"', '"x"', '"']), min_size=6, max_size=6),
)
def test_whatever_quotes_stand_in_a_text_no_school_is_lost_without_a_word(
    brins: list[str], remarks: list[str]
) -> None:
    rows = [f"{brin};ESIS;{remark}" for brin, remark in zip(brins, remarks, strict=False)]
    content = "\n".join(("BRIN;LAS;Opmerking", *rows)).encode()
    try:
        kept = read(content, "las.csv")
    except DomainError:
        assert "aanhalingsteken" in refusal(content, "las.csv")
    else:
        assert kept == [(brin, "ESIS") for brin in brins]
