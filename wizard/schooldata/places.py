"""Place names as people write them; DUO gives them in capitals."""

import re

_SMALL = re.compile(r"aan|ad|bij|ca|de|den|der|en|gem\.?|het|in|op|over|te|ten|ter|van")
#: What follows the name where two places share it: "Hoorn NH", "Hengelo Gld".
_PROVINCES = re.compile(r"DR|FL|FR|GN|GR|L|LB|NB|NH|OV|UT|ZH")


def place_name(text: str) -> str:
    """Return "Capelle aan den IJssel" for "CAPELLE AAN DEN IJSSEL"; mixed case stays as it is.

    A rule, not a list of places: Frisian and French accents that the capitals lost stay lost.
    """
    name = " ".join(text.replace("’", "'").split())
    if name != name.upper():
        return name
    parts = re.split(r"([ -])", name)
    words = [
        _word(word, first=_starts_name(parts[:index]), last=index == len(parts) - 1)
        for index, word in enumerate(parts)
    ]
    return "".join(words)


def _starts_name(before: list[str]) -> bool:
    """Say whether a name starts here: at the start, or a municipality's after "gem"."""
    words = [part for part in before if part not in (" ", "-", "")]
    return not words or words[-1] in ("GEM", "GEM.")


def _word(word: str, *, first: bool, last: bool) -> str:
    if last and not first and _PROVINCES.fullmatch(word):
        return word
    low = word.lower()
    if low in ("'t", "'s") or (_SMALL.fullmatch(low) and not first):
        return low
    if low.startswith("ij"):
        return "IJ" + low[2:]
    return low[:1].upper() + low[1:]
