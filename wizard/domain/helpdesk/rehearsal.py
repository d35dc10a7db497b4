"""A pretend board: for each step the facts of somebody who stands there, for agents to practise.

Its codes begin with 00, which no real school has; nothing of it is ever stored.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from wizard.domain.board import Board
from wizard.domain.draft import Draft
from wizard.domain.facts import BoardFacts, Facts
from wizard.domain.mandate import OTHER_SYSTEM, Mandate, SystemChoice
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.season import Season

BOARD = Board("00000", "Oefenbestuur De Dijk", "Voorbeelddam")
_SCHOOLS = (
    School("00AA", "De Dijk", "Voorbeelddam", BOARD.number),
    School("00AB", "De Polder", "Voorbeelddam", BOARD.number),
    School("00AC", "Het Gemaal", "Voorbeeldwijk", BOARD.number),
)
_CALLER = "Marijke Beller"
_OTHER = SystemChoice(OTHER_SYSTEM, "Een ander systeem", "")


class _Pretending:
    """Makes the answers and mandates of the pretend schools, at one moment."""

    def __init__(self, season: Season, system: SystemChoice, now: datetime) -> None:
        self.season, self.system, self.now = season, system, now

    def draft(self, *services: str, system: SystemChoice | None = None) -> Draft:
        """Answer for the first school, and save nothing yet."""
        return Draft(
            brin=_SCHOOLS[0].brin,
            key="0" * 32,
            services=services,
            system=system,
            starts_on=None,
            keep_old=None,
            end_old_on=None,
            parked_at=None,
            updated_at=self.now,
            updated_by=_CALLER,
            version=1,
        )

    def mandate(self, service: str, *, of: int = 0, recorded: bool = True) -> Mandate:
        """Save a mandate for a school."""
        return Mandate(
            id=of * 10 + self.season.required.index(service) + 1,
            brin=_SCHOOLS[of].brin,
            service=service,
            system=self.system,
            starts_on=self.season.today,
            ends_on=None,
            ended_at=None,
            saved_at=self.now,
            saved_by=_CALLER,
            recorded_at=self.now if recorded else None,
            recorded_by=_CALLER if recorded else None,
            problem_at=None,
            receipt=f"MW-{self.season.today.year}-00000",
        )

    def facts(self, draft: Draft | None, *mandates: Mandate) -> Facts:
        """Put the board together; the caller is busy with its first school."""
        schools = tuple(
            SchoolFacts(
                school=school,
                season=self.season,
                mandates=tuple(each for each in mandates if each.brin == school.brin),
                draft=draft if draft and draft.brin == school.brin else None,
            )
            for school in _SCHOOLS
        )
        return Facts(BoardFacts(BOARD, self.season, schools), schools[0])


def _school(make: _Pretending) -> Facts:
    return replace(make.facts(None), school=None)


def _service(make: _Pretending) -> Facts:
    return make.facts(None)


def _system(make: _Pretending) -> Facts:
    return make.facts(make.draft(*make.season.required))


def _other_system(make: _Pretending) -> Facts:
    return make.facts(make.draft(*make.season.required, system=_OTHER))


def _check(make: _Pretending) -> Facts:
    return make.facts(make.draft(*make.season.required, system=make.system))


def _record(make: _Pretending) -> Facts:
    mandates = (make.mandate(key, recorded=False) for key in make.season.required)
    return make.facts(None, *mandates)


def _repeat(make: _Pretending) -> Facts:
    first, *rest = make.season.required
    return make.facts(make.draft(*rest, system=make.system), make.mandate(first))


def _record_again(make: _Pretending) -> Facts:
    first, *rest = make.season.required
    later = (replace(make.mandate(key, recorded=False), receipt="MW-later") for key in rest)
    return make.facts(None, make.mandate(first), *later)


def _copy(make: _Pretending) -> Facts:
    return make.facts(None, *(make.mandate(key) for key in make.season.required))


_AT: dict[str, Callable[[_Pretending], Facts]] = {
    "school": _school,
    "service": _service,
    "system": _system,
    "other_system": _other_system,
    "check": _check,
    "record": _record,
    "repeat": _repeat,
    "record_again": _record_again,
    "copy": _copy,
}


def standing_at(step: str, season: Season, system: SystemChoice, now: datetime) -> Facts:
    """Return the facts of a caller at this step (its key). Raises KeyError for an unknown one."""
    return _AT[step](_Pretending(season, system, now))


def waiting(facts: Facts, now: datetime) -> Facts:
    """Return the same facts, with the school asked for its LAS and no answer yet."""
    draft = replace(facts.chosen.draft, parked_at=now) if facts.chosen.draft else None
    parked = replace(facts.chosen, draft=draft)
    schools = tuple(parked if each == facts.school else each for each in facts.board.schools)
    return Facts(replace(facts.board, schools=schools), parked)
