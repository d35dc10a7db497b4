"""What people type, paste or save: what they cannot see or did not mean makes no difference."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.domain.typed_text import bare, compact, normalised, normalised_lines, words

_UNSEEN = (
    *("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"),
    *("\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\u061c"),
    *("\u034f", "\ufe0f", "\u3164", "\x00", "\x7f", "\ud800"),
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_BLANKS = "\u00a0\u2002\u2007\u2009\u202f\u205f\u3000\t\r\n\x0b\u2028"


@pytest.mark.parametrize("unseen", _UNSEEN, ids=ascii)
def test_what_nobody_sees_is_dropped(unseen: str) -> None:
    assert normalised(f"{unseen}99{unseen}AG{unseen}") == "99AG"
    assert normalised_lines(f"Belde{unseen} terug") == "Belde terug"


@pytest.mark.parametrize("dash", _DASHES, ids=ascii)
def test_every_dash_is_the_one_of_the_keyboard(dash: str) -> None:
    assert normalised(f"482{dash}913") == "482-913"
    assert compact(f"482{dash}913") == "482913"


@pytest.mark.parametrize("blank", _BLANKS, ids=ascii)
def test_every_blank_is_a_plain_one(blank: str) -> None:
    assert normalised(f"{blank}De{blank} {blank}Linde{blank}") == "De Linde"


def test_wide_letters_are_plain_ones() -> None:
    assert normalised("９９ＡＧ，Ｅｓｉｓ－Ｂ＠ｂ．ｎｌ") == "99AG,Esis-B@b.nl"


def test_accents_and_apostrophes_of_a_name_stay() -> None:
    for name in ("Mozaïek", "’t Bossche Hart", "'t Prisma", "Sint Jozef & Zn.", "Ĳsbreker", "25²"):
        assert normalised(name) == name


def test_a_mark_that_stands_apart_is_composed() -> None:
    assert normalised(unicodedata.normalize("NFD", "Mozaïek")) == "Mozaïek"


def test_a_note_keeps_its_lines_and_its_dashes() -> None:
    assert normalised_lines(" Belde –\u00a0later.\r\n\r\nOpnieuw \u200b\n") == (
        "Belde – later.\n\nOpnieuw"
    )


def test_words_do_without_capitals_and_accents() -> None:
    assert words("De Mozaïek – ’t\u00adHart (MÜNSTER)") == ["de", "mozaiek", "thart", "munster"]
    assert bare("O\ufb03ce") == "office"
    assert bare("Esis\u2011B") == bare("ＥＳＩＳ b") == "esisb"


@given(st.text())
def test_doing_it_twice_changes_nothing(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)
    assert normalised_lines(normalised_lines(text)) == normalised_lines(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])), st.sampled_from(_UNSEEN))
def test_what_nobody_sees_changes_nothing_anywhere(text: str, unseen: str) -> None:
    """Also between a letter and its mark, and between two blanks."""
    assert normalised(unseen.join(text)) == normalised(text)
