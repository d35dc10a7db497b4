"""Schools from DUO's open data, https://duo.nl/open_onderwijsdata (CC BY 4.0).

Every release since 2013 that we could lay hands on differs from the others; the traps are in the
siblings: `duo_text` (bytes), `duo_table` (separator, header), `duo_codes` (BRIN, board, site),
`duo_schools` (many rows, one picture), `places` (capitals).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import ClassVar

from wizard.domain.school_import.snapshot import BoardRow, Rejection, Snapshot, SourceError
from wizard.schooldata.duo_codes import BadCode, board_code
from wizard.schooldata.duo_schools import Gathering, read_row
from wizard.schooldata.duo_table import Column, Record, Table, open_table
from wizard.schooldata.duo_text import read_lines
from wizard.schooldata.places import place_name

_SCHOOL_NEEDS = ((Column.BRIN,), (Column.BOARD,), (Column.SITE_NAME, Column.SCHOOL_NAME))
_BOARD_NEEDS = ((Column.BOARD,), (Column.BOARD_NAME,))


@dataclass(frozen=True)
class DuoFiles:
    """Files of schools and sites, together one snapshot; `boards` names the boards."""

    files: Sequence[Path]
    boards: Path | None = None
    key: ClassVar[str] = "duo"

    def read(self, progress: Callable[[Iterator[str], int], Iterator[str]]) -> Snapshot:
        """Read all files; see the port. A file that gives no row at all is an error."""
        board_tables = [_open(self.boards, _BOARD_NEEDS)] if self.boards else []
        school_tables = [_open(path, _SCHOOL_NEEDS) for path in self.files]
        tables = board_tables + school_tables
        lines = iter(progress(_all_lines(tables), sum(len(table.lines) for table in tables)))
        reading = _Reading(lines)
        for table in board_tables:
            reading.read(table, reading.take_board)
        for table in school_tables:
            reading.read(table, reading.take_school)
        next(lines, None)  # lets the progress bar see the end
        return reading.snapshot()


def _open(path: Path, needs: tuple[tuple[Column, ...], ...]) -> Table:
    return open_table(path, read_lines(path), needs)


def _all_lines(tables: Sequence[Table]) -> Iterator[str]:
    return chain.from_iterable(table.lines for table in tables)


@dataclass(frozen=True)
class _Reading:
    """What was read so far; `lines` runs through all files once."""

    lines: Iterator[str]
    schools: Gathering = field(default_factory=Gathering)
    named: dict[str, BoardRow] = field(default_factory=dict)
    rejections: list[Rejection] = field(default_factory=list)

    def read(self, table: Table, take: Callable[[Record], Rejection | None]) -> None:
        """Read one file to its end."""
        taken = 0
        refused: list[Rejection] = []
        for record in table.records(islice(self.lines, len(table.lines))):
            rejection = record if isinstance(record, Rejection) else take(record)
            if rejection:
                refused.append(rejection)
            else:
                taken += 1
        if not taken:
            raise SourceError(f"{table.path}: {_why_nothing(refused)}")
        self.rejections.extend(refused)

    def take_board(self, record: Record) -> Rejection | None:
        """Take a row of the file of boards."""
        try:
            number = board_code(record.text(Column.BOARD))
        except BadCode as error:
            return record.rejection(Column.BOARD, str(error))
        place = place_name(record.text(Column.PLACE))
        self.named.setdefault(number, BoardRow(number, record.text(Column.BOARD_NAME), place))
        return None

    def take_school(self, record: Record) -> Rejection | None:
        """Take a row of a file of schools or sites."""
        row = read_row(record)
        return row if isinstance(row, Rejection) else self.schools.add(row)

    def snapshot(self) -> Snapshot:
        """Return everything that was read."""
        return Snapshot(
            boards=self.schools.boards(self.named),
            schools=self.schools.schools(),
            sites=self.schools.sites(),
            rejections=tuple(self.rejections),
        )


def _why_nothing(refused: Sequence[Rejection]) -> str:
    if not refused:
        return "there is a header, but no row under it"
    first = refused[0]
    return (
        f"not one of {len(refused)} rows can be read; "
        f"the first: line {first.line}, column {first.column}: {first.reason}"
    )
