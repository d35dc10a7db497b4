"""An import in the middle of a story: DUO's list as it was, but for what the story changes."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from tests.visitor import Page, words
from wizard.actions.school_import.importing import import_schools
from wizard.domain.school_import.snapshot import SchoolRow, Snapshot
from wizard.ports import Wiring
from wizard.practice.boards import PracticeBoards


@dataclass(frozen=True)
class _Changed(PracticeBoards):
    """The practice boards without the closed schools, and the moved ones at their new boards."""

    closed: Collection[str]
    moved: Mapping[str, str]

    def read(self, progress: Callable[[Iterator[str], int], Iterator[str]]) -> Snapshot:
        """Return the whole list of that day."""
        whole = super().read(progress)
        return replace(
            whole,
            schools=tuple(self._row(each) for each in whole.schools if self._is_there(each.brin)),
            sites=tuple(each for each in whole.sites if self._is_there(each.brin)),
        )

    def _is_there(self, brin: str) -> bool:
        return brin not in self.closed

    def _row(self, school: SchoolRow) -> SchoolRow:
        return replace(school, board_number=self.moved.get(school.brin, school.board_number))


def import_list(
    wiring: Wiring, *, closed: Collection[str] = (), moved: Mapping[str, str] | None = None
) -> None:
    """Import a list in which some BRINs are missing, and others stand at another board.

    What an earlier import of the story changed and this one does not name, is as it was before.
    """
    source = _Changed(closed, moved or {})
    clock = wiring.ports.clock
    with wiring.database.transaction() as session:
        import_schools(
            session,
            source,
            today=clock.today(),
            at=clock.now(),
            accept_large_change=True,
            progress=_in_peace,
        )


def notice(page: Page, title: str) -> str:
    """Return what the notice with this title says; nothing where the page has none."""
    boxes = (each for each in page.all("div") if "mw-notice" in (each.get("class") or "").split())
    return next((said for each in boxes if (said := words(each)).startswith(title)), "")


def _in_peace(lines: Iterator[str], _total: int) -> Iterator[str]:
    return lines
