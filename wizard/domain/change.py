"""Changing the LAS of schools: their old mandates end, and the same ones begin anew. Pure."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import Mandate, NewMandate, SystemChoice
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts

_DAY = timedelta(days=1)


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
    was_chosen: bool


@dataclass(frozen=True)
class Act:
    """One change of LAS, before it happens: who goes along, and who stays behind."""

    change: Change
    along: tuple[Line, ...]
    left: tuple[Left, ...]

    @property
    def refused(self) -> tuple[Left, ...]:
        """The schools that were chosen and stay behind all the same."""
        return tuple(each for each in self.left if each.was_chosen)

    @property
    def services(self) -> tuple[str, ...]:
        """The services that it is about, in their order."""
        if not self.along:
            return ()
        season = self.along[0].facts.season
        return season.in_order(service for line in self.along for service in line.services)

    @property
    def count(self) -> int:
        """How many mandates it gives."""
        return sum(len(line.moves) for line in self.along)

    @property
    def endings(self) -> tuple[Mandate, ...]:
        """The mandates that it ends, school by school."""
        return tuple(old for line in self.along for move in line.moves for old in move.ending)

    @property
    def giver(self) -> School:
        """The school to begin with in the OSR, so that the others get a copy: most stands there."""
        return max(self.along, key=lambda line: len(line.moves)).facts.school

    @property
    def too_late(self) -> tuple[str, ...]:
        """The services that no system has a mandate for on the day on which one is needed."""
        if not self.along:
            return ()
        needed_on = self.along[0].facts.season.needed_on
        return tuple(
            each
            for each in self.services
            if each in needed_on and self.change.leaves_open(needed_on[each])
        )

    @property
    def seen(self) -> str:
        """What tells one page of a change from another: which mandates end, and what begins."""
        lines = (
            (
                line.facts.school.brin,
                tuple(
                    (move.service, *((old.id, old.version) for old in move.ending))
                    for move in line.moves
                ),
            )
            for line in self.along
        )
        return hashlib.blake2b(repr(tuple(lines)).encode(), digest_size=16).hexdigest()

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
            for line in self.along
            for service in line.services
        )


def systems_to_leave(board: BoardFacts) -> tuple[SystemChoice, ...]:
    """Return the systems that schools have live mandates of, the one of most schools first."""
    found: dict[str, SystemChoice] = {}
    schools: dict[str, int] = {}
    for school in board.schools:
        held = {each.system.key: each.system for each in _live(school)}
        found |= held
        for key in held:
            schools[key] = schools.get(key, 0) + 1
    return tuple(sorted(found.values(), key=lambda each: -schools[each.key]))


def schools_with(board: BoardFacts, old: SystemChoice) -> tuple[SchoolFacts, ...]:
    """Return the schools that have a live mandate of this LAS."""
    return tuple(each for each in board.schools if services_with(each, old))


def services_with(facts: SchoolFacts, old: SystemChoice) -> tuple[str, ...]:
    """Return the services that a school has a live mandate of this LAS for, in their order."""
    held = (each.service for each in _live(facts) if each.system.key == old.key)
    return facts.season.in_order(held)


def act_of(board: BoardFacts, change: Change, chosen: Collection[str]) -> Act:
    """Tell what changing these schools (by BRIN) would do."""
    along, left = [], []
    for facts in board.schools:
        line, was_chosen = line_of(facts, change), facts.school.brin in chosen
        if was_chosen and line.moves:
            along.append(line)
        else:
            left.append(_left(line, was_chosen=was_chosen))
    gone = sorted({*chosen} - {each.school.brin for each in board.schools})
    left += [Left(brin, None, Kept(Stays.GONE), was_chosen=True) for brin in gone]
    return Act(change, tuple(along), tuple(left))


def line_of(facts: SchoolFacts, change: Change) -> Line:
    """Tell what is so for one school."""
    services = services_with(facts, change.old)
    if not services:
        return Line(facts, (), (Kept(Stays.NO_MANDATE, system=change.old),))
    if own := _own_answers(facts, change, services):
        return Line(facts, (), (own,))
    parts = [_part(facts, service, change) for service in services]
    return Line(
        facts,
        tuple(each for each in parts if isinstance(each, Move)),
        tuple(each for each in parts if isinstance(each, Kept)),
    )


def _left(line: Line, *, was_chosen: bool) -> Left:
    kept = Kept(Stays.NOT_CHOSEN) if line.moves else line.kept[0]
    return Left(line.facts.school.brin, line.facts.school, kept, was_chosen)


def _live(facts: SchoolFacts) -> Iterable[Mandate]:
    return (each for each in facts.mandates if each.is_live(facts.season.today))


def _own_answers(facts: SchoolFacts, change: Change, services: tuple[str, ...]) -> Kept | None:
    """Somebody is answering otherwise for this school: another LAS, or another first day."""
    draft = facts.draft
    if draft is None or draft.system is None:
        return None
    other_system = draft.system.key != change.new.key
    other_day = draft.starts_on not in (None, change.first_new_day)
    if other_system or (other_day and not {*draft.services}.isdisjoint(services)):
        return Kept(Stays.OWN_ANSWERS, day=draft.starts_on, system=draft.system)
    return None


def _part(facts: SchoolFacts, service: str, change: Change) -> Move | Kept:
    """Tell what becomes of one service; an end that was set never moves later."""
    live, last_day = facts.live(service), change.last_old_day
    for each in live:
        if each.system.key == change.new.key and not each.ends_before(change.first_new_day):
            return Kept(Stays.HAS_NEW, service, each.starts_on, change.new)
    old = [each for each in live if each.system.key == change.old.key]
    if any(not each.is_recorded for each in old):
        return Kept(Stays.NOT_RECORDED, service, system=change.old)
    if later := [each.starts_on for each in old if each.starts_on > last_day]:
        return Kept(Stays.BEGINS_LATER, service, min(later), change.old)
    if all(each.ends_before(last_day) for each in old):
        end = max(each.ends_on for each in old if each.ends_on)
        return Kept(Stays.ENDS_SOONER, service, end, change.old)
    return Move(service, tuple(each for each in old if not each.ends_before(last_day + _DAY)))
