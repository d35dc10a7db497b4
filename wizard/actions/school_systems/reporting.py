"""Telling which LAS several schools use: nothing is a mandate yet, and nothing ends."""

from collections import defaultdict
from collections.abc import Sequence

from wizard.actions.waiting import usual_day_for
from wizard.actions.work import Work
from wizard.catalogue import Catalogue
from wizard.db import drafts
from wizard.db.school_systems import reported as school_systems_reported
from wizard.domain.board import Board
from wizard.domain.event_kind import EventKind
from wizard.domain.facts import BoardFacts
from wizard.domain.fingerprint import require_same
from wizard.domain.mandate import SystemChoice
from wizard.domain.school_systems.reported import Telling, fingerprint_of


def offered(catalogue: Catalogue, facts: BoardFacts) -> list[SystemChoice]:
    """Return the systems to choose from: the catalogue's, and what schools here have besides."""
    listed = {each.key: each.as_choice() for each in catalogue.systems_at(facts.season.today)}
    for school in facts.schools:
        newest = school.suggestion.system if school.suggestion else None
        for system in (school.known_system, newest):
            if system and system.is_named and system.key not in catalogue.systems:
                listed.setdefault(system.key, system)
    return list(listed.values())


def tell(work: Work, board: Board, said: Sequence[Telling], *, seen: str) -> int:
    """Keep what is said of these schools, and return of how many that changed something.

    The caller holds the locks of the schools. `seen`: what the page showed (`seen`). Raises
    ChangedMeanwhile when that is not so any more.
    """
    require_same(
        fingerprint_of(said),
        seen,
        "Er is intussen iets gewijzigd. Lees de lijst opnieuw. Klopt die? Bewaar dan nog eens.",
    )
    changes = [each for each in said if each.changes]
    _use(work, board, [each for each in changes if each.system])
    _ask(work, board, [each for each in changes if each.system is None])
    return len(changes)


def _use(work: Work, board: Board, said: Sequence[Telling]) -> None:
    uses = {each.facts.school.brin: each.system for each in said if each.system}
    begun: dict[SystemChoice, list[str]] = defaultdict(list)
    for each in said:
        if each.system and (each.facts.system or each.facts.is_parked):
            begun[each.system].append(each.facts.school.brin)
    for system, brins in begun.items():
        drafts.answer(work.session, brins, system, by=work.person, at=work.now)
    school_systems_reported.tell(work.session, uses, by=work.person, at=work.now)
    work.note_all(
        EventKind.SYSTEM_TOLD,
        board=board.number,
        of_schools=[(brin, {"system": system.name}) for brin, system in uses.items()],
    )


def _ask(work: Work, board: Board, said: Sequence[Telling]) -> None:
    """Ask the schools; the first that has to answer says when to look again."""
    if not said:
        return
    waits = {
        each.facts.school.brin: each.facts.pending or each.facts.open_services for each in said
    }
    day = min(usual_day_for(work, each.facts) for each in said)
    drafts.park(work.session, waits, look_again_on=day, by=work.person, at=work.now)
    school_systems_reported.forget(work.session, waits)
    work.note_all(EventKind.PARKED, board=board.number, of_schools=[(brin, {}) for brin in waits])
