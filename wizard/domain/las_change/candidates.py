"""Which schools can change their LAS, and why others, or some of their services, cannot. Pure."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from wizard.domain.facts import BoardFacts
from wizard.domain.las_change.change import Act, Change, Kept, Left, Line, Move, Stays
from wizard.domain.mandate import Mandate, SystemChoice
from wizard.domain.school_facts import SchoolFacts

_DAY = timedelta(days=1)


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
        line, was_selected = line_of(facts, change), facts.school.brin in chosen
        if was_selected and line.moves:
            along.append(line)
        else:
            left.append(_left(line, was_selected=was_selected))
    gone = sorted({*chosen} - {each.school.brin for each in board.schools})
    left += [Left(brin, None, Kept(Stays.GONE), was_selected=True) for brin in gone]
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


def _left(line: Line, *, was_selected: bool) -> Left:
    kept = Kept(Stays.NOT_CHOSEN) if line.moves else line.kept[0]
    return Left(line.facts.school.brin, line.facts.school, kept, was_selected)


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
