"""Where the register knows another LAS of a school than the one that is said. Pure.

It is a remark and never blocks: somebody may have said the wrong LAS, or the other mandate is old.
"""

from collections.abc import Collection
from datetime import date

from wizard.domain.copying.copies import Target
from wizard.domain.copying.source import Source
from wizard.domain.facts import BoardFacts
from wizard.domain.las_change.change import Line
from wizard.domain.mandate import Mandate, SystemChoice
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.school_systems.reported import Telling


def differing(
    facts: SchoolFacts,
    system: SystemChoice,
    *,
    given: Collection[str] = (),
    first_day: date | None = None,
) -> tuple[Mandate, ...]:
    """Return the recorded mandates of other systems that go on beside this LAS, oldest first.

    Also those for services that nobody has to arrange here. `given`: services that this LAS gets by
    an operation that says itself what becomes of the other mandates, from `first_day` on; without
    an operation, that is today. A service that this LAS has a mandate for too tells nothing: there
    somebody chose that both stay, or the other one ends as the new one begins.
    """
    if not system.is_named:
        return ()
    day = max(first_day or facts.season.today, facts.season.today)
    live = [each for each in facts.mandates if each.is_live(facts.season.today)]
    own = {
        each.service for each in live if each.system.key == system.key and not each.ends_before(day)
    }
    return tuple(
        each
        for each in live
        if each.is_recorded
        and each.system.key != system.key
        and each.service not in own.union(given)
        and _goes_on_after(each, day)
    )


def differing_now(facts: SchoolFacts) -> tuple[Mandate, ...]:
    """Return the same for the LAS as far as known; nothing where it is not.

    Of what is being answered, step 4 asks itself what becomes of the old mandate. Until that was
    answered, it differs like any other.
    """
    system, draft = facts.known_system, facts.draft
    if system is None:
        return ()
    is_settled = draft is not None and draft.system is not None and draft.keep_old is not None
    given = facts.pending if is_settled else ()
    return differing(facts, system, given=given, first_day=facts.first_day)


def differing_as_told(telling: Telling) -> tuple[Mandate, ...]:
    """Return the same for a LAS that is about to be kept for a school; nothing where it is asked.

    Telling ends no mandate and begins none.
    """
    if telling.system is None:
        return ()
    return differing(telling.facts, telling.system, first_day=telling.facts.first_day)


def differing_after(target: Target, source: Source) -> tuple[Mandate, ...]:
    """Return the same for a school that gets what the source gives, by a copy or together."""
    days = [source.first_day(each) for each in target.services]
    return differing(
        target.facts, source.system, given=target.services, first_day=min(days, default=None)
    )


def differing_beside(line: Line, system: SystemChoice, first_day: date) -> tuple[Mandate, ...]:
    """Return the same for a school that changes to this LAS: what the change says nothing of."""
    told = {*line.services, *(kept.service for kept in line.kept)}
    return differing(line.facts, system, given=told, first_day=first_day)


def schools_that_differ(board: BoardFacts) -> tuple[SchoolFacts, ...]:
    """Return the schools of which the register knows another LAS now, in their order."""
    return tuple(each for each in board.schools if differing_now(each))


def _goes_on_after(mandate: Mandate, day: date) -> bool:
    return mandate.ends_on is None or mandate.ends_on > day
