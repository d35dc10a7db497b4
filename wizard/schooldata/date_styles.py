"""Which styles of a workbook show a number as a date or as a duration.

openpyxl makes objects of every font and border to find out, and looks at the format of a style as
often as there are styles.
"""

import zipfile
from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import builtin_format_code, is_date_format, is_timedelta_format
from openpyxl.xml.constants import ARC_STYLE, SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring

from wizard.schooldata.counted_part import at_most

#: Excel makes 250 at most.
MOST_FORMATS = 1_000


@dataclass(frozen=True)
class DateStyles:
    """The numbers of these styles, as cells name them."""

    dates: frozenset[int] = frozenset()
    durations: frozenset[int] = frozenset()

    @classmethod
    def read(cls, archive: zipfile.ZipFile) -> "DateStyles":
        """Read them, or none when there are no styles. Raises CostsTooMuchError."""
        if ARC_STYLE not in archive.namelist():
            return cls()
        root = fromstring(archive.read(ARC_STYLE))
        codes = _codes(root)
        is_date, is_duration = cache(is_date_format), cache(is_timedelta_format)
        dates, durations = set(), set()
        for number, style in enumerate(_under(root, "cellXfs", "xf")):
            form = int(style.get("numFmtId", 0))
            code = codes[form] if form in codes else builtin_format_code(form)
            if is_date(code):
                dates.add(number)
            if is_duration(code):
                durations.add(number)
        return cls(frozenset(dates), frozenset(durations))


def _codes(root: Element) -> dict[int, str | None]:
    found = _under(root, "numFmts", "numFmt")
    at_most(MOST_FORMATS, "number formats", len(found))
    return {int(each.get("numFmtId", 0)): each.get("formatCode") for each in found}


def _under(root: Element, table: str, name: str) -> list[Element]:
    return root.findall(f"{{{SHEET_MAIN_NS}}}{table}/{{{SHEET_MAIN_NS}}}{name}")
