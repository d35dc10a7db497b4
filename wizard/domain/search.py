"""Searching names forgivingly: by the groups of three letters that two names share. Pure."""

import math
from difflib import SequenceMatcher

from wizard.domain.typed_text import words

#: In too many names to tell one from another; only searched for when there is nothing else.
_COMMON = frozenset(
    (
        *("de", "het", "een", "van", "en", "der", "den", "in", "aan", "te", "voor"),
        *("school", "basisschool", "stichting", "vereniging", "bestuur", "onderwijs", "primair"),
        *("obs", "cbs", "rkbs", "pcbs", "openbare", "openbaar", "christelijke", "katholieke"),
    )
)
#: A name must share this part of what was typed: a third of the letters may be wrong.
_SHARED = 0.5


def grams(text: str) -> frozenset[str]:
    """Return the groups of three letters of each word; its begin and end count as blanks.

    Capitals and accents do not matter: "Mozaïek" and "mozaiek" are the same.
    """
    padded = (f"  {word} " for word in _telling(text))
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def enough(wanted: frozenset[str]) -> int:
    """Return how many groups a name must share with what was typed to be found."""
    return max(1, math.ceil(len(wanted) * _SHARED))


def in_common(typed: str, text: str) -> tuple[int, int, int, int]:
    """Return what a text has in common with what was typed: to sort by.

    Whole words go first, long ones before short ones: "eindtoets" is no "einddatum". Their number
    tells apart what only differs in a common one: "mijn school", "mijn bestuur". Then the groups of
    letters, for typing errors, and at last the text with the fewest other words.
    """
    asked, said = frozenset(words(typed)), frozenset(words(text))
    both = asked & said
    length, groups = len(grams(" ".join(both))), len(grams(typed) & grams(text))
    return length, len(both), groups, -len(said - asked)


def likeness(typed: str, name: str) -> float:
    """Tell how much a name is what was typed: 0 to 1. Common words count for little."""
    telling = SequenceMatcher(None, " ".join(_telling(typed)), " ".join(_telling(name))).ratio()
    whole = SequenceMatcher(None, " ".join(words(typed)), " ".join(words(name))).ratio()
    return 0.8 * telling + 0.2 * whole


def _telling(text: str) -> list[str]:
    said = words(text)
    return [word for word in said if word not in _COMMON] or said
