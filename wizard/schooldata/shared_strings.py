"""The texts of a workbook: the table that cells refer to, and the text of one cell.

openpyxl makes five objects of each text, whatever its length; most of what it costs to read a small
file that holds very many. Of a text no more is kept than is read of a cell.
"""

from typing import IO, Any

from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from wizard.schooldata.bounds import LONGEST_CELL

_STRING, _TEXT, _RUN = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "t", "r"))


def read_strings(table: IO[bytes]) -> list[str]:
    """Return the texts in the order that cells name them by."""
    texts = []
    events = iterparse(table, events=("start", "end"))
    _event, root = next(events)
    for event, element in events:
        if event == "end" and element.tag == _STRING:
            texts.append(text_of(element))
            root.clear()
    return texts


def text_of(element: Any) -> str:
    """Return a text, of one piece or of several with a font each, without how it is pronounced."""
    pieces = (
        piece.findtext(_TEXT, "") if piece.tag == _RUN else piece.text or ""
        for piece in element
        if piece.tag in (_RUN, _TEXT)
    )
    return "".join(pieces).replace("x005F_", "")[:LONGEST_CELL]
