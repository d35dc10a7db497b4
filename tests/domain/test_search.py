"""Names are found with typing errors, and by what tells them apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.domain.search import enough, grams, in_common, likeness


def _finds(typed: str, name: str) -> bool:
    wanted = grams(typed)
    return len(wanted & grams(name)) >= enough(wanted)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("de wegwijser", "De Wegwijzer"),
        ("wegwijzer", "Basisschool De Wegwijzer"),
        ("Mozaiek", "Het Mozaïek"),
        ("MOZAÏEK", "het mozaïek"),
        ("prins maurits", "Prins Mauritsschool"),
        ("t anker", "'t Anker"),
        ("de", "De School"),
    ],
)
def test_a_name_is_found(typed: str, name: str) -> None:
    assert _finds(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"), [("de wegwijzer", "De Regenboog"), ("qqq", "De School"), ("kompas", "")]
)
def test_another_name_is_not(typed: str, name: str) -> None:
    assert not _finds(typed, name)


def test_what_is_most_alike_comes_first() -> None:
    names = ["Stichting De Waterlanden", "De Waterlelie", "De Windroos"]
    assert max(names, key=lambda name: likeness("de waterlandem", name)) == names[0]


@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        ("eindtoets", "wat de Eindtoets is", "einddatum"),
        ("het mandaat is weg", "mandaat", "het is weg"),
        ("mijn school mist", "mijn school", "mijn bestuur"),
        ("onze school mist", "de school mist", "ons LAS mist"),
        ("einddatun", "einddatum", "eindtoets"),
        ("te laat", "wij zijn te laat", "gestopt met inloggen of te laat"),
    ],
)
def test_the_text_with_most_in_common(typed: str, first: str, second: str) -> None:
    assert in_common(typed, first) > in_common(typed, second)


def test_without_a_letter_there_is_nothing_to_find() -> None:
    assert grams("") == grams(" - ! ") == frozenset()


@given(st.text(max_size=60))
def test_whatever_is_typed_finds_itself(text: str) -> None:
    wanted = grams(text)
    assert len(wanted & grams(text)) == len(wanted)
    assert enough(wanted) >= 1
