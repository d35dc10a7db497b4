"""Copying: which of a board's other schools get the same mandates, and why others do not. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from wizard.domain.copying.source import Source
from wizard.domain.draft import Draft
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import NewMandate, SystemChoice
from wizard.domain.school_facts import SchoolFacts

#: BRIN -> the services that the person saw for it.
Wanted = Mapping[str, tuple[str, ...]]


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
    OTHER_MANDATE = "other_mandate"
    ENDS = "ends"
    OWN_ANSWERS = "own_answers"
    UNKNOWN = "unknown"
    NOT_CHOSEN = "not_chosen"
    GONE = "gone"


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
    """A school that stays behind, and why. `was_selected`: the person had ticked it."""

    brin: str
    name: str
    place: str
    reason: Reason
    was_selected: bool
    system: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Copy:
    """One act for several schools, before it happens: who goes along, and who stays behind."""

    source: Source
    included: tuple[Target, ...]
    left: tuple[Left, ...]

    @property
    def refused(self) -> tuple[Left, ...]:
        """The schools that were chosen and stay behind all the same."""
        return tuple(left for left in self.left if left.was_selected)

    @property
    def count(self) -> int:
        """How many mandates it gives."""
        return sum(len(target.services) for target in self.included)

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
            for target in self.included
            for service in target.services
        )

    @property
    def services(self) -> tuple[str, ...]:
        """The services that it gives a mandate for, in their order."""
        given = {service for target in self.included for service in target.services}
        return tuple(service for service in self.source.services if service in given)


def targets(board: BoardFacts, source: Source) -> tuple[Target, ...]:
    """Return what is so for each other school of the board, in their order."""
    others = (each for each in board.schools if each.school.brin != source.school.brin)
    return tuple(target_of(each, source) for each in others)


def copy_to(board: BoardFacts, source: Source, wanted: Wanted) -> Copy:
    """Tell what copying to these schools would do."""
    return narrowed(source, targets(board, source), wanted)


def narrowed(source: Source, found: Iterable[Target], wanted: Wanted) -> Copy:
    """Give only what the person saw: a school never gets more, and nothing that it has by now."""
    along, left = [], []
    gone = wanted.keys() - {source.school.brin}
    for target in found:
        seen = wanted.get(target.facts.school.brin)
        gone -= {target.facts.school.brin}
        services = tuple(service for service in target.services if service in (seen or ()))
        if target.may_go_along and services:
            along.append(replace(target, services=services))
        else:
            left.append(_left(target, was_selected=seen is not None))
    left += [Left(brin, "", "", Reason.GONE, was_selected=True) for brin in sorted(gone)]
    return Copy(source, tuple(along), tuple(left))


def target_of(facts: SchoolFacts, source: Source) -> Target:
    """Return what is so for one school: whether it can get what the source gives."""
    lacking = tuple(each for each in source.services if not _has(facts, each, source.system))
    if not lacking:
        return Target(facts, Group.HAS, (), Reason.HAS)
    if obstacle := _obstacle(facts, lacking, source):
        return obstacle
    known = facts.known_system
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
            reason = Reason.OTHER_MANDATE if differs else Reason.ENDS
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


def _left(target: Target, *, was_selected: bool) -> Left:
    """Say why; who was chosen and lacks nothing that was seen, has it by now."""
    school = target.facts.school
    default = Reason.HAS if was_selected else Reason.NOT_CHOSEN
    return Left(
        brin=school.brin,
        name=school.name,
        place=school.place,
        reason=target.reason or default,
        was_selected=was_selected,
        system=target.system.name if target.system else "",
        day=target.day,
    )
