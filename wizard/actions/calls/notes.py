"""After a call: the agent's note, and calling back. Each is an event of the helpdesk."""

from datetime import date

from wizard.actions.work import Work
from wizard.db import events
from wizard.db.calls import notes
from wizard.domain.event_kind import EventKind


def keep(
    work: Work,
    *,
    board: str | None,
    call_id: int | None,
    subject: str,
    outcome: str,
    text: str,
    call_back_on: date | None,
) -> None:
    """Keep a note. `board` is None where the caller could not log in."""
    notes.add(
        work.session,
        by=work.person,
        at=work.now,
        board=board,
        call_id=call_id,
        subject=subject,
        outcome=outcome,
        text=text,
        call_back_on=call_back_on,
    )
    _write(work, EventKind.NOTE_KEPT, board)


def call_back_done(work: Work, note_id: int) -> None:
    """Take a note off the list of those to call back; the first who did stays."""
    if notes.call_back_done(work.session, note_id, by=work.person, at=work.now):
        _write(work, EventKind.CALLED_BACK, notes.board_number(work.session, note_id))


def put_back(work: Work, note_id: int) -> None:
    """Put a note on the list again: another one was meant, or nobody answered."""
    if notes.put_back(work.session, note_id):
        _write(work, EventKind.CALL_BACK_REOPENED, notes.board_number(work.session, note_id))


def _write(work: Work, kind: EventKind, board: str | None) -> None:
    events.add(work.session, at=work.now, person=work.person, kind=kind, board=board)
