"""BRINs as people type them, and what follows from a BRIN."""

from string import ascii_uppercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.domain.school import School, answers_to, parse_brin

BRINS = st.builds(
    lambda numbers, letters: numbers + letters,
    st.text(digits, min_size=2, max_size=2),
    st.text(ascii_uppercase, min_size=2, max_size=2),
)


@pytest.mark.parametrize(
    ("typed", "brin"),
    [
        ("04LY", "04LY"),
        ("04ly", "04LY"),
        (" 04 LY ", "04LY"),
        ("04.LY", "04LY"),
        ("04-ly\t", "04LY"),
        ("04\u00a0LY", "04LY"),
        ("04L\u200bY\u00ad", "04LY"),
        ("04\u2011LY", "04LY"),
        ("04 – LY", "04LY"),
        ("\uff10\uff14ＬＹ", "04LY"),
        ("O4lY", "04LY"),
        ("o4LY", "04LY"),
        ("I6OI", "16OI"),
        ("i601", "16OI"),
        ("0000", "00OO"),
        ("OOII", "00II"),
        ("1111", "11II"),
    ],
)
def test_a_brin_is_read_as_typed_and_repaired_by_position(typed: str, brin: str) -> None:
    assert parse_brin(typed) == brin


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "04L",
        "04LYX",
        "04LY00",
        "LY04",
        "2345",
        "AB12",
        "04L2",
        "04 lijn",
        "\u0660\u0664LY",  # Arabic digits are digits to `\d`, and no BRIN
        "04\u00df",  # a sharp s has two capitals
        "04\ufb01",  # so has the ligature fi
        "04L\u0131",  # the capital of a dotless i is an I
        "04\u017fY",  # the capital of a long s is an S
        "04L\u00dd",
    ],
)
def test_what_cannot_be_a_brin_is_none(typed: str) -> None:
    assert parse_brin(typed) is None


@given(BRINS)
def test_every_brin_is_read_as_itself(brin: str) -> None:
    assert parse_brin(brin) == brin
    assert parse_brin(brin.lower()) == brin


@given(BRINS)
def test_confusing_0_with_o_and_1_with_i_changes_nothing(brin: str) -> None:
    letters = brin[:2].translate(str.maketrans("01", "OI"))
    numbers = brin[2:].translate(str.maketrans("OI", "01"))
    assert parse_brin(letters + numbers) == brin


@given(st.text(max_size=8))
def test_whatever_is_typed_gives_a_brin_or_nothing(typed: str) -> None:
    brin = parse_brin(typed)
    assert brin is None or (
        len(brin) == 4 and set(brin[:2]) <= set(digits) and set(brin[2:]) <= set(ascii_uppercase)
    )


def test_the_oin_has_twenty_characters() -> None:
    oin = School("00AV", "De Regenboog", "Gouda", "99001").oin
    assert oin == "0000000700000AV00000"
    assert len(oin) == 20


@pytest.mark.parametrize("query", ["regen", "REGENBOOG", "góuda", "99 aa", "99AA", "de-regenboog"])
def test_a_search_finds_a_school_by_name_place_or_brin(query: str) -> None:
    assert answers_to(School("99AA", "De Regenboog", "Gouda", "99001"), query)


@pytest.mark.parametrize("query", ["kompas", "99AB", "Woerden"])
def test_a_search_does_not_find_other_schools(query: str) -> None:
    assert not answers_to(School("99AA", "De Regenboog", "Gouda", "99001"), query)
