"""Workbooks of which a part is well-formed and wrong: read or refused, and nothing else.

openpyxl warns of some and goes on. Here a warning fails the test, for in a server Python keeps each
one that differs for as long as the process lives.
"""

import contextlib
import io
import re
import zipfile
from datetime import date
from random import Random

import pytest

from tests.schooldata.costly import book_with
from tests.schooldata.test_sheet_file import xlsx
from tests.ways import rounds
from wizard.domain.errors import DomainError
from wizard.schooldata import sheet_file

_GOOD = xlsx(("99AA", date(2026, 1, 1)), ("99AB", "=A1"), ("99AC", 3.5), ("99AD", True))
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_VALUES = (
    *("", "0", "-1", "1e400", "nan", "inf", "x" * 200, "9" * 21, "A0", "ZZZZ1", "12:00:00", "1_0"),
    *("s", "n", "d", "b", "e", "str", "inlineStr", "shared", "array", "rId1", "hidden", "../x"),
)


def parts() -> dict[str, str]:
    """Return the parts of a good workbook, but for those that nobody reads."""
    with zipfile.ZipFile(io.BytesIO(_GOOD)) as archive:
        names = [name for name in archive.namelist() if not re.search("theme|docProps", name)]
        return {name: archive.read(name).decode() for name in names}


def packed(kept: dict[str, str]) -> bytes:
    """Return them as a workbook."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in kept.items():
            archive.writestr(name, text)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (_BOOK, 'xmlns="http', 'xmlns="12:00:00" x="http'),
        (_BOOK, " r:id=", " x:id="),
        (_RELATIONS, "<Relationship ", '<Relationship t="d" '),
        (_RELATIONS, "worksheets/sheet1.xml", "worksheets/sheet9.xml"),
        ("[Content_Types].xml", "<Override ", '<Override t="d" '),
        ("xl/styles.xml", 'numFmtId="', 'numFmtId="x'),
        ("xl/worksheets/sheet1.xml", ' s="', ' s="x'),
        ("xl/worksheets/sheet1.xml", '<row r="1"', '<row r="inf"'),
    ],
)
def test_a_part_that_is_wrong(name: str, old: str, new: str) -> None:
    wrong = parts()
    wrong[name] = wrong[name].replace(old, new)
    assert wrong != parts(), "nothing was changed"
    with pytest.raises(DomainError, match=r"beschadigd|geen blad"):
        sheet_file.read("las.xlsx", packed(wrong))


def test_a_sheet_without_a_part_is_none() -> None:
    good = parts()
    book = good[_BOOK].replace("<sheets>", '<sheets><sheet name="x" sheetId="9"/>')
    assert len(sheet_file.read("las.xlsx", packed({**good, _BOOK: book}))) == 4
    assert sheet_file.read("las.xlsx", book_with({}))


def test_whatever_is_changed_in_a_part_it_is_read_or_refused() -> None:
    chance = Random(16)  # noqa: S311  a seed, so that each run is the same
    read = 0
    for _ in range(rounds(80, 4_000)):
        changed = parts()
        name = chance.choice(list(changed))
        changed[name] = _otherwise(changed[name], chance)
        with contextlib.suppress(DomainError):
            read += bool(sheet_file.read("las.xlsx", packed(changed)))
    assert read, "all were refused"


def _otherwise(text: str, chance: Random) -> str:
    """Change a value, drop an attribute or a tag, or put a text in place of another."""
    pattern = chance.choice((r'="[^"]*"', r' [\w:]+="[^"]*"', "<[^>]+>", "(?<=>)[^<]+(?=<)"))
    found = list(re.finditer(pattern, text))
    if not found:
        return text
    where = chance.choice(found)
    value = chance.choice(_VALUES)
    new = {"=": f'="{value}"', "<": "", " ": ""}.get(where[0][0], value)
    return text[: where.start()] + new + text[where.end() :]
