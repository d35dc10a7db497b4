"""Handing back the rows of a list that are wrong, to mend and send again. Pure.

They go back as they came, with one column more. What is sent next adds to what was right before.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wizard.domain.school import parse_school_code
from wizard.domain.school_systems.reported import Telling
from wizard.domain.school_systems.system_list import EARLIER, Fault, Row, SystemList, WrongRow

#: Above the column that says what is wrong. A list that has it was handed out by us.
REMARK = "wat klopt er niet"
#: Characters of all cells together that are kept of one list: a page of notes for each of 55
#: schools, or 2,000 rows of ten short columns.
MOST_KEPT = 400_000
#: What a cell costs beside its text.
_OF_CELL = 4


@dataclass(frozen=True)
class Header:
    """The line above the rows, as it was read. Where the columns that we read stand, from 0."""

    names: tuple[str, ...] = ("BRIN", "LAS")
    brin: int = 0
    system: int = 1

    @property
    def is_ours(self) -> bool:
        """Is it of a list that we handed out to be mended?"""
        return any(map(_is_remark, self.names))


@dataclass(frozen=True)
class Original:
    """What is kept of the list as it was sent: its header, and the cells of wrong rows by line."""

    header: Header = Header()
    cells: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """Wrong rows with what is wrong. `bare`: of so many only BRIN and LAS were kept."""

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    bare: int


def original_of(header: Header, wrong: Iterable[WrongRow], most: int = MOST_KEPT) -> Original:
    """Keep the cells of wrong rows, from the first on, until there is no more room."""
    cells = {}
    for each in wrong:
        if not (each.row and each.row.cells):
            continue
        most -= sum(len(cell) + _OF_CELL for cell in each.row.cells)
        if most < 0:
            break
        cells[each.line] = each.row.cells
    return Original(header, cells)


def table_of(
    original: Original, wrong: Sequence[WrongRow], words: Callable[[WrongRow], str]
) -> Table:
    """Return the wrong rows in the columns they came in, and in a last one what is wrong."""
    header = original.header
    whole = [_cells(original, each) for each in wrong]
    width = max([len(header.names), header.brin + 1, header.system + 1, *map(len, whole)])
    ours = {place for place, name in enumerate(header.names) if _is_remark(name)}
    taken = [place for place in range(width) if place not in ours]
    here = {each.line: str(place) for place, each in enumerate(wrong, start=2) if each.line}

    def row(cells: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(cells[place] if place < len(cells) else "" for place in taken)

    return Table(
        columns=(*row(header.names), REMARK),
        rows=[
            (*row(cells), words(_renumbered(each, here)))
            for each, cells in zip(wrong, whole, strict=True)
        ],
        bare=sum(each.line not in original.cells for each in wrong),
    )


def added(earlier: Iterable[Telling], rows: Sequence[Row], found: SystemList) -> list[Row]:
    """Return these rows, and what an earlier list says of the schools that they do not name.

    `found`: what the rows say by themselves.
    """
    named = {each.facts.school.brin for each in found.said}
    named |= {brin for row in rows if (brin := parse_school_code(row.brin))}
    return [
        *rows,
        *(
            Row(EARLIER, each.facts.school.brin, each.system.name)
            for each in earlier
            if each.system and each.facts.school.brin not in named
        ),
    ]


def _cells(original: Original, wrong: WrongRow) -> tuple[str, ...]:
    """Return a row as it came; of what was not kept, the two cells that we read."""
    if wrong.line in original.cells:
        return original.cells[wrong.line]
    header, row = original.header, wrong.row
    cells = [""] * (max(header.brin, header.system) + 1)
    if row:
        cells[header.brin], cells[header.system] = row.brin, row.system
    return tuple(cells)


def _renumbered(wrong: WrongRow, here: Mapping[int, str]) -> WrongRow:
    """Name the other rows of a school by where they stand in the list that is handed out."""
    if wrong.fault is not Fault.TWICE:
        return wrong
    return replace(wrong, right=tuple(here.get(int(line), line) for line in wrong.right))


def _is_remark(name: str) -> bool:
    return " ".join(name.lower().split()) == REMARK
