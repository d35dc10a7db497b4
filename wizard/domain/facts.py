"""What is really so, for one school and for a whole board. Progress is derived from this."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from wizard.domain.answers import Draft
from wizard.domain.board import Board
from wizard.domain.cell import Cell, State
from wizard.domain.mandate import Life, Mandate, SystemChoice
from wizard.domain.school import School


@dataclass(frozen=True)
class Season:
    """What today means: the required services in order, and the last day for each to be on time.

    A service without a deadline of its own has today as its last day: it was due already.
    """

    today: date
    last_days: Mapping[str, date]

    @property
    def required(self) -> tuple[str, ...]:
        """The services that every school needs a mandate for, first things first."""
        return tuple(self.last_days)


@dataclass(frozen=True)
class SchoolFacts:
    """One school: its mandates, ended ones too, oldest first, and what was answered so far."""

    school: School
    season: Season
    mandates: tuple[Mandate, ...]
    draft: Draft | None

    def live(self, service: str) -> tuple[Mandate, ...]:
        """Return the mandates for a service that are active or planned, oldest first."""
        return tuple(
            mandate
            for mandate in self.mandates
            if mandate.service == service and mandate.is_live(self.season.today)
        )

    @cached_property
    def open_services(self) -> tuple[str, ...]:
        """The required services that no mandate was saved for."""
        return tuple(service for service in self.season.required if not self.live(service))

    @property
    def pending(self) -> tuple[str, ...]:
        """The services that the person chose and has not saved yet."""
        return self.draft.services if self.draft else ()

    @property
    def system(self) -> SystemChoice | None:
        """The LAS that the person chose and has not saved yet."""
        return self.draft.system if self.draft else None

    @property
    def system_is_settled(self) -> bool:
        """The LAS was chosen, and so was what happens to the mandate of another one."""
        draft = self.draft
        if draft is None or draft.system is None:
            return False
        return draft.keep_old or draft.end_old_on is not None or not self.rivals(draft.system)

    @property
    def is_repeat(self) -> bool:
        """The first service is saved; what is pending comes after it: step 6 of the seven."""
        first = self.season.required[0]
        return bool(self.live(first)) and first not in self.pending

    @property
    def is_parked(self) -> bool:
        """Somebody answered "Weet ik niet": the school is asked."""
        return self.draft is not None and self.draft.parked_at is not None

    @property
    def in_progress(self) -> bool:
        """Somebody began here and can go on at once."""
        return self.draft is not None and not self.is_parked

    @property
    def is_underway(self) -> bool:
        """Somebody can go on at once: with an answer, or with recording what was saved."""
        return self.in_progress or bool(self.unrecorded and not self.unrecorded[0].problem_at)

    @cached_property
    def unrecorded(self) -> tuple[Mandate, ...]:
        """Saved mandates that nobody saw in the register yet, in the order of the services."""
        return tuple(
            mandate
            for service in self.season.required
            for mandate in self.live(service)
            if not mandate.is_recorded
        )

    @property
    def suggestion(self) -> Mandate | None:
        """The newest live mandate of this school: its system is most likely the one in use."""
        live = [mandate for mandate in self.mandates if mandate.is_live(self.season.today)]
        return live[-1] if live else None

    def rivals(self, system: SystemChoice) -> tuple[Mandate, ...]:
        """Return the live mandates of other systems for the pending services."""
        return tuple(
            mandate
            for service in self.pending
            for mandate in self.live(service)
            if mandate.system.key != system.key
        )

    def cell(self, service: str) -> Cell:
        """Tell the state for one service."""
        live = self.live(service)
        if not live:
            return Cell(service, self._state_of_answers(service), None, on_time=False)
        last_day = self.season.last_days[service]
        covering = [mandate for mandate in live if self._is_on_time(mandate, last_day)]
        shown = [mandate for mandate in live if not mandate.is_recorded] or covering or live
        state = self._state(shown[-1])
        if service in self.pending and shown[-1].is_recorded:
            state = self._state_of_answers(service)
        return Cell(service, state, shown[-1], on_time=bool(covering))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The states for all required services, in order."""
        return tuple(self.cell(service) for service in self.season.required)

    @property
    def is_finished(self) -> bool:
        """Nothing is left to do here."""
        return all(cell.is_finished for cell in self.cells)

    def _is_on_time(self, mandate: Mandate, last_day: date) -> bool:
        return mandate.is_recorded and mandate.covers(last_day, self.season.today)

    def _state(self, mandate: Mandate) -> State:
        if not mandate.is_recorded:
            return State.PROBLEM if mandate.problem_at else State.SAVED
        planned = mandate.life(self.season.today) is Life.PLANNED
        return State.PLANNED if planned else State.RECORDED

    def _state_of_answers(self, service: str) -> State:
        if self.draft is None or (self.pending and service not in self.pending):
            return State.TODO
        return State.WAITING if self.is_parked else State.BUSY


@dataclass(frozen=True)
class BoardFacts:
    """A board and all of its open schools, by name."""

    board: Board
    season: Season
    schools: tuple[SchoolFacts, ...]

    def school(self, brin: str) -> SchoolFacts:
        """Return the facts of one school of this board. Raises KeyError."""
        return self._by_brin[brin]

    @cached_property
    def counts(self) -> Counter[State]:
        """How many mandates (school × service) are in each state."""
        return Counter(cell.state for school in self.schools for cell in school.cells)

    @property
    def total(self) -> int:
        """How many mandates the board needs."""
        return len(self.schools) * len(self.season.required)

    def is_done_for(self, service: str) -> bool:
        """Each school has a recorded mandate that is active or starts by the last day."""
        return all(school.cell(service).on_time for school in self.schools)

    @cached_property
    def unfinished(self) -> tuple[SchoolFacts, ...]:
        """The schools where something is left to do."""
        return tuple(school for school in self.schools if not school.is_finished)

    @property
    def is_untouched(self) -> bool:
        """Nobody of this board did anything here yet."""
        return all(
            school.draft is None and len(school.open_services) == len(self.season.required)
            for school in self.schools
        )

    def next_school(self, *, besides: str | None = None) -> SchoolFacts | None:
        """Return the school to go on with.

        What somebody was busy with comes first, the latest of it; then what is saved and not
        recorded; then what is still to do; the schools that we wait for come last.
        """
        candidates = [facts for facts in self.unfinished if facts.school.brin != besides]
        return min(candidates, key=_order, default=None)

    @cached_property
    def _by_brin(self) -> dict[str, SchoolFacts]:
        return {facts.school.brin: facts for facts in self.schools}


def _order(facts: SchoolFacts) -> tuple[int, float]:
    if facts.draft is not None and facts.in_progress:
        return 0, -facts.draft.updated_at.timestamp()
    if facts.unrecorded:
        return 1, 0.0
    return (3, 0.0) if facts.is_parked else (2, 0.0)


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
