"""Answering the steps: which school, which services, which LAS. Nothing is a mandate yet."""

from datetime import date

from wizard.actions.work import Work
from wizard.db import answers, schools
from wizard.domain.errors import DomainError
from wizard.domain.facts import BoardFacts, SchoolFacts
from wizard.domain.mandate import SystemChoice, other_system
from wizard.domain.words import and_list
from wizard.flow import Landing


def choose_school(work: Work, board: BoardFacts, brin: str) -> Landing:
    """Begin, or go on, with this school of the board."""
    schools.lock(work.session, brin)
    answers.change(work.session, brin, by=work.person, at=work.now)
    work.note("school_chosen", board=board.board.number, brin=brin)
    return Landing("school", brin=brin)


def choose_services(work: Work, facts: SchoolFacts, services: tuple[str, ...]) -> Landing | None:
    """Choose the services to give a mandate for; none: leave everything as it is."""
    board, brin = facts.school.board_number, facts.school.brin
    if not services:
        answers.drop_draft(work.session, brin)
        work.note("change_dropped", board=board, brin=brin)
        return Landing("overview")
    answers.change(
        work.session,
        brin,
        by=work.person,
        at=work.now,
        services=services,
        keep_old=False,
        end_old_on=None,
    )
    work.note("services_chosen", board=board, brin=brin, services=services)
    return None


def choose_system(
    work: Work,
    facts: SchoolFacts,
    system: SystemChoice,
    *,
    starts_on: date | None,
    keep_old: bool,
    end_old_on: date | None,
) -> None:
    """Choose the LAS and the first day (None: the day of saving), and what ends for it.

    Services that this LAS has a mandate for already are left out; DomainError when none is left.
    """
    answers.change(
        work.session,
        facts.school.brin,
        by=work.person,
        at=work.now,
        services=_without_twins(work, facts, system, starts_on or work.today),
        system=system,
        starts_on=starts_on,
        keep_old=keep_old,
        end_old_on=end_old_on,
        parked_at=None,
    )
    work.note(
        "system_chosen",
        board=facts.school.board_number,
        brin=facts.school.brin,
        system=system.name or "een ander systeem",
    )


def name_system(work: Work, facts: SchoolFacts, *, name: str, supplier: str) -> None:
    """Name a LAS that is not in the catalogue."""
    system = other_system(name, supplier)
    starts_on = facts.draft.starts_on if facts.draft else None
    answers.change(
        work.session,
        facts.school.brin,
        by=work.person,
        at=work.now,
        services=_without_twins(work, facts, system, starts_on or work.today, field="name"),
        system=system,
    )
    work.note("system_chosen", board=facts.school.board_number, brin=facts.school.brin, system=name)


def park(work: Work, facts: SchoolFacts) -> Landing:
    """ "Weet ik niet": ask the school, and go on with the next one."""
    answers.change(
        work.session,
        facts.school.brin,
        by=work.person,
        at=work.now,
        system=None,
        parked_at=work.now,
    )
    work.note("parked", board=facts.school.board_number, brin=facts.school.brin)
    return Landing("parked", brin=facts.school.brin)


def _without_twins(
    work: Work, facts: SchoolFacts, system: SystemChoice, starts_on: date, *, field: str = "system"
) -> tuple[str, ...]:
    has = {
        service
        for service in facts.pending
        for mandate in facts.live(service)
        if mandate.system.key == system.key
        and mandate.ends_on is None
        and mandate.starts_on <= starts_on
    }
    left = tuple(service for service in facts.pending if service not in has)
    if not left:
        names = and_list([work.catalogue.services[key].in_sentence for key in facts.pending])
        raise DomainError(
            f"{system.name} heeft al een mandaat voor {names}. Kies een ander LAS, "
            "of ga terug naar het overzicht.",
            field=field,
        )
    return left
