"""The header of a list: which words stand above the columns that are read, and where."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from wizard.domain.typed_text import normalised, words

#: What a column is called, by how surely it is that; of two columns the surer one counts.
_BRIN = {
    **dict.fromkeys(("brin", "brin4", "instellingscode", "schoolbrin"), 1),
    **dict.fromkeys(("brin6", "vestigingscode", "vestigingsnummer"), 2),
}
_SYSTEM = {
    **dict.fromkeys(("las", "laslvs", "leerlingadministratiesysteem"), 1),
    **dict.fromkeys(("leerlingadministratie", "administratiesysteem"), 1),
    "systeem": 2,
}
#: What people put beside it, and what makes no other column of it.
_AROUND_BRIN = frozenset(["nr", "nummer", "code", "de", "het", "van", "school", "uw", "onze"])
_AROUND_SYSTEM = frozenset(
    {
        *("huidig", "huidige", "nu", "in", "gebruik", "gebruikt", "naam", "school", "per"),
        *("de", "het", "van", "uw", "ons", "onze", "kies", "een", "welk"),
    }
)
#: A LAS that the school had, or will have.
_OTHER_TIMES = frozenset(
    {
        *("oud", "oude", "vorig", "vorige", "was", "tot", "nieuw", "nieuwe", "straks"),
        *("volgend", "volgende", "gewenst", "gewenste", "toekomstig", "wordt", "vanaf"),
    }
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_YEAR = re.compile(r"20\d\d")
#: In characters: longer is no header but a text.
_LONGEST = 80


@dataclass(frozen=True)
class ListHeader:
    """Where the columns stand, from 0: each that may be it, and never none."""

    brin: tuple[int, ...]
    system: tuple[int, ...]

    @classmethod
    def find(cls, cells: Sequence[str], hidden: Collection[int] = ()) -> Self | None:
        """Return the header that this line is; None when it is another line."""
        seen = {index: cell for index, cell in enumerate(cells) if index not in hidden and cell}
        brin = _surest({index: brin_rank(cell) for index, cell in seen.items()})
        system = _surest({index: system_rank(cell) for index, cell in seen.items()})
        return cls(brin, system) if brin and system else None


def brin_rank(name: str) -> int:
    """Return how surely it is the word above BRINs: 1 is most; 0 is that it is another word."""
    return _BRIN.get(_without(_words(name), _AROUND_BRIN), 0) or _BRIN.get(
        re.sub("(nummer|code|nr)$", "", "".join(_words(name))), 0
    )


def system_rank(name: str) -> int:
    """Return how surely it is the word above systems, as with BRINs."""
    if _OTHER_TIMES & set(words(name[:_LONGEST])):
        return 0
    return _SYSTEM.get(_without(_words(name), _AROUND_SYSTEM), 0)


def _words(name: str) -> list[str]:
    """Return the words of a name, without what stands in brackets: "LAS (kies uit lijst)"."""
    if len(name) > _LONGEST:
        return []
    found = words(_ASIDE.sub(" ", normalised(name)))
    return [word for word in found if not _YEAR.fullmatch(word)]


def _without(found: Sequence[str], around: Collection[str]) -> str:
    return "".join(word for word in found if word not in around)


def _surest(ranks: Mapping[int, int]) -> tuple[int, ...]:
    best = min((rank for rank in ranks.values() if rank), default=0)
    return tuple(index for index, rank in ranks.items() if rank and rank == best)
