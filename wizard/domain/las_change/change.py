"""A change of LAS: the old mandates of schools end, and the same ones begin anew. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wizard.domain.fingerprint import fingerprint
from wizard.domain.mandate import Mandate, NewMandate, SystemChoice
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts


class Stays(StrEnum):
    """Why a school, or one of its services, keeps what it has."""

    NO_MANDATE = "no_mandate"
    NOT_RECORDED = "not_recorded"
    BEGINS_LATER = "begins_later"
    ENDS_SOONER = "ends_sooner"
    HAS_NEW = "has_new"
    OWN_ANSWERS = "own_answers"
    NOT_CHOSEN = "not_chosen"
    GONE = "gone"


@dataclass(frozen=True)
class Change:
    """From which LAS to which; the last day of the old mandates, and the first of the new ones."""

    old: SystemChoice
    new: SystemChoice
    last_old_day: date
    first_new_day: date

    @property
    def gap(self) -> int:
        """On how many days neither system has a mandate."""
        return max((self.first_new_day - self.last_old_day).days - 1, 0)

    @property
    def overlap(self) -> int:
        """On how many days both systems have one."""
        return max((self.last_old_day - self.first_new_day).days + 1, 0)

    def leaves_open(self, day: date) -> bool:
        """Tell whether neither system has a mandate on this day."""
        return self.last_old_day < day < self.first_new_day


@dataclass(frozen=True)
class Move:
    """One service of a school: the mandates that end for it, none where they do by themselves."""

    service: str
    ending: tuple[Mandate, ...]


@dataclass(frozen=True)
class Kept:
    """What stays as it is, and why: one service, or the whole school where that is empty.

    `day`: the one that stands in the way; `system`: the LAS that does.
    """

    reason: Stays
    service: str = ""
    day: date | None = None
    system: SystemChoice | None = None


@dataclass(frozen=True)
class Line:
    """One school: what moves to the new LAS, and what does not."""

    facts: SchoolFacts
    moves: tuple[Move, ...]
    kept: tuple[Kept, ...]

    @property
    def services(self) -> tuple[str, ...]:
        """The services that get a mandate with the new LAS."""
        return tuple(move.service for move in self.moves)


@dataclass(frozen=True)
class Left:
    """A school that stays behind, and why; no school where it is no longer the board's."""

    brin: str
    school: School | None
    kept: Kept
    was_selected: bool


@dataclass(frozen=True)
class Act:
    """One change of LAS, before it happens: who goes along, and who stays behind."""

    change: Change
    included: tuple[Line, ...]
    left: tuple[Left, ...]

    @property
    def refused(self) -> tuple[Left, ...]:
        """The schools that were chosen and stay behind all the same."""
        return tuple(each for each in self.left if each.was_selected)

    @property
    def services(self) -> tuple[str, ...]:
        """The services that it is about, in their order."""
        if not self.included:
            return ()
        season = self.included[0].facts.season
        return season.in_order(service for line in self.included for service in line.services)

    @property
    def count(self) -> int:
        """How many mandates it gives."""
        return sum(len(line.moves) for line in self.included)

    @property
    def endings(self) -> tuple[Mandate, ...]:
        """The mandates that it ends, school by school."""
        return tuple(old for line in self.included for move in line.moves for old in move.ending)

    @property
    def giver(self) -> School:
        """The school to begin with in the OSR, so that the others get a copy: most stands there."""
        return max(self.included, key=lambda line: len(line.moves)).facts.school

    @property
    def too_late(self) -> tuple[str, ...]:
        """The services that no system has a mandate for on the day on which one is needed."""
        if not self.included:
            return ()
        needed_on = self.included[0].facts.season.needed_on
        return tuple(
            each
            for each in self.services
            if each in needed_on and self.change.leaves_open(needed_on[each])
        )

    @property
    def fingerprint(self) -> str:
        """What the page of a change shows: the days, what ends, and what begins."""
        lines = (
            (
                line.facts.school.brin,
                tuple(
                    (move.service, *((old.id, old.version) for old in move.ending))
                    for move in line.moves
                ),
            )
            for line in self.included
        )
        return fingerprint(self.change, *lines)

    def mandates(self, receipt: str) -> tuple[NewMandate, ...]:
        """Return the mandates that it gives, school by school."""
        return tuple(
            NewMandate(
                line.facts.school.brin,
                service,
                self.change.new,
                self.change.first_new_day,
                receipt,
            )
            for line in self.included
            for service in line.services
        )
