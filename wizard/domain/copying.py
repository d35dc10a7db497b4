"""Copying: which of a board's other schools get the same mandates, and why others do not. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from wizard.domain.answers import Draft
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import Mandate, NewMandate, SystemChoice
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts


class Group(StrEnum):
    """Whether a school can go along: its LAS is known and the same, or unknown, or it cannot.

    Somebody who answered "Weet ik niet" is asked, whatever the school mandated earlier.
    """

    CAN = "can"
    ASK = "ask"
    HAS = "has"
    OTHER = "other"


class Reason(StrEnum):
    """Why a school stays behind."""

    HAS = "has"
    OTHER_SYSTEM = "other_system"
    ENDS = "ends"
    OWN_ANSWERS = "own_answers"
    NOT_CHOSEN = "not_chosen"
    GONE = "gone"


@dataclass(frozen=True)
class Source:
    """What is copied: the mandates of one school with one system, one for each service.

    They stand in the register and have no end: what ends is not given to others.
    """

    school: School
    system: SystemChoice
    mandates: tuple[Mandate, ...]
    today: date

    @cached_property
    def services(self) -> tuple[str, ...]:
        """The services that a copy carries, in their order."""
        return tuple(mandate.service for mandate in self.mandates)

    def first_day(self, service: str) -> date:
        """The first day of a copy: today, or the day on which what is copied begins."""
        [day] = [each.starts_on for each in self.mandates if each.service == service]
        return max(day, self.today)


@dataclass(frozen=True)
class Target:
    """Another school. `services`: what it lacks of the source's. `reason`: why it cannot go along.

    `system`: its LAS as far as known, or the one that stands in the way; `day`: the day that does.
    """

    facts: SchoolFacts
    group: Group
    services: tuple[str, ...]
    reason: Reason | None = None
    system: SystemChoice | None = None
    day: date | None = None

    @property
    def may_go_along(self) -> bool:
        """It can be ticked."""
        return self.group in (Group.CAN, Group.ASK)


@dataclass(frozen=True)
class Left:
    """A school that stays behind, and why. `was_chosen`: the person had ticked it."""

    brin: str
    name: str
    place: str
    reason: Reason
    was_chosen: bool
    system: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Copy:
    """One act of copying, before it happens: who goes along, and who stays behind."""

    source: Source
    along: tuple[Target, ...]
    left: tuple[Left, ...]

    @property
    def refused(self) -> tuple[Left, ...]:
        """The schools that were chosen and stay behind all the same."""
        return tuple(left for left in self.left if left.was_chosen)

    @property
    def count(self) -> int:
        """How many mandates it gives."""
        return sum(len(target.services) for target in self.along)

    def mandates(self, receipt: str) -> tuple[NewMandate, ...]:
        """Return the mandates that it gives, school by school."""
        return tuple(
            NewMandate(
                target.facts.school.brin,
                service,
                self.source.system,
                self.source.first_day(service),
                receipt,
            )
            for target in self.along
            for service in target.services
        )

    @property
    def services(self) -> tuple[str, ...]:
        """The services that it gives a mandate for, in their order."""
        given = {service for target in self.along for service in target.services}
        return tuple(service for service in self.source.services if service in given)


def sources(facts: SchoolFacts) -> tuple[Source, ...]:
    """Return what can be copied from a school, one for each system; what was saved last first."""
    mandates = [
        mandate
        for service in facts.season.required
        for mandate in facts.live(service)
        if mandate.is_recorded and mandate.ends_on is None
    ]
    newest = sorted(mandates, key=lambda each: each.saved_at, reverse=True)
    return tuple(
        Source(
            facts.school,
            system,
            tuple(each for each in mandates if each.system.key == key),
            facts.season.today,
        )
        for key, system in _once(each.system for each in newest).items()
    )


def targets(board: BoardFacts, source: Source) -> tuple[Target, ...]:
    """Return what is so for each other school of the board, in their order."""
    others = (each for each in board.schools if each.school.brin != source.school.brin)
    return tuple(_target(each, source) for each in others)


def plan(board: BoardFacts, source: Source, wanted: Mapping[str, tuple[str, ...]]) -> Copy:
    """Tell what copying to these schools would do: BRIN -> the services that the person saw.

    A school never gets more than was seen, and nothing that it has by now.
    """
    along, left = [], []
    for target in targets(board, source):
        seen = wanted.get(target.facts.school.brin)
        services = tuple(service for service in target.services if service in (seen or ()))
        if target.may_go_along and services:
            along.append(replace(target, services=services))
        else:
            left.append(_left(target, was_chosen=seen is not None))
    gone = wanted.keys() - {each.school.brin for each in board.schools}
    left += [Left(brin, "", "", Reason.GONE, was_chosen=True) for brin in sorted(gone)]
    return Copy(source, tuple(along), tuple(left))


def _target(facts: SchoolFacts, source: Source) -> Target:
    lacking = tuple(each for each in source.services if not _has(facts, each, source.system))
    if not lacking:
        return Target(facts, Group.HAS, (), Reason.HAS)
    if obstacle := _obstacle(facts, lacking, source):
        return obstacle
    known = _known_system(facts)
    if known is None:
        return Target(facts, Group.ASK, lacking)
    if known.key != source.system.key:
        return Target(facts, Group.OTHER, lacking, Reason.OTHER_SYSTEM, system=known)
    return Target(facts, Group.ASK if facts.is_parked else Group.CAN, lacking, system=known)


def _has(facts: SchoolFacts, service: str, system: SystemChoice) -> bool:
    """Also when it begins later: somebody chose that day for this school."""
    return any(
        each.system.key == system.key and each.ends_on is None for each in facts.live(service)
    )


def _obstacle(facts: SchoolFacts, lacking: tuple[str, ...], source: Source) -> Target | None:
    """Find what somebody arranged for this school by itself, and a copy would cross."""
    stays = Target(facts, Group.OTHER, lacking)
    for service in lacking:
        for mandate in facts.live(service):
            if mandate.ends_before(source.first_day(service)):
                continue
            differs = mandate.system.key != source.system.key
            reason = Reason.OTHER_SYSTEM if differs else Reason.ENDS
            return replace(stays, reason=reason, system=mandate.system, day=mandate.ends_on)
    draft = facts.draft
    if draft and _begins_too_soon(draft, lacking, source):
        return replace(stays, reason=Reason.OWN_ANSWERS, system=draft.system, day=draft.starts_on)
    return None


def _begins_too_soon(draft: Draft, lacking: tuple[str, ...], source: Source) -> bool:
    """A copy would begin before the day that was answered for the same service."""
    return any(
        draft.starts_on is not None and source.first_day(service) < draft.starts_on
        for service in lacking
        if service in draft.services
    )


def _known_system(facts: SchoolFacts) -> SystemChoice | None:
    """What somebody answered for the school goes before what it mandated earlier."""
    if facts.system is not None:
        return facts.system
    return facts.suggestion.system if facts.suggestion else None


def _left(target: Target, *, was_chosen: bool) -> Left:
    """Say why; who was chosen and lacks nothing that was seen, has it by now."""
    school = target.facts.school
    default = Reason.HAS if was_chosen else Reason.NOT_CHOSEN
    return Left(
        brin=school.brin,
        name=school.name,
        place=school.place,
        reason=target.reason or default,
        was_chosen=was_chosen,
        system=target.system.name if target.system else "",
        day=target.day,
    )


def _once(systems: Iterable[SystemChoice]) -> dict[str, SystemChoice]:
    found: dict[str, SystemChoice] = {}
    for system in systems:
        found.setdefault(system.key, system)
    return found
