"""Answering the steps: which school, which services, which LAS. Nothing is a mandate yet."""

from datetime import date

from wizard.actions import waiting
from wizard.actions.work import Work
from wizard.db import drafts, schools
from wizard.db.school_systems import reported
from wizard.domain.event_kind import EventKind
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import SystemChoice
from wizard.domain.school_facts import SchoolFacts
from wizard.flow import NextPage


def choose_school(work: Work, board: BoardFacts, brin: str) -> NextPage:
    """Begin, or go on, with this school of the board."""
    schools.lock(work.session, brin)
    drafts.touch(work.session, brin, by=work.person, at=work.now)
    work.note(EventKind.SCHOOL_CHOSEN, board=board.board.number, brin=brin)
    return NextPage("school", brin=brin)


def choose_services(work: Work, facts: SchoolFacts, services: tuple[str, ...]) -> NextPage | None:
    """Choose the services to give a mandate for; none: leave everything as it is."""
    board, brin = facts.school.board_number, facts.school.brin
    if not services:
        drafts.drop_draft(work.session, brin)
        reported.forget(work.session, [brin])  # perhaps the LAS of that change; the mandates tell
        work.note(EventKind.CHANGE_DROPPED, board=board, brin=brin)
        return NextPage("overview")
    drafts.change(
        work.session,
        brin,
        by=work.person,
        at=work.now,
        services=services,
        keep_old=None,
        end_old_on=None,
        system=_as_told(work, facts, services),
    )
    work.note(EventKind.SERVICES_CHOSEN, board=board, brin=brin, services=services)
    return None


def choose_system(
    work: Work,
    facts: SchoolFacts,
    system: SystemChoice,
    *,
    starts_on: date | None,
    keep_old: bool | None,
    end_old_on: date | None,
) -> None:
    """Choose the LAS and the first day (None: the day of saving), and what ends for it.

    Raises DomainError when this LAS has all these mandates already.
    """
    waiting.refuse_twins(work, facts, system, starts_on or work.today)
    drafts.change(
        work.session,
        facts.school.brin,
        by=work.person,
        at=work.now,
        system=system,
        starts_on=starts_on,
        keep_old=keep_old,
        end_old_on=end_old_on,
        parked_at=None,
        look_again_on=None,
    )
    if system.is_named:
        reported.tell(work.session, {facts.school.brin: system}, by=work.person, at=work.now)
    work.note(
        EventKind.SYSTEM_CHOSEN,
        board=facts.school.board_number,
        brin=facts.school.brin,
        system=system.name or "een ander systeem",
    )


def name_system(work: Work, facts: SchoolFacts, system: SystemChoice) -> None:
    """Name a LAS that is not in the catalogue, or say which one of it was meant."""
    waiting.refuse_twins(work, facts, system, facts.first_day, field="name")
    drafts.change(work.session, facts.school.brin, by=work.person, at=work.now, system=system)
    reported.tell(work.session, {facts.school.brin: system}, by=work.person, at=work.now)
    work.note(
        EventKind.SYSTEM_CHOSEN,
        board=facts.school.board_number,
        brin=facts.school.brin,
        system=system.name,
    )


def park(work: Work, facts: SchoolFacts) -> NextPage:
    """ "Weet ik niet": ask the school, and go on with the next one."""
    drafts.change(
        work.session,
        facts.school.brin,
        by=work.person,
        at=work.now,
        system=None,
        parked_at=work.now,
        look_again_on=waiting.usual_day_for(work, facts),
    )
    reported.forget(work.session, [facts.school.brin])
    work.note(EventKind.PARKED, board=facts.school.board_number, brin=facts.school.brin)
    return NextPage("parked", brin=facts.school.brin)


def _as_told(work: Work, facts: SchoolFacts, services: tuple[str, ...]) -> SystemChoice | None:
    """Take over which LAS was told, where no mandate stands in its way; a person can change it."""
    if facts.system or facts.is_parked or facts.told is None:
        return facts.system
    is_plain = set(services) <= set(facts.open_services)
    return facts.told.system if is_plain and facts.told.system.key not in work.retired else None
