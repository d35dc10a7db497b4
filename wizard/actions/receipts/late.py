"""Saved after the date: what to do about it, until somebody says that it was done."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wizard.actions.work import Work
from wizard.catalogue import Catalogue
from wizard.db import events
from wizard.domain.event_kind import EventKind
from wizard.domain.facts import BoardFacts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_KIND = EventKind.LATE_SETTLED


@dataclass(frozen=True)
class Advice:
    """What a board does about mandates that came after the date, at so many schools."""

    schools: int
    paragraphs: tuple[str, ...]


def advice(
    catalogue: Catalogue, facts: BoardFacts, session: "Session", *, receipt: str | None = None
) -> Advice | None:
    """Return what is still to be done; None where nothing came late, or somebody did it.

    `receipt`: only about what this operation gave.
    """
    service = catalogue.main_rule.service
    late = facts.late_schools(service, receipt)
    if not late or _is_settled(session, facts, service):
        return None
    return Advice(len(late), catalogue.paragraphs("past.saved", facts.season.today))


def settle(work: Work, facts: BoardFacts) -> None:
    """The person did what the advice says. Said twice, it is kept once."""
    service = work.catalogue.main_rule.service
    if facts.late_schools(service) and not _is_settled(work.session, facts, service):
        work.note(_KIND, board=facts.board.number)


def _is_settled(session: "Session", facts: BoardFacts, service: str) -> bool:
    """Tell whether somebody said so since the last of these mandates was recorded."""
    said = events.latest_of_board(session, facts.board.number, _KIND)
    if said is None:
        return False
    return all(
        each.recorded_at is None or each.recorded_at <= said.at
        for school in facts.late_schools(service)
        for each in school.live(service)
    )
