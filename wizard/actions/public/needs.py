"""Keeping a board's answers to "Wat hebt u nodig"."""

from datetime import datetime
from typing import TYPE_CHECKING

from wizard.db import drafts, events
from wizard.domain.event_kind import EventKind
from wizard.domain.person import Person

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def keep(
    session: "Session", board: str, given: dict[str, str], *, by: Person, at: datetime
) -> None:
    """Keep the answers with the board; nothing was answered: nothing changes."""
    if not given:
        return
    drafts.keep_needs(session, board, given, by=by, at=at)
    events.add(session, at=at, person=by, kind=EventKind.NEEDS_KEPT, board=board, **given)
