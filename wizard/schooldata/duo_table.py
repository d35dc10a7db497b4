"""From lines to records with known columns: old and new header names, and rows that are broken."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from wizard.domain.school_import.snapshot import Rejection, SourceError
from wizard.schooldata.duo_codes import BadCode, brin_code
from wizard.schooldata.plain_text import heads

#: What a rejection names when no single column is wrong.
WHOLE_ROW = "(whole row)"


class Column(Enum):
    """What we read, with the names that DUO gave it over the years, newest first."""

    BRIN = ("INSTELLINGSCODE", "BRIN NUMMER", "BRIN")
    BOARD = ("BEVOEGD GEZAG NUMMER", "BEVOEGD GEZAG CODE")
    BOARD_NAME = ("BEVOEGD GEZAG NAAM",)
    SITE = ("VESTIGINGSCODE", "VESTIGINGSNUMMER")
    SITE_NAME = ("VESTIGINGSNAAM",)
    SCHOOL_NAME = ("INSTELLINGSNAAM",)
    PLACE = ("PLAATSNAAM",)


#: Each group needs one of its columns.
Needs = tuple[tuple[Column, ...], ...]


@dataclass(frozen=True)
class Record:
    """One row: the line that it starts on (from 1) and the text of the known columns."""

    file: str
    line: int
    cells: Mapping[Column, str]
    titles: Mapping[Column, str]

    def text(self, column: Column) -> str:
        """Return the text with single blanks inside; "" where blank or where there is no column."""
        return " ".join(self.cells.get(column, "").split())

    def rejection(self, column: Column, reason: str, *, brin: str = "") -> Rejection:
        """Say that this row is left out because of this column, by the name it has in the file."""
        title = self.titles.get(column, column.value[0])
        return Rejection(self.file, self.line, title, reason, brin)


@dataclass(frozen=True)
class Table:
    """A file whose header was found: `header_line` lines precede the first record."""

    path: Path
    lines: list[str]
    separator: str
    header_line: int
    titles: tuple[str, ...]
    columns: Mapping[Column, int]

    def records(self, lines: Iterator[str]) -> Iterator[Record | Rejection]:
        """Read the records; `lines` gives `self.lines`, so that a progress bar can count them.

        Strict about quotes: read leniently, one stray quote swallows all schools up to the next.
        """
        for _ in range(self.header_line):
            next(lines)
        reader = csv.reader(lines, delimiter=self.separator, strict=True)
        while True:
            first = self.header_line + reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield self._broken(first, self.header_line + reader.line_num, error)
                continue
            if any(cell.strip() for cell in cells):
                yield self._record(first, cells)

    def _broken(self, first: int, last: int, error: csv.Error) -> Rejection:
        if last > first:
            raise SourceError(f"{self.path}: line {first}: a quoted field is not closed properly")
        return Rejection(self.path.name, first, WHOLE_ROW, f"the quotes are wrong: {error}")

    def _record(self, line: int, cells: list[str]) -> Record | Rejection:
        wanted = len(self.titles)
        if len(cells) < wanted or any(cell.strip() for cell in cells[wanted:]):
            reason = f"the row has {len(cells)} fields, the header has {wanted}"
            return Rejection(self.path.name, line, WHOLE_ROW, reason, self._school(cells))
        return Record(
            file=self.path.name,
            line=line,
            cells={column: cells[index] for column, index in self.columns.items()},
            titles={column: self.titles[index] for column, index in self.columns.items()},
        )

    def _school(self, cells: list[str]) -> str:
        """Read the BRIN of a row with a separator too many, as far as it can be read."""
        index = self.columns.get(Column.BRIN, len(cells))
        try:
            return brin_code(cells[index])
        except (BadCode, IndexError):
            return ""


def open_table(path: Path, lines: list[str], needs: Needs) -> Table:
    """Find the header; raise SourceError that names the missing columns when there is none."""
    tables = [
        Table(path, lines, head.separator, head.last, head.titles, _columns(head.titles))
        for head in heads(lines)
    ]
    for table in tables:
        if not _missing(table, needs):
            return table
    best = max(tables, key=lambda table: len(table.columns))
    raise SourceError(f"{path}: no column for {' and '.join(_missing(best, needs))}")


def _columns(titles: Iterable[str]) -> dict[Column, int]:
    places = {_bare(title): index for index, title in reversed(list(enumerate(titles)))}
    found = (
        (column, next((places[name] for name in map(_bare, column.value) if name in places), None))
        for column in Column
    )
    return {column: index for column, index in found if index is not None}


def _bare(title: str) -> str:
    """Drop blanks, underscores and what is left of a byte order mark: releases differ in them."""
    return re.sub(r"[^A-Z0-9]", "", title.upper())


def _missing(table: Table, needs: Needs) -> list[str]:
    return [
        " or ".join(name for column in group for name in column.value)
        for group in needs
        if not any(column in table.columns for column in group)
    ]
