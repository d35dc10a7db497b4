"""What is really so for one school: its mandates, and what was answered and not saved yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from wizard.domain.draft import Draft, Told
from wizard.domain.fingerprint import fingerprint
from wizard.domain.intent import Intent
from wizard.domain.mandate import Life, Mandate, SystemChoice
from wizard.domain.school import School
from wizard.domain.season import Season
from wizard.domain.status import Cell, State

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class SchoolFacts:
    """One school: its mandates, ended ones too, oldest first, and what was answered or told."""

    school: School
    season: Season
    mandates: tuple[Mandate, ...]
    draft: Draft | None
    told: Told | None = None

    def live(self, service: str) -> tuple[Mandate, ...]:
        """Return the mandates for a service that are active or planned, oldest first."""
        return tuple(
            mandate
            for mandate in self.mandates
            if mandate.service == service and mandate.is_live(self.season.today)
        )

    def standing(self, service: str) -> tuple[Mandate, ...]:
        """Return the live mandates that go on after the last day to be on time."""
        _last, after = self._needed_days(service)
        return tuple(each for each in self.live(service) if not each.ends_before(after))

    def holds(self, service: str) -> bool:
        """Tell whether a mandate stands in the register today, whatever has to be done about it."""
        today = self.season.today
        return any(each.is_recorded and each.covers(today, today) for each in self.live(service))

    @cached_property
    def open_services(self) -> tuple[str, ...]:
        """The required services that no lasting mandate was saved for."""
        return tuple(service for service in self.season.required if not self.standing(service))

    @property
    def pending(self) -> tuple[str, ...]:
        """The services that the person chose and has not saved yet."""
        return self.draft.services if self.draft else ()

    @property
    def system(self) -> SystemChoice | None:
        """The LAS that the person chose and has not saved yet."""
        return self.draft.system if self.draft else None

    @property
    def known_system(self) -> SystemChoice | None:
        """The LAS as far as known: as answered just now, as told, or as mandated before.

        "Weet ik niet" says that nobody knows: then an old mandate does not either.
        """
        if self.system is not None:
            return self.system
        if self.told is not None:
            return self.told.system
        if self.is_parked:
            return None
        return self.suggestion.system if self.suggestion else None

    @property
    def first_day(self) -> date:
        """The first day of what is saved today: as chosen, but never in the past."""
        chosen = self.draft.starts_on if self.draft else None
        return max(chosen or self.season.today, self.season.today)

    @property
    def system_is_settled(self) -> bool:
        """A LAS was chosen that lacks a mandate, and so was what happens to another one's."""
        draft = self.draft
        if draft is None or draft.system is None:
            return False
        if not self.without_twins(draft.system, self.first_day):
            return False
        return draft.keep_old is not None or not self.conflicting(draft.system, self.first_day)

    @property
    def intent(self) -> Intent | None:
        """What saving now would do; None while an answer is missing or nothing is left to save."""
        draft, system = self.draft, self.system
        if draft is None or system is None or not (system.is_named and self.system_is_settled):
            return None
        return Intent(
            system=system,
            services=self.without_twins(system, self.first_day),
            starts_on=self.first_day,
            today=self.season.today,
            conflicting=self.conflicting(system, self.first_day),
            keep_old=bool(draft.keep_old),
            last_old_day=draft.end_old_on,
        )

    @property
    def fingerprint(self) -> str:
        """What the page of answers shows, after their version and a hyphen; empty without answers.

        A page that stood open over midnight says another first day than saving it would give, or
        another last day of an old mandate.
        """
        if self.draft is None:
            return ""
        last_days = sorted(day for _old, day in self.intent.endings) if self.intent else []
        return f"{self.draft.version}-{fingerprint(self.first_day, *last_days)}"

    @property
    def is_repeat(self) -> bool:
        """The first service is saved; what is pending comes after it: step 6 of the seven."""
        first = self.season.required[0]
        return bool(self.standing(first)) and first not in self.pending

    @property
    def is_parked(self) -> bool:
        """Somebody answered "Weet ik niet": the school is asked."""
        return self.draft is not None and self.draft.parked_at is not None

    @property
    def look_again_on(self) -> date | None:
        """When to see whether the school that was asked has answered; today where nobody said."""
        if self.draft is None or not self.is_parked:
            return None
        return self.draft.look_again_on or self.season.today

    @property
    def must_look_again(self) -> bool:
        """The day has come to see whether the school has answered."""
        return self.look_again_on is not None and self.look_again_on <= self.season.today

    @property
    def in_progress(self) -> bool:
        """Somebody began here and can go on at once."""
        return self.draft is not None and not self.is_parked

    @property
    def is_underway(self) -> bool:
        """Somebody can go on at once: with an answer, or with recording what was saved."""
        return self.in_progress or bool(self.recordable or self.recordable_ends)

    @property
    def is_changing(self) -> bool:
        """Somebody is about to replace a mandate that stands."""
        return any(cell.is_changing for cell in self.cells)

    @cached_property
    def unrecorded(self) -> tuple[Mandate, ...]:
        """Saved mandates that nobody saw in the register yet, in the order of the services.

        Also for services that need none: a change of LAS is about those too.
        """
        return self._in_order(each for each in self.mandates if not each.is_recorded)

    @property
    def recordable(self) -> tuple[Mandate, ...]:
        """What can be recorded at once: a problem with one does not hold up the others."""
        return tuple(mandate for mandate in self.unrecorded if not mandate.problem_at)

    @cached_property
    def unrecorded_ends(self) -> tuple[Mandate, ...]:
        """The mandates whose end nobody saw in the register yet, in the order of the services."""
        return self._in_order(each for each in self.mandates if each.awaits_end)

    @property
    def recordable_ends(self) -> tuple[Mandate, ...]:
        """The ends that can be recorded at once: not before what takes the mandate's place."""
        stuck = {(each.receipt, each.service) for each in self.unrecorded if each.problem_at}
        return tuple(
            mandate
            for mandate in self.unrecorded_ends
            if not mandate.end_problem_at and (mandate.end_operation, mandate.service) not in stuck
        )

    @property
    def receipts_to_record(self) -> tuple[str, ...]:
        """The operations of which something waits for the register here, each once."""
        given = [mandate.receipt for mandate in self.recordable]
        ended = [mandate.end_operation for mandate in self.recordable_ends]
        return tuple(dict.fromkeys(each for each in (*given, *ended) if each))

    @property
    def late_services(self) -> tuple[str, ...]:
        """The services of which what stands begins too late, or after days without a mandate."""
        return tuple(cell.service for cell in self.cells if cell.leaves_gap)

    @property
    def suggestion(self) -> Mandate | None:
        """The newest live mandate of this school: its system is most likely the one in use."""
        live = [mandate for mandate in self.mandates if mandate.is_live(self.season.today)]
        return live[-1] if live else None

    def conflicting(self, system: SystemChoice, first_day: date) -> tuple[Mandate, ...]:
        """Return other systems' mandates for the services to be saved, live on the first day."""
        return tuple(
            mandate
            for service in self.without_twins(system, first_day)
            for mandate in self.live(service)
            if mandate.system.key != system.key and not mandate.ends_before(first_day)
        )

    def without_twins(self, system: SystemChoice, first_day: date) -> tuple[str, ...]:
        """Return the pending services that this system has no endless mandate for by that day."""
        return tuple(
            service
            for service in self.pending
            if not any(
                each.system.key == system.key
                and each.ends_on is None
                and each.starts_on <= first_day
                for each in self.live(service)
            )
        )

    def is_covered_after(self, mandate: Mandate, last_day: date) -> bool:
        """Tell whether another mandate goes on where this one ends on a day."""
        others = (each for each in self.live(mandate.service) if each.id != mandate.id)
        return any(each.covers(last_day + _DAY, self.season.today) for each in others)

    def cell(self, service: str) -> Cell:
        """Tell the state for one service; what somebody still has to record there goes first."""
        arranged = self._is_arranged(service)
        for mandate in reversed(self.live(service)):
            if not mandate.is_recorded:
                state = State.PROBLEM if mandate.problem_at else State.SAVED
                return Cell(service, state, mandate, is_arranged=arranged)
        for mandate in reversed([each for each in self.unrecorded_ends if each.service == service]):
            state = State.PROBLEM if mandate.end_problem_at else State.SAVED
            return Cell(service, state, mandate, is_end=True, is_arranged=arranged)
        shown = self._shown(service)
        if not self.standing(service):
            return Cell(service, self._state_of_answers(service), shown)
        planned = shown is not None and shown.life(self.season.today) is Life.PLANNED
        return Cell(
            service,
            State.PLANNED if planned else State.RECORDED,
            shown,
            follows=self._follows(shown),
            is_arranged=arranged,
            is_changing=service in self.pending,
        )

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The states for all required services, in order."""
        return tuple(self.cell(service) for service in self.season.required)

    @cached_property
    def is_finished(self) -> bool:
        """Nothing is left to do here, nor to record for a service that needs no mandate."""
        return not self.besides and all(cell.is_finished for cell in self.cells)

    @property
    def besides(self) -> tuple[Mandate, ...]:
        """What waits for the register and is about a service that needs no mandate."""
        waiting = (*self.unrecorded, *self.unrecorded_ends)
        return tuple(each for each in waiting if each.service not in self.season.required)

    @property
    def open_count(self) -> int:
        """How much is left to do here: mandates that are needed, and what waits besides."""
        return sum(not cell.is_finished for cell in self.cells) + len(self.besides)

    def _in_order(self, mandates: Iterable[Mandate]) -> tuple[Mandate, ...]:
        """Return those that wait for the register, in the order of the services."""
        waiting = [each for each in mandates if each.waits_for_register]
        order = self.season.in_order(each.service for each in waiting)
        return tuple(sorted(waiting, key=lambda each: order.index(each.service)))

    def _needed_days(self, service: str) -> tuple[date, date]:
        """Return when a mandate has to stand; of a service that needs none, the days of today."""
        today = self.season.today
        return self.season.needed_days.get(service, (today, today + _DAY))

    def _is_arranged(self, service: str) -> bool:
        """A recorded mandate stands on each day on which one has to."""
        recorded = [each for each in self.live(service) if each.is_recorded]
        return all(
            any(each.covers(day, self.season.today) for each in recorded)
            for day in self._needed_days(service)
        )

    def _shown(self, service: str) -> Mandate | None:
        """Return the mandate that holds today; else on the day it is needed; else the next one."""
        live, today = self.live(service), self.season.today
        for day in (today, *self._needed_days(service)):
            if holding := [each for each in live if each.covers(day, today)]:
                return max(holding, key=lambda each: each.ends_on or date.max)
        return min(live, key=lambda each: each.starts_on, default=None)

    def _follows(self, shown: Mandate | None) -> Mandate | None:
        """Return the mandate that goes on after the last day of the one that is shown."""
        if shown is None or shown.ends_on is None:
            return None
        later = [
            each for each in self.live(shown.service) if not each.ends_before(shown.ends_on + _DAY)
        ]
        return min(later, key=lambda each: each.starts_on, default=None)

    def _state_of_answers(self, service: str) -> State:
        if self.draft is None or (self.pending and service not in self.pending):
            return State.TODO
        return State.WAITING if self.is_parked else State.BUSY
