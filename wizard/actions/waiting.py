"""Waiting for schools that were asked which LAS they use, until they answer."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from wizard.actions.work import Work
from wizard.db import drafts
from wizard.db.school_systems import reported
from wizard.domain.errors import DomainError
from wizard.domain.event_kind import EventKind
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import SystemChoice
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.waiting import near_day, usual_day
from wizard.domain.words import and_list

#: What somebody chose for a school, in words, where somebody else was first: by BRIN.
Lost = dict[str, str]


def usual_day_for(work: Work, facts: SchoolFacts) -> date:
    """Return the day to look again whether this school has answered, if nobody chooses another."""
    rules = (work.catalogue.deadlines.get(service) for service in facts.open_services)
    deadlines = (rule.deadline(work.today) for rule in rules if rule)
    return usual_day(work.today, [each.last_day for each in deadlines if each])


def look_again(work: Work, facts: SchoolFacts, day: date) -> None:
    """Look on this day whether the school that was asked has answered."""
    _look_again(work, facts.school.board_number, [facts.school.brin], day)


def answer_waiting(
    work: Work,
    board: BoardFacts,
    uses: Mapping[str, SystemChoice],
    *,
    seen: Mapping[str, int],
    look_again_on: date | None,
) -> Lost:
    """Keep what these schools answered (BRIN -> LAS), and when to look again for the others.

    `board` holds the locks of all its schools. `seen`: which version of the answers the person saw
    for each school of the page. What somebody else changed since then is left as it is; what this
    person chose there is returned. Takes one statement for each LAS, and five besides.
    Raises DomainError, with the BRIN as its field, when a LAS has all these mandates already.
    """
    same = {brin for brin in seen if _is_as_seen(board, brin, seen)}
    answered = {brin: system for brin, system in uses.items() if brin in same}
    _answer(work, board, answered)
    lost = {brin: system.name for brin, system in uses.items() if brin not in same}
    if look_again_on is None:
        return _really_lost(board, lost)
    others = [brin for brin in seen if brin not in uses]
    _look_again(work, board.board.number, [each for each in others if each in same], look_again_on)
    return _really_lost(board, lost | _days_lost(board, set(others) - same, look_again_on))


def refuse_twins(
    work: Work, facts: SchoolFacts, system: SystemChoice, first_day: date, *, field: str = "system"
) -> None:
    """Refuse a LAS that has all the mandates already that the person wants to give."""
    if facts.without_twins(system, first_day):
        return
    names = and_list(work.catalogue.in_sentence(facts.pending, work.today))
    raise DomainError(
        f"{system.name} heeft al een mandaat voor {names}. Kies een ander LAS, "
        "of ga terug naar het overzicht.",
        field=field,
    )


def _answer(work: Work, board: BoardFacts, uses: Mapping[str, SystemChoice]) -> None:
    by_system: dict[SystemChoice, list[str]] = defaultdict(list)
    for brin, system in uses.items():
        facts = board.find(brin)
        if facts is not None and facts.pending:
            refuse_twins(work, facts, system, facts.first_day, field=brin)
        by_system[system].append(brin)
    for system, brins in by_system.items():
        drafts.answer(work.session, brins, system, by=work.person, at=work.now)
    if uses:
        reported.tell(work.session, uses, by=work.person, at=work.now)
    work.note_all(
        EventKind.SCHOOL_ANSWERED,
        board=board.board.number,
        of_schools=[(brin, {"system": system.name}) for brin, system in uses.items()],
    )


def _look_again(work: Work, board: str, brins: list[str], day: date) -> None:
    if not brins:
        return
    drafts.look_again(work.session, brins, on=day, by=work.person, at=work.now)
    work.note_all(
        EventKind.LOOK_AGAIN,
        board=board,
        of_schools=[(brin, {"day": day.isoformat()}) for brin in brins],
    )


def _is_as_seen(board: BoardFacts, brin: str, seen: Mapping[str, int]) -> bool:
    facts = board.find(brin)
    if facts is None or facts.draft is None:
        return False
    return facts.is_parked and facts.draft.version == seen[brin]


def _days_lost(board: BoardFacts, brins: set[str], day: date) -> Lost:
    """Only where we still wait: who has answered need not be looked at again."""
    waiting = {each.school.brin for each in board.schools if each.is_parked}
    return {brin: _day_in_words(day, board) for brin in brins & waiting}


def _really_lost(board: BoardFacts, lost: Lost) -> Lost:
    """Leave out where somebody else chose the same, and the schools that moved away."""
    return {
        brin: chosen
        for brin, chosen in lost.items()
        if (facts := board.find(brin)) and standing(facts) != chosen
    }


def standing(facts: SchoolFacts) -> str:
    """Say what is known now of the LAS of a school: its name, or when somebody looks again."""
    if facts.look_again_on is not None:
        return f"kijk weer op {near_day(facts.look_again_on, facts.season.today)}"
    return facts.known_system.name if facts.known_system else "nog niets"


def _day_in_words(day: date, board: BoardFacts) -> str:
    return f"kijk weer op {near_day(day, board.season.today)}"
