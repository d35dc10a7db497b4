"""Cells that are merged: people see one text over all of them, and the file holds it in the first.

Also a stranger's file: areas may overlap, and be as large as a sheet.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from wizard.schooldata.bounds import MOST_COLUMNS, MOST_ROWS
from wizard.schooldata.counted_part import at_most
from wizard.schooldata.lines import Area, Line

#: So many areas are looked at, and so many cells are filled in: a list has no more.
MOST_AREAS, MOST_FILLED = 10_000, MOST_ROWS * MOST_COLUMNS


def fill(lines: Sequence[Line], areas: Iterable[Area]) -> None:
    """Let each cell that is merged have the text of the first. Raises CostsTooMuchError."""
    numbers = [line.number for line in lines]
    filled = 0
    for count, area in enumerate(areas, start=1):
        at_most(MOST_AREAS, "merged areas", count)
        within = lines[bisect_left(numbers, area.top) : bisect_right(numbers, area.bottom)]
        if not within or within[0].number != area.top:
            continue
        text = within[0].cells[area.left] if area.left < MOST_COLUMNS else ""
        if text:
            right = min(area.right, MOST_COLUMNS - 1)
            filled += len(within) * (right - area.left + 1)
            at_most(MOST_FILLED, "merged cells", filled)
            for line in within:
                for index in range(area.left, right + 1):
                    line.cells[index] = line.cells[index] or text
