"""Facts made by hand, for stories about what follows from them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from wizard.domain.board import Board
from wizard.domain.draft import Draft
from wizard.domain.facts import BoardFacts, Facts
from wizard.domain.mandate import Mandate, SystemChoice
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.season import Season

TODAY = date(2026, 11, 23)
LAST_DAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
RIO, TEST = "rio", "eindtoets"
SEASON = Season(TODAY, {RIO: TODAY, TEST: LAST_DAY}, LAST_DAY)

PARNASSYS = SystemChoice("parnassys", "ParnasSys", "Topicus")
ESIS = SystemChoice("esis", "ESIS", "Rovict")

_RECORDED = Mandate(
    id=1,
    brin="99AA",
    service=RIO,
    system=PARNASSYS,
    starts_on=TODAY,
    ends_on=None,
    ended_at=None,
    saved_at=NOW,
    saved_by="Anna de Wit",
    recorded_at=NOW,
    recorded_by="Anna de Wit",
    problem_at=None,
    receipt="MW-2026-00001",
)

_DRAFT = Draft(
    brin="99AA",
    key="0" * 32,
    services=(),
    system=None,
    starts_on=None,
    keep_old=None,
    end_old_on=None,
    parked_at=None,
    updated_at=NOW,
    updated_by="Anna de Wit",
    version=1,
)


def recorded(service: str = RIO, **changes: Any) -> Mandate:
    """Return a mandate that stands in the register since today; so does its end, if it has one."""
    if changes.get("ends_on"):
        changes = {"end_recorded_at": NOW, **changes}
    return replace(_RECORDED, service=service, **changes)


def saved(service: str = RIO, **changes: Any) -> Mandate:
    """Return a mandate that nobody saw in the register yet."""
    return recorded(service, recorded_at=None, recorded_by=None, **changes)


def draft(*services: str, **changes: Any) -> Draft:
    """Return answers for these services."""
    return replace(_DRAFT, services=services, **changes)


def parked(*services: str) -> Draft:
    """Return answers of somebody who does not know the LAS."""
    return draft(*services, parked_at=NOW)


def school(*mandates: Mandate, draft: Draft | None = None, brin: str = "99AA") -> SchoolFacts:
    """Return a school with these mandates and answers."""
    return SchoolFacts(School(brin, f"School {brin}", "Gouda", "99001"), SEASON, mandates, draft)


def board(*schools: SchoolFacts) -> BoardFacts:
    """Return a board with these schools."""
    return BoardFacts(Board("99001", "De Regenboog", "Gouda"), SEASON, schools)


def alone(*mandates: Mandate, draft: Draft | None = None) -> Facts:
    """Return what the steps look at, for the only school of a board."""
    only = school(*mandates, draft=draft)
    return Facts(board(only), only)


def days(count: int) -> timedelta:
    """Return so many days."""
    return timedelta(days=count)
