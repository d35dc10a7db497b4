"""Text as people type, paste or save it: without what they cannot see or did not mean. Pure.

The only place that knows Unicode's invisible characters, dashes and wide letters.
"""

import re
import unicodedata

#: Formats (zero-width, soft hyphen, direction), controls, and halves of a character.
_UNSEEN = frozenset({"Cf", "Cc", "Cs"})
#: Unseen too, though Unicode counts them as marks or letters: joiners, fillers, variations.
_UNSEEN_MARKS = frozenset(map(chr, (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0))) | {
    *map(chr, range(0x180B, 0x1810)),
    *map(chr, range(0xFE00, 0xFE10)),
    *map(chr, range(0xE0100, 0xE01F0)),
}
#: A word processor makes them of the one on the keyboard; the last is a minus.
_DASHES = dict.fromkeys((*range(0x2010, 0x2016), 0x2043, 0xFE58, 0xFE63, 0x2212), "-")
#: Letters, digits and signs as wide as a Chinese character.
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_MEANT = _DASHES | _WIDE
_WORD = re.compile(r"[^\W_]+")
_BETWEEN_GROUPS = re.compile(r"[\s.\-]")


def normalised(text: str) -> str:
    """Return what was meant, on one line: plain dashes, plain letters, single blanks.

    Accents and apostrophes stay as they are, for they matter in a name.
    """
    if _is_plain(text):
        return " ".join(text.split())
    return _seen(text.translate(_MEANT))


def normalised_lines(text: str) -> str:
    """Return a note without what nobody sees; its line breaks and its dashes stay."""
    return "\n".join(_seen(line) for line in text.splitlines()).strip()


def compact(text: str) -> str:
    """Return a code without what people put between its groups: blanks, dots and dashes."""
    return _BETWEEN_GROUPS.sub("", normalised(text))


def bare(text: str) -> str:
    """Return the letters and digits alone, without capitals and accents: "Esis-B" is "esisb"."""
    return "".join(words(text))


def words(text: str) -> list[str]:
    """Return the words, without capitals and accents: "Mozaïek" and "mozaiek" are the same."""
    if _is_plain(text):
        return _WORD.findall(text.lower())
    apart = unicodedata.normalize("NFKD", normalised(text).casefold())
    return _WORD.findall("".join(each for each in apart if not unicodedata.combining(each)))


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _seen(text: str) -> str:
    kept = "".join(each for each in text if each.isspace() or not _is_unseen(each))
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def _is_unseen(character: str) -> bool:
    return character in _UNSEEN_MARKS or unicodedata.category(character) in _UNSEEN
