"""The rows of one sheet as text, with what is hidden or merged; no links and no rules."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import IO, Any

from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._reader import (
    CELL_TAG,
    COL_TAG,
    FORMAT_TAG,
    FORMULA_TAG,
    INLINE_STRING,
    MERGE_TAG,
    ROW_TAG,
    VALUE_TAG,
    WorkSheetParser,
)
from openpyxl.xml.functions import iterparse

from wizard.schooldata.bounds import LONGEST_CELL, MOST_COLUMNS
from wizard.schooldata.date_styles import DateStyles
from wizard.schooldata.lines import Area, Line
from wizard.schooldata.shared_strings import text_of

#: So many shared formulas are written out for their cell; a page shows a hundred wrong rows.
MOST_WRITTEN_OUT = 5_000
_COLUMNS = range(1, MOST_COLUMNS + 1)
_MERGED = MERGE_TAG.removesuffix("s")
#: Of a row in points, of a column in characters: in less nobody can read a text.
_LOWEST, _NARROWEST = 2.0, 0.5
#: Days from the epoch that are dates, as Excel writes them. Of any other number openpyxl warns, and
#: Python keeps each warning for as long as the process lives.
_FIRST_DAY, _LAST_DAY = -600_000, 2_958_465


class SheetRows(WorkSheetParser):  # type: ignore[misc]
    """Reads cells as openpyxl does, but for formulas that many cells share."""

    def __init__(
        self, sheet: IO[bytes], strings: Sequence[str], styles: DateStyles, epoch: datetime
    ) -> None:
        """Take the XML of a sheet, and what its cells refer to."""
        super().__init__(
            sheet,
            strings,
            epoch=epoch,
            date_formats=styles.dates,
            timedelta_formats=styles.durations,
        )
        self.row_counter: int = 0
        self._written_out = 0
        self.hidden_columns: set[int] = set()
        self.merged: list[Area] = []

    def lines(self) -> Iterator[Line]:
        """Return the rows that hold a text, in their order; those between them are left out."""
        line = 1
        for number, texts, hidden in self._rows():
            if number >= line and any(texts.values()):
                yield Line(number, [texts.get(n, "") for n in _COLUMNS], hidden)
            line = max(line, number + 1)

    def _rows(self) -> Iterator[tuple[int, dict[int, str], bool]]:
        """Return rows with their numbers. A cell is let go of before the next: a row may be all."""
        texts: dict[int, str] = {}
        for _event, element in iterparse(self.source):
            if element.tag == CELL_TAG:
                self._read_cell(element, texts)
            elif element.tag == ROW_TAG:
                hidden = _is_hidden(element, "ht", _LOWEST)
                yield self._number_of(element), texts, hidden
                texts = {}
            elif element.tag == FORMAT_TAG:
                if _is_hidden(element, "defaultColWidth", _NARROWEST):
                    self.hidden_columns.update(range(MOST_COLUMNS))
            elif element.tag == COL_TAG:
                self._read_columns(element)
            elif element.tag == _MERGED:
                self._read_merged(element)

    def _read_columns(self, element: Any) -> None:
        first, last = int(element.get("min")), int(element.get("max"))
        columns = range(first - 1, min(last, MOST_COLUMNS))
        if _is_hidden(element, "width", _NARROWEST):
            self.hidden_columns.update(columns)
        else:
            self.hidden_columns.difference_update(columns)

    def _read_merged(self, element: Any) -> None:
        left, top, right, bottom = range_boundaries(element.get("ref"))
        self.merged.append(Area(top, bottom, left - 1, right - 1))

    def _read_cell(self, element: Any, texts: dict[int, str]) -> None:
        text = element.find(INLINE_STRING)
        if text is not None and element.get("t") == "inlineStr":
            _become_text(element, text)
        elif self._is_no_date(element):
            element.set("t", "e")
        cell = self.parse_cell(element)
        element.clear()
        if cell["column"] in _COLUMNS and cell["value"] is not None:
            texts[cell["column"]] = str(cell["value"])[:LONGEST_CELL]

    def _is_no_date(self, element: Any) -> bool:
        """Is it shown as a date, and is there no such day?"""
        style, value = int(element.get("s", 0)), element.findtext(VALUE_TAG)
        if style not in self.date_formats or not value or element.get("t", "n") != "n":
            return False
        return not _FIRST_DAY <= float(value) <= _LAST_DAY

    def _number_of(self, row: Any) -> int:
        """Return the number of a row whose cells were read, and begin the next."""
        written = row.get("r")
        number = int(written) if written else self.row_counter + 1
        self.row_counter, self.col_counter = number, 0
        row.clear()
        return number

    def parse_formula(self, element: Any) -> str:
        """Return a formula as it was typed.

        Cells that share one get it written out for their own place while it is short, and while
        there are few of them: it may be 8,000 characters, for each of 60,000 cells.
        """
        formula = element.find(FORMULA_TAG)
        text = f"={formula.text or ''}"
        key = formula.get("si")
        if formula.get("t") != "shared":
            return text
        if key in self.shared_formulae:
            text, translator = self.shared_formulae[key]
            return self._for_cell(text, translator, element.get("r"))
        if formula.text:
            self.shared_formulae[key] = text, self._translator(text, element.get("r"))
        return text

    def _translator(self, text: str, cell: str) -> Any:
        return Translator(text, cell) if len(text) <= LONGEST_CELL and self._may_write() else None

    def _for_cell(self, text: str, translator: Any, cell: str) -> str:
        if translator is None or not self._may_write():
            return text
        return str(translator.translate_formula(cell))

    def _may_write(self) -> bool:
        self._written_out += 1
        return self._written_out <= MOST_WRITTEN_OUT


def _is_hidden(element: Any, size: str, least: float) -> bool:
    """Is a row or column hidden, or so small that nobody sees it? `size`: the name of its size."""
    if element.get("hidden") in ("1", "true"):
        return True
    return float(element.get(size, least)) < least


def _become_text(cell: Any, inline: Any) -> None:
    """Let a cell have its text as its value: openpyxl makes five objects of one within it."""
    text = text_of(inline)
    inline.clear()
    inline.tag, inline.text = VALUE_TAG, text
    cell.set("t", "str")
