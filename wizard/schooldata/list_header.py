"""The header of a list: which words stand above the columns that are read, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

#: Where it may stand: above it people put titles.
WITHIN = 20
_BRIN = frozenset({"brin", "brinnummer", "brincode", "instellingscode", "schoolbrin"})
_SYSTEM = frozenset({"las", "leerlingadministratiesysteem", "administratiesysteem", "systeem"})


@dataclass(frozen=True)
class ListHeader:
    """Where the columns stand, from 0."""

    brin: int
    system: int

    @classmethod
    def find(cls, cells: Sequence[str]) -> Self | None:
        """Return the header that this line is; None when it is another line."""
        names = [_bare(cell) for cell in cells]
        brin, system = _place(names, _BRIN), _place(names, _SYSTEM)
        return None if brin is None or system is None else cls(brin, system)


def _place(names: Sequence[str], known: frozenset[str]) -> int | None:
    return next((index for index, name in enumerate(names) if name in known), None)


def _bare(name: str) -> str:
    return "".join(each for each in name.lower() if each.isalnum())
