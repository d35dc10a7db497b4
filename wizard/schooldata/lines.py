"""What any file with a list becomes before its header is looked for: lines, and what is hidden."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """One line: its number in the file (from 1), its cells as text, and whether people see it."""

    number: int
    cells: list[str]
    hidden: bool = False


@dataclass(frozen=True)
class Area:
    """Cells that are merged: columns from 0, rows from 1; the last ones included."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass
class Table:
    """One sheet, or a whole text.

    `hidden_columns` stand before the lines. `merged` is complete once all lines were read; None
    where nothing can be merged.
    """

    lines: Iterator[Line]
    name: str = ""
    hidden: bool = False
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Area] | None = None
