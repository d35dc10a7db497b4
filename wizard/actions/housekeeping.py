"""Forgetting what is kept for a time only: sessions, pages of calls, lists, failures, old forms."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from wizard.db import references, request_counts, typed_forms
from wizard.db.accounts import sessions
from wizard.db.calls import calls
from wizard.db.school_systems import sent_lists

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Sessions are kept this long after the last use, for looking into an incident.
_SESSIONS = timedelta(days=7)
#: A login that was begun and never finished.
_ANONYMOUS_SESSIONS = timedelta(hours=1)
#: Whoever calls about a failure has its page before them, or wrote its number down.
_FAILURES = timedelta(days=90)
#: What was typed in a form that came too late: its owner logs in again the same day.
_TYPED_FORMS = timedelta(days=1)
#: Requests are counted over minutes.
_REQUEST_COUNTS = timedelta(hours=1)


def tidy(session: "Session", now: datetime) -> None:
    """Delete everything whose time is over. Running it twice changes nothing."""
    sessions.forget_unseen_since(session, now - _SESSIONS, anonymous=now - _ANONYMOUS_SESSIONS)
    calls.tidy(session, now)
    sent_lists.forget_old(session, now)
    references.forget_before(session, now - _FAILURES)
    typed_forms.forget_before(session, now - _TYPED_FORMS)
    request_counts.forget_before(session, now - _REQUEST_COUNTS)
