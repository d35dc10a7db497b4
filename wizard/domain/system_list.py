"""A list of schools and the LAS of each, as somebody sent it: what it says, and what is wrong."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum

from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import SystemChoice
from wizard.domain.near_name import system_for_tests
from wizard.domain.school import parse_brin
from wizard.domain.system import AdministrationSystem
from wizard.domain.telling import Telling, tellings
from wizard.domain.typed_text import bare

#: So much alike, of 1, a name is that somebody mistyped.
_ALIKE = 0.7
#: So many other lines are named with a school that stands there too.
_MOST_LINES = 10
#: The line of a row that was right in a list before this one, which this one adds to.
EARLIER = 0


class Fault(StrEnum):
    """What is wrong with a row."""

    FORMULA = "formula"
    NO_BRIN = "no_brin"
    NO_SUCH_BRIN = "no_such_brin"
    NOT_YOURS = "not_yours"
    TWICE = "twice"
    SYSTEM = "system"
    SEVERAL = "several"
    ENDED = "ended"
    FOR_TESTS = "for_tests"


@dataclass(frozen=True)
class Row:
    """A row as it was read: its line in the file (from 1), and two cells as they were typed.

    `cells`: all of it, for handing it back; nothing where there was no room for them.
    """

    line: int
    brin: str
    system: str
    cells: tuple[str, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True)
class WrongRow:
    """A row that is not taken: its line, what stands there, and what would be right, if known.

    `row`: all that was read of it.
    """

    line: int
    value: str
    fault: Fault
    right: tuple[str, ...] = ()
    row: Row | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class SystemList:
    """What a list says. `empty`: rows with a school and no LAS; nothing changes for those.

    No row is both wrong and empty.
    """

    said: tuple[Telling, ...]
    wrong: tuple[WrongRow, ...]
    empty: int

    @property
    def changes(self) -> tuple[Telling, ...]:
        """What is otherwise than we know."""
        return tuple(each for each in self.said if each.changes)


@dataclass(frozen=True)
class Names:
    """The names that a LAS goes by. `offered`: what schools can use; `ended`: what they cannot."""

    offered: tuple[AdministrationSystem, ...]
    ended: tuple[AdministrationSystem, ...]
    #: What schools of the board use that is not in the catalogue.
    others: tuple[SystemChoice, ...] = ()
    #: Systems for tests, which are no LAS, and who makes them.
    for_tests: tuple[str, ...] = ()

    def find(self, typed: str) -> SystemChoice | tuple[Fault, tuple[str, ...]]:
        """Return the LAS with this name; else what is wrong, and the names that are right."""
        found = {each.key: each for each in self._named(typed)}
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            return Fault.SEVERAL, tuple(each.name for each in found.values())
        if any(each.is_called(typed) for each in self.ended):
            return Fault.ENDED, tuple(each.name for each in self.offered)
        if test := system_for_tests(typed, self.for_tests):
            return Fault.FOR_TESTS, (test,)
        return Fault.SYSTEM, self._closest(typed)

    def _named(self, typed: str) -> list[SystemChoice]:
        """Go by the product's names first; a supplier may have several products."""
        wanted = bare(typed)
        by_name = [each.as_choice() for each in self.offered if each.is_called(typed)]
        by_name += [each for each in self.others if wanted == bare(each.name)]
        return by_name or [
            each.as_choice() for each in self.offered if wanted == bare(each.supplier)
        ]

    def _closest(self, typed: str) -> tuple[str, ...]:
        """Return the one name that was probably meant; else all of them."""
        known = {name: each.name for each in self.offered for name in each.bare_names}
        known |= {bare(each.name): each.name for each in self.others}
        close = get_close_matches(bare(typed), known, n=1, cutoff=_ALIKE)
        return tuple(known[each] for each in close) or tuple(dict.fromkeys(known.values()))


def understand(rows: Sequence[Row], board: BoardFacts, names: Names) -> SystemList:
    """Return what a list says of the board's schools, row by row.

    A school that stands in it twice is taken from neither row: nobody knows which one counts.
    """
    lines: dict[str | None, list[int]] = defaultdict(list)
    for row in rows:
        if row.system.strip():
            lines[parse_brin(row.brin)].append(row.line)
    uses: dict[str, SystemChoice | None] = {}
    wrong: list[WrongRow] = []
    empty = 0
    for row in rows:
        brin = parse_brin(row.brin)
        found = _of_brin(row, brin, board) or _twice(row, lines[brin]) or _of_system(row, names)
        if isinstance(found, WrongRow):
            wrong.append(replace(found, row=row))
        elif found is None:
            empty += 1
        elif brin is not None:
            uses[brin] = found
    return SystemList(tellings(board, uses), tuple(wrong), empty)


def _of_brin(row: Row, brin: str | None, board: BoardFacts) -> WrongRow | None:
    if _is_formula(row.brin):
        return WrongRow(row.line, row.brin, Fault.FORMULA)
    if not row.brin.strip():
        return WrongRow(row.line, row.system, Fault.NO_BRIN)
    if brin is None:
        return WrongRow(row.line, row.brin, Fault.NO_SUCH_BRIN)
    if board.find(brin) is None:
        return WrongRow(row.line, row.brin, Fault.NOT_YOURS)
    return None


def _twice(row: Row, lines: Sequence[int]) -> WrongRow | None:
    """Name other lines: a few, for all rows of a list may be of one school."""
    others = tuple(str(line) for line in lines[: _MOST_LINES + 1] if line != row.line)[:_MOST_LINES]
    return WrongRow(row.line, row.brin, Fault.TWICE, others) if len(lines) > 1 else None


def _of_system(row: Row, names: Names) -> SystemChoice | WrongRow | None:
    if not row.system.strip():
        return None
    if _is_formula(row.system):
        return WrongRow(row.line, row.system, Fault.FORMULA)
    found = names.find(row.system)
    return found if isinstance(found, SystemChoice) else WrongRow(row.line, row.system, *found)


def _is_formula(text: str) -> bool:
    return text.lstrip().startswith("=")
