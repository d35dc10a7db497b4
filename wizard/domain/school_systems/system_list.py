"""A list of schools and the LAS of each, as somebody sent it: what it says, and what is wrong."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum

from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import SystemChoice
from wizard.domain.near_name import system_for_tests
from wizard.domain.school import parse_school_code
from wizard.domain.school_systems.reported import Telling, tellings
from wizard.domain.school_systems.spreadsheet_brin import Became
from wizard.domain.system import AdministrationSystem
from wizard.domain.typed_text import bare, normalised

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
    HIDDEN = "hidden"
    SPREADSHEET = "spreadsheet"
    SYSTEM = "system"
    SEVERAL = "several"
    ENDED = "ended"
    FOR_TESTS = "for_tests"


@dataclass(frozen=True)
class Row:
    """A row as it was read: its line in the file (from 1), and two cells as they were typed.

    `cells`: all of it, for handing it back; nothing where there was no room for them.
    `hidden`: nobody sees it in the file, for a filter or a group hides it.
    """

    line: int
    brin: str
    system: str
    cells: tuple[str, ...] = field(default=(), compare=False, repr=False)
    hidden: bool = False


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

    A school that stands in it twice, with another LAS, is taken from neither row: nobody knows
    which one counts.
    """
    said = [_said(row, board, names) for row in rows]
    several = _several(said)
    uses: dict[str, SystemChoice | None] = {}
    wrong: list[WrongRow] = []
    empty = 0
    for each in said:
        found = each.wrong or _twice(each, several) or each.system
        if isinstance(found, WrongRow):
            wrong.append(replace(found, row=each.row))
        elif found is None:
            empty += 1
        elif each.brin is not None:
            uses[each.brin] = found
    return SystemList(tellings(board, uses), tuple(wrong), empty)


@dataclass(frozen=True)
class _Said:
    """What one row says. `wrong`: that holds of its school or of the whole row."""

    row: Row
    brin: str | None = None
    wrong: WrongRow | None = None
    system: SystemChoice | WrongRow | None = None

    @property
    def meaning(self) -> str:
        """Return which LAS it names, as rows of one school are compared."""
        if isinstance(self.system, SystemChoice):
            return self.system.key
        return bare(self.row.system)


def _said(row: Row, board: BoardFacts, names: Names) -> _Said:
    if row.hidden:
        return _Said(row, wrong=WrongRow(row.line, row.brin or row.system, Fault.HIDDEN))
    brin = parse_school_code(row.brin)
    return _Said(row, brin, _of_brin(row, brin, board), _of_system(row, names))


def _of_brin(row: Row, brin: str | None, board: BoardFacts) -> WrongRow | None:
    if _is_formula(row.brin):
        return WrongRow(row.line, row.brin, Fault.FORMULA)
    if not normalised(row.brin):
        return WrongRow(row.line, row.system, Fault.NO_BRIN)
    if brin is not None and board.find(brin):
        return None
    became = Became.read(normalised(row.brin))
    right = became.of(each.school.brin for each in board.schools)
    if right or (became.surely and brin is None):
        return WrongRow(row.line, row.brin, Fault.SPREADSHEET, right)
    return WrongRow(row.line, row.brin, Fault.NO_SUCH_BRIN if brin is None else Fault.NOT_YOURS)


def _several(said: Sequence[_Said]) -> dict[str, list[int]]:
    """Return BRIN -> lines, of schools that stand there with more than one LAS."""
    lines: dict[str, list[int]] = defaultdict(list)
    meanings: dict[str, set[str]] = defaultdict(set)
    for each in said:
        if each.brin and each.row.system.strip():
            lines[each.brin].append(each.row.line)
            meanings[each.brin].add(each.meaning)
    return {brin: lines[brin] for brin, meant in meanings.items() if len(meant) > 1}


def _twice(said: _Said, several: Mapping[str, Sequence[int]]) -> WrongRow | None:
    """Name other lines: a few, for all rows of a list may be of one school."""
    lines, row = several.get(said.brin or "", ()), said.row
    others = tuple(str(line) for line in lines[: _MOST_LINES + 1] if line != row.line)[:_MOST_LINES]
    return WrongRow(row.line, row.brin, Fault.TWICE, others) if others else None


def _of_system(row: Row, names: Names) -> SystemChoice | WrongRow | None:
    if not row.system.strip():
        return None
    if _is_formula(row.system):
        return WrongRow(row.line, row.system, Fault.FORMULA)
    found = names.find(normalised(row.system))
    return found if isinstance(found, SystemChoice) else WrongRow(row.line, row.system, *found)


def _is_formula(text: str) -> bool:
    return text.lstrip().startswith("=")
