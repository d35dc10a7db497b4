"""Gathering the facts of a board: a handful of queries, however many schools it has."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from wizard.catalogue import Catalogue
from wizard.db import drafts as db_drafts
from wizard.db import schools
from wizard.db.school_import import gone
from wizard.db.school_systems import reported
from wizard.domain.board import Board
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import Mandate
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.school_year import school_year
from wizard.domain.season import Season
from wizard.ports import MandateRegister

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def season(catalogue: Catalogue, today: date) -> Season:
    """Tell what today means for each required service."""
    this_year = catalogue.main_rule.deadline_of(school_year(today))
    return Season(
        today=today,
        last_days={
            service.key: catalogue.last_day(service.key, today) for service in catalogue.required
        },
        last_day=this_year.last_day if this_year else today,
    )


def board_facts(
    session: "Session", register: MandateRegister, board: Board, in_season: Season
) -> BoardFacts:
    """Gather what is so for a board now, within the caller's transaction."""
    found = schools.schools_of_board(session, board.number)
    return BoardFacts(board, in_season, _facts(session, register, board, in_season, found))


def locked_board_facts(
    session: "Session", register: MandateRegister, board: Board, in_season: Season
) -> BoardFacts:
    """Gather what is so for a board, and let nobody change it before the transaction ends."""
    found = schools.lock_schools_of_board(session, board.number)
    return BoardFacts(board, in_season, _facts(session, register, board, in_season, found))


def after_a_change(
    session: "Session", register: MandateRegister, before: BoardFacts, school: School
) -> BoardFacts:
    """Gather one school of a board anew, after an action that changed no other."""
    [now] = _facts(session, register, before.board, before.season, [school], only=school.brin)
    return replace(
        before,
        schools=tuple(now if each.school.brin == school.brin else each for each in before.schools),
    )


def closed_schools(
    session: "Session", register: MandateRegister, board: Board, in_season: Season
) -> tuple[SchoolFacts, ...]:
    """Gather the board's schools that closed, with their mandates: those stay the board's."""
    found = gone.closed_of_board(session, board.number)
    mandates = register.of_schools([school.brin for school in found]) if found else ()
    return tuple(
        SchoolFacts(
            school=school,
            season=in_season,
            mandates=tuple(each for each in mandates if each.brin == school.brin),
            draft=None,
        )
        for school in found
    )


def _facts(
    session: "Session",
    register: MandateRegister,
    board: Board,
    in_season: Season,
    found: Sequence[School],
    only: str | None = None,
) -> tuple[SchoolFacts, ...]:
    drafts = db_drafts.drafts_of_board(session, board.number, only)
    systems = reported.told_of_board(session, board.number, only)
    mandates: dict[str, list[Mandate]] = defaultdict(list)
    for mandate in register.of_schools([school.brin for school in found]):
        mandates[mandate.brin].append(mandate)
    return tuple(
        SchoolFacts(
            school=school,
            season=in_season,
            mandates=tuple(mandates[school.brin]),
            draft=drafts.get(school.brin),
            told=systems.get(school.brin),
        )
        for school in found
    )
