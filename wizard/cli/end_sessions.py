"""`mandaatwijzer end-sessions`: log somebody out in every browser, or everybody."""

from collections.abc import Mapping

from wizard.actions.accounts import access
from wizard.db.accounts import people
from wizard.db.base import Database
from wizard.db.upgrading import ensure_current
from wizard.domain.errors import ConfigError
from wizard.settings import database_url
from wizard.wiring import SystemClock


def end_sessions(environ: Mapping[str, str], *, person: str | None, everybody: bool) -> str:
    """End the sessions and return a line that says how many.

    Raises ConfigError when nobody is meant, or both; or when nobody is called so.
    """
    if (person is None) is not everybody:
        raise ConfigError("say either --person, with who it is, or --all")
    address = database_url(environ)
    ensure_current(address)
    now = SystemClock().now()
    with Database(address).transaction() as session:
        if person is None:
            return f"Ended {_count(access.all_leave(session, now))} of everybody."
        found = people.named(session, person.strip()) if person.strip() else []
        if not found:
            raise ConfigError("nobody who ever logged in has that mail address or sub")
        ended = sum(access.leave_everywhere(session, each, now) for each in found)
        return f"Ended {_count(ended)} of {len(found)} {'person' if len(found) == 1 else 'people'}."


def _count(sessions: int) -> str:
    return f"{sessions} session" if sessions == 1 else f"{sessions} sessions"
