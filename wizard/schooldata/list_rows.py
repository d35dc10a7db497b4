"""From the lines of one sheet or text to the rows of a list: what people see, and nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter

from wizard.domain.errors import DomainError
from wizard.domain.school_systems.mending import Header
from wizard.domain.school_systems.system_list import Row
from wizard.domain.typed_text import normalised
from wizard.domain.words import and_list, number_in_words
from wizard.schooldata import merged_cells
from wizard.schooldata.bounds import FURTHEST_LINE, MOST_ROWS
from wizard.schooldata.lines import Line, Table
from wizard.schooldata.list_header import ListHeader, brin_rank, system_rank
from wizard.schooldata.plain_text import WITHIN

#: Bytes, about, of the cells that are held for handing rows back; of later rows only two are.
_MOST_HELD = 4_000_000
_OF_CELL = 56
#: Excel's own limit of the name of a sheet.
_LONGEST_NAME = 31


@dataclass(frozen=True)
class ListRows:
    """What one sheet or text holds. `header`: of its list; None where people see no list.

    `unseen`: in Dutch, what hides the list that stands there; empty where there is none.
    """

    name: str
    header: Header | None = None
    rows: tuple[Row, ...] = ()
    unseen: str = ""

    @classmethod
    def read(cls, table: Table) -> "ListRows":
        """Look for a list, and read it if there is one. Raises DomainError, CostsTooMuchError."""
        name, unseen = table.name[:_LONGEST_NAME], ""
        for line in table.lines:
            if line.number > WITHIN:
                break
            if not ListHeader.find(line.cells):
                continue
            header = ListHeader.find(line.cells, table.hidden_columns)
            if header and not line.hidden and not table.hidden:
                return cls(name, *_list(line, header, table))
            unseen = unseen or _what_hides(line, table)
        return cls(name, unseen=unseen)


def _what_hides(header: Line, table: Table) -> str:
    if table.hidden:
        return f"Het blad ‘{table.name[:_LONGEST_NAME]}’ is verborgen."
    if header.hidden:
        return f"Rij {header.number} met de woorden BRIN en LAS is verborgen."
    found = ListHeader.find(header.cells)
    columns = (*found.brin, *found.system) if found else ()
    hidden = [each for each in columns if each in table.hidden_columns]
    return f"In uw bestand is verborgen: {_named(hidden, header)}."


def _list(header: Line, columns: ListHeader, table: Table) -> tuple[Header, tuple[Row, ...]]:
    """Return a list with its header, which may stand over several columns, and be repeated."""
    lines = list(_below(header, table))
    merged_cells.fill([header, *lines], table.merged or ())
    columns = ListHeader.find(header.cells, table.hidden_columns) or columns
    brin = _one("BRIN", columns.brin, header, lines)
    system = _one("LAS", columns.system, header, lines)
    rows: list[Row] = []
    room = _MOST_HELD
    for line in lines:
        row = Row(line.number, _cell(line, brin), _cell(line, system), hidden=line.hidden)
        if not (row.brin or row.system) or (brin_rank(row.brin) and system_rank(row.system)):
            continue
        room -= sum(len(cell) + _OF_CELL for cell in line.cells if cell)
        rows.append(replace(row, cells=_seen(line, table)) if room >= 0 else row)
        _refuse_many(len(rows))
    return Header(_seen(header, table), brin, system), tuple(rows)


def _seen(line: Line, table: Table) -> tuple[str, ...]:
    """Return the cells that people see, without blank ones at the end."""
    cells = ["" if n in table.hidden_columns else cell for n, cell in enumerate(line.cells)]
    last = max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
    return tuple(cells[:last])


def _below(header: Line, table: Table) -> Iterator[Line]:
    """Return the lines that may be rows. Of a sheet that are all with a text: cells may be merged.

    So many of a text are not held, for it may have a million cells.
    """
    found = ListHeader.find(header.cells)
    needed = (*found.brin, *found.system) if found else ()
    held = 0
    for line in table.lines:
        if line.number > FURTHEST_LINE:
            raise DomainError(
                f"Het blad met de lijst heeft meer dan {number_in_words(FURTHEST_LINE)} regels. "
                "Zet de kolommen BRIN en LAS in een nieuw bestand.",
                field="file",
            )
        if table.merged is None:
            if not any(_cell(line, each) for each in needed):
                continue
            held += 1
            _refuse_many(held)
        yield line


def _refuse_many(rows: int) -> None:
    if rows > MOST_ROWS:
        raise DomainError(
            f"Dit bestand heeft meer dan {number_in_words(MOST_ROWS)} scholen. "
            "Stuur alleen de scholen van uw bestuur.",
            field="file",
        )


def _one(meaning: str, columns: Sequence[int], header: Line, lines: Sequence[Line]) -> int:
    """Return the column that counts: the only one that says something. Raises DomainError."""
    seen = [line for line in lines if not line.hidden]
    filled = [each for each in columns if any(_cell(line, each) for line in seen)]
    first, *others = filled or columns
    unlike = [each for each in others if any(_differ(line, first, each) for line in seen)]
    if not unlike:
        return first
    raise DomainError(
        f"Meer dan één kolom kan het {meaning} zijn: {_named([first, *unlike], header)}. Laat één "
        "van deze kolommen staan en stuur het bestand opnieuw.",
        field="file",
    )


def _differ(line: Line, one: int, other: int) -> bool:
    return _cell(line, one).casefold() != _cell(line, other).casefold()


def _named(columns: Sequence[int], header: Line) -> str:
    """Return "kolom B (‘LAS’) en kolom C (‘Systeem’)"."""
    names = [(get_column_letter(each + 1), normalised(_cell(header, each))) for each in columns]
    return and_list([f"kolom {letter} (‘{name}’)" for letter, name in names])


def _cell(line: Line, index: int) -> str:
    return line.cells[index].strip() if index < len(line.cells) else ""
