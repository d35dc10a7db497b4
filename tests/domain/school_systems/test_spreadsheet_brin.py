"""BRINs that a spreadsheet made numbers, times or days of: which schools it can have been."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.school_systems.test_system_list import NAMES
from tests.domain.situations import board, school
from wizard.domain.school import parse_school_code
from wizard.domain.school_systems.spreadsheet_brin import Became
from wizard.domain.school_systems.system_list import Fault, Row, understand

_BRINS = ("05EO", "05EI", "10PM", "10AM", "12PM", "12AM", "12EO", "04LY", "13PM", "00EO")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        *(("22:00:00", ["10PM"]), ("22:00", ["10PM"]), ("10:00 PM", ["10PM"]), ("10:00", ["10AM"])),
        *(("10:00 a.m.", ["10AM"]), ("12:00:00", ["12PM"]), ("00:00:00", ["12AM"])),
        *(("22:30", []), ("13:00", []), ("01:00", [])),
        *(("0.9166666666666666", ["10PM"]), ("0,916666667", ["10PM"]), ("0.5", ["12PM"])),
        *(("5", ["05EO"]), ("5,00E+00", ["05EO"]), ("5.00E+00", ["05EO"]), ("5E0", ["05EO"])),
        *(("5.0", ["05EO"]), ("12", ["12EO"]), ("1,20E+01", ["12EO"]), ("0", ["12AM", "00EO"])),
        *(("5000", ["05EO"]), ("5000.0", ["05EO"]), ("5.000", ["05EO"]), ("5,00E+03", ["05EO"])),
        *(("50", ["05EO", "05EI"]), ("5,00E+100", ["05EI"]), ("1200000", ["12EO"])),
        *(("1900-01-05 00:00:00", ["05EO"]), ("05-01-1900", ["05EO"]), ("1900-01-04", ["05EO"])),
        *(("6", []), ("7,00E+00", []), ("2026-11-30", []), ("31-02-2026", []), ("x", []), ("", [])),
        *(("5E", []), ("-5", []), ("5,0,0", []), ("99:00", []), ("1E999", [])),
    ],
)
def test_which_schools_it_can_have_been(text: str, right: list[str]) -> None:
    assert list(Became.read(text).of(_BRINS)) == right


@given(st.text(alphabet="0123456789.,:-/ EAPMepm+", max_size=30) | st.text(max_size=20))
def test_any_text_is_read(text: str) -> None:
    assert set(Became.read(text).of(_BRINS)) <= set(_BRINS)


@pytest.mark.parametrize(
    ("typed", "fault", "right"),
    [
        ("5", Fault.SPREADSHEET, ("05EO",)),
        ("5000", Fault.SPREADSHEET, ("05EO",)),
        ("22:00:00", Fault.SPREADSHEET, ()),
        ("7,00E+00", Fault.SPREADSHEET, ()),
        ("7", Fault.NO_SUCH_BRIN, ()),
        ("7000", Fault.NOT_YOURS, ()),
        ("2026-11-30 00:00:00", Fault.NO_SUCH_BRIN, ()),
    ],
)
def test_the_only_school_of_this_board_is_named(
    typed: str, fault: Fault, right: tuple[str, ...]
) -> None:
    ours = board(school(brin="05EO"), school(brin="06AB"))
    [wrong] = understand([Row(2, typed, "ESIS")], ours, NAMES).wrong
    assert (wrong.value, wrong.fault, wrong.right) == (typed, fault, right)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "04LY",
            "04ly",
            "04LY00",
            "04LY-00",
            "04LY 00",
            "04LY.00",
            "04LY01",
            "04 LY 01",
            "O4LY00",
        ),
        *("O4LY00", "04LYO0", "04LY\u200b00", "04LY\u201100", "０４ＬＹ００", "\u00ad04LY"),
    ],
)
def test_a_brin_with_or_without_a_site(typed: str) -> None:
    assert parse_school_code(typed) == "04LY"


@pytest.mark.parametrize("typed", ["", "04LY0", "04LY000", "04LYAB", "LY0400", "04LY00 en 01"])
def test_what_is_none(typed: str) -> None:
    assert parse_school_code(typed) is None
