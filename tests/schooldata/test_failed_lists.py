"""The lists that were read wrongly or refused once: each is read now, or told what is met where."""

from pathlib import Path

import pytest

from tests.domain.school_systems.test_system_list import NAMES
from tests.domain.situations import board, school
from wizard.domain.errors import DomainError
from wizard.domain.school_systems.system_list import Fault, SystemList, understand
from wizard.schooldata import sheet_file

pytestmark = pytest.mark.realdata

_OURS = ("99CR", "99DT", "99ED", "99EE", "99EF")
#: Some of the schools of two boards; a BRIN of each is a time or a number for a spreadsheet.
_BOARDS = {"40557": ("03PP", "10PE", "10PM", "12FO"), "68329": ("03YS", "05EO", "06OQ")}
_PARNASSYS, _ESIS = "ParnasSys", "ESIS"
_TWO = {"99CR": _PARNASSYS, "99DT": _ESIS}
_THREE = {**_TWO, "99ED": _PARNASSYS}

_READ = {
    "hidden-column.xlsx": {"99CR": _PARNASSYS, "99DT": _PARNASSYS},
    "filtered-rows.xlsx": {"99CR": _PARNASSYS, "99ED": _PARNASSYS},
    "grouped-rows.xlsx": {"99CR": _PARNASSYS},
    "two-columns-toets.csv": _TWO,
    "strict-open-xml.xlsx": _THREE,
    **dict.fromkeys((f"unseen-{name}.xlsx" for name in ("zwsp", "soft-hyphen", "nb-hyphen")), None),
    "unseen-full-width.xlsx": None,
    "six-characters-brin.csv": {**_THREE, "99EE": _ESIS, "99EF": _ESIS},
    **dict.fromkeys((f"header-{name}.csv" for name in ("brin-nr", "huidig", "newline")), _TWO),
    **dict.fromkeys((f"header-{name}.csv" for name in ("kies", "brin6")), _TWO),
    "merged-las.xlsx": {"99CR": _PARNASSYS, "99DT": _PARNASSYS, "99ED": _PARNASSYS},
    "unicode-text.txt": _TWO,
    **dict.fromkeys(("list-on-second-sheet.xlsx", "hidden-dropdown-sheet.xlsx"), _THREE),
    **dict.fromkeys(("far-format.xlsx", "far-height.xlsx"), _THREE),
    "closed-twice.csv": None,
}
_ASKED = {
    "two-columns-same-name.csv": "kolom B (‘LAS’) en kolom C (‘LAS’)",
    "two-columns-system-las.csv": "kolom B (‘Administratiesysteem’) en kolom C (‘LAS’)",
    "quote-unclosed.csv": "Op regel 2 begint een aanhalingsteken",
}
_MADE = {
    "brin-as-time-40557.xlsx": "10PM",
    "brin-as-number-68329.xlsx": "05EO",
    "brin-as-number-68329.csv": "05EO",
}


def read(path: Path) -> SystemList:
    """Understand a list as its board sends it."""
    brins = _BOARDS.get(path.stem.rpartition("-")[2], _OURS)
    rows = sheet_file.read(path.name, path.read_bytes())
    return understand(rows, board(*(school(brin=brin) for brin in brins)), NAMES)


@pytest.mark.parametrize("name", _READ)
def test_what_people_see_is_read(failed_lists: Path, name: str) -> None:
    found = read(failed_lists / name)
    said = {each.facts.school.brin: each.system.name for each in found.said if each.system}
    assert said == (_READ[name] or {"99CR": _PARNASSYS})
    assert {each.fault for each in found.wrong} <= {Fault.HIDDEN}


@pytest.mark.parametrize(
    ("name", "lines"), [("filtered-rows.xlsx", [3]), ("grouped-rows.xlsx", [3, 4])]
)
def test_rows_that_nobody_sees_are_named(failed_lists: Path, name: str, lines: list[int]) -> None:
    assert [each.line for each in read(failed_lists / name).wrong] == lines


@pytest.mark.parametrize("name", _ASKED)
def test_what_may_mean_two_things_is_asked(failed_lists: Path, name: str) -> None:
    with pytest.raises(DomainError) as error:
        read(failed_lists / name)
    assert _ASKED[name] in error.value.message


@pytest.mark.parametrize("name", _MADE)
def test_of_a_number_or_a_time_the_school_is_named(failed_lists: Path, name: str) -> None:
    [wrong] = read(failed_lists / name).wrong
    assert (wrong.fault, wrong.right) == (Fault.SPREADSHEET, (_MADE[name],))


def test_every_list_is_looked_at(failed_lists: Path) -> None:
    assert {path.name for path in failed_lists.iterdir()} == {*_READ, *_ASKED, *_MADE}
