"""Names that somebody types for a system: near those that we know, or of a system for tests. Pure.

Who types "parnasys" or "Parnassys LAS" means a system of the list, and is asked so.
"""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from wizard.domain.system import AdministrationSystem
from wizard.domain.typed_text import bare, words

#: So much alike, of 1, two names are that one may be a typing mistake for the other.
_ALIKE = 0.8
#: In a shorter name, one other letter makes another name.
_LONG_ENOUGH = 4
#: Nobody forgets more letters than this: "school" is no "SchoolOAS".
_FORGOTTEN = 2
#: Characters. Longer is no name, and each run of its words would be compared: of 30,000 words that
#: takes hours.
_LONGEST = 80
#: What people put around a name.
_AROUND = frozenset(
    (
        *("las", "lvs", "leerlingadministratiesysteem", "administratiesysteem", "systeem"),
        *("leerlingvolgsysteem", "volgsysteem", "pakket", "programma", "software", "bv", "po"),
        *("toets", "toetsen", "toetssysteem", "eindtoets", "doorstroomtoets"),
        *("van", "de", "het", "een", "in", "voor", "met"),
    )
)


def near(typed: str, systems: Iterable[AdministrationSystem]) -> AdministrationSystem | None:
    """Return the system that somebody probably meant: named within it, mistyped, or by supplier."""
    if len(typed) > _LONGEST:
        return None
    said = _telling(typed)
    whole = "".join(said)
    for system in systems:
        by_supplier = whole == bare(system.supplier)
        if by_supplier or any(_is_like(run, system) for run in _runs(said)):
            return system
    return None


def system_for_tests(typed: str, names: Iterable[str]) -> str | None:
    """Return which of these names of systems for tests was typed, if nothing else was.

    Two of one supplier may stand together: "Cito Leerling in beeld".
    """
    said, known = _telling(typed), {name: _telling(name) for name in names}
    for name, telling in known.items():
        if "".join(said) == "".join(telling):
            return name
    if not set(said).issubset(word for telling in known.values() for word in telling):
        return None
    return next((name for name, telling in known.items() if set(telling).issubset(said)), None)


def _is_like(run: str, system: AdministrationSystem) -> bool:
    names = map(bare, (system.name, *system.aliases))
    return any(run == name or _is_mistyped(run, name) for name in names)


def _is_mistyped(run: str, name: str) -> bool:
    if min(len(run), len(name)) < _LONG_ENOUGH or abs(len(run) - len(name)) > _FORGOTTEN:
        return False
    return SequenceMatcher(None, run, name).ratio() >= _ALIKE


def _telling(typed: str) -> list[str]:
    """Return the words without what people put around a name, if any are left."""
    said = words(typed)
    return [word for word in said if word not in _AROUND] or said


def _runs(said: list[str]) -> Iterator[str]:
    """Return each word, and words that stand together as one."""
    for first in range(len(said)):
        for end in range(first + 1, len(said) + 1):
            yield "".join(said[first:end])
