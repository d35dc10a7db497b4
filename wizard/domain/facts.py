"""What is really so for a whole board. Progress is derived from this, never stored."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from wizard.domain.board import Board
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.season import Season
from wizard.domain.status import State


@dataclass(frozen=True)
class BoardFacts:
    """A board and all of its open schools, by name."""

    board: Board
    season: Season
    schools: tuple[SchoolFacts, ...]

    def find(self, brin: str) -> SchoolFacts | None:
        """Return the facts of one school; None when it moved away or closed in the meantime."""
        return self._by_brin.get(brin)

    @cached_property
    def counts(self) -> Counter[State]:
        """How many mandates (school × service) are in each state."""
        return Counter(cell.state for school in self.schools for cell in school.cells)

    @property
    def total(self) -> int:
        """How many mandates the board needs."""
        return len(self.schools) * len(self.season.required)

    def is_done_for(self, service: str) -> bool:
        """Nothing is left to do for this service at any school."""
        return all(
            cell.is_finished
            for school in self.schools
            for cell in school.cells
            if cell.service == service
        )

    @property
    def services_left(self) -> tuple[str, ...]:
        """The required services that are not done for each school: what deadlines are about."""
        return tuple(key for key in self.season.required if not self.is_done_for(key))

    @cached_property
    def unfinished(self) -> tuple[SchoolFacts, ...]:
        """The schools where something is left to do."""
        return tuple(school for school in self.schools if not school.is_finished)

    @property
    def is_untouched(self) -> bool:
        """Nobody of this board did anything here yet."""
        return all(
            school.draft is None
            and len(school.open_services) == len(self.season.required)
            and not (school.unrecorded or school.unrecorded_ends)
            for school in self.schools
        )

    @property
    def last_receipt(self) -> str | None:
        """The receipt of the latest operation that gave a mandate and was not undone."""
        given = (each for school in self.schools for each in school.mandates if each.receipt)
        saved = (each for each in given if not each.is_undone)
        latest = max(saved, key=lambda each: each.saved_at, default=None)
        return latest.receipt if latest else None

    def schools_of(self, receipt: str | None) -> tuple[SchoolFacts, ...]:
        """Return the schools that an operation was about: where it gave a mandate, or ended one."""
        return tuple(
            school
            for school in self.schools
            if receipt
            and any(receipt in (each.receipt, each.end_receipt) for each in school.mandates)
        )

    def late_schools(self, service: str, receipt: str | None = None) -> tuple[SchoolFacts, ...]:
        """Return the schools whose mandate for a service came after the last day, and stands now.

        `receipt`: only where this operation gave it.
        """
        last_day = self.season.last_days.get(service)
        if last_day is None or self.season.today <= last_day:
            return ()
        return tuple(
            school
            for school in self.schools
            if any(
                each.is_recorded and receipt in (None, each.receipt)
                for each in school.live(service)
            )
            and not any(
                each.held_on(last_day) for each in school.mandates if each.service == service
            )
        )

    def copy_to_record(self, school: SchoolFacts) -> str | None:
        """Return the receipt of the operation that this school waits for, together with others."""
        return next((each for each in school.receipts_to_record if self._waiting[each] > 1), None)

    def waiting(self, receipt: str) -> int:
        """Return how many schools of an operation still wait to be recorded."""
        return self._waiting[receipt]

    def next_school(self, *, besides: str | None = None) -> SchoolFacts | None:
        """Return the school to go on with.

        What somebody was busy with comes first, the latest of it; then what is saved and not
        recorded; then what is still to do; then problems; the schools that we wait for come last,
        and of those the one where it is time to look again comes first.
        """
        candidates = [
            facts
            for facts in self.schools
            if (facts.is_changing or not facts.is_finished) and facts.school.brin != besides
        ]
        return min(candidates, key=_order, default=None)

    @cached_property
    def _waiting(self) -> Counter[str]:
        """How many schools wait for each operation to be recorded: a mandate, or an end."""
        return Counter(receipt for school in self.schools for receipt in school.receipts_to_record)

    @cached_property
    def _by_brin(self) -> dict[str, SchoolFacts]:
        return {facts.school.brin: facts for facts in self.schools}


def _order(facts: SchoolFacts) -> tuple[int, float]:
    if facts.draft is not None and facts.in_progress:
        return 0, -facts.draft.updated_at.timestamp()
    if facts.recordable or facts.recordable_ends:
        return 1, 0.0
    if facts.look_again_on is not None:
        return 4, float(facts.look_again_on.toordinal())
    return (3, 0.0) if facts.unrecorded or facts.unrecorded_ends else (2, 0.0)


@dataclass(frozen=True)
class Facts:
    """What the steps look at: the board and, once chosen, the school."""

    board: BoardFacts
    school: SchoolFacts | None = None

    @property
    def chosen(self) -> SchoolFacts:
        """Return the school, where a step is about one. Raises LookupError before it is chosen."""
        if self.school is None:
            raise LookupError("no school was chosen yet")
        return self.school

    @property
    def others(self) -> tuple[SchoolFacts, ...]:
        """The other schools of the board where something is left to do."""
        return tuple(other for other in self.board.unfinished if other is not self.school)
